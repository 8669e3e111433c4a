#pragma once

#include <QObject>

class RequestSigningTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheTestSuite_data();
    void agreesWithTheTestSuite();
};
