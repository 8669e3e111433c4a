#include "core/itemfile/import_object.h"

#include "core/itemfile/csv.h"
#include "core/itemfile/item_file.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"

namespace keywright::itemfile {

using value::Json;

namespace {

/// An item is at most 400 KB; its JSON may be some times that.
constexpr std::size_t kLongestLine = 16 * 1024 * 1024;

value::Item itemOfLine(const Json &json)
{
    const Json *inside = json.find("Item");
    if (inside == nullptr)
        throw ItemFileError("the line has no member \"Item\"");
    value::Item item = value::itemFromDynamoDbJson(*inside);
    if (item.find("") != nullptr)
        throw ItemFileError("an attribute has an empty name");
    return item;
}

std::optional<LineCondition> conditionOfLine(const Json &json)
{
    const Json *expression = json.find("ConditionExpression");
    const Json *names = json.find("ExpressionAttributeNames");
    const Json *values = json.find("ExpressionAttributeValues");
    if (expression == nullptr && names == nullptr && values == nullptr)
        return std::nullopt;
    LineCondition condition;
    if (expression != nullptr) {
        if (!expression->isString())
            throw ItemFileError("\"ConditionExpression\" is no string");
        condition.expression = expression->text();
    }
    if (names != nullptr) {
        condition.names.emplace();
        for (const auto &[placeholder, name] : names->members()) {
            if (!name.isString())
                throw ItemFileError("\"ExpressionAttributeNames\" holds what is no string");
            condition.names->emplace(placeholder, name.text());
        }
    }
    if (values != nullptr) {
        condition.values.emplace();
        for (const auto &[placeholder, value] : values->members())
            condition.values->emplace(placeholder, value::valueFromDynamoDbJson(value));
    }
    return condition;
}

/// Counts the bytes as they are unpacked.
class CountedSource : public ByteSource {
public:
    explicit CountedSource(std::unique_ptr<ByteSource> inside) : m_inside(std::move(inside)) { }

    std::size_t read(char *buffer, std::size_t size) override
    {
        const std::size_t length = m_inside->read(buffer, size);
        m_unpacked += length;
        return length;
    }
    std::uint64_t storedBytesRead() const override { return m_inside->storedBytesRead(); }
    std::uint64_t unpacked() const { return m_unpacked; }

private:
    std::unique_ptr<ByteSource> m_inside;
    std::uint64_t m_unpacked = 0;
};

} // namespace

struct ImportObject::Text {
    explicit Text(std::unique_ptr<ByteSource> bytes) : source(std::move(bytes)), reader(source) { }

    CountedSource source;
    CharReader reader;
};

ImportObject::ImportObject(const std::filesystem::path &file, const ImportLayout &layout)
    : m_layout(layout), m_text(std::make_unique<Text>(openPacked(file, layout.packing))), m_columns(layout.header)
{ }

ImportObject::~ImportObject() = default;

std::uint64_t ImportObject::bytesRead() const
{
    return m_text->source.unpacked();
}

std::uint64_t ImportObject::storedBytesRead() const
{
    return m_text->source.storedBytesRead();
}

std::optional<ImportObject::Line> ImportObject::next()
{
    if (m_hasEnded)
        return std::nullopt;
    try {
        if (m_layout.isCsv)
            return nextRow();
        std::string text;
        while (m_text->reader.readLine(text, kLongestLine))
            if (text.find_first_not_of(" \t") != std::string::npos)
                return fromJson(text);
    } catch (const ItemFileError &error) { // the medium or its packing is broken
        m_hasEnded = true;
        return Line{m_index++, {}, error.what(), {}};
    }
    return std::nullopt;
}

ImportObject::Line ImportObject::fromJson(const std::string &text)
{
    Line line{m_index++, {}, {}, {}};
    try {
        const Json json = Json::parse(text);
        line.item = itemOfLine(json);
        if (m_layout.hasConditions)
            line.condition = conditionOfLine(json);
    } catch (const std::runtime_error &error) {
        line.item.reset();
        line.error = "Cannot be read as an item in DynamoDB JSON: " + std::string(error.what());
        m_hasEnded = true;
    }
    return line;
}

std::optional<ImportObject::Line> ImportObject::nextRow()
{
    CsvRow row;
    if (m_columns.empty()) {
        if (!readCsvRow(m_text->reader, m_layout.delimiter, row))
            return std::nullopt;
        for (const CsvCell &cell : row.cells)
            m_columns.push_back(cell.text);
        if (row.fault) {
            m_hasEnded = true;
            return Line{m_index++, {}, "The header cannot be read: " + row.fault->text, {}};
        }
    }
    if (!readCsvRow(m_text->reader, m_layout.delimiter, row))
        return std::nullopt;
    Line line{m_index++, {}, {}, {}};
    if (row.fault) {
        line.error = row.fault->text;
    } else if (row.cells.size() != m_columns.size()) {
        line.error = "The row has " + std::to_string(row.cells.size()) + " columns; the header has " + std::to_string(m_columns.size());
    } else {
        try {
            line.item = itemOfRow(row);
        } catch (const value::ValueFormatError &error) {
            line.error = error.what();
        }
    }
    return line;
}

/// An empty cell is an empty string; in the column of a number or a binary there is no attribute then.
value::Item ImportObject::itemOfRow(const CsvRow &row) const
{
    value::Item item;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto found = m_layout.types.find(m_columns[i]);
        const value::Type type = found == m_layout.types.end() ? value::Type::S : found->second;
        if (row.cells[i].text.empty() && type != value::Type::S)
            continue;
        item.set(m_columns[i], valueOfCell(row.cells[i].text, type));
    }
    return item;
}

} // namespace keywright::itemfile
