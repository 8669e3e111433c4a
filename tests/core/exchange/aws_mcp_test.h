#pragma once

#include <QObject>

class AwsMcpTest : public QObject {
    Q_OBJECT

private slots:
    void readsEveryValidSchema_data();
    void readsEveryValidSchema();
    void refusesEveryBrokenSchema_data();
    void refusesEveryBrokenSchema();
    void patternsBecomeSteps_data();
    void patternsBecomeSteps();
    void transactionsSpanTables();
    void survivesCutsAndBends();
};
