#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include <QString>

#include "core/connection/connection.h"
#include "core/model/command.h"
#include "core/session/item_load.h"

/// Many items at once, into the sample data or into tables.
namespace keywright::ui {

inline constexpr std::size_t kMostSampleItems = 10'000;

using ItemsByTable = std::map<std::string, std::vector<value::Item>>;

enum class LoadMode : std::uint8_t {
    Add,     ///< an item of a key that is there takes its place
    Replace, ///< all that was there goes first
};

/// One step to undo. Throws EditError when the sample data would hold more than kMostSampleItems, a table is not there, or an
/// item does not fit its table.
model::Command loadCommand(const model::Model &model, const ItemsByTable &items, LoadMode mode, const std::string &text);

/// Puts items into tables. Not for several threads. Throws as session::ItemLoader does.
class TableLoader {
public:
    explicit TableLoader(connection::Connection &connection) : m_connection(connection) { }

    /// Of equal keys the last counts.
    void put(const schema::TableDefinition &table, const std::vector<value::Item> &items);
    /// Deletes every item of the table, batch after batch.
    void empty(const schema::TableDefinition &table, const std::stop_token &stop);
    std::int64_t written() const { return m_written; }

private:
    session::ItemLoader loaderOf(const schema::TableDefinition &table);

    connection::Connection &m_connection;
    std::int64_t m_written = 0;
};

} // namespace keywright::ui
