#pragma once

#include <QObject>

/// The page of targets, preview and losses, by mouse and keyboard.
class ExportPageTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void choosingATargetShowsWhatItsWriterGives();
    void theListIsDrivenByKeys();
    void choicesAreThoseOfTheTarget();
    void aPolicyIsBoundToItsCaller();
    void choicesAreRememberedForTheNextModel();
    void everyExtraOfTheWritersIsAChoice();
    void anExtraIsWrittenWhenItIsTurnedOn();
    void anEditIsFollowedAndThePlaceIsKept();
    void editsAreNotWrittenWhileNobodyLooks();
    void aFileIsSavedByteForByte();
    void severalFilesGoIntoAFolderAndReplaceOnlyWhenAsked();
    void aFileThatCannotBeWrittenIsSaid();
    void theShownFileIsCopied();
    void aLossLeadsToItsPlace();
    void noLossIsSaidToo();
    void anEmptyModelSaysWhatToDo();
    void errorsOfTheModelAreSaid();
    void everyControlHasAName();
};
