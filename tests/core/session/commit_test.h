#pragma once

#include <QObject>

class CommitTest : public QObject {
    Q_OBJECT

private slots:
    void aPlanChangesNothing();
    void createsTheShopWithItsItems();
    void aSecondCommitDoesNothing();
    void changesALiveTableInSequence();
    void goesBackAgain();
    void droppingAnIndexNeedsAYes();
    void makesAndDropsVectorIndexes();
    void aReplacementNeedsAYes();
    void aReplacementKeepsAllItems();
    void aReplacementUnderAnotherNameLeavesTheOldTable();
    void itemsThatDoNotFitKeepTheTableAsItIs();
    void itemsThatWouldBecomeOneKeepTheTableAsItIs();
    void itemsThatChangeMeanwhileKeepTheTableAsItIs();
    void aProtectedTableIsNotReplaced();
    void goesOnWhereItWasStopped();
    void goesOnWhereACallFailed();
    void aReplacementThatFailsLosesNothing();
    void aReplacementThatIsStoppedLosesNothing();
    void loadsIntoTablesThatAreThereWhenAsked();
    void loadsNothingWhenAsked();
    void theSecondChangeOfTheTimeToLiveIsPostponed();
    void aPlanThatIsStaleIsRefused();
    void tellsWhatItLeavesAlone();
    void capacityThatScalesIsFollowed();
    void itemsAreCheckedAgainstTheNewKeys_data();
    void itemsAreCheckedAgainstTheNewKeys();
};
