#include "core/partiql/write_action.h"

#include "core/partiql/statement_error.h"

namespace keywright::partiql {

engine::PutItemRequest putOf(const InsertStatement &statement, const schema::TableDefinition &table)
{
    engine::PutItemRequest put;
    put.table = statement.table;
    put.item = statement.item;
    put.condition = insertCondition(table.key);
    return put;
}

engine::UpdateItemRequest updateOf(const UpdateStatement &statement, const schema::TableDefinition &table, const NamedItem &item)
{
    engine::UpdateItemRequest update;
    update.table = statement.table;
    update.key = item.key;
    update.update = statement.update;
    update.condition = updateCondition(table.key, item);
    update.returnValues = statement.returning;
    return update;
}

engine::DeleteItemRequest deleteOf(const DeleteStatement &statement, const schema::TableDefinition &table, const NamedItem &item)
{
    engine::DeleteItemRequest remove;
    remove.table = statement.table;
    remove.key = item.key;
    remove.condition = deleteCondition(table.key, item);
    remove.returnValues = statement.returning;
    return remove;
}

NamedItem writtenItem(const std::optional<expression::Condition> &where, const schema::TableDefinition &table)
{
    NamedItem item = namedItem(where, table.key);
    if (item.contradicted)
        refuse("Multiple conditions on same key " + *item.contradicted + ". Only single item Update/Insert/Delete are supported", {});
    if (!item.isWhole(table.key))
        refuse("Where clause does not contain a mandatory equality on all key attributes", {});
    for (const auto *part : {&table.key.partition, &table.key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (value::tagOf(item.key.find(attribute.name)->type()) != schema::textOf(attribute.type))
                refuse("Key attribute's data type should match its data type in table's schema: Key " + attribute.name, {});
    return item;
}

} // namespace keywright::partiql
