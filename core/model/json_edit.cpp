#include "core/model/json_edit.h"

#include <span>

namespace keywright::model {

using value::Json;

namespace {

Json changed(const Json &json, std::span<const std::string_view> path, const TextChange &change)
{
    if (path.empty())
        return json.isString() ? Json::string(change(json.text())) : json;
    if (path.front() == "[]") {
        if (!json.isArray())
            return json;
        Json::Elements elements;
        for (const Json &element : json.elements())
            elements.push_back(changed(element, path.subspan(1), change));
        return Json::array(std::move(elements));
    }
    if (!json.isObject())
        return json;
    Json::Members members;
    for (const auto &[name, value] : json.members()) {
        const bool isMeant = path.front() == "*" || path.front() == name;
        members.push_back({name, isMeant ? changed(value, path.subspan(1), change) : value});
    }
    return Json::object(std::move(members));
}

} // namespace

Json withTexts(const Json &json, const std::vector<std::string_view> &path, const TextChange &change)
{
    return changed(json, path, change);
}

} // namespace keywright::model
