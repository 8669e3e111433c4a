#include <algorithm>

#include "core/exchange/code/code_languages.h"
#include "core/exchange/code/function_writer.h"
#include "core/exchange/code/runtime.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::OperationKind;

namespace {

const std::set<std::string> kGoWords{
    "break",      "case",         "chan",        "const",    "continue",  "default",     "defer",       "else",          "fallthrough",
    "for",        "func",         "go",          "goto",     "if",        "import",      "interface",   "map",           "package",
    "range",      "return",       "select",      "struct",   "switch",    "type",        "var",         "append",        "bool",
    "byte",       "error",        "false",       "int",      "len",       "make",        "new",         "nil",           "panic",
    "string",     "true",         "ctx",         "client",   "err",       "item",        "items",       "more",          "texts",
    "aws",        "dynamodb",     "types",       "context",  "fmt",       "strconv",     "sort",        "strings",       "sync",
    "big",        "bytes",        "regexp",      "time",     "md5",       "binary",      "utf8",        "keyTexts",      "numberForm",
    "digitsForm", "fieldForm",    "getOne",      "queryAll", "queryPage", "scanAll",     "scanPage",    "batchGet",      "batchWrite",
    "batchedGet", "batchedWrite", "transactGet", "fanOut",   "sortItems", "orderTerm",   "compare",     "firstOf",       "pad",
    "upper",      "lower",        "shard",       "keyText",  "hasAll",    "stringValue", "numberValue", "numberSetValue"};

const std::set<std::string> kGoFunctions{"Item", "Number"};

struct Import {
    const char *path;
    const char *use;
};

constexpr Import kStandard[] = {{"bytes", "bytes.Compare"},
                                {"context", "context.Context"},
                                {"crypto/md5", "md5.Sum"},
                                {"encoding/binary", "binary.BigEndian"},
                                {"fmt", "fmt."},
                                {"math/big", "big.Rat"},
                                {"regexp", "regexp."},
                                {"sort", "sort."},
                                {"strconv", "strconv."},
                                {"strings", "strings."},
                                {"sync", "sync."},
                                {"time", "time."},
                                {"unicode/utf8", "utf8."}};

constexpr Import kSdk[] = {{"github.com/aws/aws-sdk-go-v2/aws", "aws."},
                           {"github.com/aws/aws-sdk-go-v2/service/dynamodb", "dynamodb."},
                           {"github.com/aws/aws-sdk-go-v2/service/dynamodb/types", "types."}};

std::string goTypeText(value::Type type)
{
    switch (type) {
    case value::Type::S: return "string";
    case value::Type::N: return "Number";
    case value::Type::B: return "[]byte";
    case value::Type::Bool: return "bool";
    case value::Type::Null: return "types.AttributeValue";
    case value::Type::M: return "Item";
    case value::Type::L: return "[]types.AttributeValue";
    case value::Type::Ss: return "[]string";
    case value::Type::Ns: return "[]Number";
    default: return "[][]byte";
    }
}

bool usesStep(const CodeValue &value, const std::string &step)
{
    return std::any_of(value.parts.begin(), value.parts.end(), [&step](const CodePart &part) {
        return !part.isLiteral && part.source.kind == CodeSource::Kind::StepItem && part.source.name == step;
    });
}

bool usesStep(const CodeRequest &request, const std::string &step)
{
    for (const CodeMembers *members : {&request.key, &request.item, &request.values})
        for (const auto &[name, value] : *members)
            if (usesStep(value, step))
                return true;
    return false;
}

class GoWriter : public FunctionWriter {
public:
    explicit GoWriter(const CodePlan &plan) : FunctionWriter(plan, "\t", kGoWords, kGoFunctions) { }

private:
    std::string constant(const value::AttributeValue &value) override
    {
        const value::Json json = value::toDynamoDbJson(value);
        return ofJson(json.members().front().name, json.members().front().value);
    }

