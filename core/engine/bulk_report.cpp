#include "core/engine/bulk_report.h"

#include "core/engine/service_error.h"

namespace keywright::engine {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void failToReport(const fs::path &file)
{
    throw ServiceError("S3AccessDenied",
                       "The report " + file.string()
                           + " cannot be written: look whether its folder may be written to and the disk has room.");
}

void writeReport(const fs::path &file, std::string_view text, std::ios::openmode mode)
{
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    std::ofstream out(file, mode | std::ios::binary);
    out << text;
    out.close();
    if (!out)
        failToReport(file);
}

} // namespace

BulkReport::BulkReport(fs::path bucket, std::string base, const Sizes &sizes)
    : m_bucket(std::move(bucket)), m_base(std::move(base)), m_sizes(sizes)
{
    for (std::size_t i = 0; i < kKinds; ++i) {
        const fs::path file = pathOf(fileOf(static_cast<Kind>(i)));
        std::error_code error;
        if (const auto size = fs::file_size(file, error); !error && size > static_cast<std::uintmax_t>(m_sizes[i]))
            fs::resize_file(file, static_cast<std::uintmax_t>(m_sizes[i]), error);
        else
            continue;
        if (error)
            failToReport(file);
    }
}

std::string_view BulkReport::fileOf(Kind kind)
{
    return kind == Kind::Error ? "error.json" : "condition_check_failure.json";
}

void BulkReport::add(Kind kind, const value::Json &line)
{
    m_waiting[static_cast<std::size_t>(kind)] += line.compact() + "\n";
}

BulkReport::Sizes BulkReport::flush()
{
    for (std::size_t i = 0; i < kKinds; ++i) {
        if (m_waiting[i].empty())
            continue;
        writeReport(pathOf(fileOf(static_cast<Kind>(i))), m_waiting[i], std::ios::app);
        m_sizes[i] += static_cast<std::int64_t>(m_waiting[i].size());
        m_waiting[i].clear();
    }
    return m_sizes;
}

void BulkReport::writeManifest(const value::Json &manifest) const
{
    const fs::path file = pathOf("manifest.json");
    const fs::path half = pathOf(".manifest.json");
    writeReport(half, manifest.compact() + "\n", std::ios::trunc);
    std::error_code error;
    fs::rename(half, file, error);
    if (error)
        failToReport(file);
}

} // namespace keywright::engine
