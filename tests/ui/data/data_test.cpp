#include "ui/data/data_workspace.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
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

bool readAll(ItemTableModel &items)
{
    while (isRead(items) && items.canFetchMore({}))
        items.fetchMore({});
    return isRead(items);
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
        ItemTableModel items;
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

    void pagesComeAsOneScrolls()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3000)));
        DataWorkspace workspace(document);
        workspace.resize(900, 500);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *grid = workspace.findChild<QTableView *>(QStringLiteral("items"));
        QTRY_VERIFY(items->rowCount() > 0);
        QTRY_VERIFY(items->state() != State::Reading);
        QVERIFY(items->rowCount() < 3000);
        QCOMPARE(items->totalItems(), std::optional<qint64>(3000));
        QVERIFY(workspace.findChild<QLabel *>(QStringLiteral("itemCount"))->text().contains(QStringLiteral("3")));
        QTRY_VERIFY_WITH_TIMEOUT(
            (grid->verticalScrollBar()->setValue(grid->verticalScrollBar()->maximum()), items->state() == State::Complete), 20'000);
        QCOMPARE(items->rowCount(), 3000);
        compareWithEngine(*items, *document.connection());
        QCOMPARE(workspace.findChild<QLabel *>(QStringLiteral("itemCount"))->text(), QStringLiteral("3000 items"));
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
        DataWorkspace workspace(document);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        auto *place = workspace.findChild<QComboBox *>(QStringLiteral("place"));
        QCOMPARE(place->itemText(1), QStringLiteral("Open of Events"));
        place->setCurrentIndex(1);
        QTRY_COMPARE(items->rowCount(), 4);
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
        QVERIFY2(items.error().contains(QStringLiteral("not found")), qPrintable(items.error()));
        QVERIFY(!items.canFetchMore({}));
    }

    void theFilterLooksAtWhatIsLoadedAndSaysSo()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::manyItems(3000)));
        DataWorkspace workspace(document);
        workspace.resize(900, 500);
        workspace.show();
        auto *items = workspace.findChild<ItemTableModel *>();
        QTRY_VERIFY(items->rowCount() > 0);
        QTRY_VERIFY(items->state() != State::Reading);
        const int loaded = items->rowCount();
        QTest::keyClicks(workspace.findChild<QLineEdit *>(QStringLiteral("itemFilter")), QStringLiteral("DAY "));
        auto *grid = workspace.findChild<QTableView *>(QStringLiteral("items"));
        QVERIFY(grid->model()->rowCount() < loaded);
        QVERIFY(!grid->model()->canFetchMore({}));
        auto *count = workspace.findChild<QLabel *>(QStringLiteral("itemCount"));
        QCOMPARE(count->text(), QStringLiteral("%1 of the %2 loaded items").arg(grid->model()->rowCount()).arg(loaded));
        auto *more = workspace.findChild<QPushButton *>(QStringLiteral("loadMore"));
        QVERIFY(more->isVisible());
        QTest::mouseClick(more, Qt::LeftButton);
        QTRY_VERIFY(items->rowCount() > loaded);
    }

    void selectingARowSelectsItsItemAndCopiesAsJson()
    {
        Document document;
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        DataWorkspace workspace(document);
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
        DataWorkspace workspace(document);
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
        QVERIFY(texts().contains(QStringLiteral("sampleData")));
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<DataTest>("data", argc, argv);
}

#include "data_test.moc"
