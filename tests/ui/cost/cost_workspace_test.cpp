#include "tests/ui/cost/cost_workspace_test.h"

#include <functional>

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "core/capacity/prices.h"
#include "core/model/edits.h"
#include "core/simulation/cost.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/cost/cost_workspace.h"
#include "ui/dialogs/file_dialog.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

QString leaderboard()
{
    return qEnvironmentVariable("KEYWRIGHT_SAMPLES_DIR") + QStringLiteral("/game-leaderboard.keywright.json");
}

struct ShownCost {
    explicit ShownCost(const QString &file) : cost(document)
    {
        opened = test::openAndWait(document, file);
        cost.resize(900, 640);
        cost.show();
        cost.activateWindow();
    }

    ~ShownCost() { document.close(); }

    bool isThere()
    {
        return opened && QTest::qWaitFor([this] { return !cost.isBusy() && cost.report(); }, 20'000);
    }

    template <typename Widget>
    Widget *find(const char *name)
    {
        return cost.findChild<Widget *>(QLatin1String(name));
    }

    void click(QTreeWidget &tree, QTreeWidgetItem *item, int column)
    {
        tree.scrollToItem(item);
        const QRect cell = tree.visualRect(tree.indexFromItem(item, column));
        QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, cell.center());
    }

    Document document;
    CostWorkspace cost;
    bool opened = false;
};

void checkSums(const CostRow &row)
{
    for (std::size_t mode = 0; mode < kCostModes; ++mode) {
        if (!row.amounts[mode])
            continue;
        double sum = row.figures[mode].amount();
        for (const CostRow &part : row.rows)
            sum += part.amounts[mode].value_or(0);
        if (row.kind == CostRow::Kind::Table || row.kind == CostRow::Kind::Part)
            QVERIFY2(std::abs(sum - *row.amounts[mode]) < 1e-6 * std::max(1.0, sum), qPrintable(row.name));
    }
    for (const CostRow &part : row.rows)
        checkSums(part);
}

} // namespace

void CostWorkspaceTest::init()
{
    test::failOnWarnings();
}

void CostWorkspaceTest::everyFigureIsTheSumOfItsArithmetic()
{
    for (const char *sample : {"game-leaderboard", "online-shop", "banking", "iot-sensor-readings", "multi-tenant-saas"}) {
        const auto model =
            test::read(qEnvironmentVariable("KEYWRIGHT_SAMPLES_DIR") + QStringLiteral("/%1.keywright.json").arg(QLatin1String(sample)));
        const simulation::CostReport report = simulation::costOf(*model, capacity::builtInPrices(), {.backupsKept = 2});
        for (const CostRow &row : tableRows(report))
            checkSums(row);
        for (const auto &shares : {report.patterns, report.entities})
            for (const CostRow &row : shareRows(shares))
                QCOMPARE(row.figures[0].amount(), *row.amounts[0]);
    }
}

void CostWorkspaceTest::aClickedFigureOpensItsArithmetic()
{
    ShownCost shown(leaderboard());
    QVERIFY(shown.isThere());
    auto *tree = shown.find<QTreeWidget>("costTables");
    QTreeWidgetItem *index = nullptr;
    for (int row = 0; row < tree->topLevelItem(0)->childCount(); ++row)
        if (tree->topLevelItem(0)->child(row)->text(0) == QStringLiteral("Index Ranking"))
            index = tree->topLevelItem(0)->child(row);
    QVERIFY(index != nullptr);
    shown.click(*tree, index, 1);
    auto *terms = shown.find<QTreeWidget>("costTerms");
    const simulation::CostFigure &figure = shown.cost.report()->tables.front().places[1].onDemand;
    QCOMPARE(terms->topLevelItemCount(), static_cast<int>(figure.terms.size()));
    QCOMPARE(priceText(0.625), QStringLiteral("$0.625"));
    QCOMPARE(priceText(0.00013), QStringLiteral("$0.00013"));
    QCOMPARE(priceText(0.1), QStringLiteral("$0.10"));
    QCOMPARE(terms->topLevelItem(0)->text(3), priceText(figure.terms[0].price));
    QCOMPARE(terms->topLevelItem(0)->text(4), dollars(figure.terms[0].amount()));
    QVERIFY(shown.find<QLabel>("costFigure")->text().endsWith(dollars(figure.amount())));
    shown.click(*tree, index, 2);
    QVERIFY(shown.find<QLabel>("costFigure")->text().contains(QStringLiteral("provisioned")));
    QVERIFY(shown.find<QLabel>("costExplanation")->text().contains(QStringLiteral("cheaper than on demand above")));
    shown.click(*tree, tree->topLevelItem(0), 1);
    QVERIFY(shown.find<QLabel>("costExplanation")->text().contains(QStringLiteral("Write amplification")));
}

void CostWorkspaceTest::theCheaperModeIsNamed()
{
    ShownCost shown(leaderboard());
    QVERIFY(shown.isThere());
    const simulation::TableCost &table = shown.cost.report()->tables.front();
    const QString said = shown.find<QLabel>("costVerdicts")->text();
    QVERIFY2(said.contains(dollars(table.provisionedTotal)), qPrintable(said));
    QVERIFY(shown.find<QLabel>("costTotal")->text().contains(dollars(shown.cost.report()->total)));
    QVERIFY(shown.find<QLabel>("costPrices")->text().contains(QString::fromStdString(shown.cost.report()->pricesDate)));
}

