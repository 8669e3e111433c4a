#include "ui/tables/definition_form.h"

#include <algorithm>
#include <limits>

#include <QHBoxLayout>
#include <QPushButton>

#include "core/model/table_edits.h"
#include "core/schema/table_rules.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/tables/index_fields.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kKeyNameWidth = 220;
constexpr qint64 kMostTableUnits = std::numeric_limits<int>::max();

QString firstNameIn(const std::vector<schema::KeyAttribute> &part)
{
    return part.empty() ? QString() : toQString(part.front().name);
}

QString firstTypeIn(const std::vector<schema::KeyAttribute> &part)
{
    return part.empty() ? QStringLiteral("S") : toQString(schema::textOf(part.front().type));
}

std::vector<schema::KeyAttribute> keyPartOf(const TextField &name, const ChoiceField &type)
{
    if (name.text().isEmpty())
        return {};
    return {{name.text().toStdString(), schema::keyTypeFromText(type.value().toString().toStdString()).value_or(schema::KeyType::S)}};
}

QString writtenTags(const std::map<std::string, std::string> &tags)
{
    QStringList texts;
    for (const auto &[name, value] : tags)
        texts << toQString(name + "=" + value);
    return texts.join(QStringLiteral(", "));
}

/// A tag without "=" has an empty value. A comma can stand in neither: the service has no such letter for them.
std::map<std::string, std::string> tagsIn(const QString &text)
{
    std::map<std::string, std::string> tags;
    for (const QString &each : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        tags[each.section(QLatin1Char('='), 0, 0).trimmed().toStdString()] = each.section(QLatin1Char('='), 1).trimmed().toStdString();
    return tags;
}

} // namespace

template <typename Field>
Field *DefinitionForm::watched(Field *field)
{
    const auto tell = [this] {
        if (m_filling)
            return;
        showCapacityFields();
        emit changed();
    };
    if constexpr (std::is_same_v<Field, ChoiceField>) {
        field->onCommit([tell](const QVariant &) {
            tell();
            return Refusal();
        });
    } else if constexpr (std::is_same_v<Field, ToggleField>) {
        field->onCommit([tell](bool) {
            tell();
            return Refusal();
        });
    } else {
        field->onCommit([](const QString &) { return Refusal(); });
        connect(field, &TextField::edited, this, [field, tell] {
            field->refuse({});
            tell();
        });
    }
    return field;
}

DefinitionForm::DefinitionForm(bool isNew, QWidget *parent) : QScrollArea(parent), m_isNew(isNew), m_rows(new FormRows)
{
    setObjectName(QStringLiteral("definitionForm"));
    setAccessibleName(tr("The table as a form"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, space::kM, 0);
    column->setSpacing(space::kM);
    buildTable(*m_rows);
    buildCapacity(*m_rows);
    buildSettings(*m_rows);
    auto *indexes = new QWidget;
    m_indexColumn = new QVBoxLayout(indexes);
    m_indexColumn->setContentsMargins({});
    auto *add = new QWidget;
    auto *buttons = new QHBoxLayout(add);
    buttons->setContentsMargins({});
    for (const bool isLocal : {false, true}) {
        auto *button = new QPushButton(icon(QStringLiteral("add")), isLocal ? tr("Add a local index") : tr("Add a global index"));
        button->setObjectName(isLocal ? QStringLiteral("addLocalIndex") : QStringLiteral("addGlobalIndex"));
        button->setVisible(!isLocal || m_isNew); // an LSI comes with its table or never
        buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, isLocal] {
            addIndex(isLocal);
            showCapacityFields();
            emit changed();
        });
    }
    buttons->addStretch(1);
    column->addWidget(m_rows);
    column->addWidget(indexes);
    column->addWidget(add);
    column->addStretch(1);
    setWidget(page);
    show({});
}

