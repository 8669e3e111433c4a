#include <algorithm>

#include "core/exchange/code/dialect.h"
#include "core/exchange/code/runtime.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::OperationKind;
using Variables = std::map<std::string, std::string>;

namespace {

/// A number of so many characters is exact in a double.
constexpr std::size_t kExactLength = 15;

const std::set<std::string> kWords{
    "await", "break",  "case",    "catch",   "class",     "const",    "continue",   "debugger", "default",  "delete", "do",         "else",
    "enum",  "export", "extends", "false",   "finally",   "for",      "function",   "if",       "import",   "in",     "instanceof", "let",
    "new",   "null",   "return",  "static",  "super",     "switch",   "this",       "throw",    "true",     "try",    "typeof",     "var",
    "void",  "while",  "with",    "yield",   "arguments", "eval",     "client",     "item",     "text",     "pad",    "upper",      "lower",
    "shard", "date",   "getOne",  "readAll", "readPage",  "batchGet", "batchWrite", "command",  "undefined"};

class JavaScript : public Dialect {
public:
    std::string constant(const value::AttributeValue &value) const override
    {
        switch (value.type()) {
        case value::Type::S: return quotedText(*value.get<std::string>());
        case value::Type::N: {
            const std::string number = value.get<value::Decimal>()->text();
            return number.size() <= kExactLength ? number : "NumberValue.from(" + quotedText(number) + ")";
        }
        case value::Type::Bool: return *value.get<bool>() ? "true" : "false";
        case value::Type::Null: return "null";
        case value::Type::B: return "Buffer.from(" + quotedText(value::toDynamoDbJson(value).find("B")->text()) + ", \"base64\")";
        default: return "convertToNative(" + value::toDynamoDbJson(value).compact() + ")";
        }
    }

    std::string attribute(const std::string &item, const std::string &name) const override
    {
        return identifier(name) == name ? item + "." + name : item + "[" + quotedText(name) + "]";
    }

    std::string interpolated(const std::vector<std::pair<bool, std::string>> &parts) const override
    {
        if (parts.size() == 1)
            return parts.front().first ? quotedText(parts.front().second) : parts.front().second;
        std::string out = "`";
        for (const auto &[isLiteral, code] : parts)
            out += isLiteral ? escaped(code) : "${" + code + "}";
        return out + "`";
    }

    std::string identifier(const std::string &name) const override { return camelCase(name); }

private:
    static std::string escaped(const std::string &text)
    {
        std::string out;
        for (const char c : text)
            out += c == '`' || c == '\\' || c == '$' ? std::string("\\") + c : c == '\n' ? std::string("\\n") : std::string(1, c);
        return out;
    }
};

std::string typeText(value::Type type)
{
    switch (type) {
    case value::Type::S: return "string";
    case value::Type::N: return "number | NumberValue";
    case value::Type::B: return "Uint8Array";
    case value::Type::Bool: return "boolean";
    case value::Type::Null: return "null";
    case value::Type::M: return "object";
    case value::Type::L: return "Array";
    default: return "Set";
    }
}

class Writer {
public:
    explicit Writer(const CodePlan &plan) : m_plan(plan) { }

    std::string write()
    {
        m_text.line();
        m_text.lines(javascriptRuntime(m_plan));
        for (const CodeEntity &entity : m_plan.entities)
            writeEntity(entity);
        for (const CodeFunction &function : m_plan.functions)
            writeFunction(function);
        return head(m_text.text()) + m_text.text();
    }

private:
    /// The comment and the imports that the module uses.
    static std::string head(const std::string &body)
    {
        std::string text = "// Access patterns of a DynamoDB model, written by Keywright.\n// Every function takes a document client: "
                           "DynamoDBDocumentClient.from(new DynamoDBClient()).\n\n";
        if (body.find("createHash(") != std::string::npos)
            text += "import { createHash } from \"node:crypto\";\n\n";
        std::vector<std::string> names;
        for (const char *name : {"BatchGetCommand", "BatchWriteCommand", "DeleteCommand", "GetCommand", "PutCommand", "QueryCommand",
                                 "ScanCommand", "TransactGetCommand", "TransactWriteCommand", "UpdateCommand"})
            if (body.find(name) != std::string::npos)
                names.emplace_back(name);
        if (body.find("NumberValue.from") != std::string::npos)
            names.emplace_back("NumberValue");
        text += "import {\n  " + joinedWith(names, ",\n  ") + ",\n} from \"@aws-sdk/lib-dynamodb\";\n";
        if (body.find("convertToNative(") != std::string::npos)
            text += "import { convertToNative } from \"@aws-sdk/util-dynamodb\";\n";
        return text;
    }

