#include "core/exchange/stream_filter.h"

#include "core/exchange/building.h"
#include "core/model/key_template.h"

namespace keywright::exchange {

using value::Json;

namespace {

/// What the key's text must be or begin with; null when it may be anything.
Json conditionOn(const model::Entity &entity, const schema::KeyAttribute &key)
{
    const std::string *text = key.type == schema::KeyType::S ? entity.keyTemplate(key.name) : nullptr;
    const auto parsed = model::KeyTemplate::parse(text == nullptr ? "" : *text);
    if (!parsed || parsed->parts().empty() || parsed->parts().front().isPlaceholder)
        return {};
    const Json literal = jsonText(parsed->parts().front().text);
    return parsed->parts().size() == 1 ? literal : Json::object({{"prefix", literal}});
}

Json patternOf(const model::Entity &entity, const schema::KeySchema &key)
{
    Json keys = Json::object();
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (const Json condition = conditionOn(entity, attribute); !condition.isNull())
                keys.set(attribute.name, Json::object({{"S", Json::array({condition})}}));
    return keys.members().empty() ? Json() : Json::object({{"dynamodb", Json::object({{"Keys", keys}})}});
}

} // namespace

bool hasStream(const model::Table &table)
{
    const Json *replicas = table.settings.find("replicas");
    return table.definition.streamViewType.has_value() || (replicas != nullptr && !replicas->elements().empty());
}

std::vector<std::pair<std::string, Json>> streamFilters(const model::Model &model, const model::Table &table)
{
    std::vector<std::pair<std::string, Json>> filters;
    for (const model::Entity &entity : model.entities) {
        if (entity.table != table.definition.name)
            continue;
        const Json pattern = patternOf(entity, table.definition.key);
        if (pattern.isNull())
            return {};
        filters.emplace_back(entity.name, pattern);
    }
    return filters;
}

} // namespace keywright::exchange