void DefinitionForm::buildTable(FormRows &rows)
{
    m_name = watched(new TextField(tr("Name of the table")));
    m_name->line().setObjectName(QStringLiteral("tableName_line"));
    m_partition = watched(new TextField(tr("Partition key")));
    m_partition->line().setObjectName(QStringLiteral("tablePartition_line"));
    m_partitionType = watched(makeKeyTypeField(tr("Type of the partition key")));
    m_partitionType->setObjectName(QStringLiteral("tablePartitionType"));
    m_sort = watched(new TextField(tr("Sort key")));
    m_sort->line().setObjectName(QStringLiteral("tableSort_line"));
    m_sort->setPlaceholder(tr("None"));
    m_sortType = watched(makeKeyTypeField(tr("Type of the sort key")));
    m_sortType->setObjectName(QStringLiteral("tableSortType"));
    for (TextField *field : {m_partition, m_sort})
        field->setMinimumWidth(kKeyNameWidth);
    for (QWidget *field : std::initializer_list<QWidget *>{m_name, m_partition, m_partitionType, m_sort, m_sortType})
        field->setEnabled(m_isNew);
    rows.addField(tr("Name"), m_name);
    rows.addField(tr("Partition key"), FormRows::sideBySide({m_partition, m_partitionType}));
    rows.addField(tr("Sort key"), FormRows::sideBySide({m_sort, m_sortType}));
}

void DefinitionForm::buildCapacity(FormRows &rows)
{
    m_billing = watched(new ChoiceField(tr("Billing mode")));
    m_billing->setObjectName(QStringLiteral("tableBilling"));
    m_billing->addChoice(tr("On demand"), QStringLiteral("PAY_PER_REQUEST"));
    m_billing->addChoice(tr("Provisioned"), QStringLiteral("PROVISIONED"));
    const auto units = [this](const QString &name, const char *id) {
        auto *field = watched(new NumberField(name, 1, kMostTableUnits));
        field->setObjectName(QLatin1String(id));
        field->line().setObjectName(QLatin1String(id) + QStringLiteral("_line"));
        return field;
    };
    m_read = units(tr("Read units"), "tableRead");
    m_write = units(tr("Write units"), "tableWrite");
    m_mostRead = units(tr("Most read units on demand"), "tableMostRead");
    m_mostWrite = units(tr("Most write units on demand"), "tableMostWrite");
    m_mostRead->setOptional(tr("No limit"));
    m_mostWrite->setOptional(tr("No limit"));
    rows.addSection(tr("Capacity"));
    rows.addField(tr("Billing"), m_billing, FormRows::Width::Choice);
    rows.addField(tr("Read units"), m_read, FormRows::Width::Number);
    rows.addField(tr("Write units"), m_write, FormRows::Width::Number);
    rows.addField(tr("Most reads"), m_mostRead, FormRows::Width::Number);
    rows.addField(tr("Most writes"), m_mostWrite, FormRows::Width::Number);
}

void DefinitionForm::buildSettings(FormRows &rows)
{
    m_timeToLive = watched(new TextField(tr("Time-to-live attribute")));
    m_timeToLive->line().setObjectName(QStringLiteral("tableTtl_line"));
    m_timeToLive->setPlaceholder(tr("Items do not expire"));
    m_stream = watched(new ChoiceField(tr("Stream")));
    m_stream->setObjectName(QStringLiteral("tableStream"));
    m_stream->addChoice(tr("Off"), QString());
    m_stream->addChoice(tr("Keys only"), QStringLiteral("KEYS_ONLY"));
    m_stream->addChoice(tr("New image"), QStringLiteral("NEW_IMAGE"));
    m_stream->addChoice(tr("Old image"), QStringLiteral("OLD_IMAGE"));
    m_stream->addChoice(tr("New and old images"), QStringLiteral("NEW_AND_OLD_IMAGES"));
    m_class = watched(new ChoiceField(tr("Table class")));
    m_class->setObjectName(QStringLiteral("tableClass"));
    m_class->addChoice(tr("Standard"), QStringLiteral("STANDARD"));
    m_class->addChoice(tr("Standard, infrequent access"), QStringLiteral("STANDARD_INFREQUENT_ACCESS"));
    m_protected = watched(new ToggleField(tr("Protect the table from being deleted")));
    m_protected->setObjectName(QStringLiteral("tableProtected"));
    m_tags = watched(new TextField(tr("Tags")));
    m_tags->setObjectName(QStringLiteral("tableTags"));
    m_tags->line().setObjectName(QStringLiteral("tableTags_line"));
    m_tags->setPlaceholder(QStringLiteral("team=shop, stage=test"));
    rows.addSection(tr("Settings"));
    rows.addField(tr("Time to live"), m_timeToLive);
    rows.addField(tr("Stream"), m_stream, FormRows::Width::Choice);
    rows.addField(tr("Class"), m_class, FormRows::Width::Choice);
    rows.addField(tr("Tags"), m_tags);
    rows.addWide(m_protected);
    rows.addSection(tr("Indexes"));
}

