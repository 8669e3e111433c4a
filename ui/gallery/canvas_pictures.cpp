#include "ui/gallery/pictures.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

#include "ui/canvas/canvas_page.h"
#include "ui/design/design_workspace.h"

namespace keywright::ui {

namespace {

constexpr char kNothing[] = R"({ "formatVersion": 1, "name": "My application", "tables": [], "entities": [] })";

/// As it is after some minutes of drawing.
constexpr char kSketch[] = R"({
  "formatVersion": 1, "name": "Library",
  "tables": [{"name": "Library", "partitionKey": [{"name": "PK", "type": "S"}], "sortKey": [{"name": "SK", "type": "S"}],
              "billingMode": "PAY_PER_REQUEST",
              "globalSecondaryIndexes": [{"name": "GSI1", "partitionKey": [{"name": "GSI1PK", "type": "S"}],
                "sortKey": [{"name": "GSI1SK", "type": "S"}], "projection": {"type": "ALL"}}]}],
  "entities": [
    {"name": "Member", "table": "Library", "attributes": [{"name": "memberId", "type": "S", "required": true}, {"name": "name", "type": "S"}],
     "keyTemplates": {"PK": "MEMBER#{memberId}"}},
    {"name": "Book", "table": "Library", "attributes": [{"name": "isbn", "type": "S", "required": true}, {"name": "title", "type": "S"},
      {"name": "copies", "type": "N"}]},
    {"name": "Loan", "table": "Library", "attributes": [{"name": "memberId", "type": "S"}, {"name": "isbn", "type": "S"}]}],
  "relationships": [{"name": "borrows", "from": "Member", "to": "Book", "kind": "many-to-many", "through": "Loan"}]
})";

QByteArray manyEntities()
{
    QByteArray entities;
    QByteArray relationships;
    for (int number = 0; number < 240; ++number) {
        const QByteArray name = "Entity" + QByteArray::number(number);
        entities += (number ? ",\n" : "") + QByteArray("{\"name\": \"") + name + "\", \"table\": \"Everything\", \"attributes\": "
            + "[{\"name\": \"id\", \"type\": \"S\"}], \"keyTemplates\": {\"PK\": \"" + name.toUpper() + "#{id}\"}}";
        if (number > 0)
            relationships += (number > 1 ? ",\n" : "") + QByteArray("{\"from\": \"Entity") + QByteArray::number(number / 4)
                + "\", \"to\": \"" + name + "\", \"kind\": \"one-to-many\"}";
    }
    return "{\"formatVersion\": 1, \"name\": \"Very many\", \"tables\": [{\"name\": \"Everything\", \"partitionKey\": "
           "[{\"name\": \"PK\", \"type\": \"S\"}]}], \"entities\": ["
        + entities + "], \"relationships\": [" + relationships + "]}";
}

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
    hand.press(middleOf(canvas, order, {CardPart::Kind::Attribute, 2}), false);
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

/// A name that is refused, and the question of a relationship.
void showEditing(Stage &stage)
{
    CanvasPage &canvas = stage.window().design().canvas();
    const int member = canvas.scene().contents().indexOf({model::CardKind::Entity, QStringLiteral("Member")});
    const int book = canvas.scene().contents().indexOf({model::CardKind::Entity, QStringLiteral("Book")});
    stage.document().select({.kind = Selection::Kind::Entity, .row = 1});
    stage.picture(QStringLiteral("canvas-sketch"));
    canvas.editor().edit({.card = book, .part = {CardPart::Kind::Header}});
    auto *line = stage.find<QLineEdit>("canvasLine");
    line->setText(QStringLiteral("Member"));
    QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QApplication::sendEvent(line, &enter);
    stage.picture(QStringLiteral("canvas-refused"));
    canvas.editor().cancel();
    canvas.editor().edit({.card = book, .part = {CardPart::Kind::AddAttribute}});
    line->setText(QStringLiteral("year: N"));
    stage.picture(QStringLiteral("canvas-attribute"));
    canvas.editor().cancel();
    CanvasHand &hand = canvas.editor().hand();
    stage.document().select({.kind = Selection::Kind::Entity, .row = 0});
    const CardItem &from = canvas.scene().card(member);
    hand.press(canvas.board().mapFromScene(from.pos() + relationHandle(from.geometry()).center()), false);
    hand.move(middleOf(canvas, book, {CardPart::Kind::Body}), true);
    hand.move(middleOf(canvas, book, {CardPart::Kind::Body}) + QPoint(2, 2), true);
    stage.picture(QStringLiteral("canvas-relating"));
    hand.release(middleOf(canvas, book, {CardPart::Kind::Body}));
    stage.picture(QStringLiteral("canvas-relate"));
    canvas.editor().cancel();
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

bool showDrawing(Stage &stage)
{
    CanvasPage &canvas = stage.window().design().canvas();
    if (!stage.openAndWait(writeModel("library.keywright.json", kSketch)))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.window().design().showView(DesignWorkspace::CanvasView);
    showEditing(stage);
    if (!stage.openAndWait(writeModel("very-many.keywright.json", manyEntities()))
        || !stage.wait("the cards to be arranged", [&canvas] { return !canvas.isArranging(); }))
        return false;
    stage.picture(QStringLiteral("canvas-many"));
    return true;
}

} // namespace keywright::ui
