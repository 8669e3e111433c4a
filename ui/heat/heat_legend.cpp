#include "ui/heat/heat_legend.h"

#include <QLocale>
#include <QPainter>

#include "ui/heat/heat_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kRamp = 220;
constexpr int kRampHeight = 10;
constexpr int kNumberRoom = 34; ///< between two numbers

} // namespace

HeatLegend::HeatLegend(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("heatLegend"));
    setLook({});
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize HeatLegend::sizeHint() const
{
    return {kRamp + 190, kRampHeight + QFontMetrics(fontOf(TextRole::Caption)).height() + 6};
}

void HeatLegend::setLook(const simulation::HeatPicture &look)
{
    m_look = look;
    const QString what = look.what == simulation::HeatOf::Reads ? tr("reads / %1").arg(QLocale().toString(3000))
        : look.what == simulation::HeatOf::Writes
        ? tr("writes / %1").arg(QLocale().toString(1000))
        : tr("the greater of reads / %1 and writes / %2").arg(QLocale().toString(3000), QLocale().toString(1000));
    QString words = tr("Share of a partition's limits in use in the hottest second: %1 a second. 100 % is the limit.").arg(what);
    if (look.multiplier != 1)
        words += tr(" Shown as if there were %1 times as much traffic.").arg(QLocale().toString(look.multiplier));
    setToolTip(words);
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(words);
    update();
}

void HeatLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = theme().colours();
    const auto ground = colours.dark ? simulation::HeatGround::Dark : simulation::HeatGround::Light;
    painter.setFont(fontOf(TextRole::Caption));
    constexpr int kLeft = 14; // room for half of the first number
    for (int x = 0; x < kRamp; ++x) {
        const simulation::HeatColour colour = simulation::heatColourAt(static_cast<double>(x) / (kRamp - 1), ground);
        painter.fillRect(kLeft + x, 2, 1, kRampHeight, QColor(colour.red, colour.green, colour.blue));
    }
    painter.setPen(colours.border);
    painter.drawRect(kLeft, 2, kRamp, kRampHeight);
    const bool linear = m_look.scale == simulation::HeatScale::Linear;
    const std::vector<double> heats = linear ? std::vector<double>{0, 1, 0.5, 0.25, 0.75} : std::vector<double>{0.001, 1, 0.1, 0.01};
    simulation::HeatPicture plain = m_look;
    plain.multiplier = 1;
    painter.setPen(colours.textSecondary);
    std::vector<double> taken; // a brightness may push numbers together: the ends come first
    for (const double heat : heats) {
        const double x = kLeft + kRamp * simulation::placeOnScale(heat, plain);
        if (std::any_of(taken.begin(), taken.end(), [x](double other) { return std::abs(x - other) < kNumberRoom; }))
            continue;
        taken.push_back(x);
        painter.drawLine(QPointF(x, kRampHeight + 2), QPointF(x, kRampHeight + 5));
        painter.drawText(QRectF(x - 30, kRampHeight + 5, 60, height() - kRampHeight - 5), Qt::AlignHCenter | Qt::AlignTop, heatText(heat));
    }
    double x = kLeft + kRamp + space::kXl;
    const double middle = 2 + kRampHeight / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.dark ? Qt::white : Qt::black, 1.2));
    painter.setBrush(colours.surface);
    painter.drawPolygon(QPolygonF({{x, middle - 4.5}, {x + 4.5, middle}, {x, middle + 4.5}, {x - 4.5, middle}}));
    painter.setPen(colours.textSecondary);
    painter.drawText(QPointF(x + space::kS, middle + 4), tr("split"));
    x += space::kM + painter.fontMetrics().horizontalAdvance(tr("split")) + space::kL;
    const QRectF box(x, 2, 14, kRampHeight);
    const simulation::HeatColour hot = simulation::heatColourAt(0.85, ground);
    painter.fillRect(box, QColor(hot.red, hot.green, hot.blue));
    painter.save();
    painter.setClipRect(box);
    painter.setPen(QPen(colours.dark ? Qt::black : Qt::white, 1));
    for (double line = x - 10; line < x + 14; line += 5)
        painter.drawLine(QPointF(line, 2 + kRampHeight), QPointF(line + kRampHeight, 2));
    painter.restore();
    painter.drawText(QPointF(x + 14 + space::kS, middle + 4), tr("throttled"));
}

} // namespace keywright::ui
