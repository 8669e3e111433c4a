#pragma once

#include <QObject>

class HeatPlotTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void rowsAreAsHighAsTheirShareOfTheHashSpaceAndOpenWhereACollectionWasSplit();
    void windowsStayInsideTheMapAndKeepThePlaceUnderTheMouse();
    void pixelsShowTheHottestOfTheirCells();
    void throttledCellsAreHatched();
    void marginsHoldTheGreatestOfWhatIsSeen();
    void aBrushZoomsIntoItsBoxAndBackspaceGoesBack();
    void theWheelZoomsAtTheMouse();
    void aClickPinsWhatTheCellHolds();
    void aDoubleClickGoesIntoThePartition();
    void theKeyboardMovesFromCellToCellAndSaysWhatTheyHold();
    void scaleMultiplierAndBrightnessChangeTheColoursAndNotTheNumbers();
    void aMapOfTheSameShapeKeepsTheWindow();
};
