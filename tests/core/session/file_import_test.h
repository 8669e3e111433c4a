#pragma once

#include <QObject>

/// Models made of files: importFiles() and previewItems().
class FileImportTest : public QObject {
    Q_OBJECT

private slots:
    void itemsGoIntoTheirTable();
    void aLaterItemTakesThePlaceOfTheSameKey();
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
