#include "ui/commit/commit_html.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "ui/document/text.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

namespace keywright::ui {

namespace {

using session::TableAction;
using session::TableCommit;
using session::TableResult;

QString tr(const char *text)
{
    return QCoreApplication::translate("CommitHtml", text);
}

QString escaped(std::string_view text)
{
    return toQString(text).toHtmlEscaped();
}

QString span(const char *cssClass, const QString &html)
{
    return QStringLiteral("<span class=\"%1\">%2</span>").arg(QLatin1String(cssClass), html);
}

QString paragraph(const QString &html, const char *cssClass = "")
{
    return QStringLiteral("<p class=\"%1\">%2</p>").arg(QLatin1String(cssClass), html);
}

QString styleOf(const Colours &colours)
{
    return QStringLiteral("<style>h3 { font-size: %1px; font-weight: 600; margin-top: 14px; margin-bottom: 4px; }"
                          "p { margin-top: 2px; margin-bottom: 4px; } ol { margin-top: 2px; margin-bottom: 4px; }"
                          "td { padding: 4px 8px; vertical-align: top; border-bottom: 1px solid %2; }"
                          ".soft { color: %3; } .mono { font-family: '%4'; font-size: %5px; }"
                          ".good { color: %6; } .warn { color: %7; } .bad { color: %8; }</style>")
        .arg(pixelSize(TextRole::Heading))
        .arg(colours.border.name(), colours.textSecondary.name(), QLatin1String(kMonoFamily))
        .arg(pixelSize(TextRole::Mono))
        .arg(colours.success.name(), colours.warning.name(), colours.error.name());
}

QString itemsText(std::int64_t items)
{
    return countText(items, tr("1 item"), tr("%1 items"));
}

/// The sign and the words of what becomes of a table.
QString headHtml(const TableCommit &commit)
{
    switch (commit.action) {
    case TableAction::Create: return span("good", tr("+ is not there: it is created"));
    case TableAction::Update: return span("warn", tr("~ is updated; it has %1").arg(itemsText(commit.size.items)));
    case TableAction::Replace: return span("bad", tr("! needs a replacement; it has %1").arg(itemsText(commit.size.items)));
    case TableAction::Nothing: break;
    }
    return span("soft", tr("is as the model has it"));
}

QString wayHtml(schema::ChangeWay way)
{
    const char *cssClass = way == schema::ChangeWay::InPlace ? "good" : way == schema::ChangeWay::Replacement ? "bad" : "warn";
    const QString text = toQString(schema::textOf(way));
    return span(cssClass, QStringLiteral("<b>%1.</b>").arg(text.left(1).toUpper() + text.mid(1)));
}

QString differenceRow(const schema::TableDifference &difference)
{
    const auto value = [](const std::string &text) { return span("mono", escaped(text)); };
    QString change = difference.from.empty() ? span("good", QStringLiteral("<b>+ </b>")) + value(difference.to)
        : difference.to.empty()              ? span("bad", QStringLiteral("<b>− </b>")) + value(difference.from)
                                             : value(difference.from) + span("soft", QStringLiteral(" → ")) + value(difference.to);
    change += QStringLiteral("<br>") + wayHtml(difference.way) + QLatin1Char(' ') + span("soft", escaped(difference.meaning));
    return QStringLiteral("<tr><td width=\"30%\">%1</td><td>%2</td></tr>").arg(escaped(schema::subjectOf(difference)), change);
}

QString tableHtml(const TableCommit &commit)
{
    QString html = QStringLiteral("<h3>%1 &nbsp;%2</h3>").arg(escaped(commit.table), headHtml(commit));
    for (const std::string *problem : {&commit.obstacle, &commit.protection}) {
        if (!problem->empty())
            html += paragraph(escaped(*problem), "bad");
    }
    QString rows;
    for (const schema::TableDifference &difference : commit.differences)
        rows += differenceRow(difference);
    if (!rows.isEmpty())
        html += QStringLiteral("<table width=\"100%\" cellspacing=\"0\">%1</table>").arg(rows);
    if (!commit.steps.empty()) {
        html += paragraph(tr("In this order:"), "soft") + QStringLiteral("<ol>");
        for (const schema::TableStep &step : commit.steps)
            html += QStringLiteral("<li>%1</li>").arg(span("mono", escaped(schema::textOf(step))));
        html += QStringLiteral("</ol>");
    }
    for (const std::string &sentence : commit.leftAlone)
        html += paragraph(escaped(sentence), "soft");
    if (commit.sampleItems > 0)
        html += paragraph(tr("The model has %1 of sample data for it.").arg(itemsText(static_cast<qint64>(commit.sampleItems))), "soft");
    return html;
}

QString stepHtml(const session::CommitProgress &step)
{
    QString text = escaped(step.activity);
    if (step.done > 0 && step.items > 0)
        text +=
            QStringLiteral(", ") + tr("%1 of %2").arg(QLocale().toString(static_cast<qint64>(step.done)), itemsText(qint64(step.items)));
    else if (step.done > 0)
        text += QStringLiteral(", ") + itemsText(static_cast<qint64>(step.done));
    return QStringLiteral("<li>%1 %2</li>").arg(span("soft", escaped(step.table) + QLatin1Char(':')), text);
}

QString outcomeText(const TableResult &result)
{
    if (!result.isDone)
        return span("bad", tr("not finished"));
    switch (result.action) {
    case TableAction::Create: return span("good", tr("created"));
    case TableAction::Update:
        return span("good", countText(static_cast<qint64>(result.stepsDone), tr("updated in 1 step"), tr("updated in %1 steps")));
    case TableAction::Replace:
        return span("good", result.newName.empty() ? tr("replaced") : tr("replaced by table %1").arg(escaped(result.newName)));
    case TableAction::Nothing: break;
    }
    return span("soft", tr("is as the model has it"));
}

QString loadedText(const session::ItemLoad &load)
{
    QStringList parts;
    const auto add = [&parts](std::size_t count, const QString &text) {
        if (count > 0)
            parts << text.arg(QLocale().toString(static_cast<qint64>(count)));
    };
    add(load.written, tr("%1 put"));
    add(load.overwritten, tr("%1 overwritten"));
    add(load.unchanged, tr("%1 there already"));
    add(load.different, tr("%1 left as they are, as other items have their keys"));
    return parts.join(QStringLiteral(", "));
}

QString resultHtml(const TableResult &result)
{
    QString html = QStringLiteral("<h3>%1 &nbsp;%2</h3>").arg(escaped(result.table), outcomeText(result));
    if (result.itemsCopied > 0)
        html += paragraph(tr("%1 copied.").arg(itemsText(static_cast<qint64>(result.itemsCopied))));
    if (const QString loaded = loadedText(result.sampleData); !loaded.isEmpty())
        html += paragraph(tr("Sample data: %1.").arg(loaded));
    for (const std::string &key : result.sampleData.firstDifferent)
        html += paragraph(span("mono", escaped(key)), "soft");
    if (!result.postponed.empty())
        html += paragraph(escaped(result.postponed), "warn");
    return html;
}

} // namespace

QString planSummary(const session::CommitPlan &plan)
{
    std::array<int, 4> counts{};
    for (const TableCommit &commit : plan.tables)
        ++counts.at(static_cast<std::size_t>(commit.action));
    QStringList parts;
    const auto add = [&](TableAction action, const QString &one, const QString &many) {
        if (const int count = counts.at(static_cast<std::size_t>(action)); count > 0)
            parts << countText(count, one, many);
    };
    add(TableAction::Create, tr("1 table is created"), tr("%1 tables are created"));
    add(TableAction::Update, tr("1 table is updated"), tr("%1 tables are updated"));
    add(TableAction::Replace, tr("1 table needs a replacement"), tr("%1 tables need a replacement"));
    add(TableAction::Nothing, tr("1 table is as the model has it"), tr("%1 tables are as the model has them"));
    return parts.isEmpty() ? tr("The model has no tables to commit.") : parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

QString planHtml(const session::CommitPlan &plan, const Colours &colours)
{
    QString html = styleOf(colours);
    for (const TableCommit &commit : plan.tables)
        html += tableHtml(commit);
    QStringList others;
    for (const std::string &table : plan.otherTables)
        others << escaped(table);
    if (!others.isEmpty())
        html += paragraph(tr("Tables that the model does not have stay as they are: %1.").arg(others.join(QStringLiteral(", "))), "soft");
    return html;
}

QString commitHtml(const std::vector<session::CommitProgress> &steps, const session::CommitReport *report, const Colours &colours)
{
    QString html = styleOf(colours);
    if (report) {
        for (const TableResult &result : report->tables)
            html += resultHtml(result);
    }
    if (steps.empty())
        return html;
    if (report)
        html += QStringLiteral("<h3>%1</h3>").arg(tr("What was done"));
    html += QStringLiteral("<ol>");
    for (const session::CommitProgress &step : steps)
        html += stepHtml(step);
    return html + QStringLiteral("</ol>");
}

} // namespace keywright::ui
