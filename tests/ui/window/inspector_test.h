#pragma once

#include <QObject>

class InspectorTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aNameIsChangedEverywhereInOneStep();
    void aBadNameStaysWithItsReason();
    void anEditFromElsewhereLeavesHalfTypedTextAlone();
    void aPageGoesWithItsThing();
    void selectingSomethingElseOffersWhatIsHalfTyped();
    void whatIsHalfTypedCountsBeforeTheModelGoes();
    void attributesAreAddedRenamedMovedAndRemovedByKeyboard();
    void removingAnAttributeThatKeysUseAsks();
    void sampleValuesAreChosenByFormat();
    void keyTemplatesFollowTheTable();
    void theKeyOfATableIsEdited();
    void indexesAreAddedAndTheirKeysEdited();
    void vectorIndexesAreAddedAndEdited();
    void aProjectionOfSomeAttributesNeedsNames();
    void capacityIsEditedWhereItCounts();
    void settingsOfATableAreEdited();
    void tagsAndReplicasAreAddedAndRemoved();
    void aRelationshipIsEdited();
    void everyFieldHasAnAccessibleName();
};
