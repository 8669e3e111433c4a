#pragma once

#include <vector>

#include <QString>

#include "core/session/commit.h"

namespace keywright::ui {

struct Colours;

/// "1 table is created, 2 are updated."
QString planSummary(const session::CommitPlan &plan);

/// What a commit would do, table by table, for a QTextBrowser.
QString planHtml(const session::CommitPlan &plan, const Colours &colours);

/// What a commit does, step by step; with what became of each table once there is a report.
QString commitHtml(const std::vector<session::CommitProgress> &steps, const session::CommitReport *report, const Colours &colours);

} // namespace keywright::ui
