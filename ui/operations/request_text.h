#pragma once

#include <string>

#include <QString>

#include "core/value/json.h"

/// Requests in a few words, for lists.
namespace keywright::ui {

/// "Orders", "Orders · ByDate", "Orders, Users"; empty for a PartiQL statement, which says it itself.
QString placeOfRequest(const value::Json &request);
/// The statement of PartiQL, else the JSON, on one line of a length that a cell can show.
QString lineOfRequest(const value::Json &request);

} // namespace keywright::ui
