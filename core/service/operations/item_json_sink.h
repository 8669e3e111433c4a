#pragma once

#include <string>

#include "core/engine/requests.h"
#include "core/service/operations/json_writer.h"

namespace keywright::service {

/// Writes the items of a read as JSON values where `out` stands: members of an array, or the one value of a key.
class ItemJsonSink : public engine::ItemSink {
public:
    explicit ItemJsonSink(JsonWriter &out) : m_out(out) { }

    void addStored(std::string_view itemBytes) override;
    void add(value::Item item) override;

private:
    JsonWriter &m_out;
};

/// Writes the one item of a read, if there is one, as the member `name`.
class NamedItemJsonSink : public ItemJsonSink {
public:
    NamedItemJsonSink(JsonWriter &out, std::string_view name) : ItemJsonSink(out), m_out(out), m_name(name) { }

    void addStored(std::string_view itemBytes) override;
    void add(value::Item item) override;

private:
    JsonWriter &m_out;
    std::string_view m_name;
};

/// The value of an item, in DynamoDB JSON.
void writeItem(JsonWriter &out, const value::Item &item);
/// The member `name` with the item.
void writeItem(JsonWriter &out, std::string_view name, const value::Item &item);

} // namespace keywright::service
