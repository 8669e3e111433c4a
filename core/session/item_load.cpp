#include "core/session/item_load.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "core/storage/item_bytes.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using value::Item;

namespace {

constexpr int kMostTries = 12;
constexpr std::chrono::milliseconds kFirstPause{50};
constexpr std::chrono::milliseconds kLongestPause{5'000};

std::string identityOf(const Item &item, const schema::KeySchema &key)
{
    return storage::toItemBytes(keyOf(item, key));
}

/// Sends what was left unprocessed once more, at growing intervals.
class Patience {
public:
    explicit Patience(const Wait &wait) : m_wait(wait) { }

    void pause(const std::string &table)
    {
        if (++m_tries == kMostTries)
            throw std::runtime_error("Table " + table + " takes no more items for now: it is short of capacity. Raise it, and try again.");
        m_wait(m_pause);
        m_pause = std::min(m_pause * 2, kLongestPause);
    }

private:
    const Wait &m_wait;
    int m_tries = 0;
    std::chrono::milliseconds m_pause = kFirstPause;
};

std::string textOfKeyValue(const value::AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        return *text;
    if (const auto *number = value.get<value::Decimal>())
        return number->text();
    return value::toDynamoDbJson(value).compact();
}

} // namespace

Item keyOf(const Item &item, const schema::KeySchema &key)
{
    Item attributes;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (const value::AttributeValue *value = item.find(attribute.name))
                attributes.set(attribute.name, *value);
    return attributes;
}

std::string keyText(const Item &item, const schema::KeySchema &key)
{
    std::string text;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (const value::AttributeValue *value = item.find(attribute.name))
                text += (text.empty() ? "" : ", ") + attribute.name + " = " + textOfKeyValue(*value);
    return text;
}

void ItemLoader::put(std::span<const Item> items)
{
    std::map<std::string, const Item *> last;
    std::vector<std::string> order;
    for (const Item &item : items) {
        const std::string identity = identityOf(item, m_key);
        if (last.insert_or_assign(identity, &item).second)
            order.push_back(identity);
    }
    std::vector<const Item *> distinct;
    for (const std::string &identity : order)
        distinct.push_back(last.at(identity));
    if (!m_onSameKey) {
        write(distinct);
        m_load.written += distinct.size();
        return;
    }
    for (const Item *item : missing(distinct))
        putUnlessThere(*item);
}

void ItemLoader::write(const std::vector<const Item *> &items)
{
    engine::BatchWriteRequest request;
    for (const Item *item : items)
        request.actions.emplace_back(engine::PutItemRequest{m_table, *item});
    send(std::move(request));
}

void ItemLoader::empty(const std::stop_token &stop)
{
    engine::ScanRequest scan;
    scan.table = m_table;
    do {
        engine::ItemPage page = m_connection.scan(scan);
        for (std::size_t first = 0; first < page.items.size() && !stop.stop_requested(); first += connection::kMostWritesOfBatch) {
            engine::BatchWriteRequest request;
            for (std::size_t at = first; at < std::min(page.items.size(), first + connection::kMostWritesOfBatch); ++at)
                request.actions.emplace_back(engine::DeleteItemRequest{.table = m_table, .key = keyOf(page.items[at], m_key)});
            send(std::move(request));
        }
        scan.exclusiveStartKey = std::move(page.lastEvaluatedKey);
    } while (scan.exclusiveStartKey && !stop.stop_requested());
}

void ItemLoader::send(engine::BatchWriteRequest request)
{
    Patience patience(m_wait);
    while (!request.actions.empty()) {
        request.actions = m_connection.batchWriteItem(request).unprocessed;
        if (!request.actions.empty())
            patience.pause(m_table);
    }
}

/// Those that are not there; the others are counted.
std::vector<const Item *> ItemLoader::missing(const std::vector<const Item *> &items)
{
    std::map<std::string, Item> present;
    connection::KeysOfTable keys{m_table, {}, true, std::nullopt};
    for (const Item *item : items)
        keys.keys.push_back(keyOf(*item, m_key));
    std::vector<connection::KeysOfTable> request{keys};
    Patience patience(m_wait);
    while (!request.empty() && !request.front().keys.empty()) {
        connection::BatchGetResult result = m_connection.batchGetItem(request);
        for (connection::ItemsOfTable &table : result.tables)
            for (Item &item : table.items)
                present.emplace(identityOf(item, m_key), std::move(item));
        request = std::move(result.unprocessed);
        if (!request.empty())
            patience.pause(m_table);
    }
    std::vector<const Item *> all;
    for (const Item *item : items) {
        const auto found = present.find(identityOf(*item, m_key));
        if (found == present.end())
            all.push_back(item);
        else
            meet(*item, found->second);
    }
    return all;
}

/// Conditional, so that nothing is overwritten that has come in between.
void ItemLoader::putUnlessThere(const Item &item)
{
    engine::PutItemRequest request{m_table, item};
    request.condition = expression::Condition::on(expression::ConditionKind::NotExists,
                                                  {expression::Operand::at(expression::pathTo(m_key.partition.front().name))});
    request.returnItemOnFailure = true;
    const engine::WriteResult result = m_connection.putItem(request);
    if (result.conditionHeld)
        ++m_load.written;
    else
        meet(item, result.attributes.value_or(Item()));
}

/// Both have the same key.
void ItemLoader::meet(const Item &item, const Item &present)
{
    if (item == present) {
        ++m_load.unchanged;
        return;
    }
    if (m_onSameKey == OnSameKey::Overwrite) {
        write({&item});
        ++m_load.overwritten;
        return;
    }
    ++m_load.different;
    if (m_load.firstDifferent.size() < ItemLoad::kNamed)
        m_load.firstDifferent.push_back(keyText(item, m_key));
}

} // namespace keywright::session
