#include <string>

#include "core/engine/engine.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;
using engine::TableStatus;

namespace {

constexpr std::int64_t kTableChangeStart = 1'795'000'000'000;
constexpr std::int64_t kTableChangeDay = 86'400'000;
const std::string kTableChangeInvalid = "ValidationException: One or more parameter values were invalid: ";
const std::string kInUse = "ResourceInUseException: Attempt to change a resource which is still in use: ";
const std::string kTableChangeArn = "arn:aws:dynamodb:us-east-1:000000000000:table/";

/// An engine whose clock stands still until it is moved.
struct Clocked {
    explicit Clocked(std::int64_t statusDelayMs = 0,
                     std::unique_ptr<storage::Store> store = storage::Store::open({.folder = "memory", .inMemory = true}))
    {
        engine::EngineOptions options;
        options.clock = [this] { return now; };
        options.newId = [this] { return std::string(31, '0') + std::to_string(++ids % 10); };
        options.statusDelayMs = statusDelayMs;
        engine = std::make_unique<engine::Engine>(std::move(store), options);
    }

    engine::TableDescription describe(const std::string &name = "Tab") const { return engine->describeTable(name); }
    engine::TableDescription update(engine::UpdateTableRequest request)
    {
        request.table = "Tab";
        return engine->tables().update(request);
    }
    std::string updateError(const engine::UpdateTableRequest &request)
    {
        return errorOf([&] { update(request); });
    }

    std::int64_t now = kTableChangeStart;
    int ids = 0;
    std::unique_ptr<engine::Engine> engine;
};

schema::TableDefinition provisioned(std::int64_t reads, std::int64_t writes)
{
    schema::TableDefinition definition = table("Tab", "pk:S");
    definition.billingMode = schema::BillingMode::Provisioned;
    definition.capacity.provisioned = {reads, writes};
    return definition;
}

engine::UpdateTableRequest throughput(std::int64_t reads, std::int64_t writes)
{
    engine::UpdateTableRequest request;
    request.capacity.provisioned = {reads, writes};
    return request;
}

engine::UpdateTableRequest billing(schema::BillingMode mode)
{
    engine::UpdateTableRequest request;
    request.billingMode = mode;
    return request;
}

engine::UpdateTableRequest indexAction(engine::IndexAction action)
{
    engine::UpdateTableRequest request;
    request.indexActions = {std::move(action)};
    return request;
}

engine::UpdateTableRequest tableChangeNewIndex(const std::string &name, const std::string &keyText)
{
    return indexAction(engine::CreateIndexAction{index(name, keyText)});
}

} // namespace

