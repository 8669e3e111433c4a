#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace keywright::test {

/// One line of a fixture: what it does, and the rest of it with its continuations. See tests/data/partiql/README.md.
struct FixtureLine {
    int number = 0;
    std::string word; ///< "table", ">", "=", …
    std::string text;
};

/// A rule with the lines that show it, after those that every rule of the file begins with.
struct StatementFixture {
    std::string rule;
    std::vector<FixtureLine> lines;
};

std::vector<StatementFixture> readFixtures(const std::filesystem::path &file);

/// What came out otherwise than the fixture says, on a fresh engine in memory; empty when nothing did.
std::string differencesIn(const StatementFixture &fixture);

} // namespace keywright::test
