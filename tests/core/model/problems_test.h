#pragma once

#include <QObject>

class ProblemsTest : public QObject {
    Q_OBJECT

private slots:
    void theSampleHasNone();
    void findsEach_data();
    void findsEach();
};
