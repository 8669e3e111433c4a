#include "ui/operations/explain_picture.h"

#include <algorithm>

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kBarHeight = 12;
constexpr int kSquare = 10;
constexpr int kSquareGap = 3;
constexpr int kCollectionGap = 8;
constexpr int kMostSquareRows = 12;
constexpr double kLeastBar = 3; ///< so that one item of a million is seen

int lineHeight(TextRole role)
{
    return QFontMetrics(fontOf(role)).height();
}

QString placeName(const session::ExplainedRead &read)
{
    return read.index.empty() ? toQString(read.table) : ReadFunnel::tr("%1 of %2").arg(toQString(read.index), toQString(read.table));
}

void drawText(QPainter &painter, const QRect &rect, const QString &text, TextRole role, const QColor &colour,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter)
{
    painter.setFont(fontOf(role));
    painter.setPen(colour);
    painter.drawText(rect, static_cast<int>(alignment), painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

void drawBar(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius::kS / 2.0, radius::kS / 2.0);
    painter.fillPath(path, colour);
}

/// Hollow and hatched, so that it is told from a filled one without colours.
void drawDropped(QPainter &painter, const QRectF &rect)
{
    const Colours &colours = theme().colours();
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(colours.textFaint, Qt::BDiagPattern));
    painter.drawRect(rect);
    painter.setPen(colours.textFaint);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.restore();
}

} // namespace

