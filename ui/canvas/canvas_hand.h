#pragma once

#include <optional>

#include <QObject>
#include <QPointF>

#include "ui/canvas/canvas_board.h"

class QLabel;
class QRubberBand;

namespace keywright::ui {

/// What the mouse does on the canvas: points, selects, moves cards and the view, drags attributes onto keys and
/// relationships to entities, and places new cards. It changes what is shown while something is dragged; the edit itself is a signal.
class CanvasHand : public QObject {
    Q_OBJECT

public:
    explicit CanvasHand(CanvasBoard &board);

    /// What dropping the attribute there would do: rich text to show beside the mouse.
    using Preview = std::function<QString(int card, int attribute, const CanvasSpot &target)>;
    void setPreview(Preview preview) { m_preview = std::move(preview); }

    /// The next click places a new card of that kind.
    void startPlacing(model::CardKind kind);
    /// Places it as near to the middle of what is seen as there is room.
    void placeInView();
    bool isPlacing() const { return m_placing.has_value(); }
    bool isBusy() const { return m_drag != Drag::None; }
    /// Lets go of what is dragged or to be placed, without an edit.
    void cancel();

    // From the board; positions in its viewport.
    /// `more`: beside what is selected.
    void press(const QPoint &at, bool more);
    void move(const QPoint &at, bool pressed);
    void release(const QPoint &at);
    void doubleClick(const QPoint &at);
    /// Nullopt: asked for by the keyboard.
    void menu(std::optional<QPoint> at);

signals:
    void clicked(const keywright::ui::CanvasSpot &spot);
    /// To be selected beside what is, or no longer.
    void clickedBeside(int card);
    /// The cards that a frame was drawn around, beside what is selected.
    void framed(const std::vector<int> &cards);
    /// Where they stand in the scene now.
    void cardsMoved(const std::vector<int> &cards);
    void attributeDropped(int card, int attribute, const keywright::ui::CanvasSpot &target);
    void related(int from, int to, const QPoint &at);
    void placed(keywright::model::CardKind kind, const QPointF &place);
    void editWanted(const keywright::ui::CanvasSpot &spot);
    void menuWanted(const keywright::ui::CanvasSpot &spot, const QPoint &at);
    void placingChanged();

private:
    enum class Drag { None, Pressed, Ground, Frame, Cards, Attribute, Relation };

    void beginDrag();
    void beginCards();
    void dragCards(const QPointF &at);
    void dragFrame(const QPoint &at);
    std::vector<int> cardsInFrame() const;
    void dragAttribute(const QPoint &at);
    void dragRelation(const QPoint &at);
    CanvasSpot dropSpot(const QPointF &at) const;
    bool isOnVectors(const CanvasSpot &spot) const;
    CanvasSpot freeKeyOf(const CanvasSpot &lane) const;
    void showHint(const QPoint &at, const QString &text);
    void showPlacingHint(const QPoint &at);
    void showCursor(const CanvasSpot &spot);
    void finish();

    CanvasBoard &m_board;
    CanvasScene &m_scene;
    Preview m_preview;
    QLabel *m_hint;
    Drag m_drag = Drag::None;
    CanvasSpot m_pressed;
    QPoint m_pressedAt;
    QPoint m_lastAt;
    bool m_more = false;
    std::vector<std::pair<int, QPointF>> m_cardsFrom; ///< the dragged cards and where they stood
    CanvasSpot m_target;
    QGraphicsItem *m_rubber = nullptr; ///< the line of a relationship while it is dragged
    QRubberBand *m_frame;
    std::optional<model::CardKind> m_placing;
};

} // namespace keywright::ui
