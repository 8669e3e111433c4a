#pragma once

#include <QObject>

class CanvasEditingTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aModelIsDrawnFromNothingAndUndoneToNothing();
    void whatIsDrawnIsSavedAndComesBackByRedo();
    void aDoubleClickOnTheGroundDrawsAnEntityThere();
    void aToolPlacesACardWithTheNextClickOrTheKeyboard();
    void theFirstTableAndANoteAreDrawn();
    void escapeLeavesAFieldWithoutAnEdit();
    void aRefusedNameStaysInItsFieldWithTheReason();
    void renamingAnEntityIsFollowedByTemplatesAndPatterns();
    void attributesAreRenamedAndRetypedInTheirPlace();
    void aTemplateIsEditedInItsPlace();
    void aDraggedAttributeBecomesAPartOfTheKey();
    void aDraggedAttributeMayBeDroppedOnTheTablesLane();
    void anAttributeDroppedElsewhereChangesNothing();
    void aDropThatChangesNothingIsRefusedWithAReason();
    void draggingFromTheHandleRelatesTwoEntities();
    void manyToManyAsksForTheEntityBetween();
    void theRelatePanelIsLeftByEscape();
    void deleteRemovesWhatIsSelected();
    void removingATableAsksWithWhatGoesWithIt();
    void theMenuDoesWhatTheMouseDoes();
    void leavingAFieldTakesWhatWasTyped();
};
