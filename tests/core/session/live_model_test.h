#pragma once

#include <QObject>

/// A model of the tables that a connection has.
class LiveModelTest : public QObject {
    Q_OBJECT

private slots:
    void tablesComeWithWhatIsSetOnThem();
    void itemsAndEntitiesComeFromTheTables();
    void anEndpointGivesTheSame();
    void aNoteSaysWhatIsLeft();
    void noItemsWhenNoneAreWanted();
    void onlyChosenTables();
    void aChosenTableThatIsNotThereIsAnError();
    void whatTheConnectionDoesNotKnowIsLeftOut();
    void aStopKeepsWhatWasRead();
};
