#pragma once

#include <QObject>

class ModelFileTest : public QObject {
    Q_OBJECT

private slots:
    void savesWhatIsReadAgain();
    void keepsPermissionsAndLinks();
    void refusesAndLosesNothing();
    void noticesChangesFromOutside();
    void theJournalRestoresTheLastState();
    void aTruncatedJournalIsNoModel();
    void removingTheJournalLeavesNothing();
};