    static std::string ofJson(const std::string &tag, const value::Json &json)
    {
        if (tag == "S")
            return "stringValue(" + quotedText(json.text()) + ")";
        if (tag == "N")
            return "numberValue(" + quotedText(json.text()) + ")";
        const std::string member = "&types.AttributeValueMember" + tag + "{Value: ";
        if (tag == "BOOL" || tag == "NULL")
            return member + (json.asBoolean() ? "true}" : "false}");
        if (tag == "B")
            return member + bytesOf(json.text()) + "}";
        std::vector<std::string> texts;
        if (tag == "M") {
            for (const auto &each : json.members())
                texts.push_back(quotedText(each.name) + ": "
                                + ofJson(each.value.members().front().name, each.value.members().front().value));
            return member + "Item{" + joinedWith(texts, ", ") + "}}";
        }
        for (const value::Json &each : json.elements())
            texts.push_back(tag == "L"        ? ofJson(each.members().front().name, each.members().front().value)
                                : tag == "BS" ? bytesOf(each.text())
                                              : quotedText(each.text()));
        return member + (tag == "L" ? "[]types.AttributeValue{" : tag == "BS" ? "[][]byte{" : "[]string{") + joinedWith(texts, ", ") + "}}";
    }

    /// Base64 as the bytes themselves.
    static std::string bytesOf(const std::string &base64)
    {
        std::string out = "[]byte(\"";
        const value::AttributeValue decoded = value::valueFromDynamoDbJson(value::Json::parse("{\"B\": " + quotedText(base64) + "}"));
        constexpr const char *kHex = "0123456789abcdef";
        for (const char byte : decoded.get<value::Binary>()->bytes) {
            const auto code = static_cast<unsigned char>(byte);
            out += std::string("\\x") + kHex[code >> 4U] + kHex[code & 15U];
        }
        return out + "\")";
    }

    std::string attribute(const std::string &item, const std::string &name) override { return item + "[" + quotedText(name) + "]"; }

    std::string interpolated(const std::vector<TextPart> &parts) override
    {
        std::vector<std::string> texts;
        for (const TextPart &part : parts)
            texts.push_back(part.isLiteral ? quotedText(part.text) : part.text);
        return joinedWith(texts, " + ");
    }

    std::string asText(const CodeSource &source, const std::string &code) override
    {
        switch (source.kind) {
        case CodeSource::Kind::Shard: return "strconv.Itoa(" + code + ")";
        case CodeSource::Kind::Parameter:
            if (source.type == value::Type::S)
                return code;
            return source.type == value::Type::N ? "texts.number(" + code + ")" : "texts.of(" + ofSource(source, code) + ")";
        default: return "texts.of(" + code + ")";
        }
    }

    std::string filtered(const model::TemplateFilter &filter, const std::string &text) override
    {
        return (filter.name == "date" ? "texts." : "") + FunctionWriter::filtered(filter, text);
    }

    std::string ofSource(const CodeSource &source, const std::string &code) override
    {
        if (source.kind == CodeSource::Kind::Shard)
            return "numberValue(Number(strconv.Itoa(" + code + ")))";
        if (source.kind != CodeSource::Kind::Parameter)
            return code;
        switch (*source.type) {
        case value::Type::S: return "stringValue(" + code + ")";
        case value::Type::N: return "numberValue(" + code + ")";
        case value::Type::Ns: return "numberSetValue(" + code + ")";
        case value::Type::Null: return code;
        default: return "&types.AttributeValueMember" + std::string(value::tagOf(*source.type)) + "{Value: " + code + "}";
        }
    }

    std::string ofText(const std::string &text) override { return "stringValue(" + text + ")"; }
    std::string members(const CodeMembers &members) override { return "Item" + FunctionWriter::members(members); }
    std::string textArgument(const std::string &text) override { return "aws.String(" + quotedText(text) + ")"; }
    std::string flagArgument(bool flag) override { return flag ? "aws.Bool(true)" : "aws.Bool(false)"; }
    std::string returnValuesArgument(const std::string &which) override { return "types.ReturnValue(" + quotedText(which) + ")"; }
    std::string numberArgument(std::int64_t number) override { return "aws.Int32(" + std::to_string(number) + ")"; }

    std::string namesArgument(const CodeRequest &request) override { return "map[string]string" + FunctionWriter::namesArgument(request); }

