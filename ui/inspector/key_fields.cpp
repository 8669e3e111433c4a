#include "ui/inspector/key_fields.h"

#include <algorithm>

#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/model/renames.h"
#include "core/model/table_edits.h"
#include "core/schema/limits.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kKeyFieldsTypeWidth = 58;

/// The type that an attribute has in the table's entities, where one has it.
std::optional<value::Type> typeInEntities(const model::Model &model, const std::string &table, const std::string &attribute)
{
    for (const model::Entity &entity : model.entities) {
        const model::Attribute *found = entity.table == table ? entity.findAttribute(attribute) : nullptr;
        if (found)
            return found->type;
    }
    return std::nullopt;
}

/// How many keys of the table have the attribute; LSIs count with the table, whose partition key they have.
int keysWith(const schema::TableDefinition &table, const std::string &attribute)
{
    int keys = table.key.contains(attribute) ? 1 : 0;
    for (const schema::IndexDefinition &index : table.globalIndexes)
        keys += index.key.contains(attribute) ? 1 : 0;
    for (const schema::IndexDefinition &index : table.localIndexes) {
        for (const schema::KeyAttribute &part : index.key.sort)
            keys += part.name == attribute ? 1 : 0;
    }
    return keys;
}

std::optional<schema::KeyType> typeInKeys(const schema::TableDefinition &table, const std::string &attribute)
{
    const auto in = [&](const schema::KeySchema &key) -> std::optional<schema::KeyType> {
        for (const auto *part : {&key.partition, &key.sort}) {
            for (const schema::KeyAttribute &each : *part) {
                if (each.name == attribute)
                    return each.type;
            }
        }
        return std::nullopt;
    };
    std::optional<schema::KeyType> type = in(table.key);
    for (const auto *indexes : {&table.globalIndexes, &table.localIndexes}) {
        for (const schema::IndexDefinition &index : *indexes)
            type = type ? type : in(index.key);
    }
    return type;
}

} // namespace

KeyFields::KeyFields(std::shared_ptr<Editing> editing) : Form(std::move(editing)), m_list(new QVBoxLayout), m_note(new FieldNote)
{
    auto *list = new QWidget;
    list->setLayout(m_list);
    m_list->setContentsMargins({});
    m_list->setSpacing(space::kXs);
    addWide(list);
    addWide(m_note);
    m_addPartition =
        addButton({tr("Add partition key attribute"), "addPartitionKey"}, QStringLiteral("add"), [this] { add(Part::Partition); });
    m_addSort = addButton({tr("Add sort key"), "addSortKey"}, QStringLiteral("add"), [this] { add(Part::Sort); });
    onShow([this] { showKey(); });
}

const schema::KeySchema &KeyFields::key() const
{
    const schema::IndexDefinition *index = editing().index();
    return index ? index->key : editing().table().definition.key;
}

bool KeyFields::isLocalIndex() const
{
    const schema::IndexDefinition *index = editing().index();
    return index && editing().table().definition.isLocalIndex(index->name);
}

std::size_t KeyFields::mostOf(Part part) const
{
    if (isTable() || isLocalIndex())
        return 1;
    Q_UNUSED(part);
    return schema::kMaxGlobalIndexKeyParts;
}

KeyFields::Row KeyFields::makeRow(Part part, std::size_t place)
{
    const bool isPartition = part == Part::Partition;
    Row row;
    row.widget = new QWidget;
    auto *layout = new QHBoxLayout(row.widget);
    layout->setContentsMargins({});
    layout->setSpacing(space::kXs);
    auto *mark = new KeyMark(isPartition ? QStringLiteral("PK") : QStringLiteral("SK"));
    mark->setToolTip(isPartition ? tr("Partition key") : tr("Sort key"));
    row.name = new TextField(isPartition ? tr("Partition key") : tr("Sort key"));
    row.name->setMono(true);
    row.name->line().setObjectName((isPartition ? QStringLiteral("partitionKey.%1") : QStringLiteral("sortKey.%1")).arg(place));
    row.name->onCommit([this, part, place](const QString &text) { return takeName(part, place, text); });
    row.type = makeKeyTypeField(tr("Type"));
    row.type->setFixedWidth(kKeyFieldsTypeWidth);
    row.type->chooser().setObjectName((isPartition ? QStringLiteral("partitionKeyType.%1") : QStringLiteral("sortKeyType.%1")).arg(place));
    row.type->onCommit([this, part, place](const QVariant &tag) { return takeType(part, place, tag); });
    row.remove = makeIconButton(QStringLiteral("close"), tr("Remove from the key"));
    row.remove->setObjectName((isPartition ? QStringLiteral("removePartitionKey.%1") : QStringLiteral("removeSortKey.%1")).arg(place));
    connect(row.remove, &QToolButton::clicked, this, [this, part, place] { remove(part, place); });
    layout->addWidget(mark, 0, Qt::AlignTop);
    layout->addWidget(row.name, 1);
    layout->addWidget(row.type, 0, Qt::AlignTop);
    layout->addWidget(row.remove, 0, Qt::AlignTop);
    mark->setFixedHeight(row.name->line().sizeHint().height());
    // The types stay in line below each other, with the button or without it.
    QSizePolicy policy = row.remove->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    row.remove->setSizePolicy(policy);
    return row;
}

