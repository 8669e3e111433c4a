#include "ui/export/difference_html.h"

#include <map>

#include <QCoreApplication>
#include <QStringList>

#include "ui/document/text.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

namespace keywright::ui {

namespace {

using model::ChangeKind;
using model::DetailDifference;
using model::ElementDifference;
using model::ModelPart;

constexpr std::size_t kShownItems = 20; ///< of each table's sample data

QString differenceHtmlTr(const char *text)
{
    return QCoreApplication::translate("DifferenceHtml", text);
}

QString escaped(std::string_view text)
{
    return toQString(text).toHtmlEscaped();
}

QString capitalised(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

/// A sign beside the colour: + new, − removed, ~ changed, → renamed.
QString signOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added: return QStringLiteral("+");
    case ChangeKind::Removed: return QStringLiteral("−");
    case ChangeKind::Renamed: return QStringLiteral("→");
    case ChangeKind::Changed: break;
    }
    return QStringLiteral("~");
}

class Page {
public:
    Page(const Colours &colours, bool linked) : m_colours(colours), m_linked(linked) { }

    QString html(const std::vector<ElementDifference> &differences)
    {
        QString body;
        for (const ElementDifference &element : differences)
            body += elementHtml(element);
        return style() + body;
    }

private:
    QString style() const
    {
        return QStringLiteral("<style>h3 { font-size: %1px; font-weight: 600; margin-top: 22px; margin-bottom: 4px; }"
                              "p { margin-top: 2px; margin-bottom: 6px; } ol { margin-top: 2px; margin-bottom: 6px; }"
                              "table { border-collapse: collapse; margin-top: 4px; margin-bottom: 8px; }"
                              "td { padding: 6px 8px; vertical-align: top; border-bottom: 1px solid %2; }"
                              ".soft { color: %3; } .mono { font-family: '%4'; font-size: %5px; }"
                              ".good { color: %6; } .warn { color: %7; } .bad { color: %8; } a { color: %9; text-decoration: none; }"
                              "</style>")
            .arg(pixelSize(TextRole::Heading))
            .arg(m_colours.border.name(), m_colours.textSecondary.name(), QLatin1String(kMonoFamily))
            .arg(pixelSize(TextRole::Mono))
            .arg(m_colours.success.name(), m_colours.warning.name(), m_colours.error.name(), m_colours.accent.name());
    }

    static QString span(const char *cssClass, const QString &html)
    {
        return QStringLiteral("<span class=\"%1\">%2</span>").arg(QLatin1String(cssClass), html);
    }

    static QString kindHtml(ChangeKind kind)
    {
        const char *cssClass = kind == ChangeKind::Added ? "good" : kind == ChangeKind::Removed ? "bad" : "warn";
        return span(cssClass, QStringLiteral("<b>%1</b>").arg(signOf(kind)));
    }

    QString linkedName(const QString &html, const std::string &place, ChangeKind kind) const
    {
        if (!m_linked || kind == ChangeKind::Removed || place.empty())
            return html;
        return QStringLiteral("<a href=\"place:%1\">%2</a>").arg(escaped(place), html);
    }

    QString elementHtml(const ElementDifference &element) const
    {
        const QString part = capitalised(toQString(model::textOf(element.part)));
        QString title = element.part == ModelPart::Header ? differenceHtmlTr("Model") : part;
        if (!element.name.empty())
            title += QLatin1Char(' ') + linkedName(escaped(element.name), element.place, element.kind);
        QString said;
        switch (element.kind) {
        case ChangeKind::Added: said = differenceHtmlTr("new"); break;
        case ChangeKind::Removed: said = differenceHtmlTr("removed"); break;
        case ChangeKind::Renamed: said = differenceHtmlTr("was %1").arg(escaped(element.formerName)); break;
        case ChangeKind::Changed:
            said = countText(static_cast<qint64>(element.details.size()), differenceHtmlTr("1 difference"),
                             differenceHtmlTr("%1 differences"));
            break;
        }
        QString html = QStringLiteral("<h3>%1 %2 %3</h3>").arg(kindHtml(element.kind), title, span("soft", said));
        if (!element.meaning.empty())
            html += QStringLiteral("<p>%1</p>").arg(escaped(element.meaning));
        return html + detailsHtml(element) + stepsHtml(element);
    }

    QString detailsHtml(const ElementDifference &element) const
    {
        if (element.details.empty())
            return {};
        QString rows;
        std::size_t shown = 0;
        for (const DetailDifference &detail : element.details) {
            if (element.part == ModelPart::SampleData && shown++ == kShownItems)
                break;
            rows += detailHtml(detail);
        }
        QString html = QStringLiteral("<table width=\"100%\" cellspacing=\"0\">%1</table>").arg(rows);
        if (element.part == ModelPart::SampleData && element.details.size() > kShownItems)
            html += QStringLiteral("<p class=\"soft\">%1</p>")
                        .arg(differenceHtmlTr("and %1 items more").arg(element.details.size() - kShownItems));
        return html;
    }

