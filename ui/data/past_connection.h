#pragma once

#include <cstdint>

#include "ui/document/recording_connection.h"

namespace keywright::ui {

/// The tables of an engine in this process as they were at a moment: scans read the past, without an index and without a
/// record. All else goes to the tables as they are.
class PastConnection : public RecordingConnection {
public:
    /// `inner` has an Insight, and is not null.
    PastConnection(std::shared_ptr<connection::Connection> inner, std::int64_t moment);

    std::shared_ptr<connection::Connection> stopped(std::stop_token stop) const override;
    engine::ItemPage scan(const engine::ScanRequest &request) override;

private:
    std::shared_ptr<connection::Connection> m_present;
    const std::int64_t m_moment; ///< milliseconds
};

} // namespace keywright::ui
