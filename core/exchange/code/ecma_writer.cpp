#include <algorithm>

#include "core/exchange/code/code_languages.h"
#include "core/exchange/code/function_writer.h"
#include "core/exchange/code/runtime.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::OperationKind;

namespace {

/// A number of so many characters is exact in a double.
constexpr std::size_t kExactLength = 15;

const std::set<std::string> kEcmaWords{
    "await",     "break",      "case",       "catch",    "class",    "const",      "continue",    "debugger", "default",  "delete",
    "do",        "else",       "enum",       "export",   "extends",  "false",      "finally",     "for",      "function", "if",
    "import",    "in",         "instanceof", "let",      "new",      "null",       "return",      "static",   "super",    "switch",
    "this",      "throw",      "true",       "try",      "typeof",   "var",        "void",        "while",    "with",     "yield",
    "arguments", "eval",       "client",     "item",     "text",     "pad",        "upper",       "lower",    "shard",    "date",
    "getOne",    "getWritten", "readAll",    "readPage", "batchGet", "batchWrite", "transactGet", "command",  "undefined"};

std::string documentedType(value::Type type)
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

std::string checkedType(value::Type type)
{
    switch (type) {
    case value::Type::M: return "Item";
    case value::Type::L: return "NativeAttributeValue[]";
    case value::Type::Ss: return "Set<string>";
    case value::Type::Ns: return "Set<number | NumberValue>";
    case value::Type::Bs: return "Set<Uint8Array>";
    default: return documentedType(type);
    }
}

/// JavaScript, and with types on top TypeScript.
class EcmaWriter : public FunctionWriter {
public:
    EcmaWriter(const CodePlan &plan, bool isTyped) : FunctionWriter(plan, "  ", kEcmaWords, kEcmaWords), m_isTyped(isTyped) { }

private:
    std::string constant(const value::AttributeValue &value) override
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

    std::string attribute(const std::string &item, const std::string &name) override
    {
        return identifier(name) == name ? item + "." + name : item + "[" + quotedText(name) + "]";
    }

    std::string interpolated(const std::vector<TextPart> &parts) override
    {
        if (parts.size() == 1)
            return parts.front().isLiteral ? quotedText(parts.front().text) : parts.front().text;
        std::string out = "`";
        for (const TextPart &part : parts)
            out += part.isLiteral ? escaped(part.text) : "${" + part.text + "}";
        return out + "`";
    }

    std::string flagArgument(bool flag) override { return flag ? "true" : "false"; }
    std::string identifier(const std::string &name) const override { return camelCase(name); }
    std::string comment(const std::string &text) const override { return "// " + text; }
    std::string suffix(bool isResult) const override { return isResult ? "Items" : "Value"; }

    /// What stands in TypeScript only.
    std::string typed(const std::string &text) const { return m_isTyped ? text : std::string(); }

    /// With the comment and the imports that the module uses.
    std::string file(const std::string &body) override
    {
        const std::string all = "\n" + ecmaText(usedPieces(ecmaPieces(), body), m_isTyped) + body;
        std::string text = "// Access patterns of a DynamoDB model, written by Keywright.\n// Every function takes a document client: "
                           "DynamoDBDocumentClient.from(new DynamoDBClient()).\n\n";
        if (usesWord(all, "createHash"))
            text += "import { createHash } from \"node:crypto\";\n\n";
        std::vector<std::string> names;
        for (const char *name : {"BatchGetCommand", "BatchWriteCommand", "DeleteCommand", "GetCommand", "PutCommand", "QueryCommand",
                                 "ScanCommand", "TransactGetCommand", "TransactWriteCommand", "UpdateCommand", "NumberValue"})
            if (usesWord(all, name)
                && (m_isTyped || name != std::string("NumberValue") || all.find("NumberValue.from") != std::string::npos))
                names.emplace_back(name);
        if (m_isTyped)
            for (const char *name : {"BatchGetCommandInput", "BatchWriteCommandInput", "DynamoDBDocumentClient", "GetCommandInput",
                                     "QueryCommandInput", "ScanCommandInput", "TransactGetCommandInput", "TransactWriteCommandInput"})
                if (usesWord(all, name))
                    names.push_back(std::string("type ") + name);
        if (!names.empty())
            text += "import {\n  " + joinedWith(names, ",\n  ") + ",\n} from \"@aws-sdk/lib-dynamodb\";\n";
        std::vector<std::string> more;
        if (usesWord(all, "convertToNative"))
            more.emplace_back("convertToNative");
        if (m_isTyped)
            more.emplace_back("type NativeAttributeValue");
        if (!more.empty())
            text += "import { " + joinedWith(more, ", ") + " } from \"@aws-sdk/util-dynamodb\";\n";
        return text + typed("\nexport type Item = Record<string, NativeAttributeValue>;\n") + all;
    }

