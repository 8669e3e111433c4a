#include "core/engine/contributor_insights.h"

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

/// The length of the encoded attributes at the front; nothing is left of `in` when they are not there.
std::string_view takeAttributes(const std::vector<schema::KeyAttribute> &attributes, std::string_view &in)
{
    const std::string_view from = in;
    value::AttributeValue value;
    for (const schema::KeyAttribute &attribute : attributes) {
        if (!storage::readKeyValue(in, attribute.type, value)) {
            in = {};
            return {};
        }
    }
    return from.substr(0, from.size() - in.size());
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

void ContributorInsights::record(const TableState &table, const Place &place, const capacity::Traffic &traffic)
{
    const std::int64_t since = changedAt(table, place);
    const std::lock_guard lock(m_mutex);
    Sketches &sketches = m_sketches[traffic.place];
    if (sketches.since != since)
        sketches = Sketches{.since = since};
    sketches.partitionKeys.add(traffic.partitionKey, traffic.readUnits, traffic.writeUnits);
    if (!traffic.sortKey.empty())
        sketches.keys.add(std::string(traffic.partitionKey) + std::string(traffic.sortKey), traffic.readUnits, traffic.writeUnits);
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

EncodedKeyParts splitKey(const schema::KeySchema &key, std::string_view hashedTail)
{
    EncodedKeyParts parts;
    parts.partition = takeAttributes(key.partition, hashedTail);
    parts.sort = takeAttributes(key.sort, hashedTail);
    return parts;
}

} // namespace keywright::engine
