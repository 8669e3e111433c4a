#include "tests/core/session/verification_test.h"

#include "core/model/derived_expectation.h"
#include "core/model/judgement.h"
#include "core/model/new_pattern.h"
#include "core/model/model_reader.h"
#include "core/session/verification.h"
#include "core/session/workspace.h"
#include "core/value/dynamodb_json.h"
#include "tests/core/session/articles.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::AccessPattern;
using model::DifferenceKind;
using model::Model;
using session::PatternVerification;
using session::VerificationStatus;
using value::Json;

namespace {

Model verificationSample()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

AccessPattern &verifiedPattern(Model &model, const std::string &name)
{
    for (AccessPattern &pattern : model.accessPatterns)
        if (pattern.name == name)
            return pattern;
    qFatal("the sample has no access pattern %s", name.c_str());
}

PatternVerification verifyOne(const Model &model, const std::string &name)
{
    session::VerificationOptions options;
    options.onlyPatterns = {name};
    const std::vector<PatternVerification> results = session::verify(model, options);
    return results.size() == 1 ? results.front() : PatternVerification{.pattern = "none"};
}

Json expectation(const char *text)
{
    return Json::parse(text);
}

std::string firstDifference(const PatternVerification &result)
{
    return result.differences.empty() ? result.message : model::textOf(result.differences.front());
}

const char *const kOrders = "Orders of a user, newest first";
const char *const kCart = "Cart of a user";
const char *const kReview = "Post a review";

} // namespace

void VerificationTest::verifiesEveryPatternOfTheSample_data()
{
    QTest::addColumn<QString>("pattern");
    for (const AccessPattern &pattern : verificationSample().accessPatterns)
        QTest::newRow(pattern.name.c_str()) << QString::fromStdString(pattern.name);
}

void VerificationTest::verifiesEveryPatternOfTheSample()
{
    QFETCH(QString, pattern);
    const PatternVerification result = verifyOne(verificationSample(), pattern.toStdString());
    QCOMPARE(QString::fromStdString(firstDifference(result)), QString());
    QCOMPARE(result.status, VerificationStatus::Verified);
    QVERIFY(result.runs > result.refusedRuns);
    QVERIFY(result.capacityUnits() > 0);
    QVERIFY(result.itemsReturned + result.itemsWritten > 0);
}

void VerificationTest::verifiesASearchByBruteForce()
{
    Model model = test::articles();
    AccessPattern &pattern = model.accessPatterns.front();
    model::deriveExpectation(model, pattern);
    QCOMPARE(model::judge(model, pattern).verdict, model::Verdict::Served);
    const PatternVerification good = verifyOne(model, test::kLikeThis);
    QCOMPARE(QString::fromStdString(firstDifference(good)), QString());
    QCOMPARE(good.status, VerificationStatus::Verified);
    QVERIFY(good.runs > 1);
    pattern.steps.front().operation.values = {{"since", value::AttributeValue::number(2000)}}; // the filter lets more in
    const PatternVerification bad = verifyOne(model, test::kLikeThis);
    QCOMPARE(bad.status, VerificationStatus::Failed);
    QCOMPARE(firstDifference(bad), std::string("unexpected: Article a2"));
}

void VerificationTest::judgesSearches()
{
    Model model = test::articles();
    model::Operation &search = model.accessPatterns.front().steps.front().operation;
    const auto first = [&] { return model::judge(model, model.accessPatterns.front()).reasons.front().message; };
    search.keyCondition.front().attribute = "year";
    QCOMPARE(first(), std::string("The search does not say which language: ByMeaning is searched in one value of it, with =."));
    search.keyCondition.front().attribute = "language";
    search.filter = "title = :since";
    QCOMPARE(first(), std::string("ByMeaning cannot be searched by title: make it an inline filter of the index."));
    search.filter.clear();
    search.limit = 101;
    QCOMPARE(first(), std::string("A search gives 1 to 100 items; say how many with its limit."));
    search.index = "Nothing";
    QCOMPARE(first(), std::string("Table Articles has no vector index \"Nothing\"."));
}

