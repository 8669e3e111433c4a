#pragma once

#include <string>

#include "app/cli/command_line.h"
#include "core/exchange/exchange.h"

namespace keywright::cli {

/// Says on standard error what the target cannot hold, then prints the files, or with -o writes them. -o names the file
/// itself when there is one and the path has an extension, else a folder. Nothing existing is replaced without --force.
/// With --json it prints one object instead: the files, with their text or where they were written, and the losses. Gives
/// the exit status.
int deliver(const exchange::ExportResult &result, const Arguments &arguments);

/// Whether -o names another file than the model's own that exists, and --force was not given; says so on standard error.
bool mayNotReplace(const Arguments &arguments);

} // namespace keywright::cli
