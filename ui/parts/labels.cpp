#include "ui/parts/labels.h"

#include <QFrame>
#include <QToolButton>

#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

const char *roleOf(LabelTone tone)
{
    switch (tone) {
    case LabelTone::Secondary: return "secondary";
    case LabelTone::Faint: return "faint";
    case LabelTone::Chip: return "chip";
    case LabelTone::Text: break;
    }
    return "text";
}

} // namespace

QLabel *makeLabel(const QString &text, TextRole role, LabelTone tone)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(fontOf(role));
    label->setProperty("role", QLatin1String(roleOf(tone)));
    return label;
}

QLabel *makeParagraph(const QString &text, TextRole role, LabelTone tone)
{
    QLabel *label = makeLabel(text, role, tone);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    return label;
}

IconLabel::IconLabel(const QString &name, IconTint tint, int size, QWidget *parent)
    : QWidget(parent), m_icon(icon(name, tint)), m_size(size)
{
    setFixedSize(size, size);
}

void IconLabel::setIcon(const QString &name, IconTint tint)
{
    m_icon = icon(name, tint);
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

QToolButton *makeIconButton(const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({kIconSize, kIconSize});
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void markCommand(QWidget &button)
{
    button.setProperty("command", true);
}

bool isCommand(const QWidget &button)
{
    return button.property("command").toBool();
}

QWidget *makeLine()
{
    auto *line = new QFrame;
    line->setProperty("role", "line");
    line->setFixedHeight(1);
    return line;
}

} // namespace keywright::ui