void VerificationTest::drawsTheSameForTheSameSeed()
{
    const Model model = verificationSample();
    const PatternVerification first = verifyOne(model, kOrders);
    const PatternVerification second = verifyOne(model, kOrders);
    QCOMPARE(first.itemsReturned, second.itemsReturned);
    QCOMPARE(first.consumed, second.consumed);
    QCOMPARE(first.runs, std::size_t(8));
}

void VerificationTest::aSeedDrawsOtherArguments()
{
    const Model model = verificationSample();
    std::set<std::int64_t> returned;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        session::VerificationOptions options;
        options.onlyPatterns = {kOrders};
        options.seed = seed;
        returned.insert(session::verify(model, options).front().itemsReturned);
    }
    QVERIFY(returned.size() > 1);
}

void VerificationTest::findsAMissingItem()
{
    Model model = verificationSample();
    verifiedPattern(model, kCart).steps.front().operation.limit = 1;
    const PatternVerification result = verifyOne(model, kCart);
    QCOMPARE(result.status, VerificationStatus::Failed);
    QCOMPARE(result.differences.front().kind, DifferenceKind::Missing);
    QVERIFY2(firstDifference(result).starts_with("missing: CartItem u-1006 p-"), firstDifference(result).c_str());
    QCOMPARE(result.arguments.at("userId"), value::AttributeValue("u-1006"));
    QCOMPARE(result.differenceCount, std::size_t(4));
}

void VerificationTest::findsAnUnexpectedItem()
{
    Model model = verificationSample();
    verifiedPattern(model, kCart).steps.front().operation.keyCondition.pop_back();
    const PatternVerification result = verifyOne(model, kCart);
    QCOMPARE(result.status, VerificationStatus::Failed);
    QCOMPARE(result.differences.front().kind, DifferenceKind::Unexpected);
    QVERIFY2(firstDifference(result).starts_with("unexpected: Address u-1006 a-"), firstDifference(result).c_str());
}

void VerificationTest::findsItemsOutOfOrder()
{
    Model model = verificationSample();
    AccessPattern &pattern = verifiedPattern(model, kOrders);
    pattern.steps.front().operation.descending = false;
    pattern.steps.front().operation.limit.reset();
    pattern.expectation.set("limit", Json::number(100));
    const PatternVerification result = verifyOne(model, kOrders);
    QCOMPARE(result.status, VerificationStatus::Failed);
    QCOMPARE(result.differences.front().kind, DifferenceKind::OutOfOrder);
    QCOMPARE(result.differences.front().attribute, std::string("placedAt"));
    QVERIFY2(firstDifference(result).starts_with("out of order: Order 01"), firstDifference(result).c_str());
}

void VerificationTest::findsADifferingAttribute()
{
    Model model = verificationSample();
    const std::string name = "Critical reviews of a product"; // its index does not project verifiedPurchase
    AccessPattern &pattern = verifiedPattern(model, name);
    pattern.expectation = expectation("{\"entities\": [\"Review\"], \"where\": \"productId = :productId AND rating <= :stars\"}");
    const PatternVerification result = verifyOne(model, name);
    QCOMPARE(result.status, VerificationStatus::Failed);
    QCOMPARE(result.differences.front().kind, DifferenceKind::DifferingAttribute);
    QCOMPARE(result.differences.front().attribute, std::string("verifiedPurchase"));
    QCOMPARE(result.differences.front().actual, std::string("nothing"));
    QVERIFY(result.differences.front().expected.starts_with("{\"BOOL\":"));
}

void VerificationTest::findsAWrongCountAfterAChange()
{
    Model model = verificationSample();
    verifiedPattern(model, kReview).steps.front().parts.erase(verifiedPattern(model, kReview).steps.front().parts.begin());
    const PatternVerification result = verifyOne(model, kReview);
    QCOMPARE(result.status, VerificationStatus::Failed);
    QCOMPARE(result.differences.front().kind, DifferenceKind::Count);
    QCOMPARE(firstDifference(result),
             std::string("afterwards: Review where productId = :productId AND userId = :userId AND rating = "
                         ":rating: expected 1, found 0"));
}

