#include "tests/ui/design/key_chart_test.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "core/model/document.h"
#include "core/model/edits.h"
#include "core/model/removals.h"
#include "core/model/table_edits.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/design/key_chart.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/field_note.h"
#include "ui/theme/tokens.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

/// The shop's key chart in a window of its own.
struct Chart {
    explicit Chart(const QString &file = test::onlineShop()) : chart(document)
    {
        chart.resize(1100, 600);
        chart.show();
        chart.activateWindow();
        opened = file.isEmpty() || test::openAndWait(document, file);
        grid().setFocus();
    }
    ~Chart() { document.close(); }

    QTableView &grid() { return *chart.findChild<QTableView *>(QStringLiteral("keyChart")); }
    EditLine *editor() { return grid().findChild<EditLine *>(QStringLiteral("cellEditor")); }
    const model::Model &model() const { return *document.model(); }

    /// Opens the cell with the mouse.
    EditLine *open(int row, int column)
    {
        const QPoint at = grid().visualRect(grid().model()->index(row, column)).center();
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, {}, at);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // an editor that this left
        QTest::mouseDClick(grid().viewport(), Qt::LeftButton, {}, at);
        return editor();
    }

    void fill(const QString &text)
    {
        editor()->selectAll();
        QTest::keyClicks(editor(), text);
        QTest::keyClick(editor(), Qt::Key_Return);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    QString reason()
    {
        for (const FieldNote *note : grid().findChildren<FieldNote *>()) {
            if (note->isVisible())
                return note->text();
        }
        return {};
    }

    Document document;
    KeyChart chart;
    bool opened = false;
};

QStringList textsOf(const QAbstractItemModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column)
            texts << model.index(row, column)
                         .data(column == 0 ? static_cast<int>(Qt::DisplayRole) : static_cast<int>(kTemplateRole))
                         .toString();
    }
    return texts;
}

/// A table with so many entities, four key attributes each.
model::Model wideModel(int entities)
{
    model::Model model;
    model.name = "Wide";
    model::Table table;
    table.definition.name = "Wide";
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    schema::IndexDefinition index;
    index.name = "GSI1";
    index.key = {{{"GSI1PK", schema::KeyType::S}}, {{"GSI1SK", schema::KeyType::S}}};
    table.definition.globalIndexes.push_back(index);
    model.tables.push_back(table);
    for (int i = 0; i < entities; ++i) {
        model::Entity entity;
        entity.name = "Entity" + std::to_string(i);
        entity.table = "Wide";
        entity.attributes.resize(2);
        entity.attributes[0].name = "id";
        entity.attributes[1].name = "name";
        for (const char *key : {"PK", "SK", "GSI1PK", "GSI1SK"})
            entity.keyTemplates.emplace_back(key, std::string(key) + std::to_string(i) + "#{id}");
        model.entities.push_back(std::move(entity));
    }
    return model;
}

} // namespace

void KeyChartTest::init()
{
    test::failOnWarnings();
}

