#include "tests/ui/canvas/canvas_editing_test.h"

#include <QAbstractButton>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTemporaryDir>

#include "tests/ui/canvas/shown_canvas.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"

using namespace keywright;
using namespace keywright::ui;
using test::ShownCanvas;

namespace {

model::Model nothing()
{
    model::Model model;
    model.name = "Pets";
    return model;
}

QString templateOf(ShownCanvas &shown, const char *entity, const char *key)
{
    return keyTemplateOf(*shown.document.model()->findEntity(entity), key);
}

/// What the document's file holds once it is saved there; empty when it could not be.
QByteArray savedText(ShownCanvas &shown, const QString &name)
{
    QFile file(name);
    const bool saved = shown.document.saveAs(name) == Document::SaveResult::Saved && file.open(QIODevice::ReadOnly);
    return saved ? file.readAll() : QByteArray();
}

QMenu *openMenu()
{
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}

QAction *actionNamed(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

void CanvasEditingTest::init()
{
    test::failOnWarnings();
}

void CanvasEditingTest::cleanup()
{
    setNextConfirmAnswer(std::nullopt);
}

void CanvasEditingTest::aModelIsDrawnFromNothingAndUndoneToNothing()
{
    ShownCanvas shown;
    shown.document.create(nothing());
    auto *empty = shown.page.findChild<QWidget *>(QStringLiteral("canvasEmpty"));
    QVERIFY(empty->isVisible());
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("addFirstEntity")), Qt::LeftButton);
    QVERIFY(!empty->isVisible());
    QTRY_VERIFY(shown.line()->hasFocus());
    QCOMPARE(shown.line()->text(), QStringLiteral("Entity"));
    shown.type(QStringLiteral("Owner"));
    // The field goes on with attributes, until Escape.
    QVERIFY(shown.line()->isVisible());
    shown.type(QStringLiteral("ownerId"));
    shown.type(QStringLiteral("age: N"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    QVERIFY(!shown.line()->isVisible());

    const model::Model drawn = *shown.document.model();
    QCOMPARE(drawn.entities.size(), std::size_t{1});
    QCOMPARE(drawn.entities[0].name, std::string("Owner"));
    QCOMPARE(drawn.entities[0].attributes.size(), std::size_t{2});
    QCOMPARE(drawn.entities[0].attributes[1].name, std::string("age"));
    QCOMPARE(drawn.entities[0].attributes[1].type, value::Type::N);
    QCOMPARE(drawn.tables.size(), std::size_t{1}); // an entity needs one
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::Entity, .row = 0}));

    QStringList steps;
    while (shown.document.canUndo()) {
        steps << shown.document.undoText();
        shown.document.undo();
    }
    QCOMPARE(steps.join(QLatin1Char(',')), QStringLiteral("Add attribute age to Owner,Add attribute ownerId to Owner,Add entity Owner"));
    QVERIFY(*shown.document.model() == nothing());
    QVERIFY(empty->isVisible());
    while (shown.document.canRedo())
        shown.document.redo();
    QVERIFY(*shown.document.model() == drawn);
}

