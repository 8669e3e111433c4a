#pragma once

#include <QObject>

class OneTableTest : public QObject {
    Q_OBJECT

private slots:
    void readsTheSample();
    void templatesBecomeKeyTemplates_data();
    void templatesBecomeKeyTemplates();
    void refusesBrokenFiles();
    void survivesCutsAndBends();
};
