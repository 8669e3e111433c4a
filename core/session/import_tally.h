#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/itemfile/item_file.h"

/// What became of the rows of a file of items. Inside core/session only.
namespace keywright::session {

struct ImportTally {
    std::string file; ///< its name
    itemfile::Format format = itemfile::Format::Json;
    std::uint64_t rows = 0;            ///< that put an item
    std::uint64_t kept = 0;            ///< items that are in the model because of this file
    std::uint64_t repeated = 0;        ///< took the place of an earlier row of the file
    std::uint64_t same = 0;            ///< of these: equal in every attribute
    std::uint64_t overEarlierFile = 0; ///< took the place of a row of an earlier file
    std::uint64_t overStored = 0;      ///< took the place of an item that was in the model before
    std::uint64_t leftOut = 0;         ///< a table's sample data was full
    std::uint64_t badRows = 0;
    std::string keyAdvice; ///< what would tell repeated rows apart; empty when the key was there before
    bool stopped = false;
    std::int64_t stoppedAt = 0; ///< line; 0 when there is none
};

/// "orders.csv: CSV, 780 items of 1000 rows, 1 bad row skipped"
std::string summaryOf(const ImportTally &tally);
/// Sentences on rows that are not in the model, or that took the place of others.
std::vector<std::string> notesOf(const ImportTally &tally);

} // namespace keywright::session
