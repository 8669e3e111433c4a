#pragma once

#include <string>
#include <vector>

#include "core/connection/connection.h"

namespace keywright::test {

/// One operation on the tables of makeTables(), and its result as text.
struct OperationToCompare {
    const char *name;
    std::string (*run)(connection::Connection &connection);
};

/// "Orders", with an LSI and a GSI and seven items, and "Log", provisioned and empty.
void makeTables(connection::Connection &connection);

/// Every operation of the interface, in the ways that tell of their parameters.
const std::vector<OperationToCompare> &operationsToCompare();

} // namespace keywright::test
