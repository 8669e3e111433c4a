#include "core/simulation/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace keywright::simulation {

namespace {

constexpr std::size_t kMostColumns = 288; ///< looked at: five minutes each over a day
constexpr double kMuchHotter = 3;
constexpr double kHotShare = 0.3;
constexpr double kMostOfTheTime = 0.6;
constexpr double kEvenFactor = 2.5;
constexpr double kHotKeyShare = 0.25;
constexpr double kNearTheLimit = 0.9;
constexpr double kHeatThatMatters = 0.5; ///< of a partition's limit
constexpr double kLeastSpike = 0.1;      ///< less heat is chance: a few calls come together

std::string percent(double share)
{
    const double hundredths = 100 * share;
    return hundredths > 0 && hundredths < 1 ? "less than 1 %" : std::to_string(static_cast<long>(std::lround(hundredths))) + " %";
}

std::string times(double factor)
{
    const long tenths = std::lround(10 * factor);
    return std::to_string(tenths / 10) + (tenths % 10 == 0 || tenths >= 100 ? "" : "." + std::to_string(tenths % 10)) + " times";
}

/// Whether a key has a date in it, as "2026-11-21" or "2026-11".
bool namesADate(const std::string &key)
{
    const auto areDigits = [&key](std::size_t from, std::size_t count) {
        return from + count <= key.size()
            && std::all_of(key.begin() + static_cast<std::ptrdiff_t>(from), key.begin() + static_cast<std::ptrdiff_t>(from + count),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    for (std::size_t i = 0; i + 7 <= key.size(); ++i)
        if (areDigits(i, 4) && key[i + 4] == '-' && areDigits(i + 5, 2))
            return true;
    return false;
}

std::string duration(double seconds)
{
    const auto counted = [](long count, const char *unit) { return std::to_string(count) + " " + unit + (count == 1 ? "" : "s"); };
    if (seconds >= 5'400)
        return counted(std::lround(seconds / 3'600), "hour");
    return seconds >= 90 ? counted(std::lround(seconds / 60), "minute") : counted(std::max(1L, std::lround(seconds)), "second");
}

std::string timeOfDay(std::int64_t second)
{
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(second / 3'600 % 24) + ":" + two(second / 60 % 60);
}

/// The numbers that shapes are found by.
class Reading {
public:
    Reading(const HeatMap &map, std::span<const HotKey> hottest) : m_original(map), m_map(columnsOf(map)), m_hottest(hottest)
    {
        for (std::size_t column = 0; column < m_map.columns; ++column)
            readColumn(column);
        const double most = m_sums.empty() ? 0 : *std::max_element(m_sums.begin(), m_sums.end());
        for (std::size_t column = 0; column < m_map.columns; ++column)
            if (m_sums[column] > 0 && m_sums[column] >= 0.1 * most)
                m_active.push_back(column);
        for (const HeatCell &cell : map.cells) {
            m_weight += static_cast<double>(cell.readUnits) + 3 * static_cast<double>(cell.writeUnits);
            m_greatest = std::max(m_greatest, static_cast<double>(cell.heat()));
            m_consumed += static_cast<double>(cell.readUnits) + static_cast<double>(cell.writeUnits);
            m_throttled += static_cast<double>(cell.throttledUnits);
        }
    }

    std::vector<Diagnosis> diagnoses() const
    {
        if (m_active.empty())
            return {made(HeatShape::Quiet, "There is no traffic here.", {})};
        std::vector<Diagnosis> found{overHashSpace()};
        if (auto periodic = periodicTraffic())
            found.push_back(std::move(*periodic));
        else if (auto spike = spikeOfTraffic())
            found.push_back(std::move(*spike));
        return found;
    }

private:
    static HeatMap columnsOf(const HeatMap &map) { return pooled(map, std::max<std::size_t>(1, map.rows.size()), kMostColumns); }

    void readColumn(std::size_t column)
    {
        double sum = 0;
        double most = 0;
        std::size_t hottest = 0;
        for (std::size_t row = 0; row < m_map.rows.size(); ++row) {
            const double heat = m_map.averageHeat(row, column);
            sum += heat;
            if (heat > most) {
                most = heat;
                hottest = row;
            }
        }
        m_sums.push_back(sum);
        m_hottestRow.push_back(hottest);
        m_hottestHeat.push_back(most);
    }

    bool isConcentrated(std::size_t column) const
    {
        const auto rows = static_cast<double>(m_map.rows.size());
        const double others = rows > 1 ? (m_sums[column] - m_hottestHeat[column]) / (rows - 1) : 0;
        return rows > 1 && m_hottestHeat[column] >= kMuchHotter * others && m_hottestHeat[column] >= kHotShare * m_sums[column];
    }

    Diagnosis made(HeatShape shape, std::string message, std::vector<std::size_t> rows) const
    {
        return {shape, std::move(message), {}, std::move(rows), 0, m_original.columns == 0 ? 0 : m_original.columns - 1};
    }

    std::string reached() const
    {
        std::string text = "at most " + percent(m_greatest) + " of a partition's limit";
        if (m_throttled > 0)
            text += ", with " + percent(m_throttled / (m_throttled + m_consumed)) + " of the units throttled";
        return text;
    }

    /// Where no partition is near its limit, something else throttles.
    std::string shortOfCapacity() const
    {
        if (m_throttled <= 0 || m_greatest > kNearTheLimit)
            return {};
        return " No partition is near its limit: what throttles is the capacity of the table or index. Raise it, let it scale, or bill on "
               "demand.";
    }

    Diagnosis overHashSpace() const
    {
        std::vector<std::size_t> concentrated;
        std::copy_if(m_active.begin(), m_active.end(), std::back_inserter(concentrated),
                     [this](std::size_t column) { return isConcentrated(column); });
        const bool isMostly = static_cast<double>(concentrated.size()) >= kMostOfTheTime * static_cast<double>(m_active.size());
        if (isMostly) {
            if (const auto row = steadyRow(concentrated))
                return hotPartition(*row);
            return isSweep(concentrated) ? sweep() : sequential();
        }
        if (const HotKey *key = keyThatStandsOut())
            return hotKey(*key);
        return spread();
    }

    /// The row that is the hottest in most of the columns.
    std::optional<std::size_t> steadyRow(const std::vector<std::size_t> &columns) const
    {
        std::vector<std::size_t> counts(m_map.rows.size(), 0);
        for (const std::size_t column : columns)
            ++counts[m_hottestRow[column]];
        const auto most = std::max_element(counts.begin(), counts.end());
        if (static_cast<double>(*most) < kMostOfTheTime * static_cast<double>(columns.size()))
            return std::nullopt;
        return static_cast<std::size_t>(most - counts.begin());
    }

    /// Most moves go on a little, not somewhere else, and they get around.
    bool isSweep(const std::vector<std::size_t> &columns) const
    {
        std::size_t moves = 0;
        std::size_t forward = 0;
        std::vector<bool> visited(m_map.rows.size(), false);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::size_t row = m_hottestRow[columns[i]];
            visited[row] = true;
            if (i == 0)
                continue;
            const std::size_t before = m_hottestRow[columns[i - 1]];
            const std::size_t step = (row + m_map.rows.size() - before) % m_map.rows.size();
            moves += step > 0 ? 1 : 0;
            forward += step > 0 && step <= std::max<std::size_t>(1, m_map.rows.size() / 4) ? 1 : 0;
        }
        const auto rows = static_cast<double>(std::count(visited.begin(), visited.end(), true));
        return m_map.rows.size() >= 3 && rows >= 0.5 * static_cast<double>(m_map.rows.size())
            && static_cast<double>(forward) >= 0.7 * static_cast<double>(moves);
    }

    const HotKey *keyThatStandsOut() const
    {
        const bool standsOut = !m_hottest.empty() && m_hottest.front().weight() >= kHotKeyShare * (m_weight + 3 * m_throttled)
            && m_greatest >= kHeatThatMatters;
        return standsOut ? &m_hottest.front() : nullptr;
    }

    Diagnosis hotPartition(std::size_t row) const
    {
        double inRow = 0;
        double all = 0;
        for (std::size_t column = 0; column < m_map.columns; ++column) {
            inRow += m_map.averageHeat(row, column);
            all += m_sums[column];
        }
        const auto heat = static_cast<double>(rowTotals(m_map)[row].heat());
        std::string message = "One partition stays hotter than the others: partition " + std::to_string(m_map.rows[row].partition)
            + " takes " + percent(inRow / all) + " of the traffic and reaches " + percent(heat) + " of its limit.";
        const auto key = std::find_if(m_hottest.begin(), m_hottest.end(), [&](const HotKey &each) {
            return m_map.rows[row].range.contains({each.hash, 0}) && each.weight() >= 0.1 * m_weight;
        });
        if (key != m_hottest.end())
            message += " Key " + key->key + " alone takes " + percent(std::min(1.0, key->weight() / weightOffered())) + ".";
        return withRemedy(made(HeatShape::HotKey, message, {row}), heat, key == m_hottest.end() ? std::string() : key->key);
    }

    Diagnosis withRemedy(Diagnosis found, double heat, const std::string &key) const
    {
        if (heat < kHeatThatMatters) {
            found.message += " That is far from the limit, so it needs no change as long as the traffic stays so small.";
            return found;
        }
        const bool isDate = namesADate(key);
        found.advice = isDate ? "time-ordered-partition-key" : "hot-key";
        found.message += isDate ? " It follows the time, so the next key will be as hot, in another place: put something that spreads into "
                                  "the key, or shard it."
                                : " Spread it over several partition keys (write sharding), or cache what is read.";
        return found;
    }

    Diagnosis hotKey(const HotKey &key) const
    {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < m_map.rows.size(); ++row)
            if (m_map.rows[row].range.first.hash <= key.hash && key.hash <= m_map.rows[row].range.last.hash)
                rows.push_back(row);
        std::string message = "One key is hot: " + key.key + " takes " + percent(std::min(1.0, key.weight() / weightOffered()))
            + " of the traffic; partitions reach " + reached() + ".";
        if (rows.size() > 1)
            message += " Its item collection had to be split over " + std::to_string(rows.size()) + " partitions.";
        return withRemedy(made(HeatShape::HotKey, message, std::move(rows)), m_greatest, key.key);
    }

    double weightOffered() const { return std::max(1e-9, m_weight + 3 * m_throttled); }

    Diagnosis sweep() const
    {
        Diagnosis found =
            made(HeatShape::ScanSweep,
                 "A hot spot runs through the hash space, partition after partition, and reaches " + reached()
                     + ": that is how Scans read. Scan in parallel segments and more slowly, or answer the question with an index.",
                 {});
        found.advice = "scan-as-access-pattern";
        return found;
    }

    Diagnosis sequential() const
    {
        Diagnosis found = made(HeatShape::SequentialKey,
                               "The hot spot jumps from partition to partition as time goes on, and reaches " + reached()
                                   + ": a partition key that follows the time, such as a date, takes all the traffic of its moment. "
                                     "Put something that spreads into the key, or shard it.",
                               {});
        found.advice = "time-ordered-partition-key";
        return found;
    }

    Diagnosis spread() const
    {
        double ratio = 0;
        for (const std::size_t column : m_active)
            ratio += m_sums[column] > 0 ? m_hottestHeat[column] * static_cast<double>(m_map.rows.size()) / m_sums[column] : 1;
        ratio /= static_cast<double>(m_active.size());
        if (ratio <= kEvenFactor)
            return made(HeatShape::Even,
                        "The traffic spreads evenly: the hottest partition has "
                            + (ratio < 1.05 ? std::string("little more than") : times(ratio)) + " the average, " + reached() + "."
                            + shortOfCapacity(),
                        {});
        return made(HeatShape::Uneven,
                    "The traffic is uneven: the hottest partition has " + times(ratio) + " the average, " + reached()
                        + ", but it is not the same one for long.",
                    {});
    }

    std::optional<Diagnosis> spikeOfTraffic() const
    {
        std::vector<double> sorted = m_sums;
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
        const double usual = sorted[sorted.size() / 2];
        const auto top = std::max_element(m_sums.begin(), m_sums.end());
        const auto isHigh = [&](double sum) { return sum > *top / 2; };
        const auto high = std::count_if(m_sums.begin(), m_sums.end(), isHigh);
        if (m_sums.size() < 8 || m_greatest < kLeastSpike || *top < 4 * usual
            || static_cast<double>(high) > 0.1 * static_cast<double>(m_sums.size()))
            return std::nullopt;
        auto first = top;
        while (first != m_sums.begin() && isHigh(*(first - 1)))
            --first;
        auto last = top;
        while (last + 1 != m_sums.end() && isHigh(*(last + 1)))
            ++last;
        const std::int64_t from = m_map.startSecond + (first - m_sums.begin()) * m_map.secondsPerColumn;
        const double seconds = static_cast<double>((last - first + 1) * m_map.secondsPerColumn);
        Diagnosis found = made(HeatShape::Spike,
                               "Traffic jumps " + (usual > 0 ? "to " + times(*top / usual) + " its usual" : std::string("up from nothing"))
                                   + " at " + timeOfDay(from) + " for " + duration(seconds)
                                   + ". On demand takes twice the previous peak at once: set warm throughput before a known event.",
                               {});
        const auto scale = static_cast<std::size_t>(m_map.secondsPerColumn / m_original.secondsPerColumn);
        found.firstColumn = static_cast<std::size_t>(first - m_sums.begin()) * scale;
        found.lastColumn = std::min(m_original.columns, (static_cast<std::size_t>(last - m_sums.begin()) + 1) * scale) - 1;
        return found;
    }

    std::optional<Diagnosis> periodicTraffic() const
    {
        const std::size_t count = m_sums.size();
        if (count < 12)
            return std::nullopt;
        const double mean = std::accumulate(m_sums.begin(), m_sums.end(), 0.0) / static_cast<double>(count);
        double variance = 0;
        for (const double sum : m_sums)
            variance += (sum - mean) * (sum - mean);
        variance /= static_cast<double>(count);
        if (std::sqrt(variance) < 0.25 * mean)
            return std::nullopt;
        const auto likeness = [&](std::size_t lag) {
            double sum = 0;
            for (std::size_t i = 0; i + lag < count; ++i)
                sum += (m_sums[i] - mean) * (m_sums[i + lag] - mean);
            return sum / static_cast<double>(count - lag) / variance;
        };
        for (std::size_t lag = 2; lag <= count * 2 / 5; ++lag) {
            const double like = likeness(lag);
            if (like < 0.6 || like < likeness(lag - 1) || like < likeness(lag + 1) || !dipsBefore(likeness, lag))
                continue;
            const double seconds = static_cast<double>(lag) * static_cast<double>(m_map.secondsPerColumn);
            return made(HeatShape::Periodic,
                        "The traffic comes and goes every " + duration(seconds)
                            + ". Jobs that start on the minute or the hour do that: spread their starts, or scale before them.",
                        {});
        }
        return std::nullopt;
    }

    /// Between the beginning and the lag the likeness must have been lost, or a slow change is no period.
    template <typename Likeness>
    static bool dipsBefore(const Likeness &likeness, std::size_t lag)
    {
        for (std::size_t i = 1; i < lag; ++i)
            if (likeness(i) < 0.2)
                return true;
        return false;
    }

    const HeatMap &m_original;
    HeatMap m_map; // fewer columns
    std::span<const HotKey> m_hottest;
    std::vector<double> m_sums; // of average heat, by column
    std::vector<std::size_t> m_hottestRow;
    std::vector<double> m_hottestHeat;
    std::vector<std::size_t> m_active; // columns with a tenth of the greatest sum
    double m_weight = 0;
    double m_greatest = 0;
    double m_consumed = 0;
    double m_throttled = 0;
};

} // namespace

std::string_view textOf(HeatShape shape)
{
    switch (shape) {
    case HeatShape::Quiet: return "quiet";
    case HeatShape::Even: return "even";
    case HeatShape::HotKey: return "hot key";
    case HeatShape::SequentialKey: return "sequential key";
    case HeatShape::ScanSweep: return "scan sweep";
    case HeatShape::Uneven: return "uneven";
    case HeatShape::Spike: return "spike";
    case HeatShape::Periodic: return "periodic";
    }
    return "";
}

std::vector<Diagnosis> diagnose(const HeatMap &map, std::span<const HotKey> hottest)
{
    return Reading(map, hottest).diagnoses();
}

} // namespace keywright::simulation
