#pragma once

#include <QObject>

class HeatViewsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void metricsAddUpToWhatWasConsumed();
    void alarmsRiseWhereTheirThresholdIsPassed();
    void aChartReadsOffUnderTheMouse();
    void storedSharesAddUpToTheWhole();
    void theStoredPageFollowsTheChosenPlaceAndEdits();
    void theTablesAsTheyAreAreCountedWhenAsked();
    void liveTrafficOfTheTablesIsShown();
    void figuresAreSortedByTheirNumbers();
};
