#include "core/service/operations/cancellation.h"

#include <algorithm>
#include <string>

#include "core/service/fault.h"
#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"

namespace keywright::service {

namespace {

/// The same for the same content, whatever the order of members.
value::Json inOrder(const value::Json &json)
{
    if (json.isArray()) {
        value::Json::Elements elements;
        for (const value::Json &element : json.elements())
            elements.push_back(inOrder(element));
        return value::Json::array(std::move(elements));
    }
    if (!json.isObject())
        return json;
    value::Json::Members members;
    for (const auto &[name, member] : json.members())
        members.push_back({name, inOrder(member)});
    std::sort(members.begin(), members.end(), [](const auto &left, const auto &right) { return left.name < right.name; });
    return value::Json::object(std::move(members));
}

value::Json jsonOf(const engine::CancellationReason &reason)
{
    value::Json json = value::Json::object({{"Code", value::Json::string(reason.code)}});
    if (reason.item)
        json.set("Item", value::toDynamoDbJson(*reason.item));
    if (!reason.message.empty())
        json.set("Message", value::Json::string(reason.message));
    return json;
}

} // namespace

void refuseCancelled(const std::vector<engine::CancellationReason> &reasons)
{
    std::string codes;
    value::Json details = value::Json::array();
    for (const engine::CancellationReason &reason : reasons) {
        if (reason.message.starts_with(kEmptyKey))
            throw Fault::validation(reason.message);
        codes += (codes.empty() ? "" : ", ") + reason.code;
        details.append(jsonOf(reason));
    }
    throw Fault("TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]",
                value::Json::object({{"CancellationReasons", std::move(details)}}));
}

std::optional<engine::RequestToken> requestTokenIn(const RequestValue &request, std::string_view actions)
{
    const auto token = request.optionalText("ClientRequestToken");
    const auto items = request.find(actions);
    if (!token || !items)
        return std::nullopt;
    const auto digest = value::md5(inOrder(items->toJson()).compact());
    return engine::RequestToken{std::string(*token), std::string(digest.begin(), digest.end())};
}

} // namespace keywright::service
