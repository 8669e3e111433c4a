#include "core/itemfile/item_writer.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "core/itemfile/csv.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"

namespace keywright::itemfile {

using value::Json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kRequestsOfABatch = 25;

/// A file that is written aside and takes its name at the end.
class NewFile {
public:
    NewFile(fs::path path, bool overwrite) : m_path(std::move(path)), m_aside(m_path.string() + ".part")
    {
        std::error_code ignored;
        if (!overwrite && fs::exists(m_path, ignored))
            throw ItemFileError("\"" + m_path.string() + "\" exists already; choose another name, or say that it may be overwritten.");
        m_stream.open(m_aside, std::ios::binary | std::ios::trunc);
        check();
    }
    ~NewFile()
    {
        std::error_code ignored;
        if (m_stream.is_open()) {
            m_stream.close();
            fs::remove(m_aside, ignored);
        }
    }
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    void write(const std::string &text)
    {
        m_stream.write(text.data(), static_cast<std::streamsize>(text.size()));
        check();
    }

    fs::path finish()
    {
        m_stream.flush();
        check();
        m_stream.close();
        std::error_code error;
        fs::rename(m_aside, m_path, error);
        if (error)
            throw ItemFileError("\"" + m_path.string() + "\" cannot be written: " + error.message() + ".");
        return m_path;
    }

private:
    void check()
    {
        if (!m_stream)
            throw ItemFileError("\"" + m_path.string()
                                + "\" cannot be written. Check that the folder exists, that you may write there and that "
                                  "the disk is not full.");
    }

    fs::path m_path;
    fs::path m_aside;
    std::ofstream m_stream;
};

Json jsonOf(const value::Item &item, Encoding encoding)
{
    return encoding == Encoding::Plain ? value::toPlainJson(item) : value::toDynamoDbJson(item);
}

/// What plain JSON cannot tell apart when it is read again.
void collectLosses(const value::AttributeValue &value, std::set<std::string> &losses)
{
    switch (value.type()) {
    case value::Type::B: losses.insert("Plain JSON has no binary values; they are written as base64 text."); break;
    case value::Type::Ss:
    case value::Type::Ns:
    case value::Type::Bs: losses.insert("Plain JSON has no sets; they are written as arrays and come back as lists."); break;
    case value::Type::M:
        for (const auto &[name, member] : *value.get<value::AttributeMap>())
            collectLosses(member, losses);
        break;
    case value::Type::L:
        for (const value::AttributeValue &member : *value.get<value::List>())
            collectLosses(member, losses);
        break;
    default: break;
    }
}

class JsonWriter : public ItemWriter {
public:
    JsonWriter(const fs::path &path, const WriteOptions &options) : m_file(path, options.overwrite), m_options(options)
    {
        if (!isLines())
            m_file.write(m_options.encoding == Encoding::Plain ? "[" : "{\"Items\": [");
    }

    void write(const value::Item &item) override
    {
        if (m_options.encoding == Encoding::Plain)
            for (const auto &[name, value] : item)
                collectLosses(value, m_losses);
        const std::string text = jsonOf(item, m_options.encoding).compact();
        if (isLines())
            m_file.write(text + "\n");
        else
            m_file.write((m_isFirst ? "\n  " : ",\n  ") + text);
        m_isFirst = false;
    }

    std::vector<fs::path> finish() override
    {
        if (!isLines())
            m_file.write(std::string(m_isFirst ? "" : "\n") + (m_options.encoding == Encoding::Plain ? "]\n" : "]}\n"));
        return {m_file.finish()};
    }

    std::vector<std::string> losses() const override { return {m_losses.begin(), m_losses.end()}; }

private:
    bool isLines() const { return m_options.format == Format::JsonLines; }

    NewFile m_file;
    WriteOptions m_options;
    bool m_isFirst = true;
    std::set<std::string> m_losses;
};

class CsvWriter : public ItemWriter {
public:
    CsvWriter(const fs::path &path, const WriteOptions &options) : m_file(path, options.overwrite), m_options(options)
    {
        std::vector<std::string> names;
        for (const CsvColumn &column : m_options.columns)
            names.push_back(column.attribute);
        writeLine(names);
    }

