#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/connection/connection.h"
#include "core/session/live_table.h"

/// Many items put into a table, or taken out of it, in batches.
namespace keywright::session {

/// What to do with an item whose key is there already with other attributes.
enum class OnSameKey : std::uint8_t {
    Keep,      ///< what is there stays, and the item is named
    Overwrite, ///< where it differs
};

/// Counts add up over the batches.
struct ItemLoad {
    std::size_t written = 0;
    std::size_t unchanged = 0;               ///< there already, the same
    std::size_t overwritten = 0;             ///< there already with other attributes
    std::size_t different = 0;               ///< there already with other attributes, and left so
    std::vector<std::string> firstDifferent; ///< keys of the first of them: "PK = USER#1, SK = PROFILE"

    static constexpr std::size_t kNamed = 10;
};

/// The key's attributes of an item, as far as it has them.
value::Item keyOf(const value::Item &item, const schema::KeySchema &key);
/// "PK = USER#1, SK = PROFILE".
std::string keyText(const value::Item &item, const schema::KeySchema &key);

/// Puts items into one table. Not for several threads.
class ItemLoader {
public:
    /// Into a table that is empty, or where it does not matter what is there: nothing is looked at. `connection` must
    /// outlive it.
    ItemLoader(connection::Connection &connection, std::string table, schema::KeySchema key, Wait wait)
        : m_connection(connection), m_table(std::move(table)), m_key(std::move(key)), m_wait(std::move(wait))
    { }
    /// From now on what is there is looked at first.
    void lookFirst(OnSameKey onSameKey) { m_onSameKey = onSameKey; }

    /// At most kMostWritesOfBatch items; of equal keys the last counts. Throws engine::ServiceError, storage::StorageError,
    /// connection::ConnectionError, and std::runtime_error when a batch is left unprocessed time and again.
    void put(std::span<const value::Item> items);
    /// Deletes every item, batch after batch, until `stop`. Throws as put() does.
    void empty(const std::stop_token &stop);

    const ItemLoad &load() const { return m_load; }

private:
    void write(const std::vector<const value::Item *> &items);
    void send(engine::BatchWriteRequest request);
    std::vector<const value::Item *> missing(const std::vector<const value::Item *> &items);
    void putUnlessThere(const value::Item &item);
    void meet(const value::Item &item, const value::Item &present);

    connection::Connection &m_connection;
    std::string m_table;
    schema::KeySchema m_key;
    std::optional<OnSameKey> m_onSameKey;
    Wait m_wait;
    ItemLoad m_load;
};

} // namespace keywright::session
