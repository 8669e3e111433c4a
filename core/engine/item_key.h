#pragma once

#include <string>

#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"

/// Keys of items: whether an item or a key fits its table, and the bytes that stand for its key on disk.
/// Everything throws ServiceError (ValidationException) with the service's message.
namespace keywright::engine {

/// The encoded attributes of a key, apart, since the hash is of the partition part alone.
struct EncodedKey {
    std::string partition;
    std::string sort;
    friend bool operator==(const EncodedKey &, const EncodedKey &) = default;
};

/// Refuses an item that the table cannot hold: a key attribute missing, of another type, empty or too long, an index
/// key attribute of another type or empty, nesting beyond 32 levels, or more than 400 KB.
void checkItem(const schema::TableDefinition &table, const value::Item &item);

/// The same for what an update made of an item, with the messages of an update.
void checkUpdatedItem(const schema::TableDefinition &table, const value::Item &item);

/// Refuses only an empty string or binary as a value of a key attribute of the table, or (of a whole item) of an index.
void checkNoEmptyKey(const schema::TableDefinition &table, const value::Item &itemOrKey);

/// Refuses a key that has not exactly the attributes of `schema`, with values that a key may have.
void checkKey(const schema::KeySchema &schema, const value::Item &key);

/// Refuses an empty value of a key attribute in a request that reads: of the index's key, or of the table's when null.
void checkKeyNotEmpty(const std::string &attribute, const value::AttributeValue &value, const schema::IndexDefinition *index);

/// `item` must have every attribute of `schema`.
EncodedKey encodeKey(const schema::KeySchema &schema, const value::Item &item);

/// Whether the item has every attribute of `schema`, with a value that a key may have: items older than an index may
/// have others, and are not in it.
bool hasWholeKey(const schema::KeySchema &schema, const value::Item &item);

/// Only the attributes of `schema`, and of `more` when given.
value::Item keyOf(const schema::KeySchema &schema, const value::Item &item, const schema::KeySchema *more = nullptr);

} // namespace keywright::engine
