#pragma once

#include <QObject>

class EndpointTest : public QObject {
    Q_OBJECT

private slots:
    void tellsWhereItAnswers();
    void countsWhatItAnswered();
    void logsOperationTableAndStatus();
    void startsAgainAfterAStop();
    void othersMayReachItOnlyWithCredentials();
};
