#pragma once

#include <QObject>

/// Models made of files: importFiles() and previewItems().
class FileImportTest : public QObject {
    Q_OBJECT

private slots:
    void itemsGoIntoTheirTable();
    void aLaterItemTakesThePlaceOfTheSameKey();
    void rowsThatAreNotKeptAreCounted();
    void rowsThatTakeThePlaceOfOthersAreCounted();
    void whatIsDeletedIsNotCounted();
    void aFilesNameIsMadeATables_data();
    void aFilesNameIsMadeATables();
    void aTypedNameThatNoTableHasIsRefused();
    void aKeyThatNoRowHasIsRefused();
    void aKeyIsANumberWhereItIsOneInAllFiles();
    void aHeaderThatMayBeARowIsTold_data();
    void aHeaderThatMayBeARowIsTold();
    void aFolderThatIsNoExportSaysSo();
    void itemsWithoutATableAskForAKey();
    void rowsBesideAnAwsMcpSchemaGoToItsEntities();
    void readingStopsAtTheFirstBadRow();
    void badRowsCanBeLeftOut();
    void anItemWithoutItsKeyIsABadRow();
    void rowsOfOneEntityGetTheKeysOfItsTemplates();
    void severalFilesMakeOneModel();
    void aTableThatIsThereIsNotReplaced();
    void aStopEndsTheReading();
    void inferenceGivesEntities();
    void previewsProposeAKey_data();
    void previewsProposeAKey();
    void tellsItemsFromModels_data();
    void tellsItemsFromModels();
};
