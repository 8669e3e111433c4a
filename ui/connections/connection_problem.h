#pragma once

#include <exception>

#include <QString>

namespace keywright::ui {

/// Why a connection cannot be used, or refused a call: what it is called, and a sentence that says what to do.
struct ConnectionProblem {
    QString title;
    QString text;
    bool isStopped = false; ///< the person stopped it: nothing went wrong
};

/// What `error`, thrown by a call on a connection, says: refused, slow, throttled, unsigned, expired, … Never throws.
ConnectionProblem connectionProblem(const std::exception_ptr &error);

} // namespace keywright::ui