void KeyFields::showRow(Row &row, Part part, std::size_t place)
{
    const schema::KeyAttribute &attribute = (part == Part::Partition ? key().partition : key().sort)[place];
    row.name->setValue(toQString(attribute.name));
    row.type->setValue(toQString(schema::textOf(attribute.type)));
    const bool isGiven = isLocalIndex() && part == Part::Partition;
    row.name->setEnabled(!isGiven);
    row.type->setEnabled(!isGiven);
    row.name->setToolTip(isGiven ? tr("A local secondary index has the table's partition key") : QString());
    const bool isNeeded = part == Part::Partition ? key().partition.size() == 1 : isLocalIndex();
    row.remove->setVisible(!isNeeded);
}

void KeyFields::showKey()
{
    const auto show = [this](std::vector<Row> &rows, Part part, std::size_t wanted, int first) {
        while (rows.size() > wanted) {
            Form::drop(rows.back().widget);
            rows.pop_back();
        }
        while (rows.size() < wanted) {
            rows.push_back(makeRow(part, rows.size()));
            m_list->insertWidget(first + static_cast<int>(rows.size()) - 1, rows.back().widget);
            rows.back().widget->show();
        }
        for (std::size_t place = 0; place < rows.size(); ++place)
            showRow(rows[place], part, place);
    };
    show(m_partition, Part::Partition, key().partition.size(), 0);
    show(m_sort, Part::Sort, key().sort.size(), static_cast<int>(m_partition.size()));
    showAdds();
}

void KeyFields::showAdds()
{
    const bool multi = !isTable() && !isLocalIndex();
    m_addPartition->setVisible(multi && key().partition.size() < mostOf(Part::Partition));
    m_addSort->setVisible(key().sort.size() < mostOf(Part::Sort));
    m_addSort->setText(key().sort.empty() ? tr("Add sort key") : tr("Add sort key attribute"));
}

Refusal KeyFields::changeKey(const schema::KeySchema &changed) const
{
    return editing().edit([&](const model::Model &before) {
        const QString index = editing().selection().index;
        return model::changeKey(before, editing().table().definition.name, index.toStdString(), changed);
    });
}

Refusal KeyFields::takeName(Part part, std::size_t place, const QString &text) const
{
    const schema::TableDefinition table = editing().table().definition;
    schema::KeySchema changed = key();
    schema::KeyAttribute &attribute = (part == Part::Partition ? changed.partition : changed.sort).at(place);
    const std::string wanted = text.toStdString();
    const std::optional<value::Type> inEntities = typeInEntities(editing().model(), table.name, wanted);
    const std::optional<schema::KeyType> inKeys = typeInKeys(table, wanted);
    const bool isElsewhere = !isTable() && keysWith(table, attribute.name) > 1;
    // An attribute of entities is theirs, and is renamed there; here another key is wanted.
    const bool isOfEntities = typeInEntities(editing().model(), table.name, attribute.name).has_value();
    if (!inEntities && !inKeys && isOfEntities)
        attribute.type = schema::KeyType::S;
    else if (!inEntities && !inKeys && !isElsewhere && !text.isEmpty())
        return editing().edit(
            [&](const model::Model &before) { return model::renameKeyAttribute(before, table.name, attribute.name, wanted); });
    if (inEntities) {
        const auto type = schema::keyTypeFromText(value::tagOf(*inEntities));
        if (!type)
            return tr("%1 is of type %2; a key attribute is a string, a number or binary.").arg(text, toQString(value::tagOf(*inEntities)));
        attribute.type = *type;
    }
    if (inKeys)
        attribute.type = *inKeys;
    attribute.name = wanted;
    return changeKey(changed);
}

Refusal KeyFields::takeType(Part part, std::size_t place, const QVariant &tag) const
{
    schema::KeySchema changed = key();
    schema::KeyAttribute &attribute = (part == Part::Partition ? changed.partition : changed.sort).at(place);
    attribute.type = schema::keyTypeFromText(tag.toString().toStdString()).value_or(attribute.type);
    return changeKey(changed);
}

void KeyFields::remove(Part part, std::size_t place)
{
    schema::KeySchema changed = key();
    auto &attributes = part == Part::Partition ? changed.partition : changed.sort;
    attributes.erase(attributes.begin() + static_cast<std::ptrdiff_t>(place));
    m_note->say(changeKey(changed).value_or(QString()));
}

void KeyFields::add(Part part)
{
    schema::KeySchema changed = key();
    auto &attributes = part == Part::Partition ? changed.partition : changed.sort;
    const std::string stem = editing().selection().index.toStdString() + (part == Part::Partition ? "PK" : "SK");
    std::string name = stem;
    for (int number = 2; changed.contains(name); ++number)
        name = stem + std::to_string(number);
    attributes.push_back({name, typeInKeys(editing().table().definition, name).value_or(schema::KeyType::S)});
    const Refusal refusal = changeKey(changed);
    m_note->say(refusal.value_or(QString()));
    auto &rows = part == Part::Partition ? m_partition : m_sort;
    if (!refusal && !rows.empty()) {
        rows.back().name->line().setFocus();
        rows.back().name->line().selectAll();
    }
}

} // namespace keywright::ui
