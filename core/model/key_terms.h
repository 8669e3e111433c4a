#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/question.h"

/// What an operation asks of a key, told in the attributes of an entity. Inside core/model only; thread-safe.
namespace keywright::model {

/// Whether the entity's items can be among those that are asked for.
enum class Meeting : std::uint8_t {
    Fits,
    Never,   ///< its template builds no such key
    Unknown, ///< the attributes cannot be told from the way it is written
};

/// The comparisons of one operation, key attribute by key attribute, with the partition key first.
class KeyTerms {
public:
    /// `fanOut` is null for a step that runs once. Both must outlive it.
    KeyTerms(const Entity &entity, const FanOut *fanOut) : m_entity(entity), m_fanOut(fanOut) { }

    /// `comparison` is null where nothing is asked of the attribute.
    Meeting add(const schema::KeyAttribute &key, const KeyComparison *comparison, bool sorts);

    /// All of which must hold.
    const std::vector<AskedFor> &conditions() const { return m_conditions; }
    /// The attributes by which the items that are left come in order; "" for what only sorts as text.
    const std::vector<std::string> &sortedBy() const { return m_sortedBy; }

private:
    class Match;

    void addCondition(AskedFor asked);

    const Entity &m_entity;
    const FanOut *m_fanOut;
    std::vector<AskedFor> m_conditions;
    std::vector<std::string> m_sortedBy;
};

} // namespace keywright::model
