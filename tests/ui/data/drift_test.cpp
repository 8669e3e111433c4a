#include "tests/ui/data/drift_test.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/session/workspace.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/own_connections.h"
#include "ui/data/data_workspace.h"
#include "ui/data/drift_dialog.h"
#include "ui/parts/field_note.h"

namespace keywright::test {

using namespace keywright::ui;

namespace {

/// The Data workspace of a model with 12 sample items, whose tables an application has written to.
struct DriftBench {
    DriftBench()
    {
        document.create(*read(manyItems(12))); // without a file, so that each test has tables of its own
        isOpen = QTest::qWaitFor([this] { return document.stage() == Document::Stage::Ready; }, 10'000);
        workspace = std::make_unique<DataWorkspace>(connections.list);
        workspace->resize(1000, 600);
        workspace->show();
        items = workspace->findChild<ItemTableModel *>();
        isOpen = isOpen && QTest::qWaitFor([this] { return items->state() == ItemTableModel::State::Complete; }, 10'000);
    }
    ~DriftBench() { document.close(); }

    /// Three added, one removed, one changed.
    bool write(int added = 3)
    {
        document.workspace()->countAsUsed();
        connection::Connection &tables = document.workspace()->connection();
        const auto &sample = document.model()->sampleData.front();
        const schema::KeySchema &key = document.model()->tables.front().definition.key;
        for (int number = 0; number < added; ++number) {
            value::Item item = sample.items[0];
            for (const schema::KeyAttribute &part : key.sort)
                item.set(part.name, value::AttributeValue::number(1'000 + number));
            tables.putItem({sample.table, item});
        }
        value::Item changed = sample.items[1];
        changed.set("note", value::AttributeValue("changed"));
        tables.putItem({sample.table, changed});
        value::Item gone;
        for (const auto *parts : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &part : *parts)
                gone.set(part.name, *sample.items[2].find(part.name));
        tables.deleteItem({sample.table, gone});
        QTest::mouseClick(find<QToolButton>("readAgain"), Qt::LeftButton);
        return QTest::qWaitFor([this] { return find<QPushButton>("takeOver")->isVisible(); }, 10'000);
    }

    template <typename Widget>
    Widget *find(const char *name)
    {
        return workspace->findChild<Widget *>(QLatin1String(name));
    }
    QString notice() { return find<QWidget>("earlierState")->findChild<QLabel *>(QStringLiteral("noticeText"))->text(); }

    Document document;
    OwnConnections connections{document};
    std::unique_ptr<DataWorkspace> workspace;
    ItemTableModel *items = nullptr;
    bool isOpen = false;
};

} // namespace

void DriftTest::init()
{
    failOnWarnings();
}

void DriftTest::tablesInStepShowNothing()
{
    DriftBench bench;
    QVERIFY(bench.isOpen);
    QVERIFY(!bench.find<QWidget>("earlierState")->isVisible());
    bench.document.workspace()->countAsUsed();
    QTest::mouseClick(bench.find<QToolButton>("readAgain"), Qt::LeftButton);
    QTRY_VERIFY(!bench.items->isListing() && bench.items->isSettled());
    QVERIFY(!bench.find<QWidget>("earlierState")->isVisible());
}

void DriftTest::saysHowManyItemsDiffer()
{
    DriftBench bench;
    QVERIFY(bench.isOpen && bench.write());
    QCOMPARE(bench.notice(), QStringLiteral("The tables have moved on from the sample data. Events: 3 added, 1 changed, 1 removed."));
}

void DriftTest::showsWhichItemsDiffer()
{
    DriftBench bench;
    QVERIFY(bench.isOpen && bench.write());
    QTest::mouseClick(bench.find<QPushButton>("showDrift"), Qt::LeftButton);
    const auto *dialog = bench.workspace->findChild<DriftDialog *>();
    QVERIFY(dialog);
    const QAbstractItemModel *rows = dialog->findChild<QTableView *>(QStringLiteral("driftItems"))->model();
    QCOMPARE(rows->rowCount(), 5);
    QStringList changed;
    for (int row = 0; row < rows->rowCount(); ++row) {
        if (rows->index(row, 0).data().toString() == QStringLiteral("~ changed"))
            changed << rows->index(row, 3).data().toString();
    }
    QCOMPARE(changed.size(), 1);
    QVERIFY2(changed.front().contains(QStringLiteral("note: – → changed")), qPrintable(changed.front()));
}

void DriftTest::takesTheItemsOverInOneStep()
{
    DriftBench bench;
    QVERIFY(bench.isOpen && bench.write());
    const auto before = bench.document.model()->sampleData;
    QTest::mouseClick(bench.find<QPushButton>("takeOver"), Qt::LeftButton);
    QTRY_COMPARE(bench.document.model()->itemCount(), std::size_t(14));
    QCOMPARE(bench.document.undoText(), QStringLiteral("Take over what the tables hold"));
    QTRY_VERIFY(!bench.workspace->findChild<DriftDialog *>());
    QTRY_VERIFY(!bench.find<QWidget>("earlierState")->isVisible());
    bench.document.undo();
    QVERIFY(bench.document.model()->sampleData == before);
    QTRY_VERIFY(bench.find<QPushButton>("takeOver")->isVisible());
}

void DriftTest::moreItemsThanAModelHoldsAreRefused()
{
    DriftBench bench;
    QVERIFY(bench.isOpen);
    bench.document.workspace()->countAsUsed();
    session::SampleDrift drift;
    drift.tables = {{"Events", 10'000, 0, 0, false, false}};
    drift.tableItems = 10'012;
    DriftDialog dialog(bench.document, drift, nullptr);
    dialog.show();
    QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("taskAction"))->isEnabled());
    QVERIFY(dialog.findChild<FieldNote *>()->text().contains(QStringLiteral("10012 items")));
    dialog.takeOver();
    QVERIFY(!dialog.isRunning());
    QCOMPARE(bench.document.model()->itemCount(), std::size_t(12));
}

void DriftTest::resettingIsOffered()
{
    DriftBench bench;
    QVERIFY(bench.isOpen && bench.write());
    const QSignalSpy wanted(bench.workspace.get(), &DataWorkspace::resetWanted);
    QTest::mouseClick(bench.find<QPushButton>("noticeAction"), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QTest::mouseClick(bench.find<QPushButton>("showDrift"), Qt::LeftButton);
    QTest::mouseClick(bench.workspace->findChild<QPushButton *>(QStringLiteral("driftReset")), Qt::LeftButton);
    QCOMPARE(wanted.count(), 2);
}

} // namespace keywright::test
