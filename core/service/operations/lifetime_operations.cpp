#include "core/service/operations/lifetime_operations.h"

#include "core/engine/engine.h"
#include "core/service/operations/json_writer.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

void updateTimeToLive(const OperationCall &call, std::string &body)
{
    const auto specification = call.request.find("TimeToLiveSpecification");
    const std::string attribute(specification ? specification->text("AttributeName") : std::string_view());
    const bool enabled = specification && specification->flag("Enabled");
    call.engine.timeToLive().update(tableIn(call.request), attribute, enabled);

    JsonWriter out(body);
    out.beginObject();
    out.key("TimeToLiveSpecification");
    out.beginObject();
    out.member("AttributeName", attribute);
    out.key("Enabled");
    out.boolean(enabled);
    out.endObject();
    out.endObject();
}

void describeTimeToLive(const OperationCall &call, std::string &body)
{
    const engine::TimeToLiveDescription description = call.engine.timeToLive().describe(tableIn(call.request));
    JsonWriter out(body);
    out.beginObject();
    out.key("TimeToLiveDescription");
    out.beginObject();
    out.member("TimeToLiveStatus", engine::textOf(description.status));
    if (!description.attribute.empty())
        out.member("AttributeName", description.attribute);
    out.endObject();
    out.endObject();
}

} // namespace keywright::service
