#include "core/model/change_design.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "core/expression/expression_error.h"
#include "core/expression/parser.h"
#include "core/model/edits.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/sequence.h"

namespace keywright::model {

namespace {

using expression::syntax::UpdateSection;
using SyntaxOperand = expression::syntax::Operand;

std::string withFilters(const std::string &name, const TemplatePart &part)
{
    std::string text = "{" + name;
    for (const TemplateFilter &filter : part.filters)
        text += "|" + filter.name + (filter.argument.empty() ? "" : ":" + filter.argument);
    return text + "}";
}

/// What an update does with one attribute: a new value, or away with it.
struct NewValue {
    bool removed = false;
    std::optional<Operand> value; ///< nullopt when it is computed, such as by a + 1
};

std::optional<Operand> valueNamed(const AccessPattern &pattern, const Operation &operation, std::string name)
{
    name.erase(0, name.starts_with(':') ? 1 : 0);
    for (const auto &[given, operand] : operation.values)
        if (given == name)
            return operand;
    for (const Parameter &parameter : pattern.parameters)
        if (parameter.name == name)
            return Operand("{" + name + "}");
    return std::nullopt;
}

std::optional<NewValue> newValueOf(const AccessPattern &pattern, const Operation &operation, const std::string &attribute)
{
    try {
        const auto update = expression::parseUpdate(operation.update);
        for (const UpdateSection &section : update.tree)
            for (const auto &action : section.actions) {
                if (action.path.empty() || action.path.front().text != attribute)
                    continue;
                const auto &operands = action.value.operands;
                const bool isPlain = section.kind == UpdateSection::Kind::Set && action.path.size() == 1 && operands.size() == 1
                    && operands.front().kind == SyntaxOperand::Kind::Value;
                return NewValue{section.kind == UpdateSection::Kind::Remove,
                                isPlain ? valueNamed(pattern, operation, std::string(operands.front().text)) : std::nullopt};
            }
    } catch (const expression::ExpressionError &) { // findProblems() names it
    }
    return std::nullopt;
}

/// Builds the operand that a key has after an update.
class NewKey {
public:
    NewKey(const KeyLeftBehind &left) : m_left(left), m_operation(*left.use->operation) { }

    /// Nullopt when the key goes too.
    std::optional<Operand> operand() const
    {
        const auto parsed = KeyTemplate::parse(*m_left.entity->keyTemplate(m_left.key));
        if (!parsed)
            throw EditError("The template of " + m_left.key + " cannot be read.");
        for (const std::string &name : parsed->names())
            if (const auto value = newValueOf(*m_left.use->pattern, m_operation, name); value && value->removed)
                return std::nullopt;
        if (parsed->parts().size() == 1 && parsed->parts().front().isPlaceholder && parsed->parts().front().filters.empty())
            return valueOf(parsed->parts().front().text);
        std::string text;
        for (const TemplatePart &part : parsed->parts())
            text += part.isPlaceholder ? pieceOf(part) : asLiteral(part.text);
        return Operand(text);
    }

private:
    Operand valueOf(const std::string &attribute) const
    {
        if (const auto touched = newValueOf(*m_left.use->pattern, m_operation, attribute)) {
            if (!touched->value)
                throw EditError("The new value of " + attribute + " is no value that the pattern gives; a key can only be set to one.");
            return *touched->value;
        }
        for (const Parameter &parameter : m_left.use->pattern->parameters)
            if (parameter.name == attribute
                || (parameter.drawnFromEntity == m_left.entity->name && parameter.drawnFromAttribute == attribute))
                return Operand("{" + parameter.name + "}");
        if (!m_operation.forEach.empty())
            return Operand("{" + m_operation.forEach + "." + attribute + "}");
        throw EditError("The access pattern does not know " + attribute + ", from which " + m_left.key + " is built.");
    }

