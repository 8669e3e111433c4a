#pragma once

#include <QObject>

class TableDefinitionsTest : public QObject {
    Q_OBJECT

private slots:
    void readsCreateTableAndDescribeTable();
    void readsCloudFormation_data();
    void readsCloudFormation();
    void keepsIntrinsicFunctionsAsText();
    void readsSimpleTables();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void findsTheKindOfAFile_data();
    void findsTheKindOfAFile();
    void survivesCutsAndBends();
};
