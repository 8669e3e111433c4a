#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "core/schema/table_change_plan.h"
#include "core/value/json.h"

/// What diff and commit both print.
namespace keywright::cli {

/// A difference and what it means on a live table, on lines of their own.
void printDifference(std::ostream &out, const std::string &sentence, const std::optional<schema::ChangeWay> &way,
                     const std::string &meaning);
/// The steps with numbers, each on a line.
void printSteps(std::ostream &out, const std::vector<std::string> &steps);

std::vector<std::string> textsOf(const std::vector<schema::TableStep> &steps);
value::Json jsonOf(const std::vector<std::string> &texts);
value::Json jsonOf(const schema::TableDifference &difference);

} // namespace keywright::cli
