#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/inference.h"
#include "core/itemfile/item_file.h"
#include "core/model/model.h"
#include "core/schema/table_definition.h"

/// A model made of files: of tables and models in any form that `exchange` knows, and of items in any that `itemfile` does.
namespace keywright::session {

/// A key attribute of a new table; without a type the first item tells it.
struct KeyWish {
    std::string name;
    std::optional<schema::KeyType> type;
    friend bool operator==(const KeyWish &, const KeyWish &) = default;
};

struct ImportChoice {
    std::string table;                   ///< that all items go into; empty: the one that the file names, else the file's name
    std::optional<KeyWish> partitionKey; ///< of a new table for items
    std::optional<KeyWish> sortKey;
    bool csvHasHeader = true;
    bool skipsBadRows = false; ///< leaves out rows that cannot be read, or lack their key, instead of stopping at the first
    bool infers = false;       ///< proposes entities for tables that have none
};

struct ImportedModel {
    model::Model model;                 ///< with what was there before
    std::vector<std::string> summaries; ///< of what was read, a line each file
    std::vector<std::string> notes;     ///< sentences on what was read in another form, or left out
    std::vector<std::string> problems;  ///< with file, line, column and reason
    exchange::Inference inference;      ///< is in the model already
    bool mayLackHeader = false;         ///< the first line of a CSV file was taken for names and may be a row
    bool stoppedAtBadRow = false;       ///< the model is not whole; the last problem says where
    bool cancelled = false;             ///< the same, by the stop token
};

/// There are items for a table that is not there, and the choice names no key to make it with. what() is a sentence.
class KeyWanted : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The choice cannot be followed: a name that no table can have, or a key that no row has. what() is whole sentences.
class ChoiceRefused : public std::runtime_error {
public:
    enum class Field { Table, PartitionKey, SortKey };

    ChoiceRefused(const std::string &what, Field field, bool mayLackHeader = false)
        : std::runtime_error(what), m_field(field), m_mayLackHeader(mayLackHeader)
    { }

    Field field() const { return m_field; }
    /// As ImportedModel has it, of the file that lacks the column.
    bool mayLackHeader() const { return m_mayLackHeader; }

private:
    Field m_field;
    bool m_mayLackHeader;
};

/// Called on the reading thread with the file that is read.
using ImportProgress = std::function<void(const std::filesystem::path &file, const itemfile::Progress &progress)>;

/// Whether the file (or folder) holds rows of items, which need a table with a key, rather than tables or a model. Throws
/// itemfile::ItemFileError when it cannot be opened.
bool holdsItems(const std::filesystem::path &file);

/// The name, or the nearest that DynamoDB takes for a table: "my data (1)" gives "my-data-1", "a" gives "a-items".
std::string validTableName(std::string_view name);

/// What a person chooses a key from.
struct ItemsPreview {
    itemfile::Format format = itemfile::Format::Json;
    std::vector<std::string> tables;            ///< that the first rows name
    std::vector<KeyWish> keyable;               ///< attributes of type S, N or B that each of the first rows has
    std::optional<schema::KeySchema> likelyKey; ///< by their names and by telling the first rows apart; a proposal
    std::vector<value::Item> items;             ///< of the first rows
    std::vector<std::string> problems;          ///< of the first rows
};

/// Looks at the first rows of a file of items. Throws itemfile::ItemFileError.
ItemsPreview previewItems(const std::filesystem::path &file, bool csvHasHeader = true, std::size_t rows = 200);

/// Reads `files` one after the other and adds what they hold to `model`. Items with the primary key of one that is there
/// take its place; of a table no more than kMostSampleItems are taken; notes count both. A key column of several CSV files
/// is a number where it is one in all of them. Tables that files name are given a name that DynamoDB takes. Writes nothing.
/// Throws model::ModelError (also for a table that is there already), itemfile::ItemFileError, KeyWanted and ChoiceRefused.
ImportedModel importFiles(const std::vector<std::filesystem::path> &files, const ImportChoice &choice, model::Model model = {},
                          const ImportProgress &progress = {}, const std::stop_token &stop = {});

} // namespace keywright::session
