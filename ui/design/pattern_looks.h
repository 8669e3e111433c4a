#pragma once

#include <QString>

#include "core/model/judgement.h"
#include "ui/document/pattern_runner.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

/// A status as a person reads it.
struct StatusLook {
    QString word;
    QString iconName;
    IconTint tint = IconTint::Secondary;
};

/// How well the keys answer a pattern: "Served", "Filtered", "Scanned", "Not served".
StatusLook verdictLook(model::Verdict verdict);

/// How a verification ended: "Verified", "Failed", "Not judged", "Could not run".
StatusLook verificationLook(session::VerificationStatus status);

/// What the grid says of a pattern: as above, or "Not run", "Waiting" during a run, and "Stale" after an edit.
StatusLook statusLook(const PatternRunner &runner, int row);

/// "14 verified · 1 failed · 2 stale"; empty when nothing has run.
QString statusSummary(const PatternRunner &runner, int patterns);

} // namespace keywright::ui
