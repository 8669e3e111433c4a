#include "core/session/design_report.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/model/advice.h"
#include "core/model/problems.h"
#include "core/model/survey.h"
#include "core/session/report_html.h"
#include "core/session/report_traffic.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

namespace {

using model::AccessPattern;
using model::Model;
using schema::IndexDefinition;
using schema::KeySchema;

constexpr std::size_t kChartColumns = 6; ///< of keys, side by side; further indexes get a chart below

std::string counted(std::size_t count, const std::string &one, const std::string &many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string joined(const std::vector<std::string> &texts, const std::string &between)
{
    std::string all;
    for (const std::string &text : texts)
        all += (all.empty() ? "" : between) + text;
    return all;
}

/// With at most three digits behind the point.
std::string numberText(double number)
{
    std::array<char, 64> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, 3);
    std::string out(text.data(), error == std::errc() ? end : text.data());
    if (out.find('.') != std::string::npos)
        out.erase(std::min(out.find_last_not_of('0'), out.size() - 1) + 1);
    if (out.ends_with('.'))
        out.pop_back();
    return out;
}

std::string paragraph(const std::string &text, const std::string &cssClass = {})
{
    return text.empty() ? std::string() : "<p" + (cssClass.empty() ? "" : " class=\"" + cssClass + "\"") + ">" + escaped(text) + "</p>\n";
}

std::string keyHtml(const KeySchema &key)
{
    std::vector<std::string> parts;
    for (const auto *attributes : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *attributes)
            parts.push_back("<code>" + escaped(attribute.name) + "</code> " + spanned("soft", schema::textOf(attribute.type)));
    return joined(parts, ", ");
}

std::string projectionText(const schema::Projection &projection)
{
    const std::string type(schema::textOf(projection.type));
    return projection.attributes.empty() ? type : type + ": " + joined(projection.attributes, ", ");
}

std::string operandHtml(const model::Operand &operand)
{
    const auto *text = std::get_if<std::string>(&operand);
    return text != nullptr ? templateHtml(*text)
                           : "<code>" + escaped(value::displayText(std::get<value::AttributeValue>(operand))) + "</code>";
}

std::string conditionHtml(const model::Operation &operation)
{
    std::vector<std::string> terms;
    for (const model::KeyComparison &comparison : operation.keyCondition) {
        std::vector<std::string> values;
        for (const model::Operand &value : comparison.values)
            values.push_back(operandHtml(value));
        terms.push_back("<code>" + escaped(comparison.attribute) + " " + escaped(expression::textOf(comparison.op)) + "</code> "
                        + joined(values, " and "));
    }
    for (const auto &[attribute, operand] : operation.key)
        terms.push_back("<code>" + escaped(attribute) + " =</code> " + operandHtml(operand));
    return joined(terms, "<br>");
}

std::string operationText(const model::Step &step)
{
    std::string text(model::textOf(step.operation.kind));
    if (step.fanOut)
        text += " × " + std::to_string(step.fanOut->count);
    else if (!step.operation.forEach.empty())
        text += " × " + step.operation.forEach;
    return text;
}

void addPlace(std::vector<std::string> &places, const model::Operation &operation)
{
    const std::string &place = operation.index.empty() ? operation.table : operation.index;
    if (!place.empty() && std::find(places.begin(), places.end(), place) == places.end())
        places.push_back(place);
}

std::string placesText(const AccessPattern &pattern)
{
    std::vector<std::string> places;
    for (const model::Step &step : pattern.steps) {
        addPlace(places, step.operation);
        for (const model::Operation &part : step.parts)
            addPlace(places, part);
    }
    return joined(places, ", ");
}

std::string rateText(const std::optional<model::Rate> &rate)
{
    if (!rate)
        return {};
    return numberText(rate->perSecond) + "/s" + (rate->peakPerSecond ? ", peak " + numberText(*rate->peakPerSecond) + "/s" : "");
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string verdictHtml(const model::Judgement &judgement)
{
    using enum model::Verdict;
    const char *cssClass = judgement.verdict == Served ? "good" : judgement.verdict == NotServed ? "bad" : "warn";
    std::string html = spanned(cssClass, capitalised(std::string(model::textOf(judgement.verdict))));
    for (const model::JudgementReason &reason : judgement.reasons)
        html += "<br>" + spanned("small", reason.message);
    return html;
}

std::string verificationHtml(const ReportedVerification *verification)
{
    using enum VerificationStatus;
    if (verification == nullptr)
        return spanned("soft", "Not run");
    const char *cssClass = verification->status == Verified ? "good" : verification->status == Failed ? "bad" : "warn";
    std::string html =
        verification->isStale ? spanned("warn", "Stale") : spanned(cssClass, capitalised(std::string(textOf(verification->status))));
    if (verification->runs > 0)
        html += "<br>"
            + spanned("small",
                      counted(verification->runs, "run", "runs")
                          + (verification->failedRuns > 0 ? ", " + std::to_string(verification->failedRuns) + " failed" : ""));
    return verification->message.empty() ? html : html + "<br>" + spanned("small", verification->message);
}

std::string effortHtml(const ReportedVerification *verification)
{
    if (verification == nullptr || verification->runs == 0)
        return {};
    std::vector<std::string> lines;
    if (verification->itemsRead > 0 || verification->itemsReturned > 0)
        lines.push_back("read " + std::to_string(verification->itemsRead) + ", returned " + std::to_string(verification->itemsReturned));
    if (verification->itemsWritten > 0)
        lines.push_back("wrote " + std::to_string(verification->itemsWritten));
    lines.push_back(numberText(verification->capacityUnits) + " units");
    return "<span class=\"small\">" + joined(lines, "<br>") + "</span>";
}

class Report {
public:
    Report(const Model &model, const ReportSources &sources) : m_model(model), m_sources(sources) { }

    std::string html()
    {
        addHead();
        addPicture();
        addTables();
        addCharts();
        addEntities();
        addPatterns();
        addCost();
        addHeat();
        addAdvice();
        return htmlPage(m_model.name, m_body);
    }

private:
    const ReportedVerification *verificationOf(const AccessPattern &pattern) const
    {
        const auto found = m_sources.verifications.find(pattern.name);
        return found == m_sources.verifications.end() ? nullptr : &found->second;
    }

    void addPicture(const std::string &address, const std::string &words, int width)
    {
        m_body += "<p><img src=\"" + escaped(address) + "\" alt=\"" + escaped(words) + "\""
            + (width > 0 ? " width=\"" + std::to_string(width) + "\"" : "") + "></p>\n";
    }

    void heading(const std::string &text) { m_body += "<h2>" + escaped(text) + "</h2>\n"; }

    void addHead()
    {
        std::size_t indexes = 0;
        for (const model::Table &table : m_model.tables)
            indexes += table.definition.localIndexes.size() + table.definition.globalIndexes.size();
        m_body += "<h1>" + escaped(m_model.name) + "</h1>\n" + paragraph(m_model.description);
        std::vector<std::string> facts{counted(m_model.tables.size(), "table", "tables"), counted(indexes, "index", "indexes"),
                                       counted(m_model.entities.size(), "entity", "entities"),
                                       counted(m_model.accessPatterns.size(), "access pattern", "access patterns"),
                                       counted(m_model.itemCount(), "item of sample data", "items of sample data")};
        if (!m_model.author.empty())
            facts.push_back(m_model.author);
        if (!m_sources.date.empty())
            facts.push_back(m_sources.date);
        m_body += paragraph(joined(facts, " · "), "soft") + paragraph(m_model.note);
    }

    void addPicture()
    {
        if (m_sources.picture.empty())
            return;
        heading("Canvas");
        addPicture(m_sources.picture, "The canvas of " + m_model.name, m_sources.pictureWidth);
    }

    void addTables()
    {
        heading("Tables and indexes");
        if (m_model.tables.empty())
            m_body += paragraph("The model has no tables yet.", "soft");
        for (const model::Table &table : m_model.tables)
            addTable(table);
    }

    void addTable(const model::Table &table)
    {
        const schema::TableDefinition &definition = table.definition;
        m_body += "<h3>" + escaped(definition.name) + "</h3>\n" + paragraph(table.note);
        HtmlTable rows({"Name", "Kind", "Key", "Projection"});
        std::string notes;
        rows.row({spanned("strong", definition.name), "Table", keyHtml(definition.key), ""});
        for (const auto *indexes : {&definition.localIndexes, &definition.globalIndexes})
            for (const IndexDefinition &index : *indexes) {
                const auto note = table.indexNotes.find(index.name);
                rows.row({spanned("strong", index.name), indexes == &definition.localIndexes ? "LSI" : "GSI", keyHtml(index.key),
                          escaped(projectionText(index.projection))});
                if (note != table.indexNotes.end() && !note->second.empty())
                    notes += "<p>" + spanned("strong", index.name) + " " + escaped(note->second) + "</p>\n";
            }
        m_body += rows.html() + notes;
        std::vector<std::string> settings{definition.billingMode == schema::BillingMode::PayPerRequest ? "On-demand capacity"
                                                                                                       : "Provisioned capacity"};
        if (table.timeToLiveAttribute)
            settings.push_back("items expire by " + *table.timeToLiveAttribute);
        if (table.recoveryPeriodInDays)
            settings.push_back("point-in-time recovery of "
                               + counted(static_cast<std::size_t>(*table.recoveryPeriodInDays), "day", "days"));
        if (definition.streamViewType)
            settings.push_back("stream of " + std::string(schema::textOf(*definition.streamViewType)));
        if (definition.deletionProtection)
            settings.push_back("protected from deletion");
        m_body += paragraph(joined(settings, " · "), "soft");
    }

    struct ChartColumn {
        std::string place;
        std::string attribute;
    };

    /// The columns of the table's charts: each place's keys together, attributes that several keys share once.
    static std::vector<std::vector<ChartColumn>> chartsOf(const schema::TableDefinition &table)
    {
        std::vector<std::vector<ChartColumn>> charts(1);
        std::vector<std::string> seen;
        const auto add = [&](const std::string &place, const KeySchema &key) {
            std::vector<ChartColumn> columns;
            for (const auto *attributes : {&key.partition, &key.sort})
                for (const schema::KeyAttribute &attribute : *attributes)
                    if (std::find(seen.begin(), seen.end(), attribute.name) == seen.end()) {
                        seen.push_back(attribute.name);
                        columns.push_back({place, attribute.name});
                    }
            if (!charts.back().empty() && charts.back().size() + columns.size() > kChartColumns)
                charts.emplace_back();
            charts.back().insert(charts.back().end(), columns.begin(), columns.end());
        };
        add(table.name, table.key);
        for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
            for (const IndexDefinition &index : *indexes)
                add(index.name, index.key);
        return charts;
    }

    void addCharts()
    {
        if (m_model.entities.empty())
            return;
        heading("Key chart");
        for (const model::Table &table : m_model.tables)
            for (const std::vector<ChartColumn> &columns : chartsOf(table.definition))
                addChart(table.definition.name, columns);
    }

    void addChart(const std::string &table, const std::vector<ChartColumn> &columns)
    {
        std::vector<std::string> headings{"Entity"};
        for (const ChartColumn &column : columns)
            headings.push_back(column.attribute);
        HtmlTable chart(headings);
        chart.group("", 1);
        for (std::size_t at = 0; at < columns.size();) {
            const auto end = std::find_if(columns.begin() + static_cast<std::ptrdiff_t>(at), columns.end(),
                                          [&](const ChartColumn &column) { return column.place != columns[at].place; });
            const auto count = static_cast<std::size_t>(end - columns.begin()) - at;
            chart.group(columns[at].place, count);
            at += count;
        }
        for (const model::Entity &entity : m_model.entities) {
            if (entity.table != table)
                continue;
            std::vector<std::string> cells{spanned("strong", entity.name)};
            for (const ChartColumn &column : columns) {
                const auto keyTemplate = model::Survey::builds(entity, column.attribute);
                cells.push_back(keyTemplate ? templateHtml(*keyTemplate) : spanned("soft", "–"));
            }
            chart.row(cells);
        }
        if (!chart.isEmpty())
            m_body += chart.html();
    }

    void addEntities()
    {
        if (m_model.entities.empty())
            return;
        heading("Entities");
        HtmlTable rows({"Entity", "Attributes", "Note"});
        for (const model::Entity &entity : m_model.entities) {
            std::vector<std::string> attributes;
            for (const model::Attribute &attribute : entity.attributes)
                attributes.push_back("<code>" + escaped(attribute.name) + "</code> " + spanned("soft", value::tagOf(attribute.type)));
            rows.row({spanned("strong", entity.name), joined(attributes, ", "), escaped(entity.note)});
        }
        m_body += rows.html();
    }

    void addPatterns()
    {
        heading("Access patterns");
        if (m_model.accessPatterns.empty()) {
            m_body += paragraph("The model has no access patterns yet.", "soft");
            return;
        }
        std::size_t verified = 0;
        std::size_t served = 0;
        HtmlTable rows({"Access pattern", "Operation", "Key condition", "Judged", "Verified", "Effort"});
        for (const AccessPattern &pattern : m_model.accessPatterns) {
            const ReportedVerification *verification = verificationOf(pattern);
            const model::Judgement judgement = model::judge(m_model, pattern);
            served += judgement.verdict == model::Verdict::Served ? 1 : 0;
            verified += verification != nullptr && !verification->isStale && verification->status == VerificationStatus::Verified ? 1 : 0;
            rows.row({nameHtml(pattern), stepsHtml(pattern), conditionsHtml(pattern), verdictHtml(judgement),
                      verificationHtml(verification), effortHtml(verification)});
        }
        const std::string all = std::to_string(m_model.accessPatterns.size());
        m_body += paragraph(std::to_string(served) + " of " + all + " are served by a key lookup or a Query; " + std::to_string(verified)
                                + " are verified on the sample data. The effort is of all runs of a verification together.",
                            "soft");
        m_body += rows.html();
    }

    static std::string nameHtml(const AccessPattern &pattern)
    {
        std::string html = spanned("strong", pattern.name);
        if (!pattern.description.empty())
            html += "<br>" + spanned("small", pattern.description);
        const std::string rate = rateText(pattern.rate);
        return rate.empty() ? html : html + "<br>" + spanned("small", rate);
    }

    static std::string stepsHtml(const AccessPattern &pattern)
    {
        std::vector<std::string> operations;
        for (const model::Step &step : pattern.steps)
            operations.push_back(escaped(operationText(step)));
        return joined(operations, "<br>") + "<br>" + spanned("small", placesText(pattern));
    }

    static std::string conditionsHtml(const AccessPattern &pattern)
    {
        std::vector<std::string> conditions;
        for (const model::Step &step : pattern.steps) {
            std::string condition = conditionHtml(step.operation);
            if (!step.operation.filter.empty())
                condition +=
                    (condition.empty() ? "" : "<br>") + spanned("small", "filter ") + "<code>" + escaped(step.operation.filter) + "</code>";
            if (!condition.empty())
                conditions.push_back(condition);
        }
        return joined(conditions, "<br>");
    }

    void addCost()
    {
        if (!m_sources.cost || m_sources.cost->patterns.empty())
            return;
        heading("Cost");
        m_body += costHtml(*m_sources.cost);
    }

    void addHeat()
    {
        if (!m_sources.heat || m_sources.heat->places.empty())
            return;
        heading("Heat");
        m_body += heatHtml(*m_sources.heat);
        if (!m_sources.heatPicture.empty())
            addPicture(m_sources.heatPicture, "Heat maps of " + m_model.name, m_sources.heatPictureWidth);
    }

    void addAdvice()
    {
        heading("Problems and advice");
        HtmlTable rows({"Kind", "What", "Place"});
        for (const model::Problem &problem : model::findProblems(m_model)) {
            const bool error = problem.severity == model::Severity::Error;
            rows.row({spanned(error ? "bad" : "warn", error ? "Error" : "Warning"), escaped(problem.message),
                      "<code>" + escaped(problem.place) + "</code>"});
        }
        for (const model::Advice &advice : model::adviseOn(m_model)) {
            const char *cssClass = advice.severity == model::AdviceSeverity::Error ? "bad"
                : advice.severity == model::AdviceSeverity::Warning                ? "warn"
                                                                                   : "soft";
            rows.row({spanned(cssClass, capitalised(std::string(model::textOf(advice.severity)))),
                      escaped(advice.reason) + "<br>" + spanned("small", advice.remedy), "<code>" + escaped(advice.place) + "</code>"});
        }
        m_body += rows.isEmpty() ? paragraph("There is nothing to say against this design.", "soft") : rows.html();
    }

    const Model &m_model;
    const ReportSources &m_sources;
    std::string m_body;
};

} // namespace

ReportedVerification reported(const PatternVerification &verification, bool isStale)
{
    return {verification.status,       isStale,
            verification.runs,         verification.failedRuns,
            verification.itemsRead,    verification.itemsReturned,
            verification.itemsWritten, verification.capacityUnits(),
            verification.message};
}

std::string writeDesignReport(const model::Model &model, const ReportSources &sources)
{
    return Report(model, sources).html();
}

} // namespace keywright::session
