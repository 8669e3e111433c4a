#include "ui/heat/heat_words.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr int kNamedKeys = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("HeatWords", text);
}

QString hexText(std::uint64_t hash)
{
    return QStringLiteral("%1").arg(hash, 16, 16, QLatin1Char('0')).left(4);
}

QString line(const QString &text)
{
    return QStringLiteral("<br>") + text;
}

} // namespace

QString clockText(std::int64_t second, HeatClock clock, bool withSeconds)
{
    const QString format = withSeconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    if (clock == HeatClock::Wall)
        return QDateTime::fromSecsSinceEpoch(second).toString(format);
    const QString time = QDateTime::fromSecsSinceEpoch(second % 86'400, Qt::UTC).toString(format);
    return second < 86'400 ? time : tr("day %1 %2").arg(second / 86'400 + 1).arg(time);
}

QString heatText(double heat)
{
    const double percent = 100 * heat;
    if (percent > 0 && percent < 0.1)
        return tr("< 0.1 %");
    return tr("%1 %").arg(QLocale().toString(percent, 'f', percent < 10 && percent > 0 ? 1 : 0));
}

QString amountText(double amount)
{
    const bool hasFraction = amount < 10 && std::abs(amount - std::round(amount)) >= 0.05;
    return QLocale().toString(amount, 'f', hasFraction ? 1 : 0);
}

QString rangeText(const capacity::PartitionRange &range)
{
    if (range.isInOneCollection()) {
        const auto share = [](std::uint64_t sort) {
            return QString::number(qRound(100.0 * static_cast<double>(sort) / static_cast<double>(capacity::kLastPosition)));
        };
        return tr("part of one item collection at %1…: its sort keys from %2 to %3 %")
            .arg(hexText(range.first.hash), share(range.first.sort), share(range.last.sort));
    }
    return tr("hashes %1… to %2…").arg(hexText(range.first.hash), hexText(range.last.hash));
}

QString placeText(const simulation::PlaceOutcome &place)
{
    return toQString(place.index.empty() ? place.table : place.table + " / " + place.index);
}

QString reasonText(const simulation::ThrottledFor &why, const simulation::Outcome &outcome)
{
    return tr("%1 of %2").arg(toQString(capacity::textOf(why.cause)), placeText(outcome.places[why.place]));
}

QString shapeText(simulation::HeatShape shape)
{
    switch (shape) {
    case simulation::HeatShape::Quiet: return tr("Quiet");
    case simulation::HeatShape::Even: return tr("Even");
    case simulation::HeatShape::HotKey: return tr("Hot key");
    case simulation::HeatShape::SequentialKey: return tr("Sequential key");
    case simulation::HeatShape::ScanSweep: return tr("Scan sweep");
    case simulation::HeatShape::Uneven: return tr("Uneven");
    case simulation::HeatShape::Spike: return tr("Spike");
    case simulation::HeatShape::Periodic: return tr("Periodic");
    }
    return {};
}

QString shapeIcon(simulation::HeatShape shape)
{
    switch (shape) {
    case simulation::HeatShape::Quiet: return QStringLiteral("info");
    case simulation::HeatShape::Even: return QStringLiteral("ok");
    default: return QStringLiteral("warning");
    }
}

IconTint shapeTint(simulation::HeatShape shape)
{
    switch (shape) {
    case simulation::HeatShape::Quiet: return IconTint::Secondary;
    case simulation::HeatShape::Even: return IconTint::Success;
    default: return IconTint::Warning;
    }
}

QString cellText(const simulation::HeatMap &map, std::span<const simulation::HotKey> hottest, std::size_t row, std::size_t column,
                 HeatClock clock, double multiplier)
{
    const simulation::HeatCell &cell = map.cell(row, column);
    const bool withSeconds = map.secondsPerColumn < 60;
    const std::int64_t from = map.startSecond + static_cast<std::int64_t>(column) * map.secondsPerColumn;
    QString text = QStringLiteral("<b>%1</b>").arg(tr("Partition %1").arg(map.rows[row].partition).toHtmlEscaped());
    text += line(rangeText(map.rows[row].range).toHtmlEscaped());
    text += line(tr("%1 to %2").arg(clockText(from, clock, withSeconds), clockText(from + map.secondsPerColumn, clock, withSeconds)));
    text += line(tr("<b>%1</b> of its limit in the hottest second").arg(heatText(static_cast<double>(cell.heat()) * multiplier)));
    if (multiplier != 1)
        text += line(tr("as if × %1; measured: %2").arg(QLocale().toString(multiplier), heatText(static_cast<double>(cell.heat()))));
    text += line(
        tr("reads %1 · writes %2")
            .arg(heatText(static_cast<double>(cell.readHeat) * multiplier), heatText(static_cast<double>(cell.writeHeat) * multiplier)));
    text += line(tr("%1 read and %2 write units")
                     .arg(amountText(static_cast<double>(cell.readUnits)), amountText(static_cast<double>(cell.writeUnits))));
    if (cell.throttledUnits >= 0.5F)
        text += line(tr("<b>%1 units throttled</b>").arg(amountText(static_cast<double>(cell.throttledUnits))));
    int named = 0;
    for (const simulation::HotKey &key : hottest) {
        const capacity::PartitionRange &range = map.rows[row].range;
        if (key.hash < range.first.hash || key.hash > range.last.hash || named == kNamedKeys)
            continue;
        text += line((named++ == 0 ? tr("Hottest keys: ") : QString(QStringLiteral("&nbsp;&nbsp;"))) + toQString(key.key).toHtmlEscaped());
    }
    return text;
}

} // namespace keywright::ui
