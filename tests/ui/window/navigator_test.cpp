#include "tests/ui/window/navigator_test.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include "core/model/edits.h"
#include "core/model/model_writer.h"
#include "core/model/removals.h"
#include "core/model/renames.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/opened_window.h"
#include "ui/design/design_workspace.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/field_note.h"
#include "ui/window/navigator_model.h"

using namespace keywright;
using namespace keywright::ui;
using test::Opened;

namespace {

/// The tree as lines of text, deeper ones indented.
QString linesOf(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const auto selection = index.data(NavigatorModel::kSelectionRole).value<Selection>();
        lines += QString(depth * 2, QLatin1Char(' ')) + index.data().toString() + QStringLiteral(" @%1\n").arg(selection.row);
        lines += linesOf(model, index, depth + 1);
    }
    return lines;
}

struct NavigatorShop : Opened {
    NavigatorShop() { ready = open(test::onlineShop()); }
    ~NavigatorShop() { document.close(); }

    QTreeView &tree() { return *find<QTreeView>("navigator"); }
    const model::Model &model() const { return *document.model(); }
    EditLine *editor() { return tree().findChild<EditLine *>(QStringLiteral("cellEditor")); }

    void select(Selection::Kind kind, int row)
    {
        document.select({.kind = kind, .row = row});
        tree().setFocus();
    }

    /// The line that is open in the tree gets a name, and Enter.
    bool name(const QString &text)
    {
        EditLine *line = editor();
        if (!line)
            return false;
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return true;
    }

    void trigger(const char *action) { find<QAction>(action)->trigger(); }

    bool ready = false;
};

} // namespace

void NavigatorTest::init()
{
    test::failOnWarnings();
}

void NavigatorTest::theTreeTakesOverEditsRowByRow()
{
    model::Document document(*test::read(test::onlineShop()));
    NavigatorModel tree;
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tree.setModel(std::make_shared<model::Model>(document.model()));
    QSignalSpy resets(&tree, &QAbstractItemModel::modelReset);
    const auto check = [&](const model::Command &command) {
        document.apply(command);
        tree.setModel(std::make_shared<model::Model>(document.model()));
        NavigatorModel fresh;
        fresh.setModel(std::make_shared<model::Model>(document.model()));
        QCOMPARE(linesOf(tree), linesOf(fresh));
    };
    const QPersistentModelIndex order = tree.indexOf({.kind = Selection::Kind::Entity, .row = 6});
    check(model::removeEntity(document.model(), "Address"));
    QCOMPARE(order.row(), 5);
    check(model::addEntity(document.model(), {.name = "Visitor", .table = "OnlineShop"}));
    check(model::renameEntity(document.model(), "Order", "Purchase"));
    QCOMPARE(order.data().toString(), QStringLiteral("Purchase"));
    check(model::removeIndex(document.model(), "OnlineShop", "GSI2"));
    check(model::removeTable(document.model(), "OnlineShop"));
    QVERIFY(!order.isValid());
    for (int step = 0; document.canUndo(); ++step) {
        document.undo();
        tree.setModel(std::make_shared<model::Model>(document.model()));
    }
    QCOMPARE(resets.count(), 0);
}

void NavigatorTest::anEditKeepsWhatIsOpenAndCurrent()
{
    NavigatorShop shop;
    QVERIFY(shop.ready);
    const QAbstractItemModel &model = *shop.tree().model();
    shop.tree().collapse(model.index(2, 0));
    shop.select(Selection::Kind::Entity, 6);
    QVERIFY(!shop.document.edit([](const model::Model &before) { return model::removeEntity(before, "Address"); }));
    QCOMPARE(shop.document.selection(), (Selection{.kind = Selection::Kind::Entity, .row = 5}));
    QCOMPARE(shop.tree().currentIndex().data().toString(), QStringLiteral("Order"));
    QVERIFY(!shop.tree().isExpanded(model.index(2, 0)));
    QVERIFY(shop.tree().isExpanded(model.index(1, 0)));
    shop.document.undo();
    QCOMPARE(shop.tree().currentIndex().data().toString(), QStringLiteral("Order"));
    QCOMPARE(shop.document.selection().row, 6);
}

void NavigatorTest::anEditLeavesAnOpenEditorAlone()
{
    NavigatorShop shop;
    shop.select(Selection::Kind::Entity, 6);
    QTest::keyClick(&shop.tree(), Qt::Key_F2);
    QVERIFY(shop.editor());
    QTest::keyClicks(shop.editor(), QStringLiteral("Purch"));
    QVERIFY(!shop.document.edit([](const model::Model &before) { return model::removeEntity(before, "Address"); }));
    QVERIFY(shop.editor());
    QCOMPARE(shop.editor()->text(), QStringLiteral("Purch"));
    QTest::keyClicks(shop.editor(), QStringLiteral("ase"));
    QTest::keyClick(shop.editor(), Qt::Key_Return);
    QVERIFY(shop.model().findEntity("Purchase"));
    QVERIFY(!shop.model().findEntity("Order"));
}

