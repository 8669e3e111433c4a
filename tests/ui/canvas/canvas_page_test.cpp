#include "tests/ui/canvas/canvas_page_test.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QMenu>
#include <QTemporaryDir>
#include <QToolButton>

#include "core/model/edits.h"
#include "core/model/renames.h"
#include "tests/ui/canvas/shown_canvas.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/canvas/canvas_edits.h"
#include "ui/canvas/card_painting.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"

using namespace keywright;
using namespace keywright::ui;
using test::ShownCanvas;

namespace {

constexpr int kPatternOfOrders = 13; ///< "Orders of a user, newest first"

QRectF seen(CanvasPage &page)
{
    return page.board().mapToScene(page.board().viewport()->rect()).boundingRect();
}

model::Model manyEntities(int count)
{
    model::Model model;
    model.name = "Many";
    model::Table table;
    table.definition.name = "Everything";
    table.definition.key.partition = {{"PK", schema::KeyType::S}};
    model.tables.push_back(table);
    for (int number = 0; number < count; ++number) {
        model::Entity entity;
        entity.name = "Entity" + std::to_string(number);
        entity.table = "Everything";
        model.entities.push_back(entity);
        if (number > 0)
            model.relationships.push_back({.name = "has",
                                           .from = "Entity" + std::to_string(number / 3),
                                           .to = entity.name,
                                           .kind = model::RelationshipKind::OneToMany});
    }
    return model;
}

QAction *actionOf(CanvasPage &page, const QString &text)
{
    const auto *button = page.findChild<QToolButton *>(QStringLiteral("canvasExport"));
    for (QAction *action : button->menu()->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

void CanvasPageTest::init()
{
    test::failOnWarnings();
}

void CanvasPageTest::cleanup()
{
    setNextFileAnswer(std::nullopt);
    setMessageSink({});
}

void CanvasPageTest::allCardsAreShownWhenAModelOpens()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    QCOMPARE(shown.page.scene().contents().cards.size(), std::size_t{12});
    QVERIFY(seen(shown.page).contains(shown.page.scene().extent().adjusted(1, 1, -1, -1)));
    QVERIFY(shown.page.board().zoom() <= 1);
    QVERIFY(!shown.page.findChild<QWidget *>(QStringLiteral("minimap"))->isVisible());
    shown.page.resize(800, 600); // nobody has chosen another view yet
    QVERIFY(seen(shown.page).contains(shown.page.scene().extent().adjusted(1, 1, -1, -1)));
}

void CanvasPageTest::selectingGoesBothWays()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int order = shown.entity(QStringLiteral("Order"));
    shown.click(shown.headOf(order));
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::Entity, .row = 6}));
    QVERIFY(shown.page.scene().card(order).state().selected);
    shown.document.select({.kind = Selection::Kind::Entity, .row = 0});
    QCOMPARE(shown.page.scene().selectedCard(), shown.entity(QStringLiteral("User")));
    shown.document.select({.kind = Selection::Kind::Relationship, .row = 2});
    QCOMPARE(shown.page.scene().link(shown.page.scene().selectedLink()).link().row, 2);
    shown.click({5, 5});
    QCOMPARE(shown.document.selection(), Selection());
    QCOMPARE(shown.page.scene().selectedLink(), -1);
    const QPointF line = shown.page.scene().link(3).line().path.pointAtPercent(0.5);
    shown.click(shown.page.board().mapFromScene(line));
    QCOMPARE(shown.document.selection().kind, Selection::Kind::Relationship);
}

void CanvasPageTest::aLaneIsSelectedAsItsIndex()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int table = shown.table(QStringLiteral("OnlineShop"));
    shown.lookAt(table);
    shown.click(shown.middleOf(table, {CardPart::Kind::Lane, 2}) + QPoint(100, 20));
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::Index, .row = 0, .index = QStringLiteral("GSI2")}));
    QCOMPARE(shown.page.scene().card(table).state().litLanes, QSet<int>{2});
    shown.click(shown.headOf(table));
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::Table, .row = 0}));
    QVERIFY(shown.page.scene().card(table).state().litLanes.isEmpty());
}