void CanvasEditingTest::whatIsDrawnIsSavedAndComesBackByRedo()
{
    const QTemporaryDir folder;
    ShownCanvas shown;
    shown.document.create(nothing());
    const QByteArray empty = savedText(shown, folder.filePath(QStringLiteral("empty.keywright.json")));
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("addFirstEntity")), Qt::LeftButton);
    shown.type(QStringLiteral("Owner"));
    shown.type(QStringLiteral("ownerId"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    const QRectF owner = shown.page.scene().card(shown.entity(QStringLiteral("Owner"))).cardRect();
    shown.doubleClick(shown.page.board().mapFromScene(owner.bottomLeft() + QPointF(0, 80)));
    shown.type(QStringLiteral("Pet"));
    shown.type(QStringLiteral("ownerId"));
    shown.type(QStringLiteral("petId"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    const auto dropOn = [&](const char *entity, int attribute, int key) {
        const int card = shown.entity(QLatin1String(entity));
        shown.lookAt(card);
        shown.dragAndDrop(shown.middleOf(card, {CardPart::Kind::Attribute, attribute}), shown.middleOf(card, {CardPart::Kind::Key, key}));
    };
    dropOn("Owner", 0, 0);
    dropOn("Pet", 0, 0);
    dropOn("Pet", 1, 1);
    shown.page.board().fitAll();
    shown.click(shown.headOf(shown.entity(QStringLiteral("Owner"))));
    const CardItem &from = shown.page.scene().card(shown.entity(QStringLiteral("Owner")));
    shown.dragAndDrop(shown.page.board().mapFromScene(from.pos() + relationHandle(from.geometry()).center()),
                      shown.middleOf(shown.entity(QStringLiteral("Pet")), {CardPart::Kind::Body}));
    auto *name = shown.page.findChild<QLineEdit *>(QStringLiteral("relationshipName"));
    QTest::keyClicks(name, QStringLiteral("keeps"));
    QTest::keyClick(name, Qt::Key_Return);

    const QString file = folder.filePath(QStringLiteral("pets.keywright.json"));
    const QByteArray drawn = savedText(shown, file);
    const auto read = test::read(file);
    QCOMPARE(keyTemplateOf(*read->findEntity("Owner"), "PK"), QStringLiteral("OWNER#{ownerId}"));
    QCOMPARE(keyTemplateOf(*read->findEntity("Pet"), "PK"), QStringLiteral("OWNER#{ownerId}"));
    QCOMPARE(keyTemplateOf(*read->findEntity("Pet"), "SK"), QStringLiteral("PET#{petId}"));
    QCOMPARE(read->relationships.size(), std::size_t{1});
    QCOMPARE(read->relationships[0].attributes, std::vector<std::string>{"ownerId"});
    while (shown.document.canUndo())
        shown.document.undo();
    QCOMPARE(savedText(shown, folder.filePath(QStringLiteral("undone.keywright.json"))), empty);
    while (shown.document.canRedo())
        shown.document.redo();
    QCOMPARE(savedText(shown, folder.filePath(QStringLiteral("redone.keywright.json"))), drawn);
}

void CanvasEditingTest::aDoubleClickOnTheGroundDrawsAnEntityThere()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::twoTables()));
    const QPoint at(shown.page.board().viewport()->width() - 300, shown.page.board().viewport()->height() - 200);
    QCOMPARE(shown.page.scene().spotAt(shown.page.board().mapToScene(at)), CanvasSpot());
    const QPointF place = onGrid(shown.page.board().mapToScene(at));
    shown.doubleClick(at);
    QVERIFY(shown.line()->isVisible());
    shown.type(QStringLiteral("Visit"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    QVERIFY(shown.document.model()->findEntity("Visit"));
    QCOMPARE(shown.document.model()->findEntity("Visit")->table, std::string("Users"));
    QCOMPARE(shown.placeInModel(shown.entity(QStringLiteral("Visit"))), place);
}

void CanvasEditingTest::aToolPlacesACardWithTheNextClickOrTheKeyboard()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::twoTables()));
    auto *tool = shown.page.findChild<QAbstractButton *>(QStringLiteral("addEntity"));
    const QPoint at(shown.page.board().viewport()->width() - 300, shown.page.board().viewport()->height() - 200);
    // In the table that is selected.
    shown.document.select({.kind = Selection::Kind::Table, .row = 1});
    QTest::mouseClick(tool, Qt::LeftButton);
    QVERIFY(tool->isChecked());
    shown.click(at);
    QVERIFY(!tool->isChecked());
    shown.type(QStringLiteral("Line"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    QCOMPARE(shown.document.model()->findEntity("Line")->table, std::string("Logs"));
    // Pressed again, or by Escape, it is put away.
    QTest::mouseClick(tool, Qt::LeftButton);
    QTest::mouseClick(tool, Qt::LeftButton);
    QVERIFY(!tool->isChecked());
    QTest::mouseClick(tool, Qt::LeftButton);
    shown.key(Qt::Key_Escape);
    QVERIFY(!tool->isChecked());
    // Without a mouse.
    tool->setFocus();
    QTest::keyClick(tool, Qt::Key_Space);
    QVERIFY(shown.page.board().hasFocus());
    shown.key(Qt::Key_Return);
    shown.type(QStringLiteral("Word"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    const int word = shown.entity(QStringLiteral("Word"));
    QVERIFY(word >= 0);
    for (int number = 0; number < word; ++number)
        QVERIFY(!shown.page.scene().card(number).cardRect().intersects(shown.page.scene().card(word).cardRect()));
}

void CanvasEditingTest::theFirstTableAndANoteAreDrawn()
{
    ShownCanvas shown;
    shown.document.create(nothing());
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("addFirstTable")), Qt::LeftButton);
    shown.type(QStringLiteral("Pets"));
    QCOMPARE(shown.document.model()->tables.size(), std::size_t{1});
    QCOMPARE(shown.document.model()->tables[0].definition.key.sort[0].name, std::string("SK"));
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::Table, .row = 0}));
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("addNote")), Qt::LeftButton);
    shown.click({40, 40});
    auto *text = shown.page.findChild<QPlainTextEdit *>(QStringLiteral("canvasText"));
    QVERIFY(text->isVisible());
    QTest::keyClicks(text, QStringLiteral("One table"));
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClicks(text, QStringLiteral("for all"));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!text->isVisible());
    QCOMPARE(shown.page.scene().contents().cards.back().text, QStringLiteral("One table\nfor all"));
    const int note = static_cast<int>(shown.page.scene().contents().cards.size()) - 1;
    shown.doubleClick(shown.middleOf(note, {CardPart::Kind::Body}));
    QCOMPARE(text->toPlainText(), QStringLiteral("One table\nfor all"));
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("Read me"));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.document.undoText(), QStringLiteral("Change note"));
    shown.click(shown.middleOf(note, {CardPart::Kind::Body}));
    shown.key(Qt::Key_Delete);
    QCOMPARE(shown.document.undoText(), QStringLiteral("Remove note"));
    QCOMPARE(shown.page.scene().contents().cards.size(), std::size_t{1});
}

