#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// The cases of tests/data/expressions; the format is described in that folder's README.md.
namespace fixture {

struct Case {
    std::string place; ///< "conditions.txt:12"
    std::map<std::string, std::string> given;
    std::string kind;
    std::string text;
    std::vector<std::pair<std::string, std::string>> expected; ///< "", "at", "old" or "new", and what follows the arrow
};

/// Of one file. Throws std::runtime_error naming the line that has no meaning.
std::vector<Case> readCases(const std::filesystem::path &file);

/// The expected lines as the file has them, and the same lines with what really came out.
std::string expectedLines(const Case &one);
std::string actualLines(const Case &one);

} // namespace fixture
