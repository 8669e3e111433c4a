#include "ui/tables/index_fields.h"

#include <limits>

#include <QHBoxLayout>
#include <QToolButton>

#include "core/model/table_edits.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kNameWidth = 220;
constexpr qint64 kMostUnits = std::numeric_limits<int>::max();

QString typeName(schema::KeyType type)
{
    return toQString(schema::textOf(type));
}

schema::KeyType typeIn(const ChoiceField &field)
{
    return schema::keyTypeFromText(field.value().toString().toStdString()).value_or(schema::KeyType::S);
}

QString namesIn(const std::vector<schema::KeyAttribute> &part)
{
    QStringList names;
    for (const schema::KeyAttribute &attribute : part)
        names << (part.size() == 1 ? toQString(attribute.name)
                                   : QStringLiteral("%1 (%2)").arg(toQString(attribute.name), typeName(attribute.type)));
    return names.join(QStringLiteral(", "));
}

} // namespace

template <typename Field>
Field *IndexFields::watched(Field *field, const QString &name)
{
    field->setObjectName(objectName() + name);
    if constexpr (std::is_same_v<Field, ChoiceField>) {
        field->onCommit([this](const QVariant &) {
            showProjected();
            emit changed();
            return Refusal();
        });
    } else {
        field->line().setObjectName(objectName() + name + QStringLiteral("_line"));
        field->setMinimumWidth(kNameWidth);
        field->onCommit([](const QString &) { return Refusal(); });
        connect(field, &TextField::edited, this, [this, field] {
            field->refuse({});
            emit changed();
        });
    }
    return field;
}

IndexFields::IndexFields(const QString &id, bool isLocal, bool isFixed, QWidget *parent)
    : QWidget(parent), m_isLocal(isLocal), m_isFixed(isFixed), m_rows(new FormRows), m_note(new FieldNote)
{
    setObjectName(id);
    m_name = watched(new TextField(tr("Name of the index")), QStringLiteral("_name"));
    m_partition = watched(new TextField(tr("Partition key of the index")), QStringLiteral("_partition"));
    m_partitionType = watched(makeKeyTypeField(tr("Type of the partition key of the index")), QStringLiteral("_partitionType"));
    m_sort = watched(new TextField(tr("Sort key of the index")), QStringLiteral("_sort"));
    m_sortType = watched(makeKeyTypeField(tr("Type of the sort key of the index")), QStringLiteral("_sortType"));
    m_projection = watched(new ChoiceField(tr("Attributes in the index")), QStringLiteral("_projection"));
    m_projection->addChoice(tr("All attributes"), QStringLiteral("ALL"));
    m_projection->addChoice(tr("The keys only"), QStringLiteral("KEYS_ONLY"));
    m_projection->addChoice(tr("The keys and some more"), QStringLiteral("INCLUDE"));
    m_attributes = watched(new TextField(tr("Further attributes in the index")), QStringLiteral("_attributes"));
    m_attributes->setPlaceholder(tr("name, email"));
    m_read = watched(new NumberField(tr("Read units of the index"), 1, kMostUnits), QStringLiteral("_read"));
    m_write = watched(new NumberField(tr("Write units of the index"), 1, kMostUnits), QStringLiteral("_write"));
    m_note->setObjectName(id + QStringLiteral("_note"));
    m_sort->setPlaceholder(isLocal ? QString() : tr("None"));
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins({});
    row->addWidget(makeLabel(isLocal ? tr("Local secondary index") : tr("Global secondary index"), TextRole::Strong));
    row->addStretch(1);
    QToolButton *remove = makeIconButton(QStringLiteral("delete"), tr("Take this index away"));
    remove->setObjectName(id + QStringLiteral("_remove"));
    remove->setEnabled(!isFixed || !isLocal);
    row->addWidget(remove);
    connect(remove, &QToolButton::clicked, this, &IndexFields::removeWanted);
    m_rows->addWide(makeLine());
    m_rows->addWide(head);
    m_rows->addField(tr("Name"), m_name);
    QWidget *partition = FormRows::sideBySide({m_partition, m_partitionType});
    m_rows->addField(tr("Partition key"), partition);
    m_rows->setFieldVisible(partition, !isLocal);
    m_rows->addField(tr("Sort key"), FormRows::sideBySide({m_sort, m_sortType}));
    m_rows->addField(tr("Projection"), m_projection, FormRows::Width::Choice);
    m_rows->addField(tr("Attributes"), m_attributes);
    m_rows->addField(tr("Read units"), m_read, FormRows::Width::Number);
    m_rows->addField(tr("Write units"), m_write, FormRows::Width::Number);
    m_rows->addWide(m_note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_rows);
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_name, m_partition, m_partitionType, m_sort, m_sortType, m_projection, m_attributes})
        field->setEnabled(!isFixed);
    show({});
}

