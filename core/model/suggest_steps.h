#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/model/conjuncts.h"
#include "core/model/question.h"

/// Inside core/model only.
namespace keywright::model {

/// What a pattern does with the answer of a key in the place of the step that gives its items now. Everything that the key
/// does not decide stays: order, limit, projection, consistency, what is left of the filter with its values, the step's name
/// and note, and the steps that neither read for the answer nor give it. The pattern must outlive it. Thread-safe.
class RebuiltSteps {
public:
    explicit RebuiltSteps(const AccessPattern &pattern);

    /// Where the key answers all of the question and `filter` is left to ask. `index` is empty for the table itself.
    std::vector<Step> with(const Question &question, const KeyAnswer &answer, const Table &table, const std::string &index,
                           const std::vector<Conjunct> &filter) const;
    /// A Query that finds the items in the index, and a batch that reads them from the table.
    std::vector<Step> withSecondRead(const Question &question, const KeyAnswer &answer, const Table &table, const std::string &index) const;

    /// What the step asks of the items beyond its key now; nullopt for a filter that does not parse.
    std::optional<std::vector<Conjunct>> filter() const { return conjunctsOfFilter(m_found.operation); }
    /// The attributes that it returns; empty for all.
    const std::vector<std::string> &projection() const { return m_found.operation.projection; }
    bool isConsistent() const { return m_found.operation.consistentRead; }

private:
    Step found(const Question &question, const KeyAnswer &answer, const Table &table, const std::string &index,
               const std::vector<Conjunct> &filter) const;
    std::vector<Step> inPlace(std::vector<Step> steps) const;

    const AccessPattern &m_pattern;
    std::vector<bool> m_replaced;           ///< by step
    std::optional<std::size_t> m_answering; ///< the step that gives the items
    bool m_readsTwice = false;              ///< it reads again what an earlier step found
    Step m_found;                           ///< what finds the items, as it is now
};

} // namespace keywright::model
