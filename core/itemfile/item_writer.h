#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/itemfile/item_file.h"

namespace keywright::itemfile {

struct WriteOptions {
    Format format = Format::JsonLines;      ///< not S3Export
    Encoding encoding = Encoding::DynamoDb; ///< of JSON and JSON Lines
    std::string table;                      ///< of BatchWriteItem requests
    std::vector<CsvColumn> columns;         ///< of CSV, from CsvColumns; their order is the file's
    char delimiter = ',';
    bool overwrite = false; ///< else a file that exists is an error
};

/// Writes items one at a time. The file appears whole at finish(), or not at all. BatchWriteItem requests go to files of
/// 25 requests each: items.json is then items-0001.json, items-0002.json, …
class ItemWriter {
public:
    virtual ~ItemWriter() = default;
    /// Throws ItemFileError when the disk refuses.
    virtual void write(const value::Item &item) = 0;
    /// The files that were written. Throws ItemFileError.
    virtual std::vector<std::filesystem::path> finish() = 0;
    /// What the format could not hold so far: sentences, each once.
    virtual std::vector<std::string> losses() const { return {}; }
};

/// Throws ItemFileError when the file exists and may not be overwritten, or cannot be made.
std::unique_ptr<ItemWriter> openItemWriter(const std::filesystem::path &path, const WriteOptions &options);

/// Finds the columns of a CSV file in a first pass over the items: attributes in the order of their first appearance,
/// the key's first, each with the type that its first value has.
class CsvColumns {
public:
    explicit CsvColumns(const std::vector<std::string> &keyAttributes = {});
    void add(const value::Item &item);
    const std::vector<CsvColumn> &columns() const { return m_columns; }

private:
    std::vector<CsvColumn> m_columns;
    std::vector<bool> m_seen;
};

} // namespace keywright::itemfile
