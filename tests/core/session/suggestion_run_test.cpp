#include "tests/core/session/suggestion_run_test.h"

#include <algorithm>

#include <QTest>

#include "core/model/advice.h"
#include "core/model/document.h"
#include "core/model/edits.h"
#include "core/model/model_reader.h"
#include "core/model/removals.h"
#include "core/model/suggest.h"
#include "core/session/pattern_run.h"
#include "core/session/verification.h"
#include "core/session/workspace.h"
#include "tests/support/test_paths.h"

using namespace keywright;

namespace {

model::Model suggestionRunOnlineShop()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

model::Model withoutIndexes(const model::Model &model)
{
    model::Document document(model);
    for (const schema::IndexDefinition &index : model.tables.front().definition.globalIndexes)
        document.apply(model::removeIndex(document.model(), model.tables.front().definition.name, index.name));
    return document.model();
}

std::unique_ptr<session::Workspace> tablesOf(const model::Model &model)
{
    auto workspace = session::Workspace::inMemory(model);
    workspace->load();
    return workspace;
}

/// The primary keys of the items that the pattern gives, in its order where it has one.
std::string answerOf(session::Workspace &workspace, const model::Model &model, const std::string &name)
{
    const model::AccessPattern &pattern = *model.findAccessPattern(name);
    const session::PatternRun run = session::runPattern(workspace.connection(), model, pattern, session::exampleArguments(pattern));
    if (run.status != session::RunStatus::Ran)
        return run.message;
    std::vector<std::string> keys;
    for (const value::Item &item : run.steps.back().items)
        keys.push_back(*item.find("PK")->get<std::string>() + " " + *item.find("SK")->get<std::string>() + "\n");
    if (pattern.expectation.find("orderBy") == nullptr)
        std::sort(keys.begin(), keys.end());
    std::string text;
    for (const std::string &key : keys)
        text += key;
    return text;
}

model::Model suggestionRunSample(const std::string &name)
{
    return model::readModelFile(test::sourceDir() / "samples" / (name + ".keywright.json"));
}

/// What verification finds wrong, a line for each pattern; the pattern of that name only, or all.
std::string failuresOf(const model::Model &model, const std::string &only = {})
{
    std::string text;
    for (const session::PatternVerification &each : session::verify(model))
        if ((only.empty() || each.pattern == only) && each.status != session::VerificationStatus::Verified)
            text += each.pattern + ": " + std::string(session::textOf(each.status)) + " " + each.message
                + (each.differences.empty() ? "" : model::textOf(each.differences.front())) + "\n";
    return text;
}

model::AccessPattern &patternOf(model::Model &model, const std::string &name)
{
    for (model::AccessPattern &pattern : model.accessPatterns)
        if (pattern.name == name)
            return pattern;
    qFatal("the sample has no access pattern %s", name.c_str());
}

model::Parameter drawn(const std::string &name, const std::string &entity, const std::string &attribute)
{
    model::Parameter parameter;
    parameter.name = name;
    parameter.drawnFromEntity = entity;
    parameter.drawnFromAttribute = attribute;
    return parameter;
}

/// A pattern of one operation whose key nobody gave yet.
model::AccessPattern withoutKey(const std::string &name, const std::string &entity, model::OperationKind kind, const char *expectation)
{
    model::AccessPattern pattern;
    pattern.name = name;
    pattern.entities = {entity};
    pattern.steps.emplace_back();
    pattern.steps.front().operation.kind = kind;
    pattern.steps.front().operation.table = "OnlineShop";
    pattern.expectation = value::Json::parse(expectation);
    return pattern;
}

/// The shop with a pattern that changes something and is not right yet.
model::Model flawedShop(const std::string &flaw)
{
    model::Model shop = suggestionRunOnlineShop();
    if (flaw == "Parcels of an order are lost") {
        model::AccessPattern pattern = withoutKey(flaw, "Shipment", model::OperationKind::DeleteItem,
                                                  R"({"after":[{"entity":"Shipment","where":"orderId = :orderId","count":0}]})");
        pattern.parameters = {drawn("orderId", "Shipment", "orderId")};
        shop.accessPatterns.push_back(pattern);
    } else if (flaw == "Rename a user by e-mail") {
        model::AccessPattern pattern =
            withoutKey(flaw, "User", model::OperationKind::UpdateItem,
                       R"({"after":[{"entity":"User","where":"email = :email AND name = :newName","count":1}]})");
        pattern.parameters = {drawn("email", "User", "email"), drawn("newName", "", "")};
        pattern.parameters.back().example = value::AttributeValue("Mary Shelley");
        pattern.steps.front().operation.update = "SET name = :newName";
        shop.accessPatterns.push_back(pattern);
    } else if (flaw == "Restock a product") {
        model::AccessPattern pattern =
            withoutKey(flaw, "Product", model::OperationKind::UpdateItem,
                       R"({"after":[{"entity":"Product","where":"productId = :productId AND stock = :seven","count":1,
                           "values":{"seven":{"N":"7"}}}]})");
        pattern.parameters = {drawn("productId", "Product", "productId")};
        pattern.steps.front().operation.update = "SET stock = :seven";
        pattern.steps.front().operation.values = {{"seven", value::AttributeValue::number(7)}};
        shop.accessPatterns.push_back(pattern);
    } else if (flaw == "Record a payment") {
        model::Operation &update = patternOf(shop, flaw).steps.front().parts.back();
        update.update = "SET status = :paid, openStatus = :paid, openSince = :paidAt, GSI3SK = :paidAt";
        std::erase_if(update.values, [](const auto &each) { return each.first == "queue"; });
    } else {
        shop = model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
        model::Document document(shop);
        document.apply(model::removeEntity(document.model(), "UserEmail"));
        shop = document.model();
        model::AccessPattern &signUp = patternOf(shop, flaw);
        model::Step &step = signUp.steps.front();
        const model::Operation put = step.parts.front();
        step = model::Step();
        step.operation = put;
        step.operation.condition = "attribute_not_exists(email)";
        signUp.expectation = value::Json::parse(R"({"after":[{"entity":"User","where":"userId = :userId AND email = :email","count":1}]})");
    }
    return shop;
}

} // namespace

