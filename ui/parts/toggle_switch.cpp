#include "ui/parts/toggle_switch.h"

#include <QPainter>

#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

constexpr QSizeF kTrack(24, 13);
constexpr qreal kKnobMargin = 2;
constexpr int kRingMargin = 3;

} // namespace

ToggleSwitch::ToggleSwitch(const QString &name, QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ToggleSwitch::sizeHint() const
{
    return kTrack.toSize() + QSize(2 * kRingMargin, 2 * kRingMargin);
}

void ToggleSwitch::paintEvent(QPaintEvent *)
{
    const auto &colours = theme().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(QPointF((width() - kTrack.width()) / 2, (height() - kTrack.height()) / 2), kTrack);
    const qreal round = track.height() / 2;
    if (hasFocus()) {
        painter.setPen(QPen(colours.accent, 1.5));
        painter.drawRoundedRect(track.adjusted(-2.25, -2.25, 2.25, 2.25), round + 2, round + 2);
    }
    const QColor on = isEnabled() ? colours.accent : colours.textFaint;
    painter.setPen(QPen(isChecked() ? on : colours.textFaint, 1));
    painter.setBrush(isChecked() ? QBrush(on) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), round, round);
    const qreal knob = track.height() - 2 * kKnobMargin - 1;
    const qreal left = isChecked() ? track.right() - knob - kKnobMargin - 0.5 : track.left() + kKnobMargin + 0.5;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? colours.surface : colours.textFaint);
    painter.drawEllipse(QRectF(left, track.center().y() - knob / 2, knob, knob));
}

} // namespace keywright::ui
