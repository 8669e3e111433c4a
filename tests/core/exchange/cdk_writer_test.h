#pragma once

#include <QObject>

class CdkWriterTest : public QObject {
    Q_OBJECT

private slots:
    void writesTheGoldenFiles_data();
    void writesTheGoldenFiles();
    void keepsEveryResourceOfCloudFormation();
    void losesWhatCloudFormationLoses();
};
