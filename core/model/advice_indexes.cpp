#include <algorithm>
#include <cmath>
#include <set>

#include "core/model/advice_rules.h"
#include "core/model/change_design.h"
#include "core/model/draft.h"
#include "core/model/edits.h"
#include "core/model/key_template.h"
#include "core/model/removals.h"

namespace keywright::model::advice {

namespace {

constexpr double kWriteHeavy = 10; ///< writes a second from which the width of a projection is worth a thought
constexpr double kManyMoves = 100; ///< write units a second from which moving entries is more than a hint
constexpr double kMinority = 0.5;  ///< of an index's entries

bool isReadOf(const Survey &survey, const OperationUse &use, const KeyedPlace &place)
{
    return !use.isWrite() && survey.placeOf(*use.operation) == &place;
}

std::vector<const OperationUse *> readersOf(const Survey &survey, const KeyedPlace &place)
{
    std::vector<const OperationUse *> readers;
    for (const OperationUse &use : survey.uses())
        if (isReadOf(survey, use, place))
            readers.push_back(&use);
    return readers;
}

/// Takes the entity out of the index: the templates that only the index needs go, with the sample items' keys.
Command leaveIndex(const Model &model, const Entity &entity, const KeyedPlace &place)
{
    std::vector<std::string> elsewhere = namesOf(place.table->definition.key);
    for (const auto *indexes : {&place.table->definition.localIndexes, &place.table->definition.globalIndexes})
        for (const schema::IndexDefinition &index : *indexes)
            if (index.name != place.index->name)
                for (const std::string &name : namesOf(index.key))
                    elsewhere.push_back(name);
    for (const std::string &name : namesOf(place.key()))
        if (entity.keyTemplate(name) != nullptr && !contains(elsewhere, name) && entity.findAttribute(name) == nullptr) {
            Command command = changeKeyTemplate(model, entity.name, name, "");
            command.text = "Take " + entity.name + " out of " + place.index->name;
            command.coalesceKey.clear();
            return command; // without one of its keys an item is not in the index
        }
    throw EditError("The index keys of " + entity.name + " are needed elsewhere.");
}

/// The share of the entity's entries that constants in the readers' key conditions or filters ask for; 1 when any may be.
double shareAskedFor(const Entity &entity, const schema::KeyAttribute &key, const std::vector<const OperationUse *> &readers)
{
    const auto parsed = KeyTemplate::parse(Survey::builds(entity, key.name).value_or(""));
    if (!parsed || parsed->names().size() != 1)
        return 1;
    const Attribute *attribute = entity.findAttribute(parsed->names().front());
    const value::Json *values = attribute == nullptr ? nullptr : attribute->sampleFormat.find("values");
    const value::Json *weights = attribute == nullptr ? nullptr : attribute->sampleFormat.find("weights");
    if (values == nullptr)
        return 1;
    std::set<std::string> asked;
    for (const OperationUse *use : readers) {
        for (const KeyComparison &comparison : use->operation->keyCondition) {
            if (comparison.attribute != key.name || comparison.values.empty())
                continue;
            const auto *text = std::get_if<std::string>(&comparison.values.front());
            const auto *constant = text == nullptr ? std::get<value::AttributeValue>(comparison.values.front()).get<std::string>() : text;
            if (constant == nullptr || constant->find('{') != std::string::npos)
                return 1;
            asked.insert(*constant);
        }
    }
    double all = 0;
    double wanted = 0;
    for (std::size_t i = 0; i < values->elements().size(); ++i) {
        const double weight = weights == nullptr || i >= weights->elements().size() ? 1 : weights->elements()[i].asDouble().value_or(1);
        value::Item item;
        item.set(attribute->name, value::AttributeValue(values->elements()[i].text()));
        const auto built = parsed->build(item);
        const auto *text = built && *built ? (*built)->get<std::string>() : nullptr;
        all += weight;
        wanted += text != nullptr && asked.contains(*text) ? weight : 0;
    }
    return all > 0 ? wanted / all : 1;
}

} // namespace

void findEntriesNobodyReads(const Survey &survey, Findings &findings)
{
    for (const KeyedPlace &place : survey.places()) {
        const std::vector<const OperationUse *> readers = readersOf(survey, place);
        if (!place.isGlobal() || readers.empty())
            continue;
        for (const Entity &entity : survey.model().entities) {
            if (!Survey::isIn(entity, place))
                continue;
            std::vector<const OperationUse *> ofEntity;
            for (const OperationUse *use : readers)
                if (survey.meets(*use, entity))
                    ofEntity.push_back(use);
            const std::string here = placeOf(survey.model(), entity) + ".keyTemplates";
            if (ofEntity.empty()) {
                findings.add(AdviceSeverity::Warning, here,
                             "Every " + entity.name + " is written into " + place.name()
                                 + " too, and no access pattern looks for it there: each entry costs a second write and its storage.",
                             "Leave the keys of " + place.name() + " out of " + entity.name + "; an item without them is not in the index.",
                             [&] { return leaveIndex(survey.model(), entity, place); });
                continue;
            }
            const double share = shareAskedFor(entity, place.key().partition.front(), ofEntity);
            if (share >= kMinority || Survey::isSparseIn(entity, place))
                continue;
            findings.add(AdviceSeverity::Warning, here,
                         place.name() + " holds every " + entity.name + ", and the access patterns ask for "
                             + figure(std::round(share * 100)) + " % of them only.",
                         "Build the index key from an attribute that only the wanted items have, and REMOVE it when they are done.");
        }
    }
}

namespace {

/// The attributes that the readers of an index need, nullopt when one of them needs the whole item.
std::optional<std::set<std::string>> neededFrom(const std::vector<const OperationUse *> &readers)
{
    std::set<std::string> needed;
    for (const OperationUse *use : readers) {
        const value::Json *attributes = use->pattern->expectation.find("attributes");
        if (use->operation->projection.empty() && attributes == nullptr)
            return std::nullopt;
        for (const std::string &path : use->operation->projection)
            needed.insert(path.substr(0, path.find_first_of(".[")));
        if (use->operation->projection.empty())
            for (const value::Json &name : attributes->elements())
                needed.insert(name.text());
        for (const std::string &name : Survey::mentionedIn(use->operation->filter))
            needed.insert(name);
    }
    return needed;
}

Command narrowProjection(const Model &model, const KeyedPlace &place, const std::set<std::string> &needed)
{
    Table table = *place.table;
    for (schema::IndexDefinition &index : place.isLocal ? table.definition.localIndexes : table.definition.globalIndexes) {
        if (index.name != place.index->name)
            continue;
        index.projection = {schema::ProjectionType::Include, {}};
        for (const std::string &name : needed)
            if (!table.definition.key.contains(name) && !index.key.contains(name))
                index.projection.attributes.push_back(name);
        if (index.projection.attributes.empty())
            index.projection.type = schema::ProjectionType::KeysOnly;
    }
    Command command = changeTable(model, std::move(table));
    command.text = "Project into " + place.index->name + " what is read";
    command.coalesceKey.clear();
    return command;
}

} // namespace

void findWideProjections(const Survey &survey, Findings &findings)
{
    for (const KeyedPlace &place : survey.places()) {
        if (place.index == nullptr || place.index->projection.type != schema::ProjectionType::All)
            continue;
        double reads = 0;
        double writes = 0;
        double units = 0;
        for (const OperationUse &use : survey.uses()) {
            const double rate = use.perSecond.value_or(0) * use.times;
            const double made = survey.writeUnits(use, place);
            reads += isReadOf(survey, use, place) ? rate : 0;
            writes += made > 0 ? rate : 0;
            units += made * rate;
        }
        const bool onlyWhole = units <= writes; // a part of an entry would cost the one unit too
        bool hasUpdates = false;
        for (const OperationUse &use : survey.uses())
            hasUpdates = hasUpdates
                || (use.operation->kind == OperationKind::UpdateItem && survey.writeUnits(use, place) > 0
                    && !survey.movesEntry(use, place));
        const auto needed = neededFrom(readersOf(survey, place));
        if (writes < kWriteHeavy || writes <= reads || (onlyWhole && !hasUpdates))
            continue;
        findings.add(needed ? AdviceSeverity::Warning : AdviceSeverity::Hint, place.path + ".projection",
                     place.name() + " copies whole items (ALL): " + figure(writes) + " writes a second make " + figure(units)
                         + " write units there, for " + figure(reads) + " reads a second.",
                     "Project only what the readers need; a smaller entry costs fewer units, and an update of anything else none.",
                     needed ? std::function<Command()>([&] { return narrowProjection(survey.model(), place, *needed); })
                            : std::function<Command()>());
    }
}

void findMutableIndexKeys(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        for (const KeyedPlace &place : survey.places()) {
            if (place.index == nullptr || use.operation->table != place.table->definition.name || !survey.movesEntry(use, place))
                continue;
            const auto met = survey.entitiesOf(use);
            if (!met.empty() && std::none_of(met.begin(), met.end(), [&](const Entity *each) { return Survey::isIn(*each, place); }))
                continue; // an attribute that is a key of an index for other entities only
            const double moves = use.peak.value_or(0) * use.times;
            const double units = moves * survey.writeUnits(use, place);
            std::vector<std::string> keys;
            for (const Touched &each : Survey::touchedBy(*use.operation))
                if (!each.removed && place.key().contains(each.attribute))
                    keys.push_back(each.attribute);
            findings.add(use.peak && units < kManyMoves ? AdviceSeverity::Hint : AdviceSeverity::Warning, use.path + ".update",
                         "\"" + use.pattern->name + "\" changes " + joined(keys) + (keys.size() == 1 ? ", a key of " : ", keys of ")
                             + place.name() + ": DynamoDB deletes the entry and puts a new one, two writes"
                             + (use.peak ? ", " + figure(units) + " units a second at the peak" : std::string())
                             + ", and a Query meanwhile may see neither.",
                         "Index an attribute that stays, or accept the cost knowingly where the index is the list of what is open.");
        }
    }
}

