#include "core/exchange/aws_mcp_patterns.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/model/key_template.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using expression::KeyOperator;
using model::ObjectReader;
using model::Operand;
using value::Json;

namespace {

using Members = std::vector<std::pair<std::string, Operand>>;

bool isOneOf(const std::string &text, std::initializer_list<std::string_view> all)
{
    return std::find(all.begin(), all.end(), text) != all.end();
}

const model::Parameter *parameterNamed(const model::AccessPattern &pattern, const std::string &name)
{
    const auto found = std::find_if(pattern.parameters.begin(), pattern.parameters.end(),
                                    [&name](const model::Parameter &parameter) { return parameter.name == name; });
    return found == pattern.parameters.end() ? nullptr : &*found;
}

void addParameter(model::AccessPattern &pattern, const std::string &name, value::Type type, const model::Entity *source)
{
    if (parameterNamed(pattern, name) != nullptr)
        return;
    model::Parameter parameter;
    parameter.name = name;
    parameter.type = type;
    if (source != nullptr && source->findAttribute(name) != nullptr) {
        parameter.drawnFromEntity = source->name;
        parameter.drawnFromAttribute = name;
    }
    pattern.parameters.push_back(std::move(parameter));
}

/// What a pattern's parameters say: values by name, and whole entities to be written.
struct Given {
    std::vector<std::string> names; ///< of the plain parameters, in order
    std::vector<const model::Entity *> entities;
};

Given readParameters(ObjectReader &reader, const model::Model &model, const model::Entity *entity, model::AccessPattern &pattern)
{
    Given given;
    reader.eachObject("parameters", [&](ObjectReader &each) {
        const std::string name = each.requireText("name");
        const std::string type = each.requireText("type");
        if (type != "entity") {
            addParameter(pattern, name, readMcpType(each, true), entity);
            given.names.push_back(name);
            return;
        }
        const std::string entityName = each.requireText("entity_type");
        const model::Entity *named = model.findEntity(entityName);
        if (named == nullptr)
            each.failWith("entity_type", "is \"" + entityName + "\"; expected one of the schema's entities");
        // The first is what the pattern writes; later ones only give it context and may live elsewhere.
        const bool isFirst = given.entities.empty();
        if (isFirst && entity != nullptr && named->table != entity->table)
            each.failWith("entity_type",
                          "is \"" + entityName + "\", which is in table " + named->table + "; expected an entity of table "
                              + entity->table);
        given.entities.push_back(named);
        if (!isFirst && entity != nullptr)
            return;
        for (const model::Attribute &attribute : named->attributes)
            addParameter(pattern, attribute.name, attribute.type, named);
    });
    return given;
}

std::vector<std::string> namesIn(const std::string &keyTemplate)
{
    const auto parsed = model::KeyTemplate::parse(keyTemplate);
    return parsed ? parsed->names() : std::vector<std::string>();
}

/// The key of one item; a placeholder without a parameter of its name becomes one.
Members keyOf(const model::Model &model, const model::Entity &entity, model::AccessPattern &pattern)
{
    Members key;
    const model::Table *table = model.findTable(entity.table);
    for (const auto *part : {&table->definition.key.partition, &table->definition.key.sort})
        for (const schema::KeyAttribute &attribute : *part) {
            const std::string *text = entity.keyTemplate(attribute.name);
            const std::string operand = text != nullptr ? *text : "{" + attribute.name + "}";
            for (const std::string &name : namesIn(operand)) {
                const model::Attribute *source = entity.findAttribute(name);
                addParameter(pattern, name, source != nullptr ? source->type : value::Type::S, &entity);
            }
            key.emplace_back(attribute.name, operand);
        }
    return key;
}

Members itemOf(const model::Entity &entity)
{
    Members item;
    for (const model::Attribute &attribute : entity.attributes)
        item.emplace_back(attribute.name, "{" + attribute.name + "}");
    return item;
}

/// The part of a template up to its first placeholder that no parameter fills; true when there was one.
bool cutAtUnknown(const std::string &text, const std::vector<std::string> &known, std::string &start, std::string &filters)
{
    const auto parsed = model::KeyTemplate::parse(text);
    if (!parsed)
        return false;
    for (const model::TemplatePart &part : parsed->parts()) {
        const bool isKnown = !part.isPlaceholder || std::find(known.begin(), known.end(), part.text) != known.end();
        const std::string source = text.substr(part.offset, part.length);
        if (!isKnown) {
            filters = source.substr(1 + part.text.size(), source.size() - part.text.size() - 2);
            return true;
        }
        start += source;
    }
    return false;
}

std::optional<KeyOperator> rangeOperator(const std::string &text)
{
    if (text == "between")
        return KeyOperator::Between;
    if (text == "begins_with")
        return KeyOperator::BeginsWith;
    if (text == "=")
        return KeyOperator::Equal;
    if (text == "<")
        return KeyOperator::Less;
    if (text == "<=")
        return KeyOperator::LessOrEqual;
    if (text == ">")
        return KeyOperator::Greater;
    if (text == ">=")
        return KeyOperator::GreaterOrEqual;
    return std::nullopt;
}

/// The sort key's part of a Query: a range over the last parameters, or as much of the template as they fill.
void addSortCondition(model::Operation &operation, const schema::KeyAttribute &attribute, const std::string &text,
                      std::vector<std::string> known, const std::optional<KeyOperator> &range)
{
    const std::size_t wanted = !range ? 0 : *range == KeyOperator::Between ? 2 : 1;
    std::vector<std::string> limits(known.end() - static_cast<std::ptrdiff_t>(std::min(wanted, known.size())), known.end());
    known.resize(known.size() - limits.size());
    std::string start;
    std::string filters;
    const bool isOpen = cutAtUnknown(text, known, start, filters);
    model::KeyComparison comparison;
    comparison.attribute = attribute.name;
    if (range) {
        comparison.op = *range;
        for (const std::string &name : limits)
            comparison.values.emplace_back(start + "{" + name + (*range == KeyOperator::BeginsWith ? "" : filters) + "}");
    } else if (!isOpen) {
        comparison.values.emplace_back(start);
    } else if (!start.empty()) {
        comparison.op = KeyOperator::BeginsWith;
        comparison.values.emplace_back(start);
    }
    if (!comparison.values.empty())
        operation.keyCondition.push_back(std::move(comparison));
}

/// Reads the condition on the sort key, if there is one, and checks that there are parameters for it.
std::optional<KeyOperator> readRange(ObjectReader &reader, std::size_t partitionParameters, std::size_t parameters)
{
    if (reader.find("range_condition") == nullptr)
        return std::nullopt;
    const auto range = reader.requireEnum<KeyOperator>(
        "range_condition", [](std::string_view text) { return rangeOperator(std::string(text)); },
        "one of between, begins_with, =, <, <=, >, >=");
    const std::size_t wanted = partitionParameters + (range == KeyOperator::Between ? 2 : 1);
    if (parameters < wanted)
        reader.failWith("range_condition",
                        "needs " + std::to_string(wanted) + " parameters, those of the partition key first; the pattern has "
                            + std::to_string(parameters));
    return range;
}

const schema::KeySchema &keyOfPlace(ObjectReader &reader, const schema::TableDefinition &table, model::Operation &operation)
{
    if (reader.find("index_name") == nullptr)
        return table.key;
    operation.index = reader.requireText("index_name");
    const schema::IndexDefinition *index = table.findIndex(operation.index);
    if (index == nullptr)
        reader.failWith("index_name", "is \"" + operation.index + "\"; expected an index of table " + table.name);
    return index->key;
}

/// The parameters that the filter uses come last and are not the key's.
void dropFilterParameters(const Json *filter, std::vector<std::string> &names)
{
    const Json *conditions = filter == nullptr ? nullptr : filter->find("conditions");
    if (conditions == nullptr)
        return;
    const auto drop = [&names](const Json *name) {
        if (name != nullptr && name->isString())
            names.erase(std::remove(names.begin(), names.end(), name->text()), names.end());
    };
    for (const Json &condition : conditions->elements()) {
        drop(condition.find("param"));
        drop(condition.find("param2"));
        if (const Json *params = condition.find("params"))
            for (const Json &each : params->elements())
                drop(&each);
    }
}

void readQuery(ObjectReader &reader, const model::Model &model, const model::Entity &entity, std::vector<std::string> names,
               model::AccessPattern &pattern, model::Operation &operation)
{
    dropFilterParameters(reader.find("filter_expression"), names);
    const schema::KeySchema &key = keyOfPlace(reader, model.findTable(entity.table)->definition, operation);
    std::set<std::string> inPartition;
    for (const schema::KeyAttribute &attribute : key.partition) {
        const std::string *text = entity.keyTemplate(attribute.name);
        const std::string operand = text != nullptr ? *text : "{" + attribute.name + "}";
        for (const std::string &name : namesIn(operand)) {
            inPartition.insert(name);
            addParameter(pattern, name, value::Type::S, &entity);
        }
        model::KeyComparison comparison;
        comparison.attribute = attribute.name;
        comparison.values.emplace_back(operand);
        operation.keyCondition.push_back(std::move(comparison));
    }
    const auto range = readRange(reader, inPartition.size(), names.size());
    const bool isMixed = reader.text("return_type") == "mixed_data";
    if (key.sort.empty() || isMixed)
        return;
    const std::string *text = entity.keyTemplate(key.sort.front().name);
    addSortCondition(operation, key.sort.front(), text != nullptr ? *text : "{" + key.sort.front().name + "}", names, range);
}

/// SET for every parameter that is no part of the key.
std::string updateOf(const std::vector<std::string> &names, const Members &key, const model::Entity &entity)
{
    std::set<std::string> inKey;
    for (const auto &[attribute, operand] : key)
        for (const std::string &name : namesIn(std::get<std::string>(operand)))
            inKey.insert(name);
    std::string text;
    for (const std::string &name : names)
        if (!inKey.contains(name) && entity.findAttribute(name) != nullptr)
            text += (text.empty() ? "SET " : ", ") + name + " = :" + name;
    return text;
}

class FilterReader {
public:
    FilterReader(ObjectReader &filter, const model::Model &model, const model::Entity &entity, const model::Operation &operation,
                 model::AccessPattern &pattern)
        : m_filter(filter), m_model(model), m_entity(entity), m_operation(operation), m_pattern(pattern)
    { }

