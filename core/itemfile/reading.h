#pragma once

#include <functional>
#include <string>

#include "core/itemfile/byte_source.h"
#include "core/itemfile/item_file.h"

/// One run of a reader over one or more files. Inside core/itemfile only.
namespace keywright::itemfile {

/// What all readers report to: counts, keeps the first reasons, tells when to go no further.
class Reading {
public:
    Reading(const ReadOptions &options, const TakeRecord &take, ReadReport &report) : m_options(options), m_take(take), m_report(report) { }

    const ReadOptions &options() const { return m_options; }
    ReadReport &report() { return m_report; }

    /// The file that is read now, for records and problems; its rows count from 1.
    void startFile(std::string name);
    const std::string &file() const { return m_file; }
    /// For records whose file does not name a table.
    void setTable(std::string name) { m_table = std::move(name); }
    void addTotalBytes(std::uint64_t bytes) { m_progress.bytesTotal += bytes; }

    void take(Record &&record, std::int64_t line);
    void refuse(std::int64_t line, std::int64_t column, std::string field, std::string reason);
    /// False when the reading is cancelled or stops at a bad row. Reports progress.
    bool goesOn(const CharReader &reader);
    bool hasStopped() const { return m_report.cancelled || m_report.stoppedAtBadRow; }
    std::int64_t rowsOfFile() const { return m_row; }

private:
    const ReadOptions &m_options;
    const TakeRecord &m_take;
    ReadReport &m_report;
    std::string m_file;
    std::string m_table;
    std::int64_t m_row = 0;
    Progress m_progress;
    std::uint64_t m_bytesOfFile = 0; ///< already counted in m_progress
    std::uint64_t m_nextReport = 0;
};

void readJsonDocument(CharReader &reader, Reading &reading);
void readJsonLines(CharReader &reader, Reading &reading);
void readCsv(CharReader &reader, Reading &reading);
/// A folder with manifests and data/, or one of its manifests.
void readS3Export(const std::filesystem::path &path, Reading &reading);
/// Whether the folder looks like an export.
bool isS3Export(const std::filesystem::path &path);

} // namespace keywright::itemfile
