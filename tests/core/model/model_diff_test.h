#pragma once

#include <QObject>

class ModelDiffTest : public QObject {
    Q_OBJECT

private slots:
    void aModelIsNoDifferentFromItself();
    void spellingCountsForNothing();
    void namesEveryDifferenceBothWays_data();
    void namesEveryDifferenceBothWays();
    void everyFieldCounts_data();
    void everyFieldCounts();
    void renamingIsToldWhereItIsCertain();
    void twoThatCouldBeTheSameAreNoRenaming();
    void aRenamedTableIsAnotherTable();
    void tablesTellWhatTheyMeanOnALiveTable();
    void whatComesAndGoesIsToldInOrder();
    void itemsOfEqualKeysAreOne();
};
