#pragma once

#include <QObject>

class CodeWriterTest : public QObject {
    Q_OBJECT

private slots:
    void writesTheGoldenFiles_data();
    void writesTheGoldenFiles();
    void isReadByItsLanguage_data();
    void isReadByItsLanguage();
    void buildsKeysAsTheModelDoes_data();
    void buildsKeysAsTheModelDoes();
    void listsPatternsWithoutCode();
    void turnsNamesIntoNamesOfCode_data();
    void turnsNamesIntoNamesOfCode();
};