ReadFunnel::ReadFunnel(const session::ExplainedRead &read, QWidget *parent) : QWidget(parent), m_read(read)
{
    QStringList sentences;
    for (const Line &line : lines())
        sentences << line.label + QStringLiteral(": ") + line.count;
    setAccessibleName(tr("What was read and returned"));
    setAccessibleDescription(sentences.join(QStringLiteral(". ")));
    setToolTip(sentences.join(QLatin1Char('\n')));
    setObjectName(QStringLiteral("explainFunnel"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

std::vector<ReadFunnel::Line> ReadFunnel::lines() const
{
    const QString untold = tr("not told");
    std::vector<Line> lines;
    const QString all = m_read.placeItems ? numberText(*m_read.placeItems) : untold;
    lines.push_back({tr("In %1").arg(placeName(m_read)), m_read.placeItems && !m_read.placeIsExact ? tr("about %1").arg(all) : all});
    lines.push_back({m_read.operation == "Scan" ? tr("Read: no key condition, so everything")
                                                : tr("Read by the key: %1").arg(toQString(m_read.keyCondition)),
                     m_read.countsAreKnown ? numberText(m_read.read) : untold});
    lines.push_back(
        {m_read.filter.empty() ? tr("Returned: there is no filter") : tr("Returned after the filter: %1").arg(toQString(m_read.filter)),
         m_read.countsAreKnown ? numberText(m_read.returned) : untold});
    return lines;
}

QSize ReadFunnel::sizeHint() const
{
    return {300, 3 * (lineHeight(TextRole::Caption) + space::kXs + kBarHeight + space::kM)};
}

void ReadFunnel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = theme().colours();
    const std::vector<Line> texts = lines();
    const double whole = static_cast<double>(std::max<std::int64_t>({m_read.placeItems.value_or(0), m_read.read, 1}));
    const double part = m_read.read > 0 ? std::max(kLeastBar, static_cast<double>(m_read.read) / whole * width()) : 0;
    const int step = lineHeight(TextRole::Caption) + space::kXs + kBarHeight + space::kM;
    const auto barTop = [step](int line) { return line * step + lineHeight(TextRole::Caption) + space::kXs; };
    if (part > 0) { // the part that was read, opened to the whole width
        QPainterPath lens;
        lens.moveTo(0, barTop(0) + kBarHeight);
        lens.lineTo(part, barTop(0) + kBarHeight);
        lens.lineTo(width(), barTop(1));
        lens.lineTo(0, barTop(1));
        painter.fillPath(lens, colours.accentSoft);
    }
    for (int line = 0; line < 3; ++line) {
        const Line &text = texts[static_cast<std::size_t>(line)];
        const int height = lineHeight(TextRole::Caption);
        const int numbers = QFontMetrics(fontOf(TextRole::Strong)).horizontalAdvance(text.count) + space::kS;
        drawText(painter, {0, line * step, width() - numbers, height}, text.label, TextRole::Caption, colours.textSecondary);
        drawText(painter, {width() - numbers, line * step, numbers, height}, text.count, TextRole::Strong, colours.text,
                 Qt::AlignRight | Qt::AlignVCenter);
        drawBar(painter, QRectF(0, barTop(line), width(), kBarHeight), line == 0 ? colours.borderStrong : colours.sunken);
    }
    if (m_read.read == 0)
        return;
    const double returned = static_cast<double>(m_read.returned) / static_cast<double>(m_read.read) * width();
    drawBar(painter, QRectF(0, barTop(0), part, kBarHeight), colours.accent);
    drawBar(painter, QRectF(0, barTop(1), width(), kBarHeight), colours.accent);
    if (m_read.returned < m_read.read)
        drawDropped(painter, QRectF(returned, barTop(2), width() - returned, kBarHeight));
    if (m_read.returned > 0)
        drawBar(painter, QRectF(0, barTop(2), std::max(kLeastBar, returned), kBarHeight), colours.success);
}

ItemSquares::ItemSquares(const session::ExplainedRead &read, QWidget *parent) : QWidget(parent), m_read(read)
{
    const auto returned =
        std::count_if(read.items.begin(), read.items.end(), [](const session::ExaminedItem &item) { return item.isReturned; });
    setObjectName(QStringLiteral("explainSquares"));
    setAccessibleName(tr("Items read, in their order"));
    setAccessibleDescription(tr("%1 returned, %2 dropped by the filter, in %3 item collections")
                                 .arg(returned)
                                 .arg(static_cast<qint64>(read.items.size()) - returned)
                                 .arg(read.collections));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMouseTracking(true);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

/// Fewer than there are items when they do not fit.
std::vector<QRect> ItemSquares::places(int width) const
{
    std::vector<QRect> rects;
    int x = 0;
    int row = 0;
    for (std::size_t i = 0; i < m_read.items.size(); ++i) {
        if (i > 0 && m_read.items[i].collection != m_read.items[i - 1].collection && x > 0)
            x += kCollectionGap;
        if (x + kSquare > width) {
            x = 0;
            if (++row == kMostSquareRows)
                break;
        }
        rects.emplace_back(x, row * (kSquare + kSquareGap), kSquare, kSquare);
        x += kSquare + kSquareGap;
    }
    return rects;
}

int ItemSquares::heightForWidth(int width) const
{
    const std::vector<QRect> rects = places(width);
    const int squares = rects.empty() ? 0 : rects.back().bottom() + 1;
    return squares + space::kXs + lineHeight(TextRole::Caption);
}

QSize ItemSquares::sizeHint() const
{
    return {300, heightForWidth(width() > 0 ? width() : 300)};
}

void ItemSquares::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setFixedHeight(heightForWidth(event->size().width()));
}

void ItemSquares::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = theme().colours();
    const std::vector<QRect> rects = places(width());
    for (std::size_t i = 0; i < rects.size(); ++i) {
        if (m_read.items[i].isReturned) {
            drawBar(painter, rects[i], colours.success);
            continue;
        }
        const QRectF rect = QRectF(rects[i]).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(colours.textFaint);
        painter.drawRect(rect);
        painter.drawLine(rect.topLeft(), rect.bottomRight());
    }
    QStringList legend{tr("filled: returned")};
    if (!m_read.filter.empty())
        legend << tr("crossed out: paid for, dropped by the filter");
    if (m_read.collections > 1)
        legend << countText(static_cast<qint64>(m_read.collections), tr("1 item collection"), tr("%1 item collections"));
    const std::int64_t more = m_read.read - static_cast<std::int64_t>(rects.size());
    if (more > 0)
        legend << tr("%1 more not drawn").arg(numberText(more));
    drawText(painter, {0, height() - lineHeight(TextRole::Caption), width(), lineHeight(TextRole::Caption)},
             legend.join(QStringLiteral(" · ")), TextRole::Caption, colours.textSecondary);
}

bool ItemSquares::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const std::vector<QRect> rects = places(width());
    for (std::size_t i = 0; i < rects.size(); ++i) {
        if (!rects[i].contains(help->pos()))
            continue;
        QStringList key;
        for (const auto &entry : m_read.items[i].key)
            key << toQString(entry.name) + QStringLiteral(" = ") + toQString(value::displayText(entry.value));
        QToolTip::showText(help->globalPos(),
                           tr("%1\n%2 bytes, %3")
                               .arg(key.join(QLatin1Char('\n')))
                               .arg(m_read.items[i].bytes)
                               .arg(m_read.items[i].isReturned ? tr("returned") : tr("dropped by the filter")),
                           this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

PartitionStrip::PartitionStrip(const session::ExplainedRead &read, QWidget *parent) : QWidget(parent), m_read(read)
{
    setObjectName(QStringLiteral("explainPartitions"));
    setAccessibleName(tr("Partitions touched"));
    setAccessibleDescription(tr("%1 of %2").arg(read.touchedPartitions.size()).arg(read.partitions));
    setToolTip(tr("DynamoDB does not tell its partitions. These are those that a table of this capacity and size begins with, as ranges of "
                  "the partition key's hash."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize PartitionStrip::sizeHint() const
{
    return {300, kBarHeight + space::kXs + lineHeight(TextRole::Caption)};
}

void PartitionStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = theme().colours();
    const double cell = static_cast<double>(width()) / static_cast<double>(m_read.partitions);
    const double gap = cell > 8 ? 2 : 0;
    for (std::size_t i = 0; i < m_read.partitions; ++i) {
        const bool touched = std::binary_search(m_read.touchedPartitions.begin(), m_read.touchedPartitions.end(), i);
        const QRectF rect(static_cast<double>(i) * cell, 0, cell - gap, kBarHeight);
        drawBar(painter, rect, touched ? colours.accent : colours.sunken);
        if (!touched && gap > 0) {
            painter.setPen(colours.border);
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius::kS / 2.0, radius::kS / 2.0);
        }
    }
    drawText(painter, {0, kBarHeight + space::kXs, width(), lineHeight(TextRole::Caption)},
             tr("%1 of %2 partitions touched · estimated").arg(m_read.touchedPartitions.size()).arg(m_read.partitions), TextRole::Caption,
             colours.textSecondary);
}

WaysChart::WaysChart(const std::vector<session::Alternative> &ways, QWidget *parent) : QWidget(parent), m_ways(ways)
{
    setObjectName(QStringLiteral("explainWays"));
    setAccessibleName(tr("The same question asked another way"));
    QStringList sentences;
    for (const session::Alternative &way : m_ways)
        sentences << titleOf(way) + QStringLiteral(": ") + numbersOf(way) + QStringLiteral(". ") + conditionsOf(way);
    setAccessibleDescription(sentences.join(QLatin1Char('\n')));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QString WaysChart::titleOf(const session::Alternative &way)
{
    const QString place = toQString(way.place);
    switch (way.way) {
    case session::Way::AsRun:
        return way.keyCondition.empty() ? tr("As you ran it: Scan of %1").arg(place) : tr("As you ran it: Query of %1").arg(place);
    case session::Way::Query: return tr("As Query of %1").arg(place);
    case session::Way::NewIndex: return tr("With a new index on %1").arg(place);
    case session::Way::Scan: break;
    }
    return tr("As Scan of %1").arg(place);
}

QString WaysChart::numbersOf(const session::Alternative &way)
{
    if (way.certainty == session::Certainty::Unknown)
        return tr("not told: run it to know");
    QStringList parts{tr("%1 units").arg(unitsText(way.units)), tr("%1 read").arg(numberText(way.read))};
    if (way.returned >= 0)
        parts << tr("%1 returned").arg(numberText(way.returned));
    if (way.pages > 1)
        parts << countText(way.pages, tr("1 page"), tr("%1 pages"));
    if (way.certainty == session::Certainty::Estimated)
        parts << tr("estimated");
    return parts.join(QStringLiteral(" · "));
}

QString WaysChart::conditionsOf(const session::Alternative &way)
{
    const QString key = toQString(way.keyCondition);
    const QString filter = toQString(way.filter);
    if (key.isEmpty())
        return filter.isEmpty() ? tr("reads everything") : tr("reads everything, filter %1").arg(filter);
    return filter.isEmpty() ? tr("key %1").arg(key) : tr("key %1, filter %2").arg(key, filter);
}

QSize WaysChart::sizeHint() const
{
    const int one = lineHeight(TextRole::Body) + 2 * lineHeight(TextRole::Caption) + kBarHeight + space::kM;
    return {300, static_cast<int>(m_ways.size()) * one};
}

void WaysChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = theme().colours();
    double most = 0;
    double least = -1;
    for (const session::Alternative &way : m_ways) {
        if (way.certainty == session::Certainty::Unknown)
            continue;
        most = std::max(most, way.units);
        least = least < 0 ? way.units : std::min(least, way.units);
    }
    int y = 0;
    for (const session::Alternative &way : m_ways) {
        const bool isKnown = way.certainty != session::Certainty::Unknown;
        const bool isCheapest = isKnown && way.units == least && most > least;
        const int title = lineHeight(TextRole::Body);
        const int caption = lineHeight(TextRole::Caption);
        drawText(painter, {0, y, width(), title}, isCheapest ? tr("%1 – the cheapest").arg(titleOf(way)) : titleOf(way), TextRole::Strong,
                 colours.text);
        y += title;
        drawText(painter, {0, y, width(), caption}, numbersOf(way), TextRole::Caption, colours.textSecondary);
        y += caption + 2;
        drawBar(painter, QRectF(0, y, width(), kBarHeight - 4), colours.sunken);
        if (isKnown && most > 0)
            drawBar(painter, QRectF(0, y, std::max(kLeastBar, way.units / most * width()), kBarHeight - 4),
                    isCheapest                           ? colours.success
                        : way.way == session::Way::AsRun ? colours.accent
                                                         : colours.borderStrong);
        y += kBarHeight - 2;
        drawText(painter, {0, y, width(), caption}, conditionsOf(way), TextRole::Caption, colours.textSecondary);
        y += caption + space::kM;
    }
}

} // namespace keywright::ui
