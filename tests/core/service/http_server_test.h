#pragma once

#include <QObject>

class HttpServerTest : public QObject {
    Q_OBJECT

private slots:
    void handsOverTheRequestAsItCame();
    void keepsConnectionsOpen();
    void answersPipelinedRequestsInOrder();
    void answersOverIpv6Too();
    void bodiesInPiecesAndChunksAreWhole();
    void aBodyAtTheLimitIsTakenAndOneAboveIsNot();
    void whoAsksBeforeALargeBodyIsToldAtOnce();
    void allBodiesTogetherAreBounded();
    void headersAreBounded();
    void clientsThatSendNothingAreClosed();
    void aByteAtATimeDoesNotKeepAConnection();
    void halfOpenConnectionsMakeRoom();
    void aSlowAnswerHoldsUpNoOtherConnection();
    void garbageIsRefused_data();
    void garbageIsRefused();
    void stopLetsAnswersFinish();
    void stopDoesNotWaitForHalfARequest();
    void aTakenPortIsNamed();
    void anAddressOfAnotherMachineIsNamed();
};
