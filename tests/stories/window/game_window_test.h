#pragma once

#include <QObject>

/// The items of a battle-royale game, worked through in the window while an application plays.
class GameWindowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aLobbyIsDesignedPlayedOnAndWatched();
};
