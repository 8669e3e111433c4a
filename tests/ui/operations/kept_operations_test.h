#pragma once

#include <QObject>

/// Saved operations and the history.
class KeptOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void anOperationIsSavedUnderAName();
    void savingUnderATakenNameReplaces();
    void aNameThatIsEmptyOrTakenIsRefusedNextToItsField();
    void savedOperationsAreDuplicatedRenamedAndDeletedWithUndo();
    void aSavedOperationOpensInItsEditor();
    void withoutSavedOperationsItSaysWhatToDo();
    void whatCannotBeSavedIsNotOffered();
    void historyKeepsEveryRunAndOpensItAgain();
    void historyIsFoundByWordsAndCleared();
    void historyStaysWithTheModel();
    void aCancelledRunIsInTheHistory();
};
