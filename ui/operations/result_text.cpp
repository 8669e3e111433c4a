#include "ui/operations/result_text.h"

#include <QCoreApplication>
#include <QStandardItemModel>

#include "core/value/dynamodb_json.h"
#include "ui/data/value_text.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"

namespace keywright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ResultText", text);
}

QString cellOf(const value::Item &item, const std::string &attribute)
{
    const value::AttributeValue *found = item.find(attribute);
    return found != nullptr ? toQString(value::displayText(*found)) : QString();
}

QString quoted(QString text)
{
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n')))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString escaped(QString text)
{
    return text.replace(QLatin1Char('|'), QStringLiteral("\\|")).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QList<QStandardItem *> branchOf(const QString &name, const value::AttributeValue &value)
{
    auto *head = new QStandardItem(name);
    auto *type = new QStandardItem(nameOf(value.type()));
    auto *text = new QStandardItem;
    head->setData(true, kMonoRole);
    text->setData(true, kMonoRole);
    if (const auto *map = value.get<value::AttributeMap>()) {
        for (const auto &entry : *map)
            head->appendRow(branchOf(toQString(entry.name), entry.value));
    } else if (const auto *list = value.get<value::List>()) {
        for (std::size_t i = 0; i < list->size(); ++i)
            head->appendRow(branchOf(QStringLiteral("[%1]").arg(i), (*list)[i]));
    } else {
        text->setText(toQString(value::displayText(value)));
    }
    return {head, type, text};
}

struct Advice {
    const char *name;
    const char *title;
    const char *advice;
};

constexpr Advice kAdvice[] = {
    {"ConditionalCheckFailedException", QT_TRANSLATE_NOOP("ResultText", "The condition does not hold"),
     QT_TRANSLATE_NOOP("ResultText", "Nothing was changed. Look at the item, then change the condition or the values.")},
    {"TransactionCanceledException", QT_TRANSLATE_NOOP("ResultText", "The transaction was cancelled"),
     QT_TRANSLATE_NOOP("ResultText", "Nothing was changed. The actions below say which one stood against it.")},
    {"DuplicateItemException", QT_TRANSLATE_NOOP("ResultText", "There is an item with this key already"),
     QT_TRANSLATE_NOOP("ResultText", "Nothing was changed. Take another key, or an UPDATE.")},
    {"ResourceNotFoundException", QT_TRANSLATE_NOOP("ResultText", "The table or index is not there"),
     QT_TRANSLATE_NOOP("ResultText", "Choose one of this connection's tables, or commit the model to it first.")},
    {"ProvisionedThroughputExceededException", QT_TRANSLATE_NOOP("ResultText", "The table's throughput is used up"),
     QT_TRANSLATE_NOOP("ResultText", "Wait a moment and run it again, or raise the table's capacity.")},
    {"ThrottlingException", QT_TRANSLATE_NOOP("ResultText", "The service asks to slow down"),
     QT_TRANSLATE_NOOP("ResultText", "Wait a moment and run it again.")},
    {"ItemCollectionSizeLimitExceededException", QT_TRANSLATE_NOOP("ResultText", "The item collection is full"),
     QT_TRANSLATE_NOOP("ResultText", "A table with local indexes holds 10 GB for a partition key. Spread the items over more keys.")},
    {"AccessDeniedException", QT_TRANSLATE_NOOP("ResultText", "This user may not do that"),
     QT_TRANSLATE_NOOP("ResultText", "Ask for the permission, or choose another profile for the connection.")},
    {"ExpiredTokenException", QT_TRANSLATE_NOOP("ResultText", "The session has ended"),
     QT_TRANSLATE_NOOP("ResultText", "Sign in again, then run it once more; what is typed here stays.")},
    {"ValidationException", QT_TRANSLATE_NOOP("ResultText", "The request was refused"),
     QT_TRANSLATE_NOOP("ResultText", "Mend what the message names; nothing was read or changed.")},
};

} // namespace

QString csvOf(const std::vector<value::Item> &items, const std::vector<std::string> &attributes)
{
    QStringList heads;
    for (const std::string &attribute : attributes)
        heads << quoted(toQString(attribute));
    QString text = heads.join(QLatin1Char(',')) + QLatin1Char('\n');
    for (const value::Item &item : items) {
        QStringList cells;
        for (const std::string &attribute : attributes)
            cells << quoted(cellOf(item, attribute));
        text += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return text;
}

QString markdownOf(const std::vector<value::Item> &items, const std::vector<std::string> &attributes)
{
    QStringList heads;
    QStringList rules;
    for (const std::string &attribute : attributes) {
        heads << escaped(toQString(attribute));
        rules << QStringLiteral("---");
    }
    const auto lineOf = [](const QStringList &cells) {
        return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QString text = lineOf(heads) + lineOf(rules);
    for (const value::Item &item : items) {
        QStringList cells;
        for (const std::string &attribute : attributes)
            cells << escaped(cellOf(item, attribute));
        text += lineOf(cells);
    }
    return text;
}

void fillTree(QStandardItemModel &tree, const std::vector<value::Item> &items)
{
    tree.clear();
    tree.setHorizontalHeaderLabels({tr("Attribute"), tr("Type"), tr("Value")});
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto *head = new QStandardItem(tr("Item %1").arg(i + 1));
        head->setData(true, kStrongRole);
        for (const auto &entry : items[i])
            head->appendRow(branchOf(toQString(entry.name), entry.value));
        tree.appendRow({head, new QStandardItem, new QStandardItem});
    }
}

ProblemText textOf(const session::OperationProblem &problem)
{
    for (const Advice &each : kAdvice)
        if (problem.name == each.name)
            return {tr(each.title), tr(each.advice)};
    if (problem.name.empty())
        return {tr("The connection did not answer"), tr("What is typed here stays; run it again when the connection is there.")};
    return {tr("The service refused the request"), tr("Nothing is lost: change the request, or run it again.")};
}

} // namespace keywright::ui
