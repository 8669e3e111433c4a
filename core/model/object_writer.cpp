#include "core/model/object_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::Json;

Json numberJson(double number)
{
    if (!std::isfinite(number))
        throw std::invalid_argument("A number of the model is infinite or not a number; JSON cannot hold it.");
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
    return Json::number(std::string(text.data(), written.ptr));
}

Json valueJson(const value::AttributeValue &value, const Wording &wording, std::string_view member)
{
    const Json *spelling = wording.spelling(member);
    if (spelling != nullptr && spelling->isObject() && value::valueFromDynamoDbJson(*spelling) == value)
        return *spelling;
    return value::toDynamoDbJson(value);
}

bool ObjectWriter::spelledOut(std::string_view member, const Json &json) const
{
    const Json *spelling = m_wording.spelling(member);
    return spelling != nullptr && *spelling == json;
}

void ObjectWriter::set(std::string_view member, Json json)
{
    m_members.push_back({std::string(member), std::move(json)});
}

void ObjectWriter::text(std::string_view member, const std::string &text)
{
    Json json = Json::string(text);
    if (!text.empty() || spelledOut(member, json))
        set(member, std::move(json));
}

void ObjectWriter::flag(std::string_view member, bool flag)
{
    Json json = Json::boolean(flag);
    if (flag || spelledOut(member, json))
        set(member, std::move(json));
}

void ObjectWriter::integer(std::string_view member, const std::optional<std::int64_t> &integer)
{
    if (!integer)
        return;
    const Json *spelling = m_wording.spelling(member);
    set(member, spelling != nullptr && spelling->asInteger() == integer ? *spelling : Json::number(*integer));
}

void ObjectWriter::number(std::string_view member, const std::optional<double> &number)
{
    if (!number)
        return;
    const Json *spelling = m_wording.spelling(member);
    set(member, spelling != nullptr && spelling->asDouble() == number ? *spelling : numberJson(*number));
}

void ObjectWriter::value(std::string_view member, const value::AttributeValue &value)
{
    set(member, valueJson(value, m_wording, member));
}

void ObjectWriter::texts(std::string_view member, const std::vector<std::string> &texts)
{
    Json::Elements elements;
    for (const std::string &text : texts)
        elements.push_back(Json::string(text));
    unlessEmpty(member, Json::array(std::move(elements)));
}

void ObjectWriter::unlessEmpty(std::string_view member, Json json)
{
    const bool isEmpty = json.elements().empty() && json.members().empty();
    if (!isEmpty || spelledOut(member, json))
        set(member, std::move(json));
}

void ObjectWriter::choice(std::string_view member, std::string_view chosen, bool isDefault)
{
    Json json = Json::string(std::string(chosen));
    if (!isDefault || spelledOut(member, json))
        set(member, std::move(json));
}

Json ObjectWriter::finish(const Json &unknown)
{
    const auto nameIs = [](const std::string &name) { return [&name](const Json::Member &member) { return member.name == name; }; };
    for (const Json::Member &member : unknown.members())
        if (std::none_of(m_members.begin(), m_members.end(), nameIs(member.name)))
            m_members.push_back(member);

    std::vector<std::string> names;
    for (const Json::Member &member : m_members)
        names.push_back(member.name);
    std::vector<bool> placed(names.size());
    Json::Members ordered;
    for (const std::string &name : m_wording.order()) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end())
            continue;
        const auto at = static_cast<std::size_t>(found - names.begin());
        ordered.push_back(std::move(m_members[at]));
        placed[at] = true;
    }
    // What came since then goes behind the member that it follows in the writer's own order.
    std::size_t next = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto at = std::find_if(ordered.begin(), ordered.end(), nameIs(names[i]));
        if (!placed[i])
            at = ordered.insert(ordered.begin() + static_cast<std::ptrdiff_t>(next), std::move(m_members[i]));
        next = static_cast<std::size_t>(at - ordered.begin()) + 1;
    }
    return Json::object(std::move(ordered));
}

} // namespace keywright::model