void VerificationTest::findsAWrongChange()
{
    Model model = verificationSample();
    verifiedPattern(model, kReview).steps.front().parts.back().update = "ADD ratingCount :one";
    const PatternVerification result = verifyOne(model, kReview);
    QCOMPARE(result.status, VerificationStatus::Failed);
    QCOMPARE(result.differences.front().kind, DifferenceKind::Change);
    QCOMPARE(firstDifference(result), std::string("changed: Product p-2024, ratingSum: expected by 5, changed by 0"));
}

void VerificationTest::acceptsAnyOfEqualItemsWhereTheLimitCuts()
{
    Model model = verificationSample();
    AccessPattern &pattern = verifiedPattern(model, "Order with its items, payments and parcels");
    pattern.steps.front().operation.keyCondition.push_back(
        {"SK", expression::KeyOperator::BeginsWith, {model::Operand(std::string("ITEM#"))}});
    pattern.steps.front().operation.limit = 1;
    pattern.expectation = expectation("{\"entities\": [\"OrderItem\"], \"where\": \"orderId = :orderId\", \"limit\": 1,"
                                      " \"orderBy\": [{\"attribute\": \"orderId\"}]}");
    QCOMPARE(firstDifference(verifyOne(model, pattern.name)), std::string());
    pattern.steps.front().operation.limit = 2;
    const PatternVerification tooMany = verifyOne(model, pattern.name);
    QCOMPARE(tooMany.differenceCount, std::size_t(1));
    QCOMPARE(tooMany.differences.front().kind, DifferenceKind::Unexpected);
}

void VerificationTest::saysWhichParameterHasNoValue()
{
    Model model = verificationSample();
    verifiedPattern(model, "Payments of a day").parameters.front().example.reset();
    const PatternVerification result = verifyOne(model, "Payments of a day");
    QCOMPARE(result.status, VerificationStatus::CouldNotRun);
    QCOMPARE(result.message, std::string("Parameter day has neither an example nor sample data to draw from."));
}

void VerificationTest::saysWhereAnExpectationIsWrong()
{
    Model model = verificationSample();
    verifiedPattern(model, kCart).expectation = expectation("{\"entities\": [\"CartItem\"], \"where\": \"userId = :nobody\"}");
    QCOMPARE(verifyOne(model, kCart).message, std::string("expectation.where: :nobody is neither a parameter nor one of the values."));
    verifiedPattern(model, kCart).expectation = expectation("{\"entities\": [\"CartItem\", \"Basket\"]}");
    QCOMPARE(verifyOne(model, kCart).message, std::string("expectation.entities[1]: There is no entity \"Basket\"."));
    verifiedPattern(model, kCart).expectation = expectation("{\"entities\": [\"CartItem\"], \"where\": \"userId = \"}");
    const PatternVerification result = verifyOne(model, kCart);
    QCOMPARE(result.status, VerificationStatus::CouldNotRun);
    QVERIFY2(result.message.starts_with("expectation.where: Invalid ConditionExpression: Syntax error"), result.message.c_str());
}

void VerificationTest::doesNotJudgeWithoutAnExpectation()
{
    Model model = verificationSample();
    verifiedPattern(model, kCart).expectation = {};
    const PatternVerification result = verifyOne(model, kCart);
    QCOMPARE(result.status, VerificationStatus::NotJudged);
    QVERIFY(result.itemsReturned > 0);
}

void VerificationTest::doesNotJudgeWhatNoRunFound()
{
    Model model = verificationSample();
    verifiedPattern(model, kCart).parameters.front().example = value::AttributeValue("nobody");
    verifiedPattern(model, kCart).parameters.front().drawnFromEntity.clear();
    const PatternVerification result = verifyOne(model, kCart);
    QCOMPARE(result.status, VerificationStatus::NotJudged);
    QVERIFY2(result.message.starts_with("No run found an item"), result.message.c_str());
    QCOMPARE(result.itemsReturned, 0);
}

