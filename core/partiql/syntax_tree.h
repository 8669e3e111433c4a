#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/partiql/statement_error.h"

/// What a statement says, before anything is known of its table. Values: the tree does not refer to the statement's text.
namespace keywright::partiql::syntax {

struct Statement;

/// `text` is the name, literal, operator ("=", "and", "not_in"), function in lower case, or type.
struct Expression {
    enum class Kind : std::uint8_t {
        Name, ///< `isQuoted` or not
        String,
        Number, ///< with its sign
        Boolean,
        Null,
        Missing,
        IonLiteral,
        Parameter, ///< `text` is its number, from 0
        Path,      ///< the root, then Members and Indexes
        Member,    ///< .name of a path, which is `text`
        Index,     ///< [child] of a path
        Wildcard,  ///< .* or [*] of a path
        Call,      ///< a function with its arguments
        Unary,
        Binary, ///< and, or: two or more operands
        Between,
        Like,
        Is, ///< child, and `text` "is" or "is_not" with the type as second child
        Type,
        List,
        Bag,
        Tuple, ///< names and values by turns
        Statement,
        Other, ///< grammatical, and nothing that DynamoDB has: CASE, CAST, DATE '…'
    };

    Kind kind = Kind::Other;
    std::string text;
    bool isQuoted = false;
    std::vector<Expression> children;
    std::vector<Statement> statement; ///< of Statement: the one
    Place where;                      ///< its first token, or a function's name
    int height = 1;                   ///< of the tree under it

    bool is(Kind wanted) const { return kind == wanted; }
    bool isBinary(std::string_view op) const { return kind == Kind::Binary && text == op; }
};

/// What a SELECT gives.
struct Column {
    Expression value;
    bool isAliased = false;
};

struct SortKey {
    Expression value;
    bool isDescending = false;
};

/// SET path = value, REMOVE path; or what only looks like a part of an UPDATE.
struct Action {
    enum class Kind : std::uint8_t { Set, Remove, Insert };
    Kind kind = Kind::Set;
    Expression path;
    Expression value; ///< of Set
};

enum class ReturningMapping : std::uint8_t { AllOld, AllNew, ModifiedOld, ModifiedNew };

struct Returning {
    ReturningMapping mapping = ReturningMapping::AllOld;
    bool isStar = false;
    Place where;
};

struct Statement {
    enum class Kind : std::uint8_t { Select, Insert, InsertMany, Update, Delete };
    Kind kind = Kind::Select;
    Expression source; ///< the table, or a path of table and index
    bool isSourceAliased = false;
    bool isJoin = false;         ///< more than one source
    bool selectsValue = false;   ///< SELECT VALUE
    bool isStar = false;         ///< SELECT *
    std::vector<Column> columns; ///< of Select
    std::optional<Expression> where;
    std::vector<SortKey> order;     ///< of Select
    std::string unsupportedClause;  ///< one that DynamoDB does not have: "LIMIT"
    std::optional<Expression> item; ///< of Insert
    bool hasPosition = false;       ///< of Insert: AT
    bool hasConflictAction = false; ///< of Insert: ON CONFLICT
    std::vector<Action> actions;    ///< of Update
    std::vector<Returning> returning;
    Place place;
};

} // namespace keywright::partiql::syntax
