#include "core/model/table_edits.h"

#include <algorithm>
#include <set>

#include "core/model/draft.h"
#include "core/schema/limits.h"
#include "core/schema/table_json.h"
#include "core/schema/table_rules.h"

namespace keywright::model {

namespace {

using schema::IndexDefinition;
using schema::KeyAttribute;
using schema::KeySchema;
using schema::TableDefinition;

constexpr schema::ProvisionedThroughput kFirstCapacity{5, 5};

std::set<std::string> keyAttributesOf(const TableDefinition &table)
{
    std::set<std::string> names;
    const auto add = [&names](const KeySchema &key) {
        for (const auto *part : {&key.partition, &key.sort})
            for (const KeyAttribute &attribute : *part)
                names.insert(attribute.name);
    };
    add(table.key);
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (const IndexDefinition &index : *indexes)
            add(index.key);
    return names;
}

/// What the service says, for a person: a capital, a full stop, no envelope.
std::string sentence(std::string text)
{
    const std::string envelope = "One or more parameter values were invalid: ";
    if (text.starts_with(envelope))
        text.erase(0, envelope.size());
    return text.ends_with('.') ? text : text + ".";
}

/// A definition that was broken before may stay so: the edit need not be its cure.
void requireWhole(const TableDefinition &before, const TableDefinition &after)
{
    const auto broken = schema::brokenRule(after);
    if (broken && broken != schema::brokenRule(before))
        throw EditError("DynamoDB would not make this table: " + sentence(*broken));
}

void requireKeyPart(const std::vector<KeyAttribute> &part, const std::string &what, std::size_t least, std::size_t most)
{
    if (part.size() < least)
        throw EditError("A " + what + " is needed here.");
    if (part.size() > most)
        throw EditError("There can be at most " + std::to_string(most) + (most == 1 ? " attribute" : " attributes") + " in this " + what
                        + ".");
    for (const KeyAttribute &attribute : part)
        if (attribute.name.empty() || attribute.name.size() > schema::kMaxKeyAttributeNameLength)
            throw EditError("A key attribute needs a name of 1 to 255 bytes.");
}

void requireDifferentAttributes(const KeySchema &key)
{
    std::set<std::string> seen;
    for (const auto *part : {&key.partition, &key.sort})
        for (const KeyAttribute &attribute : *part)
            if (!seen.insert(attribute.name).second)
                throw EditError("\"" + attribute.name + "\" is in this key already; choose another attribute.");
}

void requireKey(const TableDefinition &table, const std::string &index, const KeySchema &key)
{
    const bool isGlobal = !index.empty() && !table.isLocalIndex(index);
    const std::size_t most = isGlobal ? schema::kMaxGlobalIndexKeyParts : 1;
    requireKeyPart(key.partition, "partition key", 1, most);
    requireKeyPart(key.sort, "sort key", table.isLocalIndex(index) ? 1 : 0, most);
    requireDifferentAttributes(key);
    if (index.empty() && key.sort.empty() && !table.localIndexes.empty())
        throw EditError("The table needs its sort key while it has local secondary indexes.");
    if (table.isLocalIndex(index) && key.partition.front().name != table.key.partition.front().name)
        throw EditError("A local secondary index has the table's partition key.");
}

/// Attributes of `key` have its types in every other key too.
void spreadTypes(TableDefinition &table, const KeySchema &key)
{
    const auto typeOf = [&key](const std::string &name) -> const schema::KeyType * {
        for (const auto *part : {&key.partition, &key.sort})
            for (const KeyAttribute &attribute : *part)
                if (attribute.name == name)
                    return &attribute.type;
        return nullptr;
    };
    const auto spread = [&typeOf](KeySchema &other) {
        for (auto *part : {&other.partition, &other.sort})
            for (KeyAttribute &attribute : *part)
                if (const schema::KeyType *type = typeOf(attribute.name))
                    attribute.type = *type;
    };
    spread(table.key);
    for (auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (IndexDefinition &index : *indexes)
            spread(index.key);
    for (schema::VectorIndexDefinition &index : table.vectorIndexes)
        for (schema::SearchAttribute &element : index.searchSchema)
            if (const schema::KeyType *type = typeOf(element.attribute.name))
                element.attribute.type = *type;
}

/// Attributes that the index is searched by have its types in every key and in the other vector indexes too.
void spreadSearchTypes(TableDefinition &table, const schema::VectorIndexDefinition &index)
{
    for (const KeySchema &key : searchKeysOf(index))
        spreadTypes(table, key);
}

KeySchema &keyOf(TableDefinition &table, const std::string &index)
{
    if (index.empty())
        return table.key;
    for (auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (IndexDefinition &each : *indexes)
            if (each.name == index)
                return each.key;
    throw EditError("Table " + table.name + " has no index \"" + index + "\".");
}

/// Key templates, and the values they built, of attributes that are in no key any more.
void dropKeys(Draft &draft, const std::string &table, const std::set<std::string> &before, const std::set<std::string> &after)
{
    const Model &model = draft.model();
    for (const std::string &name : before) {
        if (after.contains(name))
            continue;
        for (std::size_t i = 0; i < model.entities.size(); ++i) {
            const Entity &entity = model.entities[i];
            if (entity.table != table || entity.keyTemplate(name) == nullptr)
                continue;
            std::erase_if(draft.entity(i).keyTemplates, [&name](const auto &each) { return each.first == name; });
            for (std::size_t sample = 0; sample < model.sampleData.size(); ++sample)
                for (std::size_t item = 0; item < model.sampleData[sample].items.size(); ++item)
                    if (entity.findAttribute(name) == nullptr
                        && model.entityOf(model.sampleData[sample].table, model.sampleData[sample].items[item]) == &entity)
                        draft.item(sample, item).erase(name);
        }
    }
}

} // namespace

std::optional<std::string> namingProblem(const std::string &what, const std::string &name)
{
    if (name.size() >= schema::kMinTableNameLength && name.size() <= schema::kMaxTableNameLength && schema::isPlainName(name))
        return std::nullopt;
    const std::string article = what == "index" ? "An " : "A ";
    return article + what + "’s name has 3 to 255 characters: letters, digits, “_”, “-” and “.”.";
}

Command addIndex(const Model &model, const std::string &tableName, IndexDefinition index, IndexKind kind)
{
    Draft draft(model);
    Table &table = draft.table(tableAt(model, tableName));
    TableDefinition &definition = table.definition;
    if (const auto problem = namingProblem("index", index.name))
        throw EditError(*problem);
    if (definition.hasIndex(index.name))
        throw EditError("Another index is named \"" + index.name + "\"; choose another name.");
    const bool isLocal = kind == IndexKind::Local;
    if (isLocal && definition.key.sort.empty())
        throw EditError("A local secondary index needs a table with a sort key. Give the table one, or add a global secondary index.");
    auto &indexes = isLocal ? definition.localIndexes : definition.globalIndexes;
    const std::size_t most = isLocal ? schema::kMaxLocalIndexes : schema::kMaxGlobalIndexes;
    if (indexes.size() >= most)
        throw EditError("A table has at most " + std::to_string(most) + (isLocal ? " local" : " global") + " secondary indexes.");
    if (!isLocal && definition.billingMode == schema::BillingMode::Provisioned && !index.capacity.provisioned)
        index.capacity.provisioned = definition.capacity.provisioned.value_or(kFirstCapacity);
    const std::string text = "Add index " + index.name;
    indexes.push_back(std::move(index));
    requireWhole(model.tables[tableAt(model, tableName)].definition, definition);
    return draft.command(text);
}

Command addVectorIndex(const Model &model, const std::string &tableName, schema::VectorIndexDefinition index)
{
    const std::size_t at = tableAt(model, tableName);
    Draft draft(model);
    TableDefinition &definition = draft.table(at).definition;
    if (const auto problem = namingProblem("index", index.name))
        throw EditError(*problem);
    if (definition.hasIndex(index.name))
        throw EditError("Another index is named \"" + index.name + "\"; choose another name.");
    if (definition.billingMode != schema::BillingMode::PayPerRequest)
        throw EditError("Only tables that are billed on demand have vector indexes. Change the billing mode first.");
    if (definition.vectorIndexes.size() >= schema::kMaxVectorIndexes)
        throw EditError("A table has at most " + std::to_string(schema::kMaxVectorIndexes) + " vector indexes.");
    const std::string text = "Add vector index " + index.name;
    definition.vectorIndexes.push_back(index);
    spreadSearchTypes(definition, index);
    requireWhole(model.tables[at].definition, definition);
    return draft.command(text);
}

Command changeVectorIndex(const Model &model, const std::string &tableName, const schema::VectorIndexDefinition &index)
{
    const std::size_t at = tableAt(model, tableName);
    Draft draft(model);
    TableDefinition &definition = draft.table(at).definition;
    const auto found = std::find_if(definition.vectorIndexes.begin(), definition.vectorIndexes.end(),
                                    [&index](const auto &each) { return each.name == index.name; });
    if (found == definition.vectorIndexes.end())
        throw EditError("Table " + tableName + " has no vector index \"" + index.name + "\".");
    if (index.vectorAttribute.empty())
        throw EditError("The index needs the attribute that holds the vectors.");
    for (const schema::SearchAttribute &element : index.searchSchema)
        if (element.attribute.name.empty() || element.attribute.name.size() > schema::kMaxKeyAttributeNameLength)
            throw EditError("An attribute to search by needs a name of 1 to 255 bytes.");
    *found = index;
    for (schema::VectorIndexDefinition &other : definition.vectorIndexes)
        if (other.vectorAttribute == index.vectorAttribute)
            other.dimensions = index.dimensions;
    spreadSearchTypes(definition, index);
    requireWhole(model.tables[at].definition, definition);
    return draft.command("Change vector index " + index.name);
}

Command changeKey(const Model &model, const std::string &tableName, const std::string &index, KeySchema key)
{
    const std::size_t at = tableAt(model, tableName);
    const TableDefinition &before = model.tables[at].definition;
    Draft draft(model);
    TableDefinition &after = draft.table(at).definition;
    KeySchema &changed = keyOf(after, index);
    requireKey(before, index, key);
    changed = key;
    if (index.empty())
        for (IndexDefinition &local : after.localIndexes)
            local.key.partition = key.partition;
    spreadTypes(after, key);
    requireWhole(before, after);
    dropKeys(draft, tableName, keyAttributesOf(before), keyAttributesOf(after));
    return draft.command("Change the key of " + (index.empty() ? tableName : index));
}

Command changeBillingMode(const Model &model, const std::string &tableName, schema::BillingMode mode)
{
    const std::size_t at = tableAt(model, tableName);
    Draft draft(model);
    Table &table = draft.table(at);
    if (table.definition.billingMode == mode)
        return {};
    const bool isProvisioned = mode == schema::BillingMode::Provisioned;
    if (isProvisioned && !table.definition.vectorIndexes.empty())
        throw EditError("A table with vector indexes is billed on demand. Remove its vector indexes first.");
    table.definition.billingMode = mode;
    const auto change = [isProvisioned](schema::Capacity &capacity) {
        capacity = {};
        if (isProvisioned)
            capacity.provisioned = kFirstCapacity;
    };
    change(table.definition.capacity);
    table.scaling = {};
    for (IndexDefinition &index : table.definition.globalIndexes)
        change(index.capacity);
    for (auto &[name, settings] : table.indexSettings)
        settings.scaling = {};
    return draft.command(isProvisioned ? "Provision the capacity of " + tableName : "Bill " + tableName + " on demand");
}

Command changeTableSettings(const Model &model, Table table, std::string text)
{
    const std::size_t at = tableAt(model, table.definition.name);
    requireWhole(model.tables[at].definition, table.definition);
    Draft draft(model);
    draft.table(at) = std::move(table);
    return draft.command(std::move(text));
}

Command moveEntity(const Model &model, const std::string &entityName, const std::string &tableName)
{
    const Entity *found = model.findEntity(entityName);
    if (found == nullptr)
        throw EditError("There is no entity \"" + entityName + "\".");
    const std::set<std::string> keys = keyAttributesOf(model.tables[tableAt(model, tableName)].definition);
    if (found->table == tableName)
        return {};
    Draft draft(model);
    Entity &entity = draft.entity(static_cast<std::size_t>(found - model.entities.data()));
    entity.table = tableName;
    std::vector<std::string> gone;
    for (const auto &[key, text] : found->keyTemplates)
        if (!keys.contains(key))
            gone.push_back("the key template " + key + ", \"" + text + "\"");
    std::erase_if(entity.keyTemplates, [&keys](const auto &each) { return !keys.contains(each.first); });
    std::size_t items = 0;
    for (std::size_t sample = 0; sample < model.sampleData.size(); ++sample)
        for (std::size_t item = 0; item < model.sampleData[sample].items.size(); ++item)
            if (model.entityOf(model.sampleData[sample].table, model.sampleData[sample].items[item]) == found) {
                draft.removeItem(sample, item);
                ++items;
            }
    if (items > 0)
        gone.push_back(std::to_string(items) + (items == 1 ? " sample item" : " sample items"));
    Command command = draft.command("Move entity " + entityName + " to " + tableName);
    command.alsoGone = std::move(gone);
    return command;
}

} // namespace keywright::model
