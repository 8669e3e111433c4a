#pragma once

#include <QString>

#include "core/connection/embedded_connection.h"
#include "core/service/endpoint.h"
#include "core/service/service.h"
#include "core/storage/store.h"

namespace keywright::test {

/// An engine in memory behind an endpoint of this process, which verifies signatures when it has credentials.
class ServedEngine {
public:
    explicit ServedEngine(std::optional<service::Credentials> credentials = std::nullopt)
        : m_engine(openStore()),
          m_service([this](const service::Caller &) -> engine::Engine & { return m_engine; }),
          m_endpoint(options(std::move(credentials)), [this](const service::Call &call) { return m_service.answer(call); }),
          m_connection(m_engine)
    {
        m_endpoint.start();
    }
    ~ServedEngine() { m_endpoint.stop(); }
    ServedEngine(const ServedEngine &) = delete;
    ServedEngine &operator=(const ServedEngine &) = delete;

    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_endpoint.port()); }
    connection::Connection &connection() { return m_connection; }
    /// Background work, such as backups, goes on from now on.
    void startJobs() { m_engine.startJobs(); }

    /// A table with the key "id" (S), to be changed before it is created.
    static schema::TableDefinition simpleTable(const std::string &name)
    {
        schema::TableDefinition table;
        table.name = name;
        table.key.partition = {{"id", schema::KeyType::S}};
        table.billingMode = schema::BillingMode::PayPerRequest;
        return table;
    }

private:
    static std::unique_ptr<storage::Store> openStore()
    {
        storage::StoreOptions options;
        options.inMemory = true;
        return storage::Store::open(options);
    }
    static service::EndpointOptions options(std::optional<service::Credentials> credentials)
    {
        service::EndpointOptions options;
        options.port = 0;
        options.credentials = std::move(credentials);
        return options;
    }

    engine::Engine m_engine;
    service::Service m_service;
    service::Endpoint m_endpoint;
    connection::EmbeddedConnection m_connection;
};

} // namespace keywright::test