void KeyChartTest::editsAreTakenOverCellByCell()
{
    model::Document document(*test::read(test::onlineShop()));
    KeyChartModel chart;
    QAbstractItemModelTester tester(&chart, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto show = [&](KeyChartModel &shown) { shown.setTable(std::make_shared<model::Model>(document.model()), 0); };
    show(chart);
    QSignalSpy resets(&chart, &QAbstractItemModel::modelReset);
    const auto check = [&](const model::Command &command) {
        document.apply(command);
        show(chart);
        KeyChartModel fresh;
        show(fresh);
        QCOMPARE(textsOf(chart), textsOf(fresh));
    };
    const QPersistentModelIndex order = chart.index(6, 0);
    check(model::changeKeyTemplate(document.model(), "User", "SK", "ME"));
    check(model::removeEntity(document.model(), "Address"));
    QCOMPARE(order.row(), 5);
    check(model::addEntity(document.model(), {.name = "Visitor", .table = "OnlineShop"}));
    QCOMPARE(resets.count(), 0);
    check(model::removeIndex(document.model(), "OnlineShop", "GSI1"));
    while (document.canUndo()) {
        document.undo();
        show(chart);
    }
    QCOMPARE(order.isValid(), false); // other columns are another chart
}

void KeyChartTest::aTemplateIsEditedInItsCell()
{
    Chart chart;
    QVERIFY(chart.opened);
    QVERIFY(chart.open(0, 3)); // GSI1PK of User, which has none
    QVERIFY(chart.editor()->text().isEmpty());
    chart.fill(QStringLiteral("USERS"));
    QCOMPARE(*chart.model().entities[0].keyTemplate("GSI1PK"), std::string("USERS"));
    QCOMPARE(chart.document.undoText(), QStringLiteral("Change GSI1PK of User"));
    QTRY_VERIFY(!chart.editor());
    QVERIFY(chart.grid().hasFocus());
    chart.document.undo();
    QVERIFY(!chart.model().entities[0].keyTemplate("GSI1PK"));
    QTest::keyClick(&chart.grid(), Qt::Key_X); // typing begins anew
    QVERIFY(chart.editor());
    QCOMPARE(chart.editor()->text(), QStringLiteral("x"));
    QTest::keyClick(chart.editor(), Qt::Key_Escape);
    QVERIFY(!chart.document.canUndo());
}

void KeyChartTest::placeholdersAreCompletedFromTheAttributes()
{
    Chart chart;
    QVERIFY(QTest::qWaitForWindowActive(&chart.chart));
    QVERIFY(chart.open(0, 3));
    QTest::keyClicks(chart.editor(), QStringLiteral("MAIL#{ema"));
    QVERIFY(chart.editor()->isCompleting());
    QTest::keyClick(chart.editor(), Qt::Key_Return); // takes the completion, not the cell
    QVERIFY(chart.editor());
    QCOMPARE(chart.editor()->text(), QStringLiteral("MAIL#{email}"));
    QTest::keyClick(chart.editor(), Qt::Key_Return);
    QCOMPARE(*chart.model().entities[0].keyTemplate("GSI1PK"), std::string("MAIL#{email}"));
}

void KeyChartTest::aFaultyTemplateStaysWithTheReasonBelow()
{
    Chart chart;
    QVERIFY(chart.open(0, 1));
    chart.fill(QStringLiteral("USER#{userId|nonsense}"));
    QVERIFY(chart.editor());
    QCOMPARE(chart.editor()->text(), QStringLiteral("USER#{userId|nonsense}"));
    QVERIFY(!chart.reason().isEmpty());
    QCOMPARE(*chart.model().entities[0].keyTemplate("PK"), std::string("USER#{userId}"));
    QTest::keyClick(chart.editor(), Qt::Key_Escape);
    QTRY_VERIFY(!chart.editor());
    QVERIFY(!chart.document.canUndo());
}

void KeyChartTest::anEditorSurvivesEditsFromElsewhere()
{
    Chart chart;
    QVERIFY(chart.open(6, 2));
    chart.editor()->selectAll();
    QTest::keyClicks(chart.editor(), QStringLiteral("HEAD"));
    QVERIFY(!chart.document.edit([](const model::Model &model) { return model::removeEntity(model, "Address"); }));
    QVERIFY(chart.editor());
    QCOMPARE(chart.editor()->text(), QStringLiteral("HEAD"));
    QTest::keyClick(chart.editor(), Qt::Key_Return);
    QCOMPARE(*chart.model().findEntity("Order")->keyTemplate("SK"), std::string("HEAD"));
}

void KeyChartTest::tabGoesOnToTheNextKey()
{
    Chart chart;
    QVERIFY(chart.open(0, 3));
    QTest::keyClicks(chart.editor(), QStringLiteral("USERS"));
    QTest::keyClick(chart.editor(), Qt::Key_Tab);
    QCOMPARE(*chart.model().entities[0].keyTemplate("GSI1PK"), std::string("USERS"));
    QCOMPARE(chart.grid().currentIndex().column(), 4);
    QTRY_VERIFY(chart.grid().indexWidget(chart.grid().currentIndex()));
}

void KeyChartTest::deleteTakesAnEntityOutOfAnIndex()
{
    Chart chart;
    chart.grid().setCurrentIndex(chart.grid().model()->index(6, 3));
    QVERIFY(chart.model().entities[6].keyTemplate("GSI1PK"));
    QTest::keyClick(&chart.grid(), Qt::Key_Delete);
    QVERIFY(!chart.model().entities[6].keyTemplate("GSI1PK"));
    QVERIFY(chart.grid().currentIndex().data(kMissingRole).toBool());
}

void KeyChartTest::aNewColumnIsANewIndex()
{
    Chart chart;
    const int columns = chart.grid().model()->columnCount();
    chart.grid().setCurrentIndex(chart.grid().model()->index(6, 1));
    chart.chart.findChild<QAction *>(QStringLiteral("keyChartAddGlobal"))->trigger();
    QCOMPARE(chart.grid().model()->columnCount(), columns + 2);
    QVERIFY(chart.editor());
    chart.fill(QStringLiteral("STATUS#{status}"));
    QCOMPARE(*chart.model().entities[6].keyTemplate("GSI4PK"), std::string("STATUS#{status}"));
    chart.document.undo();
    chart.document.undo();
    QCOMPARE(chart.grid().model()->columnCount(), columns);
}

void KeyChartTest::aNewRowIsANewEntity()
{
    Chart chart;
    const int rows = chart.grid().model()->rowCount();
    QTest::mouseClick(chart.chart.findChild<QPushButton *>(QStringLiteral("keyChartAddEntity")), Qt::LeftButton);
    QCOMPARE(chart.grid().model()->rowCount(), rows + 1);
    QVERIFY(chart.editor());
    chart.fill(QStringLiteral("Visitor"));
    QCOMPARE(chart.model().entities.back().name, std::string("Visitor"));
    QCOMPARE(chart.document.undoText(), QStringLiteral("Add entity Visitor"));
    QCOMPARE(chart.document.selection().row, rows);
}

void KeyChartTest::clashesAreMarked()
{
    Chart chart;
    const QModelIndex cell = chart.grid().model()->index(6, 2);
    QVERIFY(!cell.data(Qt::DecorationRole).isValid());
    QVERIFY(chart.open(6, 2)); // the sort key of an order, as of its shipment
    chart.fill(QStringLiteral("SHIPMENT#01"));
    QTRY_VERIFY(cell.data(Qt::DecorationRole).isValid());
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(QStringLiteral("can build the same key")));
    chart.document.undo();
    QTRY_VERIFY(!cell.data(Qt::DecorationRole).isValid());
}

