#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/key_condition.h"
#include "core/model/model.h"
#include "core/value/attribute_value.h"
#include "core/value/json.h"

/// An operation as a person builds it in a form: expressions row by row or typed, values with their types, and no
/// placeholders to think of. Names are attribute paths as they stand in expressions; one that no expression could hold
/// stands in double quotes (expression::quotedName).
namespace keywright::session {

enum class ConditionTest : std::uint8_t {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between, ///< two values
    In,      ///< one value or more
    BeginsWith,
    Contains,
    Exists, ///< no value
    NotExists,
};

/// One comparison. AND binds its rows closer than OR.
struct ConditionRow {
    bool isAlternative = false; ///< OR joins it to the row before, else AND
    std::string attribute;
    ConditionTest test = ConditionTest::Equal;
    std::vector<value::AttributeValue> values;
    friend bool operator==(const ConditionRow &, const ConditionRow &) = default;
};

struct ConditionDraft {
    bool isTyped = false; ///< `text` counts, else the rows
    std::vector<ConditionRow> rows;
    std::string text;
    friend bool operator==(const ConditionDraft &, const ConditionDraft &) = default;
};

enum class UpdateChange : std::uint8_t {
    Set,
    SetIfMissing,
    Increase,
    Append,
    Remove, ///< no value
    Add,    ///< to a number or a set
    Delete, ///< from a set
};

struct UpdateRow {
    UpdateChange change = UpdateChange::Set;
    std::string attribute;
    value::AttributeValue value;
    friend bool operator==(const UpdateRow &, const UpdateRow &) = default;
};

struct UpdateDraft {
    bool isTyped = false;
    std::vector<UpdateRow> rows;
    std::string text;
    friend bool operator==(const UpdateDraft &, const UpdateDraft &) = default;
};

/// One operation on items, or one part of a transaction or batch.
struct DraftedOperation {
    model::OperationKind kind = model::OperationKind::Query;
    std::string table;
    std::string index;
    value::Item key;
    value::Item item;
    std::vector<expression::KeyTerm> keyTerms;
    ConditionDraft condition; ///< the filter of a Query, a Scan or a search of vectors
    UpdateDraft update;
    value::AttributeMap values; ///< of the placeholders in typed expressions, without their colon
    std::vector<std::string> projection;
    bool descending = false;
    std::optional<std::int64_t> limit;
    bool consistentRead = false;
    std::string returnValues;                        ///< "ALL_NEW", …; empty for none
    std::vector<value::AttributeValue> searchVector; ///< of SearchVectors, whose `limit` is TopK and whose `keyTerms` its partition
    friend bool operator==(const DraftedOperation &, const DraftedOperation &) = default;
};

struct OperationDraft {
    DraftedOperation operation;
    std::vector<DraftedOperation> parts; ///< of a transaction or batch
    friend bool operator==(const OperationDraft &, const OperationDraft &) = default;
};

/// True of the kinds that have parts.
bool hasParts(model::OperationKind kind);
/// What a part of it may be; empty for a kind without parts.
std::vector<model::OperationKind> partKinds(model::OperationKind kind);

/// The request as DynamoDB takes it, of a half-made draft too: what is empty is left out. It asks for the capacity that
/// it consumes, place by place.
value::Json requestOf(const OperationDraft &draft);

/// The draft that makes such a request: conditions by rows where rows can say them. Nullopt for what no form holds, such as
/// legacy parameters, or what is no such request.
std::optional<OperationDraft> draftOf(std::string_view operation, const value::Json &request);

/// The same as a step of an access pattern, all of its values constants.
model::Step stepOf(const OperationDraft &draft);

/// The expression that the rows say, with its values added to `values` under names of their own.
std::string textOf(const ConditionDraft &condition, value::AttributeMap &values);
std::string textOf(const UpdateDraft &update, value::AttributeMap &values);

} // namespace keywright::session
