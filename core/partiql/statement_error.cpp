#include "core/partiql/statement_error.h"

namespace keywright::partiql {

std::string Place::text() const
{
    return std::to_string(line) + ":" + std::to_string(column) + ":" + std::to_string(characters);
}

void refuseSyntax(const std::string &detail, const Place &where)
{
    throw StatementError("Statement wasn't well formed, can't be processed: " + detail, where);
}

void refuse(const std::string &message, const Place &where)
{
    throw StatementError(message, where);
}

void refuseAt(const std::string &message, const Place &where)
{
    throw StatementError(message + " at " + where.text(), where);
}

} // namespace keywright::partiql
