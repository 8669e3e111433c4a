#include "ui/canvas/canvas_board.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>

#include "ui/canvas/canvas_hand.h"
#include "ui/canvas/card_painting.h"
#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

constexpr double kStep = 1.2;
constexpr int kNotch = 120; ///< one notch of a wheel, as Qt counts it

} // namespace

CanvasBoard::CanvasBoard(CanvasScene &scene, QWidget *parent) : QGraphicsView(&scene, parent), m_scene(scene)
{
    setObjectName(QStringLiteral("canvasBoard"));
    setAccessibleName(tr("Canvas"));
    setFrameShape(NoFrame);
    // The minimap says where one is; bars would always stand there, since there is room around the cards.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setRenderHint(QPainter::Antialiasing);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(AnchorViewCenter);
    // Handles, lit lines and the grid reach beyond the items that change.
    setViewportUpdateMode(FullViewportUpdate);
    setOptimizationFlag(DontSavePainterState);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAccessibleName(accessibleName());
    connect(&theme(), &Theme::changed, this, [this] { viewport()->update(); });
}

void CanvasBoard::setZoom(double zoom, std::optional<QPoint> fixed)
{
    m_fit = Fit::None;
    zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    const QPoint at = fixed.value_or(viewport()->rect().center());
    const QPointF before = mapToScene(at);
    setTransform(QTransform::fromScale(zoom, zoom));
    followExtent();
    const QPointF shift = (mapToScene(at) - before) * zoom;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - qRound(shift.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() - qRound(shift.y()));
    emit zoomChanged();
}

void CanvasBoard::zoomStep(int steps)
{
    setZoom(zoom() * std::pow(kStep, steps));
}

void CanvasBoard::fit(const QRectF &rect)
{
    m_fit = Fit::None;
    showRect(rect);
}

void CanvasBoard::fitAll()
{
    m_fit = Fit::All;
    showRect(m_scene.extent());
}

void CanvasBoard::fitLegibly()
{
    m_fit = Fit::Legibly;
    const QRectF all = m_scene.extent();
    showRect(all);
    constexpr double kMostLeftOut = 0.5; // smaller than this by half, an overview says more than a corner
    if (zoom() >= kLegibleZoom || zoom() < kLegibleZoom * kMostLeftOut)
        return;
    showZoom(kLegibleZoom);
    const QSizeF room = QSizeF(viewport()->size()) / zoom();
    centerOn(all.left() + std::min(room.width(), all.width()) / 2, all.top() + std::min(room.height(), all.height()) / 2);
    emit zoomChanged();
}

void CanvasBoard::fitAgain()
{
    m_fit == Fit::Legibly ? fitLegibly() : fitAll();
}

void CanvasBoard::lookAt(const QPointF &centre)
{
    m_fit = Fit::None;
    centerOn(centre);
}

void CanvasBoard::showRect(const QRectF &rect)
{
    if (rect.isEmpty() || viewport()->width() < 20)
        return;
    const double wanted = std::min(viewport()->width() / rect.width(), viewport()->height() / rect.height());
    const double zoom = m_scene.contents().cards.empty() ? 1.0 : std::clamp(wanted, kLeastZoom, 1.0);
    showZoom(zoom);
    centerOn(rect.center());
    emit zoomChanged();
}

void CanvasBoard::showZoom(double zoom)
{
    setTransform(QTransform::fromScale(zoom, zoom));
    followExtent();
}

void CanvasBoard::followExtent()
{
    // Half a window beyond the cards, so that every one of them can come to the middle.
    const double across = viewport()->width() / zoom() * 0.5;
    const double along = viewport()->height() / zoom() * 0.5;
    setSceneRect(m_scene.extent().adjusted(-across, -along, across, along));
    emit viewMoved();
}

void CanvasBoard::reveal(const QRectF &rect)
{
    if (mapToScene(viewport()->rect()).boundingRect().contains(rect))
        return;
    m_fit = Fit::None;
    ensureVisible(rect, 24, 24);
}

bool CanvasBoard::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            setZoom(zoom() * (1 + gesture->value()), gesture->position().toPoint());
            return true;
        }
    }
    return QGraphicsView::viewportEvent(event);
}

