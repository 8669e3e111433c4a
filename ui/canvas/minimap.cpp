#include "ui/canvas/minimap.h"

#include <QMouseEvent>

#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr QSize kSize(156, 104);

} // namespace

Minimap::Minimap(CanvasBoard &board) : QWidget(board.viewport()), m_board(board)
{
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview of the canvas"));
    setToolTip(tr("Click to go there"));
    setCursor(Qt::PointingHandCursor);
    resize(kSize);
    hide();
    connect(&board, &CanvasBoard::viewMoved, this, &Minimap::follow);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Minimap::follow()
{
    const QRectF seen = m_board.mapToScene(m_board.viewport()->rect()).boundingRect();
    setVisible(!m_board.canvas().contents().cards.empty() && !seen.contains(m_board.canvas().extent().adjusted(40, 40, -40, -40)));
    const QSize room = m_board.viewport()->size();
    move(room.width() - width() - space::kM, room.height() - height() - space::kM);
    update();
}

QTransform Minimap::toMap() const
{
    const QRectF extent = m_board.canvas().extent();
    const double scale = qMin((width() - 2.0 * space::kXs) / extent.width(), (height() - 2.0 * space::kXs) / extent.height());
    QTransform map;
    map.translate(width() / 2.0, height() / 2.0);
    map.scale(scale, scale);
    map.translate(-extent.center().x(), -extent.center().y());
    return map;
}

void Minimap::paintEvent(QPaintEvent *)
{
    const Colours &colours = theme().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.borderStrong, 1));
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::kM, radius::kM);
    painter.setClipRect(rect().adjusted(2, 2, -2, -2));
    const QTransform map = toMap();
    const CanvasScene &canvas = m_board.canvas();
    painter.setPen(Qt::NoPen);
    for (int number = 0; number < static_cast<int>(canvas.contents().cards.size()); ++number) {
        const Card &card = canvas.card(number).card();
        QColor colour = card.id.kind == model::CardKind::Entity ? entityColour(card.look.colour, colours.dark)
            : card.id.kind == model::CardKind::Table            ? colours.textSecondary
                                                                : colours.partitionKey;
        colour.setAlphaF(canvas.isDim(number) ? 0.2F : 0.7F);
        painter.setBrush(colour);
        painter.drawRoundedRect(map.mapRect(canvas.card(number).cardRect()), 1.5, 1.5);
    }
    QColor veil = colours.accent;
    veil.setAlphaF(0.1F);
    painter.setPen(QPen(colours.accent, 1.2));
    painter.setBrush(veil);
    painter.drawRoundedRect(map.mapRect(m_board.mapToScene(m_board.viewport()->rect()).boundingRect()), 2, 2);
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    lookAt(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        lookAt(event->position());
}

void Minimap::lookAt(const QPointF &point)
{
    m_board.lookAt(toMap().inverted().map(point));
}

} // namespace keywright::ui
