#include "core/simulation/value_pool.h"

#include <algorithm>
#include <cmath>

namespace keywright::simulation {

using value::AttributeValue;

namespace {

constexpr double kFewIntegers = 1'000;
constexpr double kGreatestInteger = 1e15;
constexpr int kDeepest = 4;

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// "pl-10040" and 3 give "pl-10043"; a text without a number at its end gets one.
std::string textAfter(const std::string &text, std::uint64_t steps)
{
    std::size_t digits = text.size();
    while (digits > 0 && isDigit(text[digits - 1]) && text.size() - digits < 15)
        --digits;
    if (digits == text.size())
        return text + "-" + std::to_string(steps);
    std::string number = std::to_string(std::stoull(text.substr(digits)) + steps);
    const std::size_t width = text.size() - digits;
    if (number.size() < width)
        number.insert(0, width - number.size(), '0');
    return text.substr(0, digits) + number;
}

void addEnumeration(const model::SampleFormat &format, ValuePool &pool)
{
    pool.count = format.values.size();
    pool.isWeighted = format.weights.size() == format.values.size();
    for (std::size_t i = 0; i < format.values.size(); ++i) {
        pool.values.emplace_back(format.values[i]);
        pool.frequencies.push_back(pool.isWeighted ? format.weights[i] : 1);
    }
}

void addIntegers(const model::SampleFormat &format, ValuePool &pool)
{
    if (!format.minimum || !format.maximum || std::abs(*format.minimum) > kGreatestInteger
        || *format.maximum - *format.minimum >= kFewIntegers)
        return;
    pool.values.clear();
    pool.frequencies.clear();
    for (auto number = static_cast<std::int64_t>(*format.minimum); number <= static_cast<std::int64_t>(*format.maximum); ++number) {
        pool.values.push_back(AttributeValue::number(number));
        pool.frequencies.push_back(1);
    }
    pool.count = pool.values.size();
}

} // namespace

AttributeValue ValuePool::valueAt(std::uint64_t number) const
{
    if (number < values.size())
        return values[number];
    const std::uint64_t steps = values.empty() ? number : number - values.size() + 1;
    if (values.empty())
        return "value-" + std::to_string(steps);
    if (const auto *text = values.back().get<std::string>())
        return textAfter(*text, steps);
    return AttributeValue::number(static_cast<std::int64_t>(number));
}

std::uint64_t ValuePool::numberOfAge(std::uint64_t newer) const
{
    return newer < values.size() ? values.size() - 1 - newer : newer;
}

std::uint64_t ValuePools::itemsOf(const std::string &entity) const
{
    std::int64_t most = 0;
    for (const model::Recipe &recipe : m_model.recipes)
        for (const auto &[name, count] : recipe.counts)
            if (name == entity)
                most = std::max(most, count);
    std::int64_t sampled = 0;
    for (const model::TableItems &sample : m_model.sampleData)
        for (const value::Item &item : sample.items)
            if (const model::Entity *found = m_model.entityOf(sample.table, item); found != nullptr && found->name == entity)
                ++sampled;
    return static_cast<std::uint64_t>(std::max(most, sampled));
}

const ValuePool &ValuePools::of(const std::string &entity, const std::string &attribute)
{
    const auto found = m_pools.find({entity, attribute});
    if (found != m_pools.end())
        return found->second;
    ValuePool pool = made(entity, attribute, 0);
    return m_pools.emplace(std::pair(entity, attribute), std::move(pool)).first->second;
}

void ValuePools::addSampleValues(const std::string &entityName, const std::string &attribute, ValuePool &pool) const
{
    std::map<std::string, std::size_t> places;
    for (const model::TableItems &sample : m_model.sampleData)
        for (const value::Item &item : sample.items) {
            const model::Entity *entity = m_model.entityOf(sample.table, item);
            const AttributeValue *found = entity != nullptr && entity->name == entityName ? item.find(attribute) : nullptr;
            if (found == nullptr)
                continue;
            const auto *text = found->get<std::string>();
            const auto *number = found->get<value::Decimal>();
            if (text == nullptr && number == nullptr)
                continue;
            const auto [place, isNew] = places.emplace(text != nullptr ? *text : number->text(), pool.values.size());
            if (isNew) {
                pool.values.push_back(*found);
                pool.frequencies.push_back(0);
            }
            pool.frequencies[place->second] += 1;
        }
    pool.count = std::max<std::uint64_t>(pool.count, pool.values.size());
}

ValuePool ValuePools::made(const std::string &entityName, const std::string &attributeName, int depth)
{
    ValuePool pool;
    const model::Entity *entity = m_model.findEntity(entityName);
    const model::Attribute *attribute = entity == nullptr ? nullptr : entity->findAttribute(attributeName);
    addSampleValues(entityName, attributeName, pool);
    if (attribute == nullptr)
        return pool;
    model::SampleFormat format;
    try {
        format = model::readSampleFormat(attribute->sampleFormat, attribute->type, entityName + "." + attributeName);
    } catch (const model::GeneratorError &) {
        return pool; // findProblems() names it
    }
    const std::string &kind = format.format;
    pool.isDate = kind == "date";
    pool.isTime = pool.isDate || kind == "dateTime" || kind == "epochSeconds" || kind == "ulid";
    pool.popularity = format.distribution.value_or(model::Distribution{});
    if (kind == "enumeration" && !format.values.empty()) {
        pool.values.clear();
        pool.frequencies.clear();
        addEnumeration(format, pool);
    } else if (kind == "integer") {
        addIntegers(format, pool);
    } else if ((kind == "reference" || kind == "copy") && depth < kDeepest) {
        ValuePool target = made(format.entity, format.attribute, depth + 1);
        target.isWeighted = false;
        target.popularity = pool.popularity;
        return target;
    }
    if (kind != "enumeration" && kind != "constant" && kind != "boolean" && kind != "integer")
        pool.count = std::max(pool.count, itemsOf(entityName));
    pool.count = std::max<std::uint64_t>(1, pool.count);
    return pool;
}

} // namespace keywright::simulation
