#include "core/exchange/code/code_languages.h"
#include "core/exchange/code/function_writer.h"
#include "core/exchange/code/runtime.h"
#include "core/exchange/naming.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::OperationKind;

namespace {

const std::set<std::string> kShellWords{"if",
                                        "then",
                                        "else",
                                        "elif",
                                        "fi",
                                        "for",
                                        "do",
                                        "done",
                                        "while",
                                        "until",
                                        "case",
                                        "esac",
                                        "function",
                                        "select",
                                        "in",
                                        "time",
                                        "return",
                                        "local",
                                        "shift",
                                        "echo",
                                        "printf",
                                        "read",
                                        "wait",
                                        "test",
                                        "exit",
                                        "source",
                                        "export",
                                        "set",
                                        "unset",
                                        "eval",
                                        "exec",
                                        "cd",
                                        "trap",
                                        "type",
                                        "kill",
                                        "jq",
                                        "aws",
                                        "tr",
                                        "sed",
                                        "cat",
                                        "rm",
                                        "head",
                                        "date",
                                        "md5sum",
                                        "mktemp",
                                        "item",
                                        "more",
                                        "dynamodb",
                                        "object",
                                        "request",
                                        "send",
                                        "actions",
                                        "pad",
                                        "upper",
                                        "lower",
                                        "shard",
                                        "format_date",
                                        "text_of",
                                        "number_text",
                                        "get_one",
                                        "read_items",
                                        "fan_out",
                                        "sort_items",
                                        "print_items",
                                        "has_all",
                                        "batch_get",
                                        "batch_write",
                                        "transact_get",
                                        "transact_write",
                                        "with_attribute",
                                        "with_input",
                                        "attribute_of",
                                        "path",
                                        "home",
                                        "ifs"};

/// In single quotes: what the shell takes as it stands.
/// Inside of double quotes.
std::string escaped(const std::string &text)
{
    std::string out;
    for (const char c : text)
        out += c == '"' || c == '$' || c == '`' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return out;
}

/// "TableName" as "--table-name".
std::string flagOf(const std::string &member)
{
    std::string out = "-";
    for (const char c : member)
        out += c >= 'A' && c <= 'Z' ? std::string("-") + static_cast<char>(c - 'A' + 'a') : std::string(1, c);
    return out;
}

/// Functions of bash. A text is what stands inside of double quotes; a value is two words, its type and its content. What can
/// fail is put into a variable first, for the shell drops the failure of a command among the words of another.
class ShellWriter : public FunctionWriter {
public:
    explicit ShellWriter(const CodePlan &plan) : FunctionWriter(plan, "    ", kShellWords, kShellWords) { }

private:
    std::string constant(const value::AttributeValue &value) override
    {
        const value::Json json = value::toDynamoDbJson(value);
        const auto &content = json.members().front();
        return content.name + " "
            + shellQuoted(content.value.kind() == value::Json::Kind::String ? content.value.text() : content.value.compact());
    }

    std::string attribute(const std::string &item, const std::string &name) override { return "\"$" + item + "\" " + shellQuoted(name); }

    std::string interpolated(const std::vector<TextPart> &parts) override
    {
        std::string out;
        for (const TextPart &part : parts)
            out += part.isLiteral ? escaped(part.text) : part.text;
        return out;
    }

    /// The name of a new variable with what the command prints.
    std::string variable(const std::string &name, const std::string &command)
    {
        const std::string taken = m_names.take(name);
        m_text.line("local " + taken);
        m_text.lines(taken + "=$(" + command + ") || return");
        return taken;
    }

    std::string asText(const CodeSource &source, const std::string &code) override
    {
        if (source.kind == CodeSource::Kind::StepItem || source.kind == CodeSource::Kind::Attribute)
            return "${" + variable("part", "text_of " + code) + "}";
        if (source.kind == CodeSource::Kind::Shard || source.type == value::Type::S)
            return "${" + code + "}";
        return "${" + variable("part", "number_text \"$" + code + "\"") + "}";
    }

    std::string filtered(const model::TemplateFilter &filter, const std::string &text) override
    {
        const std::string function = filter.name == "date" ? "format_date" : filter.name;
        const std::string argument = filter.argument.empty() ? "" : " " + shellQuoted(filter.argument);
        return "${" + variable("part", function + " \"" + text + "\"" + argument) + "}";
    }

    std::string ofSource(const CodeSource &source, const std::string &code) override
    {
        if (source.kind == CodeSource::Kind::StepItem || source.kind == CodeSource::Kind::Attribute)
            return "ANY \"$" + variable("part", "attribute_of " + code) + "\"";
        const value::Type type = source.kind == CodeSource::Kind::Shard ? value::Type::N : *source.type;
        return std::string(value::tagOf(type)) + " \"$" + code + "\"";
    }

