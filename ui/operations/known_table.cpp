#include "ui/operations/known_table.h"

namespace keywright::ui {

namespace {

std::vector<std::string> namesOf(const schema::KeySchema &key)
{
    std::vector<std::string> names;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            names.push_back(attribute.name);
    return names;
}

} // namespace

const KnownTable *findTable(const KnownTables &tables, const std::string &name)
{
    for (const KnownTable &table : tables)
        if (table.definition.name == name)
            return &table;
    return nullptr;
}

const schema::KeySchema &keyOf(const schema::TableDefinition &table, const std::string &index)
{
    const schema::IndexDefinition *found = index.empty() ? nullptr : table.findIndex(index);
    return found != nullptr ? found->key : table.key;
}

std::vector<partiql::CompletionTable> completionTables(const KnownTables &tables)
{
    std::vector<partiql::CompletionTable> completions;
    for (const KnownTable &table : tables) {
        partiql::CompletionTable one{table.definition.name, namesOf(table.definition.key), {}, {}};
        for (const auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                one.indexes.push_back({index.name, namesOf(index.key)});
        for (const QString &attribute : table.attributes)
            one.attributes.push_back(attribute.toStdString());
        completions.push_back(std::move(one));
    }
    return completions;
}

} // namespace keywright::ui
