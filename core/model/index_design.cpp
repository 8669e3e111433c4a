#include "core/model/index_design.h"

#include <algorithm>
#include <cctype>

#include "core/model/key_template.h"
#include "core/schema/limits.h"

namespace keywright::model {

namespace {

using expression::KeyOperator;
using schema::IndexDefinition;
using schema::KeyType;
using schema::ProjectionType;

constexpr int kShards = 4; ///< where nothing in the question can be the partition key

std::string upper(const std::string &text)
{
    std::string upper = text;
    for (char &c : upper)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return upper;
}

/// "USER" for userId, "STATUS" for status.
std::string labelOf(std::string attribute)
{
    if (attribute.size() > 2 && attribute.ends_with("Id"))
        attribute.resize(attribute.size() - 2);
    return upper(attribute);
}

/// What the templates of one entity are made of.
class Designer {
public:
    Designer(const Survey &survey, const Question &question, const AccessPattern &pattern, const Table &table)
        : m_survey(survey), m_question(question), m_pattern(pattern), m_table(table)
    {
        for (const AskedFor &asked : question.conditions)
            (asked.op == KeyOperator::Equal ? m_equal : m_ranges).push_back(&asked);
        for (const OrderTerm &term : question.orderBy)
            if (!isEqual(term.attribute))
                m_order.push_back(term.attribute);
        if (m_order.empty() && !m_ranges.empty())
            m_order.push_back(m_ranges.front()->attribute);
        for (const std::string &attribute : question.present)
            if (!isEqual(attribute) && std::find(m_order.begin(), m_order.end(), attribute) == m_order.end())
                m_order.push_back(attribute);
        m_isSpan = m_equal.empty() && !m_ranges.empty() && m_ranges.front()->op == KeyOperator::BeginsWith && !spanOf().empty();
    }

    std::vector<IndexDesign> designs()
    {
        if (m_ranges.size() > 1)
            return {};
        std::vector<IndexDesign> all;
        for (const IndexDefinition &index : m_table.definition.globalIndexes) {
            addSortKey(index, all);
            addOverloaded(index, all);
        }
        if (m_table.definition.globalIndexes.size() >= schema::kMaxGlobalIndexes)
            return all;
        addNew(all);
        addMultiAttribute(all);
        addInverted(all);
        return all;
    }

private:
    bool isEqual(const std::string &attribute) const
    {
        return std::any_of(m_equal.begin(), m_equal.end(), [&attribute](const AskedFor *each) { return each->attribute == attribute; });
    }

    const Attribute *attributeOf(const std::string &name) const { return m_question.entities.front()->findAttribute(name); }

    bool isNumber(const std::string &name) const
    {
        const Attribute *attribute = attributeOf(name);
        return attribute != nullptr && attribute->type == value::Type::N;
    }

    /// A number must be the sort key alone; so must a range that would run on beyond a text put before it.
    bool sortsAlone() const
    {
        if (m_order.empty())
            return false;
        const bool isOpenRange = !m_ranges.empty() && m_ranges.front()->op != KeyOperator::Between
            && m_ranges.front()->op != KeyOperator::BeginsWith && m_ranges.front()->op != KeyOperator::LessOrEqual;
        return isNumber(m_order.front()) || isOpenRange;
    }

    std::string partitionTemplate(const Entity &entity) const
    {
        std::string text;
        for (const AskedFor *asked : m_equal)
            text += (text.empty() ? "" : "#") + labelOf(asked->attribute) + "#{" + asked->attribute + "}";
        if (!text.empty())
            return text;
        if (m_isSpan)
            return upper(entity.name) + "#{" + m_ranges.front()->attribute + "|date:" + spanOf() + "}";
        return upper(m_question.entities.front()->name) + "#{" + identityOf(entity) + "|shard:" + std::to_string(kShards) + "}";
    }

