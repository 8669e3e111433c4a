#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/model/advice.h"
#include "core/model/names.h"
#include "core/model/survey.h"

/// Inside core/model only: the rules of advice.h, a file for each group.
namespace keywright::model::advice {

/// Takes what one rule finds.
class Findings {
public:
    Findings(const AdviceRule &rule, std::vector<Advice> &all) : m_rule(rule), m_all(all) { }

    /// `fix` makes a command or throws EditError where there is none after all; empty for no fix.
    void add(AdviceSeverity severity, std::string place, std::string reason, std::string remedy, const std::function<Command()> &fix = {});

private:
    const AdviceRule &m_rule;
    std::vector<Advice> &m_all;
};

using Find = void (*)(const Survey &survey, Findings &findings);

// Keys and item collections.
void findLowCardinality(const Survey &survey, Findings &findings);
void findTimeOrderedPartitions(const Survey &survey, Findings &findings);
void findHotKeys(const Survey &survey, Findings &findings);
void findUnboundedCollections(const Survey &survey, Findings &findings);
void findLargeLocalCollections(const Survey &survey, Findings &findings);
void findNumbersAsText(const Survey &survey, Findings &findings);
void findKeyTemplateClashes(const Survey &survey, Findings &findings);

// Indexes.
void findEntriesNobodyReads(const Survey &survey, Findings &findings);
void findWideProjections(const Survey &survey, Findings &findings);
void findMutableIndexKeys(const Survey &survey, Findings &findings);
void findKeysLeftBehind(const Survey &survey, Findings &findings);
void findUnusedIndexes(const Survey &survey, Findings &findings);
void findRedundantIndexes(const Survey &survey, Findings &findings);
void findThrottlingIndexes(const Survey &survey, Findings &findings);

// Access patterns.
void findFilters(const Survey &survey, Findings &findings);
void findScans(const Survey &survey, Findings &findings);
void findUnboundedQueries(const Survey &survey, Findings &findings);
void findStrongIndexReads(const Survey &survey, Findings &findings);
void findUnguardedUniqueness(const Survey &survey, Findings &findings);
void findLargeTransactions(const Survey &survey, Findings &findings);
void findConditionsWithReplicas(const Survey &survey, Findings &findings);
void findMissingRates(const Survey &survey, Findings &findings);

// Items and attributes.
void findLargeItems(const Survey &survey, Findings &findings);
void findTimeToLiveNotInSeconds(const Survey &survey, Findings &findings);
void findLongNames(const Survey &survey, Findings &findings);
void findReservedWords(const Survey &survey, Findings &findings);
void findUnusedAttributes(const Survey &survey, Findings &findings);

/// "1", "2.5", "1,200": for sentences, at most one digit after the point.
std::string figure(double number);
/// "310 bytes", "4.2 KB", "12 GB"; 1 KB is 1,024 bytes.
std::string byteFigure(double bytes);
std::string joined(const std::vector<std::string> &names);
/// The place of an entity: "entities[2]".
std::string placeOf(const Model &model, const Entity &entity);

} // namespace keywright::model::advice