    std::string pieceOf(const TemplatePart &part) const
    {
        const Operand value = valueOf(part.text);
        if (const auto *text = std::get_if<std::string>(&value)) {
            const auto parsed = KeyTemplate::parse(*text);
            const bool isLone = parsed && parsed->parts().size() == 1 && parsed->parts().front().isPlaceholder
                && (parsed->parts().front().filters.empty() || part.filters.empty());
            if (isLone)
                return part.filters.empty() ? *text : withFilters(parsed->parts().front().text, part);
            if (parsed && part.filters.empty())
                return *text;
        } else if (part.filters.empty()) {
            const value::AttributeValue &constant = std::get<value::AttributeValue>(value);
            if (const auto *characters = constant.get<std::string>())
                return asLiteral(*characters);
            if (const auto *number = constant.get<value::Decimal>())
                return number->text();
        }
        throw EditError("The value of " + part.text + " cannot stand in a key as it is given.");
    }

    const KeyLeftBehind &m_left;
    const Operation &m_operation;
};

/// The update with one more action in its section of that keyword.
std::string withAction(const std::string &update, UpdateSection::Kind kind, const std::string &keyword, const std::string &action)
{
    const auto parsed = expression::parseUpdate(update);
    for (const UpdateSection &section : parsed.tree)
        if (section.kind == kind) {
            const std::size_t end = section.range.position + section.range.length;
            return update.substr(0, end) + " " + action + "," + update.substr(end);
        }
    return update + " " + keyword + " " + action;
}

/// The first attribute, not of the primary key, that the condition wants absent.
std::string absentAttribute(const std::string &condition, const schema::KeySchema &key)
{
    static const std::string kFunction = "attribute_not_exists";
    for (std::size_t at = condition.find(kFunction); at != std::string::npos; at = condition.find(kFunction, at + 1)) {
        const std::size_t open = condition.find('(', at);
        const std::size_t close = condition.find(')', at);
        if (open == std::string::npos || close == std::string::npos)
            break;
        std::string name = condition.substr(open + 1, close - open - 1);
        name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
        if (!name.empty() && !key.contains(name))
            return name;
    }
    return {};
}

/// The entity's attribute that a lone value of the Query's key condition asks for; empty when it cannot be told.
std::string attributeAskedFor(const OperationUse &query, const Entity &entity)
{
    std::set<std::string> asked;
    for (const KeyComparison &comparison : query.operation->keyCondition)
        for (const Operand &operand : comparison.values) {
            const auto *text = std::get_if<std::string>(&operand);
            const auto parsed = KeyTemplate::parse(text == nullptr ? "" : *text);
            for (const std::string &name : parsed ? parsed->names() : std::vector<std::string>()) {
                const auto &all = query.pattern->parameters;
                const auto parameter = std::find_if(all.begin(), all.end(), [&name](const Parameter &each) { return each.name == name; });
                const bool isDrawn = parameter != all.end() && parameter->drawnFromEntity == entity.name;
                asked.insert(isDrawn && entity.findAttribute(name) == nullptr ? parameter->drawnFromAttribute : name);
            }
        }
    return asked.size() == 1 && entity.findAttribute(*asked.begin()) != nullptr ? *asked.begin() : std::string();
}

std::string upperCased(std::string text)
{
    for (char &c : text)
        c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return text;
}

/// Makes the guard of one attribute of an entity.
class Guard {
public:
    Guard(const Model &model, const UnguardedPut &put) : m_model(model), m_put(put), m_table(*model.findTable(put.entity->table))
    {
        const Attribute *attribute = put.entity->findAttribute(put.attribute);
        if (attribute == nullptr)
            throw EditError("It cannot be told which attribute must be unique.");
        if (attribute->type != value::Type::S)
            throw EditError("The guard's key is text, and " + put.attribute + " is not.");
        for (const auto *part : {&m_table.definition.key.partition, &m_table.definition.key.sort})
            for (const schema::KeyAttribute &key : *part)
                if (key.type != schema::KeyType::S)
                    throw EditError("The guard's key is text, and " + key.name + " is not.");
        m_entity = guardEntity(*attribute);
    }