void findKeysLeftBehind(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses())
        for (const KeyLeftBehind &left : keysLeftBehindBy(survey, use))
            findings.add(AdviceSeverity::Error, use.path + ".update",
                         "\"" + use.pattern->name + "\" changes " + left.attribute + " of " + left.entity->name + ", from which " + left.key
                             + " is built, and leaves the key as it was"
                             + (left.isPrimary ? "; a primary key cannot change." : ", so the index answers with the old value."),
                         left.isPrimary
                             ? "Write a new item and delete the old one in a transaction, or build the key from what never changes."
                             : "Set " + left.key + " in the same update.",
                         [&] { return setKeyToo(survey.model(), left); });
}

void findUnusedIndexes(const Survey &survey, Findings &findings)
{
    if (survey.model().accessPatterns.empty())
        return;
    for (const KeyedPlace &place : survey.places()) {
        if (place.index == nullptr || !readersOf(survey, place).empty())
            continue;
        findings.add(AdviceSeverity::Warning, place.path,
                     "No access pattern reads " + place.name() + ", and every write of an item that is in it pays for it again.",
                     "Remove the index, or write down the access pattern that needs it.",
                     [&] { return removeIndex(survey.model(), place.table->definition.name, place.name()); });
    }
}

namespace {

bool holdsAllOf(const schema::Projection &wide, const schema::Projection &narrow)
{
    using enum schema::ProjectionType;
    if (wide.type == All || narrow.type == KeysOnly)
        return true;
    return wide.type == Include && narrow.type == Include
        && std::all_of(narrow.attributes.begin(), narrow.attributes.end(), [&wide](const std::string &name) {
               return std::find(wide.attributes.begin(), wide.attributes.end(), name) != wide.attributes.end();
           });
}

/// Whether everything that `narrow` can answer `wide` can; of two that hold the same the first stays.
bool makesRedundant(const KeyedPlace &wide, const KeyedPlace &narrow)
{
    return wide.table == narrow.table && wide.isGlobal() && narrow.isGlobal() && wide.index != narrow.index && wide.key() == narrow.key()
        && holdsAllOf(wide.index->projection, narrow.index->projection)
        && (wide.index < narrow.index || !holdsAllOf(narrow.index->projection, wide.index->projection));
}

/// What reads the one index reads the other one then. They have the same key, so key templates and conditions stay.
Command replaceIndex(const Model &model, const KeyedPlace &old, const std::string &by)
{
    Draft draft(model);
    const std::string &table = old.table->definition.name;
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i) {
        AccessPattern changed = model.accessPatterns[i];
        const auto follow = [&](Operation &operation) {
            if (operation.table == table && operation.index == old.name())
                operation.index = by;
        };
        for (Step &step : changed.steps) {
            follow(step.operation);
            std::for_each(step.parts.begin(), step.parts.end(), follow);
        }
        if (!(changed == model.accessPatterns[i]))
            draft.pattern(i) = std::move(changed);
    }
    Table &changed = draft.table(old.tableNumber);
    std::erase_if(changed.definition.globalIndexes, [&old](const schema::IndexDefinition &each) { return each.name == old.name(); });
    changed.indexNotes.erase(old.name());
    changed.indexSettings.erase(old.name());
    return draft.command("Let " + by + " stand for " + old.name());
}

} // namespace

