#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// The cases of tests/data/requests; the format is described in that folder's README.md.
namespace keywright::test {

/// What reading the request comes to: "ok", or "ValidationException: …".
std::string readingOf(std::string_view operation, std::string_view body);

/// What reading the attributes comes to: the item in DynamoDB JSON, or the fault as readingOf() shows it, and when PutItem
/// words that otherwise, "+> " and its message on a second line.
std::string itemReadingOf(std::string_view body);

/// Runs every case of the file. Empty when all came out as the file says, else a line for each difference.
std::string differencesIn(const std::filesystem::path &file);

} // namespace keywright::test
