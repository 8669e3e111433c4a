#include "ui/gallery/pictures.h"

#include <QApplication>
#include <QMouseEvent>

#include "ui/canvas/canvas_page.h"
#include "ui/design/design_workspace.h"

namespace keywright::ui {

namespace {

constexpr char kNothing[] = R"({ "formatVersion": 1, "name": "My application", "tables": [], "entities": [] })";

QPoint middleOf(CanvasPage &canvas, int card, const CardPart &part)
{
    const CardItem &item = canvas.scene().card(card);
    return canvas.board().mapFromScene(item.pos() + rectOf(item.geometry(), part).center());
}

/// An attribute on its way to a key of the table.
void showDragging(Stage &stage)
{
    CanvasPage &canvas = stage.window().design().canvas();
    const int order = canvas.scene().contents().indexOf({model::CardKind::Entity, QStringLiteral("Order")});
    const int table = canvas.scene().contents().indexOf({model::CardKind::Table, QStringLiteral("OnlineShop")});
    if (order < 0 || table < 0)
        return;
    canvas.board().setZoom(0.8);
    canvas.board().fit(canvas.scene().card(order).cardRect().united(canvas.scene().card(table).cardRect()));
    canvas.board().setZoom(0.7);
    canvas.board().centerOn(canvas.scene().card(order).cardRect().topLeft());
    CanvasHand &hand = canvas.editor().hand();
    hand.press(middleOf(canvas, order, {CardPart::Kind::Attribute, 2}));
    hand.move(middleOf(canvas, order, {CardPart::Kind::Key, 0}), true);
    hand.move(middleOf(canvas, order, {CardPart::Kind::Key, 3}), true);
    stage.picture(QStringLiteral("canvas-dragging"));
    hand.cancel();
    hand.move({1, 1}, false);
}

void showPath(Stage &stage, const std::string &name, const QString &picture)
{
    const auto &patterns = stage.document().model()->accessPatterns;
    for (int row = 0; row < static_cast<int>(patterns.size()); ++row) {
        if (patterns[static_cast<std::size_t>(row)].name == name)
            stage.document().select({.kind = Selection::Kind::AccessPattern, .row = row});
    }
    stage.picture(picture);
    stage.document().select({});
}

} // namespace

bool showCanvas(Stage &stage)
{
    CanvasPage &canvas = stage.window().design().canvas();
    stage.window().design().showView(DesignWorkspace::CanvasView);
    stage.picture(QStringLiteral("canvas-overview"));
    showPath(stage, "Orders of a user, newest first", QStringLiteral("canvas-path"));
    showPath(stage, "Check out: turn the cart into an order", QStringLiteral("canvas-path-transaction"));
    canvas.board().setZoom(1);
    const int order = canvas.scene().contents().indexOf({model::CardKind::Entity, QStringLiteral("Order")});
    if (order >= 0) {
        stage.document().select({.kind = Selection::Kind::Entity, .row = canvas.scene().card(order).card().row});
        canvas.board().centerOn(canvas.scene().card(order).cardRect().center());
    }
    stage.picture(QStringLiteral("canvas-selected"));
    stage.document().select({});
    showDragging(stage);
    canvas.board().setZoom(0.12);
    stage.picture(QStringLiteral("canvas-small"));
    canvas.board().fitAll();
    return true;
}

bool showEmptyCanvas(Stage &stage)
{
    if (!stage.openAndWait(writeModel("nothing.keywright.json", kNothing)))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.window().design().showView(DesignWorkspace::CanvasView);
    stage.picture(QStringLiteral("canvas-empty"));
    return true;
}

} // namespace keywright::ui
