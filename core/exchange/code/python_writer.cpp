#include <algorithm>

#include "core/exchange/code/dialect.h"
#include "core/exchange/code/runtime.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::OperationKind;
using Variables = std::map<std::string, std::string>;

namespace {

const std::set<std::string> kWords{"and",    "as",    "assert",  "async",  "await",    "break", "class",  "continue", "def",
                                   "del",    "elif",  "else",    "except", "finally",  "for",   "from",   "global",   "if",
                                   "import", "in",    "is",      "lambda", "nonlocal", "not",   "or",     "pass",     "raise",
                                   "return", "try",   "while",   "with",   "yield",    "none",  "client", "item",     "items",
                                   "keys",   "text",  "pad",     "upper",  "lower",    "shard", "date",   "actions",  "gets",
                                   "writes", "boto3", "hashlib", "re",     "list",     "dict",  "str",    "int",      "set"};

class Python : public Dialect {
public:
    std::string constant(const value::AttributeValue &value) const override
    {
        switch (value.type()) {
        case value::Type::S: return quotedText(*value.get<std::string>());
        case value::Type::N: {
            const std::string number = value.get<value::Decimal>()->text();
            return number.find_first_of(".eE") == std::string::npos ? number : "Decimal(\"" + number + "\")";
        }
        case value::Type::Bool: return *value.get<bool>() ? "True" : "False";
        case value::Type::Null: return "None";
        case value::Type::B: return "base64.b64decode(" + quotedText(value::toDynamoDbJson(value).find("B")->text()) + ")";
        default: return "_deserializer.deserialize(json.loads(" + quotedText(value::toDynamoDbJson(value).compact()) + "))";
        }
    }

    std::string attribute(const std::string &item, const std::string &name) const override { return item + "[" + quotedText(name) + "]"; }

    std::string interpolated(const std::vector<std::pair<bool, std::string>> &parts) const override
    {
        std::vector<std::string> texts;
        for (const auto &[isLiteral, code] : parts)
            texts.push_back(isLiteral ? quotedText(code) : code);
        return joinedWith(texts, " + ");
    }

    std::string identifier(const std::string &name) const override { return snakeCase(name); }
};

std::string typeText(value::Type type)
{
    switch (type) {
    case value::Type::S: return "str";
    case value::Type::N: return "int | Decimal";
    case value::Type::B: return "bytes";
    case value::Type::Bool: return "bool";
    case value::Type::Null: return "None";
    case value::Type::M: return "dict";
    case value::Type::L: return "list";
    default: return "set";
    }
}

class Writer {
public:
    explicit Writer(const CodePlan &plan) : m_plan(plan) { }

    std::string write()
    {
        m_text.lines(pythonRuntime(m_plan));
        for (const CodeEntity &entity : m_plan.entities)
            writeEntity(entity);
        for (const CodeFunction &function : m_plan.functions)
            writeFunction(function);
        return head(m_text.text()) + m_text.text();
    }

private:
    /// The docstring and the imports that the module uses.
    static std::string head(const std::string &body)
    {
        CodeText text(4);
        text.lines("\"\"\"Access patterns of a DynamoDB model, written by Keywright.\n\nEvery function takes a boto3 client: "
                   "boto3.client(\"dynamodb\"). Numbers are int or Decimal.\n\"\"\"\n\nfrom __future__ import annotations\n");
        text.line();
        const auto import = [&](const std::string &use, const std::string &line) {
            if (body.find(use) != std::string::npos)
                text.line(line);
        };
        import("base64.", "import base64");
        import("hashlib.", "import hashlib");
        import("json.", "import json");
        import("re.fullmatch", "import re");
        import("ThreadPoolExecutor(", "from concurrent.futures import ThreadPoolExecutor");
        import("datetime.", "from datetime import datetime, timezone");
        text.lines("from decimal import Decimal\n\nfrom boto3.dynamodb.types import TypeDeserializer, TypeSerializer\n");
        text.line();
        return text.text();
    }

