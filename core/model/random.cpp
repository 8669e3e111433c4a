#include "core/model/random.h"

#include <bit>

namespace keywright::model {

std::uint64_t mixed(std::uint64_t number)
{
    number += 0x9e3779b97f4a7c15U;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9U;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebU;
    return number ^ (number >> 31);
}

Random::Random(std::uint64_t seed)
{
    for (std::uint64_t &word : m_state) {
        word = mixed(seed);
        seed += 0x9e3779b97f4a7c15U;
    }
}

std::uint64_t Random::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t bound)
{
    const std::uint64_t rest = (0 - bound) % bound;
    std::uint64_t drawn = next();
    while (drawn < rest)
        drawn = next();
    return drawn % bound;
}

std::int64_t Random::between(std::int64_t low, std::int64_t high)
{
    const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    const std::uint64_t offset = span + 1 == 0 ? next() : below(span + 1);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

double Random::unit()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Random::normal()
{
    double sum = -6;
    for (int i = 0; i < 12; ++i)
        sum += unit();
    return sum;
}

std::uint64_t seedOf(std::uint64_t seed, std::string_view name, std::uint64_t number)
{
    std::uint64_t hash = mixed(seed);
    for (const char letter : name)
        hash = mixed(hash ^ static_cast<unsigned char>(letter));
    return mixed(hash ^ mixed(number));
}

} // namespace keywright::model
