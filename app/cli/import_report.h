#pragma once

#include <string>
#include <vector>

#include "core/exchange/inference.h"

namespace keywright::cli {

/// What import and convert have to say in the end.
struct ImportReport {
    std::vector<std::string> summaries; ///< of what was read, a line each
    std::vector<std::string> notes;
    std::vector<std::string> problems; ///< with file, line, column and reason
    std::vector<std::string> losses;   ///< what the target cannot hold
    exchange::Inference inference;
    std::string written; ///< the file; empty when none was
};

/// Losses and problems go to standard error, the rest to standard output; with `asJson` all is one JSON object there.
/// Gives the exit status: success unless there are problems.
int print(const ImportReport &report, bool asJson);

} // namespace keywright::cli
