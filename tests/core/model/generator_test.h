#pragma once

#include <QtTest>

class GeneratorTest : public QObject {
    Q_OBJECT

private slots:
    void randomNumbersAreThoseOfTheAlgorithm();
    void theSameSeedGivesTheSameItems();
    void anotherSeedGivesOtherItems();
    void theBatchSizeChangesNothing();
    void referencesExist();
    void attributesWithoutAFormatFollowRelationshipsAndNames();
    void primaryKeysAreUnique();
    void keysAreBuiltFromTemplates();
    void sharesAreAsTheRecipeSays();
    void zipfPrefersTheFirst();
    void latestPrefersTheLast();
    void weightsAreKept();
    void presentWithAndPresentWhenHold();
    void copiesAndSumsFollowReferences();
    void uniqueTogetherIsUnique();
    void mapsListsAndSetsAreFilled();
    void datesComeAfterOthers();
    void datesEndWhereTheModelBegan();
    void stopsWhenAsked();
    void saysWhatCannotBeGenerated_data();
    void saysWhatCannotBeGenerated();
    void makesAHundredThousandItems();
};
