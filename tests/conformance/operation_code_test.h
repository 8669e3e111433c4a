#pragma once

#include <QObject>

/// The code that is written for operations built in forms, run by the SDKs that it is for.
class OperationCodeTest : public QObject {
    Q_OBJECT

private slots:
    void givesWhatTheOperationGives_data();
    void givesWhatTheOperationGives();
};