void KeyChartTest::anEmptyModelSaysHowToBegin()
{
    Chart chart{QString()};
    chart.document.create({});
    auto *start = chart.chart.findChild<QPushButton *>(QStringLiteral("keyChartStart"));
    QTRY_VERIFY(start->isVisible());
    QCOMPARE(start->text(), QStringLiteral("New table"));
    QTest::mouseClick(start, Qt::LeftButton);
    QCOMPARE(chart.model().tables.size(), 1u);
    QCOMPARE(start->text(), QStringLiteral("New entity"));
    QTest::mouseClick(start, Qt::LeftButton);
    QVERIFY(chart.editor());
    chart.fill(QStringLiteral("User"));
    QCOMPARE(chart.model().entities[0].name, std::string("User"));
    QTRY_COMPARE(chart.document.stage(), Document::Stage::Ready);
}

void KeyChartTest::templatesAmongAHundredEntitiesAreTyped()
{
    Chart chart{QString()};
    chart.document.create(wideModel(100));
    QTRY_COMPARE(chart.document.stage(), Document::Stage::Ready);
    QElapsedTimer clock;
    clock.start();
    for (int times = 0; times < 5; ++times) {
        chart.open(3, 1);
        QVERIFY(chart.editor());
        chart.fill(QStringLiteral("KEY%1#{id}").arg(times));
        QCoreApplication::processEvents();
    }
    qInfo("%lld ms for five templates, letter by letter", static_cast<long long>(clock.elapsed()));
    QCOMPARE(QString::fromStdString(*chart.model().entities[3].keyTemplate("PK")), QStringLiteral("KEY4#{id}"));
}
