#include "ui/data/past_differences.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_table_model.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kPastDifferencesWidth = 900;
constexpr int kPastDifferencesHeight = 480;

QString pastTr(const char *text)
{
    return QCoreApplication::translate("PastDifferences", text);
}

QString textOf(const value::Item &item)
{
    QStringList parts;
    for (const auto &[name, value] : item)
        parts << QStringLiteral("%1 = %2").arg(toQString(name), toQString(value::displayText(value)));
    return parts.join(QStringLiteral(", "));
}

/// What of the one is not the same in the other; with the names of what only the other has.
QString otherwiseText(const value::Item &item, const value::Item &other)
{
    QStringList parts;
    for (const auto &[name, value] : item) {
        const value::AttributeValue *there = other.find(name);
        if (!there || !(*there == value))
            parts << QStringLiteral("%1 = %2").arg(toQString(name), toQString(value::displayText(value)));
    }
    for (const auto &entry : other)
        if (!item.contains(entry.name))
            parts << pastTr("no %1").arg(toQString(entry.name));
    return parts.join(QStringLiteral(", "));
}

QStringList rowOf(const engine::ItemDifference &difference)
{
    const QString key = textOf(difference.key);
    if (!difference.before)
        return {key, pastTr("Added since"), QString(), textOf(*difference.after)};
    if (!difference.after)
        return {key, pastTr("Deleted since"), textOf(*difference.before), QString()};
    return {key, pastTr("Changed since"), otherwiseText(*difference.before, *difference.after),
            otherwiseText(*difference.after, *difference.before)};
}

} // namespace

QString differencesText(const std::vector<engine::ItemDifference> &differences, bool hasMore)
{
    if (differences.empty())
        return pastTr("Nothing is otherwise than it was.");
    qint64 added = 0;
    qint64 deleted = 0;
    for (const engine::ItemDifference &each : differences) {
        added += each.before ? 0 : 1;
        deleted += each.after ? 0 : 1;
    }
    const qint64 changed = static_cast<qint64>(differences.size()) - added - deleted;
    QStringList parts;
    const auto add = [&parts](qint64 count, const QString &text) {
        if (count > 0)
            parts << text.arg(QLocale().toString(count));
    };
    add(added, pastTr("%1 added"));
    add(changed, pastTr("%1 changed"));
    add(deleted, pastTr("%1 deleted"));
    const QString counts = parts.join(QStringLiteral(", "));
    return hasMore ? pastTr("Since then, and more: %1").arg(counts) : pastTr("Since then: %1").arg(counts);
}

PastDifferencesDialog::PastDifferencesDialog(const QString &table, const std::vector<engine::ItemDifference> &differences, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("pastDifferences"));
    setWindowTitle(tr("%1, then and now").arg(table));
    resize(kPastDifferencesWidth, kPastDifferencesHeight);
    auto *rows = new TextTableModel(this);
    std::vector<QStringList> texts;
    for (const engine::ItemDifference &difference : differences)
        texts.push_back(rowOf(difference));
    rows->setRows({tr("Item"), tr("What happened"), tr("Then"), tr("Now")}, std::move(texts));
    auto *grid = new Grid(tr("Items that were otherwise"));
    grid->setObjectName(QStringLiteral("pastDifferenceRows"));
    grid->setModel(rows);
    grid->fitColumns();
    auto *close = new QPushButton(tr("Close"));
    close->setProperty("primary", true);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    close->setFocus();
    auto *tools = new QHBoxLayout;
    tools->addStretch(1);
    tools->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    column->setSpacing(space::kM);
    column->addWidget(makeLabel(windowTitle(), TextRole::Heading));
    column->addWidget(grid, 1);
    column->addLayout(tools);
}

} // namespace keywright::ui
