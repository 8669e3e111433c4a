#include "core/model/expectation.h"

#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::Json;

namespace {

std::string element(const std::string &array, std::size_t index)
{
    return array + "[" + std::to_string(index) + "]";
}

[[noreturn]] void fail(const std::string &place, const Json &found, const std::string &expected)
{
    throw ExpectationError(place, "is " + std::string(value::kindInWords(found.kind())) + "; expected " + expected + ".");
}

const Json &object(const Json &json, const std::string &place)
{
    if (!json.isObject())
        fail(place, json, "an object");
    return json;
}

const Json::Elements &elements(const Json &json, const std::string &place)
{
    if (!json.isArray())
        fail(place, json, "an array");
    return json.elements();
}

std::string textIn(const Json &json, const std::string &member, const std::string &place)
{
    const Json *found = json.find(member);
    if (found == nullptr)
        return {};
    if (!found->isString())
        fail(place + "." + member, *found, "a text");
    return found->text();
}

std::string requiredTextIn(const Json &json, const std::string &member, const std::string &place)
{
    std::string text = textIn(json, member, place);
    if (text.empty())
        throw ExpectationError(place + "." + member, "is missing.");
    return text;
}

std::vector<std::string> textsIn(const Json &json, const std::string &member, const std::string &place)
{
    std::vector<std::string> texts;
    const Json *found = json.find(member);
    if (found == nullptr)
        return texts;
    for (const Json &each : elements(*found, place + "." + member)) {
        if (!each.isString())
            fail(element(place + "." + member, texts.size()), each, "a text");
        texts.push_back(each.text());
    }
    return texts;
}

Operand operandOf(const Json &json, const std::string &place)
{
    if (json.isString())
        return json.text();
    try {
        return value::valueFromDynamoDbJson(json);
    } catch (const value::ValueFormatError &error) {
        throw ExpectationError(place, std::string("is neither a template nor an attribute value: ") + error.what() + ".");
    }
}

ExpectedValues valuesIn(const Json &json, const std::string &place)
{
    ExpectedValues values;
    const std::string here = place + ".values";
    if (const Json *found = json.find("values"))
        for (const Json::Member &each : object(*found, here).members())
            values.emplace_back(each.name, operandOf(each.value, here + "." + each.name));
    return values;
}

std::vector<OrderTerm> orderIn(const Json &json, const std::string &place)
{
    std::vector<OrderTerm> order;
    const Json *found = json.find("orderBy");
    if (found == nullptr)
        return order;
    for (const Json &each : elements(*found, place + ".orderBy")) {
        const std::string here = element(place + ".orderBy", order.size());
        const std::string direction = textIn(object(each, here), "direction", here);
        if (!direction.empty() && direction != "ascending" && direction != "descending")
            throw ExpectationError(here + ".direction", "is \"" + direction + "\"; expected ascending or descending.");
        order.push_back({requiredTextIn(each, "attribute", here), direction == "descending"});
    }
    return order;
}

std::optional<Nearest> nearestIn(const Json &json, const std::string &place)
{
    const Json *found = json.find("nearest");
    if (found == nullptr)
        return std::nullopt;
    const std::string here = place + ".nearest";
    Nearest nearest{requiredTextIn(object(*found, here), "attribute", here), {}, {}};
    const Json *to = found->find("to");
    if (to == nullptr)
        throw ExpectationError(here + ".to", "is missing.");
    nearest.to = operandOf(*to, here + ".to");
    const std::string function = requiredTextIn(*found, "distanceFunction", here);
    const auto known = schema::distanceFunctionFromText(function);
    if (!known)
        throw ExpectationError(here + ".distanceFunction", "is \"" + function + "\"; expected COSINE, DOT_PRODUCT or EUCLIDEAN.");
    nearest.distance = *known;
    return nearest;
}

std::int64_t countOf(const Json &json, const std::string &place, std::int64_t least)
{
    const std::optional<std::int64_t> number = json.asInteger();
    if (!number || *number < least)
        throw ExpectationError(place, "is no whole number from " + std::to_string(least) + ".");
    return *number;
}

ExpectedCount expectedCount(const Json &json, const std::string &place)
{
    ExpectedCount read;
    read.entity = requiredTextIn(object(json, place), "entity", place);
    read.where = requiredTextIn(json, "where", place);
    read.forEach = textIn(json, "forEach", place);
    read.values = valuesIn(json, place);
    const Json *count = json.find("count");
    if (count == nullptr)
        throw ExpectationError(place + ".count", "is missing.");
    if (count->isObject())
        read.count = ItemsOf{requiredTextIn(*count, "itemsOf", place + ".count")};
    else
        read.count = countOf(*count, place + ".count", 0);
    return read;
}

ExpectedChange expectedChange(const Json &json, const std::string &place)
{
    ExpectedChange read;
    read.entity = requiredTextIn(object(json, place), "entity", place);
    read.where = requiredTextIn(json, "where", place);
    read.attribute = requiredTextIn(json, "attribute", place);
    read.forEach = textIn(json, "forEach", place);
    read.values = valuesIn(json, place);
    const Json *by = json.find("by");
    if (by == nullptr)
        throw ExpectationError(place + ".by", "is missing.");
    read.by = operandOf(*by, place + ".by");
    if (const Json *decrease = json.find("decrease")) {
        if (!decrease->isBoolean())
            fail(place + ".decrease", *decrease, "true or false");
        read.decrease = decrease->asBoolean();
    }
    return read;
}

template <typename T>
std::vector<T> entriesIn(const Json &json, const std::string &member, T (*read)(const Json &, const std::string &))
{
    std::vector<T> entries;
    const std::string place = "expectation." + member;
    if (const Json *found = json.find(member))
        for (const Json &each : elements(*found, place))
            entries.push_back(read(each, element(place, entries.size())));
    return entries;
}

} // namespace

std::optional<Expectation> readExpectation(const AccessPattern &pattern)
{
    const std::string place = "expectation";
    const Json &json = pattern.expectation;
    if (json.isNull())
        return std::nullopt;
    Expectation read;
    read.entities = textsIn(object(json, place), "entities", place);
    read.where = textIn(json, "where", place);
    read.values = valuesIn(json, place);
    read.nearest = nearestIn(json, place);
    read.orderBy = orderIn(json, place);
    if (const Json *limit = json.find("limit"))
        read.limit = countOf(*limit, place + ".limit", 1);
    read.attributes = textsIn(json, "attributes", place);
    read.after = entriesIn(json, "after", expectedCount);
    read.changes = entriesIn(json, "changes", expectedChange);
    const bool isYetToCome = json.find("derived") != nullptr && json.members().size() == 1;
    if (isYetToCome)
        return std::nullopt;
    if (read.entities.empty() && !read.isOfChange())
        throw ExpectationError(place, "says neither entities (what is read) nor after or changes (what a change does).");
    return read;
}

} // namespace keywright::model
