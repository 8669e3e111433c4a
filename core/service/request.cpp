#include "core/service/request.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "core/service/constraint_check.h"
#include "core/service/fault.h"
#include "core/service/json_element.h"
#include "core/service/type_check.h"

namespace keywright::service {

namespace {

using simdjson::dom::element;

element elementOf(const RequestValue &value)
{
    return ElementAccess::elementOf(value);
}

RequestValue valueOf(element value)
{
    return ElementAccess::valueOf(value);
}

value::Json jsonOf(element json)
{
    using JsonType = simdjson::dom::element_type;
    switch (json.type()) {
    case JsonType::ARRAY: {
        value::Json::Elements elements;
        for (const element part : arrayIn(json))
            elements.push_back(jsonOf(part));
        return value::Json::array(std::move(elements));
    }
    case JsonType::OBJECT: {
        value::Json object = value::Json::object();
        for (const auto &[name, part] : objectIn(json))
            object.set(std::string(name), jsonOf(part));
        return object;
    }
    case JsonType::STRING: return value::Json::string(std::string(textIn(json)));
    case JsonType::BOOL: return value::Json::boolean(ElementAccess::valueOf(json).asFlag());
    case JsonType::NULL_VALUE: return {};
    case JsonType::INT64:
    case JsonType::UINT64:
    case JsonType::DOUBLE: return value::Json::number(simdjson::minify(json));
    }
    return {};
}

/// Each name once, in the place of its first and with the value of its last.
std::vector<NamedValue> eachNameOnce(std::vector<NamedValue> members)
{
    std::unordered_set<std::string_view> seen;
    std::vector<NamedValue> last;
    for (auto member = members.rbegin(); member != members.rend(); ++member)
        if (seen.insert(member->name).second)
            last.push_back(*member);
    std::reverse(last.begin(), last.end());
    return last;
}

bool hasTwice(const std::vector<NamedValue> &members)
{
    constexpr std::size_t kFew = 16; // comparing all with all is faster up to here
    if (members.size() > kFew)
        return true;
    for (std::size_t i = 1; i < members.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (members[i].name == members[j].name)
                return true;
    return false;
}

} // namespace

bool RequestValue::isNull() const
{
    return elementOf(*this).is_null();
}

std::optional<RequestValue> RequestValue::find(std::string_view member) const
{
    simdjson::dom::object object;
    if (elementOf(*this).get_object().get(object) != simdjson::SUCCESS)
        return std::nullopt;
    std::optional<RequestValue> found;
    for (const auto &[name, value] : object)
        if (name == member)
            found = value.is_null() ? std::nullopt : std::optional(valueOf(value));
    return found;
}

std::optional<std::string_view> RequestValue::optionalText(std::string_view member) const
{
    const auto found = find(member);
    return found ? std::optional(found->asText()) : std::nullopt;
}

std::string_view RequestValue::text(std::string_view member) const
{
    return optionalText(member).value_or(std::string_view());
}

std::optional<std::int64_t> RequestValue::optionalInteger(std::string_view member) const
{
    const auto found = find(member);
    return found ? std::optional(found->asInteger()) : std::nullopt;
}

std::int64_t RequestValue::integer(std::string_view member, std::int64_t otherwise) const
{
    return optionalInteger(member).value_or(otherwise);
}

std::optional<double> RequestValue::optionalDouble(std::string_view member) const
{
    const auto found = find(member);
    return found ? std::optional(found->asDouble()) : std::nullopt;
}

std::optional<bool> RequestValue::optionalFlag(std::string_view member) const
{
    const auto found = find(member);
    return found ? std::optional(found->asFlag()) : std::nullopt;
}

bool RequestValue::flag(std::string_view member, bool otherwise) const
{
    return optionalFlag(member).value_or(otherwise);
}

std::vector<RequestValue> RequestValue::list(std::string_view member) const
{
    const auto found = find(member);
    return found ? found->elements() : std::vector<RequestValue>();
}

std::vector<NamedValue> RequestValue::map(std::string_view member) const
{
    const auto found = find(member);
    return found ? found->members() : std::vector<NamedValue>();
}

std::string_view RequestValue::asText() const
{
    std::string_view text;
    return elementOf(*this).get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::int64_t RequestValue::asInteger() const
{
    using Limits = std::numeric_limits<std::int64_t>;
    const element json = elementOf(*this);
    std::int64_t integer = 0;
    if (json.get_int64().get(integer) == simdjson::SUCCESS)
        return integer;
    double number = 0;
    if (json.get_double().get(number) != simdjson::SUCCESS)
        return 0;
    if (number >= static_cast<double>(Limits::max()))
        return Limits::max();
    return number <= static_cast<double>(Limits::min()) ? Limits::min() : static_cast<std::int64_t>(number);
}

double RequestValue::asDouble() const
{
    double number = 0;
    return elementOf(*this).get_double().get(number) == simdjson::SUCCESS ? number : 0;
}

bool RequestValue::asFlag() const
{
    const element json = elementOf(*this);
    bool flag = false;
    if (json.get_bool().get(flag) == simdjson::SUCCESS)
        return flag;
    return json.is_string() && (asText() == "true" || asText() == "TRUE");
}

std::vector<RequestValue> RequestValue::elements() const
{
    std::vector<RequestValue> elements;
    simdjson::dom::array array;
    if (elementOf(*this).get_array().get(array) != simdjson::SUCCESS)
        return elements;
    elements.reserve(array.size());
    for (const element part : array)
        elements.push_back(valueOf(part));
    return elements;
}

std::vector<NamedValue> RequestValue::members() const
{
    std::vector<NamedValue> members;
    simdjson::dom::object object;
    if (elementOf(*this).get_object().get(object) != simdjson::SUCCESS)
        return members;
    members.reserve(object.size());
    for (const auto &[name, part] : object)
        members.push_back({name, valueOf(part)});
    return hasTwice(members) ? eachNameOnce(std::move(members)) : members;
}

std::size_t RequestValue::size() const
{
    const element json = elementOf(*this);
    if (json.is_array())
        return arrayIn(json).size();
    return json.is_object() ? objectIn(json).size() : 0;
}

value::Json RequestValue::toJson() const
{
    return jsonOf(elementOf(*this));
}

struct RequestDocument::Parser {
    simdjson::dom::parser parser;
    element root;
};

/// Parsers of one thread that wait for the next request: allocating one anew costs more than parsing. One that had to grow
/// for a long body is not kept, so an idle thread holds little memory.
struct RequestDocument::ParserPool {
    static constexpr std::size_t kCapacity = 64 * 1024;
    static constexpr std::size_t kKeptCapacity = 1024 * 1024;
    static constexpr std::size_t kKept = 2;
    static constexpr std::size_t kMaxDepth = 1024;

    std::vector<std::unique_ptr<Parser>> parsers;

    ParserPool() { parsers.reserve(kKept); } // so that giving back never allocates

    static ParserPool &ofThread()
    {
        thread_local ParserPool pool;
        return pool;
    }

    std::unique_ptr<Parser> take()
    {
        if (parsers.empty()) {
            auto made = std::make_unique<Parser>();
            if (made->parser.allocate(kCapacity, kMaxDepth) != simdjson::SUCCESS)
                throw std::bad_alloc();
            return made;
        }
        auto taken = std::move(parsers.back());
        parsers.pop_back();
        return taken;
    }

    void give(std::unique_ptr<Parser> parser)
    {
        if (parsers.size() < kKept && parser->parser.capacity() <= kKeptCapacity)
            parsers.push_back(std::move(parser));
    }
};

RequestDocument::RequestDocument(std::string_view body) : m_parser(ParserPool::ofThread().take())
{
    const auto fault = m_parser->parser.parse(body.data(), body.size(), true).get(m_parser->root);
    if (fault == simdjson::MEMALLOC)
        throw std::bad_alloc();
    if (fault != simdjson::SUCCESS || !m_parser->root.is_object())
        throw Fault("SerializationException", {});
}

RequestDocument::~RequestDocument()
{
    ParserPool::ofThread().give(std::move(m_parser));
}

RequestValue RequestDocument::root() const
{
    return valueOf(m_parser->root);
}

Request readRequest(const Operation &operation, const RequestDocument &document)
{
    const Request request{document.root(), &operation};
    const element root = elementOf(request);
    checkTypes(root, *operation.input);
    checkConstraints(root, *operation.input);
    return request;
}

std::string_view tableNameIn(std::string_view nameOrArn)
{
    if (!nameOrArn.starts_with("arn:"))
        return nameOrArn;
    constexpr std::string_view kBeforeName = ":table/";
    const std::size_t at = nameOrArn.find(kBeforeName);
    const bool isDynamoDb = nameOrArn.find(":dynamodb:") < at;
    std::string_view name = at == std::string_view::npos ? std::string_view() : nameOrArn.substr(at + kBeforeName.size());
    name = name.substr(0, name.find('/'));
    if (!isDynamoDb || name.empty())
        throw Fault::validation("Invalid TableArn: Invalid ResourceArn provided as input " + std::string(nameOrArn));
    return name;
}

} // namespace keywright::service