    std::string ofText(const std::string &text) override { return "S \"" + text + "\""; }

    std::string members(const CodeMembers &members) override
    {
        std::string out = "object";
        for (const auto &[name, content] : members)
            out += " " + shellQuoted(name) + " " + value(content);
        return out;
    }

    std::string textArgument(const std::string &text) override { return shellQuoted(text); }
    std::string flagArgument(bool flag) override { return flag ? "true" : "false"; }
    std::string namesArgument(const CodeRequest &request) override { return shellQuoted(FunctionWriter::namesArgument(request)); }
    std::string keyArgument(const CodeRequest &request) override { return "\"$" + variable("key", members(request.key)) + "\""; }
    std::string valuesArgument(const CodeRequest &request) override { return "\"$" + variable("values", members(request.values)) + "\""; }

    std::string itemArgument(const CodeRequest &request) override
    {
        const std::string item = variable("new_item", members(request.item));
        const std::string function = entityFunction(request.entity);
        if (!function.empty())
            m_text.line(item + "=$(" + function + " \"$" + item + "\") || return");
        return "\"$" + item + "\"";
    }

    std::string identifier(const std::string &name) const override { return snakeCase(name); }
    std::string comment(const std::string &text) const override { return "# " + text; }
    std::string firstOf(const std::string &result) const override { return "first_" + result; }

    std::string file(const std::string &body) override
    {
        return "#!/usr/bin/env bash\n# Access patterns of a DynamoDB model, written by Keywright: functions over the AWS CLI 2 and jq.\n"
               "# Source this file, or run it: access-patterns.sh FUNCTION VALUE...\n"
               "# Items come one a line, as DynamoDB JSON. A binary value is base64; a set, list or map is its DynamoDB JSON.\n"
               "# DYNAMODB_ENDPOINT_URL is the address of an endpoint other than AWS's own.\n"
            + usedPieces(shellPieces(), body) + body + "\nif [ \"${BASH_SOURCE[0]}\" = \"$0\" ] && [ $# -gt 0 ]; then\n    \"$@\"\nfi\n";
    }

    void writeEntity(const CodeEntity &entity, const std::string &function) override
    {
        m_names = UniqueNames(kShellWords);
        m_text.lines("\n# " + function + " ITEM: with the attributes that its keys are built of.\n" + function + "() {");
        m_text.deeper();
        m_text.line("local item=\"$1\"");
        if (entity.mark)
            addAttribute(entity.mark->attribute, constant(entity.mark->value));
        for (const CodeKey &key : entity.keys) {
            if (!key.needed.empty()) {
                std::string names;
                for (const std::string &needed : key.needed)
                    names += " " + shellQuoted(needed);
                m_text.line("if has_all \"$item\"" + names + "; then");
                m_text.deeper();
            }
            addAttribute(key.attribute, value(key.value));
            if (!key.needed.empty()) {
                m_text.back();
                m_text.line("fi");
            }
        }
        m_text.line("printf '%s\\n' \"$item\"");
        m_text.back();
        m_text.line("}");
    }

    void addAttribute(const std::string &name, const std::string &value)
    {
        m_text.line("item=$(with_attribute \"$item\" " + shellQuoted(name) + " " + value + ") || return");
    }

    void openFunction(const CodeFunction &function, const std::string &name) override
    {
        m_text.line();
        m_text.line("# " + oneLine(function.description.empty() ? function.name : function.description));
        m_text.line(name + "() {");
        m_text.deeper();
        std::string parameters;
        for (const model::Parameter &parameter : function.parameters) {
            const std::string &variable = m_variables[parameter.name];
            const std::string number = std::to_string(static_cast<std::size_t>(&parameter - function.parameters.data()) + 1);
            parameters += " " + variable + "=\"${" + number + "?" + variable + "}\"";
        }
        if (!parameters.empty())
            m_text.line("local" + parameters);
        if (function.steps.empty())
            m_text.line(":");
    }

    void closeFunction(const CodeFunction &) override
    {
        m_text.back();
        m_text.line("}");
    }

    void leaveWithout(const std::string &result) override
    {
        m_text.line("[ -n \"$" + result + "\" ] || return 0");
        m_text.line("local " + firstOf(result));
        m_text.line(firstOf(result) + "=$(head -n 1 <<<\"$" + result + "\")");
    }

    void giveBack(const std::string &result) override { m_text.line("print_items \"$" + result + "\""); }
    void declareItems(const std::string &result) override { m_text.line("local " + result + "=\"\" more"); }

    void beginLoop(const std::string &item, const std::string &, const CodeRequest &) override
    {
        m_text.line("local " + item);
        m_text.line("while IFS= read -r -u 3 " + item + "; do");
        m_text.deeper();
        m_text.line("[ -n \"$" + item + "\" ] || continue");
    }

