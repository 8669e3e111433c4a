#include "tests/core/session/stream_tail_test.h"

#include <QtTest>

#include "core/connection/connection_error.h"
#include "core/connection/embedded_connection.h"
#include "core/engine/service_error.h"
#include "core/session/stream_tail.h"
#include "core/storage/store.h"
#include "tests/support/item_text.h"

using namespace keywright;
using session::StreamTail;
using session::TailRecord;
using session::TailShard;
using session::TailStart;

namespace {

/// A connection whose next calls of GetRecords can be made to fail.
class Faulty : public connection::EmbeddedConnection {
public:
    using EmbeddedConnection::EmbeddedConnection;

    engine::StreamRecordPage getRecords(const std::string &iterator, std::optional<std::int64_t> limit) override
    {
        ++reads;
        if (std::exchange(breaks, false))
            throw connection::ConnectionError(connection::ConnectionError::Kind::Unreachable, "The connection broke.");
        if (!nextRefusal.empty())
            throw engine::ServiceError(std::exchange(nextRefusal, {}), "Because.");
        return EmbeddedConnection::getRecords(iterator, limit);
    }

    std::string nextRefusal;
    bool breaks = false;
    int reads = 0;
};

/// A table "Orders" with a stream, in an engine whose time stands still until it is moved.
class Streamed {
public:
    Streamed() : m_engine(openStore(), options()), connection(m_engine)
    {
        schema::TableDefinition table;
        table.name = "Orders";
        table.key.partition = {{"id", schema::KeyType::S}};
        table.billingMode = schema::BillingMode::PayPerRequest;
        table.streamViewType = schema::StreamViewType::NewAndOldImages;
        connection.createTable(table);
    }

    void put(const std::string &id)
    {
        engine::PutItemRequest request;
        request.table = "Orders";
        request.item = test::item("{\"id\": {\"S\": \"" + id + "\"}}");
        connection.putItem(request);
    }
    StreamTail tail(TailStart start)
    {
        return {connection.describeTable("Orders").latestStreamArn, start, [this] { return nowMs; }};
    }
    /// The ids of what a round reads.
    std::string round(StreamTail &tail)
    {
        std::string ids;
        for (const TailRecord &each : tail.read(connection))
            ids += (ids.empty() ? "" : " ") + test::textOf(*each.record.change.key.find("id"));
        return ids;
    }
    void later(std::int64_t milliseconds)
    {
        nowMs += milliseconds;
        m_engine.jobs().runUntilIdle();
    }

    std::int64_t nowMs = 1'795'300'000'000;

private:
    static std::unique_ptr<storage::Store> openStore()
    {
        storage::StoreOptions options;
        options.inMemory = true;
        return storage::Store::open(options);
    }
    engine::EngineOptions options()
    {
        engine::EngineOptions options;
        options.clock = [this] { return nowMs; };
        return options;
    }

    engine::Engine m_engine;

public:
    Faulty connection;
};

constexpr std::int64_t kHour = 60 * 60 * 1000;

QString ids(const std::string &text)
{
    QString ids = QString::fromStdString(text);
    return ids.remove(QStringLiteral("{\"S\":\"")).remove(QStringLiteral("\"}"));
}

} // namespace

void StreamTailTest::fromTheLatestOnlyWhatComes()
{
    Streamed streamed;
    streamed.put("before");
    StreamTail tail = streamed.tail(TailStart::Latest);
    QCOMPARE(ids(streamed.round(tail)), QString());
    streamed.put("a");
    streamed.put("b");
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("a b"));
    QCOMPARE(ids(streamed.round(tail)), QString());
    QCOMPARE(tail.shards().size(), std::size_t(1));
    QVERIFY(tail.shards()[0].state == TailShard::State::Reading);
    QCOMPARE(tail.shards()[0].records, std::int64_t(2));
    QVERIFY(!tail.isOver() && !tail.hasGap());
}

