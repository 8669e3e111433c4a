#pragma once

#include "ui/canvas/canvas_edits.h"
#include "ui/canvas/canvas_hand.h"
#include "ui/canvas/in_place_editor.h"
#include "ui/canvas/relate_panel.h"
#include "ui/document/document.h"

class QMenu;

namespace keywright::ui {

/// Turns what a person does on the canvas into edits of the document, and says at the place why one was refused.
class CanvasEditor : public QObject {
    Q_OBJECT

public:
    CanvasEditor(Document &document, CanvasBoard &board);

    CanvasHand &hand() { return m_hand; }
    bool isBusy() const { return m_inPlace.isOpen() || m_hand.isPlacing() || m_relate->isVisible(); }

    /// Asks for the name of a new card at a place of the scene, and puts it there.
    void drawAt(model::CardKind kind, const QPointF &place);
    /// Opens the field of a part: a name, an attribute, a template, a note.
    void edit(const CanvasSpot &spot);
    void editSelected();
    /// After the question what else would go.
    void removeSelected();
    void moveSelected(const QPointF &by);
    /// Lets go of everything that is half done.
    void cancel();

signals:
    /// A card is about to be drawn, or no longer.
    void busyChanged();

private:
    const Card &card(int number) const { return m_scene.card(number).card(); }
    QRectF sceneRect(const CanvasSpot &spot) const;
    void report(const std::optional<QString> &refusal, const QRectF &at);

    void selectDrawn(model::CardKind kind);
    void moveCards(const std::vector<int> &cards, const QPointF &by);
    void dropAttribute(int card, int attribute, const CanvasSpot &target);
    QString previewOf(int card, int attribute, const CanvasSpot &target) const;
    QString keyOf(const CanvasSpot &spot) const;
    void relate(int from, int to, const QPoint &at);
    void addRelationship(const model::Relationship &relationship);

    void editName(int card);
    void editAttribute(int card, int row);
    void editTemplate(int card, int row);
    void editNote(int card);
    void addAttribute(const QString &entity);
    std::optional<QString> takeAttribute(const QString &entity, const AttributeRow &before, const QString &text);

    void remove(const Document::MakeCommand &make, const QString &title, const QRectF &at);
    void removeCard(int card);
    void removeCards(const std::vector<int> &cards);
    void removeAttribute(int card, int row);
    void showMenu(const CanvasSpot &spot, const QPoint &at);
    void fillCardMenu(QMenu &menu, const CanvasSpot &spot);
    void fillEntityMenu(QMenu &menu, const CanvasSpot &spot);

    Document &m_document;
    CanvasBoard &m_board;
    CanvasScene &m_scene;
    CanvasHand m_hand;
    InPlaceEditor m_inPlace;
    RelatePanel *m_relate;
    QRectF m_relatedAt;
};

} // namespace keywright::ui
