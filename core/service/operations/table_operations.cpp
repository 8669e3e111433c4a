#include "core/service/operations/table_operations.h"

#include <algorithm>

#include "core/engine/engine.h"
#include "core/service/operations/json_writer.h"
#include "core/service/operations/request_parts.h"
#include "core/service/operations/table_description_json.h"
#include "core/service/operations/table_request_reader.h"

namespace keywright::service {

namespace {

void writeAnswer(std::string &body, std::string_view name, const engine::TableDescription &table)
{
    JsonWriter out(body);
    out.beginObject();
    writeTableDescription(out, name, table);
    out.endObject();
}

} // namespace

void createTable(const OperationCall &call, std::string &body)
{
    writeAnswer(body, "TableDescription", call.engine.tables().create(createTableRequestOf(call.request)));
}

void describeTable(const OperationCall &call, std::string &body)
{
    writeAnswer(body, "Table", call.engine.tables().describe(tableIn(call.request)));
}

void updateTable(const OperationCall &call, std::string &body)
{
    writeAnswer(body, "TableDescription", call.engine.tables().update(updateTableRequestOf(call.request)));
}

void deleteTable(const OperationCall &call, std::string &body)
{
    writeAnswer(body, "TableDescription", call.engine.tables().drop(tableIn(call.request)));
}

void listTables(const OperationCall &call, std::string &body)
{
    constexpr std::int64_t kMostNames = 100;
    const std::vector<std::string> names = call.engine.listTables();
    const auto first = std::upper_bound(names.begin(), names.end(), call.request.text("ExclusiveStartTableName"));
    const std::int64_t count = std::min<std::int64_t>(call.request.integer("Limit", kMostNames), names.end() - first);
    const auto last = first + count;

    JsonWriter out(body);
    out.beginObject();
    out.key("TableNames");
    out.beginArray();
    for (auto name = first; name != last; ++name)
        out.string(*name);
    out.endArray();
    if (last != names.end())
        out.member("LastEvaluatedTableName", *(last - 1));
    out.endObject();
}

/// The quotas that an account has until it asks for more. Source: developer guide, "Quotas and limits".
void describeLimits(const OperationCall &, std::string &body)
{
    constexpr std::int64_t kOfAccount = 80'000;
    constexpr std::int64_t kOfTable = 40'000;
    JsonWriter out(body);
    out.beginObject();
    out.member("AccountMaxReadCapacityUnits", kOfAccount);
    out.member("AccountMaxWriteCapacityUnits", kOfAccount);
    out.member("TableMaxReadCapacityUnits", kOfTable);
    out.member("TableMaxWriteCapacityUnits", kOfTable);
    out.endObject();
}

void describeEndpoints(const OperationCall &call, std::string &body)
{
    constexpr std::int64_t kCacheMinutes = 1440;
    JsonWriter out(body);
    out.beginObject();
    out.key("Endpoints");
    out.beginArray();
    out.beginObject();
    out.member("Address", call.host.empty() ? "dynamodb." + call.engine.options().region + ".amazonaws.com" : std::string(call.host));
    out.member("CachePeriodInMinutes", kCacheMinutes);
    out.endObject();
    out.endArray();
    out.endObject();
}

} // namespace keywright::service
