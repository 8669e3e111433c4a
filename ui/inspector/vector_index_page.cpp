#include "ui/inspector/vector_index_page.h"

#include "core/model/table_edits.h"
#include "core/schema/limits.h"
#include "ui/document/text.h"
#include "ui/inspector/pair_list.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

namespace {

/// The type that the entities of the table have the attribute with, where they say one that can be searched by.
schema::KeyType likelyType(const model::Model &model, const std::string &table, const std::string &attribute)
{
    for (const model::Entity &entity : model.entities)
        if (const model::Attribute *found = entity.table == table ? entity.findAttribute(attribute) : nullptr)
            if (const auto type = schema::keyTypeFromText(value::tagOf(found->type)))
                return *type;
    return schema::KeyType::S;
}

} // namespace

VectorIndexPage::VectorIndexPage(std::shared_ptr<Editing> shared) : IndexForm(std::move(shared))
{
    addIndexHead([this] { return tr("Vector index of %1").arg(toQString(editing().table().definition.name)); });
    addVectors();
    addSearch();
    addProjection(
        {tr("Gives back"), tr("title, price"), tr("Names with commas between them; keys and what is searched by are always there")});
    makePage();
}

const schema::VectorIndexDefinition &VectorIndexPage::index() const
{
    static const schema::VectorIndexDefinition none;
    const schema::VectorIndexDefinition *found = editing().table().definition.findVectorIndex(editing().selection().index.toStdString());
    return found ? *found : none;
}

schema::KeyAttribute VectorIndexPage::partition() const
{
    const schema::KeyAttribute *found = index().partition();
    return found ? *found : schema::KeyAttribute();
}

Refusal VectorIndexPage::change(const Change &change) const
{
    return editing().edit([&](const model::Model &before) {
        schema::VectorIndexDefinition changed = index();
        change(changed);
        return model::changeVectorIndex(before, editing().table().definition.name, changed);
    });
}

void VectorIndexPage::addVectors()
{
    addSection(tr("Vectors"));
    TextField *attribute = addText(
        {tr("Attribute"), "vectorAttribute"}, [this] { return toQString(index().vectorAttribute); },
        [this](const QString &text) {
            return change([&](schema::VectorIndexDefinition &each) { each.vectorAttribute = text.trimmed().toStdString(); });
        });
    attribute->setMono(true);
    attribute->setToolTip(tr("A list of as many numbers as the index has dimensions; items without it are not in the index"));
    NumberField *dimensions = addNumber(
        {tr("Dimensions"), "dimensions"}, 1, schema::kMaxVectorDimensions, [this] { return std::optional<qint64>(index().dimensions); },
        [this](std::optional<qint64> number) {
            return change([&](schema::VectorIndexDefinition &each) { each.dimensions = number.value_or(0); });
        });
    dimensions->setToolTip(tr("How many numbers a vector has; all indexes on the same attribute have the same"));
    using enum schema::DistanceFunction;
    addChoice(
        {tr("Distance"), "distanceFunction"},
        {{tr("Cosine"), static_cast<int>(Cosine)},
         {tr("Dot product"), static_cast<int>(DotProduct)},
         {tr("Euclidean"), static_cast<int>(Euclidean)}},
        [this] { return static_cast<int>(index().distance); },
        [this](const QVariant &function) {
            return change(
                [&](schema::VectorIndexDefinition &each) { each.distance = static_cast<schema::DistanceFunction>(function.toInt()); });
        });
}

void VectorIndexPage::addSearch()
{
    addSection(tr("Searched by"));
    TextField *name = addText(
        {tr("Partition key"), "searchPartition"}, [this] { return toQString(partition().name); },
        [this](const QString &text) { return takePartition(text.trimmed()); });
    name->setMono(true);
    name->setPlaceholder(tr("None: all items together"));
    name->setToolTip(tr("Every search names one value of it; items without it are not in the index"));
    m_partitionType = addChoice(
        {tr("Its type"), "searchPartitionType"}, {{tr("Text"), 0}, {tr("Number"), 1}, {tr("Binary"), 2}},
        [this] { return static_cast<int>(partition().type); }, [this](const QVariant &type) { return takePartitionType(type); });
    onShow([this] { setRowShown(m_partitionType, !partition().name.empty()); });
    addHint(tr("Inline filters: attributes that a search may ask for beside the vector, with S, N or B as their type."));
    addForm(new PairList(
        sharedEditing(), {"filter", tr("Attribute"), tr("Type"), tr("Add filter, e.g. price = N"), tr("Remove filter")},
        [this] {
            QList<PairList::Pair> filters;
            for (const schema::SearchAttribute &element : index().searchSchema)
                if (!element.isPartition)
                    filters << PairList::Pair(toQString(element.attribute.name), toQString(schema::textOf(element.attribute.type)));
            return filters;
        },
        [this](const QList<PairList::Pair> &filters) { return takeFilters(filters); }));
}

Refusal VectorIndexPage::takePartition(const QString &name) const
{
    const schema::KeyType type = likelyType(editing().model(), editing().table().definition.name, name.toStdString());
    return change([&](schema::VectorIndexDefinition &each) {
        std::erase_if(each.searchSchema, [](const schema::SearchAttribute &element) { return element.isPartition; });
        if (!name.isEmpty())
            each.searchSchema.insert(each.searchSchema.begin(), {{name.toStdString(), type}, true});
    });
}

Refusal VectorIndexPage::takePartitionType(const QVariant &type) const
{
    return change([&](schema::VectorIndexDefinition &each) {
        for (schema::SearchAttribute &element : each.searchSchema)
            if (element.isPartition)
                element.attribute.type = static_cast<schema::KeyType>(type.toInt());
    });
}

Refusal VectorIndexPage::takeFilters(const QList<std::pair<QString, QString>> &pairs) const
{
    std::vector<schema::SearchAttribute> filters;
    for (const auto &[name, tag] : pairs) {
        if (name.isEmpty())
            return tr("A filter needs the name of its attribute before the =.");
        const auto type = tag.isEmpty()
            ? std::optional(likelyType(editing().model(), editing().table().definition.name, name.toStdString()))
            : schema::keyTypeFromText(tag.toUpper().toStdString());
        if (!type)
            return tr("“%1” is no type to filter by. Write S, N or B.").arg(tag);
        filters.push_back({{name.toStdString(), *type}, false});
    }
    return change([&](schema::VectorIndexDefinition &each) {
        std::erase_if(each.searchSchema, [](const schema::SearchAttribute &element) { return !element.isPartition; });
        each.searchSchema.insert(each.searchSchema.end(), filters.begin(), filters.end());
    });
}

Refusal VectorIndexPage::changeProjection(const schema::Projection &projection) const
{
    return change([&projection](schema::VectorIndexDefinition &each) { each.projection = projection; });
}

} // namespace keywright::ui