void NavigatorTest::aNameIsEditedInPlaceWithTheReasonBelow()
{
    NavigatorShop shop;
    shop.select(Selection::Kind::Entity, 0);
    QTest::keyClick(&shop.tree(), Qt::Key_F2);
    QVERIFY(shop.name(QStringLiteral("Order")));
    QVERIFY(shop.editor()); // it stays, with what was typed
    QCOMPARE(shop.editor()->text(), QStringLiteral("Order"));
    QVERIFY(shop.editor()->accessibleDescription().startsWith(QStringLiteral("Another entity is named")));
    bool said = false;
    for (const FieldNote *note : shop.tree().findChildren<FieldNote *>())
        said = said || (note->isVisible() && note->text().startsWith(QStringLiteral("Another entity is named")));
    QVERIFY(said);
    QTest::keyClick(shop.editor(), Qt::Key_Escape);
    QCOMPARE(shop.model().entities[0].name, std::string("User"));
    QTRY_VERIFY(!shop.editor());
    QTest::keyClick(&shop.tree(), Qt::Key_F2);
    QVERIFY(shop.name(QStringLiteral("Customer")));
    QCOMPARE(shop.model().entities[0].name, std::string("Customer"));
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("Customer"));
}

void NavigatorTest::aNewPartAndItsNameAreOneStep()
{
    NavigatorShop shop;
    const std::string before = model::writeModel(shop.model());
    shop.select(Selection::Kind::Table, 0);
    shop.trigger("newEntity");
    QVERIFY(shop.name(QStringLiteral("Visitor")));
    QCOMPARE(shop.model().entities.back().name, std::string("Visitor"));
    QCOMPARE(shop.document.undoText(), QStringLiteral("Add entity Visitor"));
    QCOMPARE(shop.document.selection().row, static_cast<int>(shop.model().entities.size()) - 1);
    shop.document.undo();
    QCOMPARE(model::writeModel(shop.model()), before);
    QVERIFY(!shop.document.canUndo());
    // Escape keeps the name that it came with.
    shop.trigger("newTable");
    QTest::keyClick(shop.editor(), Qt::Key_Escape);
    QCOMPARE(shop.model().tables.back().definition.name, std::string("Table1"));
    QTRY_VERIFY(!shop.editor());
    shop.trigger("newAccessPattern");
    QVERIFY(shop.name(QStringLiteral("Who was here")));
    QVERIFY(shop.model().findAccessPattern("Who was here"));
    shop.trigger("newFacet");
    QVERIFY(shop.name(QStringLiteral("Everyone")));
    QCOMPARE(shop.model().facets.back().name, std::string("Everyone"));
    shop.select(Selection::Kind::Table, 0);
    shop.trigger("newGlobalIndex");
    QVERIFY(shop.name(QStringLiteral("ByStatus")));
    QVERIFY(shop.model().tables[0].definition.findIndex("ByStatus"));
    while (shop.document.canUndo())
        shop.document.undo();
    QCOMPARE(model::writeModel(shop.model()), before);
}

