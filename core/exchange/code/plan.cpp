#include "core/exchange/code/plan.h"

#include <algorithm>

#include "core/exchange/building.h"
#include "core/exchange/naming.h"
#include "core/expression/aliasing.h"
#include "core/expression/mentions.h"

namespace keywright::exchange {

using model::OperationKind;

namespace {

/// An access pattern that no code can be written for; the sentence says why.
struct NoCode {
    std::string why;
};

bool isReadKind(OperationKind kind)
{
    switch (kind) {
    case OperationKind::GetItem:
    case OperationKind::Query:
    case OperationKind::Scan:
    case OperationKind::BatchGetItem:
    case OperationKind::TransactGetItems: return true;
    default: return false;
    }
}

class PatternPlanner {
public:
    PatternPlanner(const model::AccessPattern &pattern, const CodeOptions &options) : m_pattern(pattern), m_options(options) { }

    CodeFunction function()
    {
        m_function = {m_pattern.name, m_pattern.description, m_pattern.parameters, {}};
        for (const model::Step &step : m_pattern.steps) {
            if (step.operation.kind == OperationKind::SearchVectors)
                throw NoCode{"the SDKs that code is written for have no SearchVectors"};
            m_shard = step.fanOut ? step.fanOut->placeholder : std::string();
            CodeStep planned{step.name, step.note, step.operation.kind, {}, step.fanOut, {}, false, false};
            if (!step.operation.clientRequestToken.empty())
                planned.token = valueOf(step.operation.clientRequestToken);
            if (step.parts.empty()) {
                planned.requests.push_back(request(step.operation));
                if (!isReadKind(step.operation.kind))
                    planned.requests.back().returnValues = m_options.returnValues;
            }
            for (const model::Operation &part : step.parts)
                planned.requests.push_back(request(part));
            m_function.steps.push_back(std::move(planned));
        }
        return std::move(m_function);
    }

private:
    CodeSource sourceOf(const std::string &name)
    {
        for (const model::Parameter &parameter : m_pattern.parameters)
            if (parameter.name == name)
                return {CodeSource::Kind::Parameter, name, {}, parameter.type};
        if (!m_shard.empty() && name == m_shard)
            return {CodeSource::Kind::Shard, name, {}, value::Type::N};
        const std::size_t dot = name.find('.');
        for (CodeStep &step : m_function.steps)
            if (dot != std::string::npos && step.name == name.substr(0, dot)) {
                step.isUsed = true;
                step.mustFind = step.mustFind || step.name != m_loop;
                return {CodeSource::Kind::StepItem, step.name, name.substr(dot + 1), {}};
            }
        throw NoCode{"\"" + name + "\" is no parameter and no earlier step"};
    }

    CodeValue valueOf(const model::Operand &operand)
    {
        if (const auto *constant = std::get_if<value::AttributeValue>(&operand))
            return {*constant, {}};
        const std::string &text = std::get<std::string>(operand);
        const auto parsed = model::KeyTemplate::parse(text);
        if (!parsed)
            throw NoCode{"the template \"" + text + "\" does not parse: " + parsed.error().message};
        CodeValue value;
        for (const model::TemplatePart &part : parsed->parts()) {
            CodePart planned{!part.isPlaceholder, part.isPlaceholder ? "" : part.text, {}, part.filters};
            if (part.isPlaceholder)
                planned.source = sourceOf(part.text);
            value.parts.push_back(std::move(planned));
        }
        if (value.parts.empty())
            value.parts.push_back({});
        return value;
    }

    CodeMembers members(const std::vector<std::pair<std::string, model::Operand>> &operands)
    {
        CodeMembers all;
        for (const auto &[name, operand] : operands)
            all.emplace_back(name, valueOf(operand));
        return all;
    }

    /// The text with reserved words aliased; its placeholders' values are added to the request.
    std::string expression(const std::string &text, const model::Operation &operation, CodeRequest &request)
    {
        if (text.empty())
            return {};
        const expression::AliasedExpression aliased = expression::aliased(text);
        for (const auto &[alias, name] : aliased.names)
            addName(request, alias, name);
        for (const std::string &placeholder : expression::mentionedPlaceholders(aliased.text)) {
            const auto isThis = [&placeholder](const auto &each) { return each.first == placeholder; };
            if (!placeholder.starts_with(":") || std::any_of(request.values.begin(), request.values.end(), isThis))
                continue;
            const std::string name = placeholder.substr(1);
            const auto own =
                std::find_if(operation.values.begin(), operation.values.end(), [&name](const auto &each) { return each.first == name; });
            request.values.emplace_back(placeholder,
                                        valueOf(own != operation.values.end() ? own->second : model::Operand("{" + name + "}")));
        }
        return aliased.text;
    }

    static void addName(CodeRequest &request, const std::string &alias, const std::string &name)
    {
        const std::pair<std::string, std::string> entry(alias, name);
        if (std::find(request.names.begin(), request.names.end(), entry) == request.names.end())
            request.names.push_back(entry);
    }