void CanvasBoard::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setZoom(zoom() * std::pow(kStep, static_cast<double>(event->angleDelta().y()) / kNotch), event->position().toPoint());
        event->accept();
        return;
    }
    m_fit = Fit::None;
    if (event->modifiers().testFlag(Qt::ShiftModifier) && event->angleDelta().x() == 0) {
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - event->angleDelta().y() / 2);
        event->accept();
        return;
    }
    QGraphicsView::wheelEvent(event);
}

void CanvasBoard::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld)) {
        m_panFrom = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (m_hand && event->button() == Qt::LeftButton)
        m_hand->press(event->pos(), event->modifiers().testFlag(Qt::ShiftModifier));
}

void CanvasBoard::mouseMoveEvent(QMouseEvent *event)
{
    if (m_panFrom) {
        pan(event->pos() - *m_panFrom);
        m_panFrom = event->pos();
        return;
    }
    if (m_hand)
        m_hand->move(event->pos(), event->buttons().testFlag(Qt::LeftButton));
}

void CanvasBoard::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_panFrom && !(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        endPan();
        return;
    }
    if (m_hand && event->button() == Qt::LeftButton)
        m_hand->release(event->pos());
}

void CanvasBoard::pan(const QPoint &by)
{
    m_fit = Fit::None;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
}

void CanvasBoard::endPan()
{
    m_panFrom.reset();
    viewport()->setCursor(m_spaceHeld ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void CanvasBoard::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_hand && event->button() == Qt::LeftButton)
        m_hand->doubleClick(event->pos());
}

void CanvasBoard::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_hand)
        m_hand->menu(event->reason() == QContextMenuEvent::Mouse ? std::optional(event->pos()) : std::nullopt);
}

void CanvasBoard::leaveEvent(QEvent *event)
{
    m_scene.point({});
    QGraphicsView::leaveEvent(event);
}

void CanvasBoard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space) {
        m_spaceHeld = true;
        if (!m_panFrom)
            viewport()->setCursor(Qt::OpenHandCursor);
        return;
    }
    event->ignore();
    emit keyPressed(event);
    if (!event->isAccepted())
        QGraphicsView::keyPressEvent(event);
}

void CanvasBoard::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
        if (!m_panFrom)
            viewport()->setCursor(Qt::ArrowCursor);
        return;
    }
    QGraphicsView::keyReleaseEvent(event);
}

bool CanvasBoard::focusNextPrevChild(bool next)
{
    // Also called for the fields and panels that stand on the board.
    if (!hasFocus())
        return QGraphicsView::focusNextPrevChild(next);
    // Tab goes through the cards first; past the last one it leaves.
    QKeyEvent tab(QEvent::KeyPress, next ? Qt::Key_Tab : Qt::Key_Backtab, Qt::NoModifier);
    tab.ignore();
    emit keyPressed(&tab);
    return tab.isAccepted() || QGraphicsView::focusNextPrevChild(next);
}

void CanvasBoard::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fit != Fit::None && isVisible())
        fitAgain();
    else
        followExtent();
}

void CanvasBoard::showEvent(QShowEvent *event)
{
    QGraphicsView::showEvent(event);
    if (m_fit != Fit::None)
        fitAgain();
}

void CanvasBoard::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    emit viewMoved();
}

void CanvasBoard::drawBackground(QPainter *painter, const QRectF &rect)
{
    const Colours &colours = theme().colours();
    painter->fillRect(rect, colours.surface);
    double gap = 3 * kCanvasGrid;
    while (gap * zoom() < 14)
        gap *= 2;
    // On whole pixels, so that all are alike, and thousands of them take no time.
    const QTransform toView = painter->worldTransform();
    QList<QRect> dots;
    for (double y = std::floor(rect.top() / gap) * gap; y < rect.bottom(); y += gap) {
        for (double x = std::floor(rect.left() / gap) * gap; x < rect.right(); x += gap)
            dots << QRect(toView.map(QPointF(x, y)).toPoint(), QSize(2, 2));
    }
    painter->save();
    painter->resetTransform();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.border);
    painter->drawRects(dots);
    painter->restore();
}

} // namespace keywright::ui
