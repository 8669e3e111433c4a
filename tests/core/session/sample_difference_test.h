#pragma once

#include <QObject>

class SampleDifferenceTest : public QObject {
    Q_OBJECT

private slots:
    void loadedTablesHaveNotMovedOn();
    void theTablesOfEverySampleAreAsItDefinesThem();
    void countsWhatWasAddedChangedAndRemoved();
    void theOrderOfAttributesCountsForNothing();
    void aTableThatIsMissingHasLostItsItems();
    void tellsATableOfAnotherDefinition();
    void keepsTheFirstItemsOnly();
    void canBeStopped();
    void itemsComeInTheModelsOrder();
    void tooManyItemsAreNotRead();
    void aWorkspaceKnowsWhenTheModelHasCaughtUp();
};