void findRedundantIndexes(const Survey &survey, Findings &findings)
{
    for (const KeyedPlace &narrow : survey.places()) {
        if (narrow.index == nullptr || readersOf(survey, narrow).empty()) // else it is unused
            continue;
        const auto wide = std::find_if(survey.places().begin(), survey.places().end(),
                                       [&narrow](const KeyedPlace &each) { return makesRedundant(each, narrow); });
        if (wide == survey.places().end())
            continue;
        findings.add(AdviceSeverity::Warning, narrow.path,
                     wide->name() + " holds all that " + narrow.name()
                         + " holds, under the same key; every write of an item in them pays for both.",
                     "Let the access patterns read " + wide->name() + ", and remove " + narrow.name() + ".",
                     [&] { return replaceIndex(survey.model(), narrow, wide->name()); });
    }
}

namespace {

/// What an index may write in a second, nullopt for no limit of its own.
std::optional<double> writeLimit(const schema::Capacity &capacity, const CapacityScaling *scaling, schema::BillingMode mode)
{
    if (mode == schema::BillingMode::PayPerRequest) {
        if (capacity.onDemandMaximum && capacity.onDemandMaximum->maxWriteRequestUnits)
            return static_cast<double>(*capacity.onDemandMaximum->maxWriteRequestUnits);
        return std::nullopt;
    }
    std::optional<double> limit;
    if (capacity.provisioned)
        limit = static_cast<double>(capacity.provisioned->writeCapacityUnits);
    if (scaling != nullptr && scaling->write)
        limit = std::max(limit.value_or(0), static_cast<double>(scaling->write->maximum));
    return limit;
}

Command raiseWriteCapacity(const Model &model, const KeyedPlace &place, double units)
{
    Table table = *place.table;
    const auto needed = static_cast<std::int64_t>(std::ceil(units));
    for (schema::IndexDefinition &index : table.definition.globalIndexes) {
        if (index.name != place.index->name)
            continue;
        if (table.definition.billingMode == schema::BillingMode::PayPerRequest)
            index.capacity.onDemandMaximum->maxWriteRequestUnits = needed;
        else if (index.capacity.provisioned)
            index.capacity.provisioned->writeCapacityUnits = std::max(index.capacity.provisioned->writeCapacityUnits, needed);
    }
    const auto settings = table.indexSettings.find(place.index->name);
    if (settings != table.indexSettings.end() && settings->second.scaling.write)
        settings->second.scaling.write->maximum = std::max(settings->second.scaling.write->maximum, needed);
    Command command = changeTable(model, std::move(table));
    command.text = "Raise the write capacity of " + place.index->name;
    command.coalesceKey.clear();
    return command;
}

} // namespace

