#pragma once

#include "core/model/model.h"
#include "ui/design/detail_rows.h"
#include "ui/document/pattern_runner.h"

namespace keywright::ui {

/// What the last verification of an access pattern gave: what was compared, how it ended, the arguments and the
/// differences of the first run that failed, what it returned, and what it wrote with before and after. Where it failed
/// against an expectation that is not the operation's own, it offers to make the expectation follow.
class VerificationPage : public DetailRows {
    Q_OBJECT

public:
    explicit VerificationPage(QWidget *parent = nullptr);

    /// `row` is the pattern's in the model.
    void show(const model::Model &model, const model::AccessPattern &pattern, const PatternRunner &runner, int row);

signals:
    /// The person wants the expectation to be what the operation tells.
    void followWanted();
    /// The person wants to write the expectation.
    void definitionWanted();
    /// The person wants to go on with a step's request, filled with the arguments of the run.
    void operationWanted(const QString &operation, const keywright::value::Json &request);

private:
    void addExpectation(const model::Model &model, const model::AccessPattern &pattern, bool failed);
    void addButton(const QString &text, const char *id, void (VerificationPage::*wanted)());
    void addWritten(const model::Model &model, const session::PatternVerification &verified);
    void addOutcome(const session::PatternVerification &verified, bool stale);
    void addFailure(const session::PatternVerification &verified);
    void addItems(const model::Model &model, const model::AccessPattern &pattern, const session::PatternVerification &verified);
    void addSteps(const session::PatternRun &run);
    void addStepButtons(const session::PatternRun &run);
};

/// "Order where userId = :userId, in the order of placedAt descending, at most 20", or what must hold after a change: "no
/// Hold where holdId = :holdId; heldCents of Account less by {cents}".
QString expectationText(const model::AccessPattern &pattern);

} // namespace keywright::ui
