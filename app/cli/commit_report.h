#pragma once

#include "core/session/commit.h"
#include "core/value/json.h"

/// What commit has to say.
namespace keywright::cli {

/// Words that only the command line has: the option that says yes.
std::string adviceOn(const session::Consent &consent);

/// The plan, to standard output.
void print(const session::CommitPlan &plan, const std::vector<session::Consent> &missing);
/// What was done, to standard output; what keeps it from being all, to standard error.
void print(const session::CommitReport &report);

value::Json jsonOf(const session::CommitPlan &plan, const std::vector<session::Consent> &missing);
value::Json jsonOf(const session::CommitReport &report);

} // namespace keywright::cli
