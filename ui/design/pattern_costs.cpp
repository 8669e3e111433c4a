#include "ui/design/pattern_costs.h"

#include <algorithm>

#include <QLocale>

#include "ui/cost/cost_rows.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr int kPauseMs = 300; ///< after the last edit

bool usesOnlyProvisioned(const model::Model &model, const model::AccessPattern &pattern)
{
    bool any = false;
    const auto isProvisioned = [&](const model::Operation &operation) {
        const auto table = std::find_if(model.tables.begin(), model.tables.end(),
                                        [&](const model::Table &each) { return each.definition.name == operation.table; });
        any = any || table != model.tables.end();
        return table == model.tables.end() || table->definition.billingMode == schema::BillingMode::Provisioned;
    };
    const bool all = std::all_of(pattern.steps.begin(), pattern.steps.end(), [&](const model::Step &step) {
        return isProvisioned(step.operation) && std::all_of(step.parts.begin(), step.parts.end(), isProvisioned);
    });
    return all && any;
}

QString arithmeticOf(const simulation::ShareCost &share, bool isProvisioned, const simulation::CostReport &report)
{
    QStringList lines{PatternCosts::tr("%1 calls a month").arg(QLocale().toString(share.calls, 'f', 0))};
    for (const simulation::CostTerm &term : share.onDemand.terms)
        lines << PatternCosts::tr("%1: %2 %3 × %4 = %5")
                     .arg(toQString(term.what), QLocale().toString(term.quantity, 'g', 4), toQString(term.unit), priceText(term.price),
                          dollars(term.amount()));
    lines << PatternCosts::tr("On demand: %1").arg(dollars(share.onDemand.amount()));
    if (isProvisioned)
        lines << PatternCosts::tr("Its tables are provisioned; its share of that by units: %1").arg(dollars(share.provisioned));
    lines << PatternCosts::tr("Prices of %1, %2; storage and the rest stand in Cost")
                 .arg(toQString(report.pricesDate), toQString(report.regionName));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

PatternCosts::PatternCosts(Document &document, QObject *parent) : QObject(parent), m_document(document), m_background(this)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPauseMs);
    connect(&m_soon, &QTimer::timeout, this, &PatternCosts::reckon);
    connect(&document, &Document::modelChanged, &m_soon, qOverload<>(&QTimer::start));
}

void PatternCosts::reckon()
{
    const auto &model = m_document.model();
    if (!model) {
        ++m_request;
        m_busy = false;
        m_report.reset();
        emit changed();
        return;
    }
    m_busy = true;
    m_background.start(
        [model](const std::stop_token &) {
            try {
                return std::make_shared<const simulation::CostReport>(simulation::costOf(*model, capacity::currentPrices()));
            } catch (const std::exception &) {
                return std::shared_ptr<const simulation::CostReport>(); // the Cost workspace says why
            }
        },
        [this, model, request = ++m_request](std::shared_ptr<const simulation::CostReport> report) {
            if (request != m_request)
                return;
            m_busy = false;
            m_report = std::move(report);
            m_model = model;
            emit changed();
        });
}

std::optional<PatternCosts::Cost> PatternCosts::costOf(const model::AccessPattern &pattern) const
{
    if (!m_report || !pattern.rate || pattern.rate->perSecond <= 0)
        return std::nullopt;
    const auto share = std::find_if(m_report->patterns.begin(), m_report->patterns.end(),
                                    [&pattern](const simulation::ShareCost &each) { return each.name == pattern.name; });
    if (share == m_report->patterns.end() || share->calls <= 0)
        return std::nullopt;
    const bool isProvisioned = usesOnlyProvisioned(*m_model, pattern);
    return Cost{isProvisioned ? share->provisioned : share->onDemand.amount(), arithmeticOf(*share, isProvisioned, *m_report)};
}

} // namespace keywright::ui