void DefinitionForm::show(const TableDraft &draft)
{
    m_filling = true;
    m_shown = draft;
    const schema::TableDefinition &table = draft.definition;
    m_name->setValue(toQString(table.name));
    m_partition->setValue(firstNameIn(table.key.partition));
    m_partitionType->setValue(firstTypeIn(table.key.partition));
    m_sort->setValue(firstNameIn(table.key.sort));
    m_sortType->setValue(firstTypeIn(table.key.sort));
    m_billing->setValue(toQString(schema::textOf(table.billingMode)));
    const auto provisioned = table.capacity.provisioned.value_or(schema::ProvisionedThroughput{5, 5});
    m_read->setNumber(provisioned.readCapacityUnits);
    m_write->setNumber(provisioned.writeCapacityUnits);
    const auto onDemand = table.capacity.onDemandMaximum.value_or(schema::OnDemandThroughput());
    m_mostRead->setNumber(onDemand.maxReadRequestUnits);
    m_mostWrite->setNumber(onDemand.maxWriteRequestUnits);
    m_timeToLive->setValue(toQString(draft.timeToLiveAttribute));
    m_stream->setValue(table.streamViewType ? toQString(schema::textOf(*table.streamViewType)) : QString());
    m_class->setValue(toQString(schema::textOf(table.tableClass)));
    m_protected->setValue(table.deletionProtection);
    m_tags->setValue(writtenTags(table.tags));
    showIndexes();
    showCapacityFields();
    m_filling = false;
}

void DefinitionForm::showIndexes()
{
    for (IndexFields *fields : m_indexes) {
        fields->hide();
        fields->deleteLater();
    }
    m_indexes.clear();
    for (const bool isLocal : {false, true})
        for (const schema::IndexDefinition &index : isLocal ? m_shown.definition.localIndexes : m_shown.definition.globalIndexes) {
            addIndex(isLocal);
            m_indexes.back()->show(index);
        }
}

/// One of the table that is there is fixed: it can only be taken away, and its units changed.
void DefinitionForm::addIndex(bool isLocal)
{
    const std::size_t number = m_indexes.size();
    auto *fields = new IndexFields(QStringLiteral("index%1").arg(number), isLocal, m_filling && !m_isNew);
    m_indexColumn->addWidget(fields);
    m_indexes.push_back(fields);
    connect(fields, &IndexFields::changed, this, [this] {
        if (!m_filling)
            emit changed();
    });
    connect(fields, &IndexFields::removeWanted, this, [this, fields] {
        std::erase(m_indexes, fields);
        fields->hide();
        fields->deleteLater();
        emit changed();
    });
}

bool DefinitionForm::isProvisioned() const
{
    return m_billing->value().toString() == QLatin1String("PROVISIONED");
}

void DefinitionForm::showCapacityFields()
{
    for (NumberField *field : {m_read, m_write})
        m_rows->setFieldVisible(field, isProvisioned());
    for (NumberField *field : {m_mostRead, m_mostWrite})
        m_rows->setFieldVisible(field, !isProvisioned());
    for (IndexFields *fields : m_indexes)
        fields->showCapacity(isProvisioned());
}

void DefinitionForm::putCapacity(schema::Capacity &capacity) const
{
    capacity.provisioned.reset();
    capacity.onDemandMaximum.reset();
    if (isProvisioned())
        capacity.provisioned = schema::ProvisionedThroughput{m_read->number().value_or(0), m_write->number().value_or(0)};
    else if (m_mostRead->number() || m_mostWrite->number())
        capacity.onDemandMaximum = schema::OnDemandThroughput{m_mostRead->number(), m_mostWrite->number()};
}

