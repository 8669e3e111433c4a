#include "core/model/generator_values.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <numeric>
#include <set>

#include "core/model/sample_words.h"
#include "core/value/decimal.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::AttributeValue;
using value::Decimal;
using value::Item;
using value::Type;

namespace {

constexpr int kDeepest = 40;               ///< attributes that look at each other, before it must be a circle
constexpr std::int64_t kSumScale = 10'000; ///< sums are kept in ten-thousandths
enum Use : std::uint64_t { ForValue, ForPresence, ForPerson, ForPlace };

std::string padded(std::uint64_t number, std::size_t digits)
{
    std::string text = std::to_string(number);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string momentText(std::int64_t seconds, bool withTime)
{
    const std::chrono::sys_days day(std::chrono::days((seconds - ((seconds % 86'400) + 86'400) % 86'400) / 86'400));
    const std::chrono::year_month_day date(day);
    const auto rest = static_cast<unsigned>(seconds - std::chrono::sys_seconds(day).time_since_epoch().count());
    const std::string text = padded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4) + "-"
        + padded(static_cast<unsigned>(date.month()), 2) + "-" + padded(static_cast<unsigned>(date.day()), 2);
    return withTime ? text + "T" + padded(rest / 3'600, 2) + ":" + padded(rest / 60 % 60, 2) + ":" + padded(rest % 60, 2) + "Z" : text;
}

/// `scaled` divided by 10 to the power of `digits`.
AttributeValue scaledNumber(std::int64_t scaled, std::size_t digits)
{
    const std::string whole = padded(static_cast<std::uint64_t>(scaled < 0 ? -scaled : scaled), digits + 1);
    const std::string text = whole.substr(0, whole.size() - digits) + "." + whole.substr(whole.size() - digits) + "0";
    const Decimal number = *Decimal::parse(text);
    return scaled < 0 ? number.negated() : number;
}

AttributeValue drawnNumber(const SampleFormat &format, Random &random, std::size_t digits, std::uint64_t index)
{
    double scale = 1;
    for (std::size_t i = 0; i < digits; ++i)
        scale *= 10;
    const auto low = static_cast<std::int64_t>(std::ceil(format.minimum.value_or(0) * scale - 1e-6));
    const auto high =
        std::max(low, static_cast<std::int64_t>(std::floor(format.maximum.value_or(format.minimum.value_or(0) + 1'000) * scale + 1e-6)));
    if (!format.distribution || format.distribution->kind == DistributionKind::Uniform)
        return scaledNumber(random.between(low, high), digits);
    if (format.distribution->kind != DistributionKind::Normal)
        return scaledNumber(low
                                + static_cast<std::int64_t>(
                                    Popularity(*format.distribution, static_cast<std::uint64_t>(high - low) + 1).choose(random, index)),
                            digits);
    const double mean = format.distribution->mean.value_or(static_cast<double>(low + high) / 2 / scale) * scale;
    const double deviation = format.distribution->deviation.value_or(static_cast<double>(high - low) / 6 / scale) * scale;
    const double drawn = std::floor(mean + deviation * random.normal() + 0.5);
    return scaledNumber(static_cast<std::int64_t>(std::clamp(drawn, static_cast<double>(low), static_cast<double>(high))), digits);
}

const std::string &weighted(const SampleFormat &format, Random &random)
{
    if (format.weights.empty())
        return format.values[random.below(format.values.size())];
    double drawn = random.unit() * std::accumulate(format.weights.begin(), format.weights.end(), 0.0);
    std::size_t last = 0;
    for (std::size_t i = 0; i < format.values.size(); ++i) {
        if (format.weights[i] <= 0)
            continue;
        last = i;
        if (drawn < format.weights[i])
            break;
        drawn -= format.weights[i];
    }
    return format.values[last];
}

template <typename Texts>
std::string chosenText(const Texts &texts, Random &random)
{
    return std::string(chosen(texts, random));
}

/// Drawn from left to right, as the braces demand; the operands of + are drawn in an order that the compiler chooses, and
/// the same seed must give the same items whoever compiled.
std::string inOrder(std::initializer_list<std::string> parts)
{
    std::string text;
    for (const std::string &part : parts)
        text += part;
    return text;
}

void setWord(value::AttributeMap &map, Random &random)
{
    const std::string name = chosenText(words(), random);
    map.set(name, chosenText(words(), random));
}

std::string hex(Random &random, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += "0123456789abcdef"[random.below(16)];
    return text;
}

std::string uuid(Random &random)
{
    std::string digits = hex(random, 32);
    digits[12] = '4';
    digits[16] = "89ab"[random.below(4)];
    return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" + digits.substr(16, 4) + "-"
        + digits.substr(20);
}

std::string crockford(std::uint64_t number, std::size_t count)
{
    std::string text(count, '0');
    for (std::size_t i = count; i-- > 0; number >>= 5)
        text[i] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number & 31];
    return text;
}

std::string lowered(std::string_view text)
{
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
    return low;
}

std::size_t lengthOf(const SampleFormat &format, std::size_t otherwise)
{
    return format.length ? static_cast<std::size_t>(*format.length) : otherwise;
}

} // namespace

Random GeneratorValues::randomFor(const EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index, std::uint64_t use) const
{
    const auto drawnAgain = attribute.isUnique() ? plan.attempts.end() : plan.attempts.find(index);
    const std::uint64_t attempt = drawnAgain == plan.attempts.end() ? 0 : drawnAgain->second;
    return Random(mixed(attribute.seed ^ mixed(index ^ attempt << 48 ^ use << 60)));
}

std::optional<AttributeValue> GeneratorValues::attributeOf(EntityPlan &plan, const std::string &name, std::uint64_t index)
{
    AttributePlan *attribute = plan.find(name);
    return attribute == nullptr ? std::nullopt : valueOf(plan, *attribute, index);
}

Item GeneratorValues::others(EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index)
{
    Item item;
    for (AttributePlan &each : plan.attributes)
        if (&each != &attribute && (!attribute.presentWhen || attribute.format.presentWhen.find(each.name) != std::string::npos))
            if (auto value = valueOf(plan, each, index))
                item.set(each.name, std::move(*value));
    return item;
}

bool GeneratorValues::isPresent(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index)
{
    if (!attribute.format.presentWith.empty())
        return attributeOf(plan, attribute.format.presentWith, index).has_value();
    if (attribute.presentWhen)
        return expression::matches(*attribute.presentWhen, others(plan, attribute, index));
    return attribute.format.present >= 1 || randomFor(plan, attribute, index, ForPresence).unit() < attribute.format.present;
}

std::optional<AttributeValue> GeneratorValues::valueOf(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index)
{
    if (m_depth == kDeepest)
        throw GeneratorError(attribute.place, "looks at itself in a circle.");
    ++m_depth;
    std::optional<AttributeValue> value;
    if (isPresent(plan, attribute, index)) {
        Random random = randomFor(plan, attribute, index, ForValue);
        const bool isSet = attribute.type == Type::Ss || attribute.type == Type::Ns || attribute.type == Type::Bs;
        value = isSet ? set(plan, attribute, index, random) : drawn(plan, attribute, index, random);
    }
    --m_depth;
    return value;
}

std::uint64_t GeneratorValues::referred(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index) const
{
    Random random = randomFor(plan, attribute, index, ForValue);
    return attribute.popularity.choose(random, index);
}

/// Formats that look at other attributes or entities.
std::optional<AttributeValue> GeneratorValues::related(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index)
{
    const SampleFormat &format = attribute.format;
    if (format.format == "reference")
        return attributeOf(m_plans[attribute.entity], format.attribute, referred(plan, attribute, index));
    if (format.format == "copy")
        return attributeOf(m_plans[attribute.entity], format.attribute, referred(plan, *plan.find(format.via), index));
    if (format.format == "sum" || format.format == "count")
        return sum(attribute, index);
    Item values;
    for (const std::string &name : attribute.textTemplate->names())
        if (auto value = attributeOf(plan, name, index))
            values.set(name, std::move(*value));
    const auto built = attribute.textTemplate->build(values);
    if (!built)
        throw GeneratorError(attribute.place + ".template", built.error().message + ".");
    return *built;
}

AttributeValue GeneratorValues::sum(AttributePlan &attribute, std::uint64_t index)
{
    if (!m_isDrawn)
        throw GeneratorError(attribute.place, "A sum or count cannot be part of what makes items different.");
    if (attribute.sums.empty())
        for (EntityPlan &plan : m_plans)
            if (std::any_of(plan.attributes.begin(), plan.attributes.end(), [&](const AttributePlan &each) { return &each == &attribute; }))
                addUp(attribute, plan.count);
    return scaledNumber(attribute.sums[index], 4);
}

/// One pass over the items that refer here.
void GeneratorValues::addUp(AttributePlan &attribute, std::uint64_t parents)
{
    EntityPlan &other = m_plans[attribute.entity];
    AttributePlan &via = *other.find(attribute.format.via);
    const auto numberAt = [&](const std::string &name, std::uint64_t index) {
        const auto value = attributeOf(other, name, index);
        const auto *number = value ? value->get<Decimal>() : nullptr;
        return number == nullptr ? 0 : std::llround(number->toDouble() * kSumScale);
    };
    attribute.sums.assign(parents, 0);
    for (std::uint64_t index = 0; index < other.count; ++index) {
        std::int64_t amount = attribute.format.format == "count" ? kSumScale : numberAt(attribute.format.attribute, index);
        if (!attribute.format.times.empty())
            amount = amount * numberAt(attribute.format.times, index) / kSumScale;
        attribute.sums[referred(other, via, index)] += amount;
    }
}

std::optional<AttributeValue> GeneratorValues::set(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index, Random &random)
{
    const SampleFormat &format = attribute.format;
    if (format.format == "constant")
        return format.value;
    const std::int64_t count = random.between(format.minimumCount, format.maximumCount);
    std::set<std::string> texts;
    for (std::int64_t i = 0; i < count; ++i) {
        AttributePlan one = attribute;
        one.type = attribute.type == Type::Ns ? Type::N : attribute.type == Type::Bs ? Type::B : Type::S;
        const auto drawnOne = drawn(plan, one, index, random);
        if (!drawnOne)
            continue;
        if (const auto *text = drawnOne->get<std::string>())
            texts.insert(*text);
        else if (const auto *number = drawnOne->get<Decimal>())
            texts.insert(number->text());
        else if (const auto *binary = drawnOne->get<value::Binary>())
            texts.insert(binary->bytes);
    }
    if (texts.empty())
        return std::nullopt;
    if (attribute.type == Type::Ss)
        return AttributeValue(*value::makeSet(std::vector<std::string>(texts.begin(), texts.end())));
    if (attribute.type == Type::Ns) {
        std::vector<Decimal> numbers;
        for (const std::string &text : texts)
            numbers.push_back(*Decimal::parse(text));
        return AttributeValue(*value::makeSet(std::move(numbers)));
    }
    std::vector<value::Binary> binaries;
    for (const std::string &text : texts)
        binaries.push_back({text});
    return AttributeValue(*value::makeSet(std::move(binaries)));
}

AttributeValue GeneratorValues::document(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index, Random &random)
{
    const SampleFormat &format = attribute.format;
    if (attribute.type == Type::L) {
        value::List list;
        for (std::int64_t i = random.between(format.minimumCount, format.maximumCount); i > 0; --i) {
            if (attribute.inside.empty())
                list.emplace_back(std::string(chosen(words(), random)));
            else if (auto element = drawn(plan, attribute.inside.front(), index, random))
                list.push_back(std::move(*element));
        }
        return list;
    }
    value::AttributeMap map;
    for (AttributePlan &member : attribute.inside)
        if (member.format.present >= 1 || random.unit() < member.format.present)
            if (auto value = drawn(plan, member, index, random))
                map.set(member.name, std::move(*value));
    if (attribute.inside.empty())
        for (int i = 0; i < 3; ++i)
            setWord(map, random);
    if (attribute.type == Type::S)
        return value::toPlainJson(map).compact();
    return map;
}

std::optional<AttributeValue> GeneratorValues::drawn(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index, Random &random)
{
    const SampleFormat &format = attribute.format;
    const std::string &name = format.format;
    if (name == "constant")
        return format.value;
    if (name == "reference" || name == "copy" || name == "sum" || name == "count" || (name == "template" && attribute.textTemplate))
        return related(plan, attribute, index);
    if (name == "boolean")
        return AttributeValue::boolean(random.below(2) == 1);
    if (name == "integer")
        return drawnNumber(format, random, 0, index);
    if (name == "decimal" || name == "amount")
        return drawnNumber(format, random, static_cast<std::size_t>(std::min<std::int64_t>(format.digits.value_or(2), 9)), index);
    if (name == "epochSeconds")
        return AttributeValue::number(moment(plan, attribute, index, random));
    if (name == "dateTime" || name == "date")
        return AttributeValue(momentText(moment(plan, attribute, index, random), name == "dateTime"));
    if (name == "map" || name == "list" || name == "json")
        return document(plan, attribute, index, random);
    if (name == "bytes") {
        std::string bytes(lengthOf(format, 16), '\0');
        for (char &byte : bytes)
            byte = static_cast<char>(random.below(256));
        return AttributeValue(value::Binary{bytes});
    }
    const std::string written = text(plan, attribute, index, random);
    if (attribute.type != Type::N)
        return AttributeValue(written);
    const auto number = Decimal::parse(written);
    if (!number)
        throw GeneratorError(attribute.place, "The type is N, and \"" + written + "\" is no number.");
    return AttributeValue(*number);
}

/// Names, addresses and e-mail of one item are of one person at one place.
std::string GeneratorValues::text(const EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index, Random &random) const
{
    const SampleFormat &format = attribute.format;
    const std::string &name = format.format;
    Random person(mixed(plan.seed ^ mixed(index ^ std::uint64_t(ForPerson) << 60)));
    const std::string_view first = chosen(firstNames(), person);
    const std::string_view last = chosen(lastNames(), person);
    Random where(mixed(plan.seed ^ mixed(index ^ std::uint64_t(ForPlace) << 60)));
    const Place &place = places()[where.below(places().size())];
    if (name == "enumeration")
        return weighted(format, random);
    if (name == "sequence")
        return format.prefix
            + padded(static_cast<std::uint64_t>(format.minimum.value_or(1)) + index, static_cast<std::size_t>(format.digits.value_or(0)));
    if (name == "uuid")
        return uuid(random);
    if (name == "ulid") {
        const std::int64_t span = attribute.to - attribute.from;
        const auto milliseconds = static_cast<std::uint64_t>(attribute.from * 1'000)
            + static_cast<std::uint64_t>(static_cast<double>(span) * 1'000 / static_cast<double>(plan.count) * static_cast<double>(index));
        return crockford(milliseconds, 10) + crockford(random.next(), 8) + crockford(mixed(attribute.seed) ^ index, 8);
    }
    if (name == "firstName")
        return std::string(first);
    if (name == "lastName")
        return std::string(last);
    if (name == "fullName")
        return std::string(first) + " " + std::string(last);
    if (name == "email")
        return lowered(first) + "." + lowered(last) + "." + std::to_string(index + 1) + "@example.com";
    if (name == "phone")
        return "+1-202-555-01" + padded(random.below(100), 2);
    if (name == "street")
        return inOrder({chosenText(streetNames(), random), " ", std::to_string(1 + random.below(99))});
    if (name == "city")
        return std::string(place.city);
    if (name == "country")
        return std::string(place.country);
    if (name == "postalCode")
        return std::string(place.postalPrefix) + padded(random.below(1'000), 3);
    if (name == "company")
        return inOrder({chosenText(lastNames(), random), " & ", chosenText(lastNames(), random)});
    if (name == "word")
        return chosenText(words(), random);
    if (name == "sentence")
        return sentence(random, 4 + random.below(6));
    if (name == "paragraph")
        return inOrder({sentence(random, 6 + random.below(6)), " ", sentence(random, 6 + random.below(6)), " ",
                        sentence(random, 4 + random.below(6))});
    if (name == "url")
        return inOrder({"https://www.example.com/", chosenText(words(), random), "/", hex(random, 8)});
    if (name == "ipAddress")
        return "192.0.2." + std::to_string(1 + random.below(254));
    throw GeneratorError(attribute.place + ".format", "There is no sample format \"" + name + "\".");
}

std::int64_t GeneratorValues::moment(EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index, Random &random)
{
    std::int64_t from = attribute.from;
    AttributePlan *after = attribute.format.after.empty() ? nullptr : plan.find(attribute.format.after);
    if (after != nullptr && isPresent(plan, *after, index)) {
        if (++m_depth > kDeepest)
            throw GeneratorError(attribute.place, "looks at itself in a circle.");
        Random randomOfOther = randomFor(plan, *after, index, ForValue);
        from = std::max(from, moment(plan, *after, index, randomOfOther));
        --m_depth;
    }
    return random.between(from, std::max(from, attribute.to));
}

Item GeneratorValues::item(EntityPlan &plan, std::uint64_t index)
{
    Item item;
    for (AttributePlan &attribute : plan.attributes)
        if (auto value = valueOf(plan, attribute, index))
            item.set(attribute.name, std::move(*value));
    if (plan.entity->identifiedBy)
        item.set(plan.entity->identifiedBy->attribute, plan.entity->identifiedBy->value);
    for (const auto &[key, keyTemplate] : plan.keys) {
        const auto built = keyTemplate.build(item);
        if (!built)
            throw GeneratorError("entities." + plan.entity->name + ".keyTemplates." + key, built.error().message + ".");
        if (*built)
            item.set(key, **built);
    }
    return item;
}

} // namespace keywright::model
