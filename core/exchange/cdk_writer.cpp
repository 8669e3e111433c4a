#include "core/exchange/cdk_writer.h"

#include <map>
#include <set>

#include "core/exchange/building.h"
#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/code/code_text.h"
#include "core/exchange/naming.h"
#include "core/value/json.h"

namespace keywright::exchange {

using value::Json;

namespace {

constexpr std::size_t kLongCdkLine = 90;

/// Members whose value is a document of another language, which the CDK takes as it stands.
const std::set<std::string> kDocuments{"PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy"};

const std::set<std::string> kTypeScriptWords{"await",    "break",    "case",    "catch",   "class",      "const",  "continue",
                                             "debugger", "default",  "delete",  "do",      "else",       "enum",   "export",
                                             "extends",  "false",    "finally", "for",     "function",   "if",     "import",
                                             "in",       "let",      "new",     "null",    "return",     "static", "super",
                                             "switch",   "this",     "throw",   "true",    "try",        "typeof", "var",
                                             "void",     "while",    "with",    "yield",   "cdk",        "scope",  "id",
                                             "props",    "dynamodb", "kms",     "kinesis", "cloudwatch", "backup", "applicationautoscaling",
                                             "dax",      "ec2",      "iam",     "lambda"};

class StackWriter {
public:
    explicit StackWriter(const Json &whole) : m_template(whole) { }

    std::string write()
    {
        const Json &resources = *m_template.find("Resources");
        UniqueNames names(kTypeScriptWords);
        for (const Json::Member &parameter : m_template.find("Parameters")->members())
            m_references[parameter.name] = names.take(camelCase(parameter.name));
        for (const Json::Member &resource : resources.members())
            m_variables[resource.name] = names.take(camelCase(resource.name));
        m_text.deeper();
        m_text.deeper();
        for (const Json::Member &resource : resources.members())
            writeResource(resource.name, resource.value);
        writeOutputs();
        return head() + m_text.text() + "  }\n}\n";
    }

private:
    static std::string moduleOf(const std::string &type)
    {
        const std::size_t start = type.find("::") + 2;
        return lowerCased(type.substr(start, type.find("::", start) - start));
    }

    void writeResource(const std::string &id, const Json &resource)
    {
        const std::string &type = resource.find("Type")->text();
        m_modules.insert(moduleOf(type));
        const std::string construct = "new " + moduleOf(type) + ".Cfn" + type.substr(type.rfind(':') + 1) + "(this, " + quotedText(id)
            + ", " + code(*resource.find("Properties"), false, 0) + ");";
        m_text.line();
        const bool isKept = resource.find("DeletionPolicy") != nullptr;
        m_text.lines((isKept || isReferred(id) ? "const " + m_variables[id] + " = " : "") + construct);
        if (isKept)
            m_text.line(m_variables[id] + ".applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);");
    }

    bool isReferred(const std::string &id) const { return refers(m_template, id); }

    static bool refers(const Json &json, const std::string &id)
    {
        if (json.isObject() && json.members().size() == 1) {
            const auto &[name, value] = json.members().front();
            if (name == "Ref" && value.text() == id)
                return true;
            if (name == "Fn::GetAtt" && value.elements().front().text() == id)
                return true;
            if (name == "Fn::Sub" && value.text().find("${" + id + "}") != std::string::npos)
                return true;
        }
        for (const Json::Member &member : json.members())
            if (refers(member.value, id))
                return true;
        for (const Json &element : json.elements())
            if (refers(element, id))
                return true;
        return false;
    }

    void writeOutputs()
    {
        m_text.line();
        for (const Json::Member &output : m_template.find("Outputs")->members())
            m_text.line("new cdk.CfnOutput(this, " + quotedText(output.name) + ", { value: " + code(*output.value.find("Value"), false, 0)
                        + ", description: " + quotedText(output.value.find("Description")->text()) + " });");
    }

    std::string reference(const std::string &name) const
    {
        if (name == "AWS::Region")
            return "cdk.Aws.REGION";
        if (name == "AWS::Partition")
            return "cdk.Aws.PARTITION";
        if (name == "AWS::AccountId")
            return "cdk.Aws.ACCOUNT_ID";
        const auto parameter = m_references.find(name);
        return parameter != m_references.end() ? parameter->second : m_variables.at(name) + ".ref";
    }