    void writeEntity(const CodeEntity &entity)
    {
        const std::string name = m_names.take("with_" + snakeCase(entity.name) + "_keys");
        m_entities[entity.name] = name;
        m_text.lines("\n\ndef " + name + "(item):");
        m_text.deeper();
        m_text.line("\"\"\"The item with the attributes that its keys are built of.\"\"\"");
        m_text.line("item = dict(item)");
        if (entity.mark)
            m_text.line("item[" + quotedText(entity.mark->attribute) + "] = " + m_python.constant(entity.mark->value));
        for (const CodeKey &key : entity.keys) {
            std::vector<std::string> tests;
            for (const std::string &needed : key.needed)
                tests.push_back(quotedText(needed) + " in item");
            if (!tests.empty()) {
                m_text.line("if " + joinedWith(tests, " and ") + ":");
                m_text.deeper();
            }
            m_text.line("item[" + quotedText(key.attribute) + "] = " + m_python.value(key.value, {}));
            if (!tests.empty())
                m_text.back();
        }
        m_text.line("return item");
        m_text.back();
    }

    void writeFunction(const CodeFunction &function)
    {
        UniqueNames names(kWords);
        m_variables.clear();
        m_results.clear();
        std::vector<std::string> parameters;
        for (const model::Parameter &parameter : function.parameters) {
            std::string name = snakeCase(parameter.name);
            name = names.take(kWords.contains(name) ? name + "_" : name);
            m_variables[parameter.name] = name;
            parameters.push_back(name + ": " + typeText(parameter.type));
        }
        m_givesItems = function.givesItems();
        m_text.lines("\n\ndef " + m_names.take(snakeCase(function.name)) + "(client" + (parameters.empty() ? "" : ", *, ")
                     + joinedWith(parameters, ", ") + ")" + (m_givesItems ? " -> list[dict]:" : " -> None:"));
        m_text.deeper();
        std::string description = oneLine(function.description.empty() ? function.name : function.description);
        std::replace(description.begin(), description.end(), '"', '\'');
        std::replace(description.begin(), description.end(), '\\', '/');
        m_text.line("\"\"\"" + description + "\"\"\"");
        for (std::size_t i = 0; i < function.steps.size(); ++i)
            writeStep(function.steps[i], i + 1 == function.steps.size(), names);
        if (function.steps.empty())
            m_text.line("return None");
        m_text.back();
    }

    /// The variable that holds the step's items.
    std::string resultOf(const CodeStep &step, bool isLast, UniqueNames &names)
    {
        if (!step.isRead() || (step.name.empty() && !isLast))
            return {};
        const std::string wanted = step.name.empty() ? "found" : snakeCase(step.name);
        return names.take(kWords.contains(wanted) ? wanted + "_" : wanted);
    }

    void writeStep(const CodeStep &step, bool isLast, UniqueNames &names)
    {
        if (!step.note.empty())
            m_text.line("# " + oneLine(step.note));
        const std::string result = resultOf(step, isLast, names);
        if (step.fanOut)
            writeFanOut(step, result, names);
        else
            writeOnce(step, result);
        if (!step.name.empty() && !result.empty()) {
            m_results[step.name] = result;
            m_variables[step.name] = result + "[0]";
        }
        if (step.mustFind && !result.empty()) {
            m_text.line("if not " + result + ":");
            m_text.deeper();
            m_text.line(m_givesItems ? "return []" : "return None");
            m_text.back();
        }
        if (isLast && !result.empty())
            m_text.line("return " + result);
    }

