#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/capacity/units.h"
#include "core/model/model.h"

namespace keywright::model {

/// A table of the model, or one of its indexes. Points into the model.
struct KeyedPlace {
    const Table *table = nullptr;
    std::size_t tableNumber = 0;
    const schema::IndexDefinition *index = nullptr; ///< null for the table itself
    bool isLocal = false;
    std::string path; ///< "tables[0].globalSecondaryIndexes[1]"

    const schema::KeySchema &key() const { return index == nullptr ? table->definition.key : index->key; }
    const std::string &name() const { return index == nullptr ? table->definition.name : index->name; }
    bool isGlobal() const { return index != nullptr && !isLocal; }
};

/// One operation of an access pattern, a part of a transaction or batch included.
struct OperationUse {
    const AccessPattern *pattern = nullptr;
    std::size_t patternNumber = 0;
    std::size_t stepNumber = 0;
    const Step *step = nullptr;
    const Operation *operation = nullptr;
    std::string path;                ///< "accessPatterns[3].steps[0].parts[1]"
    double times = 1;                ///< for each call of the pattern, as far as forEach and the sizes tell
    std::optional<double> perSecond; ///< of the pattern, on average; absent when it has no rate
    std::optional<double> peak;      ///< the same at its peak

    bool isWrite() const;
    bool isTransactional() const;
};

/// How many values a key can have, and how they come about.
struct KeySpread {
    bool isConstant = true;      ///< no placeholder at all
    bool isBounded = true;       ///< the number of values does not grow with the data
    bool isTimeOnly = false;     ///< every placeholder that is not bounded is a time
    bool hasTime = false;        ///< at least one placeholder is a time
    std::optional<double> count; ///< the number of values, where it can be told
    double topShare = 1;         ///< of the busiest value in what is written now; 0 when the values are many
};

/// What an update does to an attribute.
struct Touched {
    std::string attribute;
    bool removed = false;
};

/// What advice and suggestions look at, worked out from the model: which entities stand in which index, which operations
/// touch them and how often, how many values a key has. The model must outlive it and not change. Thread-safe.
class Survey {
public:
    explicit Survey(const Model &model);

    const Model &model() const { return m_model; }
    const std::vector<KeyedPlace> &places() const { return m_places; }
    const std::vector<OperationUse> &uses() const { return m_uses; }
    /// Null when the operation names a table or an index that is not there.
    const KeyedPlace *placeOf(const Operation &operation) const;

    /// The template that builds the key attribute, "{name}" for an attribute of that name; nullopt when nothing does.
    static std::optional<std::string> builds(const Entity &entity, const std::string &keyAttribute);
    /// Whether the entity's items stand there: it builds every key attribute.
    static bool isIn(const Entity &entity, const KeyedPlace &place);
    /// Whether only some of its items do: a key is built from an attribute that is not required.
    static bool isSparseIn(const Entity &entity, const KeyedPlace &place);

    /// Whether the attribute has a number of values that does not grow with the data, such as those of an enumeration.
    bool hasFewValues(const Entity &entity, const std::string &attribute) const;
    KeySpread spreadOf(const Entity &entity, const std::string &keyAttribute) const;
    /// Of all partition-key attributes together.
    KeySpread partitionSpread(const Entity &entity, const KeyedPlace &place) const;
    /// Of what an operation asks for in the partition key: 1 when every call meets one item collection.
    double topShare(const OperationUse &use, const KeyedPlace &place) const;

    /// The entities whose items the operation reads or writes, by its key, key condition or entity.
    std::vector<const Entity *> entitiesOf(const OperationUse &use) const;
    bool meets(const OperationUse &use, const Entity &entity) const;

    /// The average of its sample items, else what the sizes of a pattern that writes it say; nullopt when neither is there.
    std::optional<double> bytesOf(const Entity &entity) const;
    /// New items a second, from the patterns that put them; nullopt when none has a rate.
    std::optional<double> putsPerSecond(const Entity &entity) const;
    /// Write units that one call of the operation makes in the place, 0 when it does not change it.
    double writeUnits(const OperationUse &use, const KeyedPlace &place) const;
    /// Read units of one call in the place that it reads: by the sizes of the pattern, else as the sample data has it
    /// (sample_reads.h), else as if it read one item of one byte.
    double readUnits(const OperationUse &use) const;
    static capacity::ReadKind readKindOf(const OperationUse &use);
    /// A Query of which no sizes are written down: the sample data tells what it reads.
    static bool isSampled(const OperationUse &use);
    /// Whether the update changes a key of the index, so that its entry is taken out and put in again.
    bool movesEntry(const OperationUse &use, const KeyedPlace &place) const;

    static std::vector<Touched> touchedBy(const Operation &operation);
    /// Top-level attributes in the filter and the condition.
    static std::vector<std::string> mentionedIn(const std::string &expression);

private:
    void addPlaces();
    void addUses();
    void addBytes();
    void addUse(const AccessPattern &pattern, std::size_t number, std::size_t step, const Operation &operation, std::string path);
    std::optional<double> itemsOf(const Entity &entity) const;
    std::optional<double> valuesOf(const Entity &entity, const std::string &attribute, bool &bounded, int depth = 0) const;
    double shareOfAttribute(const Entity &entity, const std::string &attribute) const;
    double shareOfParameter(const Parameter &parameter) const;
    double shareOfPlaceholder(const OperationUse &use, const Entity *entity, const std::string &name) const;
    double shareOfTemplate(const OperationUse &use, const Entity *entity, const std::string &text, bool isOperand) const;
    value::Type typeOfPlaceholder(const AccessPattern &pattern, std::string_view name, bool &isKnown) const;
    bool mayBe(const AccessPattern &pattern, const Operand &operand, const Entity &entity, const std::string &keyAttribute,
               bool isPrefix) const;
    double bytesTouched(const OperationUse &use) const;

    const Model &m_model;
    std::vector<KeyedPlace> m_places;
    std::vector<OperationUse> m_uses;
    std::map<const Entity *, double> m_bytes; ///< of a sample item, on average
};

/// The name of the attribute's sample format; empty when there is none.
std::string formatOf(const Attribute &attribute);

} // namespace keywright::model
