#include "core/engine/tables.h"

#include "core/engine/service_error.h"
#include "core/schema/table_rules.h"

namespace keywright::engine {

Tables::Tables(storage::Store &store, Catalog &catalog, ChangeLog &changeLog, Committer &committer, Jobs &, const EngineOptions &)
    : m_store(store), m_catalog(catalog), m_changeLog(changeLog), m_committer(committer)
{ }

TableDescription Tables::create(const schema::TableDefinition &definition)
{
    if (const auto broken = schema::brokenRule(definition))
        throw ServiceError("ValidationException", *broken);
    const auto gate = m_catalog.changeTables();
    const auto table = m_catalog.create(definition);
    if (definition.streamViewType) {
        storage::Batch batch;
        const Stream stream = m_changeLog.enable(batch, definition, table->id);
        m_store.write(batch);
        m_changeLog.adopt(stream);
    }
    return describe(definition.name);
}

TableDescription Tables::describe(const std::string &name) const
{
    const auto table = m_catalog.find(name);
    const BucketCounters::Bucket total = m_committer.totalOf(table->base);
    return {table->definition, total.items, total.bytes, std::to_string(table->id)};
}

std::vector<std::string> Tables::names() const
{
    return m_catalog.names();
}

} // namespace keywright::engine
