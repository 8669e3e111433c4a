#include "ui/data/item_load.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <thread>
#include <unordered_map>

#include <QCoreApplication>
#include <QLocale>

#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/model/entity_view.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

QString itemLoadTr(const char *text)
{
    return QCoreApplication::translate("ItemLoad", text);
}

std::string keyText(const model::Model &model, const std::string &table, const value::Item &item)
{
    return value::toDynamoDbJson(model::primaryKeyOf(model, table, item)).compact();
}

/// The items of one table after the load; those of a key that is there take its place.
std::vector<value::Item> merged(const model::Model &model, const std::string &table, std::vector<value::Item> kept,
                                const std::vector<value::Item> &added)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t at = 0; at < kept.size(); ++at)
        places.emplace(keyText(model, table, kept[at]), at);
    for (const value::Item &item : added) {
        const auto [place, isNew] = places.emplace(keyText(model, table, item), kept.size());
        if (isNew)
            kept.push_back(item);
        else
            kept[place->second] = item;
    }
    return kept;
}

void requireFits(const model::Model &model, const std::string &table, const std::vector<value::Item> &items)
{
    const model::Table *found = model.findTable(table);
    if (!found)
        throw model::EditError(itemLoadTr("The model has no table %1.").arg(toQString(table)).toStdString());
    for (const value::Item &item : items) {
        try {
            engine::checkItem(found->definition, item);
        } catch (const engine::ServiceError &error) {
            throw model::EditError(itemLoadTr("%1: %2").arg(toQString(keyText(model, table, item)), toQString(error.what())).toStdString());
        }
    }
}

} // namespace

model::Command loadCommand(const model::Model &model, const ItemsByTable &items, LoadMode mode, const std::string &text)
{
    model::Command command;
    command.text = text;
    std::size_t total = 0;
    std::size_t added = model.sampleData.size();
    for (const model::TableItems &sample : model.sampleData)
        total += items.contains(sample.table) ? 0 : sample.items.size();
    for (const auto &[table, loaded] : items) {
        requireFits(model, table, loaded);
        const auto isIt = [&name = table](const model::TableItems &each) { return each.table == name; };
        const auto before = std::find_if(model.sampleData.begin(), model.sampleData.end(), isIt);
        const bool isThere = before != model.sampleData.end();
        model::TableItems after = isThere ? *before : model::TableItems{};
        after.table = table;
        after.items = merged(model, table, mode == LoadMode::Add ? after.items : std::vector<value::Item>{}, loaded);
        total += after.items.size();
        const std::size_t place = isThere ? static_cast<std::size_t>(before - model.sampleData.begin()) : added++;
        command.changes.push_back({{model::PartKind::SampleTable, place, 0},
                                   isThere ? std::optional(model::Part(*before)) : std::nullopt,
                                   model::Part(std::move(after))});
    }
    if (total > kMostSampleItems)
        throw model::EditError(
            itemLoadTr("The model would hold %1 sample items, and %2 are the most. Take fewer, or put them into the table.")
                .arg(QLocale().toString(total), QLocale().toString(kMostSampleItems))
                .toStdString());
    return command;
}

void TableLoader::put(const schema::TableDefinition &table, const std::vector<value::Item> &items)
{
    session::ItemLoader loader = loaderOf(table);
    const std::span<const value::Item> all(items);
    const std::int64_t before = m_written;
    for (std::size_t first = 0; first < all.size(); first += connection::kMostWritesOfBatch) {
        loader.put(all.subspan(first, std::min(connection::kMostWritesOfBatch, all.size() - first)));
        m_written = before + static_cast<std::int64_t>(loader.load().written);
    }
}

void TableLoader::empty(const schema::TableDefinition &table, const std::stop_token &stop)
{
    loaderOf(table).empty(stop);
}

session::ItemLoader TableLoader::loaderOf(const schema::TableDefinition &table)
{
    return {m_connection, table.name, table.key, [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); }};
}

} // namespace keywright::ui
