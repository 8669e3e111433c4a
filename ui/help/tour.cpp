#include "ui/help/tour.h"

#include <algorithm>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

#include "ui/parts/labels.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kBubbleWidth = 340;
constexpr int kDimmed = 130; ///< opacity of what the step is not about, of 255

} // namespace

Tour::Tour(std::vector<TourStep> steps, QWidget *window) : QWidget(window), m_steps(std::move(steps)), m_bubble(nullptr)
{
    m_bubble = makeBubble();
    setObjectName(QStringLiteral("tour"));
    setAccessibleName(tr("Guided tour"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFocusPolicy(Qt::StrongFocus);
    window->installEventFilter(this);
    setGeometry(window->rect());
    show();
    raise();
    setFocus();
    go(0);
}

QWidget *Tour::makeBubble()
{
    auto *bubble = new QFrame(this);
    bubble->setObjectName(QStringLiteral("tourBubble"));
    bubble->setProperty("role", "palette");
    bubble->setFixedWidth(kBubbleWidth);
    m_title = makeLabel({}, TextRole::Heading);
    m_title->setObjectName(QStringLiteral("tourTitle"));
    m_text = makeParagraph({});
    m_text->setTextInteractionFlags(Qt::NoTextInteraction);
    m_count = makeLabel({}, TextRole::Caption, LabelTone::Secondary);
    auto *leave = new QPushButton(tr("Leave the tour"));
    leave->setObjectName(QStringLiteral("tourLeave"));
    leave->setFlat(true);
    leave->setProperty("flat", true);
    m_back = new QPushButton(tr("Back"));
    m_back->setObjectName(QStringLiteral("tourBack"));
    m_next = new QPushButton;
    m_next->setObjectName(QStringLiteral("tourNext"));
    m_next->setProperty("primary", true);
    connect(leave, &QPushButton::clicked, this, &Tour::end);
    connect(m_back, &QPushButton::clicked, this, [this] { go(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(m_step + 1); });
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(leave);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(bubble);
    layout->setContentsMargins(space::kL, space::kL, space::kL, space::kM);
    layout->setSpacing(space::kS);
    layout->addWidget(m_count);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(space::kXs);
    layout->addLayout(buttons);
    return bubble;
}

void Tour::go(int step)
{
    if (step >= static_cast<int>(m_steps.size())) {
        end();
        return;
    }
    m_step = std::max(step, 0);
    const TourStep &now = m_steps[static_cast<std::size_t>(m_step)];
    m_shown = now.show ? now.show() : nullptr;
    const bool isLast = m_step + 1 == static_cast<int>(m_steps.size());
    m_count->setText(tr("Step %1 of %2").arg(m_step + 1).arg(m_steps.size()));
    m_title->setText(now.title);
    m_text->setText(now.text);
    m_back->setEnabled(m_step > 0);
    m_next->setText(isLast ? tr("Done") : tr("Next"));
    setAccessibleDescription(now.title + QStringLiteral(". ") + now.text);
    place();
    raise();
    m_next->setFocus();
}

void Tour::end()
{
    close();
    emit ended();
}

QRect Tour::shownRect() const
{
    if (!m_shown || !m_shown->isVisible())
        return {};
    return QRect(m_shown->mapTo(parentWidget(), QPoint()), m_shown->size()).intersected(rect());
}

/// Beside what is shown: right, left, below, above, wherever the whole bubble fits; else in its middle.
void Tour::place()
{
    m_bubble->adjustSize();
    m_bubble->setFixedHeight(m_bubble->layout()->totalHeightForWidth(kBubbleWidth));
    const QSize size = m_bubble->size();
    const QRect shown = shownRect();
    const int gap = space::kM;
    const QRect room = rect().adjusted(gap, gap, -gap, -gap);
    const QPoint middle = (shown.isNull() ? room : shown).center() - QPoint(size.width() / 2, size.height() / 2);
    QPoint place = middle;
    if (!shown.isNull()) {
        const int y = std::clamp(shown.top() + gap, room.top(), std::max(room.top(), room.bottom() - size.height()));
        const int x = std::clamp(middle.x(), room.left(), std::max(room.left(), room.right() - size.width()));
        for (const QPoint &candidate : {QPoint(shown.right() + gap, y), QPoint(shown.left() - gap - size.width(), y),
                                        QPoint(x, shown.bottom() + gap), QPoint(x, shown.top() - gap - size.height())}) {
            if (room.contains(QRect(candidate, size))) {
                place = candidate;
                break;
            }
        }
    }
    m_bubble->move(place);
    update();
}

void Tour::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath dimmed;
    dimmed.addRect(rect());
    const QRectF shown = QRectF(shownRect());
    if (!shown.isNull()) {
        QPainterPath bright;
        bright.addRoundedRect(shown, radius::kM, radius::kM);
        dimmed = dimmed.subtracted(bright);
        painter.strokePath(bright, QPen(theme().colours().accent, 2));
    }
    painter.fillPath(dimmed, QColor(0, 0, 0, kDimmed));
}

void Tour::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape: end(); break;
    case Qt::Key_Right:
    case Qt::Key_Return:
    case Qt::Key_Enter: go(m_step + 1); break;
    case Qt::Key_Left: go(m_step - 1); break;
    default: QWidget::keyPressEvent(event);
    }
}

bool Tour::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget()) {
        setGeometry(parentWidget()->rect());
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace keywright::ui
