#pragma once

#include <QObject>

/// The items of a battle-royale game, without a model: a single table is understood, asked, played on and watched.
class GameStoryTest : public QObject {
    Q_OBJECT

private slots:
    void entitiesAndRelationshipsAreFound();
    void theLobbysPatternsAreServed();
    void theStreamAndTheHeatFollowAnApplication();
};
