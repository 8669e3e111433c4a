#pragma once

#include <vector>

#include "core/exchange/code/code_writer.h"
#include "core/schema/table_definition.h"
#include "core/session/operation_draft.h"

namespace keywright::session {

/// The operation as a function "run operation" without parameters, by the generator of the access patterns' code. It gives the
/// items that the operation reads, or the attributes that a single write returns.
exchange::ExportResult codeOf(const OperationDraft &draft, const std::vector<schema::TableDefinition> &tables,
                              exchange::CodeLanguage language);

} // namespace keywright::session
