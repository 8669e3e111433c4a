#include "ui/data/data_workspace.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

#include "core/model/edits.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "tests/ui/data/drift_test.h"
#include "tests/ui/data/item_editing_test.h"
#include "tests/ui/data/item_transfer_test.h"
#include "tests/ui/data/past_test.h"
#include "tests/ui/data/remote_data_test.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/own_connections.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"

using namespace keywright;
using namespace keywright::ui;
using State = ItemTableModel::State;

namespace {

bool isRead(const ItemTableModel &items)
{
    return QTest::qWaitFor([&items] { return items.state() != State::Reading; }, 20'000);
}

/// Asks for every row, as a person who scrolls through all of them, and waits until they are read.
bool readAll(ItemTableModel &items)
{
    if (!isRead(items))
        return false;
    for (int row = 0; row < items.rowCount(); ++row) {
        if (!QTest::qWaitFor([&] { return items.index(row, 0).data().toString() != QStringLiteral("…"); }, 20'000))
            return false;
    }
    return true;
}

/// Every cell of the model is what the engine's item says.
void compareWithEngine(const ItemTableModel &items, connection::Connection &connection)
{
    engine::ScanRequest request;
    request.table = items.place().table;
    request.index = items.place().index;
    std::vector<value::Item> expected;
    for (;;) {
        engine::ItemPage page = connection.scan(request);
        expected.insert(expected.end(), page.items.begin(), page.items.end());
        if (!page.lastEvaluatedKey)
            break;
        request.exclusiveStartKey = page.lastEvaluatedKey;
    }
    QCOMPARE(static_cast<std::size_t>(items.rowCount()), expected.size());
    for (int row = 0; row < items.rowCount(); ++row) {
        const value::Item &item = expected[static_cast<std::size_t>(row)];
        std::size_t found = 0;
        for (int column = 0; column < items.columnCount(); ++column) {
            const std::string &name = items.columns()[static_cast<std::size_t>(column)].attribute;
            if (name.empty())
                continue;
            const value::AttributeValue *value = item.find(name);
            found += value ? 1 : 0;
            const QModelIndex cell = items.index(row, column);
            QCOMPARE(cell.data().toString(), value ? toQString(value::displayText(*value)) : QString());
            QCOMPARE(cell.data(kMissingRole).toBool(), value == nullptr);
        }
        QCOMPARE(found, item.size());
    }
}

} // namespace

class DataTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void theGridHasWhatTheEngineHas()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        ItemTableModel items(nullptr, 7, 40);
        QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const Place &place : placesOf(*document.model())) {
            items.setPlace(document.model(), document.connection(), place);
            QVERIFY(readAll(items));
            QCOMPARE(items.state(), State::Complete);
            compareWithEngine(items, *document.connection());
        }
    }