void CanvasPageTest::aSelectedPatternLightsItsPathAndDimsTheRest()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    QCOMPARE(QString::fromStdString(shown.document.model()->accessPatterns[kPatternOfOrders].name),
             QStringLiteral("Orders of a user, newest first"));
    const int order = shown.entity(QStringLiteral("Order"));
    const int user = shown.entity(QStringLiteral("User"));
    const auto *legend = shown.page.findChild<QWidget *>(QStringLiteral("pathLegend"));
    QVERIFY(!legend->isVisible());
    shown.document.select({.kind = Selection::Kind::AccessPattern, .row = kPatternOfOrders});
    const CanvasScene &scene = shown.page.scene();
    QVERIFY(!scene.isDim(order) && scene.isDim(user));
    QVERIFY(scene.card(user).opacity() < scene.card(order).opacity());
    QVERIFY(scene.card(order).state().litKeys.contains(QStringLiteral("GSI1PK")));
    QCOMPARE(scene.card(shown.table(QStringLiteral("OnlineShop"))).state().litLanes, QSet<int>{1});
    QVERIFY(legend->isVisible());
    QStringList texts;
    for (const QLabel *label : legend->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY(texts.join(QLatin1Char(' ')).contains(QStringLiteral("Query on GSI1")));
    // An edit keeps it lit.
    QVERIFY(!shown.document.edit([](const model::Model &model) { return model::renameEntity(model, "Order", "Purchase"); }));
    QVERIFY(!scene.isDim(shown.entity(QStringLiteral("Purchase"))) && scene.isDim(user));
    shown.document.select({});
    QVERIFY(!scene.isDim(user));
    QVERIFY(!legend->isVisible());
}

void CanvasPageTest::thePathIsChosenFromTheToolsAndPutOutByEscape()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    auto *patterns = shown.page.findChild<QComboBox *>(QStringLiteral("canvasPatterns"));
    QCOMPARE(patterns->count(), 1 + static_cast<int>(shown.document.model()->accessPatterns.size()));
    patterns->setFocus();
    QTest::keyClick(patterns, Qt::Key_Down);
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::AccessPattern, .row = 0}));
    QVERIFY(!shown.page.scene().path().legs.empty());
    shown.page.board().setFocus();
    shown.key(Qt::Key_Escape);
    QCOMPARE(shown.document.selection(), Selection());
    QCOMPARE(patterns->currentIndex(), 0);
    shown.document.select({.kind = Selection::Kind::AccessPattern, .row = kPatternOfOrders});
    QCOMPARE(patterns->currentIndex(), kPatternOfOrders + 1);
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("closePath")), Qt::LeftButton);
    QVERIFY(shown.page.scene().path().legs.empty());
}

void CanvasPageTest::draggingACardMovesItInTheModelAndCanBeUndone()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const auto before = shown.document.model();
    const int review = shown.entity(QStringLiteral("Review"));
    const int user = shown.entity(QStringLiteral("User"));
    const QPointF from = shown.placeInModel(review);
    const QPointF other = shown.placeInModel(user);
    const QPoint at = shown.headOf(review);
    const QPoint to = at + QPoint(60, -40);
    shown.drag(at, to);
    QVERIFY(shown.page.scene().card(review).pos() != from);
    QCOMPARE(*shown.document.model(), *before); // not before it is dropped
    shown.release(to);
    const QPointF moved = shown.placeInModel(review);
    const double zoom = shown.page.board().zoom();
    QVERIFY(QLineF(moved, from + QPointF(60, -40) / zoom).length() < kCanvasGrid);
    QCOMPARE(onGrid(moved), moved);
    QCOMPARE(shown.placeInModel(user), other);
    QCOMPARE(shown.document.undoText(), QStringLiteral("Move Review"));
    shown.document.undo();
    QCOMPARE(shown.page.scene().card(review).pos(), from);
    QCOMPARE(*shown.document.model(), *before);
    // Escape while dragging lets go without a step.
    shown.drag(at, to);
    shown.key(Qt::Key_Escape);
    shown.release(to);
    QCOMPARE(shown.page.scene().card(review).pos(), from);
    QVERIFY(!shown.document.canUndo());
}

