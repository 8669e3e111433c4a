#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "core/value/json.h"

namespace keywright::engine {

/// What a bulk operation did not write, in the folder that stands for its output bucket: a line of JSON for each item in
/// AWSDynamoDB/<id>/error.json and condition_check_failure.json, and at the end manifest.json, which alone says that they
/// are whole. A kind's file is there once there is a line. The layout is ours: that of the service is not told in what we
/// could read of its guide ("Bulk put items output and reconciliation"). Not thread-safe. Throws ServiceError, with a FailureCode
/// as its name, when it cannot be written.
class BulkReport {
public:
    enum class Kind : std::uint8_t { Error, ConditionCheckFailure };
    static constexpr std::size_t kKinds = 2;
    using Sizes = std::array<std::int64_t, kKinds>;

    /// Files longer than these sizes are cut off there: what follows belongs to a write that never was. `base` is a key in the
    /// bucket's folder and ends in a slash.
    BulkReport(std::filesystem::path bucket, std::string base, const Sizes &sizes);

    void add(Kind kind, const value::Json &line);
    /// What was added is in the files; their sizes.
    Sizes flush();
    /// "error.json", …
    static std::string_view fileOf(Kind kind);
    /// Written whole or not at all.
    void writeManifest(const value::Json &manifest) const;

private:
    std::filesystem::path pathOf(std::string_view name) const { return m_bucket / (m_base + std::string(name)); }

    std::filesystem::path m_bucket;
    std::string m_base;
    Sizes m_sizes;
    std::array<std::string, kKinds> m_waiting; ///< lines that are not in the files yet
};

} // namespace keywright::engine
