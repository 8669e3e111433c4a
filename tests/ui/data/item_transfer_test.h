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
    void manyThousandItemsAreReadByPages();
};

} // namespace keywright::test