    /// A text with "${Orders}" in it as a template literal.
    std::string substituted(const std::string &text) const
    {
        std::string out = "`";
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text.compare(at, 3, "${!") == 0) {
                out += "\\${";
                at += 2;
            } else if (text.compare(at, 2, "${") == 0) {
                const std::size_t end = text.find('}', at);
                out += "${" + reference(text.substr(at + 2, end - at - 2)) + "}";
                at = end;
            } else {
                out += text[at] == '`' || text[at] == '\\' ? std::string("\\") + text[at] : std::string(1, text[at]);
            }
        }
        return out + "`";
    }

    /// The code of a value whose first line begins somewhere and whose others begin at `depth`; in a document the names stay.
    std::string code(const Json &json, bool isDocument, std::size_t depth) const
    {
        if (json.isObject() && json.members().size() == 1) {
            const auto &[name, value] = json.members().front();
            if (name == "Ref")
                return reference(value.text());
            if (name == "Fn::GetAtt")
                return m_variables.at(value.elements().front().text()) + ".attr" + value.elements().back().text();
            if (name == "Fn::Sub")
                return substituted(value.text());
        }
        std::vector<std::string> parts;
        for (const Json &element : json.elements())
            parts.push_back(code(element, isDocument, depth + 1));
        for (const Json::Member &member : json.members())
            parts.push_back((isDocument ? quotedText(member.name) : camelCase(member.name)) + ": "
                            + code(member.value, isDocument || kDocuments.contains(member.name), depth + 1));
        if (!json.isArray() && !json.isObject())
            return json.compact();
        const std::string open = json.isArray() ? "[" : "{ ";
        const std::string close = json.isArray() ? "]" : " }";
        const std::string line = joinedWith(parts, ", ");
        if (parts.empty())
            return json.isArray() ? "[]" : "{}";
        if (line.size() < kLongCdkLine && line.find('\n') == std::string::npos && depth > 0)
            return open + line + close;
        const std::string indent(2 * (depth + 1), ' ');
        std::string out = json.isArray() ? "[\n" : "{\n";
        for (const std::string &part : parts)
            out += indent + part + ",\n";
        return out + std::string(2 * depth, ' ') + (json.isArray() ? "]" : "}");
    }

    static std::string typeOf(const std::string &parameterType)
    {
        return parameterType.starts_with("List<") ? "string[]" : parameterType == "Number" ? "number" : "string";
    }

    std::string head() const
    {
        std::string text = "// " + oneLine(m_template.find("Description")->text()) + "\n\nimport * as cdk from \"aws-cdk-lib\";\n";
        for (const std::string &module : m_modules)
            text += "import * as " + module + " from \"aws-cdk-lib/aws-" + module + "\";\n";
        text += "import type { Construct } from \"constructs\";\n\nexport interface TablesStackProps extends cdk.StackProps {\n";
        std::vector<std::string> names;
        bool isOptional = true;
        for (const Json::Member &parameter : m_template.find("Parameters")->members()) {
            const bool hasDefault = parameter.value.find("Default") != nullptr;
            const std::string &name = m_references.at(parameter.name);
            isOptional = isOptional && hasDefault;
            text += "  /** " + parameter.value.find("Description")->text() + " */\n  readonly " + name + (hasDefault ? "?" : "") + ": "
                + typeOf(parameter.value.find("Type")->text()) + ";\n";
            names.push_back(name + (hasDefault ? " = " + parameter.value.find("Default")->compact() : ""));
        }
        return text
            + "}\n\n/** CloudFormation's own constructs: they hold every choice of the model, and a table of one Region stays one. */\n"
              "export class TablesStack extends cdk.Stack {\n  constructor(scope: Construct, id: string, props: TablesStackProps"
            + (isOptional ? " = {}" : "") + ") {\n    super(scope, id, props);\n    const { " + joinedWith(names, ", ") + " } = props;\n";
    }

    const Json &m_template;
    CodeText m_text{"  "};
    std::map<std::string, std::string> m_references; ///< parameter to variable
    std::map<std::string, std::string> m_variables;  ///< resource to variable
    std::set<std::string> m_modules;
};

} // namespace

ExportResult writeCdk(const model::Model &model, const InfrastructureExtras &extras)
{
    ExportResult result;
    const Json whole = cloudFormationTemplate(model, extras, result.losses);
    result.files.push_back({"tables-stack.ts", StackWriter(whole).write()});
    listExtrasLeftOut(model, extras, result.losses);
    listDesignLosses(model, "the CDK", result.losses);
    return result;
}

} // namespace keywright::exchange