void CanvasPageTest::draggingTheGroundLooksAroundAndKeepsThePath()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    shown.document.select({.kind = Selection::Kind::AccessPattern, .row = kPatternOfOrders});
    shown.page.board().setZoom(1);
    const QPointF before = seen(shown.page).center();
    QPoint ground;
    while (shown.page.scene().spotAt(shown.page.board().mapToScene(ground)) != CanvasSpot())
        ground += QPoint(7, 3);
    shown.dragAndDrop(ground, ground + QPoint(80, 40));
    QVERIFY(QLineF(seen(shown.page).center(), before - QPointF(80, 40)).length() < 3);
    QCOMPARE(shown.document.selection().kind, Selection::Kind::AccessPattern);
    QVERIFY(!shown.document.canUndo());
}

void CanvasPageTest::theWheelZoomsAroundTheMouse()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    CanvasBoard &board = shown.page.board();
    const QPoint at = shown.headOf(shown.entity(QStringLiteral("Order")));
    const QPointF under = board.mapToScene(at);
    const double zoom = board.zoom();
    QWheelEvent wheel(at, board.viewport()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(board.viewport(), &wheel);
    QVERIFY(board.zoom() > zoom * 1.3);
    QVERIFY(QLineF(board.mapToScene(at), under).length() < 3);
    for (int step = 0; step < 60; ++step)
        shown.key(Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(board.zoom(), CanvasBoard::kLeastZoom);
    shown.key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(board.zoom(), 1.0);
    QCOMPARE(shown.page.findChild<QToolButton *>(QStringLiteral("wholeSize"))->text(), QStringLiteral("100%"));
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("fitAll")), Qt::LeftButton);
    QVERIFY(seen(shown.page).contains(shown.page.scene().extent().adjusted(1, 1, -1, -1)));
}

void CanvasPageTest::theMinimapIsThereWhenNotAllIsSeen()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    auto *map = shown.page.findChild<QWidget *>(QStringLiteral("minimap"));
    QVERIFY(!map->isVisible());
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("wholeSize")), Qt::LeftButton);
    QVERIFY(map->isVisible());
    QTest::mouseClick(map, Qt::LeftButton, {}, {12, 30}); // the upper left: the table
    QVERIFY(seen(shown.page).contains(shown.page.scene().card(0).cardRect().center()));
    QTest::mouseClick(map, Qt::LeftButton, {}, map->rect().bottomRight() - QPoint(30, 50));
    QVERIFY(!seen(shown.page).contains(shown.page.scene().card(0).cardRect().center()));
}

void CanvasPageTest::anEditElsewhereKeepsTheViewAndThePlaces()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::twoTables())); // has no places in its file
    const QPointF place = shown.page.scene().card(shown.entity(QStringLiteral("User"))).pos();
    shown.page.board().setZoom(1.5);
    const QRectF before = seen(shown.page);
    QVERIFY(!shown.document.edit([](const model::Model &model) { return model::renameEntity(model, "User", "Member"); }));
    QCOMPARE(shown.page.scene().card(shown.entity(QStringLiteral("Member"))).pos(), place);
    QCOMPARE(shown.page.board().zoom(), 1.5);
    QVERIFY(QLineF(seen(shown.page).center(), before.center()).length() < 1);
    // What comes new stands beside, over nothing.
    QVERIFY(!shown.document.edit([](const model::Model &model) {
        model::Entity entity;
        entity.name = "Log";
        entity.table = "Logs";
        return model::addEntity(model, entity);
    }));
    const CanvasScene &scene = shown.page.scene();
    const int added = shown.entity(QStringLiteral("Log"));
    for (int number = 0; number < static_cast<int>(scene.contents().cards.size()); ++number)
        QVERIFY(number == added || !scene.card(number).cardRect().intersects(scene.card(added).cardRect()));
}

