#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/command.h"

namespace keywright::model {

/// What a suggestion does to the tables.
enum class SuggestionKind : std::uint8_t {
    ExistingPlace,       ///< nothing: a table or index answers it as it is
    SecondStep,          ///< nothing: an index finds the items, a second step reads them whole
    FindFirst,           ///< nothing: a step finds the items to change, the change is made to each of them
    KeyToo,              ///< nothing: an update sets the index key that it left behind
    Guard,               ///< items of a new entity, whose key is what must be unique, in one transaction with the put
    InvertedIndex,       ///< a GSI with the table's sort key as its partition key
    Projection,          ///< an index holds more attributes
    SortKey,             ///< another composite sort key in an index that the entity is in
    OverloadedIndex,     ///< key templates for an index that other entities use
    SparseIndex,         ///< a GSI that only the items with an attribute are in
    NewIndex,            ///< a GSI with key templates
    MultiAttributeIndex, ///< a GSI keyed by the attributes themselves
};

/// "existing place", "overloaded index", …
std::string_view textOf(SuggestionKind kind);

/// One way to serve an access pattern.
struct Suggestion {
    SuggestionKind kind = SuggestionKind::ExistingPlace;
    std::string title;       ///< "Query GSI1 with templates for User"
    std::string explanation; ///< a sentence or two: how it works and what it costs
    std::vector<Step> steps; ///< what the pattern does then
    /// Write units a second that the rates of the model's patterns add in the index; nullopt when no pattern that writes the
    /// table has a rate. An upper bound: a projected part is counted as the whole item.
    std::optional<double> addedWriteUnits;
    double addedBytes = 0;       ///< of storage for the sample data, with the 100 bytes that each index entry costs
    std::int64_t addedItems = 0; ///< index entries in the sample data
    Command command;             ///< index, templates, sample data and steps in one; made against the model given;
                                 ///< its remarks name the updates that must set a new key too
};

/// Ways to serve a pattern of the model. The ones that change nothing come first, then those that add the fewest writes.
/// Each makes judge() say served when it is applied; or filtered of a pattern that scans or is not served, where its filter
/// asks what no key can answer, and those come last.
///
/// For a read they answer its expectation and what its filter asks; empty without either, where no key can answer (OR,
/// contains, …), and where its steps are such an answer already. Everything in its steps that the key does not decide stays.
/// For a change they mend what is wrong with its operations: a key that the parameters do not give, an index key left
/// behind, uniqueness that nothing guards; empty when nothing is.
/// Thread-safe. Source of the designs: developer guide, "Best practices for designing and architecting with DynamoDB".
std::vector<Suggestion> suggestFor(const Model &model, const AccessPattern &pattern);

/// Why suggestFor() gave nothing.
enum class NothingToSuggest : std::uint8_t {
    ServedSo,      ///< the steps are what would be suggested
    SoundChange,   ///< a change with nothing to mend
    NoExpectation, ///< a read that does not say what it must give
    NotForAKey,    ///< what it asks is nothing that a key can answer
    NoKeyServes,   ///< no table, index or design of one answers it
};

/// For a pattern of which suggestFor() gave nothing. Thread-safe.
NothingToSuggest whyNothing(const Model &model, const AccessPattern &pattern);

/// Those of a read that need no new index and no new template, which is quick to find out.
std::vector<Suggestion> suggestExistingFor(const Model &model, const AccessPattern &pattern);

} // namespace keywright::model
