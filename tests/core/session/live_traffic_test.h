#pragma once

#include <QObject>

class LiveTrafficTest : public QObject {
    Q_OBJECT

private slots:
    void whatTheWorkspaceServesIsItsTraffic();
    void heatSumsEqualTraffic();
    void aHotKeyIsDiagnosedAndNamed();
    void minutesShowTheirHottestBucket();
};
