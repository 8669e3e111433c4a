#include "ui/operations/request_text.h"

#include <QStringList>

#include "core/connection/json_members.h"
#include "core/model/saved_operations.h"
#include "ui/document/text.h"

namespace keywright::ui {

using value::Json;

namespace {

constexpr qsizetype kLongestLine = 300;

QString statementsOf(const Json &request)
{
    if (const Json *statement = request.find("Statement"))
        return toQString(statement->text());
    QStringList statements;
    for (const char *list : {"Statements", "TransactStatements"})
        for (const Json &each : connection::listOf(request, list))
            statements << toQString(connection::textOf(each, "Statement"));
    return statements.join(QStringLiteral("; "));
}

} // namespace

QString placeOfRequest(const Json &request)
{
    model::SavedOperation like;
    like.request = request;
    QStringList names;
    for (const std::string &table : model::tablesOf(like))
        names << toQString(table);
    const QString tables = names.join(QStringLiteral(", "));
    const std::string index = connection::textOf(request, "IndexName");
    return index.empty() ? tables : tables + QStringLiteral(" · ") + toQString(index);
}

QString lineOfRequest(const Json &request)
{
    const QString statements = statementsOf(request);
    return (statements.isEmpty() ? toQString(request.compact()) : statements.simplified()).left(kLongestLine);
}

} // namespace keywright::ui
