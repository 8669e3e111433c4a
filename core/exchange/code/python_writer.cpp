#include <algorithm>

#include "core/exchange/code/code_languages.h"
#include "core/exchange/code/function_writer.h"
#include "core/exchange/code/runtime.h"
#include "core/exchange/code/runtime.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::OperationKind;

namespace {

const std::set<std::string> kPythonWords{"and",    "as",    "assert",  "async",  "await",    "break", "class",  "continue", "def",
                                         "del",    "elif",  "else",    "except", "finally",  "for",   "from",   "global",   "if",
                                         "import", "in",    "is",      "lambda", "nonlocal", "not",   "or",     "pass",     "raise",
                                         "return", "try",   "while",   "with",   "yield",    "none",  "client", "item",     "items",
                                         "keys",   "text",  "pad",     "upper",  "lower",    "shard", "date",   "actions",  "gets",
                                         "writes", "boto3", "hashlib", "re",     "list",     "dict",  "str",    "int",      "set"};

const std::set<std::string> kPythonFunctions{"to_item",   "from_item", "text",        "get_one", "get_written", "read_all",
                                             "read_page", "batch_get", "batch_write", "pad",     "upper",       "lower",
                                             "shard",     "date",      "json",        "re",      "hashlib"};

std::string pythonTypeText(value::Type type)
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

class PythonWriter : public FunctionWriter {
public:
    explicit PythonWriter(const CodePlan &plan) : FunctionWriter(plan, "    ", kPythonWords, kPythonFunctions) { }

private:
    std::string constant(const value::AttributeValue &value) override
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

    std::string attribute(const std::string &item, const std::string &name) override { return item + "[" + quotedText(name) + "]"; }

    std::string interpolated(const std::vector<TextPart> &parts) override
    {
        std::vector<std::string> texts;
        for (const TextPart &part : parts)
            texts.push_back(part.isLiteral ? quotedText(part.text) : part.text);
        return joinedWith(texts, " + ");
    }

    std::string flagArgument(bool flag) override { return flag ? "True" : "False"; }
    std::string itemArgument(const CodeRequest &request) override { return "to_item(" + FunctionWriter::itemArgument(request) + ")"; }
    std::string keyArgument(const CodeRequest &request) override { return "to_item(" + FunctionWriter::keyArgument(request) + ")"; }
    std::string valuesArgument(const CodeRequest &request) override { return "to_item(" + FunctionWriter::valuesArgument(request) + ")"; }

    std::string identifier(const std::string &name) const override { return snakeCase(name); }
    std::string comment(const std::string &text) const override { return "# " + text; }

