#pragma once

#include <QObject>

/// What goes wrong between a connection and its endpoint, and which of it is tried again.
class EndpointClientTest : public QObject {
    Q_OBJECT

private slots:
    void aPassingFailureIsTriedAgain_data();
    void aPassingFailureIsTriedAgain();
    void everyWaitIsUpToTwiceTheLast();
    void afterTheLastAttemptTheRefusalIsGiven();
    void aRefusalForGoodIsNotTriedAgain();
    void whatIsNoDynamoDbIsSaid_data();
    void whatIsNoDynamoDbIsSaid();
    void anAnswerOfAnotherShapeIsSaid();
    void aDamagedAnswerIsTriedAgain();
    void nobodyThereIsSaid();
    void anUnknownHostIsSaid();
    void plainHttpBehindHttpsIsSaid();
    void aSlowServerTimesOut();
    void aStopEndsACallUnderWay();
    void aStopEndsTheWaitForTheNextAttempt();
    void noMessageShowsASecret();
    void aTransactionIsSentTwiceWithOneToken();
};
