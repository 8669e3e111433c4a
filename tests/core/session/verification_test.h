#pragma once

#include <QtTest>

class VerificationTest : public QObject {
    Q_OBJECT

private slots:
    void verifiesEveryPatternOfTheSample_data();
    void verifiesEveryPatternOfTheSample();
    void verifiesASearchByBruteForce();
    void judgesSearches();
    void drawsTheSameForTheSameSeed();
    void aSeedDrawsOtherArguments();
    void findsAMissingItem();
    void findsAnUnexpectedItem();
    void findsItemsOutOfOrder();
    void findsADifferingAttribute();
    void findsAWrongCountAfterAChange();
    void findsAWrongChange();
    void acceptsAnyOfEqualItemsWhereTheLimitCuts();
    void saysWhichParameterHasNoValue();
    void saysWhereAnExpectationIsWrong();
    void doesNotJudgeWithoutAnExpectation();
    void doesNotJudgeWhatNoRunFound();
    void failsWhenEveryRunIsRefused();
    void aChangeLeavesNothingForTheNextRun();
    void stopsWhenAsked();
    void aNewPatternOfAnyEntityIsVerifiedAtOnce();
    void whatAChangeWroteIsKeptWithBeforeAndAfter();
    void becomesStaleByWhatItDependsOn();
    void readsExpectationsWithTheirPlaces_data();
    void readsExpectationsWithTheirPlaces();
    void repeatsATransactionWithItsTokenOnce();
};
