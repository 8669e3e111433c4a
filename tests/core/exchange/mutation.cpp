#include "tests/core/exchange/mutation.h"

#include <algorithm>
#include <iostream>
#include <random>

#include "core/model/model_reader.h"

namespace keywright::test {

namespace {

bool survives(const std::string &text, const std::function<void(const std::string &)> &tryOut)
{
    try {
        tryOut(text);
    } catch (const model::ModelError &error) {
        return error.what()[0] != '\0';
    } catch (const std::exception &error) {
        std::cerr << "threw " << error.what() << " at\n" << text << "\n";
        return false;
    }
    return true;
}

} // namespace

bool survivesCutsAndBends(const std::string &whole, const std::function<void(const std::string &)> &tryOut)
{
    constexpr std::size_t kCuts = 1200;
    constexpr int kBends = 1200;
    const std::size_t step = whole.size() / kCuts + 1;
    for (std::size_t length = 0; length <= whole.size(); length += step)
        if (!survives(whole.substr(0, length), tryOut))
            return false;
    std::mt19937 random(20260921);
    constexpr std::string_view kLikely = "{}[]\":,0e-tn$#|'\\ \n";
    for (int round = 0; round < kBends; ++round) {
        std::string bent = whole;
        for (int i = 0; i < 1 + round % 4; ++i) {
            const std::size_t at = random() % bent.size();
            if (round % 3 == 0)
                bent[at] = static_cast<char>(random());
            else if (round % 3 == 1)
                bent[at] = kLikely[random() % kLikely.size()];
            else
                bent.erase(at, 1 + random() % 8);
            if (bent.empty())
                break;
        }
        if (!survives(bent, tryOut))
            return false;
    }
    return true;
}

} // namespace keywright::test
