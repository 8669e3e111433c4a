#include "tests/core/model/judgement_test.h"

#include <functional>

#include <QTest>

#include "core/model/judgement.h"
#include "core/model/model_reader.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::AccessPattern;
using model::Model;
using model::Operation;
using model::Verdict;

using JudgedChange = std::function<void(Model &, AccessPattern &)>;
Q_DECLARE_METATYPE(JudgedChange)

namespace {

Model judgementSample()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

AccessPattern &judgementPatternOf(Model &model, const std::string &name)
{
    for (AccessPattern &pattern : model.accessPatterns)
        if (pattern.name == name)
            return pattern;
    qFatal("the sample has no access pattern %s", name.c_str());
}

Operation &firstOperation(AccessPattern &pattern)
{
    return pattern.steps.front().operation;
}

QString textOf(const model::Judgement &judgement)
{
    QString text = QString::fromUtf8(model::textOf(judgement.verdict).data()) + "\n";
    for (const model::JudgementReason &reason : judgement.reasons)
        text += QString::fromStdString(reason.place + ": " + reason.message) + "\n";
    return text;
}

} // namespace

void JudgementTest::everyPatternOfTheSampleIsAnswered()
{
    const Model model = judgementSample();
    for (const AccessPattern &pattern : model.accessPatterns) {
        const Verdict expected = pattern.name == "Orders of a user with a status" ? Verdict::Filtered : Verdict::Served;
        const model::Judgement judgement = model::judge(model, pattern);
        QVERIFY2(judgement.verdict == expected, qPrintable(QString::fromStdString(pattern.name) + ": " + textOf(judgement)));
    }
}

void JudgementTest::judges_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<JudgedChange>("change");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("says"); // in the text of the reasons
    const auto row = [](const char *name, const char *pattern, JudgedChange change, const char *verdict, const char *says) {
        QTest::newRow(name) << QString(pattern) << change << QString(verdict) << QString(says);
    };
    row(
        "no step", "Cart of a user", [](Model &, AccessPattern &p) { p.steps.clear(); }, "not served", "no step yet");
    row(
        "no partition key", "Cart of a user",
        [](Model &, AccessPattern &p) { firstOperation(p).keyCondition.erase(firstOperation(p).keyCondition.begin()); }, "not served",
        "does not say which PK");
    row(
        "range on the partition key", "Cart of a user",
        [](Model &, AccessPattern &p) { firstOperation(p).keyCondition[0].op = expression::KeyOperator::BeginsWith; }, "not served",
        "can only be compared with =");
    row(
        "attribute that is no key", "Cart of a user",
        [](Model &, AccessPattern &p) { firstOperation(p).keyCondition[1].attribute = "quantity"; }, "not served",
        "quantity is not part of the key of OnlineShop");
    row(
        "filter", "Cart of a user", [](Model &, AccessPattern &p) { firstOperation(p).filter = "quantity > :n"; }, "filtered",
        "steps[0].filter: The filter drops items");
    row(
        "scan", "Cart of a user",
        [](Model &, AccessPattern &p) {
            firstOperation(p).kind = model::OperationKind::Scan;
            firstOperation(p).keyCondition.clear();
        },
        "scanned", "A Scan reads all of OnlineShop");
    row(
        "neighbours in the item collection", "Cart of a user", [](Model &, AccessPattern &p) { firstOperation(p).keyCondition.pop_back(); },
        "filtered", "also reads items of Address");
    row(
        "a range from one entity's key to another's", "Checkout page: user, addresses and cart",
        [](Model &, AccessPattern &p) {
            p.expectation = value::Json::parse(R"({"entities": ["User", "CartItem"], "where": "userId = :userId"})");
            firstOperation(p).keyCondition.push_back(
                {"SK", expression::KeyOperator::Between, {std::string("CART#"), std::string("PROFILE")}});
        },
        "served", "");
    row(
        "a range that ends before an entity's key", "Checkout page: user, addresses and cart",
        [](Model &, AccessPattern &p) {
            firstOperation(p).keyCondition.push_back(
                {"SK", expression::KeyOperator::Between, {std::string("ADDRESS#"), std::string("CART#~")}});
        },
        "not served", "cannot find a User");
    row(
        "strong read on a GSI", "Orders of a user, newest first",
        [](Model &, AccessPattern &p) { firstOperation(p).consistentRead = true; }, "not served", "no strongly consistent reads");
    row(
        "half a key", "Product by id", [](Model &, AccessPattern &p) { firstOperation(p).key.pop_back(); }, "not served",
        "The key lacks SK");
    row(
        "key of an index", "Product by id",
        [](Model &, AccessPattern &p) { firstOperation(p).key.emplace_back("GSI1PK", std::string("x")); }, "not served",
        "GSI1PK is not part of the primary key");
    row(
        "index without the entity", "Orders of a user, newest first",
        [](Model &m, AccessPattern &) {
            for (model::Entity &entity : m.entities)
                if (entity.name == "Order")
                    std::erase_if(entity.keyTemplates, [](const auto &each) { return each.first == "GSI1SK"; });
        },
        "not served", "GSI1 holds no Order: the entity has no GSI1SK");
    row(
        "templates that never meet", "Orders of a user, newest first",
        [](Model &, AccessPattern &p) { firstOperation(p).keyCondition[0].values[0] = std::string("CUSTOMER#{userId}"); }, "not served",
        "its key template begins otherwise");
    row(
        "projection that lacks what is expected", "Products of a category, cheapest first",
        [](Model &, AccessPattern &p) {
            p.expectation = value::Json::object({{"entities", value::Json::array({value::Json::string("Product")})}});
        },
        "not served", "GSI2 does not hold");
    row(
        "unknown index", "Orders of a user, newest first", [](Model &, AccessPattern &p) { firstOperation(p).index = "GSI9"; },
        "not served", "has no index \"GSI9\"");
    row(
        "item without a key", "Put a product in the cart", [](Model &, AccessPattern &p) { firstOperation(p).entity.clear(); },
        "not served", "The item has no PK");
}

void JudgementTest::judges()
{
    QFETCH(QString, pattern);
    QFETCH(JudgedChange, change);
    QFETCH(QString, verdict);
    QFETCH(QString, says);
    Model model = judgementSample();
    AccessPattern &judged = judgementPatternOf(model, pattern.toStdString());
    change(model, judged);
    const QString text = textOf(model::judge(model, judged));
    QVERIFY2(text.startsWith(verdict + "\n"), qPrintable(text));
    QVERIFY2(text.contains(says), qPrintable(text));
}

void JudgementTest::theWorstReasonDecides()
{
    Model model = judgementSample();
    AccessPattern &pattern = judgementPatternOf(model, "Cart of a user");
    firstOperation(pattern).filter = "quantity > :n";
    firstOperation(pattern).keyCondition.clear();
    const model::Judgement judgement = model::judge(model, pattern);
    QCOMPARE(judgement.verdict, Verdict::NotServed);
    QVERIFY(judgement.reasons.size() >= 2);
}