void VerificationTest::failsWhenEveryRunIsRefused()
{
    Model model = verificationSample();
    AccessPattern &pattern = verifiedPattern(model, kReview);
    pattern.parameters.front().example.reset();
    pattern.steps.front().parts.front().condition = "attribute_exists(PK) AND attribute_exists(nothingHasThis)";
    const PatternVerification result = verifyOne(model, kReview);
    QCOMPARE(result.status, VerificationStatus::Failed);
    QCOMPARE(result.refusedRuns, result.runs);
    QVERIFY2(result.message.starts_with("Every run was refused: TransactionCanceledException: action 1 ConditionalCheckFailed"),
             result.message.c_str());
}

void VerificationTest::aChangeLeavesNothingForTheNextRun()
{
    const Model model = verificationSample();
    const std::vector<PatternVerification> all = session::verify(model);
    for (const PatternVerification &result : all) {
        const PatternVerification alone = verifyOne(model, result.pattern);
        QCOMPARE(result.itemsReturned, alone.itemsReturned);
        QCOMPARE(result.itemsWritten, alone.itemsWritten);
        QCOMPARE(result.consumed, alone.consumed);
    }
}

void VerificationTest::aNewPatternOfAnyEntityIsVerifiedAtOnce()
{
    Model model = verificationSample();
    model.accessPatterns.clear();
    QVERIFY(!model.entities.empty());
    for (const model::Entity &entity : model.entities)
        model.accessPatterns.push_back(model::newAccessPattern(model, &entity));
    for (const PatternVerification &verified : session::verify(model)) {
        QVERIFY2(verified.status == VerificationStatus::Verified, (verified.pattern + ": " + verified.message).c_str());
        QVERIFY(verified.runs > 1 && verified.itemsReturned > 0);
        QCOMPARE(verified.judgement.verdict, model::Verdict::Served);
    }
    const model::AccessPattern again = model::newAccessPattern(model, &model.entities.front());
    QCOMPARE(again.name, model.accessPatterns.front().name + " 2");

    const model::AccessPattern ofTable = model::newAccessPattern(model, nullptr);
    model.accessPatterns = {ofTable};
    QVERIFY(session::verify(model).front().status == VerificationStatus::NotJudged);
    model.tables.clear();
    QVERIFY_THROWS_EXCEPTION(model::EditError, model::newAccessPattern(model, nullptr));
}

void VerificationTest::stopsWhenAsked()
{
    std::stop_source stop;
    session::VerificationOptions options;
    options.stop = stop.get_token();
    options.progress = [&stop](const PatternVerification &, std::size_t done, std::size_t) {
        if (done == 2)
            stop.request_stop();
    };
    QCOMPARE(session::verify(verificationSample(), options).size(), std::size_t(2));
}

void VerificationTest::becomesStaleByWhatItDependsOn()
{
    const Model model = verificationSample();
    const std::vector<std::string> before = session::verificationFingerprints(model);
    QCOMPARE(before.size(), model.accessPatterns.size());

    Model forPeople = model;
    forPeople.note = "new";
    forPeople.entities.front().note = "new";
    forPeople.tables.front().note = "new";
    forPeople.accessPatterns.front().name = "new";
    forPeople.accessPatterns.front().description = "new";
    forPeople.accessPatterns.front().rate.reset();
    QCOMPARE(session::verificationFingerprints(forPeople), before);

    Model onePattern = model;
    onePattern.accessPatterns[1].steps.front().operation.consistentRead = false;
    const std::vector<std::string> after = session::verificationFingerprints(onePattern);
    QVERIFY(after[1] != before[1]);
    QCOMPARE(after[0], before[0]);

    Model otherItem = model;
    otherItem.sampleData.front().items.front().set("name", "Somebody Else");
    QVERIFY(session::verificationFingerprints(otherItem)[0] != before[0]);
    Model otherKey = model;
    otherKey.entities.front().keyTemplates.front().second = "U#{userId}";
    QVERIFY(session::verificationFingerprints(otherKey)[0] != before[0]);
}

