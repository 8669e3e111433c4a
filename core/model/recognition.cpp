#include "core/model/recognition.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/taking_apart.h"

namespace keywright::model {

using value::AttributeValue;
using value::Item;

namespace {

/// Whether the text before the first placeholder fits. Most entities are ruled out by it, before anything is parsed.
bool mayBuild(std::string_view keyTemplate, const AttributeValue &key)
{
    const std::string_view start = keyTemplate.substr(0, keyTemplate.find_first_of("{}"));
    const auto *text = key.get<std::string>();
    return start.empty() || (text != nullptr && text->starts_with(start));
}

std::size_t literalLength(const std::string &keyTemplate)
{
    std::size_t length = 0;
    if (const auto parsed = KeyTemplate::parse(keyTemplate))
        for (const TemplatePart &part : parsed->parts())
            length += part.isPlaceholder ? 0 : part.text.size();
    return length;
}

/// One item held against the templates of one entity.
class TemplateComparison {
public:
    TemplateComparison(const Entity &entity, const Item &item) : m_entity(entity), m_item(item) { }

    bool fitsPrimaryKey(const std::vector<std::string> &names)
    {
        for (const std::string &name : names) {
            const AttributeValue *key = m_item.find(name);
            const std::string *keyTemplate = m_entity.keyTemplate(name);
            if (key == nullptr || (keyTemplate == nullptr ? m_entity.findAttribute(name) == nullptr : !mayBuild(*keyTemplate, *key)))
                return false;
        }
        return std::all_of(names.begin(), names.end(), [this](const std::string &name) {
            const std::string *keyTemplate = m_entity.keyTemplate(name);
            return keyTemplate == nullptr || builds(*keyTemplate, *m_item.find(name));
        });
    }

    /// Less is better: literal text of the primary key (negative), index keys that do not fit, their literal text (negative),
    /// required attributes that are missing.
    using Rank = std::tuple<std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t>;

    /// After fitsPrimaryKey() of the same names.
    Rank rank(const std::vector<std::string> &primaryKey)
    {
        std::ptrdiff_t strays = 0;
        std::ptrdiff_t primaryLiterals = 0;
        std::ptrdiff_t indexLiterals = 0;
        for (const auto &[name, keyTemplate] : m_entity.keyTemplates) {
            const bool isPrimary = std::find(primaryKey.begin(), primaryKey.end(), name) != primaryKey.end();
            const AttributeValue *key = m_item.find(name);
            if (key != nullptr && builds(keyTemplate, *key))
                (isPrimary ? primaryLiterals : indexLiterals) -= static_cast<std::ptrdiff_t>(literalLength(keyTemplate));
            else if (key != nullptr || buildsAny(keyTemplate))
                ++strays;
        }
        const auto missing = std::count_if(m_entity.attributes.begin(), m_entity.attributes.end(), [this](const Attribute &attribute) {
            return attribute.required && valueOf(attribute.name) == nullptr;
        });
        return {primaryLiterals, strays, indexLiterals, missing};
    }

private:
    const AttributeValue *valueOf(std::string_view name) const
    {
        const AttributeValue *value = m_item.find(name);
        return value != nullptr ? value : m_taken.find(name);
    }

    KeyTemplate::Lookup lookup() const
    {
        return [this](std::string_view name) { return valueOf(name); };
    }

    bool builds(const std::string &keyTemplate, const AttributeValue &key)
    {
        const auto parsed = KeyTemplate::parse(keyTemplate);
        if (!parsed)
            return false;
        const auto built = parsed->build(lookup());
        if (!built || *built)
            return built && **built == key;
        const auto apart = takeApart(*parsed, key, typesOf(m_entity));
        if (!apart)
            return false;
        for (const auto &[name, value] : apart->values)
            if (const AttributeValue *known = valueOf(name); known != nullptr && *known != value)
                return false;
        for (const auto &[name, value] : apart->values)
            m_taken.set(name, value);
        return true;
    }

    bool buildsAny(const std::string &keyTemplate) const
    {
        const auto parsed = KeyTemplate::parse(keyTemplate);
        return parsed && parsed->build(lookup()).value_or(std::nullopt).has_value();
    }

    const Entity &m_entity;
    const Item &m_item;
    Item m_taken; ///< attributes that the item lacks and its key holds
};

} // namespace

const Entity *recognised(const Model &model, std::string_view tableName, const Item &item)
{
    std::vector<std::string> keyNames;
    std::vector<std::pair<const Entity *, TemplateComparison>> fitting;
    for (const Entity &entity : model.entities) {
        if (entity.identifiedBy || entity.table != tableName)
            continue;
        if (keyNames.empty()) {
            const Table *table = model.findTable(tableName);
            if (table == nullptr)
                return nullptr;
            keyNames = namesOf(table->definition.key);
        }
        TemplateComparison comparison(entity, item);
        if (comparison.fitsPrimaryKey(keyNames))
            fitting.emplace_back(&entity, std::move(comparison));
    }
    if (fitting.size() < 2)
        return fitting.empty() ? nullptr : fitting.front().first;
    const Entity *best = nullptr;
    std::optional<TemplateComparison::Rank> bestRank;
    for (auto &[entity, comparison] : fitting) {
        const TemplateComparison::Rank rank = comparison.rank(keyNames);
        if (bestRank && *bestRank <= rank)
            continue;
        best = entity;
        bestRank = rank;
    }
    return best;
}

} // namespace keywright::model
