#pragma once

#include <QObject>

/// What differs between two models: sources, differences, their meaning.
class ComparePageTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void anUntouchedModelIsTheSameAsItsFile();
    void anEditIsToldWithWhatItMeansOnALiveTable();
    void theLastCommitIsAskedOfGit();
    void anotherFileIsComparedAndSwapped();
    void aFileThatCannotBeReadIsSaid();
    void aModelWithoutAFileAsksForOne();
    void aDifferenceLeadsToItsPlace();
    void differencesAreCopiedAsText();
};
