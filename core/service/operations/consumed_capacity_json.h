#pragma once

#include <string_view>
#include <vector>

#include "core/capacity/units.h"
#include "core/service/operations/json_writer.h"

namespace keywright::service {

/// ReturnConsumedCapacity.
enum class CapacityDetail : std::uint8_t { None, Total, Indexes };

/// "INDEXES", "TOTAL"; anything else is None.
CapacityDetail capacityDetailFromText(std::string_view text);

/// Transactions say beside the sum which sort of units it is.
enum class UnitKind : std::uint8_t { Plain, Read, Write };

/// What a batch or transaction consumed: one sum for each table, in the order in which they first appear.
class CapacityList {
public:
    /// `table` is the name that the request gives it.
    void add(std::string_view table, const capacity::ConsumedCapacity &consumed);
    const std::vector<capacity::ConsumedCapacity> &entries() const { return m_entries; }

private:
    std::vector<capacity::ConsumedCapacity> m_entries;
};

/// The member "ConsumedCapacity" of an operation on one table; nothing with None.
void writeConsumedCapacity(JsonWriter &out, const capacity::ConsumedCapacity &consumed, CapacityDetail detail);

/// The member "ConsumedCapacity" of a batch or transaction: a list with one entry for each table.
void writeConsumedCapacities(JsonWriter &out, const std::vector<capacity::ConsumedCapacity> &consumed, CapacityDetail detail,
                             UnitKind kind = UnitKind::Plain);

} // namespace keywright::service
