#include "core/service/request_id.h"

#include <cstdint>
#include <random>
#include <string_view>

namespace keywright::service {

namespace {

constexpr std::size_t kLength = 52;
constexpr std::string_view kSymbols = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
constexpr int kBitsPerSymbol = 5;
constexpr int kBitsPerDraw = 64;

std::mt19937_64 seeded()
{
    std::random_device source;
    std::seed_seq seed{source(), source(), source(), source()};
    return std::mt19937_64(seed);
}

} // namespace

std::string randomRequestId()
{
    thread_local std::mt19937_64 generator = seeded();
    std::string id(kLength, '0');
    std::uint64_t bits = 0;
    int left = 0;
    for (char &symbol : id) {
        if (left < kBitsPerSymbol) {
            bits = generator();
            left = kBitsPerDraw;
        }
        symbol = kSymbols[bits % kSymbols.size()];
        bits >>= kBitsPerSymbol;
        left -= kBitsPerSymbol;
    }
    return id;
}

} // namespace keywright::service
