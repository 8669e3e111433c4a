#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/exchange/exchange.h"

/// One door for every file that can become a model.
namespace keywright::exchange {

enum class ImportKind : std::uint8_t {
    KeywrightModel,
    NosqlWorkbench,
    AwsMcpSchema,
    AwsMcpUsageData, ///< rows for the entities of such a schema; see aws_mcp.h
    OneTable,
    CloudFormation,
    Terraform,
    TableDefinitions, ///< CreateTable, DescribeTable
    Items,            ///< CSV, JSON, JSON Lines, …: rows without a table; see core/itemfile
    Unknown,
};

/// What a person calls it.
std::string_view nameOf(ImportKind kind);

/// Looks at the content, and at the name only where the content leaves it open.
ImportKind detectKind(std::string_view text, const std::string &fileName);

struct FileImport {
    ImportKind kind = ImportKind::Unknown;
    ImportResult result;
    /// What was found, for a preview: "NoSQL Workbench model: 1 table, 2 indexes, 19 items".
    std::string summary;
};

/// Reads a file that holds a model or tables. Throws model::ModelError when it cannot be read, when it holds items only
/// (core/itemfile reads those into a table that the user names), or when its kind is not known.
FileImport importFile(const std::filesystem::path &path);
FileImport importText(std::string_view text, const std::string &fileName);

} // namespace keywright::exchange
