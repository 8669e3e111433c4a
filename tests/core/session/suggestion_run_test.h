#pragma once

#include <QObject>

/// Suggestions carried out on the engine: they give what the pattern gave before.
class SuggestionRunTest : public QObject {
    Q_OBJECT

private slots:
    void everySuggestionGivesTheSameItems_data();
    void everySuggestionGivesTheSameItems();
};
