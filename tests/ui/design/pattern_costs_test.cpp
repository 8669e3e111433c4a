#include "tests/ui/design/pattern_costs_test.h"

#include <algorithm>

#include <QTest>

#include "core/model/edits.h"
#include "core/simulation/cost.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/cost/cost_rows.h"
#include "ui/design/pattern_model.h"
#include "ui/parts/cell_delegate.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

struct Costed {
    Costed() : runner(document), adviser(document), costs(document), patterns(runner, adviser, costs)
    {
        opened = test::openAndWait(document, test::onlineShop());
        patterns.setModel(document.model());
    }
    ~Costed() { document.close(); }

    bool isReckoned()
    {
        return opened && QTest::qWaitFor([this] { return !costs.isBusy(); }, 20'000);
    }
    QModelIndex cell(int row) const { return patterns.index(row, PatternModel::Cost); }

    bool change(const Document::MakeCommand &make)
    {
        const bool isRefused = document.edit(make).has_value();
        patterns.setModel(document.model());
        return !isRefused;
    }

    bool changeRate(std::size_t pattern, std::optional<double> perSecond)
    {
        return change([=](const model::Model &model) {
            model::AccessPattern changed = model.accessPatterns[pattern];
            changed.rate = perSecond ? std::optional(model::Rate{.perSecond = *perSecond}) : std::nullopt;
            return model::changeAccessPattern(model, std::move(changed));
        });
    }

    Document document;
    PatternRunner runner;
    Adviser adviser;
    PatternCosts costs;
    PatternModel patterns;
    bool opened = false;
};

} // namespace

void PatternCostsTest::init()
{
    test::failOnWarnings();
}

void PatternCostsTest::everyPatternWithARateHasItsCost()
{
    Costed shop;
    QVERIFY(shop.isReckoned());
    const simulation::CostReport report = simulation::costOf(*shop.document.model(), capacity::currentPrices());
    int costed = 0;
    for (int row = 0; row < shop.patterns.rowCount(); ++row) {
        const model::AccessPattern &pattern = shop.document.model()->accessPatterns[static_cast<std::size_t>(row)];
        const QString text = shop.cell(row).data().toString();
        if (!pattern.rate) {
            QVERIFY(text.isEmpty() && shop.cell(row).data(kMissingRole).toBool());
            continue;
        }
        ++costed;
        const simulation::ShareCost &share = report.patterns[static_cast<std::size_t>(row)];
        QCOMPARE(QString::fromStdString(share.name), QString::fromStdString(pattern.name));
        QCOMPARE(text, dollars(share.onDemand.amount()));
        const QString tip = shop.cell(row).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("calls a month")) && tip.contains(text) && tip.contains(QStringLiteral("×")), qPrintable(tip));
    }
    QVERIFY(costed > 3);
}

void PatternCostsTest::costsFollowEdits()
{
    Costed shop;
    QVERIFY(shop.isReckoned());
    const auto rated = std::find_if(shop.document.model()->accessPatterns.begin(), shop.document.model()->accessPatterns.end(),
                                    [](const model::AccessPattern &each) { return each.rate.has_value(); });
    const auto number = static_cast<std::size_t>(rated - shop.document.model()->accessPatterns.begin());
    const QString before = shop.cell(static_cast<int>(number)).data().toString();
    QVERIFY(shop.changeRate(number, 12'345));
    QVERIFY(shop.isReckoned());
    QVERIFY(shop.cell(static_cast<int>(number)).data().toString() != before);
    QVERIFY(shop.changeRate(number, std::nullopt));
    QVERIFY(shop.cell(static_cast<int>(number)).data().toString().isEmpty()); // at once
    QVERIFY(shop.isReckoned());
    shop.document.close();
    QVERIFY(QTest::qWaitFor([&shop] { return !shop.costs.isBusy(); }, 20'000));
}

void PatternCostsTest::aProvisionedTablesPatternsShareWhatItProvisions()
{
    Costed shop;
    QVERIFY(shop.isReckoned());
    QCOMPARE(shop.document.model()->tables.size(), std::size_t{1});
    QVERIFY(shop.change([](const model::Model &model) {
        model::Table table = model.tables.front();
        table.definition.billingMode = schema::BillingMode::Provisioned;
        table.definition.capacity = {};
        table.definition.capacity.provisioned = schema::ProvisionedThroughput{100, 100};
        for (schema::IndexDefinition &index : table.definition.globalIndexes) {
            index.capacity = {};
            index.capacity.provisioned = schema::ProvisionedThroughput{100, 100};
        }
        return model::changeTable(model, std::move(table));
    }));
    QVERIFY(shop.isReckoned());
    const simulation::CostReport report = simulation::costOf(*shop.document.model(), capacity::currentPrices());
    for (int row = 0; row < shop.patterns.rowCount(); ++row)
        if (shop.document.model()->accessPatterns[static_cast<std::size_t>(row)].rate)
            QCOMPARE(shop.cell(row).data().toString(), dollars(report.patterns[static_cast<std::size_t>(row)].provisioned));
}