void VerificationTest::readsExpectationsWithTheirPlaces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing") << QByteArray("{}")
                             << "expectation: says neither entities (what is read) nor after or changes (what a change does).";
    QTest::newRow("array") << QByteArray("{\"entities\": \"User\"}") << "expectation.entities: is a string; expected an array.";
    QTest::newRow("count") << QByteArray("{\"after\": [{\"entity\": \"User\", \"where\": \"a = :a\", \"count\": -1}]}")
                           << "expectation.after[0].count: is no whole number from 0.";
    QTest::newRow("by") << QByteArray("{\"changes\": [{\"entity\": \"User\", \"where\": \"a = :a\", \"attribute\": \"b\"}]}")
                        << "expectation.changes[0].by: is missing.";
    QTest::newRow("direction") << QByteArray("{\"entities\": [\"User\"], \"orderBy\": [{\"attribute\": \"a\", \"direction\": \"up\"}]}")
                               << "expectation.orderBy[0].direction: is \"up\"; expected ascending or descending.";
    QTest::newRow("limit") << QByteArray("{\"entities\": [\"User\"], \"limit\": 0}") << "expectation.limit: is no whole number from 1.";
}

void VerificationTest::readsExpectationsWithTheirPlaces()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    AccessPattern pattern;
    pattern.expectation = Json::parse(text.toStdString());
    try {
        model::readExpectation(pattern);
        QFAIL("it was read");
    } catch (const model::ExpectationError &error) {
        QCOMPARE(QString(error.what()), message);
    }
}

void VerificationTest::repeatsATransactionWithItsTokenOnce()
{
    Model model = verificationSample();
    AccessPattern &pattern = verifiedPattern(model, kReview);
    pattern.steps.front().parts.front().condition.clear();
    pattern.steps.front().operation.clientRequestToken = "review-{userId}";
    QCOMPARE(verifyOne(model, kReview).status, VerificationStatus::Verified);

    const auto workspace = session::Workspace::inMemory(model);
    workspace->load();
    const auto run = [&] { return session::runPattern(workspace->connection(), model, pattern, session::exampleArguments(pattern)); };
    const auto count = [&] {
        return *workspace->connection()
                    .getItem({"OnlineShop", {{"PK", "PRODUCT#p-2024"}, {"SK", "PRODUCT"}}, true})
                    .item->find("ratingCount");
    };
    QCOMPARE(run().message, std::string());
    const value::AttributeValue once = count();
    QCOMPARE(run().message, std::string());
    QCOMPARE(count(), once);
}

void VerificationTest::whatAChangeWroteIsKeptWithBeforeAndAfter()
{
    Model model = verificationSample();
    verifiedPattern(model, "Ship an order").expectation = value::Json();
    const PatternVerification verified = verifyOne(model, "Ship an order");
    QCOMPARE(verified.status, VerificationStatus::NotJudged);
    QVERIFY(verified.message.find("afterwards") != std::string::npos);
    QCOMPARE(verified.writtenCount, verified.written.size());
    std::size_t created = 0;
    std::size_t changed = 0;
    for (const session::WrittenItem &item : verified.written) {
        QVERIFY(item.after && !(item.before == item.after));
        ++(item.before ? changed : created);
        if (item.before) {
            QVERIFY(item.before->find("shippedAt") == nullptr || !(*item.before->find("status") == *item.after->find("status")));
            QCOMPARE(*item.after->find("status")->get<std::string>(), std::string("SHIPPED"));
        }
    }
    QVERIFY(created >= 1 && changed == 1);
    QVERIFY(verifyOne(verificationSample(), "Product by id").written.empty());
}
