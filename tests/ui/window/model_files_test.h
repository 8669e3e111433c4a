#pragma once

#include <QObject>

class ModelFilesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void newModelIsSavedUndoneAndAskedAbout();
    void aSampleIsSavedToAnotherFile();
    void aFileThatAnotherProgramChangedIsNotOverwrittenUnasked();
};