void CanvasEditingTest::escapeLeavesAFieldWithoutAnEdit()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.lookAt(order);
    shown.doubleClick(shown.headOf(order));
    QCOMPARE(shown.line()->text(), QStringLiteral("Order"));
    QTest::keyClicks(shown.line(), QStringLiteral("Purchase"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    QVERIFY(!shown.line()->isVisible());
    QVERIFY(!shown.document.canUndo());
    QVERIFY(shown.page.board().hasFocus());
}

void CanvasEditingTest::aRefusedNameStaysInItsFieldWithTheReason()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.lookAt(order);
    shown.doubleClick(shown.headOf(order));
    shown.type(QStringLiteral("Payment"));
    QVERIFY(shown.line()->isVisible());
    QCOMPARE(shown.line()->text(), QStringLiteral("Payment"));
    QVERIFY2(shown.refusal().contains(QStringLiteral("Payment")), qPrintable(shown.refusal()));
    QVERIFY(!shown.document.canUndo());
    shown.type(QStringLiteral("Purchase"));
    QVERIFY(shown.refusal().isEmpty());
    QVERIFY(shown.document.model()->findEntity("Purchase"));
}

void CanvasEditingTest::renamingAnEntityIsFollowedByTemplatesAndPatterns()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    const QPointF place = shown.placeInModel(order);
    shown.click(shown.headOf(order));
    shown.key(Qt::Key_F2);
    shown.type(QStringLiteral("Purchase"));
    const int purchase = shown.entity(QStringLiteral("Purchase"));
    QVERIFY(purchase >= 0);
    QCOMPARE(shown.placeInModel(purchase), place);
    QCOMPARE(shown.page.scene().selectedCard(), purchase);
    for (const model::AccessPattern &pattern : shown.document.model()->accessPatterns)
        QVERIFY(std::find(pattern.entities.begin(), pattern.entities.end(), "Order") == pattern.entities.end());
}

void CanvasEditingTest::attributesAreRenamedAndRetypedInTheirPlace()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.lookAt(order);
    const auto before = shown.document.model();
    const int row = shown.attributeRow(order, QStringLiteral("orderId"));
    shown.doubleClick(shown.middleOf(order, {CardPart::Kind::Attribute, row}));
    QCOMPARE(shown.line()->text(), QStringLiteral("orderId: S"));
    shown.type(QStringLiteral("number: N"));
    QCOMPARE(shown.document.undoText(), QStringLiteral("Change attribute orderId of Order"));
    QCOMPARE(shown.document.model()->findEntity("Order")->findAttribute("number")->type, value::Type::N);
    QCOMPARE(templateOf(shown, "Order", "PK"), QStringLiteral("ORDER#{number}"));
    shown.document.undo(); // name and type are one step
    QCOMPARE(*shown.document.model(), *before);
    // A new one by the row at the card's foot.
    shown.click(shown.middleOf(shown.entity(QStringLiteral("Order")), {CardPart::Kind::AddAttribute}));
    QVERIFY(shown.line()->isVisible());
    shown.type(QStringLiteral("orderId"));
    QVERIFY(shown.refusal().contains(QStringLiteral("orderId")));
    shown.type(QStringLiteral("gift BOOL"));
    QTest::keyClick(shown.line(), Qt::Key_Escape);
    QCOMPARE(shown.document.model()->findEntity("Order")->findAttribute("gift")->type, value::Type::Bool);
}

