#include <algorithm>

#include "core/model/advice_rules.h"
#include "core/model/change_design.h"
#include "core/model/edits.h"
#include "core/model/suggest.h"
#include "core/schema/limits.h"

namespace keywright::model::advice {

namespace {

constexpr double kWastedUnits = 1;        ///< read units a second from which a waste is more than a hint
constexpr double kOftenPerSecond = 1;     ///< calls
constexpr double kJobPerSecond = 0.000'3; ///< about once an hour: a job, not a request that somebody waits for
constexpr std::size_t kMostActions = 100; ///< of a transaction

bool isRare(const OperationUse &use, double perSecond)
{
    return use.peak && *use.peak < perSecond;
}

/// The operation of `use` in a copy of its pattern, changed.
Command changeOperation(const Model &model, const OperationUse &use, const std::string &text, void (*change)(Operation &))
{
    AccessPattern pattern = *use.pattern;
    change(operationAt(pattern, model::placeOf(use)));
    return changePattern(model, std::move(pattern), text);
}

/// The table or an index answers the pattern as it is; nothing has to be decided then.
Command askWhereItLies(const Model &model, const OperationUse &use)
{
    for (Suggestion &suggestion : suggestExistingFor(model, *use.pattern))
        if (suggestion.kind == SuggestionKind::ExistingPlace)
            return std::move(suggestion.command);
    throw EditError("No key answers " + use.pattern->name + " yet.");
}

} // namespace

void findFilters(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        if (use.operation->kind != OperationKind::Query || use.operation->filter.empty())
            continue;
        const double read = use.pattern->sizes ? use.pattern->sizes->itemsRead.value_or(0) : 0;
        const double returned = use.pattern->sizes ? use.pattern->sizes->itemsReturned.value_or(0) : 0;
        const bool isKnown = read > 0 && use.peak;
        const double wasted = isKnown ? *use.peak * survey.readUnits(use) * (read - std::min(read, returned)) / read : 0;
        findings.add(isKnown && wasted < kWastedUnits ? AdviceSeverity::Hint : AdviceSeverity::Warning, use.path + ".filter",
                     "The filter of \"" + use.pattern->name + "\" drops items after they were read and paid for"
                         + (isKnown ? ": " + figure(read) + " read for " + figure(returned) + " returned, " + figure(wasted)
                                    + " read units a second wasted at the peak"
                                    : std::string())
                         + ".",
                     "Put what it asks into a sort key or into the key of an index (\"Suggest\" shows how); keep it where it drops little.",
                     [&] { return askWhereItLies(survey.model(), use); });
    }
}

void findScans(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        if (use.operation->kind != OperationKind::Scan)
            continue;
        findings.add(
            isRare(use, kJobPerSecond) ? AdviceSeverity::Hint : AdviceSeverity::Warning, use.path,
            "\"" + use.pattern->name + "\" reads every item of "
                + (use.operation->index.empty() ? use.operation->table : use.operation->index)
                + (use.peak ? " " + figure(*use.peak) + " times a second at the peak" : std::string())
                + ", so its cost grows with the table and not with the answer.",
            "Ask with a Query: add key templates or an index that holds what is looked for (\"Suggest\" shows how); leave the Scan to "
            "nightly jobs and exports.",
            [&] { return askWhereItLies(survey.model(), use); });
    }
}

namespace {

bool boundsSortKey(const Operation &operation, const KeyedPlace &place)
{
    return std::any_of(operation.keyCondition.begin(), operation.keyCondition.end(), [&place](const KeyComparison &each) {
        const bool isSort = std::any_of(place.key().sort.begin(), place.key().sort.end(),
                                        [&each](const schema::KeyAttribute &attribute) { return attribute.name == each.attribute; });
        const bool isOpen = each.op == expression::KeyOperator::BeginsWith && !each.values.empty()
            && std::holds_alternative<std::string>(each.values.front())
            && std::get<std::string>(each.values.front()).find('{') == std::string::npos;
        return isSort && !isOpen;
    });
}

/// An entity whose items in the collection that is asked for become ever more.
const Entity *growingIn(const Survey &survey, const OperationUse &use, const KeyedPlace &place)
{
    for (const Entity *entity : survey.entitiesOf(use)) {
        const bool byTime = std::any_of(place.key().sort.begin(), place.key().sort.end(), [&](const schema::KeyAttribute &attribute) {
            return survey.spreadOf(*entity, attribute.name).hasTime;
        });
        const bool expires = place.table->timeToLiveAttribute && entity->findAttribute(*place.table->timeToLiveAttribute) != nullptr;
        if (byTime && !expires && !survey.partitionSpread(*entity, place).hasTime && !Survey::isSparseIn(*entity, place))
            return entity;
    }
    return nullptr;
}

} // namespace

void findUnboundedQueries(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        const KeyedPlace *place = survey.placeOf(*use.operation);
        if (use.operation->kind != OperationKind::Query || use.operation->limit || place == nullptr)
            continue;
        const AdviceSeverity severity = isRare(use, kOftenPerSecond) ? AdviceSeverity::Hint : AdviceSeverity::Warning;
        const double read = use.pattern->sizes ? use.pattern->sizes->itemsRead.value_or(0) : 0;
        const double bytes = read * (use.pattern->sizes ? static_cast<double>(use.pattern->sizes->itemBytes.value_or(0)) : 0)
            / (use.step->fanOut ? static_cast<double>(std::max<std::int64_t>(1, use.step->fanOut->count)) : 1);
        if (bytes > schema::kPageBytes) {
            findings.add(severity, use.path,
                         "\"" + use.pattern->name + "\" reads " + byteFigure(bytes) + ", and one Query gives 1 MB at most: the application "
                             + "must follow LastEvaluatedKey.",
                         "Set a limit and show pages, or narrow the sort key.");
            continue;
        }
        const Entity *growing = boundsSortKey(*use.operation, *place) ? nullptr : growingIn(survey, use, *place);
        if (growing != nullptr)
            findings.add(severity, use.path,
                         "\"" + use.pattern->name + "\" reads every " + growing->name + " of one key of " + place->name()
                             + ", and these become ever more.",
                         "Set a limit and show pages, or ask for a span of time in the sort key.");
    }
}