bool IndexFields::hasSeveralParts() const
{
    return m_shown.key.partition.size() > 1 || m_shown.key.sort.size() > 1;
}

void IndexFields::show(const schema::IndexDefinition &index)
{
    m_shown = index;
    m_name->setValue(toQString(index.name));
    m_partition->setValue(namesIn(index.key.partition));
    m_sort->setValue(namesIn(index.key.sort));
    m_partitionType->setValue(index.key.partition.empty() ? QStringLiteral("S") : typeName(index.key.partition.front().type));
    m_sortType->setValue(index.key.sort.empty() ? QStringLiteral("S") : typeName(index.key.sort.front().type));
    const bool areNamed = !m_isFixed && !hasSeveralParts();
    for (QWidget *field : std::initializer_list<QWidget *>{m_partition, m_partitionType, m_sort, m_sortType})
        field->setEnabled(areNamed);
    m_projection->setValue(toQString(schema::textOf(index.projection.type)));
    QStringList attributes;
    for (const std::string &attribute : index.projection.attributes)
        attributes << toQString(attribute);
    m_attributes->setValue(attributes.join(QStringLiteral(", ")));
    const auto &provisioned = index.capacity.provisioned;
    m_read->setNumber(provisioned ? provisioned->readCapacityUnits : 5);
    m_write->setNumber(provisioned ? provisioned->writeCapacityUnits : 5);
    showProjected();
}

void IndexFields::showProjected()
{
    m_rows->setFieldVisible(m_attributes, m_projection->value().toString() == QLatin1String("INCLUDE"));
}

void IndexFields::showCapacity(bool isProvisioned)
{
    m_isProvisioned = isProvisioned && !m_isLocal;
    m_rows->setFieldVisible(m_read, m_isProvisioned);
    m_rows->setFieldVisible(m_write, m_isProvisioned);
}

schema::IndexDefinition IndexFields::index(const std::vector<schema::KeyAttribute> &tablePartition) const
{
    schema::IndexDefinition index = m_shown;
    index.name = m_name->text().toStdString();
    if (!hasSeveralParts()) {
        index.key.partition = {{m_partition->text().toStdString(), typeIn(*m_partitionType)}};
        index.key.sort.clear();
        if (!m_sort->text().isEmpty())
            index.key.sort = {{m_sort->text().toStdString(), typeIn(*m_sortType)}};
    }
    if (m_isLocal)
        index.key.partition = tablePartition;
    index.projection.type =
        schema::projectionTypeFromText(m_projection->value().toString().toStdString()).value_or(schema::ProjectionType::All);
    index.projection.attributes.clear();
    if (index.projection.type == schema::ProjectionType::Include)
        for (const QString &name : m_attributes->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
            index.projection.attributes.push_back(name.trimmed().toStdString());
    index.capacity.provisioned.reset();
    if (m_isProvisioned)
        index.capacity.provisioned = schema::ProvisionedThroughput{m_read->number().value_or(0), m_write->number().value_or(0)};
    return index;
}

bool IndexFields::check()
{
    const auto problem = model::namingProblem("index", m_name->text().toStdString());
    m_name->refuse(problem ? toQString(*problem) : QString());
    const bool hasPartition = m_isLocal || !m_partition->text().isEmpty();
    m_partition->refuse(hasPartition ? QString() : tr("Name an attribute."));
    const bool hasSort = !m_isLocal || !m_sort->text().isEmpty();
    m_sort->refuse(hasSort ? QString() : tr("Name an attribute."));
    const bool includes = m_projection->value().toString() == QLatin1String("INCLUDE");
    const bool hasAttributes = !includes || !m_attributes->text().isEmpty();
    m_attributes->refuse(hasAttributes ? QString() : tr("Name the attributes that the index has beside the keys."));
    bool hasUnits = true;
    for (NumberField *units : {m_read, m_write}) {
        const bool isGood = !m_isProvisioned || units->number().has_value();
        units->refuse(isGood ? QString() : tr("Enter a whole number of units."));
        hasUnits = hasUnits && isGood;
    }
    return !problem && hasPartition && hasSort && hasAttributes && hasUnits;
}

void IndexFields::refuse(const QString &sentence)
{
    m_note->say(sentence);
}

} // namespace keywright::ui