    /// Whether it is a date as ISO 8601 writes it, or the beginning of one that names at least a year of our time.
    static bool beginsADate(const std::string &text)
    {
        const auto isDigit = [&text](std::size_t at) { return std::isdigit(static_cast<unsigned char>(text[at])) != 0; };
        return text.size() >= 4 && (text.starts_with("19") || text.starts_with("2")) && isDigit(1) && isDigit(2) && isDigit(3)
            && (text.size() == 4 || text[4] == '-');
    }

    /// The span of time that a prefix as long as the parameter's example names; empty when the example is no date.
    std::string spanOf() const
    {
        const auto *operand = std::get_if<std::string>(&m_ranges.front()->values.front());
        for (const Parameter &parameter : m_pattern.parameters) {
            const auto *example = parameter.example ? parameter.example->get<std::string>() : nullptr;
            if (operand != nullptr && *operand == "{" + parameter.name + "}" && example != nullptr)
                return beginsADate(*example) ? std::string("yyyy-MM-dd").substr(0, example->size()) : std::string();
        }
        return "yyyy-MM-dd";
    }

    /// The attribute that tells one item from the others: the last placeholder of its primary key.
    std::string identityOf(const Entity &entity) const
    {
        std::string name;
        for (const auto *part : {&m_table.definition.key.partition, &m_table.definition.key.sort})
            for (const schema::KeyAttribute &key : *part)
                if (const auto parsed = KeyTemplate::parse(Survey::builds(entity, key.name).value_or("")))
                    for (const std::string &placeholder : parsed->names())
                        name = placeholder;
        return name;
    }

    std::string sortTemplate(const Entity &entity) const
    {
        if (sortsAlone())
            return "{" + m_order.front() + "}";
        std::string text = upper(entity.name);
        for (const std::string &name : m_order)
            text += "#{" + name + "}";
        return text;
    }

    KeyType sortType() const { return !m_order.empty() && isNumber(m_order.front()) ? KeyType::N : KeyType::S; }

    /// Items of the entities without an attribute of the key stay out of the index.
    bool isSparse() const
    {
        const auto isOptional = [this](const std::string &name) {
            const Attribute *attribute = attributeOf(name);
            return attribute != nullptr && !attribute->required;
        };
        return std::any_of(m_equal.begin(), m_equal.end(), [&](const AskedFor *asked) { return isOptional(asked->attribute); })
            || std::any_of(m_order.begin(), m_order.end(), isOptional);
    }

    std::string entities() const
    {
        std::string names;
        for (const Entity *entity : m_question.entities)
            names += (names.empty() ? "" : ", ") + entity->name;
        return names;
    }

    std::vector<NewTemplate> templatesFor(const IndexDefinition &index) const
    {
        std::vector<NewTemplate> templates;
        for (const Entity *entity : m_question.entities) {
            templates.push_back({entity->name, index.key.partition.front().name, partitionTemplate(*entity)});
            if (!index.key.sort.empty())
                templates.push_back({entity->name, index.key.sort.front().name, sortTemplate(*entity)});
        }
        return templates;
    }

    std::string shown(const std::vector<NewTemplate> &templates) const
    {
        std::string text;
        for (const NewTemplate &each : templates)
            text += (text.empty() ? "" : ", ") + each.keyAttribute + " = " + each.text;
        return text;
    }

    /// The entity is in the index under the right partition key; its sort key could say more.
    void addSortKey(const IndexDefinition &index, std::vector<IndexDesign> &all) const
    {
        if (m_question.entities.size() != 1 || index.key.partition.size() != 1 || index.key.sort.size() != 1 || sortsAlone()
            || index.key.sort.front().type != KeyType::S)
            return;
        const Entity &entity = *m_question.entities.front();
        const std::string *partition = entity.keyTemplate(index.key.partition.front().name);
        const auto parsed = KeyTemplate::parse(partition == nullptr ? "" : *partition);
        if (partition == nullptr || !parsed || isReadElsewhere(entity, index))
            return;
        std::string text = upper(entity.name);
        for (const AskedFor *asked : m_equal) {
            const std::vector<std::string> names = parsed->names();
            if (std::find(names.begin(), names.end(), asked->attribute) == names.end())
                text += "#{" + asked->attribute + "}";
        }
        for (const std::string &name : m_order)
            text += "#{" + name + "}";
        IndexDesign design{
            SuggestionKind::SortKey, "Sort " + entity.name + " in " + index.name + " by what is asked", "", false, index, {}};
        design.templates = {{entity.name, index.key.sort.front().name, text}};
        design.explanation = shown(design.templates) + ": no other access pattern finds " + entity.name + " in " + index.name
            + ", so its sort key is free to say more. Nothing is added.";
        all.push_back(std::move(design));
    }

