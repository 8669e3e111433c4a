#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::engine {

/// Locks of items by their entry's key, striped. A writer takes all it needs at once and in one order, so that no two
/// wait for each other.
class ItemLocks {
public:
    using Held = std::vector<std::unique_lock<std::mutex>>;
    enum class Holder : std::uint8_t { Write, Transaction };

    /// Waits until it is free. It is given up when the result goes. Nobody who holds a lock asks for another one.
    /// `met` becomes true when a transaction on that very item had to be waited for.
    std::unique_lock<std::mutex> lock(std::string_view key, bool *met = nullptr)
    {
        const std::size_t hash = hashOf(key);
        return take(m_stripes[hash % kStripes], hash, Holder::Write, met);
    }

    /// Waits until all are free. `met` gets the numbers of the keys on which another call had to be waited for, where it or
    /// this one is a transaction.
    Held lockAll(const std::vector<std::string> &keys, Holder holder = Holder::Write, std::vector<std::size_t> *met = nullptr)
    {
        struct Wanted {
            std::size_t stripe;
            std::size_t hash;
            std::size_t number;
        };
        std::vector<Wanted> wanted;
        for (const std::string &key : keys)
            wanted.push_back({hashOf(key) % kStripes, hashOf(key), wanted.size()});
        std::stable_sort(wanted.begin(), wanted.end(), [](const Wanted &left, const Wanted &right) { return left.stripe < right.stripe; });
        Held held;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (i > 0 && wanted[i].stripe == wanted[i - 1].stripe)
                continue;
            bool isMet = false;
            held.push_back(take(m_stripes[wanted[i].stripe], wanted[i].hash, holder, &isMet));
            if (isMet && met != nullptr)
                met->push_back(wanted[i].number);
        }
        return held;
    }

private:
    static constexpr std::size_t kStripes = 1024;

    struct Stripe {
        std::mutex mutex;
        std::atomic<std::size_t> last = 0; // the hash of the key it was last taken for, its lowest bit set by a transaction
    };

    static std::size_t hashOf(std::string_view key) { return std::hash<std::string_view>{}(key); }

    static std::unique_lock<std::mutex> take(Stripe &stripe, std::size_t hash, Holder holder, bool *met)
    {
        constexpr std::size_t kTransaction = 1;
        std::unique_lock held(stripe.mutex, std::try_to_lock);
        if (!held) {
            const std::size_t other = stripe.last.load(std::memory_order_relaxed);
            if (met != nullptr && (other | kTransaction) == (hash | kTransaction))
                *met = holder == Holder::Transaction || (other & kTransaction) != 0;
            held.lock();
        }
        stripe.last.store(holder == Holder::Transaction ? hash | kTransaction : hash & ~kTransaction, std::memory_order_relaxed);
        return held;
    }

    std::array<Stripe, kStripes> m_stripes;
};

} // namespace keywright::engine
