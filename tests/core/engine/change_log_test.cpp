#include <set>

#include "core/engine/streams.h"
#include "core/storage/item_bytes.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using engine::ChangeKind;
using engine::IteratorKind;
using test::errorOf;
using test::item;

namespace {

constexpr std::int64_t kChangeLogStart = 1'795'000'000'123;
constexpr std::int64_t kHour = 60 * 60 * 1000;
const std::string kChangeLogArn = "arn:aws:dynamodb:us-east-1:000000000000:table/Music/stream/2026-11-18T11:06:40.123";

/// A store with the log of one table's stream, and a clock that stands still.
class Log {
public:
    explicit Log(std::unique_ptr<storage::Store> opened = storage::Store::open({.folder = "memory", .inMemory = true}))
        : store(std::move(opened))
    {
        options.clock = [this] { return now; };
        open();
    }

    void open()
    {
        catalog = std::make_unique<engine::Catalog>(*store, options);
        log = std::make_unique<engine::ChangeLog>(*store, options);
        jobs = std::make_unique<engine::Jobs>();
        streams = std::make_unique<engine::Streams>(*store, *catalog, *log, *jobs, options);
    }

    void enable(schema::StreamViewType viewType = schema::StreamViewType::NewAndOldImages)
    {
        schema::TableDefinition definition = test::table("Music", "pk:S");
        definition.streamViewType = viewType;
        storage::Batch batch;
        const engine::Stream stream = log->enable(batch, definition, 7);
        store->write(batch);
        log->adopt(stream);
    }

    void disable()
    {
        storage::Batch batch;
        const auto stream = log->disable(batch, 7);
        QVERIFY(stream);
        store->write(batch);
        log->adopt(*stream);
    }

    /// One batch with inserts of `{"pk": name}`.
    void append(const std::vector<std::string> &names)
    {
        storage::Batch batch;
        engine::ChangeLog::Section section(*log);
        for (const std::string &name : names) {
            const std::string bytes = storage::toItemBytes({{"pk", name}});
            section.append(batch, {7, storage::partitionHash(name), engine::toChangeBody(ChangeKind::Insert, false, bytes, "", bytes)});
        }
        section.finish(batch);
        store->write(batch);
        section.written();
    }

    std::vector<engine::ShardDescription> shards(const std::string &arn = kChangeLogArn) const { return streams->describe({arn}).shards; }

    std::string iterator(std::size_t shard = 0, IteratorKind kind = IteratorKind::TrimHorizon, std::optional<std::string> at = {}) const
    {
        return streams->iterator({kChangeLogArn, shards().at(shard).id, kind, std::move(at)});
    }

    /// "a b c": the keys on the page; " …" when there is another iterator.
    std::string page(const std::string &iterator, std::optional<std::int64_t> limit = {}) const
    {
        const engine::StreamRecordPage page = streams->records(iterator, limit);
        std::string text;
        for (const engine::StreamRecord &record : page.records)
            text += *record.change.key.find("pk")->get<std::string>() + " ";
        return text + (page.nextIterator ? "\u2026" : "end");
    }

    std::int64_t now = kChangeLogStart;
    engine::EngineOptions options;
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<engine::Catalog> catalog;
    std::unique_ptr<engine::ChangeLog> log;
    std::unique_ptr<engine::Jobs> jobs;
    std::unique_ptr<engine::Streams> streams;
};

} // namespace

/// Streams: their life, their shards, iterators, and the end of old changes.
class ChangeLogTest : public QObject {
    Q_OBJECT

private slots:
    void aStreamHasALabelAndOneOpenShard();
    void recordsComeInTheOrderOfTheirNumbers();
    void aRecordHasAnIdAndASize();
    void iteratorsStartWhereTheySay();
    void iteratorsAreRefused();
    void anIteratorExpires();
    void aPageEndsAtOneMegabyte();
    void aDisabledStreamEndsAndIsForgottenAfterADay();
    void everyStreamHasALabelOfItsOwn();
    void streamsAreListedInPages();
    void anOldShardIsFollowedByAChild();
    void aFullShardIsSplitByHash();
    void oldChangesAreTrimmed();
    void numbersAreNeverUsedAgain();
    void aBatchThatWasNotWrittenLeavesNoTrace();
};

