#pragma once

#include <vector>

#include <QStringList>

#include "core/partiql/completion.h"
#include "core/schema/table_definition.h"

namespace keywright::ui {

/// What the forms and editors know of a table of the connection.
struct KnownTable {
    schema::TableDefinition definition;
    QStringList attributes; ///< of its keys first, then those of the model's entities in it
    friend bool operator==(const KnownTable &, const KnownTable &) = default;
};

using KnownTables = std::vector<KnownTable>;

/// Null when there is none of that name.
const KnownTable *findTable(const KnownTables &tables, const std::string &name);
/// The key of the table, or of its index.
const schema::KeySchema &keyOf(const schema::TableDefinition &table, const std::string &index);
/// The same for completing statements.
std::vector<partiql::CompletionTable> completionTables(const KnownTables &tables);

} // namespace keywright::ui