void CostWorkspaceTest::regionMonthsAndBackupsCount()
{
    ShownCost shown(leaderboard());
    QVERIFY(shown.isThere());
    auto *region = shown.find<QComboBox>("costRegion");
    QCOMPARE(region->currentData().toString(), QStringLiteral("us-east-1"));
    QCOMPARE(region->count(), static_cast<int>(capacity::builtInPrices().regions.size()));
    const double before = shown.cost.report()->total;
    const int frankfurt = region->findData(QStringLiteral("eu-central-1"));
    region->setCurrentIndex(frankfurt);
    emit region->activated(frankfurt);
    QVERIFY(shown.isThere());
    QCOMPARE(shown.cost.report()->region, std::string("eu-central-1"));
    QVERIFY(shown.cost.report()->total > before);
    const double oneMonth = shown.cost.report()->total;
    shown.find<QSpinBox>("costMonths")->setValue(12);
    QVERIFY(shown.isThere());
    const double year = shown.cost.report()->total;
    QVERIFY(year > oneMonth);
    shown.find<QSpinBox>("costBackups")->setValue(3);
    QVERIFY(shown.isThere());
    QVERIFY(shown.cost.report()->total > year);
}

void CostWorkspaceTest::editsAreFollowedAndTheSelectedFigureStays()
{
    ShownCost shown(leaderboard());
    QVERIFY(shown.isThere());
    auto *tree = shown.find<QTreeWidget>("costTables");
    shown.click(*tree, tree->topLevelItem(0)->child(1), 2);
    const QString name = tree->currentItem()->text(0);
    const double before = shown.cost.report()->total;
    model::AccessPattern pattern = shown.document.model()->accessPatterns.front();
    pattern.rate->perSecond *= 1'000;
    QVERIFY(!shown.document.edit([&](const model::Model &model) { return model::changeAccessPattern(model, pattern); }));
    QVERIFY(shown.isThere());
    QVERIFY(shown.cost.report()->total > before);
    QCOMPARE(tree->currentItem()->text(0), name);
    QCOMPARE(tree->currentColumn(), 2);
    shown.document.undo();
    QVERIFY(shown.isThere());
    QCOMPARE(shown.cost.report()->total, before);
}

void CostWorkspaceTest::patternsAndEntitiesStandTheDearestFirst()
{
    ShownCost shown(leaderboard());
    QVERIFY(shown.isThere());
    shown.cost.showView(CostWorkspace::PatternsView);
    auto *tree = shown.find<QTreeWidget>("costPatterns");
    QCOMPARE(tree->topLevelItemCount(), static_cast<int>(shown.cost.report()->patterns.size()));
    const std::vector<CostRow> rows = shareRows(shown.cost.report()->patterns);
    for (std::size_t row = 1; row < rows.size(); ++row)
        QVERIFY(*rows[row - 1].amounts[0] >= *rows[row].amounts[0]);
    shown.click(*tree, tree->topLevelItem(0), 1);
    QVERIFY(shown.find<QTreeWidget>("costTerms")->topLevelItemCount() > 0);
}

void CostWorkspaceTest::figuresAreSavedAsJson()
{
    ShownCost shown(leaderboard());
    QVERIFY(shown.isThere());
    const QTemporaryDir folder;
    setNextFileAnswer(folder.filePath(QStringLiteral("cost.json")));
    QTest::mouseClick(shown.find<QToolButton>("saveCost"), Qt::LeftButton);
    QFile file(folder.filePath(QStringLiteral("cost.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!QJsonDocument::fromJson(file.readAll()).object().isEmpty());
}

void CostWorkspaceTest::aModelWithoutRatesSaysWhatToDo()
{
    ShownCost shown(test::emptyTable());
    QTRY_VERIFY(shown.find<QWidget>("costMessage")->isVisible());
    QSignalSpy wanted(&shown.cost, &CostWorkspace::designWanted);
    QTest::mouseClick(shown.find<QPushButton>("costAct"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

void CostWorkspaceTest::aBrokenPriceListIsSaid()
{
    const QTemporaryDir folder;
    const QByteArray before = qgetenv("XDG_CONFIG_HOME");
    qputenv("XDG_CONFIG_HOME", folder.path().toLocal8Bit());
    QDir(folder.path()).mkdir(QStringLiteral("keywright"));
    QFile prices(folder.filePath(QStringLiteral("keywright/prices.json")));
    QVERIFY(prices.open(QIODevice::WriteOnly) && prices.write("{\"regions\": 3}") > 0);
    prices.close();
    {
        ShownCost shown(leaderboard());
        QTRY_VERIFY_WITH_TIMEOUT(!shown.cost.isBusy() && shown.find<QWidget>("costMessage")->isVisible(), 20'000);
        QStringList texts;
        for (const QLabel *label : shown.find<QWidget>("costMessage")->findChildren<QLabel *>())
            texts << label->text();
        QVERIFY2(texts.join(QLatin1Char('\n')).contains(QStringLiteral("prices.json")), qPrintable(texts.join(QLatin1Char('\n'))));
        prices.remove();
        QTest::mouseClick(shown.find<QPushButton>("costAct"), Qt::LeftButton);
        QVERIFY(shown.isThere());
    }
    before.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", before);
}