    Command command()
    {
        Sequence sequence(m_model);
        sequence.add([this](const Model &model) { return addEntity(model, m_entity); });
        if (const std::vector<value::Item> items = guardItems(); !items.empty())
            sequence.add([&](const Model &model) { return addItems(model, m_entity.table, items, items.max_size()); });
        sequence.add([this](const Model &model) { return changeAccessPattern(model, pattern()); });
        Command command = sequence.command("Guard " + m_put.attribute + " of " + m_put.entity->name);
        command.remarks.push_back("What deletes a " + m_put.entity->name + " or changes its " + m_put.attribute + " must delete its "
                                  + m_entity.name + " in the same transaction.");
        return command;
    }

private:
    /// What tells whose guard it is.
    std::vector<std::string> owners() const
    {
        std::vector<std::string> names;
        for (const std::string &key : namesOf(m_table.definition.key)) {
            const std::string *text = m_put.entity->keyTemplate(key);
            const auto parsed = KeyTemplate::parse(text == nullptr ? "" : *text);
            for (const std::string &name : parsed ? parsed->names() : std::vector<std::string>())
                if (name != m_put.attribute && m_put.entity->findAttribute(name) != nullptr && !contains(names, name))
                    names.push_back(name);
        }
        return names;
    }

    Entity guardEntity(const Attribute &unique) const
    {
        const Entity &owner = *m_put.entity;
        std::string capital = unique.name;
        capital.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(capital.front())));
        Entity guard;
        guard.name = owner.name + capital;
        guard.table = owner.table;
        guard.note = "A guard: its primary key is the " + unique.name + ", so that only one " + owner.name + " can have it.";
        if (owner.identifiedBy && owner.identifiedBy->value.get<std::string>() != nullptr)
            guard.identifiedBy = EntityMark{owner.identifiedBy->attribute, value::AttributeValue(guard.name)};
        const std::string start = upperCased(owner.name + "-" + unique.name);
        const std::vector<std::string> keys = namesOf(m_table.definition.key);
        guard.keyTemplates.emplace_back(keys.front(), start + "#{" + unique.name + "}");
        for (std::size_t i = 1; i < keys.size(); ++i)
            guard.keyTemplates.emplace_back(keys[i], start);
        const std::vector<std::string> names = owners();
        guard.attributes.push_back({unique.name, unique.type, true, "", formatOf(unique.name, names), value::Json::object(), {}});
        for (const std::string &name : names)
            guard.attributes.push_back(
                {name, owner.findAttribute(name)->type, true, "Whose it is.", formatOf(name, {}), value::Json::object(), {}});
        return guard;
    }

    /// Each guard goes with one owner: the first attribute that names it refers to it, and the rest is copied from there.
    value::Json formatOf(const std::string &name, const std::vector<std::string> &via) const
    {
        const auto text = [](const std::string &each) { return value::Json::string(each); };
        value::Json format = value::Json::object(
            {{"format", text(via.empty() ? "reference" : "copy")}, {"entity", text(m_put.entity->name)}, {"attribute", text(name)}});
        if (via.empty())
            format.set("distribution", value::Json::object({{"kind", text("sequential")}}));
        else
            format.set("via", text(via.front()));
        return format;
    }

    std::vector<value::Item> guardItems() const
    {
        std::vector<value::Item> items;
        std::set<std::string> seen;
        const TableItems *sample = m_model.sampleDataOf(m_entity.table);
        for (std::size_t i = 0; sample != nullptr && i < sample->items.size(); ++i) {
            const value::Item &item = sample->items[i];
            const value::AttributeValue *unique = item.find(m_put.attribute);
            const auto *text = unique == nullptr ? nullptr : unique->get<std::string>();
            if (text == nullptr || m_model.entityOf(m_entity.table, item) != m_put.entity)
                continue;
            if (!seen.insert(*text).second)
                throw EditError("Two sample items of " + m_put.entity->name + " have the " + m_put.attribute + " \"" + *text + "\".");
            items.push_back(guardItem(item));
        }
        return items;
    }

