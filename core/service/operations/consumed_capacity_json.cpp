#include "core/service/operations/consumed_capacity_json.h"

#include <algorithm>
#include <map>
#include <string>

namespace keywright::service {

namespace {

void writeUnits(JsonWriter &out, double units, UnitKind kind)
{
    out.key("CapacityUnits");
    out.real(units);
    if (kind == UnitKind::Plain)
        return;
    out.key(kind == UnitKind::Read ? "ReadCapacityUnits" : "WriteCapacityUnits");
    out.real(units);
}

void writeIndexes(JsonWriter &out, std::string_view name, const std::map<std::string, double> &indexes, UnitKind kind)
{
    if (indexes.empty())
        return;
    out.key(name);
    out.beginObject();
    for (const auto &[index, units] : indexes) {
        out.key(index);
        out.beginObject();
        writeUnits(out, units, kind);
        out.endObject();
    }
    out.endObject();
}

void writeVectorBytes(JsonWriter &out, const std::map<std::string, double> &indexes)
{
    if (indexes.empty())
        return;
    out.key("VectorIndexes");
    out.beginObject();
    for (const auto &[index, bytes] : indexes) {
        out.key(index);
        out.beginObject();
        out.key("VectorWriteRequestBytes");
        out.real(bytes);
        out.endObject();
    }
    out.endObject();
}

void writeEntry(JsonWriter &out, const capacity::ConsumedCapacity &consumed, CapacityDetail detail, UnitKind kind)
{
    out.beginObject();
    out.member("TableName", consumed.table);
    writeUnits(out, consumed.total(), kind);
    if (detail == CapacityDetail::Indexes) {
        out.key("Table");
        out.beginObject();
        writeUnits(out, consumed.tableUnits, kind);
        out.endObject();
        writeIndexes(out, "LocalSecondaryIndexes", consumed.localIndexUnits, kind);
        writeIndexes(out, "GlobalSecondaryIndexes", consumed.globalIndexUnits, kind);
        writeVectorBytes(out, consumed.vectorWriteBytes);
    }
    out.endObject();
}

} // namespace

CapacityDetail capacityDetailFromText(std::string_view text)
{
    if (text == "INDEXES")
        return CapacityDetail::Indexes;
    return text == "TOTAL" ? CapacityDetail::Total : CapacityDetail::None;
}

void CapacityList::add(std::string_view table, const capacity::ConsumedCapacity &consumed)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto &entry) { return entry.table == table; });
    if (found != m_entries.end()) {
        found->add(consumed);
        return;
    }
    m_entries.push_back(consumed);
    m_entries.back().table = table;
}

void writeConsumedCapacity(JsonWriter &out, const capacity::ConsumedCapacity &consumed, CapacityDetail detail)
{
    if (detail == CapacityDetail::None)
        return;
    out.key("ConsumedCapacity");
    writeEntry(out, consumed, detail, UnitKind::Plain);
}

void writeConsumedCapacities(JsonWriter &out, const std::vector<capacity::ConsumedCapacity> &consumed, CapacityDetail detail, UnitKind kind)
{
    if (detail == CapacityDetail::None)
        return;
    out.key("ConsumedCapacity");
    out.beginArray();
    for (const capacity::ConsumedCapacity &entry : consumed)
        writeEntry(out, entry, detail, kind);
    out.endArray();
}

} // namespace keywright::service