void NavigatorTest::partsAreDuplicatedAndRemovedByKeyboard()
{
    NavigatorShop shop;
    const auto count = shop.model().entities.size();
    shop.select(Selection::Kind::Entity, 6);
    QTest::keyClick(&shop.tree(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(shop.model().entities.size(), count + 1);
    QVERIFY(shop.name(QStringLiteral("Return")));
    QCOMPARE(shop.model().entities.back().attributes, shop.model().entities[6].attributes);
    shop.tree().setFocus();
    QTest::keyClick(&shop.tree(), Qt::Key_Delete); // nothing goes along, so nobody is asked
    QCOMPARE(shop.model().entities.size(), count);
    QTest::keyClick(&shop.tree(), Qt::Key_Insert);
    QVERIFY(shop.editor());
    QTest::keyClick(shop.editor(), Qt::Key_Escape);
    QCOMPARE(shop.model().entities.size(), count + 1);
}

void NavigatorTest::removingAsksForWhatGoesAlong()
{
    NavigatorShop shop;
    const auto count = shop.model().entities.size();
    shop.select(Selection::Kind::Entity, 6);
    setNextConfirmAnswer(false);
    QTest::keyClick(&shop.tree(), Qt::Key_Delete);
    QCOMPARE(shop.model().entities.size(), count);
    setNextConfirmAnswer(true);
    QTest::keyClick(&shop.tree(), Qt::Key_Delete);
    QVERIFY(!shop.model().findEntity("Order"));
    QCOMPARE(shop.document.undoText(), QStringLiteral("Remove entity Order"));
    shop.document.undo();
    QCOMPARE(shop.model().entities.size(), count);
}

void NavigatorTest::theMenuOffersWhatFits()
{
    NavigatorShop shop;
    shop.select(Selection::Kind::Entity, 0);
    QVERIFY(shop.find<QAction>("duplicatePart")->isEnabled());
    shop.document.select({Selection::Kind::Index, 0, QStringLiteral("GSI1"), {}});
    QVERIFY(!shop.find<QAction>("duplicatePart")->isEnabled());
    QVERIFY(shop.find<QAction>("removePart")->isEnabled());
    const QMenu *menu = shop.find<QToolButton>("navigatorAdd")->menu();
    QCOMPARE(menu->actions().size(), 6);
}

void NavigatorTest::anEmptyModelBeginsWithATable()
{
    Opened opened;
    opened.find<QAction>("actionNew")->trigger();
    QTRY_COMPARE(opened.document.stage(), Document::Stage::Ready);
    auto *first = opened.find<QPushButton>("firstTable");
    QVERIFY(first->isVisible());
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(opened.document.model()->tables.size(), 1u);
    auto *line = opened.find<QTreeView>("navigator")->findChild<EditLine *>(QStringLiteral("cellEditor"));
    QVERIFY(line);
    QTest::keyClicks(line, QStringLiteral("Shop"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(opened.document.model()->tables[0].definition.name, std::string("Shop"));
    QTRY_VERIFY(!opened.document.connection() || opened.document.stage() == Document::Stage::Ready);
    opened.document.close();
}

void NavigatorTest::fromNothingToADesignByKeyboardAndBack()
{
    QTemporaryDir folder;
    Opened opened;
    QVERIFY(QTest::qWaitForWindowActive(&opened.window));
    QTest::keyClick(&opened.window, Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(opened.document.stage(), Document::Stage::Ready);
    const auto model = [&]() -> const model::Model & { return *opened.document.model(); };
    const std::string empty = model::writeModel(model());
    opened.window.design().showView(DesignWorkspace::KeyChartView);
    auto *tree = opened.find<QTreeView>("navigator");
    const auto name = [&](QWidget *where, const char *text) {
        auto *line = where->findChild<EditLine *>(QStringLiteral("cellEditor"));
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, QLatin1String(text));
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };

    QTest::keyClick(opened.find<QPushButton>("firstTable"), Qt::Key_Space);
    name(tree, "Shop");
    opened.find<QAction>("newEntity")->trigger();
    name(tree, "User");
    QVERIFY(opened.fill("addAttribute", QStringLiteral("userId")));
    QVERIFY(opened.fill("addAttribute", QStringLiteral("email")));
    QVERIFY(opened.fill("addAttribute", QStringLiteral("age: N")));
    QVERIFY(opened.fill("template.PK", QStringLiteral("USER#{userId}")));
    QVERIFY(opened.fill("template.SK", QStringLiteral("PROFILE")));

    // A GSI, and its keys in the chart.
    auto *chart = opened.find<QTableView>("keyChart");
    QTRY_VERIFY(chart->isVisible());
    opened.find<QAction>("keyChartAddGlobal")->trigger();
    name(chart, "EMAIL#{email}");
    QTest::keyClick(chart, Qt::Key_Right);
    QTest::keyClick(chart, Qt::Key_F2);
    name(chart, "USER");
    const model::Entity &user = model().entities[0];
    QCOMPARE(user.attributes.size(), 3u);
    QCOMPARE(*user.keyTemplate("PK"), std::string("USER#{userId}"));
    QCOMPARE(*user.keyTemplate("GSI1PK"), std::string("EMAIL#{email}"));
    QCOMPARE(*user.keyTemplate("GSI1SK"), std::string("USER"));
    QCOMPARE(model().tables[0].definition.globalIndexes[0].name, std::string("GSI1"));

    const QString file = folder.filePath(QStringLiteral("shop.keywright.json"));
    QCOMPARE(opened.document.saveAs(file), Document::SaveResult::Saved);
    const auto written = [&file] {
        QFile saved(file);
        return saved.open(QIODevice::ReadOnly) ? saved.readAll() : QByteArray();
    };
    const QByteArray first = written();
    int steps = 0;
    for (; opened.document.canUndo(); ++steps)
        opened.document.undo();
    QCOMPARE(steps, 10); // a table, an entity, three attributes, two templates, an index, two templates
    QCOMPARE(model::writeModel(model()), empty);
    while (opened.document.canRedo())
        opened.document.redo();
    QCOMPARE(opened.document.saveAs(file), Document::SaveResult::Saved);
    QCOMPARE(written(), first);
    QTRY_COMPARE(opened.document.stage(), Document::Stage::Ready);
    opened.document.close();
}