void findThrottlingIndexes(const Survey &survey, Findings &findings)
{
    for (const KeyedPlace &place : survey.places()) {
        if (!place.isGlobal())
            continue;
        const schema::TableDefinition &table = place.table->definition;
        const auto settings = place.table->indexSettings.find(place.name());
        const auto limit = writeLimit(
            place.index->capacity, settings == place.table->indexSettings.end() ? nullptr : &settings->second.scaling, table.billingMode);
        if (!limit)
            continue;
        double needed = 0;
        for (const OperationUse &use : survey.uses())
            needed += use.peak.value_or(0) * use.times * survey.writeUnits(use, place);
        const double ofTable = writeLimit(table.capacity, &place.table->scaling, table.billingMode).value_or(0);
        const auto &entities = survey.model().entities;
        const bool holdsAll = std::all_of(entities.begin(), entities.end(), [&](const Entity &entity) {
            return entity.table != table.name || (Survey::isIn(entity, place) && !Survey::isSparseIn(entity, place));
        });
        const bool isShort = needed > *limit;
        if (!isShort && !(needed == 0 && holdsAll && *limit < ofTable))
            continue;
        findings.add(isShort ? AdviceSeverity::Error : AdviceSeverity::Warning, place.path + ".capacity",
                     place.name() + " may write " + figure(*limit) + " units a second, and "
                         + (isShort ? "the access patterns need " + figure(needed) + " there at their peak"
                                    : "its table " + figure(ofTable) + ", though every item is in the index")
                         + "; when an index falls behind, DynamoDB throttles the writes of the table.",
                     "Give the index at least the write capacity of what reaches it.",
                     [&] { return raiseWriteCapacity(survey.model(), place, isShort ? needed : ofTable); });
    }
}

} // namespace keywright::model::advice
