#pragma once

#include <QObject>

class SignatureTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheTestSuite_data();
    void agreesWithTheTestSuite();
    void theCanonicalRequestIsThatOfTheTestSuite();
    void acceptsWhatWasSigned();
    void acceptsPresignedQueries();
    void refuses_data();
    void refuses();
    void aSignatureHoldsFifteenMinutes();
    void aTokenMustBeTheProfiles();
    void readsACredentialsFile();
    void saysWhatIsWrongWithACredentialsFile_data();
    void saysWhatIsWrongWithACredentialsFile();
};
