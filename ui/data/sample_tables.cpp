#include "ui/data/sample_tables.h"

#include "ui/document/text.h"

namespace keywright::ui {

struct SampleTables::Result {
    std::shared_ptr<session::Workspace> workspace;
    QString problem;
};

SampleTables::SampleTables(QObject *parent) : QObject(parent), m_background(this) { }

void SampleTables::follow(std::shared_ptr<const model::Model> model)
{
    m_model = std::move(model);
    if (!m_model) {
        m_made.reset();
        m_workspace.reset();
        m_problem.clear();
    }
    if (m_model && m_model != m_made && !m_running)
        start();
}

std::shared_ptr<connection::Connection> SampleTables::connection() const
{
    return m_workspace ? std::shared_ptr<connection::Connection>(m_workspace, &m_workspace->connection()) : nullptr;
}

void SampleTables::start()
{
    m_running = true;
    m_made = m_model;
    m_background.start(
        [model = m_model, workspace = m_workspace](const std::stop_token &stop) {
            Result result{workspace, {}};
            try {
                if (result.workspace) {
                    result.workspace->follow(*model, {}, stop);
                } else {
                    result.workspace = session::Workspace::inMemory(*model);
                    result.workspace->load({}, stop);
                }
            } catch (const std::exception &error) {
                result = {nullptr, toQString(error.what())};
            }
            return result;
        },
        [this](Result result) {
            m_running = false;
            if (!m_model)
                return;
            m_workspace = std::move(result.workspace);
            m_problem = result.problem;
            if (m_model != m_made)
                start();
            else
                emit followed();
        });
}

} // namespace keywright::ui
