#pragma once

#include <QObject>

class PatternViewTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyPatternOfTheShopIsVerified();
    void runSelectedRunsTheSelected();
    void anEditMakesVerificationsStaleAndKeepsThem();
    void aRenamedPatternKeepsItsVerification();
    void aBrokenPatternFailsWithItsDifferences();
    void stoppingKeepsWhatIsVerified();
    void theFocusStaysInTheButtonsOfARun();
    void whatIsNotSeenFollowsWhenItIs();
    void aSuggestionIsAppliedAndUndone();
    void whatIsServedHasNothingToApply();
    void aStaleExpectationFollowsTheOperationByOneClick();
    void aTransactionShowsWhatItWrote();
    void operationsAreReadableAtASmallWindow();
    void theFirstPatternRunsAtOnce();
    void theReturnedItemsAreShownAndCompared();
    void aTransactionIsOfferedBesideTheEntities();
    void namesFitTheirColumnAndTabsStandStill();
    void columnsKeepTheWidthThatTheyWereGiven();
    void patternsAreDuplicatedMovedAndRemoved();
    void rowsStayWhereTheyAreWhenTheModelChanges();
};
