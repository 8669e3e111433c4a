#include "core/exchange/building.h"

#include <algorithm>

#include "core/schema/table_rules.h"

namespace keywright::exchange {

using value::Json;

Json parseJson(std::string_view text, const std::string &fileName)
{
    try {
        return Json::parse(text);
    } catch (const value::JsonSyntaxError &error) {
        throw model::ModelError(fileName + ", line " + std::to_string(error.line()) + ", column " + std::to_string(error.column())
                                    + ": this is not JSON: " + error.what() + ".",
                                "", error.line(), error.column());
    }
}

ImportProblem problemAt(const std::string &fileName, const Json &node, std::string path, std::string reason)
{
    return {fileName, std::move(path), node.line(), node.column(), std::move(reason)};
}

ImportProblem problemFrom(const model::ModelError &error, const std::string &fileName)
{
    // The error's text begins with the place, which the problem says by itself.
    std::string reason = error.what();
    const std::string place = fileName + ", line " + std::to_string(error.line()) + ", column " + std::to_string(error.column()) + ": ";
    if (reason.starts_with(place))
        reason.erase(0, place.size());
    if (!error.path().empty() && reason.starts_with(error.path() + " "))
        reason.erase(0, error.path().size() + 1);
    return {fileName, error.path(), error.line(), error.column(), reason};
}

std::string element(std::string_view array, std::size_t index)
{
    return std::string(array) + "[" + std::to_string(index) + "]";
}

std::string fileNameFrom(std::string_view name)
{
    constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";
    std::string out;
    for (const char c : name)
        out += kAllowed.find(c) != std::string_view::npos ? c : '-';
    while (!out.empty() && (out.front() == '.' || out.front() == '-'))
        out.erase(0, 1);
    return out.empty() ? "model" : out;
}

Json jsonText(std::string_view text)
{
    return Json::string(std::string(text));
}

Json jsonTexts(const std::vector<std::string> &texts)
{
    Json array = Json::array();
    for (const std::string &text : texts)
        array.append(jsonText(text));
    return array;
}

std::string modelNameFrom(const std::string &fileName)
{
    const std::size_t slash = fileName.find_last_of("/\\");
    const std::string base = slash == std::string::npos ? fileName : fileName.substr(slash + 1);
    const std::string name = base.substr(0, base.find('.', 1));
    return name.empty() ? "Imported model" : name;
}

void completeIndexCapacity(schema::TableDefinition &table)
{
    for (schema::IndexDefinition &index : table.globalIndexes)
        if (table.billingMode == schema::BillingMode::Provisioned && !index.capacity.provisioned)
            index.capacity.provisioned = table.capacity.provisioned;
}

void reportBrokenTables(const std::string &fileName, ImportResult &result)
{
    const auto &tables = result.model.tables;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (const auto broken = schema::brokenRule(tables[i].definition))
            result.problems.push_back({fileName, element("tables", i), 0, 0,
                                       "(" + tables[i].definition.name + ") was imported, but DynamoDB would refuse it: " + *broken + "."});
        for (std::size_t j = 0; j < i; ++j)
            if (tables[j].definition.name == tables[i].definition.name)
                result.problems.push_back(
                    {fileName, element("tables", i), 0, 0,
                     "has the name " + tables[i].definition.name + ", as tables[" + std::to_string(j) + "] has; rename one of the two."});
    }
}

} // namespace keywright::exchange
