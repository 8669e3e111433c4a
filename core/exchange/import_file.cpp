#include "core/exchange/import_file.h"

#include <array>
#include <fstream>
#include <sstream>

#include "core/exchange/aws_mcp.h"
#include "core/exchange/naming.h"
#include "core/exchange/nosql_workbench.h"
#include "core/exchange/onetable.h"
#include "core/exchange/table_definitions.h"
#include "core/exchange/terraform_reader.h"
#include "core/itemfile/item_file.h"
#include "core/model/model_reader.h"

namespace keywright::exchange {

namespace {

bool has(std::string_view text, std::initializer_list<std::string_view> words)
{
    for (const std::string_view word : words)
        if (text.find(word) == std::string_view::npos)
            return false;
    return true;
}

bool isCloudFormation(std::string_view text)
{
    return text.find("AWS::DynamoDB::") != std::string_view::npos || text.find("AWS::Serverless::SimpleTable") != std::string_view::npos;
}

ImportResult readAs(ImportKind kind, std::string_view text, const std::string &fileName)
{
    switch (kind) {
    case ImportKind::KeywrightModel: return {model::readModel(text, fileName), {}, {}};
    case ImportKind::NosqlWorkbench: return readNosqlWorkbench(text, fileName);
    case ImportKind::AwsMcpSchema: return readAwsMcpSchema(text, fileName);
    case ImportKind::OneTable: return readOneTable(text, fileName);
    case ImportKind::CloudFormation: return readCloudFormation(text, fileName);
    case ImportKind::Terraform: return readTerraform(text, fileName);
    case ImportKind::TableDefinitions: return readTableDefinitions(text, fileName);
    case ImportKind::AwsMcpUsageData:
        throw model::ModelError(fileName + " holds rows for the entities of an AWS MCP schema. Import the schema first, and this file into "
                                    + "its model.",
                                "", 0, 0);
    case ImportKind::Items: throw model::ModelError(fileName + " holds items, not tables. Import it into a table of the model.", "", 0, 0);
    case ImportKind::Unknown: break;
    }
    throw model::ModelError(
        fileName
            + " is nothing that can be imported. Expected a Keywright or NoSQL Workbench model, an AWS MCP or OneTable "
              "schema, a CloudFormation template, a Terraform file, the JSON of CreateTable or DescribeTable, or a file of items.",
        "", 0, 0);
}

std::string summaryOf(ImportKind kind, const model::Model &model)
{
    std::size_t indexes = 0;
    for (const model::Table &table : model.tables)
        indexes += table.definition.globalIndexes.size() + table.definition.localIndexes.size();
    std::string text = std::string(nameOf(kind)) + ": " + counted(model.tables.size(), "table", "tables");
    const auto add = [&text](std::size_t count, const std::string &one, const std::string &many) {
        if (count > 0)
            text += ", " + counted(count, one, many);
    };
    add(indexes, "index", "indexes");
    add(model.entities.size(), "entity", "entities");
    add(model.accessPatterns.size(), "access pattern", "access patterns");
    add(model.facets.size(), "facet", "facets");
    add(model.itemCount(), "item", "items");
    return text;
}

} // namespace

std::string_view nameOf(ImportKind kind)
{
    constexpr std::array<std::string_view, 10> kNames{"Keywright model", "NoSQL Workbench model",
                                                      "AWS MCP schema",  "AWS MCP usage data",
                                                      "OneTable schema", "CloudFormation template",
                                                      "Terraform file",  "Table definitions",
                                                      "Items",           "Unknown"};
    return kNames.at(static_cast<std::size_t>(kind));
}

ImportKind detectKind(std::string_view text, const std::string &)
{
    if (has(text, {"\"formatVersion\"", "\"tables\""}))
        return ImportKind::KeywrightModel;
    if (has(text, {"\"ModelName\"", "\"DataModel\""}))
        return ImportKind::NosqlWorkbench;
    if (has(text, {"\"tables\"", "\"table_config\""}))
        return ImportKind::AwsMcpSchema;
    if (has(text, {"\"entities\"", "\"sample_data\"", "\"access_pattern_data\""}))
        return ImportKind::AwsMcpUsageData;
    if (isCloudFormation(text))
        return ImportKind::CloudFormation;
    if (has(text, {"resource", "aws_dynamodb_table"}) && text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") != text.find('{'))
        return ImportKind::Terraform;
    if (has(text, {"\"indexes\"", "\"primary\"", "\"models\""}))
        return ImportKind::OneTable;
    if (has(text, {"\"KeySchema\"", "\"AttributeDefinitions\""}))
        return ImportKind::TableDefinitions;
    return itemfile::detectFormat(text) ? ImportKind::Items : ImportKind::Unknown;
}

FileImport importText(std::string_view text, const std::string &fileName)
{
    FileImport found;
    found.kind = detectKind(text, fileName);
    found.result = readAs(found.kind, text, fileName);
    found.summary = summaryOf(found.kind, found.result.model);
    return found;
}

FileImport importFile(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    std::error_code error;
    if (std::filesystem::is_directory(path, error) || !stream || !(text << stream.rdbuf()))
        throw model::ModelError("\"" + path.string() + "\" cannot be read. Check that it exists, is a file and that you may read it.", "",
                                0, 0);
    return importText(text.str(), path.filename().string());
}

} // namespace keywright::exchange