void ChangeLogTest::aStreamHasALabelAndOneOpenShard()
{
    Log log;
    log.enable();
    const auto description = log.streams->describe({kChangeLogArn});
    QCOMPARE(description.name.arn, kChangeLogArn);
    QCOMPARE(description.name.label, std::string("2026-11-18T11:06:40.123"));
    QCOMPARE(description.name.table, std::string("Music"));
    QVERIFY(description.isEnabled);
    QCOMPARE(description.createdMs, kChangeLogStart);
    QVERIFY(description.viewType == schema::StreamViewType::NewAndOldImages);
    QVERIFY(description.key == test::key("pk:S"));
    QCOMPARE(description.shards.size(), std::size_t(1));
    QVERIFY(!description.shards[0].parentId && !description.shards[0].endingSequenceNumber);
    QCOMPARE(description.shards[0].id.size(), std::string("shardId-00000001414562045508-2bac9cd2").size());
    QVERIFY(description.shards[0].id.starts_with("shardId-00000001795000000123-"));
    QCOMPARE(description.shards[0].startingSequenceNumber.size(), std::size_t(21));
    QCOMPARE(log.streams->latestOf(7)->arn, kChangeLogArn);
    QVERIFY(!log.streams->latestOf(8));
}

void ChangeLogTest::recordsComeInTheOrderOfTheirNumbers()
{
    Log log;
    log.enable();
    log.append({"a", "b"});
    log.append({"c"});
    QCOMPARE(log.page(log.iterator()), std::string("a b c \u2026"));
    QCOMPARE(log.page(log.iterator(), 2), std::string("a b \u2026"));
    const auto first = log.streams->records(log.iterator(), 2);
    QCOMPARE(log.page(*first.nextIterator), std::string("c \u2026"));
    const auto rest = log.streams->records(*first.nextIterator);
    QCOMPARE(log.page(*rest.nextIterator), std::string("\u2026"));
    log.append({"d"});
    QCOMPARE(log.page(*rest.nextIterator), std::string("d \u2026"));
}

void ChangeLogTest::aRecordHasAnIdAndASize()
{
    Log log;
    log.enable();
    // The developer guide's example: 26 bytes.
    const std::string key = storage::toItemBytes(item(R"({"Id":{"N":"101"}})"));
    const std::string image = storage::toItemBytes(item(R"({"Message":{"S":"New item!"},"Id":{"N":"101"}})"));
    storage::Batch batch;
    {
        engine::ChangeLog::Section section(*log.log);
        section.append(batch, {7, 1, engine::toChangeBody(ChangeKind::Remove, true, key, "", image)});
        section.finish(batch);
        log.store->write(batch);
        section.written();
    }
    const auto record = log.streams->records(log.iterator()).records.at(0);
    QCOMPARE(record.sizeBytes, std::int64_t(26));
    QCOMPARE(record.eventId.size(), std::size_t(32));
    QCOMPARE(record.createdMs, kChangeLogStart);
    QVERIFY(record.change.byService && record.change.kind == ChangeKind::Remove && !record.change.oldImage);
    QVERIFY(record.change.newImage == item(R"({"Message":{"S":"New item!"},"Id":{"N":"101"}})"));
    QCOMPARE(log.streams->records(log.iterator()).records.at(0).eventId, record.eventId);
}

void ChangeLogTest::iteratorsStartWhereTheySay()
{
    Log log;
    log.enable();
    log.append({"a", "b", "c"});
    const std::string b = log.streams->records(log.iterator()).records.at(1).sequenceNumber;
    QCOMPARE(log.page(log.iterator(0, IteratorKind::AtSequenceNumber, b)), std::string("b c \u2026"));
    QCOMPARE(log.page(log.iterator(0, IteratorKind::AfterSequenceNumber, b)), std::string("c \u2026"));
    const std::string latest = log.iterator(0, IteratorKind::Latest);
    QCOMPARE(log.page(latest), std::string("\u2026"));
    log.append({"d"});
    QCOMPARE(log.page(latest), std::string("d \u2026"));
}

