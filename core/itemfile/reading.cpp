#include "core/itemfile/reading.h"

namespace keywright::itemfile {

namespace {

constexpr std::uint64_t kBytesBetweenReports = 1024 * 1024;

} // namespace

void Reading::startFile(std::string name)
{
    m_file = std::move(name);
    m_row = 0;
    m_bytesOfFile = 0;
}

void Reading::take(Record &&record, std::int64_t line)
{
    ++m_row;
    ++m_report.records;
    record.file = m_file;
    if (record.table.empty())
        record.table = m_table;
    record.line = line;
    m_take(std::move(record));
}

void Reading::refuse(std::int64_t line, std::int64_t column, std::string field, std::string reason)
{
    ++m_row;
    ++m_report.badRows;
    if (m_report.problems.size() < m_options.keptBadRows)
        m_report.problems.push_back({m_file, line, column, m_row, std::move(field), std::move(reason)});
    if (m_options.onBadRow == OnBadRow::Stop)
        m_report.stoppedAtBadRow = true;
}

bool Reading::goesOn(const CharReader &reader)
{
    m_progress.bytesRead += reader.storedBytesRead() - m_bytesOfFile;
    m_bytesOfFile = reader.storedBytesRead();
    m_progress.records = m_report.records;
    m_progress.badRows = m_report.badRows;
    if (m_options.progress && m_progress.bytesRead >= m_nextReport) {
        m_options.progress(m_progress);
        m_nextReport = m_progress.bytesRead + kBytesBetweenReports;
    }
    if (m_options.stop.stop_requested())
        m_report.cancelled = true;
    return !hasStopped();
}

} // namespace keywright::itemfile