void CanvasEditingTest::aTemplateIsEditedInItsPlace()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.lookAt(order);
    shown.doubleClick(shown.middleOf(order, {CardPart::Kind::Key, 3}));
    QCOMPARE(shown.line()->text(), QStringLiteral("ORDER#{placedAt}"));
    shown.type(QStringLiteral("ORDER#{placedAt"));
    QVERIFY(!shown.refusal().isEmpty());
    QCOMPARE(shown.line()->text(), QStringLiteral("ORDER#{placedAt"));
    shown.type(QStringLiteral("ORDER#{placedAt}#{status}"));
    QVERIFY(!shown.line()->isVisible());
    QCOMPARE(templateOf(shown, "Order", "GSI1SK"), QStringLiteral("ORDER#{placedAt}#{status}"));
}

void CanvasEditingTest::aDraggedAttributeBecomesAPartOfTheKey()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.lookAt(order);
    const CardPart status{CardPart::Kind::Attribute, shown.attributeRow(order, QStringLiteral("status"))};
    const CardPart key{CardPart::Kind::Key, 3};
    const QPoint to = shown.middleOf(order, key);
    const QPointF place = shown.page.scene().card(order).pos();
    shown.drag(shown.middleOf(order, status), to);
    QVERIFY(shown.page.scene().card(order).state().awaitsDrop);
    QCOMPARE(shown.page.scene().card(order).state().drop, key);
    const auto *hint = shown.page.findChild<QLabel *>(QStringLiteral("canvasHint"));
    QVERIFY(hint->isVisible());
    QVERIFY(hint->text().contains(QStringLiteral("GSI1SK")) && hint->text().contains(QStringLiteral("status")));
    shown.release(to);
    QVERIFY(!hint->isVisible());
    QCOMPARE(templateOf(shown, "Order", "GSI1SK"), QStringLiteral("ORDER#{placedAt}#{status}"));
    QCOMPARE(shown.page.scene().card(shown.entity(QStringLiteral("Order"))).pos(), place);
    shown.document.undo();
    QCOMPARE(templateOf(shown, "Order", "GSI1SK"), QStringLiteral("ORDER#{placedAt}"));
}

void CanvasEditingTest::aDraggedAttributeMayBeDroppedOnTheTablesLane()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int email = shown.entity(QStringLiteral("UserEmail"));
    const int table = shown.table(QStringLiteral("OnlineShop"));
    shown.page.board().fit(shown.page.scene().card(table).cardRect().united(shown.page.scene().card(email).cardRect()));
    QVERIFY(shown.page.board().zoom() > 0.7);
    shown.dragAndDrop(shown.middleOf(email, {CardPart::Kind::Attribute, 1}), shown.middleOf(table, {CardPart::Kind::LaneKey, 1, 0}));
    QCOMPARE(templateOf(shown, "UserEmail", "GSI1PK"), QStringLiteral("USER#{userId}"));
    // Anywhere else on the lane it goes to the key that is still missing, and to none when there is none.
    const CardPart lane{CardPart::Kind::Lane, 1};
    const auto dropOnLane = [&] {
        shown.dragAndDrop(shown.middleOf(shown.entity(QStringLiteral("UserEmail")), {CardPart::Kind::Attribute, 0}),
                          shown.page.board().mapFromScene(shown.page.scene().card(table).pos()
                                                          + rectOf(shown.page.scene().card(table).geometry(), lane).topLeft()
                                                          + QPointF(4, 4)));
    };
    dropOnLane();
    QCOMPARE(templateOf(shown, "UserEmail", "GSI1SK"), QStringLiteral("USEREMAIL#{email}"));
    const auto before = shown.document.model();
    dropOnLane();
    QCOMPARE(*shown.document.model(), *before);
}

