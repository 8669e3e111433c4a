#include <algorithm>
#include <cctype>

#include "core/itemfile/csv.h"
#include "core/itemfile/reading.h"
#include "core/value/decimal.h"
#include "core/value/dynamodb_json.h"

namespace keywright::itemfile {

namespace {

/// The rows before the types are known, and the columns that follow from them.
struct Opening {
    std::vector<CsvRow> rows; ///< without the header
    std::vector<CsvColumn> columns;
    std::vector<std::size_t> unnamed; ///< columns that the header gives no name
    bool headerMayBeRow = false;
};

std::string nameOfColumn(std::size_t position)
{
    return "column" + std::to_string(position + 1);
}

/// The name that a column without one gets; none that the header gives another.
std::string nameBeside(const CsvRow &header, std::size_t position)
{
    std::string name = nameOfColumn(position);
    while (std::any_of(header.cells.begin(), header.cells.end(), [&name](const CsvCell &cell) { return cell.text == name; }))
        name += '_';
    return name;
}

bool looksLikeRow(const CsvRow &header)
{
    return std::any_of(header.cells.begin(), header.cells.end(), [](const CsvCell &cell) { return looksLikeCell(cell.text); });
}

/// Empty where the header can be used; else what is wrong with it.
std::string faultOfHeader(const CsvRow &header)
{
    if (header.fault)
        return header.fault->text;
    for (std::size_t i = 0; i < header.cells.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (!header.cells[i].text.empty() && header.cells[i].text == header.cells[j].text)
                return "columns " + std::to_string(j + 1) + " and " + std::to_string(i + 1) + " are both named \"" + header.cells[i].text
                    + "\"; rename one, or say what the columns are";
    return {};
}

/// Reads the header and enough rows to know the types. False when the header cannot be used; it was refused then.
template <typename Refuse>
bool readOpening(CharReader &reader, const CsvOptions &options, Opening &opening, Refuse refuse)
{
    CsvRow header;
    const bool hasHeader = options.header && readCsvRow(reader, options.delimiter, header);
    if (hasHeader && options.columns.empty()) {
        if (const std::string fault = faultOfHeader(header); !fault.empty()) {
            refuse(header, fault);
            return false;
        }
    }
    for (std::size_t i = 0; i < header.cells.size(); ++i)
        if (header.cells[i].text.empty())
            opening.unnamed.push_back(i);
    opening.headerMayBeRow = hasHeader && looksLikeRow(header);
    opening.columns = options.columns;
    if (!opening.columns.empty())
        return true;

    CsvRow row;
    std::size_t width = hasHeader ? header.cells.size() : 0;
    while (opening.rows.size() < std::max<std::size_t>(options.rowsForTypes, 1) && readCsvRow(reader, options.delimiter, row)) {
        if (!hasHeader)
            width = std::max(width, row.cells.size());
        opening.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < width; ++i) {
        const bool isNamed = i < header.cells.size() && !header.cells[i].text.empty();
        opening.columns.push_back({isNamed ? header.cells[i].text : nameBeside(header, i), likelyType(opening.rows, i)});
    }
    return true;
}

/// Says which columns without a name have got one, when there was something in them.
void noteUnnamed(const Opening &opening, const std::vector<bool> &used, Reading &reading)
{
    std::string places;
    std::string names;
    std::size_t count = 0;
    for (const std::size_t i : opening.unnamed) {
        if (!used[i] || opening.columns[i].attribute.empty())
            continue;
        places += (count == 0 ? "" : ", ") + std::to_string(i + 1);
        names += (count == 0 ? "" : ", ") + opening.columns[i].attribute;
        ++count;
    }
    if (count > 0)
        reading.report().notes.push_back((count == 1 ? "Column " : "Columns ") + places + " of " + reading.file()
                                         + (count == 1 ? " has no name in the header; it is " : " have no name in the header; they are ")
                                         + names + " here.");
}

void takeRow(const CsvRow &row, const std::vector<CsvColumn> &columns, Reading &reading)
{
    if (row.fault) {
        reading.refuse(row.fault->line, row.fault->column, "", row.fault->text + ".");
        return;
    }
    // Without a header a writer that left empty cells away at the end cannot be told from one that erred.
    const bool mayBeShort = !reading.options().csv.header && row.cells.size() < columns.size();
    if (row.cells.size() != columns.size() && !mayBeShort) {
        reading.report().headerMayBeRow = reading.report().headerMayBeRow || reading.options().csv.header;
        reading.refuse(row.line, 1, "",
                       "the row has " + std::to_string(row.cells.size()) + " cells; expected " + std::to_string(columns.size())
                           + ", one a column.");
        return;
    }
    Record record;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].text.empty() || columns[i].attribute.empty())
            continue;
        try {
            record.item.set(columns[i].attribute, valueOfCell(row.cells[i].text, columns[i].type));
        } catch (const value::ValueFormatError &error) {
            reading.refuse(row.cells[i].line, row.cells[i].column, columns[i].attribute, std::string(error.what()) + ".");
            return;
        }
    }
    if (record.item.empty())
        reading.refuse(row.line, 1, "", "every cell is empty; an item needs at least its key.");
    else
        reading.take(std::move(record), row.line);
}

CsvOptions withDelimiter(CsvOptions options, CharReader &reader)
{
    if (options.delimiter == 0)
        options.delimiter = likelyDelimiter(reader.lookAhead());
    return options;
}

} // namespace

bool looksLikeCell(std::string_view text)
{
    const bool isDate = text.size() >= 6 && std::count_if(text.begin(), text.end(), [](char c) { return c == '-' || c == '/'; }) == 2
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0 || c == '-' || c == '/'; });
    return value::Decimal::parse(text).has_value() || isDate || text.find('@') != std::string_view::npos || text.starts_with('{');
}

void readCsv(CharReader &reader, Reading &reading)
{
    const CsvOptions options = withDelimiter(reading.options().csv, reader);
    Opening opening;
    const auto refuse = [&reading](const CsvRow &header, const std::string &reason) {
        reading.report().headerMayBeRow = true;
        reading.refuse(header.line, 1, "header", reason + ". Nothing was read.");
    };
    if (!readOpening(reader, options, opening, refuse))
        return;
    reading.report().columns = opening.columns;
    reading.report().headerMayBeRow = opening.headerMayBeRow;
    std::vector<bool> used(opening.columns.size());
    std::erase_if(opening.unnamed, [&used](std::size_t i) { return i >= used.size(); });
    const auto takeNext = [&](const CsvRow &row) {
        for (const std::size_t i : opening.unnamed)
            used[i] = used[i] || (i < row.cells.size() && !row.cells[i].text.empty());
        takeRow(row, opening.columns, reading);
    };
    for (const CsvRow &row : opening.rows) {
        if (!reading.goesOn(reader))
            return;
        takeNext(row);
    }
    opening.rows.clear();
    CsvRow row;
    while (reading.goesOn(reader) && readCsvRow(reader, options.delimiter, row))
        takeNext(row);
    noteUnnamed(opening, used, reading);
}

std::vector<CsvColumn> proposeColumns(const std::filesystem::path &path, const CsvOptions &options)
{
    const auto source = openFile(path);
    CharReader reader(*source);
    CsvOptions asked = withDelimiter(options, reader);
    asked.columns.clear();
    Opening opening;
    readOpening(reader, asked, opening, [&path](const CsvRow &header, const std::string &reason) {
        throw HeaderError(path.filename().string() + ", line " + std::to_string(header.line) + ": " + reason + ".");
    });
    return opening.columns;
}

} // namespace keywright::itemfile
