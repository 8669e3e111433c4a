#pragma once

#include <QObject>

class InferenceTest : public QObject {
    Q_OBJECT

private slots:
    void findsTheEntitiesOfTheSample();
    void findsTheRelationshipsOfTheSample();
    void findsTheEntitiesOfAGameByTheirKeys();
    void readsRealItems();
    void namesWhatOnlyTheKeyHolds();
    void aTableWithoutPatternIsOneEntity_data();
    void aTableWithoutPatternIsOneEntity();
    void divisionByAttributesIsTheLastResort();
    void aTypeThatTellsNothingApartIsNoMark();
    void findsFilters();
    void aKeyThatSomeItemsLackIsBuiltForNoneOfThem();
    void everyTemplateRebuildsTheKeys_data();
    void everyTemplateRebuildsTheKeys();
    void addsNothingToATableThatHasEntities();
    void tenThousandItemsGiveTheSameAnswerTwice();
};
