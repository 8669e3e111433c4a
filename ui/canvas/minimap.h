#pragma once

#include <QWidget>

#include "ui/canvas/canvas_board.h"

namespace keywright::ui {

/// The whole canvas, small, with the part that the board shows; a click or drag moves the board there. It hides itself
/// while the board shows everything anyway.
class Minimap : public QWidget {
    Q_OBJECT

public:
    explicit Minimap(CanvasBoard &board);

    /// Stands in the board's lower right corner.
    void follow();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QTransform toMap() const;
    void lookAt(const QPointF &point);

    CanvasBoard &m_board;
};

} // namespace keywright::ui
