#pragma once

#include <QObject>

class NavigatorTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theTreeTakesOverEditsRowByRow();
    void anEditKeepsWhatIsOpenAndCurrent();
    void anEditLeavesAnOpenEditorAlone();
    void aNameIsEditedInPlaceWithTheReasonBelow();
    void aNewPartAndItsNameAreOneStep();
    void partsAreDuplicatedAndRemovedByKeyboard();
    void removingAsksForWhatGoesAlong();
    void theMenuOffersWhatFits();
    void anEmptyModelBeginsWithATable();
    void fromNothingToADesignByKeyboardAndBack();
};