    std::string itemArgument(const CodeRequest &request) override
    {
        const std::string function = entityFunction(request.entity);
        if (function.empty())
            return members(request.item);
        const std::string item = m_names.take("newItem");
        const std::string attributes = members(request.item);
        m_text.line(item + ", err := " + function + "(" + attributes + ")");
        checkError();
        checkTexts(attributes);
        return item;
    }

    std::string identifier(const std::string &name) const override { return camelCase(name); }
    std::string functionName(const std::string &name) const override { return pascalCase(name); }
    std::string comment(const std::string &text) const override { return "// " + text; }
    std::string suffix(bool isResult) const override { return isResult ? "Items" : "Value"; }
    std::string firstOf(const std::string &result) const override { return result + "[0]"; }

    std::string file(const std::string &body) override
    {
        const std::string all = usedPieces(goPieces(), body) + body;
        std::string text = "// Package accesspatterns has the access patterns of a DynamoDB model, written by Keywright.\n"
                           "package accesspatterns\n\nimport (\n";
        const auto add = [&](std::span<const Import> imports) {
            for (const Import &each : imports)
                if (usesPackage(all, each.use))
                    text += std::string("\t\"") + each.path + "\"\n";
        };
        add(kStandard);
        text += "\n";
        add(kSdk);
        return text + ")\n" + all;
    }

    /// Comments are no use: one may end in "at a time.".
    static bool usesPackage(const std::string &code, const std::string &use)
    {
        for (std::size_t at = code.find(use); at != std::string::npos; at = code.find(use, at + 1)) {
            const std::size_t lineStart = code.rfind('\n', at) + 1;
            const std::size_t lineText = code.find_first_not_of('\t', lineStart);
            if (code.compare(lineText, 2, "//") != 0 && at > 0
                && std::string_view(" \t(*&[!\n").find(code[at - 1]) != std::string_view::npos)
                return true;
        }
        return false;
    }

    /// Declares the builder of texts where the lines use it, and adds them.
    void addBody(const CodeText &body)
    {
        if (usesWord(body.text(), "texts"))
            m_text.line("var texts keyTexts");
        m_text.lines(body.text());
    }

    /// The variable that holds the input once its texts are known to be good; the input itself where it has none.
    std::string checkedInput(const std::string &input)
    {
        if (!usesWord(input, "texts"))
            return input;
        const std::string name = m_names.take("input");
        m_text.lines(name + " := " + input);
        checkTexts(input);
        return name;
    }

    void checkTexts(const std::string &code)
    {
        if (!usesWord(code, "texts"))
            return;
        m_text.line("if texts.err != nil {");
        m_text.deeper();
        m_text.line(m_failure + "texts.err");
        m_text.back();
        m_text.line("}");
    }

    void checkError()
    {
        m_text.line("if err != nil {");
        m_text.deeper();
        m_text.line(m_failure + "err");
        m_text.back();
        m_text.line("}");
    }

    /// Everything that is written until endBody goes into a text of its own.
    void beginBody()
    {
        m_outside.push_back(std::move(m_text));
        m_text = CodeText("\t");
    }

    void endBody()
    {
        const CodeText body = std::move(m_text);
        m_text = std::move(m_outside.back());
        m_outside.pop_back();
        addBody(body);
    }

    void writeEntity(const CodeEntity &entity, const std::string &function) override
    {
        m_failure = "return nil, ";
        m_text.lines("\n// " + function + " gives the item with the attributes that its keys are built of.\nfunc " + function
                     + "(attributes Item) (Item, error) {");
        m_text.deeper();
        beginBody();
        m_text.lines("item := Item{}\nfor name, value := range attributes {\n\titem[name] = value\n}");
        if (entity.mark)
            m_text.line(attribute("item", entity.mark->attribute) + " = " + constant(entity.mark->value));
        for (const CodeKey &key : entity.keys) {
            std::vector<std::string> needed;
            for (const std::string &name : key.needed)
                needed.push_back(quotedText(name));
            const std::string build = attribute("item", key.attribute) + " = " + value(key.value);
            if (needed.empty())
                m_text.line(build);
            else
                m_text.lines("if hasAll(item, " + joinedWith(needed, ", ") + ") {\n\t" + build + "\n}");
        }
        m_text.line(usesWord(m_text.text(), "texts") ? "return item, texts.err" : "return item, nil");
        endBody();
        m_text.back();
        m_text.line("}");
    }

