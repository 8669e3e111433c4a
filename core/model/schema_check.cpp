#include "core/model/schema_check.h"

#include <memory>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "core/model/reading.h"

namespace keywright::model {

extern const std::string_view kModelSchemaText;

using value::Json;

namespace {

/// The compiled-in schema as it is written.
const nlohmann::json &schemaText()
{
    static const nlohmann::json text = nlohmann::json::parse(kModelSchemaText);
    return text;
}

/// The same, parsed once.
const valijson::Schema &modelSchema()
{
    static const auto schema = [] {
        auto parsed = std::make_unique<valijson::Schema>();
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schemaText()), *parsed);
        return parsed;
    }();
    return *schema;
}

/// What stands between the brackets of one of valijson's steps.
std::string stepName(const std::string &step)
{
    return step.substr(1, step.size() - 2);
}

/// The part of the schema that describes what a member, or an element, of that one's instance may be; null where it says no such thing.
const nlohmann::json *schemaBelow(const nlohmann::json &schema, const std::string &name)
{
    if (const auto properties = schema.find("properties"); properties != schema.end() && properties->contains(name))
        return &properties->at(name);
    const auto items = schema.find("items");
    return items == schema.end() ? nullptr : &*items;
}

/// "; expected one of a, b, c" where the schema lists the values that may stand there.
std::string allowedAt(const std::vector<std::string> &steps)
{
    const nlohmann::json *schema = &schemaText();
    for (std::size_t i = 1; schema != nullptr && i < steps.size(); ++i) {
        schema = schemaBelow(*schema, stepName(steps[i]));
        while (schema != nullptr && schema->contains("$ref"))
            schema = &schemaText().at(nlohmann::json::json_pointer(schema->at("$ref").get<std::string>().substr(1)));
    }
    if (schema == nullptr || !schema->contains("enum"))
        return {};
    std::string text;
    for (const nlohmann::json &value : schema->at("enum"))
        text += (text.empty() ? "; expected one of " : ", ") + (value.is_string() ? value.get<std::string>() : value.dump());
    return text;
}

/// Follows valijson's steps, "<root>", "[tables]", "[0]", …, to the node, and writes our path on the way.
const Json &nodeAt(const Json &root, const std::vector<std::string> &steps, std::string &path)
{
    const Json *node = &root;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        const std::string name = stepName(steps[i]);
        const Json *next = nullptr;
        if (node->isArray()) {
            next = &node->elements().at(std::stoul(name));
            path += "[" + name + "]";
        } else if ((next = node->find(name)) != nullptr) {
            path += (path.empty() ? "" : ".") + name;
        }
        if (next == nullptr)
            break;
        node = next;
    }
    return *node;
}

} // namespace

void checkAgainstSchema(const Json &json, const std::string &fileName)
{
    const nlohmann::json document = nlohmann::json::parse(json.compact());
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(modelSchema(), valijson::adapters::NlohmannJsonAdapter(document), &results))
        return;

    // The first error is the innermost: the ones after it say that what contains it does not fit either.
    valijson::ValidationResults::Error error;
    results.popError(error);
    std::string path;
    const Json &node = nodeAt(json, error.context, path);
    if (const std::string allowed = allowedAt(error.context); !allowed.empty())
        failAt(fileName, node, path, "is " + node.compact() + allowed);
    std::string why = error.description;
    while (why.ends_with('.'))
        why.pop_back();
    failAt(fileName, node, path, "does not fit the model format: " + why);
}

} // namespace keywright::model