    std::string read()
    {
        std::string joint = "AND";
        if (m_filter.find("logical_operator") != nullptr) {
            joint = m_filter.requireText("logical_operator");
            if (!isOneOf(joint, {"AND", "OR"}))
                m_filter.failWith("logical_operator", "is \"" + joint + "\"; expected AND or OR");
        }
        std::string text;
        m_filter.require("conditions", "an array of conditions");
        m_filter.eachObject("conditions", [&](ObjectReader &each) { text += (text.empty() ? "" : " " + joint + " ") + condition(each); });
        if (text.empty())
            m_filter.failWith("conditions", "is empty; expected at least one condition");
        return text;
    }

private:
    std::string condition(ObjectReader &reader)
    {
        const std::string field = reader.requireText("field");
        if (m_entity.findAttribute(field) == nullptr)
            reader.failWith("field", "is \"" + field + "\"; expected a field of " + m_entity.name);
        if (isInKey(field))
            reader.failWith("field",
                            "is \"" + field + "\", which is part of the key; expected a field that the key condition does not have");
        const bool hasFunction = reader.find("function") != nullptr;
        const bool hasOperator = reader.find("operator") != nullptr;
        const std::string function = hasFunction ? reader.requireText("function") : "";
        if (hasFunction && !isOneOf(function, {"contains", "begins_with", "attribute_exists", "attribute_not_exists", "size"}))
            reader.failWith("function",
                            "is \"" + function + "\"; expected one of contains, begins_with, attribute_exists, attribute_not_exists, size");
        if (hasFunction && function != "size") {
            if (hasOperator)
                reader.failWith("operator", "stands beside the function " + function + "; expected one of the two");
            return function.starts_with("attribute") ? function + "(" + field + ")"
                                                     : function + "(" + field + ", " + parameter(reader, "param") + ")";
        }
        if (!hasOperator)
            reader.failWith("operator", "is missing; expected a comparison, or a function beside size");
        return comparison(reader, hasFunction ? "size(" + field + ")" : field);
    }