void ChangeLogTest::iteratorsAreRefused()
{
    Log log;
    log.enable();
    log.append({"a"});
    const std::string other = kChangeLogArn.substr(0, kChangeLogArn.size() - 1) + "4";
    QCOMPARE(errorOf([&] { (void)log.streams->describe({other}); }),
             "ResourceNotFoundException: Requested resource not found: Stream: " + other + " not found");
    QCOMPARE(errorOf([&] {
                 (void)log.streams->iterator({kChangeLogArn, "shardId-00000001414562045508-2bac9cd2"});
             }),
             std::string("ResourceNotFoundException: Requested resource not found: Shard does not exist"));
    const auto asked = [&](IteratorKind kind, std::optional<std::string> at) {
        return errorOf([&] { (void)log.iterator(0, kind, at); }).substr(0, 60);
    };
    QCOMPARE(asked(IteratorKind::AtSequenceNumber, "123"), std::string("ValidationException: Invalid SequenceNumber for the shard"));
    QCOMPARE(asked(IteratorKind::AtSequenceNumber, engine::sequenceNumberOf(0)),
             std::string("ValidationException: Invalid SequenceNumber for the shard"));
    QVERIFY(asked(IteratorKind::AfterSequenceNumber, {}).starts_with("ValidationException: One or more parameter values were"));
    QVERIFY(asked(IteratorKind::Latest, engine::sequenceNumberOf(2)).starts_with("ValidationException: One or more parameter values were"));
    const auto read = [&](const std::string &iterator, std::optional<std::int64_t> limit = {}) {
        return errorOf([&] { (void)log.streams->records(iterator, limit); });
    };
    for (const std::string &bad : {std::string(), std::string("|1|"), kChangeLogArn, kChangeLogArn + "|1|AAAA", std::string(2048, 'x')})
        QCOMPARE(read(bad), std::string("ValidationException: Invalid ShardIterator"));
    QCOMPARE(read(log.iterator(), 0),
             std::string("ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member "
                         "must have value greater than or equal to 1"));
    QCOMPARE(read(log.iterator(), 1001),
             std::string("ValidationException: One or more parameter values were invalid: Limit should be less than or equal to 1000"));
}

void ChangeLogTest::anIteratorExpires()
{
    Log log;
    log.enable();
    log.append({"a"});
    const std::string iterator = log.iterator();
    log.now += 15 * 60 * 1000;
    QCOMPARE(log.page(iterator), std::string("a \u2026"));
    log.now += 1;
    QVERIFY(errorOf([&] { (void)log.streams->records(iterator); }).starts_with("ExpiredIteratorException: The shard iterator has expired"));
}

