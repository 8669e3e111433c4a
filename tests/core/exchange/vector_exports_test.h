#pragma once

#include <QObject>

class VectorExportsTest : public QObject {
    Q_OBJECT

private slots:
    void areWrittenWhereTheTargetHoldsThem();
    void areListedWhereItDoesNot();
    void areReadAgain_data();
    void areReadAgain();
};