    bool isReadElsewhere(const Entity &entity, const IndexDefinition &index) const
    {
        return std::any_of(m_survey.uses().begin(), m_survey.uses().end(), [&](const OperationUse &use) {
            return use.operation->index == index.name && use.operation->table == m_table.definition.name
                && use.pattern->name != m_pattern.name && m_survey.meets(use, entity);
        });
    }

    void addOverloaded(const IndexDefinition &index, std::vector<IndexDesign> &all) const
    {
        const bool isFree = std::none_of(m_question.entities.begin(), m_question.entities.end(), [&index](const Entity *entity) {
            const auto has = [entity](const schema::KeyAttribute &key) { return Survey::builds(*entity, key.name).has_value(); };
            return std::any_of(index.key.partition.begin(), index.key.partition.end(), has)
                || std::any_of(index.key.sort.begin(), index.key.sort.end(), has);
        });
        if (!isFree || index.key.partition.size() != 1 || index.key.sort.size() > 1 || index.key.partition.front().type != KeyType::S)
            return;
        if (!index.key.sort.empty() && index.key.sort.front().type != sortType())
            return;
        IndexDesign design{SuggestionKind::OverloadedIndex, "Put " + entities() + " into " + index.name, "", false, index, {}};
        design.templates = templatesFor(index);
        if (sortsAlone() && m_question.entities.size() == 1) // the sort key cannot tell its items from the others'
            design.templates.front().text = upper(m_question.entities.front()->name) + "#" + design.templates.front().text;
        design.explanation = shown(design.templates) + ": the index serves other entities already, and these join it. "
            + "Each write of them becomes two, and no index is added.";
        all.push_back(std::move(design));
    }

    IndexDefinition newIndex() const
    {
        IndexDefinition index;
        for (std::size_t number = 1; index.name.empty(); ++number) {
            const std::string name = "GSI" + std::to_string(number);
            if (m_table.definition.findIndex(name) == nullptr)
                index.name = name;
        }
        index.projection = projection();
        if (m_table.definition.billingMode == schema::BillingMode::Provisioned)
            index.capacity.provisioned = m_table.definition.capacity.provisioned;
        return index;
    }

    schema::Projection projection() const
    {
        if (m_question.attributes.empty())
            return {ProjectionType::All, {}};
        schema::Projection include{ProjectionType::Include, {}};
        for (const std::string &name : m_question.attributes)
            if (!m_table.definition.key.contains(name))
                include.attributes.push_back(name);
        if (include.attributes.empty())
            include.type = ProjectionType::KeysOnly;
        return include;
    }

    void addNew(std::vector<IndexDesign> &all) const
    {
        IndexDesign design;
        design.kind = isSparse() ? SuggestionKind::SparseIndex : SuggestionKind::NewIndex;
        design.index = newIndex();
        const std::string &name = design.index.name;
        design.index.key = {{{name + "PK", KeyType::S}}, {{name + "SK", sortType()}}};
        design.templates = templatesFor(design.index);
        design.title = (isSparse() ? "Add the sparse index " : "Add the index ") + name;
        design.explanation = shown(design.templates) + ": "
            + (isSparse() ? std::string("only items that have these attributes are in it, so it stays small. ") : std::string())
            + "A GSI can be added to a live table, which fills it from the items that are there.";
        all.push_back(std::move(design));
    }

