#include "tests/ui/design/expectation_form_test.h"

#include <QPushButton>
#include <QSet>
#include <QToolButton>

#include "core/model/expectation.h"
#include "tests/ui/design/form_bench.h"
#include "ui/design/pattern_model.h"

using namespace keywright;
using namespace keywright::ui;
using test::FormBench;

void ExpectationFormTest::init()
{
    test::failOnWarnings();
}

void ExpectationFormTest::theExpectationOfANewPatternFollowsItsOperation()
{
    FormBench bench;
    bench.document.select({.kind = Selection::Kind::Entity, .row = 6});
    QTest::mouseClick(bench.find<QToolButton>("addPattern"), Qt::LeftButton);
    bench.row = bench.rowOf("Get Order");
    bench.choose("stepOperation", QStringLiteral("Query"));
    bench.choose("stepPlace", QStringLiteral("OnlineShop · GSI1"));
    bench.choose("stepOrder", QStringLiteral("Descending"));
    QCOMPARE(bench.find<TextField>("expectedOrder")->text(), QStringLiteral("placedAt descending"));
    bench.type("stepLimit", QStringLiteral("4"));
    QCOMPARE(model::readExpectation(bench.now())->limit, std::optional<std::int64_t>(4));
    bench.document.undo();
    QVERIFY(!model::readExpectation(bench.now())->limit);
    bench.type("stepFilter", QStringLiteral("total >= :least"));
    QCOMPARE(bench.find<TextField>("expectedWhere")->text(), QStringLiteral("userId = :userId AND total >= :least"));
    QCOMPARE(bench.now().parameters.back().drawnFromAttribute, std::string("total"));
    QCOMPARE(bench.now().parameters.back().type, value::Type::N);

    // The key's text by hand.
    bench.type("value_GSI1PK_0", QStringLiteral("USER#{customer}"));
    bench.type("value_GSI1SK_1", QStringLiteral("ORDER#2026"));
    QCOMPARE(bench.find<TextField>("expectedWhere")->text(),
             QStringLiteral("userId = :customer AND begins_with(placedAt, :placedAt) AND total >= :least"));
    bench.runner.run({bench.row});
    QVERIFY(bench.waitForRun());
    QCOMPARE(bench.cell(bench.row, PatternModel::Status), QStringLiteral("Verified"));

    // Written by hand, it stays.
    bench.type("expectedWhere", QStringLiteral("userId = :customer"));
    bench.choose("stepOrder", QStringLiteral("Ascending"));
    QCOMPARE(model::readExpectation(bench.now())->where, std::string("userId = :customer"));
    QCOMPARE(model::readExpectation(bench.now())->orderBy.size(), std::size_t(1));
}

void ExpectationFormTest::aReservedWordNeedsNoAliasInAnExpectation()
{
    FormBench bench("Orders of a user with a status");
    for (const char *where : {"userId = :userId AND #status = :status", "userId = :userId AND status = :status"}) {
        QVERIFY2(bench.type("expectedWhere", QString::fromLatin1(where))->refusal().isEmpty(), where);
        bench.runner.run({bench.row});
        QVERIFY(bench.waitForRun());
        QCOMPARE(bench.cell(bench.row, PatternModel::Status), QStringLiteral("Verified"));
    }
}

void ExpectationFormTest::whatMustHoldAfterAChangeIsAForm()
{
    FormBench bench("Ship an order");
    const auto expected = [&bench] { return *model::readExpectation(bench.now()); };
    const std::size_t before = expected().after.size();
    QVERIFY(before >= 2 && bench.find<TextField>("expectedWhere_0")->isVisible());
    QVERIFY(!bench.find<TextField>("expectedWhere")->isVisible());

    QTest::mouseClick(bench.find<QPushButton>("addExpected"), Qt::LeftButton);
    QCOMPARE(expected().after.size(), before + 1);
    const int added = static_cast<int>(before);
    const auto id = [added](const char *name) { return QStringLiteral("%1_%2").arg(QLatin1String(name)).arg(added).toLatin1(); };
    bench.choose(id("expectedEntity"), QStringLiteral("Order"));
    bench.type(id("expectedWhere"), QStringLiteral("orderId = :orderId AND status = :no"));
    bench.choose(id("expectedKind"), QStringLiteral("Deleted"));
    QCOMPARE(std::get<std::int64_t>(expected().after.back().count), std::int64_t(0));
    QCOMPARE(expected().after.back().entity, std::string("Order"));
    QVERIFY(!bench.type(id("expectedWhere"), QStringLiteral("orderId ="))->refusal().isEmpty());
    QTest::keyClick(&bench.find<TextField>(id("expectedWhere"))->line(), Qt::Key_Escape);

    bench.choose(id("expectedKind"), QStringLiteral("A number shrank"));
    QCOMPARE(expected().after.size(), before);
    QVERIFY(expected().changes.back().decrease);
    QTest::mouseClick(bench.find<QToolButton>(id("removeExpected")), Qt::LeftButton);
    QVERIFY(expected().changes.empty());
    bench.runner.run({bench.row});
    QVERIFY(bench.waitForRun());
    QCOMPARE(bench.cell(bench.row, PatternModel::Status), QStringLiteral("Verified"));
}

void ExpectationFormTest::aComparisonIsPrefilledWithTheTemplatesBeginning()
{
    FormBench bench("Orders of a user, newest first");
    bench.choose("compare_GSI1SK", QStringLiteral("between"));
    QCOMPARE(bench.find<TextField>("value_GSI1SK_1")->text(), QStringLiteral("ORDER#{from}"));
    QCOMPARE(bench.find<TextField>("value_GSI1SK_2")->text(), QStringLiteral("ORDER#{to}"));
    bench.choose("compare_GSI1SK", QStringLiteral("begins_with"));
    QCOMPARE(bench.find<TextField>("value_GSI1SK_1")->text(), QStringLiteral("ORDER#"));
    bench.type("value_GSI1SK_1", QStringLiteral("ORDER#2026-1"));
    bench.choose("compare_GSI1SK", QStringLiteral(">="));
    QCOMPARE(bench.find<TextField>("value_GSI1SK_1")->text(), QStringLiteral("ORDER#2026-1")); // a person wrote it
}

void ExpectationFormTest::everyFieldBeginsAtOneEdge()
{
    FormBench bench("Orders of a user, newest first");
    bench.design.resize(1400, 900);
    QTest::qWait(0);
    QSet<int> edges;
    for (const char *name : {"patternName", "patternDescription", "stepOperation", "stepPlace", "stepOrder", "stepLimit", "stepShards",
                             "expectedWhere", "expectedLimit"}) {
        const auto *field = bench.find<QWidget>(name);
        QVERIFY2(field && field->isVisible(), name);
        edges << field->mapTo(&bench.design, QPoint()).x();
    }
    QCOMPARE(edges.size(), 1);
}
