#pragma once

#include <QObject>

class CanvasPageTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void allCardsAreShownWhenAModelOpens();
    void selectingGoesBothWays();
    void aLaneIsSelectedAsItsIndex();
    void aSelectedPatternLightsItsPathAndDimsTheRest();
    void thePathIsChosenFromTheToolsAndPutOutByEscape();
    void draggingACardMovesItInTheModelAndCanBeUndone();
    void draggingTheGroundLooksAroundAndKeepsThePath();
    void theWheelZoomsAroundTheMouse();
    void theMinimapIsThereWhenNotAllIsSeen();
    void anEditElsewhereKeepsTheViewAndThePlaces();
    void keysGoThroughCardsMoveAndZoom();
    void tidyArrangesInOneStep();
    void severalCardsAreSelectedMovedAndRemovedTogether();
    void aFrameSelectsWhatItTouches();
    void aCardThatGrowsCoversNoOther();
    void manyCardsAreArrangedInTheBackground();
    void theCanvasIsSavedAsSvgAndPng();
    void aPictureThatCannotBeSavedIsReported();
    void everyControlHasAnAccessibleName();
    void theSelectedCardIsDescribed();
};
