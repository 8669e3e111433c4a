#pragma once

#include <QObject>

/// The fields of property editors, by keyboard and mouse.
class EditPartsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aTextIsOfferedOnEnterAndOnLeaving();
    void aRefusedTextStaysWithItsReason();
    void escapeTakesBackWhatWasTyped();
    void aNewValueLeavesHalfTypedTextAlone();
    void undoIsTheLinesOnlyWhileSomethingIsTyped();
    void aNumberOutsideItsBoundsIsRefused();
    void anEmptyNumberIsAValueOnlyWhereItMayBe();
    void aNoteIsOfferedOnLeaving();
    void aRefusedChoiceIsPutBack();
    void aChoiceKnowsEveryAttributeType();
    void theWheelChangesNoChoice();
    void aSwitchIsSwitchedByItsWords();
    void aRefusedSwitchGoesBack();
    void attributesAreOfferedAfterABrace();
    void filtersAreOfferedAfterABar();
    void escapeClosesTheCompletionsFirst();
    void doubledBracesOfferNothing();
    void aTemplateThatDoesNotParseIsNeverOffered();
    void anUnknownPlaceholderIsWarnedAbout();
};
