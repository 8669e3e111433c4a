#include <algorithm>
#include <cmath>
#include <set>

#include "core/model/advice_rules.h"
#include "core/model/edits.h"
#include "core/model/key_clashes.h"
#include "core/model/key_design.h"
#include "core/model/key_template.h"

namespace keywright::model::advice {

namespace {

constexpr double kPartitionReads = 3'000; ///< units a second
constexpr double kPartitionWrites = 1'000;
constexpr double kFewKeys = 100;         ///< fewer values than this cannot spread a table's traffic
constexpr double kNoteworthyShare = 0.1; ///< of a partition's limits, from which a weak key is more than a hint
constexpr double kWarnShare = 0.5;
constexpr double kSecondsAYear = 31'557'600;
constexpr double kCollectionBytes = 10.0 * 1024 * 1024 * 1024; ///< of an item collection with an LSI, and of a partition

/// What the patterns send to a place at their peak, as far as they have rates.
struct Load {
    double reads = 0; ///< units a second
    double writes = 0;
    bool isKnown = false;

    double share(double ofKey) const { return ofKey * std::max(reads / kPartitionReads, writes / kPartitionWrites); }
};

Load loadOf(const Survey &survey, const KeyedPlace &place, const Entity &entity)
{
    Load load;
    for (const OperationUse &use : survey.uses()) {
        const std::vector<const Entity *> met = survey.entitiesOf(use);
        if (!use.peak || std::find(met.begin(), met.end(), &entity) == met.end())
            continue;
        load.isKnown = true;
        if (use.isWrite())
            load.writes += *use.peak * use.times * survey.writeUnits(use, place);
        else if (survey.placeOf(*use.operation) == &place)
            load.reads += *use.peak * use.times * survey.readUnits(use);
    }
    return load;
}

std::string loadText(const Load &load)
{
    return "the patterns send " + figure(load.reads) + " read and " + figure(load.writes) + " write units a second there at their peak";
}

/// A place that holds one item of the entity, such as settings.
bool isSingleton(const Survey &survey, const Entity &entity, const KeyedPlace &place)
{
    const std::vector<std::string> names = namesOf(place.table->definition.key);
    return std::all_of(names.begin(), names.end(), [&](const std::string &name) { return survey.spreadOf(entity, name).isConstant; });
}

template <typename Visit>
void forEachMember(const Survey &survey, Visit visit)
{
    for (const KeyedPlace &place : survey.places())
        if (!place.isLocal)
            for (const Entity &entity : survey.model().entities)
                if (Survey::isIn(entity, place) && !isSingleton(survey, entity, place))
                    visit(place, entity);
}

std::string templatePlace(const Survey &survey, const Entity &entity, const std::string &attribute)
{
    return placeOf(survey.model(), entity) + (entity.keyTemplate(attribute) == nullptr ? "" : ".keyTemplates." + attribute);
}

AdviceSeverity severityOf(const Load &load, double topShare)
{
    return load.isKnown && load.share(topShare) < kNoteworthyShare ? AdviceSeverity::Hint : AdviceSeverity::Warning;
}

/// Whether somebody thought of it: the key has shards, and what is sent to the busiest of them is little.
bool isEnoughSharded(const Load &load, const KeySpread &spread, const Entity &entity, const KeyedPlace &place)
{
    return isSharded(entity, place) && load.isKnown && load.share(spread.topShare) < kNoteworthyShare;
}

/// Shards where the load is worth them; reads of all shards cost too.
Command spreadLoad(const Survey &survey, const KeyedPlace &place, const Entity &entity, const Load &load, double topShare)
{
    if (!load.isKnown)
        throw EditError("Without rates the number of shards cannot be told.");
    return shardKey(survey, place, entity, shardsFor(load.share(topShare), kNoteworthyShare));
}

bool expires(const Entity &entity, const Table &table)
{
    return table.timeToLiveAttribute && entity.findAttribute(*table.timeToLiveAttribute) != nullptr;
}

bool sortsByTime(const Survey &survey, const Entity &entity, const KeyedPlace &place)
{
    return std::any_of(place.key().sort.begin(), place.key().sort.end(),
                       [&](const schema::KeyAttribute &attribute) { return survey.spreadOf(entity, attribute.name).hasTime; });
}

bool sortsByConstant(const Survey &survey, const Entity &entity, const KeyedPlace &place)
{
    return std::all_of(place.key().sort.begin(), place.key().sort.end(),
                       [&](const schema::KeyAttribute &attribute) { return survey.spreadOf(entity, attribute.name).isConstant; });
}

/// Bytes that one item collection gains in a year, where rates, sizes and the number of keys are known.
std::optional<double> growthOfCollection(const Survey &survey, const Entity &entity, const KeySpread &spread)
{
    const auto puts = survey.putsPerSecond(entity);
    const auto bytes = survey.bytesOf(entity);
    if (!puts || !bytes || !spread.count || *spread.count < 1)
        return std::nullopt;
    return *puts * *bytes * kSecondsAYear / *spread.count;
}

} // namespace

void findLowCardinality(const Survey &survey, Findings &findings)
{
    forEachMember(survey, [&](const KeyedPlace &place, const Entity &entity) {
        const KeySpread spread = survey.partitionSpread(entity, place);
        if (!spread.isBounded || !spread.count || *spread.count >= kFewKeys)
            return;
        const Load load = loadOf(survey, place, entity);
        if (isEnoughSharded(load, spread, entity, place))
            return;
        findings.add(severityOf(load, spread.topShare), templatePlace(survey, entity, place.key().partition.front().name),
                     "All items of " + entity.name + " share " + figure(*spread.count) + " partition key value"
                         + (*spread.count == 1 ? "" : "s") + " in " + place.name() + ", and one value can take 1,000 write and 3,000 read "
                         + "units a second" + (load.isKnown ? "; " + loadText(load) : std::string()) + ".",
                     "Use an attribute with many values as the partition key, or add a shard ({id|shard:10}) and fan the reads out.",
                     [&] { return spreadLoad(survey, place, entity, load, spread.topShare); });
    });
}

void findTimeOrderedPartitions(const Survey &survey, Findings &findings)
{
    forEachMember(survey, [&](const KeyedPlace &place, const Entity &entity) {
        const KeySpread spread = survey.partitionSpread(entity, place);
        if (!spread.isTimeOnly)
            return;
        const Load load = loadOf(survey, place, entity);
        if (isEnoughSharded(load, spread, entity, place))
            return;
        findings.add(severityOf(load, spread.topShare == 0 ? 1 : spread.topShare),
                     templatePlace(survey, entity, place.key().partition.front().name),
                     "The partition key of " + entity.name + " in " + place.name()
                         + " is a time, so everything that is written now meets one partition while the others rest"
                         + (load.isKnown ? "; " + loadText(load) : std::string()) + ".",
                     "Put an id before the time, or a shard behind it ({id|shard:10}) and fan the reads out over the shards.",
                     [&] { return spreadLoad(survey, place, entity, load, spread.topShare == 0 ? 1 : spread.topShare); });
    });
}

void findHotKeys(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        if (!use.peak)
            continue;
        for (const KeyedPlace &place : survey.places()) {
            const bool isRead = !use.isWrite() && survey.placeOf(*use.operation) == &place && use.operation->kind != OperationKind::Scan;
            const double units = use.isWrite() ? survey.writeUnits(use, place) : isRead ? survey.readUnits(use) : 0;
            const double limit = use.isWrite() ? kPartitionWrites : kPartitionReads;
            const double onOneKey = *use.peak * use.times * units * (units > 0 ? survey.topShare(use, place) : 0);
            if (place.isLocal && use.isWrite()) // counted with the table, whose partitions it shares
                continue;
            if (onOneKey < limit * kWarnShare)
                continue;
            findings.add(onOneKey > limit ? AdviceSeverity::Error : AdviceSeverity::Warning, use.path,
                         "At its peak, \"" + use.pattern->name + "\" sends " + figure(onOneKey) + (use.isWrite() ? " write" : " read")
                             + " units a second to the busiest key of " + place.name() + "; one partition takes " + figure(limit) + ".",
                         use.isWrite() ? "Shard the key ({id|shard:10}) so that the writes spread, or gather them before writing."
                                       : "Cache the answer, or keep copies under sharded keys and read one of them at random.",
                         [&] {
                             const std::vector<const Entity *> met = survey.entitiesOf(use);
                             if (!use.isWrite() || met.size() != 1)
                                 throw EditError("Reads of one key, and keys of several entities, need a person's thought.");
                             return shardKey(survey, place, *met.front(), shardsFor(onOneKey, limit * kWarnShare));
                         });
        }
    }
}

