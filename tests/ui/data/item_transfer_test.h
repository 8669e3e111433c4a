#pragma once

#include <QObject>

namespace keywright::test {

/// Items that are generated, imported and exported, by the dialogs of the Data workspace.
class ItemTransferTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void generatedItemsBecomeSampleDataInOneStep();
    void tooManySampleItemsAreRefusedBeforeTheyAreMade();
    void generatingIntoTheTableCanBeStopped();
    void aFileIsShownWithItsBadRowsAndTheGoodOnesAreImported();
    void aFileThatHoldsNoItemsIsRefused();
    void whatIsExportedComesBackTheSame_data();
    void whatIsExportedComesBackTheSame();
    void anImportIntoTheTableOverwritesItemsOfTheSameKey();
    void replacingATablesItemsAsksFirst();
    void aColumnOfACsvFileGetsAnotherType();
    void aColumnOfACsvFileIsLeftOut();
    void theFolderOfAnExportToS3IsRead();
    void anExportNamesItsPlace();
    void manyThousandItemsAreReadByPages();
};

} // namespace keywright::test
