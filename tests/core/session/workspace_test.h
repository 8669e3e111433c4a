#pragma once

#include <QObject>

class WorkspaceTest : public QObject {
    Q_OBJECT

private slots:
    void loadsTheSampleIntoItsTables();
    void findsWhatItLoadedBefore();
    void buildsTheStoreAnewWhenTheModelHasChanged();
    void keepsTheStoreWhenOnlyPatternsChanged();
    void keepsWhatApplicationsMayHaveWritten();
    void followsTheModelWithTheItemsThatChanged();
    void doesNotFollowOverWhatApplicationsHaveWritten();
    void followsAgainAfterItFailed();
    void resetsEvenProtectedTables();
    void servesItsTablesOnAPort();
    void namesThePortThatIsTaken();
    void goesOnAfterAStop();
    void reportsProgress();
    void namesTheItemThatCannotBeLoaded();
    void givesEveryModelFileItsOwnStore();
};