    void keyColumnsComeFirstThenTheEntity()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        ItemTableModel items;
        items.setPlace(document.model(), document.connection(), placesOf(*document.model())[1]);
        QVERIFY(readAll(items));
        QStringList header;
        for (int column = 0; column < 5; ++column)
            header << items.headerData(column, Qt::Horizontal).toString();
        QCOMPARE(header.join(QLatin1Char(' ')), QStringLiteral("GSI1PK GSI1SK Entity PK SK"));
        QCOMPARE(items.headerData(0, Qt::Horizontal, kKeyMarkRole).toString(), QStringLiteral("PK"));
        QCOMPARE(items.headerData(1, Qt::Horizontal, kKeyMarkRole).toString(), QStringLiteral("SK"));
        for (int row = 0; row < items.rowCount(); ++row) {
            const model::Entity *entity = document.model()->entityOf("OnlineShop", *items.itemAt(row));
            QVERIFY(entity);
            QCOMPARE(items.index(row, 2).data().toString(), toQString(entity->name));
        }
    }

    void everyRowIsThereAtOnceAndReadWhenItIsSeen()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3000)));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.resize(900, 500);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *grid = workspace.findChild<QTableView *>(QStringLiteral("items"));
        QTRY_COMPARE(items->rowCount(), 3000);
        QCOMPARE(workspace.findChild<QLabel *>(QStringLiteral("itemCount"))->text(), QStringLiteral("3000 items"));
        QVERIFY(items->heldItems() < 1000);
        grid->scrollToBottom();
        QTRY_VERIFY(items->itemAt(2999) != nullptr);
        QVERIFY(items->itemAt(1500) == nullptr);
        QVERIFY(readAll(*items));
        compareWithEngine(*items, *document.connection());
    }

    void pagesThatWereNotUsedForLongAreDropped()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(400)));
        ItemTableModel items(nullptr, 10, 4);
        QAbstractItemModelTester tester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
        items.setPlace(document.model(), document.connection(), placesOf(*document.model()).front());
        QTRY_COMPARE(items.rowCount(), 400);
        QVERIFY(readAll(items));
        QVERIFY2(items.heldItems() <= 40, qPrintable(QString::number(items.heldItems())));
        QVERIFY(items.itemAt(155) == nullptr);
        items.index(155, 0).data();
        QTRY_VERIFY(items.itemAt(155) != nullptr);
    }

    void aJumpIsShownByItsSegmentAndThenExactly()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(900)));
        ItemTableModel items(nullptr, 10, 4);
        items.setPlace(document.model(), document.connection(), placesOf(*document.model()).front());
        QTRY_COMPARE(items.rowCount(), 900);
        engine::ScanRequest request;
        request.table = "Events";
        const auto all = document.connection()->scan(request).items;
        const auto jumpTo = [&](int row) {
            return QTest::qWaitFor(
                [&] {
                    items.index(row, 0).data();
                    const auto item = items.itemAt(row);
                    return item && *item == all[static_cast<std::size_t>(row)];
                },
                20'000);
        };
        for (const int row : {897, 455, 12, 640})
            QVERIFY2(jumpTo(row), qPrintable(QString::number(row)));
    }

    void anEditKeepsPlaceSelectionAndScroll()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3000)));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.resize(900, 500);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *grid = workspace.findChild<QTableView *>(QStringLiteral("items"));
        QTRY_COMPARE(items->rowCount(), 3000);
        grid->verticalScrollBar()->setValue(grid->verticalScrollBar()->maximum() / 2);
        const int top = grid->rowAt(1);
        QTRY_VERIFY(items->itemAt(top + 3) != nullptr && items->isSettled());
        grid->selectRow(top + 3);
        const value::Item selected = *items->itemAt(top + 3);
        const value::Item first = *items->itemAt(0);
        const auto &sample = document.model()->sampleData.front().items;
        const auto at = std::find(sample.begin(), sample.end(), first);
        QVERIFY(at != sample.end());
        const auto number = static_cast<std::size_t>(at - sample.begin());
        QVERIFY(!document.edit([number](const model::Model &model) { return model::removeItems(model, 0, {number}); }));
        QTRY_COMPARE(items->rowCount(), 2999);
        QTRY_VERIFY(grid->selectionModel()->selectedRows().size() == 1
                    && items->itemAt(grid->selectionModel()->selectedRows().front().row())
                    && *items->itemAt(grid->selectionModel()->selectedRows().front().row()) == selected);
        QVERIFY(std::abs(grid->rowAt(1) - top) <= 1);
        document.undo();
        QTRY_COMPARE(items->rowCount(), 3000);
        document.close();
    }

    void theKeyOfACollectionIsSaidOnceInItsView()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(60)));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *view = workspace.findChild<QComboBox *>(QStringLiteral("itemView"));
        QTRY_COMPARE(items->state(), State::Complete);
        const auto said = [&] {
            int count = 0;
            for (int row = 0; row < items->rowCount(); ++row)
                count += !items->index(row, 0).data(kRepeatedRole).toBool();
            return count;
        };
        QCOMPARE(said(), 3);
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(view->currentText(), QStringLiteral("Plain grid"));
        QTRY_COMPARE(items->rowCount(), 60);
        QCOMPARE(said(), 60);
        QVERIFY(!items->index(0, 0).data(kCollectionRole).isValid());
    }

    void aFacetShowsItsAttributesAndItemsUnderItsOwnWords()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        model::Facet facet;
        facet.name = "People";
        facet.table = document.model()->tables.front().definition.name;
        facet.partitionKeyAlias = "person";
        facet.attributes = {"email"};
        facet.entities = {document.model()->entities.front().name};
        QVERIFY(!document.edit([&](const model::Model &model) { return model::addFacet(model, facet); }));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *view = workspace.findChild<QComboBox *>(QStringLiteral("itemView"));
        view->setCurrentIndex(view->findText(QStringLiteral("Facet People")));
        QTRY_VERIFY(items->isListing() && items->state() == State::Complete);
        QCOMPARE(items->headerData(0, Qt::Horizontal).toString(), QStringLiteral("person"));
        QCOMPARE(items->headerData(items->columnCount() - 1, Qt::Horizontal).toString(), QStringLiteral("email"));
        QVERIFY(items->rowCount() > 0);
        for (int row = 0; row < items->rowCount(); ++row)
            QCOMPARE(items->entityAt(row)->name, toQString(facet.entities.front()));
        document.close();
    }

    void aHeaderSortsUpDownAndNoMore()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(60)));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.resize(900, 500);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *grid = workspace.findChild<QTableView *>(QStringLiteral("items"));
        QTRY_COMPARE(items->state(), State::Complete);
        const auto numbers = [&] {
            std::vector<value::Decimal> found;
            for (int row = 0; row < items->rowCount(); ++row)
                found.push_back(*items->itemAt(row)->find("SK")->get<value::Decimal>());
            return found;
        };
        const auto clickHeader = [&] {
            const QPoint place(grid->horizontalHeader()->sectionViewportPosition(1) + 5, 5);
            QTest::mouseClick(grid->horizontalHeader()->viewport(), Qt::LeftButton, {}, place);
        };
        clickHeader();
        QTRY_VERIFY(items->isListing() && items->state() == State::Complete && items->rowCount() == 60);
        auto sorted = numbers();
        QVERIFY(std::is_sorted(sorted.begin(), sorted.end()));
        QVERIFY(items->headerData(1, Qt::Horizontal, kSortMarkRole).isValid());
        clickHeader();
        QTRY_VERIFY(items->question().descending && items->state() == State::Complete && items->rowCount() == 60);
        sorted = numbers();
        QVERIFY(std::is_sorted(sorted.rbegin(), sorted.rend()));
        clickHeader();
        QVERIFY(!items->isListing());
        QTRY_COMPARE(items->rowCount(), 60);
        compareWithEngine(*items, *document.connection());
    }

    void itemCollectionsStandTogether()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(60)));
        ItemTableModel items;
        items.setPlace(document.model(), document.connection(), placesOf(*document.model()).front());
        QVERIFY(readAll(items));
        QSet<int> collections;
        for (int row = 0; row < items.rowCount(); ++row) {
            const bool same = row > 0 && items.index(row, 0).data() == items.index(row - 1, 0).data();
            const int collection = items.index(row, 0).data(kCollectionRole).toInt();
            collections.insert(collection);
            if (row > 0)
                QCOMPARE(items.index(row - 1, 0).data(kCollectionRole).toInt() == collection, same);
        }
        QCOMPARE(collections.size(), 3);
    }

    void aSparseIndexHoldsOnlyItsItems()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(400)));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *place = workspace.findChild<QComboBox *>(QStringLiteral("place"));
        QCOMPARE(place->itemText(1), QStringLiteral("Open of Events"));
        place->setCurrentIndex(1);
        QTRY_COMPARE(items->rowCount(), 4);
        QCOMPARE(workspace.findChild<QLabel *>(QStringLiteral("itemCount"))->text(),
                 QStringLiteral("4 items · 396 of the table are not in it"));
        compareWithEngine(*items, *document.connection());
    }

    void missingAndEmptyDiffer()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3)));
        ItemTableModel items;
        items.setPlace(document.model(), document.connection(), placesOf(*document.model()).front());
        QVERIFY(readAll(items));
        int empties = 0;
        int missing = 0;
        for (int row = 0; row < items.rowCount(); ++row) {
            for (int column = 0; column < items.columnCount(); ++column) {
                empties += items.index(row, column).data(kEmptyTextRole).toBool();
                missing += items.columns()[static_cast<std::size_t>(column)].attribute == "openSince"
                    && items.index(row, column).data(kMissingRole).toBool();
            }
        }
        QCOMPARE(empties, 3);
        QCOMPARE(missing, 2);
    }

    void answersToAnEarlierPlaceAreDropped()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3000)));
        const auto places = placesOf(*document.model());
        ItemTableModel items;
        items.setPlace(document.model(), document.connection(), places[0]);
        items.setPlace(document.model(), document.connection(), places[1]);
        QVERIFY(readAll(items));
        QCOMPARE(items.rowCount(), 30);
        compareWithEngine(items, *document.connection());
    }

    void aRefusedScanIsSaidAndCanBeTriedAgain()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::emptyTable()));
        const auto other = test::read(test::twoTables());
        ItemTableModel items;
        items.setPlace(other, document.connection(), placesOf(*other).front());
        QVERIFY(isRead(items));
        QCOMPARE(items.state(), State::Failed);
        QVERIFY(items.problem());
        QVERIFY2(items.problem()->text.contains(QStringLiteral("not found")), qPrintable(items.problem()->text));
        QCOMPARE(items.rowCount(), 0);
    }

    void theSearchLooksAtEveryItem()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3000)));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.resize(900, 500);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        QTRY_COMPARE(items->rowCount(), 3000);
        engine::ScanRequest request;
        request.table = "Events";
        int expected = 0;
        for (const value::Item &item : document.connection()->scan(request).items)
            expected += containsText(item, QStringLiteral("DAY 2"));
        QVERIFY(expected > 0 && expected < 3000);
        auto *search = workspace.findChild<QLineEdit *>(QStringLiteral("itemFilter"));
        QTest::keyClicks(search, QStringLiteral("DAY 2"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(items->isListing() && items->state() == State::Complete);
        QCOMPARE(items->rowCount(), expected);
        QCOMPARE(workspace.findChild<QLabel *>(QStringLiteral("itemCount"))->text(), QStringLiteral("%1 of 3000 items").arg(expected));
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_COMPARE(items->rowCount(), 3000);
    }

    void aSearchEndsAtItsMostHitsOrWhenItIsStopped()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3000)));
        const Place place = placesOf(*document.model()).front();
        ItemQuestion question;
        question.text = QStringLiteral("e");
        const auto ignore = [](qint64, std::vector<value::Item>) {};
        const Listing few = listItems(*document.connection(), *document.model(), place, question, 5, ignore, {});
        QVERIFY(few.limitReached && !few.problem);
        std::stop_source stop;
        stop.request_stop();
        qint64 found = 0;
        const auto count = [&found](qint64, std::vector<value::Item> items) { found += static_cast<qint64>(items.size()); };
        const Listing stopped = listItems(*document.connection(), *document.model(), place, question, 10'000, count, stop.get_token());
        QVERIFY(stopped.scanned < 3000);
        QVERIFY(found <= stopped.scanned);
    }

    void selectingARowSelectsItsItemAndCopiesAsJson()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.resize(900, 500);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *grid = workspace.findChild<QTableView *>(QStringLiteral("items"));
        QTRY_COMPARE(items->state(), State::Complete);
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(grid->model()->index(2, 0)).center());
        QCOMPARE(document.selection().kind, Selection::Kind::Item);
        QCOMPARE(document.selection().item, items->itemAt(2));
        QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
        const value::Json copied = value::Json::parse(QGuiApplication::clipboard()->text().toStdString());
        QCOMPARE(copied, value::toPlainJson(*items->itemAt(2)));
        QTest::keyClick(grid, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const value::Json typed = value::Json::parse(QGuiApplication::clipboard()->text().toStdString());
        QCOMPARE(typed.elements().size(), std::size_t(2));
        QCOMPARE(typed.elements()[1], value::toDynamoDbJson(*items->itemAt(3)));
    }

    void anEmptyTableSaysWhatToDo()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::emptyTable()));
        test::OwnConnections connections(document);
        DataWorkspace workspace(connections.list);
        workspace.show();
        const auto texts = [&] {
            QStringList found;
            for (const QLabel *label : workspace.findChildren<QLabel *>()) {
                if (label->isVisible())
                    found << label->text();
            }
            return found.join(QLatin1Char('\n'));
        };
        QTRY_VERIFY(texts().contains(QStringLiteral("Sessions is empty")));
        QVERIFY(texts().contains(QStringLiteral("generate items")));
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<DataTest, test::DriftTest, test::ItemEditingTest, test::ItemTransferTest, test::RemoteDataTest, test::PastTest>(
        "data", argc, argv);
}

#include "data_test.moc"
