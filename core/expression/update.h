#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "core/expression/document_path.h"
#include "core/expression/placeholders.h"
#include "core/value/attribute_value.h"

namespace keywright::expression {

/// What stands right of a SET's equals sign, or of ADD and DELETE.
struct UpdateOperand {
    enum class Kind : std::uint8_t {
        Path,
        Value,
        IfNotExists, ///< the value at `path`, else the one operand's
        ListAppend,  ///< two operands, as Plus and Minus
        Plus,
        Minus,
    };
    Kind kind = Kind::Value;
    DocumentPath path;
    value::AttributeValue value;
    std::vector<UpdateOperand> operands;

    static UpdateOperand of(value::AttributeValue value);

    friend bool operator==(const UpdateOperand &, const UpdateOperand &) = default;
};

struct UpdateAction {
    enum class Kind : std::uint8_t { Set, Remove, Add, Delete };
    Kind kind = Kind::Set;
    DocumentPath path;
    UpdateOperand operand; ///< of all but Remove
    friend bool operator==(const UpdateAction &, const UpdateAction &) = default;
};

/// An UpdateExpression, checked and with its placeholders looked up; or the legacy AttributeUpdates. Plain data.
/// One without actions only creates an item that is not there.
struct Update {
    std::vector<UpdateAction> actions;
    bool legacy = false; ///< the messages and types of AttributeUpdates

    friend bool operator==(const Update &, const Update &) = default;
};

/// Throws ExpressionError with what DynamoDB says of the first fault, in its order of checks.
/// Source: developer guide, "Using update expressions in DynamoDB".
Update compileUpdate(std::string_view text, Placeholders &placeholders);

/// The item after an update. `exists` is false when there was none and the update only takes away: nothing is created.
struct UpdatedItem {
    value::Item item;
    bool exists = true;
};

/// Why an update cannot run on this item: the service's message, for a ValidationException.
struct UpdateFault {
    std::string message;
    friend bool operator==(const UpdateFault &, const UpdateFault &) = default;
};

/// Runs the update on `item`, or, when that is null, on an item that has only `key`. Every operand is evaluated, and
/// every list index meant, on the item as it was. Size, nesting and key types of the result are the engine's to check,
/// and that no key attribute is touched. Never throws; safe on many threads at once.
tl::expected<UpdatedItem, UpdateFault> apply(const Update &update, const value::Item *item, const value::Item &key);

/// The paths that the update touches, in its order. What UPDATED_OLD and UPDATED_NEW return is the Projection of these
/// from the item before and after (also where a list index then names another element, as the service does).
std::vector<DocumentPath> touchedPaths(const Update &update);

} // namespace keywright::expression
