#pragma once

#include <QObject>

class ExchangeTest : public QObject {
    Q_OBJECT

private slots:
    void aProblemNamesFileLineColumnAndPlace();
};
