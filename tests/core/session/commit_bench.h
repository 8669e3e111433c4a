#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <QString>

#include "core/connection/embedded_connection.h"
#include "core/session/commit.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

/// What the tests of commit work on.
namespace keywright::test {

using session::CommitPlan;
using session::CommitReport;

/// An engine connection that fails at one of the calls that change something.
class FailingConnection : public connection::EmbeddedConnection {
public:
    using EmbeddedConnection::createTable;
    using EmbeddedConnection::EmbeddedConnection;

    int failsAt = -1; ///< the how-many-eth change, from 0
    int changes = 0;
    std::function<void()> beforeEach;

    engine::TableDescription createTable(const engine::CreateTableRequest &request) override
    {
        count();
        return EmbeddedConnection::createTable(request);
    }
    engine::TableDescription updateTable(const engine::UpdateTableRequest &request) override
    {
        count();
        return EmbeddedConnection::updateTable(request);
    }
    engine::TableDescription deleteTable(const std::string &table) override
    {
        count();
        return EmbeddedConnection::deleteTable(table);
    }
    void updateTimeToLive(const std::string &table, const std::string &attribute, bool enabled) override
    {
        count();
        EmbeddedConnection::updateTimeToLive(table, attribute, enabled);
    }
    connection::BatchWriteResult batchWriteItem(const engine::BatchWriteRequest &request) override
    {
        count();
        return EmbeddedConnection::batchWriteItem(request);
    }
    engine::WriteResult putItem(const engine::PutItemRequest &request) override
    {
        count();
        return EmbeddedConnection::putItem(request);
    }

private:
    void count()
    {
        if (changes++ == failsAt)
            throw engine::ServiceError("InternalServerError", "Internal server error");
        if (beforeEach)
            beforeEach();
    }
};

/// An engine in memory whose tables take a second to become ACTIVE, on a clock that stands still unless commit waits.
class CommitBench {
public:
    CommitBench() : m_engine(openStore(), options()), connection(m_engine)
    {
        control.wait = [this](auto time) { pass(time); };
    }

    void pass(std::chrono::milliseconds time)
    {
        m_now += time.count();
        m_engine.jobs().runUntilIdle();
    }

    CommitPlan plan(const model::Model &model) { return session::planCommit(model, connection); }
    CommitReport commit(const model::Model &model) { return session::runCommit(plan(model), model, connection, choices, control); }

    std::vector<std::string> itemsOf(const std::string &table)
    {
        std::vector<std::string> lines;
        engine::ScanRequest request;
        request.table = table;
        do {
            const engine::ItemPage page = connection.scan(request);
            for (const value::Item &item : page.items)
                lines.push_back(textOf(item));
            request.exclusiveStartKey = page.lastEvaluatedKey;
        } while (request.exclusiveStartKey);
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    /// The differences that are left, a line each.
    QString differencesFrom(const model::Model &model)
    {
        std::string lines;
        for (const session::TableCommit &each : plan(model).tables) {
            if (!each.present)
                lines += each.table + " is not there\n";
            for (const schema::TableDifference &difference : each.differences)
                lines += schema::subjectOf(difference) + ": " + difference.from + " -> " + difference.to + "\n";
        }
        return QString::fromStdString(lines);
    }

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
        options.clock = [this] { return m_now; };
        options.statusDelayMs = 1'000;
        return options;
    }

    std::int64_t m_now = 1'700'000'000'000;
    engine::Engine m_engine;

public:
    FailingConnection connection;
    TemporaryFolder folder;
    session::CommitChoices choices{{}, true, session::LoadChoice::NewTables, session::OnSameKey::Keep, folder.path() / "copies", "here"};
    session::CommitControl control;
};

} // namespace keywright::test
