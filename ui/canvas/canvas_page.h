#pragma once

#include <memory>

#include <QWidget>

#include "ui/canvas/canvas_board.h"
#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_toolbar.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/path_legend.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

class QStackedLayout;

namespace keywright::ui {

class MessagePage;

/// The canvas of the document's model, with its tools. What is selected here is selected in the document, and the other
/// way round; a selected access pattern is lit.
class CanvasPage : public QWidget {
    Q_OBJECT

public:
    explicit CanvasPage(Document &document, QWidget *parent = nullptr);
    ~CanvasPage() override;

    CanvasScene &scene() { return m_scene; }
    CanvasBoard &board() { return *m_board; }
    CanvasEditor &editor() { return *m_editor; }
    /// The places of many cards are worked out off this thread just now.
    bool isArranging() const { return m_arranging; }

private:
    void buildEmptyPage();
    void connectTools();
    void showModel();
    void showPages();
    void followNames(const model::Model &before, const model::Model &after);
    CardPlaces unfolded(const CanvasContents &contents, CardPlaces places) const;
    CardPlaces placesFor(const CanvasContents &contents);
    void arrangeLater(bool tidy);
    void tidy();
    void takeArrangement(const CanvasContents &contents, const std::vector<QPointF> &places, bool tidy);
    void showTidied(const CanvasContents &contents, const std::vector<QPointF> &places);

    void selectBeside(int card);
    void selectFramed(const std::vector<int> &cards);
    void selectSpot(const CanvasSpot &spot);
    void followSelection();
    void revealSelection();
    void describeSelection();
    void onKey(QKeyEvent *event);
    bool selectNext(bool forward);
    bool zoomByKey(const QKeyEvent &event);
    void fitSelection();
    void save(const QString &format);

    Document &m_document;
    CanvasScene m_scene;
    CanvasToolbar *m_tools;
    CanvasBoard *m_board;
    CanvasEditor *m_editor;
    Minimap *m_map;
    PathLegend *m_legend;
    MessagePage *m_empty;
    QStackedLayout *m_pages;
    std::shared_ptr<const model::Model> m_shown;
    CardPlaces m_automatic; ///< of cards that the model gives no place
    bool m_arranging = false;
    std::optional<model::CardKind> m_placing;
    Background m_background;
};

} // namespace keywright::ui