    QString detailHtml(const DetailDifference &detail) const
    {
        const auto value = [](const std::string &text) { return span("mono", escaped(text)); };
        QString change;
        if (detail.kind == ChangeKind::Added)
            change = value(detail.to);
        else if (detail.kind == ChangeKind::Removed)
            change = value(detail.from);
        else
            change = value(detail.from) + span("soft", QStringLiteral(" → ")) + value(detail.to);
        if (detail.way)
            change += QStringLiteral("<br>") + wayHtml(*detail.way) + QLatin1Char(' ') + span("soft", escaped(detail.meaning));
        return QStringLiteral("<tr><td width=\"3%\">%1</td><td width=\"30%\">%2</td><td>%3</td></tr>")
            .arg(kindHtml(detail.kind), linkedName(escaped(detail.subject), detail.place, detail.kind), change);
    }

    static QString wayHtml(schema::ChangeWay way)
    {
        const char *cssClass = way == schema::ChangeWay::InPlace ? "good" : way == schema::ChangeWay::Replacement ? "bad" : "warn";
        return span(cssClass, QStringLiteral("<b>%1.</b>").arg(capitalised(toQString(schema::textOf(way)))));
    }

    static QString stepsHtml(const ElementDifference &element)
    {
        QString html;
        if (element.needsReplacement && element.kind == ChangeKind::Changed)
            html += QStringLiteral("<p>%1</p>").arg(span("bad", differenceHtmlTr("On a live table all of it needs a replacement.")));
        if (element.steps.empty())
            return html;
        html += QStringLiteral("<p class=\"soft\">%1</p><ol>").arg(differenceHtmlTr("On a live table, in this order:"));
        for (const schema::TableStep &step : element.steps)
            html += QStringLiteral("<li>%1</li>").arg(span("mono", escaped(schema::textOf(step))));
        return html + QStringLiteral("</ol>");
    }

    const Colours &m_colours;
    bool m_linked;
};

QString partText(ModelPart part, int count)
{
    switch (part) {
    case ModelPart::Header: return differenceHtmlTr("the model's header");
    case ModelPart::Table: return countText(count, differenceHtmlTr("1 table"), differenceHtmlTr("%1 tables"));
    case ModelPart::Entity: return countText(count, differenceHtmlTr("1 entity"), differenceHtmlTr("%1 entities"));
    case ModelPart::Relationship: return countText(count, differenceHtmlTr("1 relationship"), differenceHtmlTr("%1 relationships"));
    case ModelPart::AccessPattern: return countText(count, differenceHtmlTr("1 access pattern"), differenceHtmlTr("%1 access patterns"));
    case ModelPart::Facet: return countText(count, differenceHtmlTr("1 facet"), differenceHtmlTr("%1 facets"));
    case ModelPart::SampleData:
        return countText(count, differenceHtmlTr("the sample data of 1 table"), differenceHtmlTr("the sample data of %1 tables"));
    case ModelPart::Recipe: return countText(count, differenceHtmlTr("1 recipe"), differenceHtmlTr("%1 recipes"));
    case ModelPart::SavedOperation: return countText(count, differenceHtmlTr("1 saved operation"), differenceHtmlTr("%1 saved operations"));
    case ModelPart::Canvas: break;
    }
    return differenceHtmlTr("the canvas");
}

} // namespace

QString differenceHtml(const std::vector<ElementDifference> &differences, const Colours &colours, bool linked)
{
    return Page(colours, linked).html(differences);
}

QString differenceSummary(const std::vector<ElementDifference> &differences)
{
    std::map<ModelPart, int> counts;
    for (const ElementDifference &element : differences)
        ++counts[element.part];
    QStringList parts;
    for (const auto &[part, count] : counts)
        parts << partText(part, count);
    return differenceHtmlTr("Different: %1").arg(parts.join(QStringLiteral(", ")));
}

QString differenceText(const std::vector<ElementDifference> &differences)
{
    QStringList lines;
    for (const ElementDifference &element : differences) {
        lines << toQString(model::sentenceOf(element));
        if (!element.meaning.empty())
            lines << QStringLiteral("  ") + toQString(element.meaning);
        for (const DetailDifference &detail : element.details) {
            lines << QStringLiteral("  ") + toQString(model::sentenceOf(detail));
            if (detail.way)
                lines << QStringLiteral("    %1: %2").arg(toQString(schema::textOf(*detail.way)), toQString(detail.meaning));
        }
        if (!element.steps.empty())
            lines << differenceHtmlTr("  On a live table, in this order:");
        for (std::size_t i = 0; i < element.steps.size(); ++i)
            lines << QStringLiteral("    %1. %2").arg(i + 1).arg(toQString(schema::textOf(element.steps[i])));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace keywright::ui
