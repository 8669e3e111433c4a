#include "core/exchange/code/function_writer.h"

#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::OperationKind;

namespace {

constexpr std::size_t kLongLine = 90;

bool isMany(OperationKind kind)
{
    return kind == OperationKind::BatchGetItem || kind == OperationKind::BatchWriteItem || kind == OperationKind::TransactGetItems
        || kind == OperationKind::TransactWriteItems;
}

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

bool usesWord(const std::string &body, const std::string &word)
{
    for (std::size_t at = body.find(word); at != std::string::npos; at = body.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool isBegun = at == 0 || (!isWordCharacter(body[at - 1]) && body[at - 1] != '.');
        if (isBegun && (end == body.size() || !isWordCharacter(body[end])))
            return true;
    }
    return false;
}

FunctionWriter::FunctionWriter(const CodePlan &plan, std::string indent, std::set<std::string> words, std::set<std::string> functions)
    : m_plan(plan), m_text(std::move(indent)), m_words(std::move(words)), m_functions(std::move(functions))
{ }

std::string FunctionWriter::write()
{
    for (const CodeEntity &entity : m_plan.entities) {
        const std::string name = m_functions.take(functionName("with " + entity.name + " keys"));
        m_entities[entity.name] = name;
        writeEntity(entity, name);
    }
    for (const CodeFunction &function : m_plan.functions)
        writeFunction(function);
    return file(m_text.text());
}

void FunctionWriter::writeFunction(const CodeFunction &function)
{
    m_names = UniqueNames(m_words);
    m_variables.clear();
    m_results.clear();
    m_loopItems.clear();
    m_givesItems = function.givesItems();
    for (const model::Parameter &parameter : function.parameters)
        m_variables[parameter.name] = takeName(parameter.name, false);
    openFunction(function, m_functions.take(functionName(function.name)));
    for (std::size_t i = 0; i < function.steps.size(); ++i)
        writeStep(function.steps[i], i + 1 == function.steps.size());
    closeFunction(function);
}

void FunctionWriter::writeStep(const CodeStep &step, bool isLast)
{
    if (!step.note.empty())
        m_text.line(comment(oneLine(step.note)));
    std::string result;
    if (step.givesItems() && (step.isUsed || isLast))
        result = takeName(step.name.empty() ? "found" : step.name, true);
    if (isMany(step.kind))
        m_parts = m_names.take("parts");
    if (step.fanOut) {
        const std::string shard = takeName(step.fanOut->placeholder + " number", false);
        m_variables[step.fanOut->placeholder] = shard;
        writeFanOut(step, result, shard);
    } else {
        writeOnce(step, result);
    }
    if (result.empty())
        return;
    m_results[step.name] = result;
    m_variables[step.name] = firstOf(result);
    if (step.mustFind)
        leaveWithout(result);
    if (isLast)
        giveBack(result);
}

void FunctionWriter::writeOnce(const CodeStep &step, const std::string &result)
{
    if (isMany(step.kind)) {
        writeMany(step, result);
        return;
    }
    const CodeRequest &request = step.requests.front();
    if (!request.forEach.empty() && !result.empty())
        declareItems(result);
    openLoop(request);
    writeCall(request, result);
    closeLoop(request);
}

void FunctionWriter::writeMany(const CodeStep &step, const std::string &result)
{
    beginParts(step);
    for (const CodeRequest &request : step.requests) {
        openLoop(request);
        addPart(step, request);
        closeLoop(request);
    }
    sendParts(step, result);
}

void FunctionWriter::openLoop(const CodeRequest &request)
{
    if (request.forEach.empty())
        return;
    const std::string &items = m_results[request.forEach];
    std::string &item = m_loopItems[request.forEach];
    if (item.empty())
        item = m_names.take(identifier(items + " item"));
    beginLoop(item, items, request);
    m_outer = m_variables[request.forEach];
    m_variables[request.forEach] = item;
}

void FunctionWriter::closeLoop(const CodeRequest &request)
{
    if (request.forEach.empty())
        return;
    endLoop(m_results[request.forEach]);
    m_variables[request.forEach] = m_outer;
}

std::string FunctionWriter::code(const CodeSource &source)
{
    switch (source.kind) {
    case CodeSource::Kind::StepItem: return attribute(m_variables.at(source.name), source.attribute);
    case CodeSource::Kind::Attribute: return attribute("item", source.name);
    default: return m_variables.at(source.name);
    }
}

std::string FunctionWriter::templateText(const CodeValue &value)
{
    std::vector<TextPart> parts;
    for (const CodePart &part : value.parts) {
        if (part.isLiteral) {
            parts.push_back({true, part.text});
            continue;
        }
        std::string text = asText(part.source, code(part.source));
        for (const model::TemplateFilter &filter : part.filters)
            text = filtered(filter, text);
        parts.push_back({false, text});
    }
    return interpolated(parts);
}

std::string FunctionWriter::value(const CodeValue &value)
{
    if (value.constant)
        return constant(*value.constant);
    if (value.isLoneSource())
        return ofSource(value.parts.front().source, code(value.parts.front().source));
    return ofText(templateText(value));
}

std::string FunctionWriter::text(const CodeValue &value)
{
    if (!value.constant)
        return templateText(value);
    return interpolated({{true, value::toDynamoDbJson(*value.constant).members().front().value.text()}});
}

std::string FunctionWriter::asText(const CodeSource &source, const std::string &code)
{
    return source.type == value::Type::S ? code : "text(" + code + ")";
}

std::string FunctionWriter::filtered(const model::TemplateFilter &filter, const std::string &text)
{
    const std::string argument = filter.name == "date" ? quotedText(filter.argument) : filter.argument;
    return filter.name + "(" + text + (argument.empty() ? "" : ", " + argument) + ")";
}

std::string FunctionWriter::ofSource(const CodeSource &, const std::string &code)
{
    return code;
}

std::string FunctionWriter::ofText(const std::string &text)
{
    return text;
}

std::string FunctionWriter::members(const CodeMembers &members)
{
    std::vector<std::string> texts;
    for (const auto &[name, content] : members)
        texts.push_back(quotedText(name) + ": " + value(content));
    return "{" + joinedWith(texts, ", ") + "}";
}

std::string FunctionWriter::textArgument(const std::string &text)
{
    return quotedText(text);
}

std::string FunctionWriter::numberArgument(std::int64_t number)
{
    return std::to_string(number);
}

std::string FunctionWriter::namesArgument(const CodeRequest &request)
{
    std::vector<std::string> texts;
    for (const auto &[alias, name] : request.names)
        texts.push_back(quotedText(alias) + ": " + quotedText(name));
    return "{" + joinedWith(texts, ", ") + "}";
}

std::string FunctionWriter::itemArgument(const CodeRequest &request)
{
    const std::string function = entityFunction(request.entity);
    return function.empty() ? members(request.item) : function + "(" + members(request.item) + ")";
}

std::string FunctionWriter::keyArgument(const CodeRequest &request)
{
    return members(request.key);
}

std::string FunctionWriter::valuesArgument(const CodeRequest &request)
{
    return members(request.values);
}

std::string FunctionWriter::returnValuesArgument(const std::string &which)
{
    return textArgument(which);
}

std::string FunctionWriter::functionName(const std::string &name) const
{
    return identifier(name);
}

std::string FunctionWriter::suffix(bool) const
{
    return "_";
}

std::string FunctionWriter::firstOf(const std::string &result) const
{
    return result + "[0]";
}

FunctionWriter::Arguments FunctionWriter::readOptions(const CodeRequest &request)
{
    Arguments options;
    if (!request.projection.empty())
        options.emplace_back("ProjectionExpression", textArgument(request.projection));
    if (!request.names.empty())
        options.emplace_back("ExpressionAttributeNames", namesArgument(request));
    if (request.consistentRead)
        options.emplace_back("ConsistentRead", flagArgument(true));
    return options;
}

FunctionWriter::Arguments FunctionWriter::arguments(const CodeRequest &request)
{
    Arguments all{{"TableName", textArgument(request.table)}};
    const auto add = [&](const char *name, const std::string &expression) {
        if (!expression.empty())
            all.emplace_back(name, textArgument(expression));
    };
    add("IndexName", request.index);
    if (request.kind == OperationKind::PutItem)
        all.emplace_back("Item", itemArgument(request));
    else if (!request.key.empty())
        all.emplace_back("Key", keyArgument(request));
    add("KeyConditionExpression", request.keyCondition);
    add("FilterExpression", request.filter);
    add("UpdateExpression", request.update);
    add("ConditionExpression", request.condition);
    for (auto &option : readOptions(request))
        all.push_back(std::move(option));
    if (!request.values.empty())
        all.emplace_back("ExpressionAttributeValues", valuesArgument(request));
    if (request.descending)
        all.emplace_back("ScanIndexForward", flagArgument(false));
    if (request.limit)
        all.emplace_back("Limit", numberArgument(*request.limit));
    if (!request.returnValues.empty())
        all.emplace_back("ReturnValues", returnValuesArgument(request.returnValues));
    return all;
}

void FunctionWriter::writeMembers(const std::string &before, const std::vector<std::string> &members, const std::string &after,
                                  const std::string &padding)
{
    const std::string all = joinedWith(members, ", ");
    if (all.empty() || before.size() + all.size() < kLongLine) {
        m_text.line(before + (all.empty() ? "" : padding + all + padding) + after);
        return;
    }
    m_text.line(before.ends_with(' ') ? before.substr(0, before.size() - 1) : before);
    m_text.deeper();
    for (const std::string &member : members)
        m_text.line(member + ",");
    m_text.back();
    m_text.line(after);
}

std::string FunctionWriter::takeName(const std::string &name, bool isResult)
{
    const std::string wanted = identifier(name);
    return m_names.take(m_words.contains(wanted) ? wanted + suffix(isResult) : wanted);
}

std::string FunctionWriter::entityFunction(const std::string &entity) const
{
    const auto function = m_entities.find(entity);
    return function == m_entities.end() ? std::string() : function->second;
}

std::string FunctionWriter::actionOf(OperationKind kind)
{
    switch (kind) {
    case OperationKind::GetItem: return "Get";
    case OperationKind::PutItem: return "Put";
    case OperationKind::UpdateItem: return "Update";
    case OperationKind::DeleteItem: return "Delete";
    default: return "ConditionCheck";
    }
}

} // namespace keywright::exchange
