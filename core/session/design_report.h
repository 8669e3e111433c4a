#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/session/verification.h"

namespace keywright::simulation {
struct CostReport;
struct Outcome;
} // namespace keywright::simulation

namespace keywright::session {

/// How the verification of an access pattern stands, as a report says it.
struct ReportedVerification {
    VerificationStatus status = VerificationStatus::Verified;
    bool isStale = false; ///< the model has changed since in something that it depends on
    std::size_t runs = 0;
    std::size_t failedRuns = 0;
    std::int64_t itemsRead = 0;
    std::int64_t itemsReturned = 0;
    std::int64_t itemsWritten = 0;
    double capacityUnits = 0;
    std::string message;
};

ReportedVerification reported(const PatternVerification &verification, bool isStale = false);

/// What a report shows that does not follow from the model.
struct ReportSources {
    std::map<std::string, ReportedVerification> verifications; ///< by the access pattern's name; one without has not run
    std::string picture;                                       ///< address of the canvas's picture; empty leaves it out
    int pictureWidth = 0;                                      ///< in pixels, as it is to be shown
    /// What the traffic costs and how hot it runs; null leaves a part out.
    std::shared_ptr<const simulation::CostReport> cost;
    std::shared_ptr<const simulation::Outcome> heat;
    std::string heatPicture; ///< address of the heat maps' picture; empty leaves it out
    int heatPictureWidth = 0;
    std::string date; ///< of the report, for people; empty leaves it out
};

/// The design as one HTML page to read and print: tables and indexes, the canvas, key charts, entities, access patterns
/// with how they are judged and verified, problems and advice. It loads nothing from elsewhere, has no script, and keeps to
/// what Qt's rich text shows too. Thread-safe.
std::string writeDesignReport(const model::Model &model, const ReportSources &sources = {});

} // namespace keywright::session
