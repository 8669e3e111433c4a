#include "core/model/reading.h"

#include <algorithm>

#include "core/model/object_writer.h"

namespace keywright::model {

using value::Json;

void failAt(const std::string &fileName, const Json &node, const std::string &path, const std::string &what)
{
    throw ModelError(fileName + ", line " + std::to_string(node.line()) + ", column " + std::to_string(node.column()) + ": "
                         + (path.empty() ? "the file" : path) + " " + what + ".",
                     path, node.line(), node.column());
}

ObjectReader::ObjectReader(const Json &json, std::string path, const std::string &fileName)
    : m_json(json), m_path(std::move(path)), m_fileName(fileName)
{
    if (!json.isObject())
        failAt(fileName, json, m_path, "is " + std::string(kindInWords(json.kind())) + "; expected an object");
    for (const auto &[name, value] : json.members())
        m_wording.addMember(name);
}

void ObjectReader::keepSpelling(std::string_view member, const Json &spelling, const Json &writersOwn)
{
    if (!(spelling == writersOwn))
        m_wording.keep(std::string(member), spelling);
}

void ObjectReader::keepDefault(std::string_view member)
{
    if (const Json *found = m_json.find(member))
        m_wording.keep(std::string(member), *found);
}

std::string ObjectReader::pathOf(std::string_view member) const
{
    return m_path.empty() ? std::string(member) : m_path + "." + std::string(member);
}

const Json *ObjectReader::find(std::string_view member)
{
    m_known.emplace_back(member);
    return m_json.find(member);
}

const Json &ObjectReader::require(std::string_view member, std::string_view expected)
{
    const Json *found = find(member);
    if (found == nullptr)
        failAt(m_fileName, m_json, m_path, "lacks the member \"" + std::string(member) + "\"; expected " + std::string(expected));
    return *found;
}

void ObjectReader::failWith(std::string_view member, const std::string &what) const
{
    const Json *found = m_json.find(member);
    failAt(m_fileName, found != nullptr ? *found : m_json, pathOf(member), what);
}

std::string ObjectReader::requireText(std::string_view member)
{
    const Json &found = require(member, "a string");
    if (!found.isString())
        failWith(member, "is " + std::string(kindInWords(found.kind())) + "; expected a string");
    if (found.text().empty())
        failWith(member, "is empty; expected at least one character");
    return found.text();
}

std::string ObjectReader::text(std::string_view member)
{
    const Json *found = find(member);
    if (found == nullptr)
        return {};
    if (!found->isString())
        failWith(member, "is " + std::string(kindInWords(found->kind())) + "; expected a string");
    if (found->text().empty())
        keepDefault(member);
    return found->text();
}

bool ObjectReader::boolean(std::string_view member)
{
    const Json *found = find(member);
    if (found == nullptr)
        return false;
    if (!found->isBoolean())
        failWith(member, "is " + std::string(kindInWords(found->kind())) + "; expected true or false");
    if (!found->asBoolean())
        keepDefault(member);
    return found->asBoolean();
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view member)
{
    const Json *found = find(member);
    if (found == nullptr)
        return std::nullopt;
    const auto read = found->asInteger();
    if (!read)
        failWith(member,
                 "is " + (found->isNumber() ? found->text() : std::string(kindInWords(found->kind()))) + "; expected a whole number");
    keepSpelling(member, *found, Json::number(*read));
    return read;
}

std::optional<double> ObjectReader::number(std::string_view member)
{
    const Json *found = find(member);
    if (found == nullptr)
        return std::nullopt;
    const auto read = found->asDouble();
    if (!read)
        failWith(member, "is " + std::string(kindInWords(found->kind())) + "; expected a number");
    keepSpelling(member, *found, numberJson(*read));
    return read;
}

std::vector<std::string> ObjectReader::texts(std::string_view member)
{
    std::vector<std::string> all;
    const Json *found = find(member);
    if (found == nullptr)
        return all;
    if (!found->isArray())
        failWith(member, "is " + std::string(kindInWords(found->kind())) + "; expected an array of strings");
    if (found->elements().empty())
        keepDefault(member);
    for (std::size_t i = 0; i < found->elements().size(); ++i) {
        const Json &element = found->elements()[i];
        if (!element.isString())
            failAt(m_fileName, element, pathOf(member) + "[" + std::to_string(i) + "]",
                   "is " + std::string(kindInWords(element.kind())) + "; expected a string");
        all.push_back(element.text());
    }
    return all;
}

Json ObjectReader::copy(std::string_view member)
{
    const Json *found = find(member);
    return found == nullptr ? Json() : *found;
}

void ObjectReader::eachObject(std::string_view member, const std::function<void(ObjectReader &)> &read)
{
    const Json *found = find(member);
    if (found == nullptr)
        return;
    if (!found->isArray())
        failWith(member, "is " + std::string(kindInWords(found->kind())) + "; expected an array of objects");
    if (found->elements().empty())
        keepDefault(member);
    for (std::size_t i = 0; i < found->elements().size(); ++i) {
        ObjectReader element(found->elements()[i], pathOf(member) + "[" + std::to_string(i) + "]", m_fileName);
        read(element);
    }
}

void ObjectReader::eachMember(std::string_view member,
                              const std::function<void(const std::string &, const Json &, const std::string &)> &read)
{
    const Json *found = find(member);
    if (found == nullptr)
        return;
    if (!found->isObject())
        failWith(member, "is " + std::string(kindInWords(found->kind())) + "; expected an object");
    if (found->members().empty())
        keepDefault(member);
    for (const auto &[name, value] : found->members())
        read(name, value, pathOf(member) + "." + name);
}

void ObjectReader::object(std::string_view member, const std::function<void(ObjectReader &)> &read)
{
    const Json *found = find(member);
    if (found == nullptr)
        return;
    ObjectReader inside(*found, pathOf(member), m_fileName);
    if (found->members().empty())
        keepDefault(member);
    read(inside);
    Wording wording = inside.wording();
    wording.setUnknown(inside.unknown());
    addInside(std::string(member), std::move(wording));
}

Json ObjectReader::unknown() const
{
    Json rest = Json::object();
    for (const auto &[name, value] : m_json.members())
        if (std::find(m_known.begin(), m_known.end(), name) == m_known.end())
            rest.set(name, value);
    return rest;
}

} // namespace keywright::model
