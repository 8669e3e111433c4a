#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/engine/service_error.h"

namespace keywright::engine {

/// A page of what was begun, the youngest first.
template <typename Entry>
struct Listing {
    std::vector<Entry> entries;
    std::optional<std::string> nextToken; ///< when there is more
};

/// A page of a map by ids, which grow with time. `nextToken` is what `tokenOf` makes of the id of the last entry of the page before;
/// `described` says what is shown of an entry, or nullopt when it does not belong to the list. Throws ServiceError (ValidationException)
/// for a token of no entry.
template <typename Kept, typename Described>
auto listYoungestFirst(const Kept &kept, const std::optional<std::string> &nextToken, std::int64_t limit,
                       const std::function<std::string(const std::string &)> &tokenOf, Described described)
{
    Listing<typename std::invoke_result_t<Described, const typename Kept::mapped_type &>::value_type> page;
    auto each = kept.end();
    if (nextToken) {
        each = std::find_if(kept.begin(), kept.end(), [&](const auto &entry) { return tokenOf(entry.first) == *nextToken; });
        if (each == kept.end())
            invalid("Invalid Request: Provided nextToken is invalid: " + *nextToken);
    }
    std::string lastId;
    while (each != kept.begin()) {
        --each;
        auto entry = described(each->second);
        if (!entry)
            continue;
        if (static_cast<std::int64_t>(page.entries.size()) == limit) {
            page.nextToken = tokenOf(lastId);
            break;
        }
        lastId = each->first;
        page.entries.push_back(std::move(*entry));
    }
    return page;
}

/// An id in the form of the service's tokens: at least 112 hexadecimal digits, in sixteens.
std::string listingToken(const std::string &id);

} // namespace keywright::engine
