#include "tests/core/model/advice_test.h"

#include <algorithm>
#include <functional>
#include <set>

#include <QTest>

#include "core/model/advice.h"
#include "core/model/document.h"
#include "core/model/judgement.h"
#include "core/model/model_writer.h"
#include "core/model/problems.h"
#include "core/model/suggest.h"
#include "tests/core/model/bad_designs.h"
#include "tests/core/model/models.h"

using namespace keywright;
using model::Advice;
using model::AdviceSeverity;
using model::Model;
using test::BadDesign;
using test::ModelChange;

namespace {

std::string lineOf(const Advice &advice)
{
    return std::string(model::textOf(advice.severity)) + " " + advice.rule + " " + advice.place + ": " + advice.reason;
}

QString linesOf(const std::vector<Advice> &all)
{
    std::string text;
    for (const Advice &advice : all)
        text += lineOf(advice) + "\n";
    return QString::fromStdString(text);
}

std::vector<Advice> ofRule(const Model &model, const std::string &rule)
{
    std::vector<Advice> all = model::adviseOn(model);
    std::erase_if(all, [&rule](const Advice &advice) { return advice.rule != rule; });
    return all;
}

} // namespace

void AdviceTest::theOnlineShopHasOnlyHints()
{
    std::vector<Advice> all = model::adviseOn(test::onlineShop());
    std::set<std::string> rules;
    for (const Advice &advice : all)
        rules.insert(advice.rule);
    std::erase_if(all, [](const Advice &advice) { return advice.severity == AdviceSeverity::Hint; });
    QCOMPARE(linesOf(all), QString());
    const std::set<std::string> expected{"filter-instead-of-key", "low-cardinality-partition-key", "mutable-gsi-key",
                                         "reserved-word",         "time-ordered-partition-key",    "unbounded-query"};
    QCOMPARE(rules, expected);
}

void AdviceTest::aGoodDesignHasNone()
{
    QCOMPARE(linesOf(model::adviseOn(Model())), QString());
    QCOMPARE(linesOf(model::adviseOn(test::warehouse())), QString());
}

void AdviceTest::everyRuleHasASource()
{
    std::set<std::string_view> ids;
    for (const model::AdviceRule &rule : model::adviceRules()) {
        QVERIFY2(ids.insert(rule.id).second, rule.id.data());
        QVERIFY2(!rule.title.empty() && !rule.source.empty(), rule.id.data());
    }
    QVERIFY(ids.size() >= 27);
}

void AdviceTest::everyRuleIsTripped()
{
    std::set<std::string> tripped;
    for (const BadDesign &design : test::badDesigns())
        tripped.insert(design.rule);
    for (const model::AdviceRule &rule : model::adviceRules())
        QVERIFY2(tripped.contains(std::string(rule.id)), rule.id.data());
}

void AdviceTest::trips_data()
{
    QTest::addColumn<int>("design");
    const std::vector<BadDesign> designs = test::badDesigns();
    for (std::size_t i = 0; i < designs.size(); ++i)
        QTest::newRow((designs[i].rule + ": " + designs[i].name).c_str()) << static_cast<int>(i);
}

void AdviceTest::trips()
{
    QFETCH(int, design);
    const BadDesign bad = test::badDesigns()[static_cast<std::size_t>(design)];
    Model model = test::warehouse();
    bad.common(model);
    const std::vector<Advice> before = ofRule(model, bad.rule);
    QVERIFY2(before.empty(), qPrintable("already without the fault: " + linesOf(before)));
    bad.spoil(model);
    const std::vector<Advice> after = ofRule(model, bad.rule);
    QVERIFY2(!after.empty(), qPrintable(linesOf(model::adviseOn(model))));
    const auto hit = std::find_if(after.begin(), after.end(), [&bad](const Advice &advice) {
        return model::textOf(advice.severity) == bad.severity && advice.place == bad.place
            && advice.reason.find(bad.says) != std::string::npos;
    });
    QVERIFY2(hit != after.end(), qPrintable(linesOf(after)));
    QVERIFY(!hit->remedy.empty());
    QCOMPARE(hit->fix.has_value(), bad.hasFix);
}

