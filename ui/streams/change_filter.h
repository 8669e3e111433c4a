#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QString>

#include "core/expression/event_pattern.h"
#include "core/session/stream_tail.h"

namespace keywright::ui {

/// A change that was read. Never changes, so that it is shared with workers.
struct Change {
    quint64 number = 0; ///< in the order of reading, from 1
    session::TailRecord read;
    QString key; ///< its key attributes as text
};

using SharedChange = std::shared_ptr<const Change>;

/// "PK = USER#1, SK = PROFILE".
QString keyTextOf(const engine::ItemChange &change);

/// Which changes are shown.
struct ChangeFilter {
    enum class Events { All, Inserts, Modifications, Removals, Expiries };

    Events events = Events::All;
    QString keyPart; ///< anywhere in the key's text; case does not matter
    std::shared_ptr<const expression::EventPattern> pattern;
    std::string streamArn; ///< which an event carries

    bool hasPattern() const { return pattern != nullptr; }
    bool isEmpty() const { return events == Events::All && keyPart.isEmpty() && !pattern; }
    /// Whether the pattern alone would take it; true without one.
    bool patternTakes(const Change &change) const;
    bool takes(const Change &change) const;
};

/// A change, and what the filter says to it.
struct JudgedChange {
    SharedChange change;
    bool isShown = true;
    bool isMatched = true; ///< by the pattern alone
};

/// Thread-safe.
JudgedChange judged(SharedChange change, const ChangeFilter &filter);

} // namespace keywright::ui
