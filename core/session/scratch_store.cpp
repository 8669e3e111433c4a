#include "core/session/scratch_store.h"

#include "core/model/entity_view.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using value::Item;

ScratchStore::ScratchStore(const model::Model &model) : m_model(model)
{
    renew();
    m_sample = items();
}

void ScratchStore::renew()
{
    m_workspace = Workspace::inMemory(m_model);
    m_workspace->load();
}

ScratchStore::Items ScratchStore::items()
{
    Items all;
    for (const model::Table &table : m_model.tables) {
        std::vector<Item> &items = all[table.definition.name];
        engine::ScanRequest request;
        request.table = table.definition.name;
        do {
            engine::ItemPage page = connection().scan(request);
            std::move(page.items.begin(), page.items.end(), std::back_inserter(items));
            request.exclusiveStartKey = page.lastEvaluatedKey;
        } while (request.exclusiveStartKey);
    }
    return all;
}

void ScratchStore::restore(const Items &now)
{
    for (const auto &[table, items] : now) {
        std::map<std::string, const Item *> present;
        for (const Item &item : items)
            present.emplace(value::toDynamoDbJson(model::primaryKeyOf(m_model, table, item)).compact(), &item);
        for (const Item &item : m_sample.at(table)) {
            const auto found = present.find(value::toDynamoDbJson(model::primaryKeyOf(m_model, table, item)).compact());
            if (found == present.end() || *found->second != item)
                connection().putItem({table, item});
            if (found != present.end())
                present.erase(found);
        }
        for (const auto &[key, item] : present)
            connection().deleteItem({table, model::primaryKeyOf(m_model, table, *item)});
    }
}

} // namespace keywright::session
