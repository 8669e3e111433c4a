#include "core/model/json_difference.h"

#include <algorithm>
#include <map>

#include "core/model/names.h"
#include "core/value/decimal.h"

namespace keywright::model {

using value::Json;

namespace {

/// What one element of a list or object is called.
const std::map<std::string_view, std::string_view> &singulars()
{
    static const std::map<std::string_view, std::string_view> all{
        {"attributes", "attribute"},      {"cards", "card"},    {"counts", "items of"},      {"indexNotes", "note of index"},
        {"keyTemplates", "key template"}, {"mergeBy", "order"}, {"parameters", "parameter"}, {"parts", "part"},
        {"replicas", "replica"},          {"steps", "step"}};
    return all;
}

/// "drawnFrom" as "drawn from"; what begins with a capital is a name of a person's own.
std::string memberInWords(const std::string &member)
{
    if (!member.empty() && member.front() >= 'A' && member.front() <= 'Z')
        return member;
    std::string words;
    for (const char c : member) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        if (isUpper)
            words += ' ';
        words += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return words;
}

/// What stands for its default, wherever the model file has it.
bool isDefault(const Json &json)
{
    switch (json.kind()) {
    case Json::Kind::Null: return true;
    case Json::Kind::Boolean: return !json.asBoolean();
    case Json::Kind::String: return json.text().empty() || json.text() == "ascending";
    case Json::Kind::Array: return json.elements().empty();
    case Json::Kind::Object: return json.members().empty();
    case Json::Kind::Number: return false;
    }
    return false;
}

bool isSameNumber(const Json &left, const Json &right)
{
    if (left.text() == right.text())
        return true;
    const auto one = value::Decimal::parse(left.text());
    const auto other = value::Decimal::parse(right.text());
    return one && other && *one == *other;
}

bool isSameList(const Json &left, const Json &right)
{
    return std::equal(left.elements().begin(), left.elements().end(), right.elements().begin(), right.elements().end(),
                      [](const Json &one, const Json &other) { return saysTheSame(&one, &other); });
}

bool isSameObject(const Json &left, const Json &right)
{
    const auto isIn = [](const Json &in) {
        return [&in](const Json::Member &each) { return saysTheSame(&each.value, in.find(each.name)); };
    };
    return std::all_of(left.members().begin(), left.members().end(), isIn(right))
        && std::all_of(right.members().begin(), right.members().end(), isIn(left));
}

const std::string *nameOf(const Json &element)
{
    const Json *name = element.find("name");
    return name == nullptr || !name->isString() || name->text().empty() ? nullptr : &name->text();
}

/// The position of each name; empty unless every element has a name of its own.
std::map<std::string, std::size_t> namedElements(const Json &list)
{
    std::map<std::string, std::size_t> positions;
    for (std::size_t i = 0; i < list.elements().size(); ++i) {
        const std::string *name = nameOf(list.elements()[i]);
        if (name == nullptr || !positions.emplace(*name, i).second)
            return {};
    }
    return positions;
}

bool holdsObjects(const Json &list)
{
    return std::all_of(list.elements().begin(), list.elements().end(), [](const Json &each) { return each.isObject(); });
}

std::string lastOf(const std::string &place)
{
    const std::size_t dot = place.rfind('.');
    return dot == std::string::npos ? place : place.substr(dot + 1);
}

std::string joined(const std::string &texts, const std::string &more)
{
    return texts.empty() || more.empty() ? texts + more : texts + ", " + more;
}

class Comparison {
public:
    explicit Comparison(std::vector<DetailDifference> &differences) : m_differences(differences) { }

    /// `around` are the words of the path to it, `own` its own.
    void compare(const Json *from, const Json *to, const std::string &place, const std::string &around, const std::string &own)
    {
        if (saysTheSame(from, to))
            return;
        if (from != nullptr && to != nullptr && from->isObject() && to->isObject())
            compareObjects(*from, *to, place, around, own);
        else if (from != nullptr && to != nullptr && from->isArray() && to->isArray() && holdsObjects(*from) && holdsObjects(*to))
            compareLists(*from, *to, place, around);
        else
            add(from, to, place, joined(around, own));
    }

