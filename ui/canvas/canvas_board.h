#pragma once

#include <QGraphicsView>

#include "ui/canvas/canvas_scene.h"

namespace keywright::ui {

class CanvasHand;

/// The view onto the canvas: zoom, pan, fit. What the mouse does to cards is CanvasHand's. The scene is not owned.
class CanvasBoard : public QGraphicsView {
    Q_OBJECT

public:
    static constexpr double kLeastZoom = 0.05;
    static constexpr double kMostZoom = 4;

    explicit CanvasBoard(CanvasScene &scene, QWidget *parent = nullptr);

    CanvasScene &canvas() const { return m_scene; }
    /// Gets the mouse where it does not pan. Not owned; null for none.
    void setHand(CanvasHand *hand) { m_hand = hand; }

    double zoom() const { return transform().m11(); }
    /// Keeps the point `fixed` of the viewport where it is; its middle without one.
    void setZoom(double zoom, std::optional<QPoint> fixed = std::nullopt);
    void zoomStep(int steps);
    /// Shows all of a rectangle of the scene, at most at 100 %.
    void fit(const QRectF &rect);
    /// Shows all cards, and goes on to while the board's size changes, until another view is chosen.
    void fitAll();
    /// Shows all cards if their attributes can then be read, and otherwise the first ones, where only a few are left out. Goes on
    /// to as fitAll() does.
    void fitLegibly();
    void lookAt(const QPointF &centre);
    /// Scrolls, no further than needed, until the rectangle is seen.
    void reveal(const QRectF &rect);
    /// Moves what is seen, in pixels of the viewport.
    void pan(const QPoint &by);
    /// Room to scroll: call after cards have moved.
    void followExtent();

signals:
    void zoomChanged();
    /// Another part of the canvas is seen.
    void viewMoved();
    void keyPressed(QKeyEvent *event);

protected:
    bool viewportEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;

private:
    void endPan();
    void showRect(const QRectF &rect);
    void showZoom(double zoom);
    void fitAgain();

    CanvasScene &m_scene;
    CanvasHand *m_hand = nullptr;
    enum class Fit { None, All, Legibly };
    Fit m_fit = Fit::All; ///< None: somebody has chosen another view since
    bool m_spaceHeld = false;
    std::optional<QPoint> m_panFrom;
};

} // namespace keywright::ui
