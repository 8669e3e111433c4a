#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <QString>

#include "core/connection/connection.h"
#include "core/model/command.h"

/// Changes of items, in the sample data of a model or in a table on a connection.
namespace keywright::ui {

/// What items are read from and written to.
enum class DataSource : std::uint8_t {
    SampleData, ///< in the model; edits can be undone
    Table,      ///< on the connection; edits are writes
};

/// One item before and after; without `before` it is added, without `after` it is taken out.
struct ItemChange {
    std::optional<value::Item> before; ///< as the person saw it
    std::optional<value::Item> after;
};

/// The command that makes the changes in the sample data. Throws EditError: an item is not there any more as it was seen, a
/// key is taken, or the table could not hold the item; then with the service's own words.
model::Command sampleCommand(const model::Model &model, const std::string &table, const std::vector<ItemChange> &changes);

struct WriteReport {
    std::size_t written = 0;
    std::vector<QString> refusals; ///< a sentence for each of the first ones that were not written
};

/// Writes each change on condition that the item is still as it was seen, or that none of its key is there. Of a changed key
/// both happen or neither. Goes on after one that was refused, but not when the connection cannot be used. Does not throw.
WriteReport writeChanges(connection::Connection &connection, const schema::TableDefinition &table, const std::vector<ItemChange> &changes,
                         const std::stop_token &stop);

/// The keys that templates build follow the attributes that `after` has changed: every key attribute that was as the
/// template builds it from `before`, and that the person did not change.
value::Item withFollowingKeys(const model::Model &model, const std::string &table, const value::Item &before, value::Item after);

/// An item of the entity to begin with: its mark, and its attributes with empty values that a person replaces; with the key
/// attributes that no template builds. Without an entity only the key.
value::Item blankItem(const model::Model &model, const std::string &table, const model::Entity *entity);

/// The key attributes that the item lacks, as the entity's templates build them, where they can.
value::Item withMissingKeys(const model::Entity &entity, value::Item item);

} // namespace keywright::ui
