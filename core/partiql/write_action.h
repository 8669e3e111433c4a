#pragma once

#include "core/engine/requests.h"
#include "core/partiql/item_key.h"
#include "core/partiql/statement.h"
#include "core/schema/table_definition.h"

namespace keywright::partiql {

/// What a writing statement does to its one item. Throws StatementError when the WHERE clause does not name one.
/// Of a transaction the item was looked at before: `item` is what the clause names.
engine::PutItemRequest putOf(const InsertStatement &statement, const schema::TableDefinition &table);
engine::UpdateItemRequest updateOf(const UpdateStatement &statement, const schema::TableDefinition &table, const NamedItem &item);
engine::DeleteItemRequest deleteOf(const DeleteStatement &statement, const schema::TableDefinition &table, const NamedItem &item);

/// The item that the WHERE clause of an UPDATE or DELETE names. Throws StatementError when it is not exactly one.
NamedItem writtenItem(const std::optional<expression::Condition> &where, const schema::TableDefinition &table);

} // namespace keywright::partiql
