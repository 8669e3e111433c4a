#pragma once

#include <memory>
#include <vector>

#include <QObject>

#include "core/session/explain.h"
#include "core/session/operation_run.h"
#include "ui/document/background.h"

namespace keywright::ui {

/// Runs one operation at a time on a connection, off the GUI thread: its pages, one after the other, and what they touched.
/// An operation that is cancelled is not waited for; a request that was sent may still be carried out.
class OperationRunner : public QObject {
    Q_OBJECT

public:
    explicit OperationRunner(QObject *parent = nullptr);

    void setConnection(std::shared_ptr<connection::Connection> connection);
    const std::shared_ptr<connection::Connection> &connection() const { return m_connection; }

    void run(const std::string &operation, const value::Json &request);
    /// Reads the next page, or shows it once more.
    void nextPage();
    void previousPage();
    void cancel();
    void clear();

    bool isRunning() const { return m_running; }
    bool isExplaining() const { return m_explaining; }
    bool wasCancelled() const { return m_cancelled; }
    /// All pages that were read; empty before the first answer.
    const std::vector<session::OperationRun> &pages() const { return m_pages; }
    /// Null before the first answer.
    const session::OperationRun *page() const;
    std::size_t pageNumber() const { return m_page; }
    bool hasNext() const;
    bool hasPrevious() const { return !m_running && m_page > 0; }
    /// Of all pages so far; null while it is worked out, and after a refusal.
    const session::Explanation *explanation() const { return m_explanation.get(); }

signals:
    /// Something of the above is another now.
    void changed();
    /// An answer or a refusal came: a new run, or another page of the last.
    void answered();
    /// A run came to its end, with this first page; null when a person cancelled it. Before answered().
    void ended(const QString &operation, const keywright::value::Json &request, const keywright::session::OperationRun *run);

private:
    void start(const std::string &operation, const value::Json &request, bool isFirst);
    void take(session::OperationRun run, bool isFirst);
    void explainPages();

    std::shared_ptr<connection::Connection> m_connection;
    std::vector<session::OperationRun> m_pages;
    std::size_t m_page = 0;
    std::shared_ptr<const session::Explanation> m_explanation;
    bool m_running = false;
    bool m_explaining = false;
    bool m_cancelled = false;
    bool m_isFirst = true; ///< what runs is no further page
    std::string m_operation;
    value::Json m_asked;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    quint64 m_look = 0;
    Background m_looking;
    Background m_background;
};

} // namespace keywright::ui
