#pragma once

#include <QObject>

/// What was exported and is imported again is what it was.
class RoundTripTest : public QObject {
    Q_OBJECT

private slots:
    void tablesComeBackFromEveryTarget_data();
    void tablesComeBackFromEveryTarget();
    void itemsComeBackFromNosqlWorkbench_data();
    void itemsComeBackFromNosqlWorkbench();
};