void SuggestionRunTest::everySuggestionGivesTheSameItems_data()
{
    QTest::addColumn<bool>("hasIndexes");
    QTest::newRow("the online shop") << true;
    QTest::newRow("the online shop without its indexes") << false;
}

void SuggestionRunTest::everySuggestionGivesTheSameItems()
{
    QFETCH(bool, hasIndexes);
    const model::Model shop = suggestionRunOnlineShop();
    model::Model model = hasIndexes ? shop : withoutIndexes(shop);
    for (model::AccessPattern &pattern : model.accessPatterns)
        if (pattern.expectation.find("entities") != nullptr)
            pattern.steps.clear(); // what is served already has nothing to suggest
    const std::unique_ptr<session::Workspace> shopTables = tablesOf(shop);
    std::size_t carriedOut = 0;
    for (const model::AccessPattern &pattern : model.accessPatterns) {
        const std::vector<model::Suggestion> suggestions = model::suggestFor(model, pattern);
        if (suggestions.empty())
            continue;
        const std::string expected = answerOf(*shopTables, shop, pattern.name);
        QVERIFY2(!expected.empty(), pattern.name.c_str());
        for (const model::Suggestion &suggestion : suggestions) {
            model::Document document(model);
            document.apply(suggestion.command);
            const std::string answer = answerOf(*tablesOf(document.model()), document.model(), pattern.name);
            QVERIFY2(answer == expected, (pattern.name + ": " + suggestion.title + "\n" + answer + "instead of\n" + expected).c_str());
            ++carriedOut;
        }
    }
    QVERIFY2(carriedOut > 25, std::to_string(carriedOut).c_str());
}

void SuggestionRunTest::everySuggestionForAChangeIsVerified_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("kinds");
    const auto row = [](const char *pattern, const char *kinds) { QTest::newRow(pattern) << pattern << kinds; };
    row("Restock a product", "existing place");
    row("Parcels of an order are lost", "find first");
    row("Rename a user by e-mail", "new index");
    row("Record a payment", "key in the same update");
    row("Sign up a user with a unique e-mail address", "uniqueness guard");
}

void SuggestionRunTest::everySuggestionForAChangeIsVerified()
{
    QFETCH(QString, pattern);
    QFETCH(QString, kinds);
    const model::Model flawed = flawedShop(pattern.toStdString());
    const std::vector<model::Suggestion> suggestions = model::suggestFor(flawed, *flawed.findAccessPattern(pattern.toStdString()));
    QStringList found;
    for (const model::Suggestion &suggestion : suggestions) {
        found << QString::fromUtf8(model::textOf(suggestion.kind).data());
        model::Document document(flawed);
        document.apply(suggestion.command);
        const std::string failures = failuresOf(document.model(), pattern.toStdString());
        QVERIFY2(failures.empty(), (suggestion.title + ": " + failures).c_str());
    }
    QVERIFY2(found.contains(kinds), qPrintable(found.join(", ")));
}

void SuggestionRunTest::theFixOfAHotKeyIsVerified()
{
    const model::Model before = suggestionRunSample("game-leaderboard-before-sharding");
    for (const model::Advice &advice : model::adviseOn(before)) {
        if (advice.rule != "hot-key")
            continue;
        QVERIFY(advice.fix.has_value());
        model::Document document(before);
        document.apply(*advice.fix);
        QCOMPARE(failuresOf(document.model()), std::string());
        for (const model::Advice &left : model::adviseOn(document.model()))
            QVERIFY2(left.rule != "hot-key", left.reason.c_str());
        const model::Step &top = document.model().findAccessPattern("Top ten of a season")->steps.front();
        QVERIFY(top.fanOut && top.fanOut->limit == 10 && top.fanOut->mergeBy.front().attribute == "best");
    }
}

void SuggestionRunTest::paddingIsFollowedByThePatterns()
{
    model::Model before = suggestionRunSample("game-leaderboard");
    model::Document unpadded(before);
    unpadded.apply(model::changeKeyTemplate(before, "FinalRank", "SK", "PLACE#{place}"));
    model::AccessPattern pattern = *before.findAccessPattern("Final standings of a season");
    pattern.steps.front().operation.keyCondition.back().op = expression::KeyOperator::GreaterOrEqual;
    pattern.steps.front().operation.keyCondition.back().values = {model::Operand(std::string("PLACE#{from}"))};
    unpadded.apply(model::changeAccessPattern(unpadded.model(), pattern));
    bool isFixed = false;
    for (const model::Advice &advice : model::adviseOn(unpadded.model())) {
        if (advice.rule != "number-as-text-in-sort-key")
            continue;
        QVERIFY(advice.fix.has_value());
        unpadded.apply(*advice.fix);
        isFixed = true;
        break;
    }
    QVERIFY(isFixed);
    const auto &comparison = unpadded.model().findAccessPattern(pattern.name)->steps.front().operation.keyCondition.back();
    QCOMPARE(std::get<std::string>(comparison.values.front()), std::string("PLACE#{from|pad:10}"));
    QCOMPARE(failuresOf(unpadded.model(), pattern.name), std::string());
}