class TableChangeTest : public QObject {
    Q_OBJECT

private slots:
    void aNewTableIsDescribedInFull()
    {
        Clocked clocked;
        schema::TableDefinition definition = table("Tab", "pk:S sk:N");
        definition.localIndexes = {index("Local", "pk:S at:N")};
        definition.globalIndexes = {index("Global", "at:N")};
        definition.streamViewType = schema::StreamViewType::NewImage;
        definition.encryption = schema::Encryption{"alias/mine"};
        const auto answer = clocked.engine->createTable(definition);
        QVERIFY(answer.status == TableStatus::Creating);
        QVERIFY(answer.indexes.at(1).status == TableStatus::Creating);

        const auto described = clocked.describe();
        QVERIFY(described.status == TableStatus::Active);
        QCOMPARE(described.arn, kTableChangeArn + "Tab");
        QCOMPARE(described.id, "00000000-0000-0000-0000-000000000001"s);
        QCOMPARE(described.createdAt, kTableChangeStart);
        QCOMPARE(described.onDemandSince.value_or(0), kTableChangeStart);
        QCOMPARE(described.warm.readUnitsPerSecond, 12'000);
        QCOMPARE(described.warm.writeUnitsPerSecond, 4'000);
        QCOMPARE(described.latestStreamArn, kTableChangeArn + "Tab/stream/" + described.latestStreamLabel);
        QVERIFY(described.encryptionKeyArn.starts_with("arn:aws:kms:us-east-1:000000000000:key/"));
        QCOMPARE(described.indexes.size(), std::size_t{2});
        QVERIFY(described.indexes[0].isLocal);
        QCOMPARE(described.indexes[1].arn, kTableChangeArn + "Tab/index/Global");
        QVERIFY(described.indexes[1].status == TableStatus::Active);
        QCOMPARE(clocked.engine->describeTable(kTableChangeArn + "Tab").id, described.id);
    }

    void whatIsDescribedSurvivesReopening()
    {
        const TemporaryFolder folder;
        const auto open = [&folder] { return std::make_unique<Clocked>(0, storage::Store::open({.folder = folder.path()})); };
        std::string before;
        const auto textOfAll = [](Clocked &clocked) {
            const auto described = clocked.describe();
            const auto insights = clocked.engine->insightsStatus().describe("Tab", "");
            return described.id + " " + std::to_string(described.createdAt) + " " + std::to_string(described.throughput.decreasesToday)
                + " " + std::to_string(described.throughput.lastDecreaseAt.value_or(0)) + " "
                + std::to_string(described.onDemandSince.value_or(0)) + " " + std::to_string(described.warm.readUnitsPerSecond) + " "
                + clocked.engine->timeToLive().describe("Tab").attribute + " "
                + clocked.engine->policies().get(kTableChangeArn + "Tab").revisionId + " " + std::string(textOf(insights.status)) + " "
                + std::to_string(clocked.engine->tags().list(kTableChangeArn + "Tab", {}).tags.size());
        };
        {
            const auto clocked = open();
            clocked->engine->createTable(provisioned(9, 9));
            clocked->update(throughput(3, 9));
            clocked->engine->timeToLive().update("Tab", "ends", true);
            clocked->engine->policies().put(
                kTableChangeArn + "Tab", "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                {});
            clocked->engine->insightsStatus().update("Tab", "", true, {});
            clocked->engine->tags().tag(kTableChangeArn + "Tab", {{"owner", "me"}});
            before = textOfAll(*clocked);
        }
        QCOMPARE(textOfAll(*open()), before);
        QCOMPARE(before, "00000000-0000-0000-0000-000000000001 1795000000000 1 1795000000000 0 9 ends 1795000000000 ENABLED 1"s);
    }

    void statusesPassWithTheDelay()
    {
        Clocked clocked(1000);
        clocked.engine->createTable(provisioned(1, 1));
        QVERIFY(clocked.describe().status == TableStatus::Creating);
        QCOMPARE(errorOf([&] { put(*clocked.engine, "Tab", "{\"pk\":{\"S\":\"a\"}}"); }),
                 "ResourceNotFoundException: Requested resource not found"s);
        QCOMPARE(errorOf([&] { clocked.engine->tables().drop("Tab"); }), kInUse + "Table is being created: Tab");
        clocked.now += 1000;
        QVERIFY(clocked.describe().status == TableStatus::Active);
        clocked.update(throughput(2, 2));
        QVERIFY(clocked.describe().status == TableStatus::Updating);
        QCOMPARE(clocked.updateError(throughput(3, 3)), kInUse + "Table: Tab is in the process of being updated.");
        put(*clocked.engine, "Tab", "{\"pk\":{\"S\":\"a\"}}");
        clocked.now += 1000;
        QVERIFY(clocked.engine->tables().drop("Tab").status == TableStatus::Deleting);
        QVERIFY(clocked.describe().status == TableStatus::Deleting);
        QCOMPARE(errorOf([&] { clocked.engine->createTable(table("Tab", "pk:S")); }), "ResourceInUseException: Table already exists: Tab"s);
        clocked.now += 1000;
        QVERIFY(clocked.engine->listTables().empty());
        clocked.engine->createTable(table("Tab", "pk:S"));
        clocked.now += 1000;
        QCOMPARE(contradictionsIn(*clocked.engine, "Tab"), ""s);
        QCOMPARE(clocked.describe().itemCount, 0);
    }

    void throughputChangesAreCounted()
    {
        Clocked clocked;
        clocked.engine->createTable(provisioned(9, 9));
        QVERIFY(!clocked.describe().onDemandSince);
        const auto answer = clocked.update(throughput(20, 9));
        QVERIFY(answer.status == TableStatus::Updating);
        QCOMPARE(answer.throughput.units.readCapacityUnits, 9);
        QCOMPARE(clocked.describe().throughput.units.readCapacityUnits, 20);
        QCOMPARE(clocked.describe().throughput.lastIncreaseAt.value_or(0), kTableChangeStart);
        QCOMPARE(clocked.updateError(throughput(20, 9)),
                 "ValidationException: The provisioned throughput for the table will not change. The requested value equals the current "
                 "value. Current ReadCapacityUnits provisioned for the table: 20. Requested ReadCapacityUnits: 20. Current "
                 "WriteCapacityUnits provisioned for the table: 9. Requested WriteCapacityUnits: 9. Refer to the Amazon DynamoDB "
                 "Developer Guide for current limits and how to request higher limits."s);
        for (int units = 8; units > 4; --units)
            clocked.update(throughput(20, units));
        QCOMPARE(clocked.describe().throughput.decreasesToday, 4);
        QVERIFY(clocked.updateError(throughput(20, 4))
                    .starts_with("LimitExceededException: Subscriber limit exceeded: Provisioned throughput decreases"));
        clocked.now += 3'600'000;
        clocked.update(throughput(20, 4));
        clocked.now += kTableChangeDay;
        QCOMPARE(clocked.describe().throughput.decreasesToday, 0);
        QCOMPARE(clocked.describe().warm.writeUnitsPerSecond, 9);
    }

    void theBillingModeSwitchesWithItsThroughput()
    {
        Clocked clocked;
        schema::TableDefinition definition = provisioned(5, 5);
        definition.globalIndexes = {index("Global", "at:N")};
        definition.globalIndexes[0].capacity.provisioned = {2, 2};
        clocked.engine->createTable(definition);
        QCOMPARE(clocked.updateError(billing(schema::BillingMode::Provisioned)),
                 kTableChangeInvalid + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        clocked.now += 5;
        clocked.update(billing(schema::BillingMode::PayPerRequest));
        QCOMPARE(clocked.describe().onDemandSince.value_or(0), kTableChangeStart + 5);
        QCOMPARE(clocked.describe().throughput.units.readCapacityUnits, 0);
        QCOMPARE(clocked.describe().indexes[0].throughput.units.readCapacityUnits, 0);
        QCOMPARE(clocked.updateError(throughput(1, 1)),
                 kTableChangeInvalid
                     + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");

        engine::UpdateTableRequest back = throughput(3, 3);
        back.billingMode = schema::BillingMode::Provisioned;
        QCOMPARE(clocked.updateError(back), kTableChangeInvalid + "ProvisionedThroughput must be specified for index: Global");
        schema::Capacity ofIndex;
        ofIndex.provisioned = {4, 4};
        back.indexActions = {engine::UpdateIndexAction{"Global", ofIndex}};
        clocked.update(back);
        QCOMPARE(clocked.describe().indexes[0].throughput.units.writeCapacityUnits, 4);
        QCOMPARE(clocked.describe().onDemandSince.value_or(0), kTableChangeStart + 5);
        QCOMPARE(clocked.describe().warm.readUnitsPerSecond, 12'000);
    }

    void changesThatExcludeEachOtherAreRefused()
    {
        Clocked clocked;
        clocked.engine->createTable(table("Tab", "pk:S"));
        engine::UpdateTableRequest request;
        QVERIFY(clocked.updateError(request).starts_with("ValidationException: At least one of ProvisionedThroughput, BillingMode"));
        request.deletionProtection = true;
        request.tableClass = schema::TableClass::StandardInfrequentAccess;
        QCOMPARE(clocked.updateError(request), kTableChangeInvalid + "TableClass modification must be the only operation in the request");
        request.encryption = engine::EncryptionChange{};
        QCOMPARE(clocked.updateError(request),
                 kTableChangeInvalid + "Server-Side Encryption modification must be the only operation in the request");
        request = tableChangeNewIndex("New", "at:N");
        request.capacity.provisioned = {1, 1};
        QCOMPARE(clocked.updateError(request), kTableChangeInvalid + "You cannot create or delete index while updating table IOPS");
        request = tableChangeNewIndex("New", "at:N");
        request.indexActions.push_back(engine::DeleteIndexAction{"Other"});
        QCOMPARE(
            clocked.updateError(request),
            "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"s);
    }

    void maximaMergeAndWarmThroughputOnlyGrows()
    {
        Clocked clocked;
        clocked.engine->createTable(table("Tab", "pk:S"));
        engine::UpdateTableRequest request;
        request.capacity.onDemandMaximum = {5, std::nullopt};
        QVERIFY(clocked.update(request).status == TableStatus::Active);
        request.capacity.onDemandMaximum = {std::nullopt, 7};
        clocked.update(request);
        QVERIFY((clocked.describe().definition.capacity.onDemandMaximum == schema::OnDemandThroughput{5, 7}));
        request.capacity.onDemandMaximum = {-1, -1};
        clocked.update(request);
        QVERIFY(!clocked.describe().definition.capacity.onDemandMaximum);
        request.capacity.onDemandMaximum = {0, 1};
        QCOMPARE(clocked.updateError(request),
                 kTableChangeInvalid + "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range");

        engine::UpdateTableRequest warm;
        warm.capacity.warm = {13'000, std::nullopt};
        QVERIFY(clocked.update(warm).warm.status == TableStatus::Updating);
        QCOMPARE(clocked.describe().warm.readUnitsPerSecond, 13'000);
        QCOMPARE(clocked.describe().warm.writeUnitsPerSecond, 4'000);
        warm.capacity.warm = {12'999, std::nullopt};
        QCOMPARE(clocked.updateError(warm),
                 kTableChangeInvalid
                     + "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing "
                       "WarmThroughput is not supported");
    }

    void streamsEncryptionClassAndProtectionChange()
    {
        Clocked clocked;
        clocked.engine->createTable(table("Tab", "pk:S"));
        engine::UpdateTableRequest stream;
        stream.stream = engine::StreamChange{};
        QCOMPARE(clocked.updateError(stream), "ValidationException: Table has no stream to disable: TableName: Tab"s);
        stream.stream = engine::StreamChange{schema::StreamViewType::KeysOnly};
        clocked.update(stream);
        const std::string first = clocked.describe().latestStreamArn;
        QVERIFY(!first.empty());
        QCOMPARE(clocked.updateError(stream), "ValidationException: Table already has an enabled stream: TableName: Tab"s);
        stream.stream = engine::StreamChange{};
        clocked.update(stream);
        QCOMPARE(clocked.describe().latestStreamArn, first);
        QVERIFY(!clocked.describe().definition.streamViewType);

        engine::UpdateTableRequest encryption;
        encryption.encryption = engine::EncryptionChange{};
        QCOMPARE(clocked.updateError(encryption), kTableChangeInvalid + "Table is already encrypted by default");
        encryption.encryption = engine::EncryptionChange{schema::Encryption{}};
        QVERIFY(clocked.update(encryption).status == TableStatus::Active);
        QVERIFY(clocked.describe().definition.encryption);

        engine::UpdateTableRequest tableClass;
        tableClass.tableClass = schema::TableClass::Standard;
        clocked.update(tableClass);
        QVERIFY(!clocked.describe().tableClassChangedAt);
        tableClass.tableClass = schema::TableClass::StandardInfrequentAccess;
        QVERIFY(clocked.update(tableClass).definition.tableClass == schema::TableClass::Standard);
        QCOMPARE(clocked.describe().tableClassChangedAt.value_or(0), kTableChangeStart);

        engine::UpdateTableRequest protection;
        protection.deletionProtection = true;
        QVERIFY(clocked.update(protection).status == TableStatus::Active);
        QCOMPARE(errorOf([&] { clocked.engine->tables().drop("Tab"); }),
                 "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion "
                 "protection first."s);
        protection.deletionProtection = false;
        clocked.update(protection);
        clocked.engine->tables().drop("Tab");
        QCOMPARE(errorOf([&] { clocked.describe(); }), "ResourceNotFoundException: Requested resource not found: Table: Tab not found"s);
    }

    void indexesComeAndGoOneAtATime()
    {
        Clocked clocked;
        schema::TableDefinition definition = table("Tab", "pk:S sk:N");
        definition.localIndexes = {index("Local", "pk:S at:N")};
        clocked.engine->createTable(definition);
        put(*clocked.engine, "Tab", "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},\"at\":{\"N\":\"1\"}}");
        QCOMPARE(clocked.updateError(indexAction(engine::DeleteIndexAction{"ghost"})),
                 "ResourceNotFoundException: Requested resource not found: Index ghost for table Tab"s);
        QCOMPARE(clocked.updateError(indexAction(engine::DeleteIndexAction{"Local"})),
                 "ValidationException: Cannot delete an index that is not a GlobalSecondaryIndex: Local"s);
        QCOMPARE(clocked.updateError(tableChangeNewIndex("Local", "at:N")),
                 "ValidationException: Attempting to create an index which already exists"s);

        // The type that the table knows counts.
        const auto answer = clocked.update(tableChangeNewIndex("Global", "at:S"));
        QVERIFY(answer.status == TableStatus::Updating);
        QVERIFY(answer.indexes.at(1).status == TableStatus::Creating);
        QVERIFY(answer.indexes.at(1).isBackfilling);
        QVERIFY(clocked.describe().definition.globalIndexes[0].key == key("at:N"));
        QVERIFY(clocked.describe().indexes[1].status == TableStatus::Creating);
        QCOMPARE(errorOf([&] { clocked.engine->scan({.table = "Tab", .index = "Global"}); }),
                 "ValidationException: Cannot read from backfilling global secondary index: Global"s);
        QVERIFY(clocked.updateError(tableChangeNewIndex("Second", "sk:N")).starts_with("LimitExceededException"));
        QCOMPARE(errorOf([&] { clocked.engine->tables().drop("Tab"); }),
                 kInUse + "Cannot delete table while indexes are being created, updated, or deleted.");
        clocked.engine->jobs().runUntilIdle();
        QVERIFY(clocked.describe().indexes[1].status == TableStatus::Active);
        QVERIFY(!clocked.describe().indexes[1].isBackfilling);
        QCOMPARE(contradictionsIn(*clocked.engine, "Tab"), ""s);
        QCOMPARE(clocked.describe().indexes[1].itemCount, 1);

        QVERIFY(clocked.update(indexAction(engine::DeleteIndexAction{"Global"})).indexes.at(1).status == TableStatus::Deleting);
        QCOMPARE(clocked.describe().indexes.size(), std::size_t{1});
        // The same name again is another index: nothing of the old one shows through.
        clocked.update(tableChangeNewIndex("Global", "at:N"));
        clocked.engine->jobs().runUntilIdle();
        QCOMPARE(contradictionsIn(*clocked.engine, "Tab"), ""s);
    }

    void aTableHasAtMostTwentyGlobalIndexes()
    {
        Clocked clocked;
        clocked.engine->createTable(table("Tab", "pk:S"));
        for (int number = 0; number < 20; ++number)
            clocked.update(tableChangeNewIndex("Index" + std::to_string(number), "at:N"));
        QCOMPARE(clocked.updateError(tableChangeNewIndex("Another", "at:N")),
                 "LimitExceededException: Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table limit of 20"s);
    }

    void arnsOfOthersAreRefused()
    {
        Clocked clocked;
        clocked.engine->createTable(table("Tab", "pk:S"));
        const auto failure = [&](const std::string &arn) { return errorOf([&] { clocked.engine->describeTable(arn); }); };
        QCOMPARE(
            failure("arn:aws:dynamodb:eu-west-1:000000000000:table/Tab"),
            "ValidationException: 1 validation error detected: Invalid AWS region in 'arn:aws:dynamodb:eu-west-1:000000000000:table/Tab'"s);
        QCOMPARE(
            failure("arn:aws:dynamodb:us-east-1:000000000000:stream/Tab"),
            "ValidationException: 1 validation error detected: Invalid resource type in 'arn:aws:dynamodb:us-east-1:000000000000:stream/Tab'"s);
        QVERIFY(failure(kTableChangeArn + "Tab/index/x").find("Valid ARN format is") != std::string::npos);
        QVERIFY(failure("arn:aws:dynamodb:us-east-1:111111111111:table/Tab").starts_with("AccessDeniedException"));
        put(*clocked.engine, kTableChangeArn + "Tab", "{\"pk\":{\"S\":\"a\"}}");
        QCOMPARE(clocked.describe().itemCount, 1);
    }

    void tagsAreListedReplacedAndRemoved()
    {
        Clocked clocked;
        clocked.engine->createTable(table("Tab", "pk:S"));
        engine::ResourceTags &tags = clocked.engine->tags();
        tags.tag(kTableChangeArn + "Tab", {{"b", "1"}, {"a", "2"}});
        tags.tag(kTableChangeArn + "Tab", {{"b", "3"}});
        QVERIFY((tags.list(kTableChangeArn + "Tab", {}).tags == std::vector<std::pair<std::string, std::string>>{{"a", "2"}, {"b", "3"}}));
        tags.untag(kTableChangeArn + "Tab", {"a", "never there"});
        QCOMPARE(tags.list(kTableChangeArn + "Tab", {}).tags.size(), std::size_t{1});
        const auto failure = [&](const std::string &arn, const std::vector<std::pair<std::string, std::string>> &given) {
            return errorOf([&] { tags.tag(arn, given); });
        };
        QCOMPARE(failure(kTableChangeArn + "Tab", {}), "ValidationException: Atleast one Tag needs to be provided as Input."s);
        QCOMPARE(failure(kTableChangeArn + "Tab", {{"aws:x", ""}}),
                 "ValidationException: Tag Key cannot be prefixed with aws:, Key: aws:x"s);
        QCOMPARE(failure(kTableChangeArn + "Tab", {{"x", ""}, {"x", ""}}),
                 "ValidationException: Duplicate Tag Keys provided as input: Duplicate Tag Key found x"s);
        QCOMPARE(failure(kTableChangeArn + "None", {{"x", ""}}),
                 "ResourceNotFoundException: Requested resource not found: ResourceArn: " + kTableChangeArn + "None not found");
        QCOMPARE(failure("nonsense", {{"x", ""}}), kTableChangeInvalid + "ARNs must start with 'arn:': nonsense");
        std::vector<std::pair<std::string, std::string>> many;
        for (int number = 0; number < 50; ++number)
            many.emplace_back("k" + std::to_string(number), "");
        QCOMPARE(failure(kTableChangeArn + "Tab", many),
                 "ValidationException: Number of Tags exceed the current limit for the provided ResourceArn"s);
        QCOMPARE(tags.list(kTableChangeArn + "Tab", {}).tags.size(), std::size_t{1});
    }

    void policiesHaveRevisions()
    {
        Clocked clocked;
        schema::TableDefinition definition = table("Tab", "pk:S");
        definition.streamViewType = schema::StreamViewType::KeysOnly;
        clocked.engine->createTable(definition);
        engine::ResourcePolicies &policies = clocked.engine->policies();
        const std::string missing = "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: ";
        const std::string policy = "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
        QCOMPARE(errorOf([&] { policies.get(kTableChangeArn + "Tab"); }), missing + kTableChangeArn + "Tab");
        const std::string first = policies.put(kTableChangeArn + "Tab", policy, "NO_POLICY");
        QCOMPARE(policies.put(kTableChangeArn + "Tab", policy, {}), first);
        const std::string second = policies.put(kTableChangeArn + "Tab", policy + " ", first);
        QVERIFY(first != second);
        QCOMPARE(errorOf([&] { policies.remove(kTableChangeArn + "Tab", first); }),
                 missing + "Requested update for policy with revision id " + first
                     + ", but the policy associated to target table Tab has revision id " + second + ".");
        const std::string stream = clocked.describe().latestStreamArn;
        QCOMPARE(errorOf([&] { policies.get(stream); }), missing + stream);
        policies.put(stream, policy, {});
        QCOMPARE(policies.get(stream).policy, policy);
        QCOMPARE(policies.get(kTableChangeArn + "Tab").policy, policy + " ");
        QCOMPARE(policies.remove(kTableChangeArn + "Tab", {}).value_or(""), second);
        QVERIFY(!policies.remove(kTableChangeArn + "Tab", {}));

        const auto failure = [&](const std::string &text) { return errorOf([&] { policies.put(kTableChangeArn + "Tab", text, {}); }); };
        const std::string document = kTableChangeInvalid + "Invalid policy document: ";
        QCOMPARE(failure(""), document + "This policy contains invalid Json");
        QCOMPARE(failure("null"), document + "This text appears not to be a policy");
        QCOMPARE(failure("{}"), document + "Syntax error at position (1,3)");
        QCOMPARE(failure("{\"Statement\":[]}"), document + "Could not parse the policy: Statement is empty!");
        QCOMPARE(failure("{\"Statement\":[{}]}"), document + "Missing required field Effect");
        QCOMPARE(failure(std::string(20'481, ' ')), kTableChangeInvalid + "Maximum policy size of 20480 bytes exceeded");
    }

    void insightsAreEnabledForTablesAndIndexes()
    {
        Clocked clocked;
        schema::TableDefinition definition = table("Tab", "pk:S");
        definition.globalIndexes = {index("Global", "at:N sk:S")};
        clocked.engine->createTable(definition);
        engine::InsightsStatus &insights = clocked.engine->insightsStatus();
        const auto status = [&](const std::string &index) { return std::string(textOf(insights.describe("Tab", index).status)); };
        QCOMPARE(status(""), "DISABLED"s);
        QVERIFY(!insights.describe("Tab", "").mode);
        QCOMPARE(std::string(textOf(insights.update("Tab", "Global", true, engine::InsightsMode::ThrottledKeys).status)), "ENABLING"s);
        QCOMPARE(std::string(textOf(insights.update("Tab", "Global", true, engine::InsightsMode::ThrottledKeys).status)), "ENABLED"s);
        QCOMPARE(status("Global"), "ENABLED"s);
        QVERIFY((insights.describe("Tab", "Global").rules
                 == std::vector<std::string>{"DynamoDBContributorInsights-PKT-Tab-Global-1795000000000",
                                             "DynamoDBContributorInsights-SKT-Tab-Global-1795000000000"}));
        insights.update("Tab", "", true, {});
        QCOMPARE(insights.describe("Tab", "").rules.size(), std::size_t{2});
        const auto page = insights.list("", {}, 1);
        QCOMPARE(page.descriptions.size(), std::size_t{1});
        QCOMPARE(insights.list("", page.nextToken, 1).descriptions.at(0).index, "Global"s);
        insights.update("Tab", "", false, {});
        QCOMPARE(insights.list("Tab", {}, 100).descriptions.size(), std::size_t{1});
        QVERIFY(errorOf([&] { insights.describe("Tab", "ghost"); }).starts_with("ResourceNotFoundException"));
    }
};

std::unique_ptr<QObject> makeTableChangeTest()
{
    return std::make_unique<TableChangeTest>();
}

#include "table_change_test.moc"
