#pragma once

#include <QObject>

namespace keywright::test {

/// Point-in-time recovery and backups of a table, on an endpoint.
class BackupsTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void recoveryIsTurnedOnAndAMomentRestored();
    void turningRecoveryOffIsAskedAbout();
    void aBackupIsMadeRestoredAndDeleted();
    void aRestoreIntoATableThatIsThereIsRefused();
    void backupsOfAnEndpointThatIsGoneAreSaid();
};

} // namespace keywright::test