    std::string attributeText(const std::string &attribute, CodeRequest &request, UniqueNames &aliases)
    {
        if (!expression::needsAlias(attribute))
            return attribute;
        const std::string alias = "#" + aliases.take("key_" + snakeCase(attribute));
        addName(request, alias, attribute);
        return alias;
    }

    std::string keyCondition(const model::Operation &operation, CodeRequest &request)
    {
        std::set<std::string> taken;
        for (const auto &[placeholder, value] : request.values)
            taken.insert(placeholder.substr(1));
        UniqueNames placeholders(taken);
        UniqueNames aliases;
        std::string text;
        CodeMembers keyValues;
        for (const model::KeyComparison &comparison : operation.keyCondition) {
            const std::string attribute = attributeText(comparison.attribute, request, aliases);
            std::vector<std::string> values;
            for (const model::Operand &operand : comparison.values) {
                values.push_back(":" + placeholders.take(camelCase(comparison.attribute)));
                keyValues.emplace_back(values.back(), valueOf(operand));
            }
            if (values.empty())
                throw NoCode{"a key comparison has no value"};
            text += text.empty() ? "" : " AND ";
            if (comparison.op == expression::KeyOperator::BeginsWith)
                text += "begins_with(" + attribute + ", " + values.front() + ")";
            else if (comparison.op == expression::KeyOperator::Between)
                text += attribute + " BETWEEN " + values.front() + " AND " + values.back();
            else
                text += attribute + " " + std::string(expression::textOf(comparison.op)) + " " + values.front();
        }
        request.values.insert(request.values.begin(), keyValues.begin(), keyValues.end());
        return text;
    }

    CodeRequest request(const model::Operation &operation)
    {
        m_loop = operation.forEach;
        for (CodeStep &step : m_function.steps)
            step.isUsed = step.isUsed || (!m_loop.empty() && step.name == m_loop);
        CodeRequest request;
        request.kind = operation.kind;
        request.table = operation.table;
        request.index = operation.index;
        request.entity = operation.entity;
        request.key = members(operation.key);
        request.item = members(operation.item);
        request.filter = expression(operation.filter, operation, request);
        request.condition = expression(operation.condition, operation, request);
        request.update = expression(operation.update, operation, request);
        std::string projection;
        for (const std::string &path : operation.projection)
            projection += (projection.empty() ? "" : ", ") + path;
        request.projection = expression(projection, operation, request);
        request.keyCondition = keyCondition(operation, request);
        request.descending = operation.descending;
        request.limit = operation.limit;
        request.consistentRead = operation.consistentRead;
        request.forEach = operation.forEach;
        m_loop.clear();
        return request;
    }

    const model::AccessPattern &m_pattern;
    const CodeOptions &m_options;
    CodeFunction m_function;
    std::string m_shard; ///< the fan-out placeholder of the step at hand
    std::string m_loop;  ///< the step that the operation at hand repeats over
};

CodeEntity planEntity(const model::Entity &entity, CodePlan &plan)
{
    CodeEntity planned{entity.name, entity.identifiedBy, {}};
    for (const auto &[attribute, text] : entity.keyTemplates) {
        const auto parsed = model::KeyTemplate::parse(text);
        if (!parsed) {
            plan.losses.push_back(
                {"entities", "The key " + attribute + " of " + entity.name + " is left out: its template does not parse."});
            continue;
        }
        CodeKey key{attribute, {}, {}};
        for (const model::TemplatePart &part : parsed->parts()) {
            CodePart out{!part.isPlaceholder, part.isPlaceholder ? "" : part.text, {}, part.filters};
            if (part.isPlaceholder) {
                const model::Attribute *own = entity.findAttribute(part.text);
                out.source = {CodeSource::Kind::Attribute, part.text, {}, own == nullptr ? std::nullopt : std::optional(own->type)};
                if (std::find(key.needed.begin(), key.needed.end(), part.text) == key.needed.end())
                    key.needed.push_back(part.text);
            }
            key.value.parts.push_back(std::move(out));
        }
        planned.keys.push_back(std::move(key));
    }
    return planned;
}

} // namespace

bool CodeStep::isRead() const
{
    return isReadKind(kind);
}

CodePlan planCode(const model::Model &model, const CodeOptions &options)
{
    CodePlan plan;
    plan.model = model.name;
    for (const model::Table &table : model.tables)
        plan.tables.push_back(table.definition.name);
    for (const model::Entity &entity : model.entities)
        plan.entities.push_back(planEntity(entity, plan));
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i) {
        const model::AccessPattern &pattern = model.accessPatterns[i];
        try {
            plan.functions.push_back(PatternPlanner(pattern, options).function());
        } catch (const NoCode &missing) {
            plan.losses.push_back({element("accessPatterns", i), "No code is written for \"" + pattern.name + "\": " + missing.why + "."});
        }
    }
    return plan;
}

} // namespace keywright::exchange
