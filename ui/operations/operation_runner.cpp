#include "ui/operations/operation_runner.h"

#include "ui/document/text.h"

namespace keywright::ui {

OperationRunner::OperationRunner(QObject *parent) : QObject(parent), m_looking(this), m_background(this, 2) { }

void OperationRunner::setConnection(std::shared_ptr<connection::Connection> connection)
{
    if (connection == m_connection)
        return;
    clear();
    m_connection = std::move(connection);
    emit changed();
}

const session::OperationRun *OperationRunner::page() const
{
    return m_page < m_pages.size() ? &m_pages[m_page] : nullptr;
}

bool OperationRunner::hasNext() const
{
    return !m_running && m_page < m_pages.size() && (m_page + 1 < m_pages.size() || m_pages[m_page].next);
}

void OperationRunner::clear()
{
    ++m_request;
    ++m_look;
    m_looking.stop();
    m_pages.clear();
    m_page = 0;
    m_explanation.reset();
    m_running = m_explaining = m_cancelled = false;
    emit changed();
}

void OperationRunner::run(const std::string &operation, const value::Json &request)
{
    if (m_connection == nullptr)
        return;
    start(operation, request, true);
}

void OperationRunner::nextPage()
{
    if (!hasNext())
        return;
    if (m_page + 1 < m_pages.size()) {
        ++m_page;
        emit changed();
        emit answered();
        return;
    }
    start(m_pages.back().operation, *m_pages.back().next, false);
}

void OperationRunner::previousPage()
{
    if (!hasPrevious())
        return;
    --m_page;
    emit changed();
    emit answered();
}

void OperationRunner::cancel()
{
    if (!m_running)
        return;
    ++m_request;
    m_background.stop();
    m_running = false;
    m_cancelled = true;
    if (m_isFirst)
        emit ended(toQString(m_operation), m_asked, nullptr);
    emit changed();
}

void OperationRunner::start(const std::string &operation, const value::Json &request, bool isFirst)
{
    m_running = true;
    m_cancelled = false;
    m_isFirst = isFirst;
    m_operation = operation;
    m_asked = request;
    emit changed();
    m_background.start(
        [connection = m_connection, operation, request](const std::stop_token &stop) {
            return session::runOperation(*connection::stoppedBy(connection, stop), operation, request);
        },
        [this, isFirst, number = ++m_request](session::OperationRun run) {
            if (number == m_request)
                take(std::move(run), isFirst);
        });
}

/// A page that could not be read leaves the others as they are; it is shown in the place that it would have had.
void OperationRunner::take(session::OperationRun run, bool isFirst)
{
    m_running = false;
    if (isFirst)
        m_pages.clear();
    else if (!m_pages.empty() && m_pages.back().problem)
        m_pages.pop_back();
    m_pages.push_back(std::move(run));
    m_page = m_pages.size() - 1;
    explainPages();
    if (isFirst)
        emit ended(toQString(m_operation), m_asked, &m_pages.back());
    emit changed();
    emit answered();
}

void OperationRunner::explainPages()
{
    m_explanation.reset();
    std::vector<session::OperationRun> runs;
    for (const session::OperationRun &run : m_pages)
        if (!run.problem)
            runs.push_back(run);
    m_explaining = !runs.empty();
    ++m_look;
    m_looking.stop();
    if (!m_explaining)
        return;
    m_looking.start([connection = m_connection,
                     runs = std::move(runs)](const std::stop_token &stop) { return session::explain(*connection, runs, stop); },
                    [this, number = m_look](session::Explanation explanation) {
                        if (number != m_look)
                            return;
                        m_explaining = false;
                        m_explanation = std::make_shared<const session::Explanation>(std::move(explanation));
                        emit changed();
                    });
}

} // namespace keywright::ui
