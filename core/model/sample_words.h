#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/model/random.h"

/// Words of people, places and texts for generated items. All are made up or common; addresses end in domains and phone
/// numbers in ranges that are reserved for examples (RFC 2606, NANP 555-01xx).
namespace keywright::model {

std::string_view chosen(std::span<const std::string_view> words, Random &random);

std::span<const std::string_view> firstNames();
std::span<const std::string_view> lastNames();
std::span<const std::string_view> streetNames();
std::span<const std::string_view> words();

struct Place {
    std::string_view city;
    std::string_view country;
    std::string_view postalPrefix;
};
std::span<const Place> places();

/// "Quiet river under the open garden."
std::string sentence(Random &random, std::size_t wordCount);

} // namespace keywright::model
