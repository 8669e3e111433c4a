#pragma once

#include <QObject>

class PatternFormTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aNewPatternWaitsForItsName();
    void aTakenNameIsRefusedNextToTheField();
    void ratesAreTypedAndRefused();
    void entitiesAreTickedInAMenuThatStaysOpen();
    void anotherOperationAndPlaceBringTheirKey();
    void theSortKeyIsComparedAsOneChooses();
    void aNameInATemplateBecomesAParameter();
    void aFaultyFilterStaysWithItsReason();
    void stepsAreAddedAndRemoved();
    void examplesAreOfTheParametersType();
    void theExpectationIsTyped();
    void anEditElsewhereKeepsWhatIsTyped();
    void textIsAppliedAsOneStep();
    void faultyTextIsNamedAndNotTaken();
    void textThatIsNotAppliedIsKeptForLater();
    void everyFieldHasAName();
    void aNewPatternGivesWhatItIsAbout();
    void aPatternOfTheFileKeepsItsExpectation();
    void aRenamedParameterIsDrawnFromWhatItIsComparedWith();
    void aRefusedValueStaysWithItsPattern();
    void tickedEntitiesAreMarkedInTheMenu();
    void aTransactionIsMadeOfPartsInTheForm();
    void theFormSaysWhatASampleTransactionIs();
    void aQueryFansOutOverTheShardsOfItsKey();
};
