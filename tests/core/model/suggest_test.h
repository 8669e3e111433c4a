#pragma once

#include <QObject>

/// Suggestions for access patterns that nothing serves yet.
class SuggestTest : public QObject {
    Q_OBJECT

private slots:
    void everyReadOfTheOnlineShopIsFoundAgain();
    void everyReadIsServedWithoutAnyIndex();
    void applyingAndUndoingRestoresTheFile();
    void suggests_data();
    void suggests();
    void designs_data();
    void designs();
    void anAttributeThatNoItemHoldsKeysNoIndex();
    void onlyAPrefixThatIsADateMakesASpan();
    void updatesThatLeaveTheNewKeyBehindAreNamed();
    void aScanTellsWhatItAsks();
    void whatNoKeyAnswersHasNoSuggestion_data();
    void whatNoKeyAnswersHasNoSuggestion();
    void costsAreTold();
    void existingPlacesComeFirst();
    void everythingThatAKeyDoesNotDecideStays();
    void aConsistentReadStaysWhereItCan();
    void otherStepsStay();
    void aSecondReadKeepsWhatIsReturned();
    void whatIsServedSoHasNoSuggestion();
    void whyThereIsNothingIsTold();
};