void CanvasEditingTest::anAttributeDroppedElsewhereChangesNothing()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    const int user = shown.entity(QStringLiteral("User"));
    shown.page.board().fit(shown.page.scene().card(order).cardRect().united(shown.page.scene().card(user).cardRect()));
    const QPoint from = shown.middleOf(order, {CardPart::Kind::Attribute, 2});
    shown.dragAndDrop(from, shown.headOf(order));                              // its own name
    shown.dragAndDrop(from, shown.middleOf(user, {CardPart::Kind::Key, 0}));   // another entity's key
    shown.dragAndDrop(from, {2, shown.page.board().viewport()->height() - 2}); // the ground
    shown.drag(from, shown.middleOf(order, {CardPart::Kind::Key, 0}));
    shown.key(Qt::Key_Escape);
    shown.release(shown.middleOf(order, {CardPart::Kind::Key, 0}));
    QVERIFY(!shown.document.canUndo());
    QVERIFY(!shown.page.scene().card(order).state().awaitsDrop);
}

void CanvasEditingTest::aDropThatChangesNothingIsRefusedWithAReason()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.lookAt(order);
    shown.dragAndDrop(shown.middleOf(order, {CardPart::Kind::Attribute, 0}), shown.middleOf(order, {CardPart::Kind::Key, 0}));
    QCOMPARE(shown.refusal(), QStringLiteral("orderId is a part of PK already."));
    QVERIFY(!shown.document.canUndo());
    shown.click({3, 3}); // the next click puts it away
    QVERIFY(shown.refusal().isEmpty());
}

void CanvasEditingTest::draggingFromTheHandleRelatesTwoEntities()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int user = shown.entity(QStringLiteral("User"));
    const int payment = shown.entity(QStringLiteral("Payment"));
    const std::size_t before = shown.document.model()->relationships.size();
    shown.click(shown.headOf(user)); // its handle is there
    const CardItem &from = shown.page.scene().card(user);
    const QPoint handle = shown.page.board().mapFromScene(from.pos() + relationHandle(from.geometry()).center());
    QVERIFY(shown.page.scene().spotAt(shown.page.board().mapToScene(handle)).handle);
    shown.dragAndDrop(handle, shown.middleOf(payment, {CardPart::Kind::Body}));
    auto *panel = shown.page.findChild<QWidget *>(QStringLiteral("relatePanel"));
    QVERIFY(panel->isVisible());
    auto *name = panel->findChild<QLineEdit *>(QStringLiteral("relationshipName"));
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("pays with"));
    QTest::keyClick(name, Qt::Key_Tab); // stays in the panel
    QVERIFY(panel->isAncestorOf(QApplication::focusWidget()) && !name->hasFocus());
    QCOMPARE(shown.page.scene().selectedCard(), user);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(!panel->isVisible());
    QCOMPARE(shown.document.model()->relationships.size(), before + 1);
    const model::Relationship &made = shown.document.model()->relationships.back();
    QCOMPARE(made.from + made.name + made.to, std::string("Userpays withPayment"));
    QCOMPARE(made.kind, model::RelationshipKind::OneToMany);
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::Relationship, .row = static_cast<int>(before)}));
    QCOMPARE(shown.page.scene().contents().links.size(), before + 1);
    shown.key(Qt::Key_Delete);
    QCOMPARE(shown.document.model()->relationships.size(), before);
}

void CanvasEditingTest::manyToManyAsksForTheEntityBetween()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    shown.click(shown.headOf(shown.entity(QStringLiteral("User"))));
    const CardItem &from = shown.page.scene().card(shown.entity(QStringLiteral("User")));
    shown.dragAndDrop(shown.page.board().mapFromScene(from.pos() + relationHandle(from.geometry()).center()),
                      shown.middleOf(shown.entity(QStringLiteral("Order")), {CardPart::Kind::Body}));
    auto *panel = shown.page.findChild<QWidget *>(QStringLiteral("relatePanel"));
    auto *attributes = panel->findChild<QListWidget *>(QStringLiteral("relationshipAttributes"));
    QVERIFY(attributes->isVisible());
    // userId of User's key is in Order as well: likely what refers.
    QCOMPARE(attributes->findItems(QStringLiteral("userId"), Qt::MatchExactly).front()->checkState(), Qt::Checked);
    for (auto *kind : panel->findChildren<QRadioButton *>()) {
        if (kind->text() == QStringLiteral("Many to many"))
            QTest::mouseClick(kind, Qt::LeftButton, {}, {8, kind->height() / 2});
    }
    QVERIFY(!attributes->isVisible());
    auto *through = panel->findChild<QWidget *>(QStringLiteral("relationshipThrough"));
    QVERIFY(through->isVisible());
    QTest::keyClicks(through, QStringLiteral("Ship"));
    QTest::mouseClick(panel->findChild<QAbstractButton *>(QStringLiteral("relate")), Qt::LeftButton);
    QCOMPARE(shown.document.model()->relationships.back().kind, model::RelationshipKind::ManyToMany);
    QCOMPARE(shown.document.model()->relationships.back().through, std::string("Shipment"));
}

