#pragma once

#include <QObject>

class WorkspaceTest : public QObject {
    Q_OBJECT

private slots:
    void loadsTheSampleIntoItsTables();
    void findsWhatItLoadedBefore();
    void buildsTheStoreAnewWhenTheModelHasChanged();
    void keepsTheStoreWhenOnlyPatternsChanged();
    void goesOnAfterAStop();
    void reportsProgress();
    void namesTheItemThatCannotBeLoaded();
    void givesEveryModelFileItsOwnStore();
};
