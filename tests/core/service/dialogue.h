#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace keywright::test {

/// A text of requests and the answers that they must get, run from top to bottom on a fresh service. See
/// tests/data/answers/README.md for its form.
struct DialogueStep {
    int line = 0;
    std::string rule;      ///< the heading it stands under
    std::string operation; ///< "PutItem"; "clock" goes forward, "jobs" lets the background work run
    std::string request;
    std::string answer;
};

std::vector<DialogueStep> readDialogue(const std::filesystem::path &file);

/// What came out otherwise, one sentence for each step; empty when all is as it says.
std::string differencesIn(const std::vector<DialogueStep> &dialogue);

} // namespace keywright::test
