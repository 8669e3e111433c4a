#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace keywright::partiql {

/// Where in a statement something is: bytes from its start, and line and column from 1, which count characters.
struct Place {
    std::size_t position = 0;
    std::size_t length = 0; ///< bytes
    int line = 1;
    int column = 1;
    int characters = 0; ///< the length in characters

    /// "1:8:5", as the service's messages say it: line, column, characters.
    std::string text() const;

    friend bool operator==(const Place &, const Place &) = default;
};

/// A statement that DynamoDB refuses with a ValidationException; what() is the service's message, word for word.
class StatementError : public std::runtime_error {
public:
    StatementError(const std::string &message, Place where) : std::runtime_error(message), m_where(where) { }

    /// What an editor underlines; of no length at the end of the statement, or where the fault has no place.
    const Place &where() const { return m_where; }

private:
    Place m_where;
};

/// Throws StatementError with "Statement wasn't well formed, can't be processed: <detail>".
[[noreturn]] void refuseSyntax(const std::string &detail, const Place &where);
/// Throws StatementError with the message as it is.
[[noreturn]] void refuse(const std::string &message, const Place &where);
/// The same with " at <line>:<column>:<characters>" behind it, which some of the service's messages have.
[[noreturn]] void refuseAt(const std::string &message, const Place &where);

} // namespace keywright::partiql
