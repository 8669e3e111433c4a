#pragma once

#include <QObject>

class TerraformTest : public QObject {
    Q_OBJECT

private slots:
    void readsTablesOfProvider5And6();
    void refusesWhatItCannotKnow_data();
    void refusesWhatItCannotKnow();
    void survivesCutsAndBends();
};
