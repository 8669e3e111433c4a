#include "ui/design/design_workspace.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTableView>

#include "tests/ui/design/expectation_form_test.h"
#include "tests/ui/design/first_model_test.h"
#include "tests/ui/design/key_chart_test.h"
#include "tests/ui/design/pattern_costs_test.h"
#include "tests/ui/design/pattern_form_test.h"
#include "tests/ui/design/pattern_view_test.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/design/key_chart_model.h"
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
        Adviser adviser(document);
        DesignWorkspace design(document, runner, adviser);
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
        Adviser adviser(document);
        DesignWorkspace design(document, runner, adviser);
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
};

int main(int argc, char **argv)
{
    return test::runUiTest<DesignTest, KeyChartTest, PatternFormTest, ExpectationFormTest, PatternCostsTest, PatternViewTest,
                           FirstModelTest>("design", argc, argv);
}

#include "design_test.moc"
