#include "ui/cost/cost_rows.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr double kWorthSaying = 0.005; ///< of the total: a smaller difference is none

QString tr(const char *text)
{
    return QCoreApplication::translate("CostRows", text);
}

QString percent(double share)
{
    return tr("%1 %").arg(QLocale().toString(100 * share, 'f', share < 0.1 ? 1 : 0));
}

CostRow partOf(const QString &name, const simulation::CostFigure &figure)
{
    CostRow row{.name = name};
    for (std::size_t mode = 0; mode < kCostModes; ++mode) {
        row.amounts[mode] = figure.amount();
        row.figures[mode] = figure;
    }
    return row;
}

QString useText(const QString &what, const simulation::ProvisionedUse &use)
{
    if (use.unitHours <= 0)
        return {};
    QString text =
        tr("%1: from %2 to %3 units a second are provisioned, %4 of them used on average; provisioned throughput is cheaper than "
           "on demand above %5.")
            .arg(what, QLocale().toString(use.least, 'f', 0), QLocale().toString(use.greatest, 'f', 0), percent(use.utilization),
                 percent(use.breakEven));
    if (use.minutesShort >= 1)
        text += QLatin1Char(' ')
            + tr("For %1 minutes of a day more is asked for than is provisioned.").arg(QLocale().toString(use.minutesShort, 'f', 0));
    if (use.reservedOneYear > 0)
        text += QLatin1Char(' ')
            + tr("Worth reserving: %1 hundred units for one year, %2 for three.")
                  .arg(QLocale().toString(use.reservedOneYear, 'f', 0), QLocale().toString(use.reservedThreeYears, 'f', 0));
    return text;
}

CostRow placeRow(const simulation::PlaceCost &place)
{
    CostRow row{.name = place.index.empty() ? tr("Reads and writes") : tr("Index %1").arg(toQString(place.index))};
    row.figures = {place.onDemand, place.provisioned, place.oneYear, place.threeYears};
    for (std::size_t mode = 0; mode < kCostModes; ++mode)
        row.amounts[mode] = row.figures[mode].amount();
    QStringList said{useText(tr("Reads"), place.reads), useText(tr("Writes"), place.writes)};
    said.removeAll(QString());
    row.explanation = said.join(QLatin1Char('\n'));
    return row;
}

CostRow tableRow(const simulation::TableCost &table)
{
    CostRow row{.kind = CostRow::Kind::Table,
                .name = toQString(table.table),
                .amounts = {table.onDemandTotal, table.provisionedTotal, table.oneYearTotal, table.threeYearsTotal},
                .billedBy = table.billingMode == schema::BillingMode::PayPerRequest ? CostMode::OnDemand : CostMode::Provisioned};
    simulation::CostFigure storage;
    double tableWrites = 0;
    double indexWrites = 0;
    for (const simulation::PlaceCost &place : table.places) {
        row.rows.push_back(placeRow(place));
        simulation::CostFigure stored = place.storage;
        for (simulation::CostTerm &term : stored.terms)
            term.what = (place.index.empty() ? place.table : place.index) + ": " + term.what;
        storage.add(stored);
        (place.index.empty() ? tableWrites : indexWrites) += place.units.writes;
    }
    if (indexWrites > 0 && tableWrites > 0)
        row.explanation = tr("Write amplification: for each write unit of the table, its global secondary indexes take %1 more.")
                              .arg(QLocale().toString(indexWrites / tableWrites, 'f', 2));
    row.rows.push_back(partOf(tr("Storage"), storage));
    const std::pair<QString, const simulation::CostFigure *> others[] = {{tr("Point-in-time recovery"), &table.recovery},
                                                                         {tr("Backups"), &table.backups},
                                                                         {tr("Streams"), &table.streams},
                                                                         {tr("Replicas"), &table.replicas}};
    for (const auto &[name, figure] : others)
        if (!figure->terms.empty())
            row.rows.push_back(partOf(name, *figure));
    return row;
}

} // namespace