    void writeEntity(const CodeEntity &entity)
    {
        const std::string name = m_names.take("with" + pascalCase(entity.name) + "Keys");
        m_entities[entity.name] = name;
        m_text.lines("\n/** The item with the attributes that its keys are built of. */\nexport function " + name + "(attributes) {");
        m_text.deeper();
        m_text.line("const item = { ...attributes };");
        if (entity.mark)
            m_text.line(m_javascript.attribute("item", entity.mark->attribute) + " = " + m_javascript.constant(entity.mark->value) + ";");
        for (const CodeKey &key : entity.keys) {
            std::vector<std::string> tests;
            for (const std::string &needed : key.needed)
                tests.push_back(quotedText(needed) + " in item");
            const std::string build = m_javascript.attribute("item", key.attribute) + " = " + m_javascript.value(key.value, {}) + ";";
            if (tests.empty()) {
                m_text.line(build);
                continue;
            }
            m_text.line("if (" + joinedWith(tests, " && ") + ") {");
            m_text.deeper();
            m_text.line(build);
            m_text.back();
            m_text.line("}");
        }
        m_text.line("return item;");
        m_text.back();
        m_text.line("}");
    }

    void writeFunction(const CodeFunction &function)
    {
        UniqueNames names(kWords);
        m_variables.clear();
        m_results.clear();
        std::vector<std::string> parameters;
        m_text.line();
        m_text.line("/**");
        std::string description = oneLine(function.description.empty() ? function.name : function.description);
        for (std::size_t at = description.find("*/"); at != std::string::npos; at = description.find("*/"))
            description.replace(at, 2, "* /");
        m_text.line(" * " + description);
        for (const model::Parameter &parameter : function.parameters) {
            std::string name = camelCase(parameter.name);
            name = names.take(kWords.contains(name) ? name + "Value" : name);
            m_variables[parameter.name] = name;
            parameters.push_back(name);
            m_text.line(" * @param {" + typeText(parameter.type) + "} parameters." + name);
        }
        m_text.line(" */");
        m_givesItems = function.givesItems();
        m_text.line("export async function " + m_names.take(camelCase(function.name)) + "(client"
                    + (parameters.empty() ? "" : ", { " + joinedWith(parameters, ", ") + " }") + ") {");
        m_text.deeper();
        for (std::size_t i = 0; i < function.steps.size(); ++i)
            writeStep(function.steps[i], i + 1 == function.steps.size(), names);
        m_text.back();
        m_text.line("}");
    }

    static std::string resultOf(const CodeStep &step, bool isLast, UniqueNames &names)
    {
        if (!step.isRead() || (step.name.empty() && !isLast))
            return {};
        const std::string wanted = step.name.empty() ? "found" : camelCase(step.name);
        return names.take(kWords.contains(wanted) ? wanted + "Items" : wanted);
    }

    void writeStep(const CodeStep &step, bool isLast, UniqueNames &names)
    {
        if (!step.note.empty())
            m_text.line("// " + oneLine(step.note));
        const std::string result = resultOf(step, isLast, names);
        if (isMany(step.kind))
            m_actions = names.take("parts");
        if (step.fanOut)
            writeFanOut(step, result, names);
        else
            writeOnce(step, result);
        if (!step.name.empty() && !result.empty()) {
            m_results[step.name] = result;
            m_variables[step.name] = result + "[0]";
        }
        if (step.mustFind && !result.empty())
            m_text.line("if (" + result + ".length === 0) return" + (m_givesItems ? " [];" : ";"));
        if (isLast && !result.empty())
            m_text.line("return " + result + ";");
    }

