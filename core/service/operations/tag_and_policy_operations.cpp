#include "core/service/operations/tag_and_policy_operations.h"

#include "core/engine/engine.h"
#include "core/service/operations/json_writer.h"
#include "core/service/operations/request_parts.h"
#include "core/service/operations/table_request_reader.h"

namespace keywright::service {

namespace {

std::string resourceIn(const RequestValue &request)
{
    return std::string(request.text("ResourceArn"));
}

} // namespace

/// The body of the answer is empty, as the service's is.
void tagResource(const OperationCall &call, std::string &)
{
    call.engine.tags().tag(resourceIn(call.request), tagsIn(call.request));
}

/// The body of the answer is empty, as the service's is.
void untagResource(const OperationCall &call, std::string &)
{
    std::vector<std::string> keys;
    for (const RequestValue &key : call.request.list("TagKeys"))
        keys.emplace_back(key.asText());
    call.engine.tags().untag(resourceIn(call.request), keys);
}

void listTagsOfResource(const OperationCall &call, std::string &body)
{
    const engine::TagPage page = call.engine.tags().list(resourceIn(call.request), textIn(call.request, "NextToken"));
    JsonWriter out(body);
    out.beginObject();
    out.key("Tags");
    out.beginArray();
    for (const auto &[key, value] : page.tags) {
        out.beginObject();
        out.member("Key", key);
        out.member("Value", value);
        out.endObject();
    }
    endPage(out, page.nextToken);
}

void putResourcePolicy(const OperationCall &call, std::string &body)
{
    JsonWriter out(body);
    out.beginObject();
    out.member("RevisionId",
               call.engine.policies().put(resourceIn(call.request), std::string(call.request.text("Policy")),
                                          textIn(call.request, "ExpectedRevisionId")));
    out.endObject();
}

void getResourcePolicy(const OperationCall &call, std::string &body)
{
    const engine::ResourcePolicy policy = call.engine.policies().get(resourceIn(call.request));
    JsonWriter out(body);
    out.beginObject();
    out.member("Policy", policy.policy);
    out.member("RevisionId", policy.revisionId);
    out.endObject();
}

void deleteResourcePolicy(const OperationCall &call, std::string &body)
{
    const auto revision = call.engine.policies().remove(resourceIn(call.request), textIn(call.request, "ExpectedRevisionId"));
    JsonWriter out(body);
    out.beginObject();
    if (revision)
        out.member("RevisionId", *revision);
    out.endObject();
}

} // namespace keywright::service