    /// With the docstring and the imports that the module uses.
    std::string file(const std::string &body) override
    {
        const std::string all = usedPieces(pythonPieces(), body) + body;
        CodeText text("    ");
        text.lines("\"\"\"Access patterns of a DynamoDB model, written by Keywright.\n\nEvery function takes a boto3 client: "
                   "boto3.client(\"dynamodb\"). Numbers are int or Decimal.\n\"\"\"\n\nfrom __future__ import annotations\n");
        text.line();
        const auto import = [&](const std::string &use, const std::string &line) {
            if (all.find(use) != std::string::npos)
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
        return text.text() + all;
    }

    void writeEntity(const CodeEntity &entity, const std::string &function) override
    {
        m_text.lines("\n\ndef " + function + "(item):");
        m_text.deeper();
        m_text.line("\"\"\"The item with the attributes that its keys are built of.\"\"\"");
        m_text.line("item = dict(item)");
        if (entity.mark)
            m_text.line(attribute("item", entity.mark->attribute) + " = " + constant(entity.mark->value));
        for (const CodeKey &key : entity.keys) {
            std::vector<std::string> tests;
            for (const std::string &needed : key.needed)
                tests.push_back(quotedText(needed) + " in item");
            if (!tests.empty()) {
                m_text.line("if " + joinedWith(tests, " and ") + ":");
                m_text.deeper();
            }
            m_text.line(attribute("item", key.attribute) + " = " + value(key.value));
            if (!tests.empty())
                m_text.back();
        }
        m_text.line("return item");
        m_text.back();
    }

    void openFunction(const CodeFunction &function, const std::string &name) override
    {
        std::vector<std::string> parameters;
        for (const model::Parameter &parameter : function.parameters)
            parameters.push_back(m_variables[parameter.name] + ": " + pythonTypeText(parameter.type));
        m_text.lines("\n\ndef " + name + "(client" + (parameters.empty() ? "" : ", *, ") + joinedWith(parameters, ", ") + ")"
                     + (m_givesItems ? " -> list[dict]:" : " -> None:"));
        m_text.deeper();
        std::string description = oneLine(function.description.empty() ? function.name : function.description);
        std::replace(description.begin(), description.end(), '"', '\'');
        std::replace(description.begin(), description.end(), '\\', '/');
        m_text.line("\"\"\"" + description + "\"\"\"");
    }

    void closeFunction(const CodeFunction &function) override
    {
        if (function.steps.empty())
            m_text.line("return None");
        m_text.back();
    }

    void leaveWithout(const std::string &result) override
    {
        m_text.line("if not " + result + ":");
        m_text.deeper();
        m_text.line(m_givesItems ? "return []" : "return None");
        m_text.back();
    }

    void giveBack(const std::string &result) override { m_text.line("return " + result); }
    void declareItems(const std::string &result) override { m_text.line(result + " = []"); }

    void beginLoop(const std::string &item, const std::string &items, const CodeRequest &) override
    {
        m_text.line("for " + item + " in " + items + ":");
        m_text.deeper();
    }

    void endLoop(const std::string &) override { m_text.back(); }

    void writeFanOut(const CodeStep &step, const std::string &result, const std::string &shard) override
    {
        const std::string run = m_names.take("one_shard");
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
        if (result.empty())
            return;
        const auto &order = step.fanOut->mergeBy;
        for (auto term = order.rbegin(); term != order.rend(); ++term)
            m_text.line(all + ".sort(key=lambda item: item[" + quotedText(term->attribute) + "]"
                        + (term->descending ? ", reverse=True" : "") + ")");
        if (step.fanOut->limit)
            m_text.line("del " + all + "[" + std::to_string(*step.fanOut->limit) + ":]");
    }

    void beginParts(const CodeStep &) override { m_text.line(m_parts + " = []"); }

    void addPart(const CodeStep &step, const CodeRequest &request) override
    {
        const std::string add = m_parts + ".append(";
        if (step.kind == OperationKind::BatchGetItem)
            writeMembers(add + "(" + quotedText(request.table) + ", " + keyArgument(request) + ", dict(", named(readOptions(request)),
                         ")))", "");
        else if (step.kind == OperationKind::BatchWriteItem)
            m_text.line(add + "(" + quotedText(request.table) + ", "
                        + (request.kind == OperationKind::PutItem ? "{\"PutRequest\": {\"Item\": " + itemArgument(request) + "}}"
                                                                  : "{\"DeleteRequest\": {\"Key\": " + keyArgument(request) + "}}")
                        + "))");
        else
            writeMembers(add + "{" + quotedText(actionOf(request.kind)) + ": dict(", named(arguments(request)), ")})", "");
    }

    void sendParts(const CodeStep &step, const std::string &result) override
    {
        const std::string target = result.empty() ? "" : result + " = ";
        if (step.kind == OperationKind::BatchGetItem)
            m_text.line(target + "batch_get(client, " + m_parts + ")");
        else if (step.kind == OperationKind::BatchWriteItem)
            m_text.line("batch_write(client, " + m_parts + ")");
        else if (step.kind == OperationKind::TransactGetItems)
            m_text.line(target + "[from_item(answer[\"Item\"]) for answer in client.transact_get_items(TransactItems=" + m_parts
                        + ")[\"Responses\"] if \"Item\" in answer]");
        else
            m_text.line("client.transact_write_items(TransactItems=" + m_parts
                        + (step.token ? ", ClientRequestToken=" + text(*step.token) : "") + ")");
    }

    static std::vector<std::string> named(const Arguments &arguments)
    {
        std::vector<std::string> all;
        for (const auto &[name, code] : arguments)
            all.push_back(name + "=" + code);
        return all;
    }

    void writeCall(const CodeRequest &request, const std::string &result) override
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
        case OperationKind::PutItem: call = "client.put_item"; break;
        case OperationKind::UpdateItem: call = "client.update_item"; break;
        default: call = "client.delete_item"; break;
        }
        if (!request.returnValues.empty())
            call = "get_written(" + call + ", ";
        else if (call.starts_with("client."))
            call += "(";
        writeMembers(target + call, named(arguments(request)), ")", "");
    }
};

} // namespace

std::string pythonCode(const CodePlan &plan)
{
    return PythonWriter(plan).write();
}

} // namespace keywright::exchange
