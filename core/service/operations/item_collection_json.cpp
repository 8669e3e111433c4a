#include "core/service/operations/item_collection_json.h"

#include <map>
#include <string_view>

#include "core/service/operations/item_json_sink.h"

namespace keywright::service {

namespace {

constexpr std::string_view kMetrics = "ItemCollectionMetrics";

void writeCollection(JsonWriter &out, const engine::ItemCollection &collection)
{
    out.beginObject();
    writeItem(out, "ItemCollectionKey", collection.key);
    out.key("SizeEstimateRangeGB");
    out.beginArray();
    out.real(collection.lowerGigabytes);
    out.real(collection.upperGigabytes);
    out.endArray();
    out.endObject();
}

} // namespace

bool returnsItemCollectionIn(const RequestValue &request)
{
    return request.text("ReturnItemCollectionMetrics") == "SIZE";
}

void writeItemCollection(JsonWriter &out, const std::optional<engine::ItemCollection> &collection)
{
    if (!collection)
        return;
    out.key(kMetrics);
    writeCollection(out, *collection);
}

void writeItemCollections(JsonWriter &out, const std::vector<engine::ItemCollection> &collections)
{
    if (collections.empty())
        return;
    std::map<std::string_view, std::vector<const engine::ItemCollection *>> byTable;
    for (const engine::ItemCollection &collection : collections)
        byTable[collection.table].push_back(&collection);
    out.key(kMetrics);
    out.beginObject();
    for (const auto &[table, ofTable] : byTable) {
        out.key(table);
        out.beginArray();
        for (const engine::ItemCollection *collection : ofTable)
            writeCollection(out, *collection);
        out.endArray();
    }
    out.endObject();
}

} // namespace keywright::service