void findUnboundedCollections(const Survey &survey, Findings &findings)
{
    forEachMember(survey, [&](const KeyedPlace &place, const Entity &entity) {
        const KeySpread spread = survey.partitionSpread(entity, place);
        if (spread.hasTime || sortsByConstant(survey, entity, place) || Survey::isSparseIn(entity, place) || expires(entity, *place.table)
            || (place.key().sort.empty() && place.index == nullptr))
            return;
        const auto growth = growthOfCollection(survey, entity, spread);
        const bool isForEver = spread.isBounded && sortsByTime(survey, entity, place);
        if (growth ? *growth * 5 < kCollectionBytes : !isForEver)
            return;
        findings.add(AdviceSeverity::Warning, templatePlace(survey, entity, place.key().partition.front().name),
                     (growth ? "An item collection of " + entity.name + " in " + place.name() + " grows by " + byteFigure(*growth)
                              + " a year, without end"
                             : "Every " + entity.name + " that will ever be falls into one of a few item collections of " + place.name())
                         + "; its writes stay on one partition's tail, and reads of all of it become slower and dearer.",
                     "Put a span of time into the partition key ({createdAt|date:yyyy-MM}), or let old items expire (time to live).");
    });
}

void findLargeLocalCollections(const Survey &survey, Findings &findings)
{
    for (const KeyedPlace &table : survey.places()) {
        const std::size_t indexes = table.table->definition.localIndexes.size();
        if (table.index != nullptr || indexes == 0)
            continue;
        for (const Entity &entity : survey.model().entities) {
            if (!Survey::isIn(entity, table) || sortsByConstant(survey, entity, table))
                continue;
            const KeySpread spread = survey.partitionSpread(entity, table);
            if (expires(entity, *table.table) || spread.hasTime)
                continue;
            const auto growth = growthOfCollection(survey, entity, spread);
            const double yearly = growth.value_or(0) * static_cast<double>(1 + indexes);
            if (growth ? yearly * 5 < kCollectionBytes : !(spread.isBounded && sortsByTime(survey, entity, table)))
                continue;
            findings.add(yearly >= kCollectionBytes ? AdviceSeverity::Error : AdviceSeverity::Warning,
                         templatePlace(survey, entity, table.key().partition.front().name),
                         "An item collection of " + table.name() + " may hold 10 GB with its LSI entries, because the table has "
                             + (indexes == 1 ? "an LSI" : std::to_string(indexes) + " LSIs") + "; with " + entity.name + " it "
                             + (growth ? "grows by " + byteFigure(yearly) + " a year" : std::string("grows without end"))
                             + ", and full it refuses every write.",
                         "Use a GSI instead of the LSI (an LSI can only be dropped with the table), or split the collection by time.",
                         [&] { return makeLocalIndexesGlobal(survey, *table.table); });
        }
    }
}

