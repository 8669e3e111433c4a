#pragma once

#include <QObject>

/// Suggestions and fixes carried out on the engine: reads give what they gave before, changes what is expected of them.
class SuggestionRunTest : public QObject {
    Q_OBJECT

private slots:
    void everySuggestionGivesTheSameItems_data();
    void everySuggestionGivesTheSameItems();
    void everySuggestionForAChangeIsVerified_data();
    void everySuggestionForAChangeIsVerified();
    void theFixOfAHotKeyIsVerified();
    void paddingIsFollowedByThePatterns();
};