    std::string comparison(ObjectReader &reader, const std::string &left)
    {
        const std::string written = reader.requireText("operator");
        if (isOneOf(written, {"=", "<>", "<", "<=", ">", ">="}))
            return left + " " + written + " " + parameter(reader, "param");
        if (written == "between")
            return left + " BETWEEN " + parameter(reader, "param") + " AND " + parameter(reader, "param2");
        if (written != "in")
            reader.failWith("operator", "is \"" + written + "\"; expected one of =, <>, <, <=, >, >=, between, in");
        std::string list;
        reader.require("params", "an array of parameter names");
        for (const std::string &name : reader.texts("params"))
            list += (list.empty() ? ":" : ", :") + known(reader, "params", name);
        if (list.empty())
            reader.failWith("params", "is empty; expected at least one parameter name");
        return left + " IN (" + list + ")";
    }

    std::string parameter(ObjectReader &reader, std::string_view member) { return ":" + known(reader, member, reader.requireText(member)); }

    std::string known(ObjectReader &reader, std::string_view member, const std::string &name)
    {
        if (parameterNamed(m_pattern, name) == nullptr)
            reader.failWith(member, "is \"" + name + "\"; expected the name of one of the pattern's parameters");
        return name;
    }

    bool isInKey(const std::string &field) const
    {
        const schema::TableDefinition &table = m_model.findTable(m_entity.table)->definition;
        const schema::IndexDefinition *index = table.findIndex(m_operation.index);
        const schema::KeySchema &key = index != nullptr ? index->key : table.key;
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part) {
                const std::string *text = m_entity.keyTemplate(attribute.name);
                const std::vector<std::string> names = text == nullptr ? std::vector<std::string>{attribute.name} : namesIn(*text);
                if (attribute.name == field || std::find(names.begin(), names.end(), field) != names.end())
                    return true;
            }
        return false;
    }

