#pragma once

#include <QObject>

/// Every rule of advice, on a design that trips it and on one that does not.
class AdviceTest : public QObject {
    Q_OBJECT

private slots:
    void theOnlineShopHasOnlyHints();
    void aGoodDesignHasNone();
    void everyRuleHasASource();
    void everyRuleIsTripped();
    void trips_data();
    void trips();
    void aFixCuresAndCanBeUndone();
    void aKeyOfOtherEntitiesMovesNoEntry();
    void theWorstComesFirst();
    void contradictionsDoNotHarm_data();
    void contradictionsDoNotHarm();
};