void ChangeLogTest::aPageEndsAtOneMegabyte()
{
    Log log;
    log.enable();
    const std::string big(300'000, 'x'); // twice in a record, as key and image
    for (int i = 0; i < 3; ++i)
        log.append({big + std::to_string(i)});
    auto page = log.streams->records(log.iterator());
    QCOMPARE(page.records.size(), std::size_t(1));
    page = log.streams->records(*page.nextIterator);
    QCOMPARE(page.records.size(), std::size_t(1));
    page = log.streams->records(*page.nextIterator);
    QCOMPARE(page.records.size(), std::size_t(1));
    QVERIFY(log.streams->records(*page.nextIterator).records.empty());
}

void ChangeLogTest::aDisabledStreamEndsAndIsForgottenAfterADay()
{
    Log log;
    log.enable();
    log.append({"a"});
    log.now += kHour;
    log.disable();
    log.append({"dropped"});
    QVERIFY(!log.streams->describe({kChangeLogArn}).isEnabled);
    QVERIFY(log.shards().at(0).endingSequenceNumber);
    QCOMPARE(log.page(log.iterator()), std::string("a end"));
    QCOMPARE(log.page(log.iterator(0, IteratorKind::Latest)), std::string("end"));
    log.now += 24 * kHour - 1;
    log.jobs->runUntilIdle();
    QCOMPARE(log.streams->list({}).streams.size(), std::size_t(1));
    log.now += 1;
    log.jobs->runUntilIdle();
    QVERIFY(log.streams->list({}).streams.empty());
    QVERIFY(!log.streams->latestOf(7));
    log.open();
    QVERIFY(log.streams->list({}).streams.empty());
}

void ChangeLogTest::everyStreamHasALabelOfItsOwn()
{
    Log log;
    log.enable();
    log.disable();
    log.enable(schema::StreamViewType::KeysOnly);
    const auto streams = log.streams->list({}).streams;
    QCOMPARE(streams.size(), std::size_t(2));
    QCOMPARE(streams[1].label, std::string("2026-11-18T11:06:40.124"));
    QCOMPARE(log.streams->latestOf(7)->label, streams[1].label);
    log.append({"a"});
    QCOMPARE(log.page(log.iterator()), std::string("end"));
    QVERIFY(log.streams->describe({streams[1].arn}).viewType == schema::StreamViewType::KeysOnly);
    log.open();
    QCOMPARE(log.streams->list({}).streams.size(), std::size_t(2));
    QCOMPARE(log.streams->latestOf(7)->label, streams[1].label);
}

void ChangeLogTest::streamsAreListedInPages()
{
    Log log;
    for (int i = 0; i < 3; ++i) {
        log.enable();
        log.disable();
    }
    const auto first = log.streams->list({{}, {}, 2});
    QCOMPARE(first.streams.size(), std::size_t(2));
    QCOMPARE(*first.lastEvaluatedArn, first.streams[1].arn);
    const auto second = log.streams->list({{}, first.lastEvaluatedArn, 2});
    QCOMPARE(second.streams.size(), std::size_t(1));
    QVERIFY(!second.lastEvaluatedArn);
    QCOMPARE(log.streams->list({"Music"}).streams.size(), std::size_t(3));
    QVERIFY(log.streams->list({"Other"}).streams.empty());
    QVERIFY(errorOf([&] { (void)log.streams->list({{}, {}, 101}); }).starts_with("ValidationException: "));
}

void ChangeLogTest::anOldShardIsFollowedByAChild()
{
    Log log;
    log.enable();
    log.append({"a"});
    const std::string latest = log.iterator(0, IteratorKind::Latest);
    log.now += 4 * kHour - 1;
    log.append({"b"});
    QCOMPARE(log.shards().size(), std::size_t(1));
    log.now += 1;
    log.append({"c"}); // the writer notices
    QCOMPARE(log.shards().size(), std::size_t(2));
    log.now += 4 * kHour;
    log.jobs->runUntilIdle(); // and so does the job
    const auto shards = log.shards();
    QCOMPARE(shards.size(), std::size_t(3));
    QCOMPARE(*shards[1].parentId, shards[0].id);
    QCOMPARE(*shards[2].parentId, shards[1].id);
    QVERIFY(shards[0].endingSequenceNumber && shards[1].endingSequenceNumber && !shards[2].endingSequenceNumber);
    QVERIFY(*shards[0].endingSequenceNumber < shards[1].startingSequenceNumber);
    QCOMPARE(log.page(log.iterator(0)), std::string("a b end"));
    QCOMPARE(log.page(log.iterator(1)), std::string("c end"));
    QCOMPARE(log.page(log.iterator(2)), std::string("\u2026"));
    QCOMPARE(log.streams->describe({kChangeLogArn, shards[0].id}).shards.size(), std::size_t(2));
    QCOMPARE(log.streams->describe({kChangeLogArn, {}, {}, shards[0].id}).shards.size(), std::size_t(1));
    const auto page = log.streams->describe({kChangeLogArn, {}, 1});
    QCOMPARE(page.shards.size(), std::size_t(1));
    QCOMPARE(*page.lastEvaluatedShardId, shards[0].id);
    log.open();
    QVERIFY(log.shards() == shards);
}

void ChangeLogTest::aFullShardIsSplitByHash()
{
    Log log;
    log.options.streams.shardChanges = 8;
    log.options.streams.openShards = 3;
    log.open();
    log.enable();
    std::vector<std::string> names;
    for (int i = 0; i < 200; ++i)
        names.push_back(std::to_string(i));
    for (int round = 0; round < 3; ++round)
        log.append(names);

    const auto shards = log.shards();
    std::size_t open = 0;
    std::multiset<std::string> seen;
    std::map<std::string, std::string> lastOf;
    for (std::size_t shard = 0; shard < shards.size(); ++shard) {
        open += shards[shard].endingSequenceNumber ? 0 : 1;
        for (const auto &record : log.streams->records(log.iterator(shard)).records) {
            const std::string name = *record.change.key.find("pk")->get<std::string>();
            QVERIFY(lastOf[name] < record.sequenceNumber); // shards are in the order of their making
            lastOf[name] = record.sequenceNumber;
            seen.insert(name);
        }
    }
    QCOMPARE(open, std::size_t(3));
    QCOMPARE(seen.size(), std::size_t(600));
    for (const std::string &name : names)
        QCOMPARE(seen.count(name), std::size_t(3));
    QCOMPARE(*shards[1].parentId, shards[0].id);
    QCOMPARE(*shards[2].parentId, shards[0].id);
}

void ChangeLogTest::oldChangesAreTrimmed()
{
    Log log;
    log.enable();
    std::vector<std::string> many(2'500, "old");
    log.append(many);
    const std::string iterator = log.iterator();
    const std::string first = log.streams->records(iterator, 1).records.at(0).sequenceNumber;
    log.now += kHour;
    log.append({"kept"});
    log.now += 23 * kHour - 1;
    log.jobs->runUntilIdle();
    QCOMPARE(log.streams->records(log.iterator()).records.size(), std::size_t(1'000));
    const std::string stale = log.iterator(0);
    log.now += 1;
    log.jobs->runUntilIdle();
    QCOMPARE(log.page(log.iterator()), std::string("kept end"));
    QVERIFY(errorOf([&] { (void)log.streams->records(stale); }).starts_with("TrimmedDataAccessException: "));
    QVERIFY(errorOf([&] { (void)log.iterator(0, IteratorKind::AtSequenceNumber, first); }).starts_with("TrimmedDataAccessException: "));
    log.open();
    QCOMPARE(log.page(log.iterator()), std::string("kept end"));
    const auto before = log.shards();
    log.now += 24 * kHour;
    log.jobs->runUntilIdle();
    const auto after = log.shards(); // the first shard has gone with its last change, and a third has been opened
    QCOMPARE(after.size(), std::size_t(2));
    QCOMPARE(after.at(0).id, before.at(1).id);
    QCOMPARE(*after.at(0).parentId, before.at(0).id);
}

void ChangeLogTest::numbersAreNeverUsedAgain()
{
    const test::TemporaryFolder folder;
    std::string last;
    for (int round = 0; round < 3; ++round) {
        Log log(storage::Store::open({.folder = folder.path()}));
        if (round == 0)
            log.enable();
        log.now += round * 25 * kHour;
        log.jobs->runUntilIdle();
        log.append({"a"});
        for (std::size_t shard = 0; shard < log.shards().size(); ++shard) {
            for (const auto &record : log.streams->records(log.iterator(shard)).records) {
                QVERIFY(last < record.sequenceNumber);
                last = record.sequenceNumber;
            }
        }
    }
}

void ChangeLogTest::aBatchThatWasNotWrittenLeavesNoTrace()
{
    Log log;
    log.enable();
    log.append({"a"});
    const std::uint64_t end = log.log->end();
    log.now += 5 * kHour;
    {
        storage::Batch batch;
        engine::ChangeLog::Section section(*log.log);
        section.append(batch, {7, 1, engine::toChangeBody(ChangeKind::Insert, false, storage::toItemBytes({{"pk", "x"}}), "", "")});
        section.finish(batch);
    }
    QCOMPARE(log.log->end(), end);
    QCOMPARE(log.shards().size(), std::size_t(1));
    log.now -= 5 * kHour;
    log.append({"b"});
    QCOMPARE(log.page(log.iterator()), std::string("a b \u2026"));
}

std::unique_ptr<QObject> makeChangeLogTest()
{
    return std::make_unique<ChangeLogTest>();
}

#include "change_log_test.moc"