    static std::optional<KeyType> keyTypeOf(const Attribute *attribute)
    {
        if (attribute == nullptr)
            return std::nullopt;
        switch (attribute->type) {
        case value::Type::S: return KeyType::S;
        case value::Type::N: return KeyType::N;
        case value::Type::B: return KeyType::B;
        default: return std::nullopt;
        }
    }

    /// An attribute can stand in the keys only: then no item holds it, and an index by it stays empty.
    bool isStored(const std::string &name) const
    {
        const auto sample = std::find_if(m_survey.model().sampleData.begin(), m_survey.model().sampleData.end(),
                                         [this](const TableItems &each) { return each.table == m_table.definition.name; });
        if (sample == m_survey.model().sampleData.end() || sample->items.empty())
            return true;
        return std::any_of(sample->items.begin(), sample->items.end(),
                           [&name](const value::Item &item) { return item.find(name) != nullptr; });
    }

    /// Keyed by the attributes themselves: no template, nothing that an update could leave behind.
    void addMultiAttribute(std::vector<IndexDesign> &all) const
    {
        if (m_equal.empty() || m_question.entities.size() != 1)
            return;
        IndexDesign design;
        design.kind = SuggestionKind::MultiAttributeIndex;
        design.index = newIndex();
        std::string names;
        const auto add = [&](std::vector<schema::KeyAttribute> &part, const std::string &name) {
            const auto type = keyTypeOf(attributeOf(name));
            if (!type || !isStored(name) || part.size() == schema::kMaxGlobalIndexKeyParts || design.index.key.contains(name))
                return false;
            part.push_back({name, *type});
            names += (names.empty() ? "" : ", ") + name;
            return true;
        };
        for (const AskedFor *asked : m_equal)
            if (!add(design.index.key.partition, asked->attribute))
                return;
        for (const std::string &name : m_order)
            if (!add(design.index.key.sort, name))
                return;
        std::erase_if(design.index.projection.attributes, [&design](const std::string &name) { return design.index.key.contains(name); });
        if (design.index.projection.type == ProjectionType::Include && design.index.projection.attributes.empty())
            design.index.projection.type = ProjectionType::KeysOnly;
        design.title = "Add " + design.index.name + " keyed by " + names;
        design.explanation = "The key is made of the attributes themselves (" + names
            + "): no key template to keep in step, and every item that has them all is in the index, of whatever entity.";
        all.push_back(std::move(design));
    }

    void addInverted(std::vector<IndexDesign> &all) const
    {
        const schema::KeySchema &key = m_table.definition.key;
        const bool isThere = std::any_of(m_table.definition.globalIndexes.begin(), m_table.definition.globalIndexes.end(),
                                         [&key](const IndexDefinition &index) { return index.key.partition == key.sort; });
        const bool isConstant =
            !key.sort.empty() && std::any_of(m_question.entities.begin(), m_question.entities.end(), [&](const Entity *entity) {
                return m_survey.spreadOf(*entity, key.sort.front().name).isConstant; // all of them under one key
            });
        if (key.partition.empty() || key.sort.empty() || isThere || isConstant)
            return;
        IndexDesign design;
        design.kind = SuggestionKind::InvertedIndex;
        design.index = newIndex();
        design.index.key = {key.sort, key.partition};
        design.title = "Add the inverted index " + design.index.name;
        design.explanation = key.sort.front().name + " becomes the partition key and " + key.partition.front().name
            + " the sort key: a relationship is read from its other side. Every item of the table is in it.";
        all.push_back(std::move(design));
    }

    const Survey &m_survey;
    const Question &m_question;
    const AccessPattern &m_pattern;
    const Table &m_table;
    std::vector<const AskedFor *> m_equal;
    std::vector<const AskedFor *> m_ranges;
    std::vector<std::string> m_order; ///< what the sort key must hold, in this order
    bool m_isSpan = false;
};

} // namespace

std::vector<IndexDesign> designsFor(const Survey &survey, const Question &question, const AccessPattern &pattern, const Table &table)
{
    return Designer(survey, question, pattern, table).designs();
}

} // namespace keywright::model
