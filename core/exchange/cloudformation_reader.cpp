#include <algorithm>
#include <optional>

#include "core/exchange/building.h"
#include "core/exchange/table_definitions.h"
#include "core/exchange/yaml.h"

namespace keywright::exchange {

using model::ObjectReader;
using value::Json;

namespace {

/// An intrinsic function in its long form: {"Ref": "X"}, {"Fn::Sub": "…"}.
bool isIntrinsic(const Json &json)
{
    return json.isObject() && json.members().size() == 1
        && (json.members().front().name == "Ref" || json.members().front().name.starts_with("Fn::"));
}

/// The template with every parameter that has a default in the parameter's place, and other functions as text.
class Resolver {
public:
    explicit Resolver(const Json &root) : m_parameters(root.find("Parameters")) { }

    Json resolve(const Json &json) const
    {
        if (isIntrinsic(json))
            return intrinsic(json);
        if (json.isString() && json.text().starts_with("!Ref "))
            return reference(json.text().substr(5), json.text());
        if (json.isString() && json.text().starts_with("!Sub "))
            return Json::string(substituted(json.text().substr(5)).value_or(json.text()));
        if (json.isArray()) {
            Json array = Json::array();
            for (const Json &each : json.elements())
                if (!isNoValue(each))
                    array.append(resolve(each));
            return array;
        }
        if (!json.isObject())
            return json;
        Json::Members members;
        for (const Json::Member &member : json.members())
            if (!isNoValue(member.value))
                members.push_back({member.name, resolve(member.value)});
        return Json::object(std::move(members));
    }

private:
    static bool isNoValue(const Json &json)
    {
        const Json *ref = json.find("Ref");
        return (ref != nullptr && ref->text() == "AWS::NoValue") || json.text() == "!Ref AWS::NoValue";
    }

    Json intrinsic(const Json &json) const
    {
        const auto &[name, content] = json.members().front();
        const std::string text =
            "!" + (name == "Ref" ? name : name.substr(4)) + " " + (content.isString() ? content.text() : content.compact());
        if (name == "Fn::Sub" && content.isString())
            return Json::string(substituted(content.text()).value_or(text));
        return name == "Ref" ? reference(content.text(), text) : Json::string(text);
    }

    /// The text with every "${Name}" replaced by the parameter's default; nullopt when one of them has none.
    std::optional<std::string> substituted(const std::string &text) const
    {
        std::string out;
        std::size_t at = 0;
        for (std::size_t start = text.find("${"); start != std::string::npos; start = text.find("${", at)) {
            const std::size_t end = text.find('}', start);
            if (end == std::string::npos)
                return std::nullopt;
            out += text.substr(at, start - at);
            const std::string name = text.substr(start + 2, end - start - 2);
            const Json *parameter = m_parameters == nullptr ? nullptr : m_parameters->find(name);
            const Json *standard = parameter == nullptr ? nullptr : parameter->find("Default");
            if (name.starts_with("!"))
                out += "${" + name.substr(1) + "}";
            else if (standard == nullptr)
                return std::nullopt;
            else
                out += standard->text();
            at = end + 1;
        }
        return out + text.substr(at);
    }

    Json reference(const std::string &name, const std::string &written) const
    {
        const Json *parameter = m_parameters == nullptr ? nullptr : m_parameters->find(name);
        const Json *standard = parameter == nullptr ? nullptr : parameter->find("Default");
        return standard != nullptr ? *standard : Json::string(written);
    }

    const Json *m_parameters;
};

/// DynamoDB's names allow no '$', '{' or '!'; a name that is a function of parameters is told, and the resource's own
/// name stands for it.
std::string tableName(ObjectReader &properties, const std::string &resource, const std::string &path, const std::string &fileName,
                      ImportResult &result)
{
    constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
    if (properties.find("TableName") == nullptr)
        return resource;
    const std::string written = properties.requireText("TableName");
    if (written.find_first_not_of(kAllowed) == std::string::npos)
        return written;
    result.problems.push_back(
        {fileName, path + ".TableName", 0, 0,
         "is \"" + written + "\", which is known only when the template is deployed; the table is called " + resource + " here."});
    return resource;
}

model::Table simpleTable(ObjectReader &properties, const std::string &name)
{
    model::Table table;
    table.definition.name = name;
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    table.definition.key.partition.push_back({"id", schema::KeyType::S});
    properties.object("PrimaryKey", [&table](ObjectReader &key) {
        const std::string type = key.requireText("Type");
        if (type != "String" && type != "Number" && type != "Binary")
            key.failWith("Type", "is \"" + type + "\"; expected String, Number or Binary");
        const auto keyType = type == "String" ? schema::KeyType::S : type == "Number" ? schema::KeyType::N : schema::KeyType::B;
        table.definition.key.partition = {{key.requireText("Name"), keyType}};
    });
    properties.object("ProvisionedThroughput", [&table](ObjectReader &inside) {
        table.definition.billingMode = schema::BillingMode::Provisioned;
        table.definition.capacity.provisioned = schema::ProvisionedThroughput{inside.integer("ReadCapacityUnits").value_or(5),
                                                                              inside.integer("WriteCapacityUnits").value_or(5)};
    });
    return table;
}

Json templateFrom(std::string_view text, const std::string &fileName)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && text[first] == '{' ? parseJson(text, fileName) : jsonFromYaml(text, fileName);
}

} // namespace

ImportResult readCloudFormation(std::string_view text, const std::string &fileName)
{
    const Json written = templateFrom(text, fileName);
    const Json json = Resolver(written).resolve(written);
    ObjectReader root(json, "", fileName);
    ImportResult result;
    result.model.name = modelNameFrom(fileName);
    result.model.description = json.find("Description") != nullptr && json.find("Description")->isString() ? root.text("Description") : "";
    root.require("Resources", "an object of resources");
    root.eachMember("Resources", [&](const std::string &name, const Json &resource, const std::string &path) {
        ObjectReader reader(resource, path, fileName);
        const std::string type = reader.text("Type");
        const bool isSimple = type == "AWS::Serverless::SimpleTable";
        if (!isSimple && type != "AWS::DynamoDB::Table" && type != "AWS::DynamoDB::GlobalTable")
            return;
        static const Json kNothing = Json::object();
        const Json *found = reader.find("Properties");
        ObjectReader properties(found != nullptr ? *found : kNothing, path + ".Properties", fileName);
        const std::string called = tableName(properties, name, properties.path(), fileName, result);
        result.model.tables.push_back(isSimple ? simpleTable(properties, called) : readTableMembers(properties, called));
        if (const Json *replicas = properties.find("Replicas"))
            result.model.tables.back().settings.set("cloudFormationReplicas", *replicas);
    });
    if (result.model.tables.empty())
        root.failWith("Resources", "has no AWS::DynamoDB::Table, AWS::DynamoDB::GlobalTable or AWS::Serverless::SimpleTable");
    reportBrokenTables(fileName, result);
    return result;
}

} // namespace keywright::exchange
