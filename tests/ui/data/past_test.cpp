#include "tests/ui/data/past_test.h"

#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/model/entity_view.h"
#include "core/session/workspace.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/own_connections.h"
#include "ui/data/data_workspace.h"
#include "ui/data/past_differences.h"
#include "ui/data/time_strip.h"
#include "ui/data/value_editor.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/tables/restore_dialog.h"

namespace keywright::test {

using namespace keywright::ui;

namespace {

/// The Data workspace of a model with 12 sample items, on the table's past.
struct PastBench {
    PastBench()
    {
        document.create(*read(manyItems(12))); // without a file, so that each test has tables of its own
        isOpen = QTest::qWaitFor([this] { return document.stage() == Document::Stage::Ready; }, 10'000);
        workspace = std::make_unique<DataWorkspace>(connections.list);
        workspace->resize(1000, 600);
        workspace->show();
        items = workspace->findChild<ItemTableModel *>();
        time = workspace->findChild<TimeStrip *>();
        isOpen = isOpen && isRead();
    }
    ~PastBench() { document.close(); }

    bool isRead()
    {
        return QTest::qWaitFor([this] { return items->isSettled() && items->state() == ItemTableModel::State::Complete; }, 10'000);
    }
    bool open()
    {
        QTest::mouseClick(find<QToolButton>("showPast"), Qt::LeftButton);
        return QTest::qWaitFor([this] { return !time->isBusy(); }, 10'000);
    }
    /// Turns recovery on and stays at that moment; then one item is added, one changed and one deleted.
    bool change()
    {
        if (!open())
            return false;
        QTest::mouseClick(find<QPushButton>("turnRecoveryOn"), Qt::LeftButton);
        if (!QTest::qWaitFor([this] { return time->moment().has_value(); }, 10'000))
            return false;
        const std::int64_t then = *time->moment();
        if (!QTest::qWaitFor([then] { return QDateTime::currentMSecsSinceEpoch() > then; }, 10'000))
            return false;
        connection::Connection &tables = document.workspace()->connection();
        const auto &sample = document.model()->sampleData.front();
        value::Item added = sample.items[0];
        for (const schema::KeyAttribute &part : document.model()->tables.front().definition.key.sort)
            added.set(part.name, value::AttributeValue::number(1'000));
        tables.putItem({sample.table, added});
        value::Item changed = sample.items[1];
        changed.set("note", value::AttributeValue("changed"));
        tables.putItem({sample.table, changed});
        tables.deleteItem({sample.table, model::primaryKeyOf(*document.model(), sample.table, sample.items[2])});
        QTest::mouseClick(find<QToolButton>("readAgain"), Qt::LeftButton);
        return QTest::qWaitFor([this] { return text().startsWith(QStringLiteral("Since then")); }, 10'000) && isRead();
    }
    QString text() { return find<QLabel>("timeText")->text(); }
    std::vector<value::Item> shown() const
    {
        std::vector<value::Item> all;
        for (int row = 0; row < items->rowCount(); ++row)
            if (const auto item = items->itemAt(row))
                all.push_back(*item);
        return all;
    }
    bool shows(const value::Item &item) const
    {
        const auto all = shown();
        return std::find(all.begin(), all.end(), item) != all.end();
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return workspace->findChild<Widget *>(QLatin1String(name));
    }

    Document document;
    OwnConnections connections{document};
    std::unique_ptr<DataWorkspace> workspace;
    ItemTableModel *items = nullptr;
    TimeStrip *time = nullptr;
    bool isOpen = false;
};

} // namespace

void PastTest::init()
{
    failOnWarnings();
}

void PastTest::recoveryThatIsOffIsSaidAndTurnedOn()
{
    PastBench bench;
    QVERIFY(bench.isOpen);
    QVERIFY(!bench.time->isVisible());
    QVERIFY(bench.open());
    QVERIFY2(bench.text().contains(QStringLiteral("is off")), qPrintable(bench.text()));
    QVERIFY(!bench.find<QSlider>("timeSlider")->isEnabled());
    QTRY_COMPARE(bench.items->rowCount(), 12);
    QTest::mouseClick(bench.find<QPushButton>("turnRecoveryOn"), Qt::LeftButton);
    QTRY_VERIFY(bench.time->moment());
    QTRY_COMPARE(bench.text(), QStringLiteral("Nothing is otherwise than it was."));
    QVERIFY(!bench.find<QPushButton>("turnRecoveryOn")->isVisible());
    QVERIFY(session::readRecovery(bench.document.workspace()->connection(), bench.items->place().table).isEnabled);
}

void PastTest::theTableIsShownAsItWas()
{
    PastBench bench;
    QVERIFY(bench.change());
    QCOMPARE(bench.text(), QStringLiteral("Since then: 1 added, 1 changed, 1 deleted"));
    const auto &sample = bench.document.model()->sampleData.front().items;
    QCOMPARE(bench.items->rowCount(), 12);
    for (const value::Item &item : sample)
        QVERIFY(bench.shows(item));
    QTest::mouseClick(bench.find<QPushButton>("showDifferences"), Qt::LeftButton);
    auto *dialog = bench.workspace->findChild<PastDifferencesDialog *>();
    const auto *rows = dialog->findChild<QTableView *>(QStringLiteral("pastDifferenceRows"))->model();
    QStringList kinds;
    for (int row = 0; row < rows->rowCount(); ++row)
        kinds << rows->index(row, 1).data().toString();
    kinds.sort();
    QCOMPARE(kinds.join(QLatin1Char('|')), QStringLiteral("Added since|Changed since|Deleted since"));
    dialog->reject();
    QTest::mouseClick(bench.find<QToolButton>("leavePast"), Qt::LeftButton);
    QVERIFY(!bench.time->isVisible());
    QTRY_VERIFY(!bench.shows(sample[1]) && bench.isRead());
    QVERIFY(!bench.shows(sample[2]));
}

void PastTest::thePastCannotBeEdited()
{
    PastBench bench;
    QVERIFY(bench.change());
    QVERIFY(!bench.find<QToolButton>("addItem")->isEnabled());
    auto *grid = bench.find<QTableView>("items");
    grid->setCurrentIndex(bench.items->index(0, bench.items->columnCount() - 1));
    grid->setFocus();
    QVERIFY(!bench.find<QToolButton>("deleteItems")->isEnabled());
    QTest::keyClick(grid, Qt::Key_Return);
    QTest::keyClick(grid, Qt::Key_Delete);
    QVERIFY(!bench.workspace->findChild<ValueEditor *>()->isVisible());
}

void PastTest::theSliderGoesFromTheEarliestToTheLatestMoment()
{
    PastBench bench;
    QVERIFY(bench.change());
    auto *slider = bench.find<QSlider>("timeSlider");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_End);
    QTRY_COMPARE(bench.text(), QStringLiteral("Nothing is otherwise than it was."));
    QTRY_VERIFY(bench.isRead() && !bench.shows(bench.document.model()->sampleData.front().items[1]));
    QTest::keyClick(slider, Qt::Key_Home);
    const session::Recovery recovery = session::readRecovery(bench.document.workspace()->connection(), bench.items->place().table);
    QCOMPARE(*bench.time->moment(), *recovery.earliest);
    QTRY_COMPARE(bench.text(), QStringLiteral("Since then: 1 added, 1 changed, 1 deleted"));
}

void PastTest::aMomentIsRestoredIntoANewTable()
{
    PastBench bench;
    QVERIFY(bench.change());
    const std::string table = bench.items->place().table;
    QString said;
    setMessageSink([&said](const Message &message) { said = message.title; });
    QTest::mouseClick(bench.find<QPushButton>("restorePast"), Qt::LeftButton);
    auto *dialog = bench.workspace->findChild<RestoreDialog *>();
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("taskAction")), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(said, QString::fromStdString(table) + QStringLiteral("-restored is there"), 30'000);
    setMessageSink({});
    const auto restored = bench.document.workspace()->connection().scan({.table = table + "-restored"}).items;
    QCOMPARE(restored.size(), std::size_t(12));
    const value::Item &changed = bench.document.model()->sampleData.front().items[1];
    QVERIFY(std::find(restored.begin(), restored.end(), changed) != restored.end());
}

void PastTest::anIndexHasNoPast()
{
    PastBench bench;
    QVERIFY(bench.change());
    bench.find<QComboBox>("place")->setCurrentIndex(1);
    QVERIFY(!bench.find<QToolButton>("showPast")->isEnabled());
    QVERIFY(!bench.time->isVisible());
    bench.find<QComboBox>("place")->setCurrentIndex(0);
    QVERIFY(bench.time->isVisible());
    QTRY_VERIFY(bench.time->moment());
}

} // namespace keywright::test
