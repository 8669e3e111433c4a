#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/simulation/key_stream.h"

namespace keywright::simulation {

/// The keys of reads that cost more at one key than at another. A workload counts the same units for each call, so such a key's
/// share of the units stands for its share of the calls.
class WeightedKeys : public KeyStream {
public:
    /// `unitsOf` says what a read takes at a key, in the words of KeyShare; any other key takes `usual`, which must be above 0.
    WeightedKeys(std::shared_ptr<const KeyStream> keys, std::map<std::string, double> unitsOf, double usual);

    /// What a call takes on average, with the keys as popular as they are at the beginning.
    double averageUnits() const { return m_average; }

    KeyShares sharesAt(std::int64_t second) const override;
    std::int64_t goodUntil(std::int64_t second) const override { return m_keys->goodUntil(second); }

private:
    /// Multiplies every share by the units at its key; gives the sum.
    double weigh(KeyShares &shares) const;

    std::shared_ptr<const KeyStream> m_keys;
    std::map<std::string, double> m_unitsOf;
    double m_usual;
    double m_average;
};

} // namespace keywright::simulation
