#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "core/engine/catalog.h"
#include "core/engine/requests.h"
#include "core/engine/write_plan.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// An action where it stands.
using ActionReference =
    std::variant<const PutItemRequest *, const UpdateItemRequest *, const DeleteItemRequest *, const ConditionCheckRequest *>;

ActionReference referenceTo(const WriteAction &action);

/// One action that writes, on its way: the item that it names, as it is and as it will be. The action must live longer.
/// Items are decoded and encoded only when something asks for them. Not thread-safe.
class PreparedAction {
public:
    /// Throws ServiceError: ResourceNotFoundException, or ValidationException for a key or item that cannot be.
    PreparedAction(const Catalog &catalog, ActionReference action);

    const TableState &table() const { return *m_table; }
    /// The item's key in the store, which also names its lock.
    const std::string &entry() const { return m_entry; }
    bool isCheckOnly() const { return std::holds_alternative<const ConditionCheckRequest *>(m_action); }
    bool returnsItemOnFailure() const;
    bool returnsItemCollection() const;

    /// Reads the item as it is; under its lock.
    void read(const storage::Store &store);
    bool conditionHolds();
    /// Makes the item as it will be. Throws ServiceError (ValidationException) when the update cannot run on the item, or
    /// makes one that cannot be.
    void evaluate();

    /// Null when there is none.
    const value::Item *before();
    std::int64_t sizeBefore() const { return m_sizeBefore; }
    std::int64_t sizeAfter() const { return m_sizeAfter; }
    /// What a write is charged for whose condition did not hold: the larger of the item and what it would have become.
    std::int64_t sizeWhenRefused();
    /// The key's attributes alone.
    const value::Item &key();
    ItemStep step();
    /// As returnValues asks; after evaluate().
    std::optional<value::Item> attributes();

private:
    const expression::Update *update() const;
    void checkUpdate(const expression::Update &update) const;

    ActionReference m_action;
    std::shared_ptr<const TableState> m_table;
    std::string m_entry;
    std::optional<value::Item> m_key; // of a put, made when asked for
    std::string m_bytesBefore;
    std::int64_t m_sizeBefore = 0;
    std::optional<value::Item> m_before; // decoded when asked for
    std::optional<value::Item> m_updated;
    const value::Item *m_after = nullptr;
    std::string m_bytesAfter;
    std::int64_t m_sizeAfter = 0;
};

} // namespace keywright::engine
