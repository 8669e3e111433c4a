#pragma once

#include <QObject>

class SavedOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void areReadAndWrittenAsTheyWere();
    void aModelWithoutAnyIsWrittenAsBefore();
    void areAddedChangedAndRemovedWithUndo();
    void refuseNamesThatAreTakenOrEmpty();
    void followTheNamesOfTablesAndIndexes();
    void whatARenamingLeavesIsSaid();
    void aFreeNameIsNumbered();
};