    void writeFanOut(const CodeStep &step, const std::string &result, UniqueNames &names)
    {
        const std::string shard = names.take(camelCase(step.fanOut->placeholder) + "Number");
        m_variables[step.fanOut->placeholder] = shard;
        const std::string all = result.empty() ? "" : "const " + result + " = (";
        m_text.line((all.empty() ? std::string() : all) + "await Promise.all(Array.from({ length: " + std::to_string(step.fanOut->count)
                    + " }, async (_, " + shard + ") => {");
        m_text.deeper();
        writeOnce(step, step.isRead() ? "ofShard" : "");
        if (step.isRead())
            m_text.line("return ofShard;");
        m_text.back();
        m_text.line(result.empty() ? "}));" : "}))).flat();");
        if (!step.fanOut->mergeBy.empty()) {
            std::vector<std::string> terms;
            for (const model::OrderTerm &term : step.fanOut->mergeBy) {
                const std::string a = m_javascript.attribute("a", term.attribute);
                const std::string b = m_javascript.attribute("b", term.attribute);
                const std::string less = term.descending ? "1" : "-1";
                const std::string more = term.descending ? "-1" : "1";
                terms.push_back("(" + a + " < " + b + " ? " + less + " : " + a + " > " + b + " ? " + more + " : 0)");
            }
            m_text.line(result + ".sort((a, b) => " + joinedWith(terms, " || ") + ");");
        }
        if (step.fanOut->limit)
            m_text.line(result + ".length = Math.min(" + result + ".length, " + std::to_string(*step.fanOut->limit) + ");");
    }

    void writeOnce(const CodeStep &step, const std::string &result)
    {
        if (isMany(step.kind)) {
            writeMany(step, result);
            return;
        }
        const CodeRequest &request = step.requests.front();
        if (!request.forEach.empty() && !result.empty())
            m_text.line("const " + result + " = [];");
        openLoop(request);
        writeCall(request, result);
        closeLoop(request);
    }

    void openLoop(const CodeRequest &request)
    {
        if (request.forEach.empty())
            return;
        const std::string item = m_results[request.forEach] + "Item";
        m_text.line("for (const " + item + " of " + m_results[request.forEach] + ") {");
        m_text.deeper();
        m_outer = m_variables[request.forEach];
        m_variables[request.forEach] = item;
    }

    void closeLoop(const CodeRequest &request)
    {
        if (request.forEach.empty())
            return;
        m_text.back();
        m_text.line("}");
        m_variables[request.forEach] = m_outer;
    }

    void writeMany(const CodeStep &step, const std::string &result)
    {
        m_text.line("const " + m_actions + " = [];");
        for (const CodeRequest &request : step.requests) {
            openLoop(request);
            const std::string push = m_actions + ".push({ ";
            if (step.kind == OperationKind::BatchGetItem)
                writeMembers(push + "table: " + quotedText(request.table) + ", key: " + key(request) + ", options: {", readOptions(request),
                             "} });");
            else if (step.kind == OperationKind::BatchWriteItem)
                m_text.line(push + "table: " + quotedText(request.table) + ", write: "
                            + (request.kind == OperationKind::PutItem ? "{ PutRequest: { Item: " + item(request) + " } }"
                                                                      : "{ DeleteRequest: { Key: " + key(request) + " } }")
                            + " });");
            else
                writeMembers(push + actionOf(request.kind) + ": {", arguments(request), "} });");
            closeLoop(request);
        }
        const std::string target = result.empty() ? "" : "const " + result + " = ";
        if (step.kind == OperationKind::BatchGetItem)
            m_text.line(target + "await batchGet(client, " + m_actions + ");");
        else if (step.kind == OperationKind::BatchWriteItem)
            m_text.line("await batchWrite(client, " + m_actions + ");");
        else if (step.kind == OperationKind::TransactGetItems)
            m_text.line(target + "(await client.send(new TransactGetCommand({ TransactItems: " + m_actions
                        + " }))).Responses.flatMap(({ Item }) => (Item ? [Item] : []));");
        else
            m_text.line("await client.send(new TransactWriteCommand({ TransactItems: " + m_actions
                        + (step.token ? ", ClientRequestToken: " + m_javascript.value(*step.token, m_variables) : "") + " }));");
    }

