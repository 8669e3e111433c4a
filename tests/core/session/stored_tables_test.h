#pragma once

#include <QObject>

class StoredTablesTest : public QObject {
    Q_OBJECT

private slots:
    void tablesHoldWhatTheSampleDataHolds();
    void writesAreSeenAndTheLookLeavesNoTrace();
    void aStopEndsItAndAMissingTableIsPassedOver();
};