    void writeFanOut(const CodeStep &step, const std::string &result, UniqueNames &names)
    {
        const std::string shard = names.take(snakeCase(step.fanOut->placeholder) + "_number");
        const std::string run = names.take("one_shard");
        m_variables[step.fanOut->placeholder] = shard;
        m_text.line("def " + run + "(" + shard + "):");
        m_text.deeper();
        const std::string inner = step.isRead() ? "of_shard" : "";
        writeOnce(step, inner);
        m_text.line("return " + (inner.empty() ? "[]" : inner));
        m_text.back();
        const std::string count = std::to_string(step.fanOut->count);
        m_text.line("with ThreadPoolExecutor(max_workers=min(" + count + ", 32)) as pool:");
        m_text.deeper();
        const std::string all = result.empty() ? "_" : result;
        m_text.line(all + " = [item for of_shard in pool.map(" + run + ", range(" + count + ")) for item in of_shard]");
        m_text.back();
        const auto &order = step.fanOut->mergeBy;
        for (auto term = order.rbegin(); term != order.rend(); ++term)
            m_text.line(all + ".sort(key=lambda item: item[" + quotedText(term->attribute) + "]"
                        + (term->descending ? ", reverse=True" : "") + ")");
        if (step.fanOut->limit)
            m_text.line("del " + all + "[" + std::to_string(*step.fanOut->limit) + ":]");
    }

    void writeOnce(const CodeStep &step, const std::string &result)
    {
        switch (step.kind) {
        case OperationKind::BatchGetItem:
        case OperationKind::BatchWriteItem:
        case OperationKind::TransactGetItems:
        case OperationKind::TransactWriteItems: writeMany(step, result); return;
        default: break;
        }
        const CodeRequest &request = step.requests.front();
        if (!request.forEach.empty() && !result.empty())
            m_text.line(result + " = []");
        openLoop(request);
        writeCall(request, result);
        closeLoop(request);
    }

    void openLoop(const CodeRequest &request)
    {
        if (request.forEach.empty())
            return;
        m_text.line("for " + m_results[request.forEach] + "_item in " + m_results[request.forEach] + ":");
        m_text.deeper();
        m_outer = m_variables[request.forEach];
        m_variables[request.forEach] = m_results[request.forEach] + "_item";
    }

    void closeLoop(const CodeRequest &request)
    {
        if (request.forEach.empty())
            return;
        m_text.back();
        m_variables[request.forEach] = m_outer;
    }

    void writeMany(const CodeStep &step, const std::string &result)
    {
        const bool isBatch = step.kind == OperationKind::BatchGetItem || step.kind == OperationKind::BatchWriteItem;
        m_text.line("actions = []");
        for (const CodeRequest &request : step.requests) {
            openLoop(request);
            if (step.kind == OperationKind::BatchGetItem)
                writeArguments("actions.append((" + quotedText(request.table) + ", to_item(" + m_python.members(request.key, m_variables)
                                   + "), dict(",
                               readOptions(request), ")))");
            else if (step.kind == OperationKind::BatchWriteItem)
                m_text.line("actions.append((" + quotedText(request.table) + ", "
                            + (request.kind == OperationKind::PutItem ? "{\"PutRequest\": {\"Item\": " + item(request) + "}}"
                                                                      : "{\"DeleteRequest\": {\"Key\": " + key(request) + "}}")
                            + "))");
            else
                writeArguments("actions.append({" + quotedText(actionOf(request.kind)) + ": dict(", arguments(request), ")})");
            closeLoop(request);
        }
        const std::string target = result.empty() ? "" : result + " = ";
        if (isBatch)
            m_text.line(target
                        + (step.kind == OperationKind::BatchGetItem ? "batch_get(client, actions)" : "batch_write(client, actions)"));
        else if (step.kind == OperationKind::TransactGetItems)
            m_text.line(target
                        + "[from_item(answer[\"Item\"]) for answer in client.transact_get_items(TransactItems=actions)[\"Responses\"] if "
                          "\"Item\" in answer]");
        else
            m_text.line("client.transact_write_items(TransactItems=actions"
                        + (step.token ? ", ClientRequestToken=" + m_python.value(*step.token, m_variables) : "") + ")");
    }

    static std::string actionOf(OperationKind kind)
    {
        switch (kind) {
        case OperationKind::GetItem: return "Get";
        case OperationKind::PutItem: return "Put";
        case OperationKind::UpdateItem: return "Update";
        case OperationKind::DeleteItem: return "Delete";
        default: return "ConditionCheck";
        }
    }

    std::string key(const CodeRequest &request) const { return "to_item(" + m_python.members(request.key, m_variables) + ")"; }