    void compareObjects(const Json &from, const Json &to, const std::string &place, const std::string &around, const std::string &own)
    {
        const auto singular = singulars().find(lastOf(place));
        const auto compareMember = [&](const std::string &name) {
            if (singular != singulars().end()) // a map of them: "key template GSI1PK"
                compare(from.find(name), to.find(name), place + "." + name, around, std::string(singular->second) + " " + name);
            else
                compare(from.find(name), to.find(name), place.empty() ? name : place + "." + name, joined(around, own),
                        memberInWords(name));
        };
        for (const Json::Member &member : to.members())
            compareMember(member.name);
        for (const Json::Member &member : from.members())
            if (to.find(member.name) == nullptr)
                compareMember(member.name);
    }

private:
    static std::string wordsOfElement(const std::string &list, const Json &element, std::size_t number)
    {
        const auto singular = singulars().find(list);
        const std::string *name = nameOf(element);
        return (singular == singulars().end() ? memberInWords(list) : std::string(singular->second)) + " "
            + (name == nullptr ? std::to_string(number + 1) : *name);
    }

    void compareLists(const Json &from, const Json &to, const std::string &place, const std::string &around)
    {
        const auto fromNames = namedElements(from);
        const auto toNames = namedElements(to);
        if ((!fromNames.empty() || from.elements().empty()) && (!toNames.empty() || to.elements().empty()))
            compareNamed(from, to, fromNames, toNames, place, around);
        else
            compareNumbered(from, to, place, around);
    }

    void compareNamed(const Json &from, const Json &to, const std::map<std::string, std::size_t> &fromNames,
                      const std::map<std::string, std::size_t> &toNames, const std::string &place, const std::string &around)
    {
        const std::string list = lastOf(place);
        std::string before;
        std::string after;
        for (std::size_t i = 0; i < to.elements().size(); ++i) {
            const Json &element = to.elements()[i];
            const auto same = fromNames.find(*nameOf(element));
            compare(same == fromNames.end() ? nullptr : &from.elements()[same->second], &element, model::element(place, i), around,
                    wordsOfElement(list, element, i));
            if (same != fromNames.end())
                after = joined(after, same->first);
        }
        for (std::size_t i = 0; i < from.elements().size(); ++i) {
            const Json &element = from.elements()[i];
            if (toNames.contains(*nameOf(element)))
                before = joined(before, *nameOf(element));
            else
                compare(&element, nullptr, model::element(place, i), around, wordsOfElement(list, element, i));
        }
        if (before != after)
            m_differences.push_back(
                {ChangeKind::Changed, place, joined(around, "order of the " + memberInWords(list)), before, after, std::nullopt, {}});
    }

    void compareNumbered(const Json &from, const Json &to, const std::string &place, const std::string &around)
    {
        const std::string list = lastOf(place);
        const std::size_t count = std::max(from.elements().size(), to.elements().size());
        for (std::size_t i = 0; i < count; ++i) {
            const Json *before = i < from.elements().size() ? &from.elements()[i] : nullptr;
            const Json *after = i < to.elements().size() ? &to.elements()[i] : nullptr;
            compare(before, after, model::element(place, i), around, wordsOfElement(list, after == nullptr ? *before : *after, i));
        }
    }

    void add(const Json *from, const Json *to, const std::string &place, const std::string &subject)
    {
        const ChangeKind kind = from == nullptr ? ChangeKind::Added : to == nullptr ? ChangeKind::Removed : ChangeKind::Changed;
        m_differences.push_back({kind, place, subject, plainText(from), plainText(to), std::nullopt, {}});
    }

    std::vector<DetailDifference> &m_differences;
};

} // namespace

bool saysTheSame(const Json *from, const Json *to)
{
    const bool saysNothingBefore = from == nullptr || isDefault(*from);
    const bool saysNothingAfter = to == nullptr || isDefault(*to);
    if (from == nullptr || to == nullptr)
        return saysNothingBefore && saysNothingAfter;
    if (from->kind() != to->kind())
        return false;
    switch (from->kind()) {
    case Json::Kind::Null: return true;
    case Json::Kind::Boolean: return from->asBoolean() == to->asBoolean();
    case Json::Kind::Number: return isSameNumber(*from, *to);
    case Json::Kind::String: return from->text() == to->text();
    case Json::Kind::Array: return isSameList(*from, *to);
    case Json::Kind::Object: return isSameObject(*from, *to);
    }
    return false;
}

std::string plainText(const Json *json)
{
    if (json == nullptr)
        return {};
    if (json->isString())
        return json->text();
    const bool isListOfTexts =
        json->isArray() && std::all_of(json->elements().begin(), json->elements().end(), [](const Json &each) { return each.isString(); });
    if (!isListOfTexts)
        return json->compact();
    std::string all;
    for (const Json &each : json->elements())
        all += (all.empty() ? "" : ", ") + each.text();
    return all;
}

void compareJson(const Json &from, const Json &to, const std::string &place, std::vector<DetailDifference> &differences)
{
    Comparison(differences).compareObjects(from, to, place, {}, {});
}

} // namespace keywright::model
