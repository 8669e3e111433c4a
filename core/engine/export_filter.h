#pragma once

#include <optional>
#include <string>

#include "core/engine/key_range.h"
#include "core/engine/table_state.h"
#include "core/expression/condition.h"
#include "core/expression/placeholders.h"
#include "core/expression/projection.h"
#include "core/value/attribute_value.h"
#include "core/value/json.h"

namespace keywright::engine {

/// A FilterSpecification as it was written.
struct ExportFilterTexts {
    std::optional<std::string> keyCondition;
    std::optional<std::string> filter;
    std::optional<std::string> projection;
    std::optional<expression::AttributeNames> names;
    std::optional<expression::AttributeValues> values;
    friend bool operator==(const ExportFilterTexts &, const ExportFilterTexts &) = default;
};

/// In the API's form, FilterSpecification's members.
value::Json toJson(const ExportFilterTexts &texts);
ExportFilterTexts exportFilterFrom(const value::Json &json);

/// Which items, and which of their attributes, an export has. Source: developer guide, "Filtering a table export" (2026).
class ExportFilter {
public:
    /// Throws expression::ExpressionError, and ServiceError (ValidationException) when the filter names a key attribute beside a
    /// key condition, or the key condition does not fit the table's key. The table must live longer.
    ExportFilter(const ExportFilterTexts &texts, const TableState &table);

    /// By its key: what does not is not even read, and not paid for.
    bool isInRange(const value::Item &item) const;
    /// What the entries of all such items begin with, without their place.
    std::string entryPrefix() const;
    bool admits(const value::Item &item) const;
    value::Item shown(const value::Item &item) const;

private:
    const TableState &m_table;
    std::optional<KeyRange> m_range;
    std::optional<expression::Condition> m_filter;
    std::optional<expression::Projection> m_projection;
};

} // namespace keywright::engine
