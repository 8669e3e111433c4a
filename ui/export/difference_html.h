#pragma once

#include <vector>

#include <QString>

#include "core/model/model_diff.h"

namespace keywright::ui {

struct Colours;

/// The differences as a page for a QTextBrowser: what differs, and what that means on a live table. With `linked`, the
/// names of what the newer model still has are links "place:tables[0]".
QString differenceHtml(const std::vector<model::ElementDifference> &differences, const Colours &colours, bool linked);

/// "2 tables, 1 entity and 4 access patterns differ".
QString differenceSummary(const std::vector<model::ElementDifference> &differences);

/// The same as plain text, as keywright-cli diff prints it.
QString differenceText(const std::vector<model::ElementDifference> &differences);

} // namespace keywright::ui