    void endLoop(const std::string &items) override
    {
        m_text.back();
        m_text.line("done 3<<<\"$" + items + "\"");
    }

    void writeFanOut(const CodeStep &step, const std::string &result, const std::string &shard) override
    {
        const std::string run = m_names.take("one_shard");
        m_text.line(run + "() {");
        m_text.deeper();
        m_text.line("local " + shard + "=\"$1\"");
        writeOnce(step, result.empty() ? "" : "of_shard");
        if (!result.empty())
            m_text.line("print_items \"$of_shard\"");
        m_text.back();
        m_text.line("}");
        const std::string call = "fan_out " + std::to_string(step.fanOut->count) + " " + run;
        if (result.empty()) {
            m_text.line(call + " >/dev/null || return");
            return;
        }
        m_text.line("local " + result);
        m_text.line(result + "=$(" + call + ") || return");
        std::string order;
        for (const model::OrderTerm &term : step.fanOut->mergeBy)
            order += " " + shellQuoted(term.attribute) + (term.descending ? " descending" : " ascending");
        if (!order.empty())
            m_text.line(result + "=$(sort_items" + order + " <<<\"$" + result + "\") || return");
        if (step.fanOut->limit)
            m_text.line(result + "=$(head -n " + std::to_string(*step.fanOut->limit) + " <<<\"$" + result + "\")");
    }

    static std::string flags(const std::string &command, const Arguments &arguments)
    {
        std::vector<std::string> words{command};
        for (const auto &[name, code] : arguments) {
            if (name == "ScanIndexForward")
                words.emplace_back("--no-scan-index-forward");
            else
                words.push_back(flagOf(name) + (name == "ConsistentRead" ? "" : " " + code));
        }
        return joinedWith(words, " \\\n    ");
    }

    void writeCall(const CodeRequest &request, const std::string &result) override
    {
        const Arguments all = arguments(request);
        const std::string send = request.returnValues.empty() ? "send" : "get_written";
        std::string command;
        switch (request.kind) {
        case OperationKind::GetItem: command = flags("get_one", all); break;
        case OperationKind::Query: command = flags("read_items query", all); break;
        case OperationKind::Scan: command = flags("read_items scan", all); break;
        case OperationKind::PutItem: command = flags(send + " put-item", all); break;
        case OperationKind::UpdateItem: command = flags(send + " update-item", all); break;
        default: command = flags(send + " delete-item", all); break;
        }
        if (result.empty()) {
            const bool isRead = command.starts_with("get_one") || command.starts_with("read_items");
            m_text.lines(command + (isRead ? " >/dev/null" : "") + " || return");
            return;
        }
        if (request.forEach.empty()) {
            m_text.line("local " + result);
            m_text.lines(result + "=$(" + command + ") || return");
            return;
        }
        m_text.lines("more=$(" + command + ") || return");
        m_text.line(result + "+=${more:+$more$'\\n'}");
    }

    void beginParts(const CodeStep &) override { m_text.line("local " + m_parts + "=()"); }

    void addPart(const CodeStep &step, const CodeRequest &request) override
    {
        Arguments members;
        std::string action = actionOf(request.kind);
        std::string table;
        if (step.kind == OperationKind::BatchGetItem) {
            members = readOptions(request);
            members.insert(members.begin(), {"Key", keyArgument(request)});
            action = shellQuoted(request.table);
        } else if (step.kind == OperationKind::BatchWriteItem) {
            const bool isPut = request.kind == OperationKind::PutItem;
            members.emplace_back(isPut ? "Item" : "Key", isPut ? itemArgument(request) : keyArgument(request));
            action = shellQuoted(request.table) + " " + action + "Request";
        } else {
            members = arguments(request);
        }
        std::vector<std::string> words{"request"};
        for (const auto &[name, code] : members)
            words.push_back(name + " " + code);
        const std::string part = variable("part", joinedWith(words, " \\\n    "));
        m_text.line(m_parts + "+=(" + action + " \"$" + part + "\")");
    }

    void sendParts(const CodeStep &step, const std::string &result) override
    {
        std::string call;
        switch (step.kind) {
        case OperationKind::BatchGetItem: call = "batch_get"; break;
        case OperationKind::BatchWriteItem: call = "batch_write"; break;
        case OperationKind::TransactGetItems: call = "transact_get"; break;
        default: call = "transact_write \"" + (step.token ? text(*step.token) : std::string()) + "\""; break;
        }
        call += " \"${" + m_parts + "[@]}\"";
        if (result.empty()) {
            m_text.line(call + (step.isRead() ? " >/dev/null" : "") + " || return");
            return;
        }
        m_text.line("local " + result);
        m_text.line(result + "=$(" + call + ") || return");
    }
};

} // namespace

std::string shellCode(const CodePlan &plan)
{
    return ShellWriter(plan).write();
}

} // namespace keywright::exchange