void CanvasPageTest::keysGoThroughCardsMoveAndZoom()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    shown.page.board().setFocus();
    shown.key(Qt::Key_Tab);
    QCOMPARE(shown.document.selection(), (Selection{.kind = Selection::Kind::Table, .row = 0})); // the upper left one
    shown.key(Qt::Key_Tab);
    QCOMPARE(shown.document.selection().kind, Selection::Kind::Entity);
    shown.key(Qt::Key_Backtab);
    QCOMPARE(shown.document.selection().kind, Selection::Kind::Table);
    const int table = shown.page.scene().selectedCard();
    const QPointF from = shown.placeInModel(table);
    shown.key(Qt::Key_Right);
    shown.key(Qt::Key_Right);
    shown.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(shown.placeInModel(table), from + QPointF(16, 40));
    shown.document.undo(); // moves in a row are one step
    QCOMPARE(shown.placeInModel(table), from);
    shown.key(Qt::Key_2, Qt::ShiftModifier);
    QVERIFY(seen(shown.page).contains(shown.page.scene().card(table).cardRect()));
    const double zoom = shown.page.board().zoom();
    shown.key(Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(shown.page.board().zoom() > zoom);
    shown.key(Qt::Key_1, Qt::ShiftModifier);
    QVERIFY(seen(shown.page).contains(shown.page.scene().extent().adjusted(1, 1, -1, -1)));
}

void CanvasPageTest::tidyArrangesInOneStep()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const auto before = shown.document.model();
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("tidy")), Qt::LeftButton);
    QVERIFY(*shown.document.model() != *before);
    QCOMPARE(shown.document.undoText(), QStringLiteral("Tidy the canvas"));
    const auto arranged = arrange(shown.page.scene().contents(), shown.page.scene().sizes());
    for (std::size_t number = 0; number < arranged.size(); ++number)
        QCOMPARE(shown.page.scene().card(static_cast<int>(number)).pos(), arranged[number]);
    shown.document.undo();
    QCOMPARE(*shown.document.model(), *before);
    // Of more than can be read at once, it shows the first.
    shown.page.resize(900, 560);
    QTest::mouseClick(shown.page.findChild<QAbstractButton *>(QStringLiteral("tidy")), Qt::LeftButton);
    QVERIFY(shown.page.board().zoom() >= kLegibleZoom);
    QVERIFY(seen(shown.page).contains(shown.page.scene().extent().topLeft() + QPointF(2, 2)));
}