    static bool isMany(OperationKind kind)
    {
        return kind == OperationKind::BatchGetItem || kind == OperationKind::BatchWriteItem || kind == OperationKind::TransactGetItems
            || kind == OperationKind::TransactWriteItems;
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

    std::string key(const CodeRequest &request) const { return m_javascript.members(request.key, m_variables); }

    std::string item(const CodeRequest &request) const
    {
        const std::string members = m_javascript.members(request.item, m_variables);
        const auto entity = m_entities.find(request.entity);
        return entity == m_entities.end() ? members : entity->second + "(" + members + ")";
    }

    static std::vector<std::string> readOptions(const CodeRequest &request)
    {
        std::vector<std::string> options;
        if (!request.projection.empty())
            options.push_back("ProjectionExpression: " + quotedText(request.projection));
        if (!request.names.empty()) {
            std::vector<std::string> texts;
            for (const auto &[alias, name] : request.names)
                texts.push_back(quotedText(alias) + ": " + quotedText(name));
            options.push_back("ExpressionAttributeNames: {" + joinedWith(texts, ", ") + "}");
        }
        if (request.consistentRead)
            options.emplace_back("ConsistentRead: true");
        return options;
    }

    std::vector<std::string> arguments(const CodeRequest &request) const
    {
        std::vector<std::string> all{"TableName: " + quotedText(request.table)};
        const auto add = [&all](const char *name, const std::string &expression) {
            if (!expression.empty())
                all.push_back(std::string(name) + ": " + quotedText(expression));
        };
        add("IndexName", request.index);
        if (request.kind == OperationKind::PutItem)
            all.push_back("Item: " + item(request));
        else if (!request.key.empty())
            all.push_back("Key: " + key(request));
        add("KeyConditionExpression", request.keyCondition);
        add("FilterExpression", request.filter);
        add("UpdateExpression", request.update);
        add("ConditionExpression", request.condition);
        for (const std::string &option : readOptions(request))
            all.push_back(option);
        if (!request.values.empty())
            all.push_back("ExpressionAttributeValues: " + m_javascript.members(request.values, m_variables));
        if (request.descending)
            all.emplace_back("ScanIndexForward: false");
        if (request.limit)
            all.push_back("Limit: " + std::to_string(*request.limit));
        return all;
    }

    void writeMembers(const std::string &before, const std::vector<std::string> &members, const std::string &after)
    {
        const std::string all = joinedWith(members, ", ");
        if (all.empty() || before.size() + all.size() < 90) {
            m_text.line(before + (all.empty() ? "" : " " + all + " ") + after);
            return;
        }
        m_text.line(before);
        m_text.deeper();
        for (const std::string &member : members)
            m_text.line(member + ",");
        m_text.back();
        m_text.line(after);
    }

    void writeCall(const CodeRequest &request, const std::string &result)
    {
        const bool isLoop = !request.forEach.empty();
        const std::string before = result.empty() ? "" : isLoop ? result + ".push(...(" : "const " + result + " = ";
        const std::string after = !result.empty() && isLoop ? "})));" : "});";
        switch (request.kind) {
        case OperationKind::GetItem: writeMembers(before + "await getOne(client, {", arguments(request), after); return;
        case OperationKind::Query:
        case OperationKind::Scan:
            writeMembers(before + "await " + (request.limit ? "readPage" : "readAll") + "(client, "
                             + (request.kind == OperationKind::Query ? "QueryCommand" : "ScanCommand") + ", {",
                         arguments(request), after);
            return;
        default: writeMembers("await client.send(new " + actionOf(request.kind) + "Command({", arguments(request), "}));");
        }
    }

    const CodePlan &m_plan;
    const JavaScript m_javascript;
    CodeText m_text{2};
    UniqueNames m_names{kWords};
    std::map<std::string, std::string> m_entities; ///< entity to function
    Variables m_variables;
    Variables m_results; ///< step to the variable with its items
    std::string m_outer;
    std::string m_actions; ///< the variable with the parts of a transaction or batch
    bool m_givesItems = false;
};

} // namespace

std::string javascriptCode(const CodePlan &plan)
{
    return Writer(plan).write();
}

} // namespace keywright::exchange
