#include "core/exchange/json_likeness.h"

#include <algorithm>
#include <map>

namespace keywright::exchange {

using value::Json;

namespace {

using SaysTheSame = std::function<bool(const Json &, const Json &)>;

Json arrayLike(const Json &fresh, const Json &previous, const SaysTheSame &saysTheSame)
{
    Json array = Json::array();
    for (std::size_t i = 0; i < fresh.elements().size(); ++i) {
        const bool known = i < previous.elements().size();
        array.append(known ? orderedLike(fresh.elements()[i], previous.elements()[i], saysTheSame) : fresh.elements()[i]);
    }
    return array;
}

Json objectLike(const Json &fresh, const Json &previous, const SaysTheSame &saysTheSame)
{
    std::map<std::string, std::size_t, std::less<>> positions;
    for (const Json::Member &member : fresh.members())
        positions.emplace(member.name, positions.size());
    Json::Members members;
    for (const Json::Member &before : previous.members()) {
        const auto found = positions.find(before.name);
        if (found == positions.end())
            continue;
        members.push_back({before.name, orderedLike(fresh.members()[found->second].value, before.value, saysTheSame)});
        positions.erase(found);
    }
    for (const Json::Member &member : fresh.members())
        if (positions.contains(member.name))
            members.push_back(member);
    return Json::object(std::move(members));
}

void append(std::string &out, const Json &json, std::size_t indent, const std::string &lineBreak)
{
    const bool isArray = json.isArray();
    const std::size_t count = isArray ? json.elements().size() : json.members().size();
    if (count == 0) {
        out += json.compact();
        return;
    }
    out += isArray ? '[' : '{';
    for (std::size_t i = 0; i < count; ++i) {
        out += (i == 0 ? "" : ",") + lineBreak;
        out.append(indent + 2, ' ');
        if (!isArray) {
            value::appendJsonString(out, json.members()[i].name);
            out += ": ";
        }
        append(out, isArray ? json.elements()[i] : json.members()[i].value, indent + 2, lineBreak);
    }
    out += lineBreak;
    out.append(indent, ' ');
    out += isArray ? ']' : '}';
}

} // namespace

Json orderedLike(const Json &fresh, const Json &previous, const SaysTheSame &saysTheSame)
{
    if (saysTheSame(fresh, previous))
        return previous;
    if (fresh.isArray() && previous.isArray())
        return arrayLike(fresh, previous, saysTheSame);
    if (fresh.isObject() && previous.isObject())
        return objectLike(fresh, previous, saysTheSame);
    return fresh;
}

std::string stringified(const Json &json, const std::string &lineBreak)
{
    std::string out;
    append(out, json, 0, lineBreak);
    return out;
}

} // namespace keywright::exchange