QString costModeText(CostMode mode)
{
    switch (mode) {
    case CostMode::OnDemand: return tr("On demand");
    case CostMode::Provisioned: return tr("Provisioned");
    case CostMode::OneYear: return tr("Reserved 1 year");
    case CostMode::ThreeYears: return tr("Reserved 3 years");
    }
    return {};
}

QString dollars(double amount)
{
    const double size = std::abs(amount);
    const int decimals = size == 0 || size >= 0.01 ? 2 : size >= 0.0001 ? 4 : 8;
    return (amount < 0 ? QStringLiteral("-$") : QStringLiteral("$")) + QLocale().toString(size, 'f', decimals);
}

QString priceText(double price)
{
    QString text = QLocale().toString(price, 'f', 8);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    const qsizetype decimals = text.size() - 1 - text.lastIndexOf(QLocale().decimalPoint());
    return decimals >= 2 ? QStringLiteral("$") + text : QStringLiteral("$") + QLocale().toString(price, 'f', 2);
}

std::vector<CostRow> tableRows(const simulation::CostReport &report)
{
    std::vector<CostRow> rows;
    for (const simulation::TableCost &table : report.tables)
        rows.push_back(tableRow(table));
    if (report.tables.size() > 1)
        rows.push_back({.kind = CostRow::Kind::Total,
                        .name = tr("All tables"),
                        .amounts = {report.onDemandTotal, report.provisionedTotal, report.oneYearTotal, report.threeYearsTotal}});
    return rows;
}

std::vector<CostRow> shareRows(const std::vector<simulation::ShareCost> &shares)
{
    std::vector<CostRow> rows;
    for (const simulation::ShareCost &share : shares) {
        CostRow row{.kind = CostRow::Kind::Share, .name = toQString(share.name)};
        row.figures[0] = share.onDemand;
        row.amounts[0] = share.onDemand.amount();
        row.amounts[1] = share.provisioned;
        if (share.calls > 0)
            row.explanation = tr("%1 calls a month.").arg(QLocale().toString(share.calls, 'f', 0));
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const CostRow &left, const CostRow &right) { return *left.amounts[0] > *right.amounts[0]; });
    return rows;
}

namespace {

/// In a sentence nobody wants eight decimals.
QString cents(double amount)
{
    return amount > 0 && amount < 0.005 ? tr("less than $0.01") : dollars(amount);
}

} // namespace

QStringList costVerdicts(const simulation::CostReport &report)
{
    QStringList said;
    for (const simulation::TableCost &table : report.tables) {
        const QString name = toQString(table.table);
        const bool onDemand = table.billingMode == schema::BillingMode::PayPerRequest;
        const double other = onDemand ? table.provisionedTotal : table.onDemandTotal;
        const QString otherMode = onDemand ? tr("provisioned with auto scaling") : tr("on demand");
        if (other < (1 - kWorthSaying) * table.total)
            said << tr("%1: %2 would cost %3 instead of %4, %5 less.")
                        .arg(name, otherMode, cents(other), cents(table.total), percent(1 - other / table.total));
        else if (table.total > 0)
            said << tr("%1: %2 is the cheaper mode; %3 would cost %4.")
                        .arg(name, onDemand ? tr("on demand") : tr("provisioned"), otherMode, cents(other));
        const double reserved = std::min(table.oneYearTotal, table.threeYearsTotal);
        if (reserved < (1 - kWorthSaying) * std::min(other, table.total))
            said << tr("%1: reserved for %2 it would cost %3.")
                        .arg(name, table.threeYearsTotal <= table.oneYearTotal ? tr("three years") : tr("one year"), cents(reserved));
        if (table.otherClassTotal < (1 - kWorthSaying) * table.total)
            said << tr("%1: in the other table class it would cost %2.").arg(name, cents(table.otherClassTotal));
    }
    return said;
}

} // namespace keywright::ui