namespace {

bool isFraction(const Attribute &attribute)
{
    const value::Json *format = attribute.sampleFormat.find("format");
    return format != nullptr && (format->text() == "amount" || format->text() == "decimal");
}

} // namespace

void findNumbersAsText(const Survey &survey, Findings &findings)
{
    std::set<std::string> said;
    for (const KeyedPlace &place : survey.places()) {
        for (const schema::KeyAttribute &key : place.key().sort) {
            for (const Entity &entity : survey.model().entities) {
                const std::string *text = entity.table == place.table->definition.name ? entity.keyTemplate(key.name) : nullptr;
                const auto parsed = KeyTemplate::parse(text == nullptr ? "" : *text);
                if (text == nullptr || !parsed || key.type != schema::KeyType::S)
                    continue;
                for (const TemplatePart &part : parsed->parts()) {
                    const Attribute *attribute = part.isPlaceholder ? entity.findAttribute(part.text) : nullptr;
                    const bool isPlain = part.filters.empty();
                    if (attribute == nullptr || attribute->type != value::Type::N || !isPlain
                        || !said.insert(entity.name + "/" + key.name + "/" + part.text).second)
                        continue;
                    const auto fix = [&] { return padNumbers(survey, entity, key.name, part.text); };
                    findings.add(AdviceSeverity::Warning, templatePlace(survey, entity, key.name),
                                 "The number {" + part.text + "} stands in the text " + key.name + " of " + entity.name
                                     + " without padding, and text sorts \"10\" before \"9\".",
                                 isFraction(*attribute)
                                     ? "Make the sort key a number (N) that is the attribute alone, or scale it to whole units and pad it."
                                     : "Pad it to a fixed length: {" + part.text + "|pad:10}.",
                                 isFraction(*attribute) ? std::function<Command()>() : fix);
                }
            }
        }
    }
}

void findKeyTemplateClashes(const Survey &survey, Findings &findings)
{
    for (const KeyClash &clash : findKeyClashes(survey.model())) {
        if (!clash.index.empty())
            continue;
        const Entity *entity = survey.model().findEntity(clash.other);
        if (entity == nullptr)
            continue;
        std::string example;
        for (const auto &[name, value] : clash.example)
            if (const auto *text = value.get<std::string>())
                example += (example.empty() ? "" : ", ") + name + " = \"" + *text + "\"";
        findings.add(AdviceSeverity::Error, placeOf(survey.model(), *entity) + ".keyTemplates",
                     clash.one + " and " + clash.other + " can build the same primary key" + (example.empty() ? "" : " (" + example + ")")
                         + ", and then one item replaces the other.",
                     "Begin the templates of each entity with a text of its own, such as its name and #.");
    }
}

} // namespace keywright::model::advice