void AdviceTest::aFixCuresAndCanBeUndone()
{
    int fixes = 0;
    for (const BadDesign &bad : test::badDesigns()) {
        if (!bad.hasFix)
            continue;
        Model model = test::warehouse();
        bad.common(model);
        bad.spoil(model);
        const std::vector<Advice> found = ofRule(model, bad.rule);
        const auto hit = std::find_if(found.begin(), found.end(), [&bad](const Advice &each) { return each.place == bad.place; });
        QVERIFY2(hit != found.end() && hit->fix, bad.name.c_str());
        model::Document document(model);
        document.apply(*hit->fix);
        for (const Advice &left : ofRule(document.model(), bad.rule))
            QVERIFY2(left.place != bad.place, qPrintable(QString::fromStdString(lineOf(left))));
        QVERIFY2(model::findProblems(document.model()).size() <= model::findProblems(model).size(), bad.name.c_str());
        for (const model::AccessPattern &pattern : document.model().accessPatterns)
            if (const model::AccessPattern *was = model.findAccessPattern(pattern.name))
                QVERIFY2(model::judge(document.model(), pattern).verdict <= model::judge(model, *was).verdict, pattern.name.c_str());
        document.undo();
        QCOMPARE(model::writeModel(document.model()), model::writeModel(model));
        ++fixes;
    }
    QVERIFY(fixes >= 20);
}

void AdviceTest::aKeyOfOtherEntitiesMovesNoEntry()
{
    Model model = test::warehouse();
    for (model::Entity &entity : model.entities)
        std::erase_if(entity.keyTemplates, [](const auto &each) { return each.first == "GPK"; });
    for (const test::BadDesign &design : test::badDesigns())
        if (design.rule == "mutable-gsi-key" && design.name == "slot moves")
            design.spoil(model);
    QCOMPARE(linesOf(ofRule(model, "mutable-gsi-key")), QString());
}

void AdviceTest::theWorstComesFirst()
{
    Model model = test::warehouse();
    for (const BadDesign &bad : test::badDesigns())
        if (bad.rule == "strong-read-on-gsi" || bad.rule == "missing-rate")
            bad.spoil(model);
    const std::vector<Advice> all = model::adviseOn(model);
    QVERIFY(std::is_sorted(all.begin(), all.end(), [](const Advice &left, const Advice &right) { return left.severity < right.severity; }));
    QCOMPARE(all.front().severity, AdviceSeverity::Error);
}

void AdviceTest::contradictionsDoNotHarm_data()
{
    QTest::addColumn<ModelChange>("breakIt");
    const auto row = [](const char *name, const ModelChange &breakIt) { QTest::newRow(name) << breakIt; };
    row("every field", [](Model &model) { model = test::everyField(); });
    row("table without a key", [](Model &model) { model.tables[0].definition.key = {}; });
    row("index without a key", [](Model &model) { model.tables[0].definition.globalIndexes[0].key = {}; });
    row("no tables", [](Model &model) { model.tables.clear(); });
    row("no entities", [](Model &model) { model.entities.clear(); });
    row("entities of no table", [](Model &model) {
        for (model::Entity &entity : model.entities)
            entity.table = "Nowhere";
    });
    row("templates that do not parse", [](Model &model) {
        for (model::Entity &entity : model.entities)
            for (auto &[attribute, text] : entity.keyTemplates)
                text = "{" + text;
    });
    row("expressions that do not parse", [](Model &model) {
        for (model::AccessPattern &pattern : model.accessPatterns)
            for (model::Step &step : pattern.steps)
                step.operation.filter = step.operation.condition = step.operation.update = "= (";
    });
    row("key conditions without values", [](Model &model) {
        for (model::AccessPattern &pattern : model.accessPatterns)
            for (model::Step &step : pattern.steps)
                for (model::KeyComparison &comparison : step.operation.keyCondition)
                    comparison.values.clear();
    });
    row("scaling without capacity", [](Model &model) {
        model.tables[0].definition.billingMode = schema::BillingMode::Provisioned;
        for (const schema::IndexDefinition &index : model.tables[0].definition.globalIndexes)
            model.tables[0].indexSettings[index.name].scaling.write = model::AutoScaling{0, 0, 70};
    });
}

void AdviceTest::contradictionsDoNotHarm()
{
    QFETCH(ModelChange, breakIt);
    for (Model model : {test::onlineShop(), test::warehouse()}) {
        breakIt(model);
        for (const Advice &advice : model::adviseOn(model)) {
            QVERIFY(!advice.place.empty());
            if (!advice.fix)
                continue;
            model::Document document(model);
            document.apply(*advice.fix);
            document.undo();
            QVERIFY(document.model() == model);
        }
        for (const model::AccessPattern &pattern : model.accessPatterns) {
            for (const model::Suggestion &suggestion : model::suggestFor(model, pattern)) {
                model::Document document(model);
                document.apply(suggestion.command);
                QCOMPARE(model::judge(document.model(), *document.model().findAccessPattern(pattern.name)).verdict, model::Verdict::Served);
            }
        }
    }
}