    void writeEntity(const CodeEntity &entity, const std::string &function) override
    {
        m_text.lines("\n/** The item with the attributes that its keys are built of. */\nexport function " + function + "(attributes"
                     + typed(": Item") + ")" + typed(": Item") + " {");
        m_text.deeper();
        m_text.line("const item = { ...attributes };");
        if (entity.mark)
            m_text.line(attribute("item", entity.mark->attribute) + " = " + constant(entity.mark->value) + ";");
        for (const CodeKey &key : entity.keys) {
            std::vector<std::string> tests;
            for (const std::string &needed : key.needed)
                tests.push_back(quotedText(needed) + " in item");
            const std::string build = attribute("item", key.attribute) + " = " + value(key.value) + ";";
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

    void openFunction(const CodeFunction &function, const std::string &name) override
    {
        std::string description = oneLine(function.description.empty() ? function.name : function.description);
        for (std::size_t at = description.find("*/"); at != std::string::npos; at = description.find("*/"))
            description.replace(at, 2, "* /");
        m_text.line();
        m_text.line("/**");
        m_text.line(" * " + description);
        std::vector<std::string> names;
        std::vector<std::string> types;
        for (const model::Parameter &parameter : function.parameters) {
            names.push_back(m_variables[parameter.name]);
            types.push_back(names.back() + ": " + checkedType(parameter.type));
            if (!m_isTyped)
                m_text.line(" * @param {" + documentedType(parameter.type) + "} parameters." + names.back());
        }
        m_text.line(" */");
        const std::string parameters =
            names.empty() ? "" : ", { " + joinedWith(names, ", ") + " }" + typed(": { " + joinedWith(types, "; ") + " }");
        m_text.line("export async function " + name + "(client" + typed(": DynamoDBDocumentClient") + parameters + ")"
                    + typed(m_givesItems ? ": Promise<Item[]>" : ": Promise<void>") + " {");
        m_text.deeper();
    }

    void closeFunction(const CodeFunction &) override
    {
        m_text.back();
        m_text.line("}");
    }

    void leaveWithout(const std::string &result) override
    {
        m_text.line("if (" + result + ".length === 0) return" + (m_givesItems ? " [];" : ";"));
    }

    void giveBack(const std::string &result) override { m_text.line("return " + result + ";"); }
    void declareItems(const std::string &result) override { m_text.line("const " + result + typed(": Item[]") + " = [];"); }

    void beginLoop(const std::string &item, const std::string &items, const CodeRequest &) override
    {
        m_text.line("for (const " + item + " of " + items + ") {");
        m_text.deeper();
    }

    void endLoop(const std::string &) override
    {
        m_text.back();
        m_text.line("}");
    }

    void writeFanOut(const CodeStep &step, const std::string &result, const std::string &shard) override
    {
        m_text.line((result.empty() ? "" : "const " + result + " = (")
                    + "await Promise.all(Array.from({ length: " + std::to_string(step.fanOut->count) + " }, async (_, " + shard + ") => {");
        m_text.deeper();
        writeOnce(step, result.empty() ? "" : "ofShard");
        if (!result.empty())
            m_text.line("return ofShard;");
        m_text.back();
        m_text.line(result.empty() ? "}));" : "}))).flat();");
        if (result.empty())
            return;
        if (!step.fanOut->mergeBy.empty()) {
            std::vector<std::string> terms;
            for (const model::OrderTerm &term : step.fanOut->mergeBy) {
                const std::string a = attribute("a", term.attribute);
                const std::string b = attribute("b", term.attribute);
                const std::string less = term.descending ? "1" : "-1";
                const std::string more = term.descending ? "-1" : "1";
                terms.push_back("(" + a + " < " + b + " ? " + less + " : " + a + " > " + b + " ? " + more + " : 0)");
            }
            m_text.line(result + ".sort((a, b) => " + joinedWith(terms, " || ") + ");");
        }
        if (step.fanOut->limit)
            m_text.line(result + ".length = Math.min(" + result + ".length, " + std::to_string(*step.fanOut->limit) + ");");
    }

    void beginParts(const CodeStep &step) override
    {
        std::string type;
        switch (step.kind) {
        case OperationKind::BatchGetItem: type = "BatchedGet[]"; break;
        case OperationKind::BatchWriteItem: type = "BatchedWrite[]"; break;
        case OperationKind::TransactGetItems: type = "NonNullable<TransactGetCommandInput[\"TransactItems\"]>"; break;
        default: type = "NonNullable<TransactWriteCommandInput[\"TransactItems\"]>"; break;
        }
        m_text.line("const " + m_parts + typed(": " + type) + " = [];");
    }

    void addPart(const CodeStep &step, const CodeRequest &request) override
    {
        const std::string push = m_parts + ".push({ ";
        if (step.kind == OperationKind::BatchGetItem)
            writeMembers(push + "table: " + quotedText(request.table) + ", key: " + keyArgument(request) + ", options: {",
                         named(readOptions(request)), "} });", " ");
        else if (step.kind == OperationKind::BatchWriteItem)
            m_text.line(push + "table: " + quotedText(request.table) + ", write: "
                        + (request.kind == OperationKind::PutItem ? "{ PutRequest: { Item: " + itemArgument(request) + " } }"
                                                                  : "{ DeleteRequest: { Key: " + keyArgument(request) + " } }")
                        + " });");
        else
            writeMembers(push + actionOf(request.kind) + ": {", named(arguments(request)), "} });", " ");
    }

    void sendParts(const CodeStep &step, const std::string &result) override
    {
        const std::string target = result.empty() ? "" : "const " + result + " = ";
        if (step.kind == OperationKind::BatchGetItem)
            m_text.line(target + "await batchGet(client, " + m_parts + ");");
        else if (step.kind == OperationKind::BatchWriteItem)
            m_text.line("await batchWrite(client, " + m_parts + ");");
        else if (step.kind == OperationKind::TransactGetItems)
            m_text.line(target + "await transactGet(client, " + m_parts + ");");
        else
            m_text.line("await client.send(new TransactWriteCommand({ TransactItems: " + m_parts
                        + (step.token ? ", ClientRequestToken: " + text(*step.token) : "") + " }));");
    }

    static std::vector<std::string> named(const Arguments &arguments)
    {
        std::vector<std::string> all;
        for (const auto &[name, code] : arguments)
            all.push_back(name + ": " + code);
        return all;
    }

    void writeCall(const CodeRequest &request, const std::string &result) override
    {
        const bool isLoop = !request.forEach.empty();
        const std::string before = result.empty() ? "" : isLoop ? result + ".push(...(" : "const " + result + " = ";
        const std::string after = !result.empty() && isLoop ? "})));" : "});";
        switch (request.kind) {
        case OperationKind::GetItem: writeMembers(before + "await getOne(client, {", named(arguments(request)), after, " "); return;
        case OperationKind::Query:
        case OperationKind::Scan:
            writeMembers(before + "await " + (request.limit ? "readPage" : "readAll") + "(client, "
                             + (request.kind == OperationKind::Query ? "QueryCommand" : "ScanCommand") + ", {",
                         named(arguments(request)), after, " ");
            return;
        default: break;
        }
        if (result.empty())
            writeMembers("await client.send(new " + actionOf(request.kind) + "Command({", named(arguments(request)), "}));", " ");
        else
            writeMembers(before + "await getWritten(client, new " + actionOf(request.kind) + "Command({", named(arguments(request)), "}));",
                         " ");
    }

    static std::string escaped(const std::string &text)
    {
        std::string out;
        for (const char c : text)
            out += c == '`' || c == '\\' || c == '$' ? std::string("\\") + c : c == '\n' ? std::string("\\n") : std::string(1, c);
        return out;
    }

    bool m_isTyped;
};

} // namespace

std::string javascriptCode(const CodePlan &plan)
{
    return EcmaWriter(plan, false).write();
}

std::string typescriptCode(const CodePlan &plan)
{
    return EcmaWriter(plan, true).write();
}

} // namespace keywright::exchange
