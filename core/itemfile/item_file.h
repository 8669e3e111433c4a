#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/attribute_value.h"

/// Items in files. Readers and writers take one item at a time, so their memory does not grow with the file.
namespace keywright::itemfile {

enum class Format : std::uint8_t {
    Csv,        ///< RFC 4180
    Json,       ///< an array of items, {"Items": […]}, {"Item": {…}}, or one item
    JsonLines,  ///< an item a line
    BatchWrite, ///< request files of BatchWriteItem: {"Table": [{"PutRequest": {"Item": …}}]}
    S3Export,   ///< a folder of DynamoDB's export to S3, full or incremental
};

/// What a person calls the format: "CSV", "JSON Lines", …
std::string_view nameOf(Format format);

/// How a file's bytes are packed.
enum class Packing : std::uint8_t { None, Gzip, Zstd };

/// How JSON says an attribute value.
enum class Encoding : std::uint8_t {
    Auto,     ///< by the first item of the file
    Plain,    ///< as an application writes it: {"price": 5}
    DynamoDb, ///< with type tags: {"price": {"N": "5"}}
};

/// A file that cannot be read or written at all. what() is a whole sentence for a person.
class ItemFileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A CSV file whose first line cannot be names of columns; it may be a row.
class HeaderError : public ItemFileError {
public:
    using ItemFileError::ItemFileError;
};

/// A row that gave no item, and why. Lines and columns count from 1, columns in bytes; 0 where there is none.
struct BadRow {
    std::string file;
    std::int64_t line = 0;
    std::int64_t column = 0;
    std::int64_t row = 0; ///< the how-many-eth item of the file
    std::string field;    ///< attribute, column name or path into the item
    std::string reason;   ///< what is wrong and what was expected
    friend bool operator==(const BadRow &, const BadRow &) = default;
};

/// "orders.csv, line 12, column 7 (row 11), price: "x" is not a number."
std::string textOf(const BadRow &row);

/// What a file says about one item.
struct Record {
    enum class Kind : std::uint8_t { Put, Delete };

    Kind kind = Kind::Put;
    std::string table;                   ///< empty where the file does not name it
    value::Item item;                    ///< with Delete: the key
    std::optional<value::Item> oldImage; ///< of an incremental export
    std::string file;
    std::int64_t line = 0;
};

struct Progress {
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesTotal = 0; ///< 0 when unknown
    std::uint64_t records = 0;
    std::uint64_t badRows = 0;
};

/// A column of a CSV file and the attribute that its cells become.
struct CsvColumn {
    std::string attribute; ///< empty: the column is left out
    value::Type type = value::Type::S;
    friend bool operator==(const CsvColumn &, const CsvColumn &) = default;
};

struct CsvOptions {
    char delimiter = 0; ///< 0: found in the first line
    bool header = true; ///< without one, rows may lack empty cells at their end
    /// By position. Empty: the header's names, with types from the first rows; a file without header then gets the
    /// names column1, column2, …, and so does a column that the header leaves without one.
    std::vector<CsvColumn> columns;
    std::size_t rowsForTypes = 200;
};

enum class OnBadRow : std::uint8_t { Skip, Stop };

struct ReadOptions {
    std::optional<Format> format; ///< absent: found in the content
    Encoding encoding = Encoding::Auto;
    CsvOptions csv;
    OnBadRow onBadRow = OnBadRow::Skip;
    std::size_t keptBadRows = 100; ///< reasons kept in the report; all are counted
    std::stop_token stop;
    std::function<void(const Progress &)> progress; ///< called on the reading thread, at most once a megabyte or so
};

struct ReadReport {
    Format format = Format::Json;
    Encoding encoding = Encoding::Auto; ///< as found; Auto for CSV
    std::vector<CsvColumn> columns;     ///< of a CSV file, as used
    std::uint64_t records = 0;
    std::uint64_t badRows = 0;
    std::vector<BadRow> problems;   ///< the first of them
    std::vector<std::string> notes; ///< sentences on what was found beside the items
    bool headerMayBeRow = false;    ///< of a CSV file: its first line looks like a row, or rows have another number of cells
    bool stoppedAtBadRow = false;
    bool cancelled = false;
};

/// Called for every item in the order of the file. What it throws leaves the reader and ends the reading.
using TakeRecord = std::function<void(Record &&)>;

/// What a text can be told to be from its beginning.
struct Detection {
    Format format = Format::Json;
    Encoding encoding = Encoding::Auto; ///< Auto for CSV
    char delimiter = ',';               ///< of CSV
};

/// Looks at a file's first bytes, or at a folder's names. Nullopt when it holds no items in a form that is known here.
/// Throws ItemFileError when it cannot be opened.
std::optional<Detection> detectFormat(const std::filesystem::path &path);
/// The same for text that is the beginning of a file, or a whole one.
std::optional<Detection> detectFormat(std::string_view beginning);

/// Reads the items of a file, gzip or not, or of an S3 export's folder or manifest. Throws ItemFileError when it cannot
/// be opened or its format is not known; what is wrong inside is in the report.
ReadReport readItems(const std::filesystem::path &path, const ReadOptions &options, const TakeRecord &take);
/// The same for text in memory; `name` is for messages.
ReadReport readItemsFromText(std::string_view text, const std::string &name, const ReadOptions &options, const TakeRecord &take);

/// Numbers, dates, mail addresses and documents are what rows hold; nobody names a column so.
bool looksLikeCell(std::string_view text);

/// Columns and types for a CSV file, from its header and first rows, to be shown and changed before reading. Throws
/// ItemFileError when the file cannot be opened or its first rows are no CSV, HeaderError when its header is none.
std::vector<CsvColumn> proposeColumns(const std::filesystem::path &path, const CsvOptions &options);

} // namespace keywright::itemfile