void CanvasEditingTest::theRelatePanelIsLeftByEscape()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    shown.click(shown.headOf(shown.entity(QStringLiteral("User"))));
    const CardItem &from = shown.page.scene().card(shown.entity(QStringLiteral("User")));
    const QPoint handle = shown.page.board().mapFromScene(from.pos() + relationHandle(from.geometry()).center());
    shown.dragAndDrop(handle, shown.middleOf(shown.entity(QStringLiteral("Order")), {CardPart::Kind::Body}));
    auto *panel = shown.page.findChild<QWidget *>(QStringLiteral("relatePanel"));
    QVERIFY(panel->isVisible());
    QTest::keyClick(panel->findChild<QLineEdit *>(QStringLiteral("relationshipName")), Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    shown.dragAndDrop(handle, {3, 3}); // to nothing
    QVERIFY(!panel->isVisible());
    QVERIFY(!shown.document.canUndo());
}

void CanvasEditingTest::deleteRemovesWhatIsSelected()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::twoTables()));
    const auto before = shown.document.model();
    shown.click(shown.headOf(shown.entity(QStringLiteral("User"))));
    shown.key(Qt::Key_Delete);
    QVERIFY(!shown.document.model()->findEntity("User"));
    QCOMPARE(shown.document.selection(), Selection());
    shown.key(Qt::Key_Delete); // nothing is selected
    shown.document.undo();
    QCOMPARE(*shown.document.model(), *before);
}

void CanvasEditingTest::removingATableAsksWithWhatGoesWithIt()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    shown.click(shown.headOf(shown.table(QStringLiteral("OnlineShop"))));
    setNextConfirmAnswer(false);
    shown.key(Qt::Key_Delete);
    QVERIFY(!shown.document.canUndo());
    setNextConfirmAnswer(true);
    shown.key(Qt::Key_Delete);
    QVERIFY(shown.document.model()->tables.empty());
    shown.document.undo();
    QCOMPARE(shown.document.model()->tables.size(), std::size_t{1});
}

void CanvasEditingTest::theMenuDoesWhatTheMouseDoes()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int user = shown.entity(QStringLiteral("User"));
    shown.click(shown.headOf(user));
    shown.key(Qt::Key_Menu);
    QTRY_VERIFY(openMenu());
    QMenu *menu = openMenu();
    QVERIFY(actionNamed(*menu, QStringLiteral("Rename User")));
    QMenu *templates = actionNamed(*menu, QStringLiteral("Edit template of"))->menu();
    QCOMPARE(templates->actions().front()->text(), QStringLiteral("PK"));
    QMenu *relations = actionNamed(*menu, QStringLiteral("Relate to"))->menu();
    actionNamed(*relations, QStringLiteral("Shipment"))->trigger();
    menu->close();
    QVERIFY(shown.page.findChild<QWidget *>(QStringLiteral("relatePanel"))->isVisible());
    shown.page.editor().cancel();
    // On the ground it draws there.
    QContextMenuEvent wanted(QContextMenuEvent::Mouse, {12, 12}, shown.page.board().viewport()->mapToGlobal(QPoint(12, 12)));
    QApplication::sendEvent(shown.page.board().viewport(), &wanted);
    QTRY_VERIFY(openMenu());
    menu = openMenu();
    actionNamed(*menu, QStringLiteral("Add table here"))->trigger();
    menu->close();
    QVERIFY(shown.line()->isVisible());
    shown.type(QStringLiteral("Archive"));
    QCOMPARE(shown.document.model()->tables.size(), std::size_t{2});
}

void CanvasEditingTest::leavingAFieldTakesWhatWasTyped()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.lookAt(order);
    shown.doubleClick(shown.headOf(order));
    shown.line()->selectAll();
    QTest::keyClicks(shown.line(), QStringLiteral("Purchase"));
    shown.click({3, 3});
    QVERIFY(!shown.line()->isVisible());
    QVERIFY(shown.document.model()->findEntity("Purchase"));
}
