#pragma once

#include <memory>

#include <QObject>

#include "core/connection/connection.h"
#include "core/session/workspace.h"
#include "ui/document/background.h"

namespace keywright::ui {

/// The sample data of a model in tables in memory, for as long as the workspace's own tables hold something else. They
/// follow the model off the GUI thread.
class SampleTables : public QObject {
    Q_OBJECT

public:
    explicit SampleTables(QObject *parent = nullptr);

    /// Null forgets them.
    void follow(std::shared_ptr<const model::Model> model);
    /// Null until they are made. May be used from any thread.
    std::shared_ptr<connection::Connection> connection() const;
    /// Why they could not be made, a sentence; empty when they could.
    const QString &problem() const { return m_problem; }

signals:
    /// They hold what the model says, or problem() says why not.
    void followed();

private:
    struct Result;
    void start();

    std::shared_ptr<const model::Model> m_model;
    std::shared_ptr<const model::Model> m_made; ///< what the tables hold, or will
    std::shared_ptr<session::Workspace> m_workspace;
    QString m_problem;
    bool m_running = false;
    Background m_background;
};

} // namespace keywright::ui
