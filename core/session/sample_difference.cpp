#include "core/session/sample_difference.h"

#include <unordered_map>

#include "core/engine/service_error.h"
#include "core/session/item_load.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

namespace {

std::string identityOf(const value::Item &item, const schema::KeySchema &key)
{
    return value::toDynamoDbJson(keyOf(item, key)).compact();
}

/// Gives every item of the table to `use` until it says no. False when it was not read to its end.
template <typename Use>
bool readTable(connection::Connection &connection, const std::string &table, const std::stop_token &stop, Use use)
{
    engine::ScanRequest request;
    request.table = table;
    do {
        if (stop.stop_requested())
            return false;
        engine::ItemPage page = connection.scan(request);
        for (value::Item &item : page.items) {
            if (!use(std::move(item)))
                return false;
        }
        request.exclusiveStartKey = std::move(page.lastEvaluatedKey);
    } while (request.exclusiveStartKey);
    return true;
}

std::optional<schema::TableDefinition> definitionOf(connection::Connection &connection, const std::string &table)
{
    try {
        return connection.describeTable(table).definition;
    } catch (const engine::ServiceError &error) {
        if (error.name() != "ResourceNotFoundException")
            throw;
        return std::nullopt;
    }
}

/// The sample items of one table by their key; of equal keys the last stands, as when they are put one after the other.
std::unordered_map<std::string, std::size_t> placesOf(const model::TableItems *sample, const schema::KeySchema &key)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t at = 0; sample != nullptr && at < sample->items.size(); ++at)
        places[identityOf(sample->items[at], key)] = at;
    return places;
}

class Comparison {
public:
    Comparison(const model::Model &model, connection::Connection &connection, const std::stop_token &stop)
        : m_model(model), m_connection(connection), m_stop(stop)
    { }

    SampleDrift run()
    {
        for (const model::Table &table : m_model.tables) {
            if (!compare(table)) {
                m_drift.isStopped = true;
                return std::move(m_drift);
            }
        }
        return std::move(m_drift);
    }

private:
    bool compare(const model::Table &table)
    {
        const std::string &name = table.definition.name;
        const model::TableItems *sample = m_model.sampleDataOf(name);
        const auto live = definitionOf(m_connection, name);
        const schema::KeySchema &key = live ? live->key : table.definition.key;
        TableDrift drift{.table = name};
        drift.isMissing = !live;
        drift.isOtherwiseDefined = live && *live != table.definition;
        auto missing = placesOf(sample, key);
        const bool isWhole = !live || readTable(m_connection, name, m_stop, [&](value::Item item) {
            ++m_drift.tableItems;
            const auto place = missing.find(identityOf(item, key));
            if (place == missing.end()) {
                ++drift.added;
                keep({name, keyText(item, key), std::nullopt, std::move(item)});
                return true;
            }
            const value::Item &before = sample->items[place->second];
            missing.erase(place);
            if (before != item) {
                ++drift.changed;
                keep({name, keyText(item, key), before, std::move(item)});
            }
            return true;
        });
        drift.removed = missing.size();
        for (std::size_t at = 0; !missing.empty() && at < sample->items.size(); ++at) {
            const auto place = missing.find(identityOf(sample->items[at], key));
            if (place != missing.end() && place->second == at)
                keep({name, keyText(sample->items[at], key), sample->items[at], std::nullopt});
        }
        if (!drift.isEmpty())
            m_drift.tables.push_back(std::move(drift));
        return isWhole;
    }

    void keep(ItemDifference difference)
    {
        if (m_drift.items.size() < SampleDrift::kKeptItems)
            m_drift.items.push_back(std::move(difference));
    }

    const model::Model &m_model;
    connection::Connection &m_connection;
    const std::stop_token &m_stop;
    SampleDrift m_drift;
};

} // namespace

SampleDrift compareSample(const model::Model &model, connection::Connection &connection, const std::stop_token &stop)
{
    return Comparison(model, connection, stop).run();
}

std::optional<std::map<std::string, std::vector<value::Item>>> itemsOfTables(const model::Model &model, connection::Connection &connection,
                                                                             std::size_t most, const std::stop_token &stop)
{
    std::map<std::string, std::vector<value::Item>> all;
    std::size_t count = 0;
    for (const model::Table &table : model.tables) {
        const std::string &name = table.definition.name;
        std::vector<value::Item> &items = all[name];
        const auto live = definitionOf(connection, name);
        if (!live)
            continue;
        const model::TableItems *sample = model.sampleDataOf(name);
        const auto places = placesOf(sample, live->key);
        std::vector<std::optional<value::Item>> kept(sample != nullptr ? sample->items.size() : 0);
        std::vector<value::Item> added;
        const bool isWhole = readTable(connection, name, stop, [&](value::Item item) {
            const auto place = places.find(identityOf(item, live->key));
            if (place == places.end())
                added.push_back(std::move(item));
            else
                kept[place->second] = std::move(item);
            return ++count <= most;
        });
        if (!isWhole)
            return std::nullopt;
        for (std::optional<value::Item> &item : kept)
            if (item)
                items.push_back(std::move(*item));
        items.insert(items.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    }
    return all;
}

} // namespace keywright::session
