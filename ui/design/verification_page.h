#pragma once

#include "core/model/model.h"
#include "ui/design/detail_rows.h"
#include "ui/document/pattern_runner.h"

namespace keywright::ui {

/// What the last verification of an access pattern gave: what was compared, how it ended, the arguments and the
/// differences of the first run that failed, and reads against returned items.
class VerificationPage : public DetailRows {
    Q_OBJECT

public:
    explicit VerificationPage(QWidget *parent = nullptr);

    /// `row` is the pattern's in the model.
    void show(const model::Model &model, const model::AccessPattern &pattern, const PatternRunner &runner, int row);

private:
    void addOutcome(const session::PatternVerification &verified, bool stale);
    void addFailure(const session::PatternVerification &verified);
    void addItems(const model::Model &model, const model::AccessPattern &pattern, const session::PatternVerification &verified);
    void addSteps(const session::PatternRun &run);
};

/// "Order where userId = :userId, ordered by placedAt descending, at most 20": what a read is compared with, or how many
/// things a change is.
QString expectationText(const model::AccessPattern &pattern);

} // namespace keywright::ui
