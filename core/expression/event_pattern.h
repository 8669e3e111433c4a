#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "core/value/json.h"

namespace keywright::expression {

/// A pattern that cannot be used: a sentence for people, and where in its text the trouble is. Both count from 1.
class EventPatternError : public std::runtime_error {
public:
    EventPatternError(const std::string &what, int line, int column) : std::runtime_error(what), m_line(line), m_column(column) { }

    int line() const { return m_line; }
    int column() const { return m_column; }

private:
    int m_line;
    int m_column;
};

/// A filter pattern as an event source mapping of Lambda takes it: an object like the event, whose leaves are arrays of what a
/// value may be: texts, numbers, true, false, null, and {"prefix": …}, {"suffix": …}, {"anything-but": …}, {"numeric": …},
/// {"exists": …}, {"equals-ignore-case": …}; "$or" has alternatives. All fields must match, and any one of a leaf's values.
/// A value type. Source: Lambda developer guide, "Filter rule syntax"; EventBridge user guide, "Comparison operators for use in
/// event patterns", where the former is silent.
class EventPattern {
public:
    /// Throws EventPatternError.
    explicit EventPattern(std::string_view text);

    bool matches(const value::Json &event) const;
    /// Whether a `numeric` stands where DynamoDB writes a number as text ({"N": "1"}), so that it never matches.
    bool comparesNumbersOfItems() const { return m_comparesNumbersOfItems; }

private:
    value::Json m_pattern;
    bool m_comparesNumbersOfItems = false;
};

/// What one pattern may have. Source: Lambda API reference, "Filter".
inline constexpr std::size_t kLongestEventPattern = 4096;

} // namespace keywright::expression