    std::string item(const CodeRequest &request) const
    {
        const std::string members = m_python.members(request.item, m_variables);
        const auto entity = m_entities.find(request.entity);
        return "to_item(" + (entity == m_entities.end() ? members : entity->second + "(" + members + ")") + ")";
    }

    std::vector<std::string> readOptions(const CodeRequest &request) const
    {
        std::vector<std::string> options;
        if (!request.projection.empty())
            options.push_back("ProjectionExpression=" + quotedText(request.projection));
        if (!request.names.empty())
            options.push_back("ExpressionAttributeNames=" + names(request));
        if (request.consistentRead)
            options.emplace_back("ConsistentRead=True");
        return options;
    }

    static std::string names(const CodeRequest &request)
    {
        std::vector<std::string> texts;
        for (const auto &[alias, name] : request.names)
            texts.push_back(quotedText(alias) + ": " + quotedText(name));
        return "{" + joinedWith(texts, ", ") + "}";
    }

    std::vector<std::string> arguments(const CodeRequest &request) const
    {
        std::vector<std::string> all{"TableName=" + quotedText(request.table)};
        const auto add = [&all](const char *name, const std::string &expression) {
            if (!expression.empty())
                all.push_back(std::string(name) + "=" + quotedText(expression));
        };
        add("IndexName", request.index);
        if (request.kind == OperationKind::PutItem)
            all.push_back("Item=" + item(request));
        else if (!request.key.empty())
            all.push_back("Key=" + key(request));
        add("KeyConditionExpression", request.keyCondition);
        add("FilterExpression", request.filter);
        add("UpdateExpression", request.update);
        add("ConditionExpression", request.condition);
        for (const std::string &option : readOptions(request))
            all.push_back(option);
        if (!request.values.empty())
            all.push_back("ExpressionAttributeValues=to_item(" + m_python.members(request.values, m_variables) + ")");
        if (request.descending)
            all.emplace_back("ScanIndexForward=False");
        if (request.limit)
            all.push_back("Limit=" + std::to_string(*request.limit));
        return all;
    }

    void writeArguments(const std::string &before, const std::vector<std::string> &arguments, const std::string &after)
    {
        const std::string all = joinedWith(arguments, ", ");
        if (all.empty() || before.size() + all.size() < 90) {
            m_text.line(before + all + after);
            return;
        }
        m_text.line(before.ends_with(' ') ? before.substr(0, before.size() - 1) : before);
        m_text.deeper();
        for (const std::string &argument : arguments)
            m_text.line(argument + ",");
        m_text.back();
        m_text.line(after);
    }

    void writeCall(const CodeRequest &request, const std::string &result)
    {
        const std::string target = result.empty() ? "" : result + (request.forEach.empty() ? " = " : " += ");
        std::string call;
        switch (request.kind) {
        case OperationKind::GetItem: call = "get_one(client, "; break;
        case OperationKind::Query:
        case OperationKind::Scan:
            call = std::string(request.limit ? "read_page" : "read_all") + "(client."
                + (request.kind == OperationKind::Query ? "query" : "scan") + ", ";
            break;
        case OperationKind::PutItem: call = "client.put_item("; break;
        case OperationKind::UpdateItem: call = "client.update_item("; break;
        default: call = "client.delete_item("; break;
        }
        writeArguments(target + call, arguments(request), ")");
    }

    const CodePlan &m_plan;
    const Python m_python;
    CodeText m_text{4};
    UniqueNames m_names{{"to_item", "from_item", "text", "get_one", "read_all", "read_page", "batch_get", "batch_write", "pad", "upper",
                         "lower", "shard", "date", "json", "re", "hashlib"}};
    std::map<std::string, std::string> m_entities; ///< entity to function
    Variables m_variables;
    Variables m_results; ///< step to the variable with its items
    std::string m_outer;
    bool m_givesItems = false;
};

} // namespace

std::string pythonCode(const CodePlan &plan)
{
    return Writer(plan).write();
}

} // namespace keywright::exchange