    void write(const value::Item &item) override
    {
        std::vector<std::string> cells;
        for (const CsvColumn &column : m_options.columns) {
            const value::AttributeValue *value = item.find(column.attribute);
            cells.push_back(value == nullptr ? "" : textOfCell(*value));
            if (value != nullptr)
                collect(*value, column);
        }
        for (const auto &[name, value] : item)
            if (std::none_of(m_options.columns.begin(), m_options.columns.end(),
                             [&name = name](const CsvColumn &column) { return column.attribute == name; }))
                m_losses.insert("The attribute " + name + " has no column and is left out.");
        writeLine(cells);
    }

    std::vector<fs::path> finish() override { return {m_file.finish()}; }
    std::vector<std::string> losses() const override { return {m_losses.begin(), m_losses.end()}; }

private:
    void writeLine(const std::vector<std::string> &cells)
    {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i != 0)
                line += m_options.delimiter;
            appendCsvCell(line, cells[i], m_options.delimiter);
        }
        m_file.write((line.empty() ? "\"\"" : line) + "\r\n");
    }

    void collect(const value::AttributeValue &value, const CsvColumn &column)
    {
        if (value.type() != column.type)
            m_losses.insert("The column " + column.attribute + " is read as " + std::string(value::tagOf(column.type))
                            + "; its values of type " + std::string(value::tagOf(value.type())) + " come back as something else.");
        if (const auto *text = value.get<std::string>(); text != nullptr && text->empty())
            m_losses.insert("CSV cannot tell an empty text from none: the empty values of " + column.attribute + " come back as none.");
    }

    NewFile m_file;
    WriteOptions m_options;
    std::set<std::string> m_losses;
};

class BatchWriter : public ItemWriter {
public:
    BatchWriter(fs::path path, const WriteOptions &options) : m_path(std::move(path)), m_options(options) { }

    void write(const value::Item &item) override
    {
        m_requests.append(Json::object({{"PutRequest", Json::object({{"Item", value::toDynamoDbJson(item)}})}}));
        if (m_requests.elements().size() == kRequestsOfABatch)
            writeFile();
    }

    std::vector<fs::path> finish() override
    {
        if (!m_requests.elements().empty())
            writeFile();
        return m_written;
    }

private:
    void writeFile()
    {
        const std::string number = std::to_string(m_written.size() + 1);
        const std::string name = m_path.stem().string() + "-" + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number
            + (m_path.has_extension() ? m_path.extension().string() : ".json");
        NewFile file(m_path.parent_path() / name, m_options.overwrite);
        file.write(Json::object({{m_options.table, std::move(m_requests)}}).pretty() + "\n");
        m_requests = Json::array();
        m_written.push_back(file.finish());
    }

    fs::path m_path;
    WriteOptions m_options;
    Json m_requests = Json::array();
    std::vector<fs::path> m_written;
};

} // namespace

std::unique_ptr<ItemWriter> openItemWriter(const fs::path &path, const WriteOptions &options)
{
    switch (options.format) {
    case Format::Csv:
        if (options.columns.empty())
            throw ItemFileError("A CSV file needs at least one column; collect them from the items first.");
        return std::make_unique<CsvWriter>(path, options);
    case Format::Json:
    case Format::JsonLines: return std::make_unique<JsonWriter>(path, options);
    case Format::BatchWrite:
        if (options.table.empty())
            throw ItemFileError("BatchWriteItem requests name their table; say which one it is.");
        return std::make_unique<BatchWriter>(path, options);
    case Format::S3Export: break;
    }
    throw ItemFileError("Items are not written as an export to S3; choose CSV, JSON, JSON Lines or BatchWriteItem requests.");
}

CsvColumns::CsvColumns(const std::vector<std::string> &keyAttributes)
{
    for (const std::string &attribute : keyAttributes) {
        m_columns.push_back({attribute, value::Type::S});
        m_seen.push_back(false);
    }
}

void CsvColumns::add(const value::Item &item)
{
    for (const auto &[name, value] : item) {
        const auto found =
            std::find_if(m_columns.begin(), m_columns.end(), [&name = name](const CsvColumn &column) { return column.attribute == name; });
        const auto position = static_cast<std::size_t>(found - m_columns.begin());
        if (found == m_columns.end()) {
            m_columns.push_back({name, value.type()});
            m_seen.push_back(true);
        } else if (!m_seen[position]) {
            found->type = value.type();
            m_seen[position] = true;
        }
    }
}

} // namespace keywright::itemfile
