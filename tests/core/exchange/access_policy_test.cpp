#include "tests/core/exchange/access_policy_test.h"

#include <set>

#include <QtTest>

#include "core/exchange/access_policy.h"
#include "core/exchange/policy_writer.h"
#include "core/exchange/terraform_writer.h"
#include "tests/core/exchange/export_fixtures.h"

using namespace keywright;
using exchange::PolicyStatement;
using model::Model;
using model::OperationKind;

namespace {

/// One table with a generic key, and one access pattern of one step.
Model modelOf(const model::Step &step)
{
    Model model;
    model.name = "Shop";
    model::Table table;
    table.definition.name = "Shop";
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    model.tables.push_back(table);
    model::AccessPattern pattern;
    pattern.name = "It";
    pattern.steps.push_back(step);
    model.accessPatterns.push_back(pattern);
    return model;
}

model::Operation operation(OperationKind kind, const std::string &partitionKey)
{
    model::Operation operation;
    operation.kind = kind;
    operation.table = "Shop";
    operation.key = {{"PK", partitionKey}, {"SK", std::string("x")}};
    return operation;
}

model::Step stepOf(const model::Operation &operation, std::vector<model::Operation> parts = {})
{
    model::Step step;
    step.operation = operation;
    step.parts = std::move(parts);
    return step;
}

std::vector<std::string> actionsOf(const std::vector<PolicyStatement> &statements)
{
    std::set<std::string> actions;
    for (const PolicyStatement &each : statements)
        actions.insert(each.actions.begin(), each.actions.end());
    return {actions.begin(), actions.end()};
}

using Texts = std::vector<std::string>;

} // namespace

void AccessPolicyTest::everyOperationOfTheSampleIsAllowedAndNoOther()
{
    const Model shop = test::exportModel("online-shop");
    std::set<std::string> needed;
    for (const model::AccessPattern &pattern : shop.accessPatterns)
        for (const model::Step &step : pattern.steps) {
            const auto add = [&needed](const model::Operation &each) {
                needed.insert(each.kind == OperationKind::ConditionCheck ? "dynamodb:ConditionCheckItem"
                                                                         : "dynamodb:" + std::string(model::textOf(each.kind)));
            };
            const bool isTransaction =
                step.operation.kind == OperationKind::TransactGetItems || step.operation.kind == OperationKind::TransactWriteItems;
            if (!isTransaction)
                add(step.operation);
            else
                for (const model::Operation &part : step.parts)
                    add(part);
        }
    const auto statements = exchange::accessPolicy(shop);
    QCOMPARE(actionsOf(statements), Texts(needed.begin(), needed.end()));
    std::set<std::string> indexes;
    for (const PolicyStatement &each : statements) {
        QCOMPARE(each.table, &shop.tables.front());
        if (!each.index.empty()) {
            indexes.insert(each.index);
            QCOMPARE(each.actions, Texts{"dynamodb:Query"});
            QVERIFY(each.leadingKeys.empty());
        }
    }
    QCOMPARE(indexes, (std::set<std::string>{"GSI1", "GSI2", "GSI3"}));
}

void AccessPolicyTest::leadingKeysAreThoseOfTheTemplates()
{
    Model model = modelOf(stepOf(operation(OperationKind::GetItem, "USER#{userId}")));
    model.accessPatterns.push_back(model.accessPatterns.front());
    model.accessPatterns.back().steps = {stepOf(operation(OperationKind::GetItem, "CONFIG"))};
    const auto statements = exchange::accessPolicy(model);
    QCOMPARE(statements.size(), std::size_t(1));
    QCOMPARE(statements[0].actions, Texts{"dynamodb:GetItem"});
    QCOMPARE(statements[0].leadingKeys, (Texts{"CONFIG", "USER#*"}));
}

void AccessPolicyTest::aKeyThatMayBeAnythingIsNotBound()
{
    for (const char *key : {"{userId}", "A*B#{userId}", "${x}"}) {
        Model model = modelOf(stepOf(operation(OperationKind::GetItem, "USER#{userId}")));
        model.accessPatterns.push_back(model.accessPatterns.front());
        model.accessPatterns.back().steps = {stepOf(operation(OperationKind::GetItem, key))};
        const auto statements = exchange::accessPolicy(model);
        QCOMPARE(statements.size(), std::size_t(1));
        QVERIFY2(statements[0].leadingKeys.empty(), key);
    }
}

void AccessPolicyTest::partsOfTransactionsAndBatchesNeedTheirOwnActions()
{
    model::Operation transaction;
    transaction.kind = OperationKind::TransactWriteItems;
    const auto write = exchange::accessPolicy(modelOf(stepOf(
        transaction, {operation(OperationKind::UpdateItem, "USER#{userId}"), operation(OperationKind::ConditionCheck, "STOCK#{id}")})));
    QCOMPARE(actionsOf(write), (Texts{"dynamodb:ConditionCheckItem", "dynamodb:UpdateItem"}));
    QCOMPARE(write.size(), std::size_t(2));
    model::Operation batch;
    batch.kind = OperationKind::BatchWriteItem;
    const auto batchWrite = exchange::accessPolicy(modelOf(stepOf(batch, {operation(OperationKind::DeleteItem, "USER#{userId}")})));
    QCOMPARE(actionsOf(batchWrite), Texts{"dynamodb:BatchWriteItem"});
}

