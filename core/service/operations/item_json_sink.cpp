#include "core/service/operations/item_json_sink.h"

#include "core/service/attribute_writer.h"
#include "core/storage/item_json.h"

namespace keywright::service {

void ItemJsonSink::addStored(std::string_view itemBytes)
{
    storage::appendItemJson(m_out.value(), itemBytes);
}

void ItemJsonSink::add(value::Item item)
{
    writeItem(m_out, item);
}

void NamedItemJsonSink::addStored(std::string_view itemBytes)
{
    m_out.key(m_name);
    ItemJsonSink::addStored(itemBytes);
}

void NamedItemJsonSink::add(value::Item item)
{
    m_out.key(m_name);
    ItemJsonSink::add(std::move(item));
}

void writeItem(JsonWriter &out, const value::Item &item)
{
    appendItemJson(out.value(), item);
}

void writeItem(JsonWriter &out, std::string_view name, const value::Item &item)
{
    out.key(name);
    writeItem(out, item);
}

} // namespace keywright::service
