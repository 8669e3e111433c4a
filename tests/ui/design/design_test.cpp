#include "ui/design/design_workspace.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/design/key_chart_model.h"
#include "ui/design/pattern_model.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"

using namespace keywright;
using namespace keywright::ui;

class DesignTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void theKeyChartHasARowAnEntityAndAColumnAKeyAttribute()
    {
        KeyChartModel chart;
        QAbstractItemModelTester tester(&chart, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto model = test::read(test::onlineShop());
        chart.setTable(model, 0);
        QCOMPARE(chart.rowCount(), static_cast<int>(model->entities.size()));
        QStringList header;
        for (int column = 0; column < chart.columnCount(); ++column)
            header << chart.headerData(column, Qt::Horizontal).toString()
                    + chart.headerData(column, Qt::Horizontal, kKeyMarkRole).toString();
        QCOMPARE(header.mid(0, 5).join(QLatin1Char(' ')), QStringLiteral("Entity PKPK SKSK GSI1PKPK GSI1SKSK"));
        QCOMPARE(chart.index(0, 0).data().toString(), QStringLiteral("User"));
        QCOMPARE(chart.index(0, 1).data(kTemplateRole).toString(), QStringLiteral("USER#{userId}"));
        QVERIFY(chart.index(0, 3).data(kMissingRole).toBool());
        QVERIFY(!chart.index(0, 3).data(kTemplateRole).isValid());
        chart.setTable(nullptr, 0);
        QCOMPARE(chart.rowCount(), 0);
    }

    void aPlainTableShowsTheEntitysOwnAttributes()
    {
        KeyChartModel chart;
        chart.setTable(test::read(test::twoTables()), 0);
        QCOMPARE(chart.index(0, 1).data(kTemplateRole).toString(), QStringLiteral("{userId}"));
    }

    void theChooserOfTablesIsForSeveral()
    {
        Document document;
        PatternRunner runner(document);
        DesignWorkspace design(document, runner);
        design.show();
        QVERIFY(test::openAndWait(document, test::twoTables()));
        auto *tables = design.findChild<QComboBox *>(QStringLiteral("keyChartTables"));
        QVERIFY(tables->isEnabled());
        QCOMPARE(tables->count(), 2);
        document.select({.kind = Selection::Kind::Table, .row = 1});
        QCOMPARE(tables->currentText(), QStringLiteral("Logs"));
        document.select({.kind = Selection::Kind::Entity, .row = 0});
        QCOMPARE(tables->currentText(), QStringLiteral("Users"));
    }

    void selectingGoesBothWays()
    {
        Document document;
        PatternRunner runner(document);
        DesignWorkspace design(document, runner);
        design.resize(1000, 600);
        design.show();
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        auto *chart = design.findChild<QTableView *>(QStringLiteral("keyChart"));
        QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, chart->visualRect(chart->model()->index(3, 1)).center());
        QCOMPARE(document.selection(), (Selection{.kind = Selection::Kind::Entity, .row = 3}));
        QTest::keyClick(chart, Qt::Key_Down);
        QCOMPARE(document.selection().row, 4);
        document.select({.kind = Selection::Kind::Entity, .row = 6});
        QCOMPARE(chart->currentIndex().row(), 6);
        document.select({.kind = Selection::Kind::AccessPattern, .row = 2});
        QVERIFY(!chart->selectionModel()->hasSelection());
        auto *patterns = design.findChild<QTableView *>(QStringLiteral("accessPatterns"));
        QCOMPARE(patterns->currentIndex().row(), 2);
    }

    void runAllGivesEveryPatternAStatus()
    {
        Document document;
        PatternRunner runner(document);
        DesignWorkspace design(document, runner);
        design.show();
        design.showView(DesignWorkspace::AccessPatternsView);
        auto *runAll = design.findChild<QPushButton *>(QStringLiteral("runAll"));
        QVERIFY(!runAll->isEnabled());
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        auto *grid = design.findChild<QTableView *>(QStringLiteral("accessPatterns"));
        QAbstractItemModelTester tester(grid->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(grid->model()->index(0, PatternModel::Status).data().toString(), QStringLiteral("Not run"));
        QTest::mouseClick(runAll, Qt::LeftButton);
        QVERIFY(runner.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!runner.isRunning(), 20'000);
        int ran = 0;
        for (int row = 0; row < grid->model()->rowCount(); ++row) {
            const QModelIndex status = grid->model()->index(row, PatternModel::Status);
            const session::PatternRun *run = runner.lastRun(row);
            QVERIFY(run);
            QCOMPARE(status.data().toString(), statusLook(run->status).word);
            QVERIFY(!status.data(Qt::DecorationRole).isNull());
            QVERIFY(!status.data(Qt::ToolTipRole).toString().isEmpty());
            if (run->status != session::RunStatus::Ran)
                continue;
            ++ran;
            const QModelIndex items = grid->model()->index(row, PatternModel::Items);
            const bool wrote = run->writtenCount() > 0;
            QCOMPARE(items.data().toString(), QString::number(wrote ? run->writtenCount() : run->itemCount()));
            QCOMPARE(items.data(Qt::ToolTipRole).toString(),
                     wrote ? QStringLiteral("%1 written").arg(run->writtenCount()) : QStringLiteral("%1 returned").arg(run->itemCount()));
        }
        QVERIFY(ran > 5);
    }

    void runSelectedRunsTheSelected()
    {
        Document document;
        PatternRunner runner(document);
        DesignWorkspace design(document, runner);
        design.show();
        design.showView(DesignWorkspace::AccessPatternsView);
        QVERIFY(test::openAndWait(document, test::onlineShop()));
        auto *button = design.findChild<QPushButton *>(QStringLiteral("runSelected"));
        QVERIFY(!button->isEnabled());
        design.findChild<QTableView *>(QStringLiteral("accessPatterns"))->selectRow(4);
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(runner.lastRun(4));
        QTRY_VERIFY(!runner.isRunning());
        QVERIFY(!runner.lastRun(0));
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<DesignTest>("design", argc, argv);
}

#include "design_test.moc"
