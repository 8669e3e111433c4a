#include "core/simulation/simulation.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <tuple>

#include "core/simulation/touch_run.h"

namespace keywright::simulation {

using capacity::ThrottleCause;

namespace {

struct OperationRun {
    double times = 1;
    std::vector<TouchRun> touches;
    std::vector<double> shares; // admitted by each touch's place in this second
};

/// One pattern through the simulation, with its own random numbers, so that a pattern's calls do not depend on others.
class PatternRun {
public:
    PatternRun(const SimulatedPattern &pattern, std::uint64_t seed, std::deque<PlaceRun> &places) : m_pattern(pattern), m_random(seed)
    {
        m_outcome.pattern = pattern.name;
        for (const SimulatedOperation &operation : pattern.operations) {
            m_operations.push_back({operation.times, {}, {}});
            for (const Touch &touch : operation.touches)
                m_operations.back().touches.emplace_back(touch, places[touch.place]);
        }
    }

    void offer(std::int64_t second)
    {
        const std::int64_t calls = poisson(m_random, m_pattern.rate.at(second));
        m_calls = static_cast<double>(calls);
        for (OperationRun &operation : m_operations) {
            const std::int64_t operations = timesOf(operation, calls);
            for (TouchRun &touch : operation.touches)
                touch.offer(m_random, second, operations);
        }
    }

    void settle()
    {
        double left = m_calls;
        for (OperationRun &operation : m_operations) {
            operation.shares.clear();
            for (const TouchRun &touch : operation.touches) {
                m_losses.clear();
                const double share = touch.admittedShare(m_losses);
                operation.shares.push_back(share);
                noteLosses(touch, left * (1 - share));
                left *= share;
            }
            bookTouches(operation);
        }
        m_outcome.offered += m_calls;
        m_outcome.served += left;
        m_outcome.throttled += m_calls - left;
        m_outcome.greatestRate = std::max(m_outcome.greatestRate, m_calls);
        if (m_calls > 0)
            m_outcome.worstSecondShare = std::max(m_outcome.worstSecondShare, 1 - left / m_calls);
    }

    void addTraffic(const PlaceRun &place, const capacity::PartitionRange &range, std::int64_t second,
                    capacity::RangeTraffic &traffic) const
    {
        for (const OperationRun &operation : m_operations)
            for (const TouchRun &touch : operation.touches)
                if (&touch.place() == &place)
                    touch.addTraffic(range, m_pattern.rate.at(second) * operation.times, traffic);
    }

    void end()
    {
        for (OperationRun &operation : m_operations)
            for (TouchRun &touch : operation.touches)
                touch.tellHotKeys();
        for (const auto &[why, calls] : m_why) {
            const auto &[place, isWrite, cause] = why;
            m_outcome.why.push_back({place, isWrite, cause, calls});
        }
        std::stable_sort(m_outcome.why.begin(), m_outcome.why.end(),
                         [](const ThrottledFor &left, const ThrottledFor &right) { return left.calls > right.calls; });
        for (const auto &[where, calls] : m_lostAt)
            if (!m_outcome.worst || calls > m_outcome.worst->throttled)
                m_outcome.worst = WorstPartition{where.first, where.second, m_ranges.at(where), calls};
    }
    const PatternOutcome &outcome() const { return m_outcome; }

private:
    std::int64_t timesOf(const OperationRun &operation, std::int64_t calls)
    {
        if (operation.times == 1 || calls == 0)
            return calls;
        const double wanted = std::clamp(static_cast<double>(calls) * operation.times, 0.0, 1e15);
        const double whole = std::floor(wanted);
        return static_cast<std::int64_t>(whole) + (m_random.unit() < wanted - whole ? 1 : 0);
    }

    void bookTouches(OperationRun &operation)
    {
        for (std::size_t i = 0; i < operation.touches.size(); ++i) {
            double others = 1;
            for (std::size_t k = 0; k < operation.shares.size(); ++k)
                others *= k == i ? 1 : operation.shares[k];
            operation.touches[i].book(others);
        }
    }

    /// `calls` were lost in the touch's place; which partitions and causes cut them off is in m_losses, by their proportions.
    void noteLosses(const TouchRun &touch, double calls)
    {
        if (calls <= 0)
            return;
        double all = 0;
        for (const TouchRun::Loss &loss : m_losses)
            all += loss.calls;
        const std::size_t place = touch.touch().place;
        for (const TouchRun::Loss &loss : m_losses) {
            const double part = calls * loss.calls / all;
            m_why[{place, loss.isWrite, loss.cause}] += part;
            const std::pair<std::size_t, std::uint32_t> where{place, loss.partition};
            if ((m_lostAt[where] += part) == part)
                for (const capacity::Partition &partition : touch.place().partitions().partitions())
                    if (partition.id == loss.partition)
                        m_ranges[where] = partition.range;
        }
    }

    const SimulatedPattern &m_pattern;
    model::Random m_random;
    std::vector<OperationRun> m_operations;
    double m_calls = 0;
    std::vector<TouchRun::Loss> m_losses;
    std::map<std::tuple<std::size_t, bool, ThrottleCause>, double> m_why;
    std::map<std::pair<std::size_t, std::uint32_t>, double> m_lostAt; // place and partition
    std::map<std::pair<std::size_t, std::uint32_t>, capacity::PartitionRange> m_ranges;
    PatternOutcome m_outcome;
};

} // namespace

Outcome simulate(const Workload &workload, const SimulationOptions &options)
{
    std::deque<PlaceRun> places; // touches point to them
    for (const SimulatedPlace &place : workload.places)
        places.emplace_back(place, options);
    std::vector<PatternRun> patterns;
    patterns.reserve(workload.patterns.size());
    for (std::size_t i = 0; i < workload.patterns.size(); ++i)
        patterns.emplace_back(workload.patterns[i], model::seedOf(options.seed, workload.patterns[i].name, i), places);

    Outcome outcome;
    outcome.seed = options.seed;
    outcome.notes = workload.notes;
    for (std::int64_t second = 0; second < options.seconds; ++second) {
        if (second % 60 == 0) {
            if (options.progress)
                options.progress(second, options.seconds);
            outcome.stopped = options.stop.stop_requested();
            if (outcome.stopped)
                break;
        }
        for (PlaceRun &place : places)
            place.beginSecond();
        for (PatternRun &pattern : patterns)
            pattern.offer(second);
        for (PlaceRun &place : places)
            place.admit();
        for (PatternRun &pattern : patterns)
            pattern.settle();
        for (PlaceRun &place : places)
            place.endSecond(second, [&](const capacity::PartitionRange &range) {
                capacity::RangeTraffic traffic;
                for (const PatternRun &pattern : patterns)
                    pattern.addTraffic(place, range, second, traffic);
                return traffic;
            });
        outcome.seconds = second + 1;
    }
    for (PatternRun &pattern : patterns) {
        pattern.end();
        outcome.patterns.push_back(pattern.outcome());
    }
    for (const PlaceRun &place : places)
        outcome.places.push_back(place.outcome(options.hottestKeys));
    return outcome;
}

} // namespace keywright::simulation