void CanvasPageTest::manyCardsAreArrangedInTheBackground()
{
    ShownCanvas shown;
    shown.document.create(manyEntities(300));
    QCOMPARE(shown.page.scene().contents().cards.size(), std::size_t{301});
    QTRY_VERIFY(shown.page.isArranging());
    QTRY_VERIFY_WITH_TIMEOUT(!shown.page.isArranging(), 60'000);
    const CanvasScene &scene = shown.page.scene();
    for (int one = 0; one < 301; ++one) {
        for (int other = one + 1; other < 301; ++other)
            QVERIFY(!scene.card(one).cardRect().intersects(scene.card(other).cardRect()));
    }
    QVERIFY(!shown.document.canUndo()); // nothing of it is an edit
    QVERIFY(shown.page.findChild<QWidget *>(QStringLiteral("tidy"))->isEnabled());
}

void CanvasPageTest::theCanvasIsSavedAsSvgAndPng()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    shown.document.select({.kind = Selection::Kind::Entity, .row = 0});
    const QTemporaryDir folder;
    const QString svg = folder.filePath(QStringLiteral("shop.svg"));
    setNextFileAnswer(svg);
    actionOf(shown.page, QStringLiteral("Save as SVG …"))->trigger();
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY(text.startsWith(QLatin1String("<?xml")) && text.contains(QLatin1String("<svg")));
    for (const char *word : {"Online shop", "UserEmail", "PAYMENT#", "GSI3", "signs in with"})
        QVERIFY2(text.contains(QLatin1String(word)), word);
    QVERIFY(shown.page.scene().selectedCard() >= 0); // the selection is back

    const QString png = folder.filePath(QStringLiteral("shop.png"));
    setNextFileAnswer(png);
    actionOf(shown.page, QStringLiteral("Save as PNG …"))->trigger();
    const QImage image(png);
    QCOMPARE(image.size(), (shown.page.scene().extent().size() * 2).toSize());
}

void CanvasPageTest::aPictureThatCannotBeSavedIsReported()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    QStringList told;
    setMessageSink([&told](const Message &message) { told << message.title << message.details; });
    setNextFileAnswer(QStringLiteral("/nowhere/at/all/shop.svg"));
    actionOf(shown.page, QStringLiteral("Save as SVG …"))->trigger();
    QCOMPARE(told, (QStringList{QStringLiteral("The picture was not saved"), QStringLiteral("/nowhere/at/all/shop.svg")}));
    setNextFileAnswer(QString()); // given up: nothing to say
    actionOf(shown.page, QStringLiteral("Save as PNG …"))->trigger();
    QCOMPARE(told.size(), 2);
}

void CanvasPageTest::everyControlHasAnAccessibleName()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    for (const QWidget *widget : shown.page.findChildren<QWidget *>()) {
        const bool internal = widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QScrollBar")
            || widget->inherits("QMenu") || widget->inherits("QComboBoxPrivateContainer") || widget->inherits("QComboBoxListView");
        if (internal || widget->inherits("QLabel") || widget->focusPolicy() == Qt::NoFocus)
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty() || !widget->property("text").toString().isEmpty(),
                 qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName()));
    }
}

void CanvasPageTest::theSelectedCardIsDescribed()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    QCOMPARE(shown.page.board().accessibleDescription(), QStringLiteral("12 cards"));
    shown.document.select({.kind = Selection::Kind::Entity, .row = 1});
    const QString description = shown.page.board().accessibleDescription();
    QVERIFY2(description.startsWith(QLatin1String("Entity UserEmail: PK EMAIL#{email|lower}, SK EMAIL")), qPrintable(description));
    shown.document.select({.kind = Selection::Kind::Relationship, .row = 0});
    QCOMPARE(shown.page.board().accessibleDescription(), QStringLiteral("Relationship signs in with from User to UserEmail"));
}

namespace {

const CardId kUser{model::CardKind::Entity, QStringLiteral("User")};
const CardId kCanvasPageOrder{model::CardKind::Entity, QStringLiteral("Order")};

} // namespace