    ObjectReader &m_filter;
    const model::Model &m_model;
    const model::Entity &m_entity;
    const model::Operation &m_operation;
    model::AccessPattern &m_pattern;
};

void readFilter(ObjectReader &reader, const model::Model &model, const model::Entity &entity, model::AccessPattern &pattern,
                model::Operation &operation)
{
    if (reader.find("filter_expression") == nullptr)
        return;
    if (operation.kind != model::OperationKind::Query && operation.kind != model::OperationKind::Scan)
        reader.failWith("filter_expression", "stands at a " + std::string(textOf(operation.kind)) + "; only Query and Scan can filter");
    reader.object("filter_expression",
                  [&](ObjectReader &filter) { operation.filter = FilterReader(filter, model, entity, operation, pattern).read(); });
}

void readShared(ObjectReader &reader, model::AccessPattern &pattern)
{
    pattern.name = reader.requireText("name");
    pattern.description = reader.text("description");
    for (const char *member : {"pattern_id", "return_type"})
        if (const Json *kept = reader.find(member))
            pattern.unknown.set(member, *kept);
}

void checkReturnType(ObjectReader &reader, std::initializer_list<std::string_view> allowed, const std::string &expected)
{
    const std::string written = reader.requireText("return_type");
    if (!isOneOf(written, allowed))
        reader.failWith("return_type", "is \"" + written + "\"; expected one of " + expected);
}

std::optional<model::OperationKind> singleOperation(std::string_view text)
{
    return isOneOf(std::string(text), {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem"})
        ? model::operationKindFromText(text)
        : std::nullopt;
}

} // namespace

value::Type readMcpType(ObjectReader &reader, bool mayBeEntity)
{
    static constexpr std::array<std::pair<std::string_view, value::Type>, 8> kTypes{{{"string", value::Type::S},
                                                                                     {"uuid", value::Type::S},
                                                                                     {"integer", value::Type::N},
                                                                                     {"decimal", value::Type::N},
                                                                                     {"boolean", value::Type::Bool},
                                                                                     {"array", value::Type::L},
                                                                                     {"object", value::Type::M},
                                                                                     {"dict", value::Type::M}}};
    const std::string written = reader.requireText("type");
    const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&written](const auto &each) { return each.first == written; });
    if (found == kTypes.end())
        reader.failWith("type",
                        "is \"" + written + "\"; expected one of string, integer, decimal, boolean, array, object, uuid"
                            + std::string(mayBeEntity ? ", entity" : ""));
    if (written == "array" && !mayBeEntity && reader.find("item_type") == nullptr)
        reader.failWith("type", "is \"array\" without item_type; expected item_type beside it");
    return found->second;
}

