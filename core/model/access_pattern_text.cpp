#include "core/model/access_pattern_text.h"

#include "core/model/pattern_reader.h"
#include "core/model/pattern_writer.h"
#include "core/model/schema_check.h"

namespace keywright::model {

using value::Json;

namespace {

const std::string kTextName = "Access pattern";

/// The smallest model file around a pattern.
Json modelAround(const Json &pattern)
{
    const Json key = Json::object({{"name", Json::string("id")}, {"type", Json::string("S")}});
    const Json table = Json::object({{"name", Json::string("Table")}, {"partitionKey", Json::array({key})}});
    return Json::object({{"formatVersion", Json::number(kFormatVersion)},
                         {"name", Json::string("Model")},
                         {"tables", Json::array({table})},
                         {"accessPatterns", Json::array({pattern})}});
}

void checkShape(const Json &pattern)
{
    static const std::string kPlace = "accessPatterns[0]";
    try {
        checkAgainstSchema(modelAround(pattern), kTextName);
    } catch (const ModelError &error) {
        std::string what = error.what();
        std::string path = error.path();
        if (const std::size_t at = what.find(kPlace + "."); at != std::string::npos)
            what.erase(at, kPlace.size() + 1);
        path.erase(0, path.starts_with(kPlace + ".") ? kPlace.size() + 1 : 0);
        throw ModelError(what, path, error.line(), error.column());
    }
}

} // namespace

std::string accessPatternText(const AccessPattern &pattern)
{
    return accessPatternJson(pattern).pretty(80);
}

AccessPattern parseAccessPattern(std::string_view text)
{
    Json json;
    try {
        json = Json::parse(text);
    } catch (const value::JsonSyntaxError &error) {
        throw ModelError("Line " + std::to_string(error.line()) + ", column " + std::to_string(error.column())
                             + ": this is not JSON: " + error.what() + ".",
                         "", error.line(), error.column());
    }
    ObjectReader reader(json, "", kTextName);
    AccessPattern pattern = readAccessPattern(reader);
    checkShape(json);
    return pattern;
}

} // namespace keywright::model