void AccessPolicyTest::aModelWithoutPatternsHasNoPolicy()
{
    Model model = modelOf(stepOf(operation(OperationKind::GetItem, "USER#{userId}")));
    model.accessPatterns.clear();
    QVERIFY(exchange::accessPolicy(model).empty());
    exchange::TerraformOptions options;
    options.extras.iamPolicy = true;
    QVERIFY(exchange::writeTerraform(model, options).files.front().text.find("aws_iam_policy") == std::string::npos);
}

void AccessPolicyTest::theDocumentIsIams()
{
    const Model model = modelOf(stepOf(operation(OperationKind::GetItem, "USER#{userId}")));
    const auto document = exchange::policyDocument(exchange::accessPolicy(model), [](const PolicyStatement &statement) {
        return value::Json::string("arn:" + statement.table->definition.name);
    });
    QCOMPARE(document.compact(),
             std::string("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Shop\",\"Effect\":\"Allow\",\"Action\":"
                         "[\"dynamodb:GetItem\"],\"Resource\":\"arn:Shop\",\"Condition\":{\"ForAllValues:StringLike\":"
                         "{\"dynamodb:LeadingKeys\":[\"USER#*\"]}}}]}"));
}

/// Source: developer guide, vector indexes, security: leading keys are not known of a search, so a condition on them denies it.
void AccessPolicyTest::vectorIndexesAreSearchedWithoutConditions()
{
    model::Operation search = operation(OperationKind::SearchVectors, "USER#{userId}");
    search.index = "ByMeaning";
    const auto statements = exchange::accessPolicy(modelOf(stepOf(search)));
    QCOMPARE(statements.size(), std::size_t(1));
    QCOMPARE(statements[0].actions, Texts{"dynamodb:SearchVectors"});
    QCOMPARE(statements[0].index, std::string("ByMeaning"));
    QVERIFY(statements[0].leadingKeys.empty());
}

void AccessPolicyTest::aPrincipalIsBoundToWhoCalls()
{
    const std::string sub = "${cognito-identity.amazonaws.com:sub}";
    Model model = modelOf(stepOf(operation(OperationKind::GetItem, "USER#{userId}#{year}")));
    model.accessPatterns.front().principal = "userId";
    QCOMPARE(exchange::accessPolicy(model).at(0).leadingKeys, Texts{"USER#*"});
    QCOMPARE(exchange::accessPolicy(model, sub).at(0).leadingKeys, Texts{"USER#" + sub + "#*"});
    QVERIFY(exchange::accessPolicy(model, sub).at(0).reasons.at(0).isOfCaller);
    model.accessPatterns.front().steps = {stepOf(operation(OperationKind::GetItem, "{userId}"))};
    QCOMPARE(exchange::accessPolicy(model, sub).at(0).leadingKeys, Texts{sub});
    QVERIFY(exchange::accessPolicy(model).at(0).leadingKeys.empty());
}

void AccessPolicyTest::everyStatementSaysWhyItIsThere()
{
    Model model = modelOf(stepOf(operation(OperationKind::GetItem, "USER#{userId}")));
    model.accessPatterns.front().name = "Get my profile";
    model.accessPatterns.front().principal = "userId";
    model.accessPatterns.push_back(model.accessPatterns.front());
    model.accessPatterns.back().name = "Get a profile";
    model.accessPatterns.back().principal.clear();
    model.accessPatterns.push_back({});
    model.accessPatterns.back().name = "Not designed yet";
    const exchange::ExportResult result = exchange::writeAccessPolicy(model, {"eu-central-1", "123456789012", "${aws:userid}"});
    QCOMPARE(result.files.size(), std::size_t(2));
    QCOMPARE(result.files[0].name, std::string("access-policy.json"));
    const value::Json document = value::Json::parse(result.files[0].text);
    const value::Json &statement = document.find("Statement")->elements().at(0);
    QCOMPARE(statement.find("Resource")->text(), std::string("arn:aws:dynamodb:eu-central-1:123456789012:table/Shop"));
    QCOMPARE(result.files[1].name, std::string("access-policy.md"));
    const std::string &reasons = result.files[1].text;
    for (const char *line : {"## Shop\n", "Only items whose partition key is like `USER#${aws:userid}`, `USER#*`.",
                             "- Get my profile: `dynamodb:GetItem` on `USER#${aws:userid}`, the caller's own\n",
                             "- Get a profile: `dynamodb:GetItem` on `USER#*`\n"})
        QVERIFY2(reasons.find(line) != std::string::npos, (line + ("\n" + reasons)).c_str());
    QCOMPARE(result.losses.size(), std::size_t(2)); // the pattern without steps, and that one role for both reaches what is others'
    QCOMPARE(result.losses[0].place, std::string("accessPatterns[2]"));
    QCOMPARE(result.losses[1].place, std::string("accessPatterns[0]"));
}
