#include "core/session/stored_tables.h"

#include <algorithm>

namespace keywright::session {

std::optional<std::vector<simulation::StoredDistribution>> storedTables(connection::Connection &connection, const model::Model &model,
                                                                        const StoredProgress &progress, const std::stop_token &stop)
{
    std::vector<simulation::StoredDistribution> all;
    std::int64_t read = 0;
    const std::vector<std::string> there = connection.listTables();
    for (const model::Table &table : model.tables) {
        const std::string &name = table.definition.name;
        if (!std::binary_search(there.begin(), there.end(), name))
            continue;
        simulation::StoredCount count(model, table.definition);
        engine::ScanRequest scan;
        scan.table = name;
        scan.leavesNoTrace = true;
        do {
            if (stop.stop_requested())
                return std::nullopt;
            engine::ItemPage page = connection.scan(scan);
            for (const value::Item &item : page.items)
                count.add(item);
            read += static_cast<std::int64_t>(page.items.size());
            if (progress)
                progress(read);
            scan.exclusiveStartKey = std::move(page.lastEvaluatedKey);
        } while (scan.exclusiveStartKey);
        for (simulation::StoredDistribution &each : count.distributions())
            all.push_back(std::move(each));
    }
    return all;
}

} // namespace keywright::session