void StreamTailTest::fromTheOldestAllThatIsThere()
{
    Streamed streamed;
    streamed.put("before");
    StreamTail tail = streamed.tail(TailStart::TrimHorizon);
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("before"));
}

void StreamTailTest::shardsFollowOneAnother()
{
    Streamed streamed;
    streamed.put("a");
    streamed.later(5 * kHour); // older than a shard gets
    streamed.put("b");
    StreamTail all = streamed.tail(TailStart::TrimHorizon);
    QString read;
    for (int i = 0; i < 4; ++i)
        read += ids(streamed.round(all)) + QLatin1Char('.');
    QVERIFY2(read.startsWith(QStringLiteral("a")) && read.contains(QStringLiteral("b")), qPrintable(read));
    QCOMPARE(all.shards().size(), std::size_t(2));
    QVERIFY(all.shards()[0].state == TailShard::State::Finished);
    QVERIFY(all.shards()[1].state == TailShard::State::Reading);

    StreamTail latest = streamed.tail(TailStart::Latest);
    QCOMPARE(ids(streamed.round(latest)), QString());
    QVERIFY(latest.shards()[0].state == TailShard::State::Skipped);
    streamed.put("c");
    QCOMPARE(ids(streamed.round(latest)), QStringLiteral("c"));
    streamed.later(5 * kHour);
    streamed.put("d");
    read.clear();
    for (int i = 0; i < 3; ++i)
        read += ids(streamed.round(latest));
    QCOMPARE(read, QStringLiteral("d"));
}

void StreamTailTest::anIteratorThatIsTooOldIsGotAnew()
{
    Streamed streamed;
    StreamTail tail = streamed.tail(TailStart::Latest);
    streamed.round(tail);
    streamed.put("a");
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("a"));
    streamed.put("b");
    streamed.connection.nextRefusal = "ExpiredIteratorException";
    QCOMPARE(ids(streamed.round(tail)), QString());
    QVERIFY(tail.hasMore());
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("b"));
    QVERIFY(!tail.hasGap());
}

void StreamTailTest::anOldIteratorBeforeTheFirstRecordLosesNothing()
{
    Streamed streamed;
    streamed.put("before");
    streamed.nowMs += kHour;
    StreamTail tail = streamed.tail(TailStart::Latest);
    streamed.round(tail);
    streamed.put("a");
    streamed.connection.nextRefusal = "ExpiredIteratorException";
    streamed.round(tail);
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("a"));
}

void StreamTailTest::trimmedRecordsAreAGap()
{
    Streamed streamed;
    StreamTail tail = streamed.tail(TailStart::TrimHorizon);
    streamed.put("a");
    streamed.connection.nextRefusal = "TrimmedDataAccessException";
    streamed.round(tail);
    QVERIFY(tail.hasGap());
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("a"));
}

void StreamTailTest::aFailedRoundGoesOnWhereItWas()
{
    Streamed streamed;
    StreamTail tail = streamed.tail(TailStart::TrimHorizon);
    streamed.put("a");
    streamed.round(tail);
    streamed.put("b");
    streamed.connection.breaks = true;
    QVERIFY_THROWS_EXCEPTION(connection::ConnectionError, streamed.round(tail));
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("b"));
}

void StreamTailTest::aStreamThatIsSwitchedOffEnds()
{
    Streamed streamed;
    StreamTail tail = streamed.tail(TailStart::TrimHorizon);
    streamed.put("a");
    engine::UpdateTableRequest off;
    off.table = "Orders";
    off.stream = engine::StreamChange{};
    streamed.connection.updateTable(off);
    QCOMPARE(ids(streamed.round(tail)), QStringLiteral("a"));
    streamed.round(tail);
    QVERIFY(tail.isOver());
    const int reads = streamed.connection.reads;
    streamed.round(tail);
    QCOMPARE(streamed.connection.reads, reads);
}