TableDraft DefinitionForm::draft() const
{
    TableDraft draft = m_shown;
    schema::TableDefinition &table = draft.definition;
    table.name = m_name->text().toStdString();
    if (m_isNew) {
        table.key.partition = keyPartOf(*m_partition, *m_partitionType);
        table.key.sort = keyPartOf(*m_sort, *m_sortType);
    }
    table.billingMode = isProvisioned() ? schema::BillingMode::Provisioned : schema::BillingMode::PayPerRequest;
    putCapacity(table.capacity);
    draft.timeToLiveAttribute = m_timeToLive->text().toStdString();
    table.streamViewType = schema::streamViewTypeFromText(m_stream->value().toString().toStdString());
    table.tableClass = schema::tableClassFromText(m_class->value().toString().toStdString()).value_or(schema::TableClass::Standard);
    table.deletionProtection = m_protected->value();
    table.tags = tagsIn(m_tags->text());
    table.globalIndexes.clear();
    table.localIndexes.clear();
    for (const IndexFields *fields : m_indexes)
        (fields->isLocal() ? table.localIndexes : table.globalIndexes).push_back(fields->index(table.key.partition));
    return draft;
}

bool DefinitionForm::checkKey()
{
    const auto problem = model::namingProblem("table", m_name->text().toStdString());
    m_name->refuse(problem ? toQString(*problem) : QString());
    const bool hasPartition = !m_partition->text().isEmpty();
    m_partition->refuse(hasPartition ? QString() : tr("Name an attribute."));
    const bool differ = m_sort->text().isEmpty() || m_sort->text() != m_partition->text();
    m_sort->refuse(differ ? QString() : tr("The sort key must be another attribute than the partition key."));
    return !problem && hasPartition && differ;
}

bool DefinitionForm::checkCapacity()
{
    bool isGood = true;
    for (NumberField *field : {m_read, m_write, m_mostRead, m_mostWrite}) {
        const bool counts = isProvisioned() == (field == m_read || field == m_write);
        if (!counts)
            continue;
        const bool isRead = field->number().has_value() || (!isProvisioned() && field->text().isEmpty());
        field->refuse(isRead ? QString() : tr("Enter a whole number of units."));
        isGood = isGood && isRead;
    }
    return isGood;
}

bool DefinitionForm::checkTags()
{
    const auto tags = tagsIn(m_tags->text());
    const bool isGood = !tags.contains(std::string());
    m_tags->refuse(isGood ? QString() : tr("Each tag needs a name, such as team=shop."));
    return isGood;
}

/// What the service would say of the table with each index alone, and with all of them.
bool DefinitionForm::checkIndexes()
{
    bool isGood = true;
    const TableDraft whole = draft();
    for (IndexFields *fields : m_indexes) {
        const bool isFilled = fields->check();
        schema::TableDefinition alone = whole.definition;
        alone.globalIndexes.clear();
        alone.localIndexes.clear();
        const bool isTableGood = !schema::brokenRule(alone);
        (fields->isLocal() ? alone.localIndexes : alone.globalIndexes).push_back(fields->index(alone.key.partition));
        const auto broken = isFilled && isTableGood ? schema::brokenRule(alone) : std::nullopt;
        fields->refuse(broken ? toQString(*broken) : QString());
        isGood = isGood && isFilled && !broken;
    }
    if (isGood && !m_indexes.empty())
        if (const auto broken = schema::brokenRule(whole.definition)) {
            m_indexes.back()->refuse(toQString(*broken));
            return false;
        }
    return isGood;
}

bool DefinitionForm::check()
{
    const bool isKeyGood = checkKey();
    const bool isCapacityGood = checkCapacity();
    const bool areTagsGood = checkTags();
    const bool areIndexesGood = checkIndexes();
    if (!isKeyGood)
        (m_name->refusal().isEmpty() ? m_partition : m_name)->setFocus();
    else if (!isCapacityGood)
        m_billing->setFocus();
    else if (!areTagsGood)
        m_tags->setFocus();
    return isKeyGood && isCapacityGood && areTagsGood && areIndexesGood;
}

} // namespace keywright::ui
