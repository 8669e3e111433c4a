#include "core/session/commit_steps.h"

namespace keywright::session {

namespace {

class StepCall {
public:
    StepCall(const std::string &table, connection::Connection &connection) : m_connection(connection) { m_request.table = table; }

    void operator()(const schema::ThroughputStep &step)
    {
        m_request.billingMode = step.billingMode;
        m_request.capacity = step.capacity;
        for (const auto &[name, capacity] : step.indexes)
            m_request.indexActions.emplace_back(engine::UpdateIndexAction{name, capacity});
        update();
    }

    void operator()(const schema::CreateIndexStep &step)
    {
        m_request.indexActions = {engine::CreateIndexAction{step.index}};
        update();
    }

    void operator()(const schema::DeleteIndexStep &step)
    {
        m_request.indexActions = {engine::DeleteIndexAction{step.index}};
        update();
    }

    void operator()(const schema::CreateVectorIndexStep &step)
    {
        m_request.vectorActions = {engine::CreateVectorIndexAction{step.index}};
        update();
    }

    void operator()(const schema::DeleteVectorIndexStep &step)
    {
        m_request.vectorActions = {engine::DeleteVectorIndexAction{step.index}};
        update();
    }

    void operator()(const schema::StreamStep &step)
    {
        m_request.stream = engine::StreamChange{step.viewType};
        update();
    }

    void operator()(const schema::EncryptionStep &step)
    {
        m_request.encryption = engine::EncryptionChange{step.encryption};
        update();
    }

    void operator()(const schema::TableClassStep &step)
    {
        m_request.tableClass = step.tableClass;
        update();
    }

    void operator()(const schema::DeletionProtectionStep &step)
    {
        m_request.deletionProtection = step.isOn;
        update();
    }

    void operator()(const schema::TimeToLiveStep &step) { m_connection.updateTimeToLive(m_request.table, step.attribute, step.isOn); }

    void operator()(const schema::TagStep &step)
    {
        const std::string arn = m_connection.describeTable(m_request.table).arn;
        if (!step.removed.empty())
            m_connection.untagResource(arn, step.removed);
        if (!step.set.empty())
            m_connection.tagResource(arn, {step.set.begin(), step.set.end()});
    }

private:
    void update() { m_connection.updateTable(m_request); }

    connection::Connection &m_connection;
    engine::UpdateTableRequest m_request;
};

} // namespace

void runStep(const schema::TableStep &step, const std::string &table, connection::Connection &connection)
{
    std::visit(StepCall(table, connection), step);
}

bool isTooSoon(const schema::TableStep &step, const engine::ServiceError &error)
{
    // The service's message (measured): "Time to live has been modified multiple times within a fixed interval".
    return std::holds_alternative<schema::TimeToLiveStep>(step) && error.name() == "ValidationException"
        && std::string(error.what()).find("within a fixed interval") != std::string::npos;
}

} // namespace keywright::session
