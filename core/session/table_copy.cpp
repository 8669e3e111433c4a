#include "core/session/table_copy.h"

#include <stdexcept>
#include <unordered_set>

#include "core/itemfile/item_writer.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"
#include "core/value/md5.h"

namespace keywright::session {

using value::AttributeValue;
using value::Item;

namespace {

/// Null when the value is of another type.
const std::string *bytesOf(const AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        return text;
    const auto *binary = value.get<value::Binary>();
    return binary == nullptr ? nullptr : &binary->bytes;
}

value::Type typeOf(schema::KeyType type)
{
    return type == schema::KeyType::S ? value::Type::S : type == schema::KeyType::N ? value::Type::N : value::Type::B;
}

std::optional<std::string> whyNoKeyValue(const Item &item, const schema::KeyAttribute &attribute, std::size_t mostBytes, bool isNeeded)
{
    const AttributeValue *value = item.find(attribute.name);
    if (value == nullptr)
        return isNeeded ? std::optional("it has no attribute " + attribute.name) : std::nullopt;
    if (value->type() != typeOf(attribute.type))
        return "its " + attribute.name + " is of type " + std::string(value::tagOf(value->type())) + " and would have to be "
            + std::string(schema::textOf(attribute.type));
    const std::string *bytes = bytesOf(*value);
    if (bytes != nullptr && bytes->empty())
        return "its " + attribute.name + " is empty";
    if (bytes != nullptr && bytes->size() > mostBytes)
        return "its " + attribute.name + " has more than " + std::to_string(mostBytes) + " bytes";
    return std::nullopt;
}

std::optional<std::string> whyNoKey(const Item &item, const schema::KeySchema &key, bool isNeeded)
{
    for (const schema::KeyAttribute &attribute : key.partition)
        if (auto why = whyNoKeyValue(item, attribute, schema::kMaxPartitionKeyBytes, isNeeded))
            return why;
    for (const schema::KeyAttribute &attribute : key.sort)
        if (auto why = whyNoKeyValue(item, attribute, schema::kMaxSortKeyBytes, isNeeded))
            return why;
    return std::nullopt;
}

/// Gives every item of the table. False when the stop token ended it.
bool scanAll(connection::Connection &connection, const std::string &table, const std::stop_token &stop,
             const std::function<void(const Item &)> &take)
{
    engine::ScanRequest request;
    request.table = table;
    request.consistentRead = true;
    do {
        if (stop.stop_requested())
            return false;
        const engine::ItemPage page = connection.scan(request);
        for (const Item &item : page.items)
            take(item);
        request.exclusiveStartKey = page.lastEvaluatedKey;
    } while (request.exclusiveStartKey);
    return true;
}

class Digesting {
public:
    explicit Digesting(const ItemProgress &progress) : m_progress(progress) { }

    void add(const Item &item)
    {
        m_digest.sum += value::md5First64(storage::toItemBytes(item));
        ++m_digest.items;
        if (m_progress && m_digest.items % kItemsBetweenReports == 0)
            m_progress(m_digest.items);
    }

    const TableDigest &digest() const { return m_digest; }

private:
    static constexpr std::size_t kItemsBetweenReports = 256;
    const ItemProgress &m_progress;
    TableDigest m_digest;
};

itemfile::WriteOptions lineFormat()
{
    itemfile::WriteOptions options;
    options.format = itemfile::Format::JsonLines;
    options.encoding = itemfile::Encoding::DynamoDb;
    return options;
}

} // namespace

std::optional<std::string> whyItDoesNotFit(const Item &item, const schema::TableDefinition &definition)
{
    if (auto why = whyNoKey(item, definition.key, true))
        return why;
    for (const auto *indexes : {&definition.localIndexes, &definition.globalIndexes})
        for (const schema::IndexDefinition &index : *indexes)
            if (auto why = whyNoKey(item, index.key, false))
                return *why + ", which index " + index.name + " does not take";
    return std::nullopt;
}

std::optional<TableDigest> copyAside(connection::Connection &connection, const std::string &table, const schema::TableDefinition &into,
                                     const std::filesystem::path &file, const ItemProgress &progress, const std::stop_token &stop)
{
    const schema::KeySchema oldKey = connection.describeTable(table).definition.key;
    const auto writer = itemfile::openItemWriter(file, lineFormat());
    std::unordered_set<std::uint64_t> keys;
    Digesting digesting(progress);
    const auto refuse = [&](const Item &item, const std::string &why) {
        throw std::runtime_error("Table " + table + " was left as it is: its item " + keyText(item, oldKey)
                                 + " does not fit into the new table, as " + why + ". Change the items or the model, and commit again.");
    };
    const bool isWhole = scanAll(connection, table, stop, [&](const Item &item) {
        if (const auto why = whyItDoesNotFit(item, into))
            refuse(item, *why);
        if (!keys.insert(value::md5First64(storage::toItemBytes(keyOf(item, into.key)))).second)
            refuse(item, "another item has the same key there (" + keyText(item, into.key) + ")");
        writer->write(item);
        digesting.add(item);
    });
    if (!isWhole)
        return std::nullopt;
    writer->finish();
    return digesting.digest();
}

std::optional<TableDigest> digestOf(connection::Connection &connection, const std::string &table, const ItemProgress &progress,
                                    const std::stop_token &stop)
{
    Digesting digesting(progress);
    if (!scanAll(connection, table, stop, [&digesting](const Item &item) { digesting.add(item); }))
        return std::nullopt;
    return digesting.digest();
}

std::optional<std::size_t> copyBack(const std::filesystem::path &file, ItemLoader &loader, const ItemProgress &progress,
                                    const std::stop_token &stop)
{
    itemfile::ReadOptions options;
    options.format = itemfile::Format::JsonLines;
    options.encoding = itemfile::Encoding::DynamoDb;
    options.onBadRow = itemfile::OnBadRow::Stop;
    options.stop = stop;
    std::vector<Item> batch;
    std::size_t done = 0;
    const auto flush = [&] {
        loader.put(batch);
        done += batch.size();
        batch.clear();
        if (progress)
            progress(done);
    };
    const itemfile::ReadReport report = itemfile::readItems(file, options, [&](itemfile::Record &&record) {
        batch.push_back(std::move(record.item));
        if (batch.size() == connection::kMostWritesOfBatch)
            flush();
    });
    if (report.badRows > 0)
        throw std::runtime_error("The copy of the items is damaged: " + itemfile::textOf(report.problems.front()));
    if (report.cancelled)
        return std::nullopt;
    if (!batch.empty())
        flush();
    return done;
}

} // namespace keywright::session