model::AccessPattern readMcpPattern(ObjectReader &reader, const model::Model &model, const model::Entity &entity)
{
    model::AccessPattern pattern;
    readShared(reader, pattern);
    pattern.entities.push_back(entity.name);
    model::Operation operation;
    operation.kind = reader.requireEnum<model::OperationKind>(
        "operation", singleOperation, "one of GetItem, PutItem, UpdateItem, DeleteItem, Query, Scan, BatchGetItem, BatchWriteItem");
    checkReturnType(reader, {"single_entity", "entity_list", "success_flag", "mixed_data", "void"},
                    "single_entity, entity_list, success_flag, mixed_data, void");
    operation.table = entity.table;
    const Given given = readParameters(reader, model, &entity, pattern);
    if (const Json *consistent = reader.find("consistent_read"))
        operation.consistentRead = consistent->isBoolean() ? consistent->asBoolean() : reader.boolean("consistent_read");
    switch (operation.kind) {
    case model::OperationKind::Query: readQuery(reader, model, entity, given.names, pattern, operation); break;
    case model::OperationKind::Scan: keyOfPlace(reader, model.findTable(entity.table)->definition, operation); break;
    case model::OperationKind::PutItem: {
        const model::Entity &written = given.entities.empty() ? entity : *given.entities.front();
        for (const model::Attribute &attribute : written.attributes)
            addParameter(pattern, attribute.name, attribute.type, &written);
        operation.entity = written.name;
        operation.item = itemOf(written);
        break;
    }
    default: operation.key = keyOf(model, entity, pattern); operation.entity = entity.name;
    }
    if (operation.kind == model::OperationKind::UpdateItem)
        operation.update = updateOf(given.names, operation.key, entity);
    readFilter(reader, model, entity, pattern, operation);
    model::Step step;
    if (operation.kind == model::OperationKind::BatchGetItem || operation.kind == model::OperationKind::BatchWriteItem) {
        model::Operation part = operation;
        part.kind = operation.kind == model::OperationKind::BatchGetItem ? model::OperationKind::GetItem : model::OperationKind::DeleteItem;
        step.operation.kind = operation.kind;
        step.parts.push_back(std::move(part));
    } else {
        step.operation = std::move(operation);
    }
    pattern.steps.push_back(std::move(step));
    return pattern;
}

namespace {

/// "Put" in a TransactWrite, "Get" in a TransactGet; nullopt when it does not belong there.
std::optional<model::OperationKind> transactionAction(const std::string &action, bool isRead)
{
    if (isRead)
        return action == "Get" ? std::optional(model::OperationKind::GetItem) : std::nullopt;
    if (action == "Put")
        return model::OperationKind::PutItem;
    if (action == "Update")
        return model::OperationKind::UpdateItem;
    if (action == "Delete")
        return model::OperationKind::DeleteItem;
    return action == "ConditionCheck" ? std::optional(model::OperationKind::ConditionCheck) : std::nullopt;
}

model::Operation readPart(ObjectReader &reader, const model::Model &model, bool isRead, const Given &given, model::AccessPattern &pattern)
{
    model::Operation part;
    part.table = reader.requireText("table");
    if (model.findTable(part.table) == nullptr)
        reader.failWith("table", "is \"" + part.table + "\"; expected one of the schema's tables");
    const std::string name = reader.requireText("entity");
    const model::Entity *entity = model.findEntity(name);
    if (entity == nullptr || entity->table != part.table)
        reader.failWith("entity", "is \"" + name + "\"; expected an entity of table " + part.table);
    const std::string action = reader.requireText("action");
    const auto kind = transactionAction(action, isRead);
    if (!kind)
        reader.failWith("action",
                        "is \"" + action + "\"; expected "
                            + (isRead ? "Get in a TransactGet" : "Put, Update, Delete or ConditionCheck in a TransactWrite"));
    part.kind = *kind;
    part.entity = name;
    part.condition = reader.text("condition");
    if (part.kind == model::OperationKind::PutItem) {
        for (const model::Attribute &attribute : entity->attributes)
            addParameter(pattern, attribute.name, attribute.type, entity);
        part.item = itemOf(*entity);
    } else {
        part.key = keyOf(model, *entity, pattern);
    }
    if (part.kind == model::OperationKind::UpdateItem)
        part.update = updateOf(given.names, part.key, *entity);
    if (std::find(pattern.entities.begin(), pattern.entities.end(), name) == pattern.entities.end())
        pattern.entities.push_back(name);
    return part;
}

} // namespace

model::AccessPattern readMcpCrossTablePattern(ObjectReader &reader, const model::Model &model)
{
    model::AccessPattern pattern;
    readShared(reader, pattern);
    const std::string operation = reader.requireText("operation");
    if (!isOneOf(operation, {"TransactWrite", "TransactGet"}))
        reader.failWith("operation", "is \"" + operation + "\"; expected TransactWrite or TransactGet");
    checkReturnType(reader, {"boolean", "object", "array"}, "boolean, object, array");
    const bool isRead = operation == "TransactGet";
    const Given given = readParameters(reader, model, nullptr, pattern);
    model::Step step;
    step.operation.kind = isRead ? model::OperationKind::TransactGetItems : model::OperationKind::TransactWriteItems;
    reader.require("entities_involved", "an array of entities with their actions");
    reader.eachObject("entities_involved",
                      [&](ObjectReader &each) { step.parts.push_back(readPart(each, model, isRead, given, pattern)); });
    if (step.parts.empty())
        reader.failWith("entities_involved", "is empty; expected at least one entity with its action");
    pattern.steps.push_back(std::move(step));
    return pattern;
}

} // namespace keywright::exchange
