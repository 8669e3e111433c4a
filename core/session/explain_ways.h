#pragma once

#include <stop_token>
#include <vector>

#include "core/engine/table_requests.h"
#include "core/session/explain.h"
#include "core/session/typed_reads.h"

namespace keywright::connection {
class Insight;
}

namespace keywright::session {

/// The ways to ask the same of a table: as it is asked, as a Query of the table or of each index whose partition key the
/// conditions fix, of an index that would have to be added where there is none, and as a Scan. With `insight` they are run to
/// their last page, up to some megabytes; without it only a Scan can be estimated, from the table's size.
std::vector<Alternative> alternativesTo(const TypedRead &read, const engine::TableDescription &table, connection::Insight *insight,
                                        const std::stop_token &stop);

} // namespace keywright::session
