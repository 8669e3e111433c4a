#pragma once

#include <QObject>

class CloudFormationWriterTest : public QObject {
    Q_OBJECT

private slots:
    void writesTheGoldenFiles_data();
    void writesTheGoldenFiles();
    void yamlSaysWhatJsonSays();
    void passesCfnLint();
    void everyReferenceHasItsResource();
    void listsWhatIsLost();
    void writesCreateTable();
    void writesAScriptThatBashReads();
    void writesYamlThatNothingMistakes();
};
