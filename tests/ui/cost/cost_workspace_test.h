#pragma once

#include <QObject>

class CostWorkspaceTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyFigureIsTheSumOfItsArithmetic();
    void aClickedFigureOpensItsArithmetic();
    void theCheaperModeIsNamed();
    void regionMonthsAndBackupsCount();
    void editsAreFollowedAndTheSelectedFigureStays();
    void patternsAndEntitiesStandTheDearestFirst();
    void figuresAreSavedAsJson();
    void aModelWithoutRatesSaysWhatToDo();
    void aBrokenPriceListIsSaid();
};
