#pragma once

#include <QObject>

namespace keywright::test {

/// How items are edited: the card over a cell, the dialog of an item, and where both write to.
class ItemEditingTest : public QObject {
    Q_OBJECT

private slots:
    void init();

    void aValueOfEveryTypeIsReadAsItIsWritten();
    void whatNoValueCanBeIsRefusedWithAReason_data();
    void whatNoValueCanBeIsRefusedWithAReason();
    void aFilterIsWrittenWithItsValuesInPlace();
    void aValueIsSetInTheSampleDataAndUndone();
    void aRefusedValueStaysWithItsReason();
    void theKeysThatATemplateBuildsFollowTheirAttributes();
    void anItemIsAddedAndDuplicatedAndDeleted();
    void anIndexEditsTheWholeItem();
    void theTableIsWrittenOnlyAsItWasSeen();
    void theSampleDataStaysWhenTheTableIsWritten();
    void aColumnIsHiddenAndShown();
    void hiddenColumnsAreOfOneTableAndRemembered();
};

} // namespace keywright::test