void CanvasPageTest::severalCardsAreSelectedMovedAndRemovedTogether()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    const int user = shown.entity(kUser.name);
    const int order = shown.entity(kCanvasPageOrder.name);
    shown.click(shown.headOf(user));
    QTest::mouseClick(shown.page.board().viewport(), Qt::LeftButton, Qt::ShiftModifier, shown.headOf(order));
    QCOMPARE(shown.page.scene().selectedCards().size(), std::size_t{2});
    QVERIFY(shown.page.board().accessibleDescription().startsWith(QStringLiteral("2 cards selected")));
    const CardPlaces before = shown.page.scene().places();
    const QPoint grip = shown.headOf(order);
    shown.dragAndDrop(grip, grip + QPoint(48, 32));
    const QPointF by = shown.page.scene().places().value(kCanvasPageOrder) - before.value(kCanvasPageOrder);
    QVERIFY(!by.isNull());
    QCOMPARE(shown.page.scene().places().value(kUser) - before.value(kUser), by);
    QCOMPARE(shown.document.undoText(), QStringLiteral("Move 2 cards"));
    QVERIFY2(shown.page.scene().selectedCards().size() == 2, "what was moved stays selected");
    shown.document.undo();
    QCOMPARE(shown.page.scene().places(), before);

    setNextConfirmAnswer(false);
    shown.key(Qt::Key_Delete);
    QVERIFY(shown.document.model()->findEntity("User") != nullptr);
    setNextConfirmAnswer(true);
    const auto whole = shown.document.model();
    shown.key(Qt::Key_Delete);
    QVERIFY(!shown.document.model()->findEntity("User") && !shown.document.model()->findEntity("Order"));
    shown.document.undo(); // one step
    QCOMPARE(*shown.document.model(), *whole);

    // Another click with Shift takes a card out; one without it selects that card alone.
    shown.click(shown.headOf(user));
    QTest::mouseClick(shown.page.board().viewport(), Qt::LeftButton, Qt::ShiftModifier, shown.headOf(order));
    QTest::mouseClick(shown.page.board().viewport(), Qt::LeftButton, Qt::ShiftModifier, shown.headOf(order));
    QCOMPARE(shown.page.scene().selectedCards(), std::vector{user});
    QTest::mouseClick(shown.page.board().viewport(), Qt::LeftButton, Qt::ShiftModifier, shown.headOf(order));
    shown.click(shown.headOf(order));
    QCOMPARE(shown.page.scene().selectedCards(), std::vector{order});
}

void CanvasPageTest::aFrameSelectsWhatItTouches()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    shown.page.board().fitAll();
    QWidget *viewport = shown.page.board().viewport();
    const QPoint from(1, 1);
    const QPoint to(viewport->width() - 2, viewport->height() - 2);
    QTest::mousePress(viewport, Qt::LeftButton, Qt::ShiftModifier, from);
    shown.moveTo((from + to) / 2, Qt::LeftButton);
    shown.moveTo(to, Qt::LeftButton);
    shown.release(to);
    QCOMPARE(shown.page.scene().selectedCards().size(), shown.page.scene().contents().cards.size());
    shown.click(from);
    QVERIFY(shown.page.scene().selectedCards().empty());
}

void CanvasPageTest::aCardThatGrowsCoversNoOther()
{
    ShownCanvas shown;
    QVERIFY(test::openAndWait(shown.document, test::onlineShop()));
    CardPlaces places = shown.page.scene().places();
    const QRectF grows = shown.page.scene().card(shown.entity(kUser.name)).cardRect();
    places[kCanvasPageOrder] = onGrid(grows.bottomLeft() + QPointF(0, 16));
    QVERIFY(!shown.document.edit([&](const model::Model &model) { return moveCards(model, places, {kCanvasPageOrder}); }));
    for (int number = 0; number < 6; ++number) {
        const TypedName name{QStringLiteral("more%1").arg(number), std::nullopt};
        QVERIFY(!shown.document.edit([&](const model::Model &model) { return addAttributeTo(model, kUser.name, name); }));
    }
    const auto &cards = shown.page.scene().contents().cards;
    for (int one = 0; one < static_cast<int>(cards.size()); ++one) {
        for (int other = one + 1; other < static_cast<int>(cards.size()); ++other)
            QVERIFY2(!shown.page.scene().card(one).cardRect().intersects(shown.page.scene().card(other).cardRect()),
                     qUtf8Printable(cards[static_cast<std::size_t>(one)].id.name + " " + cards[static_cast<std::size_t>(other)].id.name));
    }
    QCOMPARE(shown.page.scene().places().value(kUser), places.value(kUser));
}