    value::Item guardItem(const value::Item &owner) const
    {
        value::Item guard;
        for (const auto &[key, text] : m_entity.keyTemplates)
            if (const auto parsed = KeyTemplate::parse(text))
                if (const auto built = parsed->build(owner); built && *built)
                    guard.set(key, **built);
        if (m_entity.identifiedBy)
            guard.set(m_entity.identifiedBy->attribute, m_entity.identifiedBy->value);
        for (const Attribute &attribute : m_entity.attributes)
            if (const value::AttributeValue *value = owner.find(attribute.name))
                guard.set(attribute.name, *value);
        return guard;
    }

    Operand operandOf(const Operation &put, const std::string &attribute) const
    {
        for (const auto &[name, operand] : put.item)
            if (name == attribute)
                return operand;
        throw EditError("The put does not say the " + attribute + ".");
    }

    AccessPattern pattern() const
    {
        AccessPattern pattern = *m_put.use->pattern;
        OperationPlace place = placeOf(*m_put.use);
        Operation put = operationAt(pattern, place);
        Operation guard;
        guard.kind = OperationKind::PutItem;
        guard.table = put.table;
        guard.entity = m_entity.name;
        guard.forEach = put.forEach;
        const std::string absent = "attribute_not_exists(" + m_table.definition.key.partition.front().name + ")";
        guard.condition = absent;
        for (const Attribute &attribute : m_entity.attributes)
            guard.item.emplace_back(attribute.name, operandOf(put, attribute.name));
        put.condition = absent;
        Step &step = pattern.steps[place.step];
        if (place.part) {
            if (step.operation.kind != OperationKind::TransactWriteItems)
                throw EditError("A batch has no conditions; put the item in a transaction.");
            step.parts[*place.part] = put;
            step.parts.push_back(guard);
        } else {
            step.operation = Operation();
            step.operation.kind = OperationKind::TransactWriteItems;
            step.parts = {put, guard};
        }
        if (m_put.lookUp != nullptr)
            dropLookUp(pattern);
        if (std::find(pattern.entities.begin(), pattern.entities.end(), m_entity.name) == pattern.entities.end())
            pattern.entities.push_back(m_entity.name);
        return pattern;
    }

    void dropLookUp(AccessPattern &pattern) const
    {
        const auto number = static_cast<std::ptrdiff_t>(m_put.lookUp->stepNumber);
        const Step lookUp = pattern.steps[m_put.lookUp->stepNumber];
        if (!lookUp.parts.empty())
            throw EditError("The look-up before the put is part of a batch.");
        pattern.steps.erase(pattern.steps.begin() + number);
        for (const Step &step : pattern.steps) {
            const auto refers = [&lookUp](const Operation &operation) {
                const std::string mark = "{" + lookUp.name + ".";
                const auto has = [&mark](const std::vector<std::pair<std::string, Operand>> &operands) {
                    return std::any_of(operands.begin(), operands.end(), [&mark](const auto &each) {
                        const auto *text = std::get_if<std::string>(&each.second);
                        return text != nullptr && text->find(mark) != std::string::npos;
                    });
                };
                return !lookUp.name.empty()
                    && (operation.forEach == lookUp.name || has(operation.key) || has(operation.item) || has(operation.values));
            };
            if (refers(step.operation) || std::any_of(step.parts.begin(), step.parts.end(), refers))
                throw EditError("A later step uses what the look-up found.");
        }
    }

    const Model &m_model;
    const UnguardedPut &m_put;
    const Table &m_table;
    Entity m_entity;
};

} // namespace

OperationPlace placeOf(const OperationUse &use)
{
    if (use.step->parts.empty())
        return {use.stepNumber, std::nullopt};
    return {use.stepNumber, static_cast<std::size_t>(use.operation - use.step->parts.data())};
}

