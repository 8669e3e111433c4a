#include "core/service/operations/vector_operations.h"

#include <array>
#include <charconv>

#include "core/engine/engine.h"
#include "core/service/attribute_reader.h"
#include "core/service/operations/expression_parameters.h"
#include "core/service/operations/item_json_sink.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

void writeScore(JsonWriter &out, double score)
{
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), score);
    out.key("Score");
    const std::string text(digits.data(), end.ptr);
    out.value() += text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

} // namespace

void searchVectors(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    ExpressionParameters expressions(request, kSearchMembers);
    engine::SearchVectorsRequest search;
    search.table = tableIn(request);
    search.index = request.text("IndexName");
    for (const RequestValue &element : request.list("SearchVector"))
        search.vector.push_back(readAttributeValue(element));
    search.topK = request.integer("TopK");
    search.condition = expressions.searchCondition();
    if (const auto paths = expressions.projection())
        search.projection = expression::Projection(*paths);
    expressions.requireAllUsed();
    const engine::SearchVectorsResult result = call.engine.searchVectors(search);

    JsonWriter out(body);
    out.beginObject();
    out.key("SearchResults");
    out.beginArray();
    for (const engine::SearchHit &hit : result.hits) {
        out.beginObject();
        writeItem(out, "Item", hit.item);
        writeScore(out, hit.score);
        out.endObject();
    }
    out.endArray();
    if (capacityDetailIn(request) != CapacityDetail::None) {
        out.key("ConsumedCapacity");
        out.beginObject();
        out.key("VectorSearchRequestBytes");
        out.real(static_cast<double>(result.bytes));
        out.endObject();
    }
    out.endObject();
}

} // namespace keywright::service
