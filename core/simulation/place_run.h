#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/capacity/auto_scaling.h"
#include "core/capacity/partition_set.h"
#include "core/simulation/heat_recorder.h"
#include "core/simulation/outcome.h"
#include "core/simulation/simulation.h"
#include "core/simulation/workload.h"

/// One place of a running simulation. Inside core/simulation only.
namespace keywright::simulation {

/// The partitions of a table or GSI through the simulation, and what is noted of them.
class PlaceRun {
public:
    PlaceRun(const SimulatedPlace &place, const SimulationOptions &options);

    void beginSecond();
    void want(std::size_t partition, double calls, const Touch &touch);
    void admit();
    /// What was served of `calls` at a partition, and what was not.
    void book(std::size_t partition, double calls, double served, const Touch &touch);
    void endSecond(std::int64_t second, const capacity::PartitionSet::TrafficOf &trafficOf);

    const std::vector<capacity::Admission> &admitted() const { return m_admitted; }
    const capacity::PartitionSet &partitions() const { return m_partitions; }
    /// Rises whenever the partitions are others.
    std::int64_t layout() const { return m_layout; }
    bool throttles() const { return m_throttles; }

    void addHotKey(const KeyShare &key, const capacity::Units &offered);
    PlaceOutcome outcome(std::size_t hottestKeys) const;

private:
    void noteThrottles(std::int64_t second);
    void noteThrottle(std::int64_t second, std::size_t partition, bool isWrite, capacity::ThrottleCause cause, double units);
    void endMinute(std::int64_t second);
    void scale(std::int64_t second, const PlaceMinute &minute);
    void keepHottest(std::size_t count);

    capacity::PartitionSet m_partitions;
    HeatRecorder m_recorder;
    std::int64_t m_layout = 0;
    std::int64_t m_lastSecond;
    bool m_isTouched = false;
    bool m_throttles = false;
    std::vector<capacity::Units> m_wanted; // in this second, by partition
    std::vector<capacity::Units> m_consumed;
    std::vector<capacity::Units> m_throttled;
    std::vector<capacity::Admission> m_admitted;
    capacity::PartitionEvents m_events; // of all the time
    std::size_t m_splitsRecorded = 0;
    std::optional<capacity::AutoScaler> m_readScaler;
    std::optional<capacity::AutoScaler> m_writeScaler;
    PlaceMinute m_minute; // sums so far
    std::int64_t m_minuteSeconds = 0;
    std::map<std::pair<std::uint32_t, bool>, std::size_t> m_openThrottles; // partition and write: which event
    std::map<std::string, HotKey> m_hotKeys;
    PlaceOutcome m_outcome;
};

} // namespace keywright::simulation
