#pragma once

#include <QObject>

class TableEditsTest : public QObject {
    Q_OBJECT

private slots:
    void leaveATableThatDynamoDbWouldMake_data();
    void leaveATableThatDynamoDbWouldMake();
    void renamingAKeyAttributeIsFollowedEverywhere();
    void renamingAPlainKeyRenamesTheAttributeOfEveryEntity();
    void aKeyThatNothingUsesTakesItsTemplatesAlong();
    void itemsThatANewKeyLeavesKeylessAreKeyedByTheNewTemplate();
    void aNewTypeCountsForEveryKey();
    void vectorIndexesFollowTheirAttributes();
    void indexesOnTheSameVectorHaveItsDimensions();
    void movingAnEntityKeepsTheTemplatesOfSharedKeys();
    void newPartsHaveNamesOfTheirOwn();
    void refuse_data();
    void refuse();
};