    void openFunction(const CodeFunction &function, const std::string &name) override
    {
        m_text.line();
        std::string description = oneLine(function.description.empty() ? function.name : function.description);
        m_text.line("// " + name + ": " + description);
        std::string parameters;
        for (const model::Parameter &parameter : function.parameters)
            parameters += ", " + m_variables[parameter.name] + " " + goTypeText(parameter.type);
        m_text.line("func " + name + "(ctx context.Context, client *dynamodb.Client" + parameters + ") "
                    + (m_givesItems ? "([]Item, error)" : "error") + " {");
        m_failure = m_givesItems ? "return nil, " : "return ";
        m_text.deeper();
        beginBody();
    }

    void closeFunction(const CodeFunction &) override
    {
        if (!m_givesItems)
            m_text.line("return nil");
        endBody();
        m_text.back();
        m_text.line("}");
    }

    void leaveWithout(const std::string &result) override { m_text.lines("if len(" + result + ") == 0 {\n\t" + m_failure + "nil\n}"); }

    void giveBack(const std::string &result) override { m_text.line("return " + result + ", nil"); }
    void declareItems(const std::string &result) override { m_text.line("var " + result + " []Item"); }

    void beginLoop(const std::string &item, const std::string &items, const CodeRequest &request) override
    {
        m_text.line((usesStep(request, request.forEach) ? "for _, " + item + " := range " : "for range ") + items + " {");
        m_text.deeper();
    }

    void endLoop(const std::string &) override
    {
        m_text.back();
        m_text.line("}");
    }

    void writeFanOut(const CodeStep &step, const std::string &result, const std::string &shard) override
    {
        const std::string before = result.empty() ? "if _, err := " : result + ", err := ";
        m_text.line(before + "fanOut(" + std::to_string(step.fanOut->count) + ", func(" + shard + " int) ([]Item, error) {");
        m_text.deeper();
        const std::string failure = m_failure;
        m_failure = "return nil, ";
        beginBody();
        writeOnce(step, result.empty() ? "" : "ofShard");
        m_text.line(result.empty() ? "return nil, nil" : "return ofShard, nil");
        endBody();
        m_failure = failure;
        m_text.back();
        if (result.empty()) {
            m_text.lines("}); err != nil {\n\t" + m_failure + "err\n}");
            return;
        }
        m_text.line("})");
        checkError();
        if (!step.fanOut->mergeBy.empty()) {
            std::string terms;
            for (const model::OrderTerm &term : step.fanOut->mergeBy)
                terms += ", orderTerm{" + quotedText(term.attribute) + (term.descending ? ", true}" : ", false}");
            m_text.line("sortItems(" + result + terms + ")");
        }
        if (step.fanOut->limit)
            m_text.line(result + " = firstOf(" + result + ", " + std::to_string(*step.fanOut->limit) + ")");
    }

    /// A composite literal, on one line or with its values aligned as gofmt has them.
    static std::string literal(const std::string &type, const Arguments &arguments)
    {
        std::size_t longest = 0;
        std::size_t length = 0;
        for (const auto &[name, code] : arguments) {
            longest = std::max(longest, name.size());
            length += name.size() + code.size() + 4;
        }
        std::string text = type + "{";
        const bool isLong = length > 80;
        for (const auto &[name, code] : arguments)
            text += isLong ? "\n\t" + name + ":" + std::string(longest - name.size() + 1, ' ') + code + ","
                           : (text.back() == '{' ? "" : ", ") + name + ": " + code;
        return text + (isLong ? "\n}" : "}");
    }