void findStrongIndexReads(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        const KeyedPlace *place = survey.placeOf(*use.operation);
        if (place == nullptr || !place->isGlobal() || !use.operation->consistentRead)
            continue;
        findings.add(AdviceSeverity::Error, use.path + ".consistentRead",
                     "\"" + use.pattern->name + "\" asks " + place->name()
                         + " for a strongly consistent read, which DynamoDB refuses for a GSI.",
                     "Read the index with eventual consistency, or ask the table or an LSI.", [&] {
                         return changeOperation(survey.model(), use, "Read " + place->name() + " with eventual consistency",
                                                [](Operation &operation) { operation.consistentRead = false; });
                     });
    }
}

void findUnguardedUniqueness(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        const std::optional<UnguardedPut> put = unguardedPut(survey, use);
        if (!put)
            continue;
        const auto guard = [&] { return guardUniqueness(survey.model(), *put); };
        if (put->lookUp == nullptr)
            findings.add(AdviceSeverity::Error, use.path + ".condition",
                         "attribute_not_exists(" + put->attribute + ") looks only at the item with the same primary key; another "
                             + put->entity->name + " may have the same " + put->attribute + ".",
                         "Put a guard item whose primary key is the " + put->attribute
                             + " in the same transaction, with attribute_not_exists on its key.",
                         guard);
        else
            findings.add(AdviceSeverity::Warning, use.path,
                         "\"" + use.pattern->name + "\" looks in an index whether the " + put->entity->name
                             + " is there and then puts it; two callers at once both find nothing.",
                         "Put a guard item whose primary key is what must be unique in the same transaction; an index is only eventually "
                         "consistent.",
                         guard);
    }
}

void findLargeTransactions(const Survey &survey, Findings &findings)
{
    const std::vector<AccessPattern> &patterns = survey.model().accessPatterns;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        for (std::size_t k = 0; k < patterns[i].steps.size(); ++k) {
            const Step &step = patterns[i].steps[k];
            if (step.operation.kind != OperationKind::TransactWriteItems && step.operation.kind != OperationKind::TransactGetItems)
                continue;
            double actions = 0;
            double bytes = 0;
            for (const OperationUse &use : survey.uses()) {
                if (use.step != &step)
                    continue;
                actions += use.times;
                bytes += use.times * (patterns[i].sizes ? static_cast<double>(patterns[i].sizes->itemBytes.value_or(0)) : 0);
            }
            if (actions <= kMostActions && bytes <= schema::kMaxTransactionBytes)
                continue;
            findings.add(
                AdviceSeverity::Error, element(element("accessPatterns", i) + ".steps", k),
                "The transaction of \"" + patterns[i].name + "\" has " + figure(actions) + " actions"
                    + (bytes > schema::kMaxTransactionBytes ? " of " + byteFigure(bytes) : std::string())
                    + "; DynamoDB takes 100 actions and 4 MB.",
                "Split it into several that each leave the items in order, or write a small head item last that makes the rest count.");
        }
    }
}

void findConditionsWithReplicas(const Survey &survey, Findings &findings)
{
    for (const OperationUse &use : survey.uses()) {
        const Table *table = survey.model().findTable(use.operation->table);
        const value::Json *replicas = table == nullptr ? nullptr : table->settings.find("replicas");
        if (replicas == nullptr || replicas->elements().empty()
            || use.operation->condition.find("attribute_not_exists") == std::string::npos)
            continue;
        findings.add(
            AdviceSeverity::Warning, use.path + ".condition",
            "The table has " + std::to_string(replicas->elements().size()) + (replicas->elements().size() == 1 ? " replica" : " replicas")
                + ", and a condition sees only the Region it runs in: two Regions can both find nothing, and the last writer wins.",
            "Send the writes of such items to one Region, or make the key itself carry the Region.");
    }
}

void findMissingRates(const Survey &survey, Findings &findings)
{
    const std::vector<AccessPattern> &patterns = survey.model().accessPatterns;
    const auto missing = static_cast<std::size_t>(
        std::count_if(patterns.begin(), patterns.end(), [](const AccessPattern &pattern) { return !pattern.rate; }));
    const std::string remedy = "Give the calls a second, on average and at the peak; an estimate is better than nothing.";
    if (missing > 1 && missing == patterns.size()) {
        findings.add(AdviceSeverity::Hint, "accessPatterns",
                     "None of the " + std::to_string(missing) + " access patterns has a rate, so heat, capacity and cost cannot be told.",
                     remedy);
        return;
    }
    for (std::size_t i = 0; i < patterns.size(); ++i)
        if (!patterns[i].rate)
            findings.add(AdviceSeverity::Hint, element("accessPatterns", i),
                         "\"" + patterns[i].name + "\" has no rate, so its heat, capacity and cost cannot be told.", remedy);
}

} // namespace keywright::model::advice
