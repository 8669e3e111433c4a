#pragma once

#include <QObject>

class StepEditsTest : public QObject {
    Q_OBJECT

private slots:
    void aQueryGetsItsConditionFromTheEntitysTemplates();
    void anotherPlaceGetsAnotherKey();
    void whatTheNewOperationHasNoUseForGoes();
    void aPutTakesEveryAttribute();
    void placesThatAreNotThereAreRefused();
    void namesThatNothingDefinesBecomeParameters();
    void everyPatternOfTheShopHasItsParameters();
    void faultyExpressionsAreNamed();
    void valuesAreReadByTheirType();
    void aTransactionBeginsWithAPartForEachEntity();
    void aSearchIsMadeFromItsIndex();
    void partsFitWhatTheyArePartOf();
    void anotherPartIsAboutAnEntityThatHasNone();
    void aPartKeepsItsEntityWhenItBecomesAnotherOperation();
    void valuesThatNoExpressionMentionsGo();
    void shardsOfAKeyRunOneByOne();
    void aParameterIsWhatStandsOnTheOtherSide_data();
    void aParameterIsWhatStandsOnTheOtherSide();
    void aParameterOfAKeyIsWhatItsTemplateIsBuiltFrom();
    void aComparisonBeginsWithTheTemplate_data();
    void aComparisonBeginsWithTheTemplate();
    void parametersThatAreKnownStandInAPrefix();
};