    void writeCall(const CodeRequest &request, const std::string &result) override
    {
        const std::string action = request.kind == OperationKind::Query ? "Query"
            : request.kind == OperationKind::Scan                       ? "Scan"
                                                                        : actionOf(request.kind) + "Item";
        const std::string input = checkedInput(literal("&dynamodb." + action + "Input", arguments(request)));
        std::string call;
        if (request.kind == OperationKind::GetItem)
            call = "getOne(ctx, client, ";
        else if (request.kind == OperationKind::Query || request.kind == OperationKind::Scan)
            call =
                std::string(request.kind == OperationKind::Query ? "query" : "scan") + (request.limit ? "Page" : "All") + "(ctx, client, ";
        else
            call = "client." + action + "(ctx, ";
        if (result.empty()) {
            m_text.lines("if _, err := " + call + input + "); err != nil {\n\t" + m_failure + "err\n}");
            return;
        }
        if (!request.returnValues.empty()) {
            const std::string answer = m_names.take("answer");
            m_text.lines(answer + ", err := " + call + input + ")");
            checkError();
            m_text.lines("var " + result + " []Item\nif " + answer + ".Attributes != nil {\n\t" + result + " = append(" + result + ", "
                         + answer + ".Attributes)\n}");
            return;
        }
        m_text.lines((request.forEach.empty() ? result : "more") + ", err := " + call + input + ")");
        checkError();
        if (!request.forEach.empty())
            m_text.line(result + " = append(" + result + ", more...)");
    }

    void beginParts(const CodeStep &step) override
    {
        switch (step.kind) {
        case OperationKind::BatchGetItem: m_text.line("var " + m_parts + " []batchedGet"); break;
        case OperationKind::BatchWriteItem: m_text.line("var " + m_parts + " []batchedWrite"); break;
        case OperationKind::TransactGetItems: m_text.line("var " + m_parts + " []types.TransactGetItem"); break;
        default: m_text.line("var " + m_parts + " []types.TransactWriteItem"); break;
        }
    }

    void addPart(const CodeStep &step, const CodeRequest &request) override
    {
        std::string part;
        const std::string table = quotedText(request.table);
        if (step.kind == OperationKind::BatchGetItem) {
            const std::string key = keyArgument(request);
            part = "batchedGet{" + table + ", " + key + ", " + literal("types.KeysAndAttributes", readOptions(request)) + "}";
        } else if (step.kind == OperationKind::BatchWriteItem) {
            const std::string write = request.kind == OperationKind::PutItem
                ? "PutRequest: &types.PutRequest{Item: " + itemArgument(request)
                : "DeleteRequest: &types.DeleteRequest{Key: " + keyArgument(request);
            part = "batchedWrite{" + table + ", types.WriteRequest{" + write + "}}}";
        } else {
            const std::string action = actionOf(request.kind);
            part = std::string(step.kind == OperationKind::TransactGetItems ? "types.TransactGetItem{" : "types.TransactWriteItem{")
                + action + ": " + literal("&types." + action, arguments(request)) + "}";
        }
        m_text.lines(m_parts + " = append(" + m_parts + ", " + part + ")");
        checkTexts(part);
    }

    void sendParts(const CodeStep &step, const std::string &result) override
    {
        std::string call;
        switch (step.kind) {
        case OperationKind::BatchGetItem: call = "batchGet(ctx, client, " + m_parts + ")"; break;
        case OperationKind::BatchWriteItem: call = "batchWrite(ctx, client, " + m_parts + ")"; break;
        case OperationKind::TransactGetItems: call = "transactGet(ctx, client, " + m_parts + ")"; break;
        default: {
            Arguments arguments{{"TransactItems", m_parts}};
            if (step.token)
                arguments.emplace_back("ClientRequestToken", "aws.String(" + text(*step.token) + ")");
            call = "client.TransactWriteItems(ctx, " + checkedInput(literal("&dynamodb.TransactWriteItemsInput", arguments)) + ")";
        }
        }
        if (!result.empty()) {
            m_text.line(result + ", err := " + call);
            checkError();
            return;
        }
        const std::string answer = step.kind == OperationKind::BatchWriteItem ? "err" : "_, err";
        m_text.lines("if " + answer + " := " + call + "; err != nil {\n\t" + m_failure + "err\n}");
    }

    std::string m_failure; ///< "return nil, " or "return "
    std::vector<CodeText> m_outside;
};

} // namespace

std::string goCode(const CodePlan &plan)
{
    return GoWriter(plan).write();
}

} // namespace keywright::exchange
