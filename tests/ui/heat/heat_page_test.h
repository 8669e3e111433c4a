#pragma once

#include <QObject>

class HeatPageTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theHottestPlaceIsShownWithWhatItMeans();
    void aBrushNarrowsTheKeysToThePartitionsSeen();
    void aKeyOpensTheItemsOfItsCollection();
    void aPatternLeadsToItsWorstPartition();
    void trafficIsEditedAsOneStepAndSimulatedAgain();
    void hoursAndSeedAreSimulatedAnew();
    void aStoppedSimulationKeepsTheLastMapAndSaysSo();
    void twoDesignsStandSideBySideWithTheSameTimes();
    void thePictureTheDrawingAndTheFiguresAreSaved();
    void aPlaceThatCannotBeWrittenIsSaid();
    void aModelWithoutRatesSaysWhatToDo();
};
