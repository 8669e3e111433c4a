#pragma once

#include <QObject>

/// An endpoint gives what the engine behind it gives.
class ConnectionsAgreeTest : public QObject {
    Q_OBJECT

private slots:
    void anOperationGivesTheSame_data();
    void anOperationGivesTheSame();
    void aRequestAsJsonIsAnsweredTheSame_data();
    void aRequestAsJsonIsAnsweredTheSame();
    void theEndpointVerifiesTheSignature();
    void aWrongSecretIsSaidWithoutShowingIt();
    void anUnknownKeyIsSaid();
    void manyThreadsShareAConnection();
};
