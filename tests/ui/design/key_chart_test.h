#pragma once

#include <QObject>

class KeyChartTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void editsAreTakenOverCellByCell();
    void aTemplateIsEditedInItsCell();
    void placeholdersAreCompletedFromTheAttributes();
    void aFaultyTemplateStaysWithTheReasonBelow();
    void anEditorSurvivesEditsFromElsewhere();
    void tabGoesOnToTheNextKey();
    void deleteTakesAnEntityOutOfAnIndex();
    void aNewColumnIsANewIndex();
    void aNewRowIsANewEntity();
    void clashesAreMarked();
    void anEmptyModelSaysHowToBegin();
    void templatesAmongAHundredEntitiesAreTyped();
};