Operation &operationAt(AccessPattern &pattern, const OperationPlace &place)
{
    Step &step = pattern.steps.at(place.step);
    return place.part ? step.parts.at(*place.part) : step.operation;
}

Command changePattern(const Model &model, AccessPattern pattern, std::string text)
{
    Command command = changeAccessPattern(model, std::move(pattern));
    command.text = std::move(text);
    command.coalesceKey.clear();
    return command;
}

std::vector<KeyLeftBehind> keysLeftBehindBy(const Survey &survey, const OperationUse &use)
{
    std::vector<KeyLeftBehind> all;
    const std::vector<Touched> touched = Survey::touchedBy(*use.operation);
    const auto isTouched = [&touched](const std::string &name) {
        return std::any_of(touched.begin(), touched.end(), [&name](const Touched &each) { return each.attribute == name; });
    };
    if (touched.empty())
        return all;
    for (const Entity *entity : survey.entitiesOf(use)) {
        const Table *table = survey.model().findTable(entity->table);
        for (const auto &[key, text] : entity->keyTemplates) {
            const auto parsed = KeyTemplate::parse(text);
            if (!parsed || isTouched(key) || table == nullptr)
                continue;
            for (const std::string &name : parsed->names())
                if (isTouched(name))
                    all.push_back({&use, entity, name, key, table->definition.key.contains(key)});
        }
    }
    return all;
}

Command setKeyToo(const Model &model, const KeyLeftBehind &left)
{
    if (left.isPrimary)
        throw EditError("A primary key cannot change.");
    const std::optional<Operand> operand = NewKey(left).operand();
    AccessPattern pattern = *left.use->pattern;
    Operation &operation = operationAt(pattern, placeOf(*left.use));
    if (!operand) {
        operation.update = withAction(operation.update, UpdateSection::Kind::Remove, "REMOVE", left.key);
        return changePattern(model, std::move(pattern), "Remove " + left.key + " in the same update");
    }
    std::string name = left.key;
    const auto isTaken = [&](const std::string &wish) {
        return operation.update.find(":" + wish) != std::string::npos || operation.condition.find(":" + wish) != std::string::npos
            || std::any_of(operation.values.begin(), operation.values.end(), [&wish](const auto &each) { return each.first == wish; })
            || std::any_of(pattern.parameters.begin(), pattern.parameters.end(),
                           [&wish](const Parameter &each) { return each.name == wish; });
    };
    while (isTaken(name))
        name += "Value";
    operation.update = withAction(operation.update, UpdateSection::Kind::Set, "SET", left.key + " = :" + name);
    operation.values.emplace_back(name, *operand);
    return changePattern(model, std::move(pattern), "Set " + left.key + " in the same update");
}

std::optional<UnguardedPut> unguardedPut(const Survey &survey, const OperationUse &use)
{
    const Table *table = survey.model().findTable(use.operation->table);
    const Entity *entity = survey.model().findEntity(use.operation->entity);
    if (use.operation->kind != OperationKind::PutItem || table == nullptr || entity == nullptr)
        return std::nullopt;
    const std::string absent = absentAttribute(use.operation->condition, table->definition.key);
    if (entity->findAttribute(absent) != nullptr && use.operation->condition.find(" OR ") == std::string::npos)
        return UnguardedPut{&use, entity, absent, nullptr};
    for (const OperationUse &other : survey.uses())
        if (other.pattern == use.pattern && other.stepNumber < use.stepNumber && other.operation->kind == OperationKind::Query
            && !other.operation->index.empty() && use.operation->forEach.empty() && survey.meets(other, *entity))
            return UnguardedPut{&use, entity, attributeAskedFor(other, *entity), &other};
    return std::nullopt;
}

Command guardUniqueness(const Model &model, const UnguardedPut &put)
{
    return Guard(model, put).command();
}

} // namespace keywright::model
