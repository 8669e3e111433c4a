#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// Enable-, Disable-, Update- and DescribeKinesisStreamingDestination: a file of JSON Lines stands for each stream, with the
/// records that the service puts there. A write leaves its record in the store in its own batch, and a job takes it to the
/// file, in the order of the writes: what a kill leaves undelivered comes later, and may come twice, as with the service.
/// Thread-safe. Everything throws ServiceError for what the service refuses and storage::StorageError. Source: API reference,
/// developer guide ("Using Kinesis Data Streams to capture changes to DynamoDB"), and measurements by others.
class KinesisDestinations {
public:
    KinesisDestinations(storage::Store &store, Catalog &catalog, Jobs &jobs, const EngineOptions &options);

    /// The answers say ENABLING, DISABLING and UPDATING.
    DestinationDescription enable(const std::string &nameOrArn, const std::string &streamArn, std::optional<TimePrecision> precision);
    DestinationDescription disable(const std::string &nameOrArn, const std::string &streamArn);
    DestinationDescription update(const std::string &nameOrArn, const std::string &streamArn, std::optional<TimePrecision> precision);
    /// All that the table has or had, the youngest first.
    std::vector<DestinationDescription> describe(const std::string &nameOrArn) const;

    /// Where the records of a stream go; empty when there is no folder for it: the tables are in memory, and nobody said
    /// which folder stands for the buckets.
    std::filesystem::path fileOf(const std::string &streamArn) const;

private:
    bool deliverSome();
    void append(const std::filesystem::path &file, const std::string &lines);

    storage::Store &m_store;
    Catalog &m_catalog;
    const EngineOptions &m_options;
    std::set<std::filesystem::path> m_whole; // files that end with a whole line; used by the job alone
};

} // namespace keywright::engine
