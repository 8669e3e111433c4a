#include "ui/window/rail.h"

#include <QAction>
#include <QStyleOptionToolButton>
#include <QToolButton>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kRailWidth = 80;
constexpr int kButtonHeight = 64;

/// Icon over name over shortcut; the chosen workspace has a bar at its edge and the accent's colour.
class RailButton : public QToolButton {
public:
    explicit RailButton(QAction *action)
    {
        setDefaultAction(action);
        setFixedSize(kRailWidth - 1, kButtonHeight);
        setFocusPolicy(Qt::TabFocus);
        setAccessibleName(action->text());
        setAccessibleDescription(action->statusTip());
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colours &colours = theme().colours();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect body = rect().adjusted(space::kXs + 2, 2, -space::kXs - 2, -2);
        if (isChecked() || (underMouse() && isEnabled())) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? colours.accentSoft : colours.hover);
            painter.drawRoundedRect(body, radius::kM, radius::kM);
        }
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.accent);
            painter.drawRoundedRect(QRectF(0, body.y() + 10, 3, body.height() - 20), 1.5, 1.5);
        }
        if (hasFocus()) {
            painter.setPen(QPen(colours.accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(body, radius::kM, radius::kM);
        }
        const QRect square((width() - kRailIconSize) / 2, 9, kRailIconSize, kRailIconSize);
        icon().paint(&painter, square, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled,
                     isChecked() ? QIcon::On : QIcon::Off);
        painter.setFont(fontOf(TextRole::Caption));
        painter.setPen(!isEnabled() ? colours.textFaint : isChecked() ? colours.accent : colours.text);
        painter.drawText(QRect(0, 31, width(), 15), Qt::AlignCenter, text());
        QFont small = fontOf(TextRole::Caption);
        small.setPixelSize(small.pixelSize() - 2);
        small.setWeight(QFont::Normal);
        painter.setFont(small);
        painter.setPen(colours.textFaint);
        painter.drawText(QRect(0, 45, width(), 12), Qt::AlignCenter, defaultAction()->shortcut().toString(QKeySequence::NativeText));
    }
};

} // namespace

Rail::Rail(QWidget *parent) : QWidget(parent), m_buttons(new QVBoxLayout(this))
{
    setProperty("role", "rail");
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kRailWidth);
    setAccessibleName(tr("Workspaces"));
    m_buttons->setContentsMargins(0, space::kS, 0, space::kS);
    m_buttons->setSpacing(0);
    m_buttons->addStretch(1);
}

void Rail::addWorkspace(QAction *action)
{
    auto *button = new RailButton(action);
    button->setObjectName(QStringLiteral("rail.") + action->objectName());
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

} // namespace keywright::ui
