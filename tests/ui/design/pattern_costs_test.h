#pragma once

#include <QObject>

/// The monthly cost of access patterns in their grid.
class PatternCostsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyPatternWithARateHasItsCost();
    void costsFollowEdits();
    void aProvisionedTablesPatternsShareWhatItProvisions();
};
