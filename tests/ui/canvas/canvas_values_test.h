#pragma once

#include <QObject>

class CanvasValuesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void vectorIndexesAreLanesOfTheirOwn();
    void cardsAreTablesThenEntitiesThenNotes();
    void aTableCardHasALaneForItselfAndForEachIndexWithItsEntities();
    void anEntityCardHasItsKeysAndAttributes();
    void everyPartOfACardIsFoundWhereItLies();
    void arrangedCardsNeverOverlapAndStandTheSameEachTime();
    void aWideTreeIsArrangedAroundItsRoot();
    void theSamplesStandWithoutOverlaps();
    void aFreePlaceIsFreeAndNear();
    void coveredCardsMoveDownAndNoOthers();
    void aQueryLightsItsLaneAndTheEntitiesThatItFinds();
    void aTransactionLightsAllItsParts();
    void aPatternThatIsNotThereLightsNothing();
    void aTypedNameMayCarryItsType_data();
    void aTypedNameMayCarryItsType();
    void aDroppedAttributeMakesOrExtendsATemplate();
    void anAttributeIsNotDroppedTwiceOnAKey();
    void theFirstEntityGetsATable();
    void movingACardWritesDownWhereTheOthersStand();
    void notesAreWrittenChangedAndRemoved();
    void linesLeaveAndReachTheNearerSides();
};
