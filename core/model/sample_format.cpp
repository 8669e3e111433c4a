#include "core/model/sample_format.h"

#include <algorithm>
#include <array>

#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::Json;
using value::Type;

namespace {

constexpr std::array<std::pair<std::string_view, DistributionKind>, 5> kDistributions{{{"uniform", DistributionKind::Uniform},
                                                                                       {"zipf", DistributionKind::Zipf},
                                                                                       {"latest", DistributionKind::Latest},
                                                                                       {"sequential", DistributionKind::Sequential},
                                                                                       {"normal", DistributionKind::Normal}}};

std::string formatForType(Type type)
{
    switch (type) {
    case Type::N: return "integer";
    case Type::B:
    case Type::Bs: return "bytes";
    case Type::Bool: return "boolean";
    case Type::Null: return "constant";
    case Type::M:
    case Type::L: return "json";
    case Type::Ns: return "integer";
    default: return "word";
    }
}

/// Members of one object, with messages that name their place.
class Members {
public:
    Members(const Json &json, std::string place) : m_json(json), m_place(std::move(place))
    {
        if (!json.isObject())
            throw GeneratorError(m_place, "is " + std::string(value::kindInWords(json.kind())) + "; expected an object.");
    }

    const Json *find(const std::string &name) const { return m_json.find(name); }

    std::string text(const std::string &name) const
    {
        const Json *found = find(name);
        if (found != nullptr && !found->isString())
            fail(name, "a text");
        return found == nullptr ? std::string() : found->text();
    }
    std::optional<double> number(const std::string &name) const
    {
        const Json *found = find(name);
        if (found != nullptr && !found->isNumber())
            fail(name, "a number");
        return found == nullptr ? std::nullopt : found->asDouble();
    }
    std::optional<std::int64_t> integer(const std::string &name, std::int64_t most) const
    {
        const Json *found = find(name);
        if (found == nullptr)
            return std::nullopt;
        const auto integer = found->asInteger();
        if (!integer || *integer < 0 || *integer > most)
            fail(name, "a whole number from 0 to " + std::to_string(most));
        return integer;
    }
    value::AttributeValue value(const std::string &name, const Json &json) const
    {
        try {
            return value::valueFromDynamoDbJson(json);
        } catch (const value::ValueFormatError &error) {
            throw GeneratorError(placeOf(name), std::string("is no attribute value: ") + error.what() + ".");
        }
    }
    std::string placeOf(const std::string &name) const { return m_place + "." + name; }
    [[noreturn]] void fail(const std::string &name, const std::string &expected) const
    {
        throw GeneratorError(placeOf(name), "is not right; expected " + expected + ".");
    }

private:
    const Json &m_json;
    std::string m_place;
};

Distribution readDistribution(const Json &json, const std::string &place)
{
    const Members members(json, place);
    const std::string kind = members.text("kind");
    const auto known = std::find_if(kDistributions.begin(), kDistributions.end(), [&kind](const auto &each) { return each.first == kind; });
    if (known == kDistributions.end())
        members.fail("kind", "uniform, zipf, latest, sequential or normal");
    Distribution distribution{known->second, members.number("exponent").value_or(1), members.number("mean"), members.number("deviation")};
    if (distribution.exponent <= 0)
        members.fail("exponent", "a number above 0");
    if (distribution.deviation && *distribution.deviation < 0)
        members.fail("deviation", "a number from 0");
    return distribution;
}

SampleMember readMember(const std::string &name, const Json &json, const std::string &place)
{
    const Members members(json, place);
    const auto type = value::typeFromTag(members.text("type"));
    if (!type)
        members.fail("type", "S, N, B, BOOL, NULL, M, L, SS, NS or BS");
    const Json *format = members.find("sampleFormat");
    return {name, *type, readSampleFormat(format == nullptr ? Json() : *format, *type, place)};
}

void readLists(const Members &members, SampleFormat &read)
{
    if (const Json *values = members.find("values"))
        for (const Json &each : values->elements())
            read.values.push_back(each.text());
    if (const Json *weights = members.find("weights"))
        for (const Json &each : weights->elements())
            read.weights.push_back(each.asDouble().value_or(-1));
    if (std::any_of(read.weights.begin(), read.weights.end(), [](double each) { return each < 0; }))
        members.fail("weights", "numbers from 0");
    if (!read.weights.empty() && read.weights.size() != read.values.size())
        members.fail("weights", "one for each of the " + std::to_string(read.values.size()) + " values");
    if (read.format == "enumeration" && read.values.empty())
        members.fail("values", "at least one text");
    if (const Json *whenValues = members.find("whenValues"))
        for (const Json::Member &each : whenValues->members())
            read.whenValues.emplace_back(each.name, members.value("whenValues." + each.name, each.value));
    if (const Json *inside = members.find("members"))
        for (const Json::Member &each : inside->members())
            read.members.push_back(readMember(each.name, each.value, members.placeOf("members." + each.name)));
    if (const Json *element = members.find("element"))
        read.element.push_back(readMember("element", *element, members.placeOf("element")));
}

} // namespace

SampleFormat readSampleFormat(const Json &json, Type type, const std::string &place)
{
    SampleFormat read;
    read.format = formatForType(type);
    if (type == Type::Null)
        read.value = value::AttributeValue(value::Null{});
    if (json.isNull())
        return read;
    const Members members(json, place);
    read.format = members.text("format");
    if (const Json *constant = members.find("value"))
        read.value = members.value("value", *constant);
    read.entity = members.text("entity");
    read.attribute = members.text("attribute");
    read.prefix = members.text("prefix");
    read.digits = members.integer("digits", 38);
    read.minimum = members.number("minimum");
    read.maximum = members.number("maximum");
    if (read.minimum && read.maximum && *read.minimum > *read.maximum)
        members.fail("maximum", "no less than the minimum");
    read.from = members.text("from");
    read.to = members.text("to");
    read.length = members.integer("length", 400'000);
    read.present = members.number("present").value_or(1);
    if (const Json *distribution = members.find("distribution"))
        read.distribution = readDistribution(*distribution, members.placeOf("distribution"));
    read.textTemplate = members.text("template");
    read.via = members.text("via");
    read.times = members.text("times");
    read.minimumCount = members.integer("minimumCount", 10'000).value_or(1);
    read.maximumCount = members.integer("maximumCount", 10'000).value_or(std::max<std::int64_t>(3, read.minimumCount));
    if (read.maximumCount < read.minimumCount)
        members.fail("maximumCount", "no less than minimumCount");
    read.presentWith = members.text("presentWith");
    read.presentWhen = members.text("presentWhen");
    read.after = members.text("after");
    readLists(members, read);
    if (read.format == "constant" && !read.value)
        members.fail("value", "the constant");
    return read;
}

} // namespace keywright::model
