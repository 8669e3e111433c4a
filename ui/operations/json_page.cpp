#include "ui/operations/json_page.h"

#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/code/code_editor.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using value::Json;

namespace {

constexpr const char *kOperations[] = {"GetItem",
                                       "Query",
                                       "Scan",
                                       "SearchVectors",
                                       "PutItem",
                                       "UpdateItem",
                                       "DeleteItem",
                                       "BatchGetItem",
                                       "BatchWriteItem",
                                       "TransactGetItems",
                                       "TransactWriteItems",
                                       "ExecuteStatement",
                                       "BatchExecuteStatement",
                                       "ExecuteTransaction",
                                       "DescribeTable",
                                       "ListTables"};

/// Members of the requests above, and the words that stand in them. Source: the service model.
const QStringList &memberWords()
{
    static const QStringList words{QStringLiteral("TableName"),
                                   QStringLiteral("IndexName"),
                                   QStringLiteral("Key"),
                                   QStringLiteral("Item"),
                                   QStringLiteral("Keys"),
                                   QStringLiteral("KeyConditionExpression"),
                                   QStringLiteral("FilterExpression"),
                                   QStringLiteral("SearchVector"),
                                   QStringLiteral("SearchConditionExpression"),
                                   QStringLiteral("TopK"),
                                   QStringLiteral("ConditionExpression"),
                                   QStringLiteral("UpdateExpression"),
                                   QStringLiteral("ProjectionExpression"),
                                   QStringLiteral("ExpressionAttributeNames"),
                                   QStringLiteral("ExpressionAttributeValues"),
                                   QStringLiteral("ConsistentRead"),
                                   QStringLiteral("ExclusiveStartKey"),
                                   QStringLiteral("Limit"),
                                   QStringLiteral("Select"),
                                   QStringLiteral("ScanIndexForward"),
                                   QStringLiteral("Segment"),
                                   QStringLiteral("TotalSegments"),
                                   QStringLiteral("ReturnValues"),
                                   QStringLiteral("ReturnConsumedCapacity"),
                                   QStringLiteral("ReturnItemCollectionMetrics"),
                                   QStringLiteral("ReturnValuesOnConditionCheckFailure"),
                                   QStringLiteral("RequestItems"),
                                   QStringLiteral("PutRequest"),
                                   QStringLiteral("DeleteRequest"),
                                   QStringLiteral("TransactItems"),
                                   QStringLiteral("ClientRequestToken"),
                                   QStringLiteral("Get"),
                                   QStringLiteral("Put"),
                                   QStringLiteral("Update"),
                                   QStringLiteral("Delete"),
                                   QStringLiteral("ConditionCheck"),
                                   QStringLiteral("Statement"),
                                   QStringLiteral("Statements"),
                                   QStringLiteral("TransactStatements"),
                                   QStringLiteral("Parameters"),
                                   QStringLiteral("NextToken"),
                                   QStringLiteral("ALL_OLD"),
                                   QStringLiteral("ALL_NEW"),
                                   QStringLiteral("UPDATED_OLD"),
                                   QStringLiteral("UPDATED_NEW"),
                                   QStringLiteral("INDEXES"),
                                   QStringLiteral("TOTAL"),
                                   QStringLiteral("COUNT"),
                                   QStringLiteral("BOOL"),
                                   QStringLiteral("NULL")};
    return words;
}

bool isPartOfWord(QChar letter)
{
    return letter.isLetterOrNumber() || letter == QLatin1Char('_') || letter == QLatin1Char('#') || letter == QLatin1Char(':')
        || letter == QLatin1Char('-');
}

} // namespace

JsonPage::JsonPage(QWidget *parent)
    : QWidget(parent), m_operation(new ChoiceField(tr("Operation"))), m_editor(new CodeEditor(tr("Request as JSON"))), m_note(new FieldNote)
{
    m_operation->setObjectName(QStringLiteral("jsonOperation"));
    for (const char *operation : kOperations)
        m_operation->addChoice(QLatin1String(operation), QLatin1String(operation));
    m_operation->setValue(QStringLiteral("Query"));
    m_editor->setObjectName(QStringLiteral("jsonRequest"));
    m_editor->setLanguage(CodeLanguage::Json);
    m_note->setObjectName(QStringLiteral("jsonNote"));
    auto *above = new QVBoxLayout;
    above->setContentsMargins(space::kL, space::kM, space::kL, space::kS);
    above->addWidget(m_operation);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    below->addWidget(m_note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(above);
    column->addWidget(m_editor, 1);
    column->addLayout(below);
    m_operation->onCommit([this](const QVariant &) {
        emit changed();
        return Refusal();
    });
    connect(m_editor, &CodeEditor::edited, this, [this] {
        judge();
        emit changed();
    });
    m_editor->setCompleter([this](const QString &text, int cursor) {
        const QString before = QString::fromUtf8(text.toUtf8().left(cursor));
        qsizetype begin = before.size();
        while (begin > 0 && isPartOfWord(before[begin - 1]))
            --begin;
        const QString typed = before.mid(begin);
        CodeEditor::Completions completions{static_cast<int>(typed.toUtf8().size()), {}};
        if (before.mid(before.lastIndexOf(QLatin1Char('\n')) + 1).count(QLatin1Char('"')) % 2 == 0)
            return completions; // outside of a string
        for (const QString &word : words())
            if (word.startsWith(typed, Qt::CaseInsensitive) && word != typed)
                completions.choices << word;
        return completions;
    });
}

/// Tables, indexes, attributes and the request's own placeholders, then the members of requests.
QStringList JsonPage::words() const
{
    QStringList words;
    for (const KnownTable &table : m_tables) {
        words << toQString(table.definition.name);
        for (const auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                words << toQString(index.name);
        words << table.attributes;
    }
    static const QRegularExpression placeholder(QStringLiteral("\"([#:][A-Za-z0-9_]+)\""));
    for (auto found = placeholder.globalMatch(m_editor->text()); found.hasNext();)
        words << found.next().captured(1);
    words << memberWords();
    words.removeDuplicates();
    return words;
}

void JsonPage::setRequest(const QString &operation, const Json &request)
{
    m_operation->setValue(operation);
    m_editor->setText(toQString(request.pretty(60)));
    judge();
    emit changed();
}

QString JsonPage::operation() const
{
    return m_operation->value().toString();
}

std::optional<Json> JsonPage::request() const
{
    try {
        Json json = Json::parse(m_editor->text().toStdString());
        return json.isObject() ? std::optional(std::move(json)) : std::nullopt;
    } catch (const value::JsonSyntaxError &) {
        return std::nullopt;
    }
}

void JsonPage::judge()
{
    try {
        const Json json = Json::parse(m_editor->text().toStdString());
        m_editor->clearError();
        m_note->say(json.isObject() ? QString() : tr("A request is an object: { … }."));
    } catch (const value::JsonSyntaxError &error) {
        m_note->say(tr("Line %1, column %2: %3").arg(error.line()).arg(error.column()).arg(toQString(error.what())));
        m_editor->markError(error.line(), error.column());
    }
}

bool JsonPage::check()
{
    judge();
    if (m_note->text().isEmpty())
        return true;
    m_editor->setFocus();
    return false;
}

} // namespace keywright::ui
