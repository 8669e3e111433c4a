#include "core/engine/contributor_insights.h"

#include <algorithm>

#include "core/engine/key_range.h"

namespace keywright::engine {

namespace {

const InsightsSetting *settingOf(const TableState &table, const Place &place)
{
    if (table.insights.empty())
        return nullptr;
    const auto found = table.insights.find(place.definition == nullptr ? std::string_view() : std::string_view(place.definition->name));
    return found == table.insights.end() ? nullptr : &found->second;
}

/// When its setting was changed last; 0 without one.
std::int64_t changedAt(const TableState &table, const Place &place)
{
    const InsightsSetting *setting = settingOf(table, place);
    return setting == nullptr ? 0 : setting->changedAt;
}

/// Passes over the encoded attributes at the front; false when they are not all there.
bool skipAttributes(const std::vector<schema::KeyAttribute> &attributes, std::string_view &in)
{
    return std::all_of(attributes.begin(), attributes.end(),
                       [&in](const schema::KeyAttribute &each) { return storage::skipKeyValue(in, each.type); });
}

void addAttributes(const std::vector<schema::KeyAttribute> &attributes, std::string_view &encoded, value::Item &out)
{
    for (const schema::KeyAttribute &attribute : attributes) {
        value::AttributeValue value;
        if (storage::readKeyValue(encoded, attribute.type, value))
            out.set(attribute.name, std::move(value));
    }
}

std::vector<TopKey> decoded(const std::vector<capacity::HeavyHitter> &hitters, const schema::KeySchema &key)
{
    std::vector<TopKey> keys;
    for (const capacity::HeavyHitter &hitter : hitters) {
        TopKey &top = keys.emplace_back();
        std::string_view rest = hitter.key;
        addAttributes(key.partition, rest, top.key);
        addAttributes(key.sort, rest, top.key);
        top.readUnits = hitter.readUnits;
        top.writeUnits = hitter.writeUnits;
        top.weight = hitter.weight;
        top.error = hitter.error;
    }
    return keys;
}

} // namespace

bool ContributorInsights::counts(const TableState &table, const Place &place) const
{
    if (m_countsAll)
        return true;
    const InsightsSetting *setting = settingOf(table, place);
    return setting != nullptr && setting->isEnabled && setting->mode == InsightsMode::AccessedAndThrottledKeys;
}

void ContributorInsights::record(const TableState &table, const Place &place, std::string_view keyBytes, std::size_t partitionBytes,
                                 const capacity::Units &units)
{
    const std::int64_t since = changedAt(table, place);
    const std::lock_guard lock(m_mutex);
    Sketches &sketches = m_sketches[{table.id, place.id}];
    if (sketches.since != since)
        sketches = Sketches{.since = since};
    sketches.partitionKeys.add(keyBytes.substr(0, partitionBytes), units.reads, units.writes);
    if (keyBytes.size() > partitionBytes)
        sketches.keys.add(keyBytes, units.reads, units.writes);
}

void ContributorInsights::forget(capacity::TrafficPlace place)
{
    const std::lock_guard lock(m_mutex);
    m_sketches.erase(place);
}

TopKeys ContributorInsights::topKeys(const TableState &table, const Place &place, std::size_t count) const
{
    TopKeys top;
    if (!counts(table, place))
        return top;
    const std::lock_guard lock(m_mutex);
    const auto found = m_sketches.find({table.id, place.id});
    if (found == m_sketches.end() || found->second.since != changedAt(table, place))
        return top;
    const schema::KeySchema &key = keyOfPlace(table, place);
    top.partitionKeys = decoded(found->second.partitionKeys.top(count), key);
    top.keys = decoded(found->second.keys.top(count), key);
    return top;
}

EncodedKeyBytes keyBytesOf(const schema::KeySchema &key, std::string_view hashedTail)
{
    std::string_view rest = hashedTail;
    if (!skipAttributes(key.partition, rest))
        return {};
    const std::size_t partition = hashedTail.size() - rest.size();
    const bool hasSort = skipAttributes(key.sort, rest);
    return {partition, hasSort ? hashedTail.size() - rest.size() : partition};
}

} // namespace keywright::engine
