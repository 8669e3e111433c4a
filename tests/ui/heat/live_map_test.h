#pragma once

#include <QObject>

/// Live traffic: what reaches the endpoint is on the map and in the metrics while it runs.
class LiveMapTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void whatTheAwsCliWritesIsOnTheMapAtOnce();
    void metricsOfCallsAreShownLive();
    void metricsOfASimulationSayWhatIsMeasuredOnly();
    void theLatencyOfOneOperationIsChosen();
};
