#pragma once

#include <QObject>

class PatternRunTest : public QObject {
    Q_OBJECT

private slots:
    void runsTheSamplesPatterns_data();
    void runsTheSamplesPatterns();
    void givesItemsInOrder();
    void usesTheResultOfAnEarlierStep();
    void fansOutOverShards();
    void completesAnItemFromItsEntity();
    void readsABatch();
    void filtersWhatItRead();
    void makesATransaction();
    void everyPatternOfTheSampleRuns();
    void saysWhyATransactionWasCancelled();
    void searchesVectors();
    void saysWhatASearchLacks();
    void saysWhatFailed_data();
    void saysWhatFailed();
};
