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

/// The compiled-in schema, parsed once.
const valijson::Schema &modelSchema()
{
    static const auto schema = [] {
        const nlohmann::json text = nlohmann::json::parse(kModelSchemaText);
        auto parsed = std::make_unique<valijson::Schema>();
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), *parsed);
        return parsed;
    }();
    return *schema;
}

/// Follows valijson's steps, "<root>", "[tables]", "[0]", …, to the node, and writes our path on the way.
const Json &nodeAt(const Json &root, const std::vector<std::string> &steps, std::string &path)
{
    const Json *node = &root;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        const std::string name = steps[i].substr(1, steps[i].size() - 2);
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
    std::string why = error.description;
    while (why.ends_with('.'))
        why.pop_back();
    failAt(fileName, node, path, "does not fit the model format: " + why);
}

} // namespace keywright::model
