#include "ui/inspector/table_page.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "core/model/edits.h"
#include "core/model/new_parts.h"
#include "core/model/renames.h"
#include "core/model/table_edits.h"
#include "core/schema/tag_rules.h"
#include "ui/document/text.h"
#include "ui/inspector/capacity_fields.h"
#include "ui/inspector/key_fields.h"
#include "ui/inspector/pair_list.h"
#include "ui/inspector/table_settings.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/number_field.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr qint64 kMostRecoveryDays = 35;
constexpr int kMostTimeToLiveName = 255;

QString keyText(const schema::KeySchema &key)
{
    QStringList names;
    for (const auto *part : {&key.partition, &key.sort}) {
        for (const schema::KeyAttribute &attribute : *part)
            names << toQString(attribute.name);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

TablePage::TablePage(std::shared_ptr<Editing> shared) : Form(std::move(shared))
{
    addHead([] { return tr("Table"); }, [] { return icon(QStringLiteral("table"), IconTint::Accent); }, [this] { return name(); },
            [this](const QString &text) {
                return editing().edit(
                    [&](const model::Model &before) { return model::renameTable(before, name().toStdString(), text.toStdString()); });
            });
    addNote([this] { return toQString(editing().table().note); },
            [this](const QString &text) {
                return editing().changeTable(tr("Change the note of %1").arg(name()),
                                             [&](model::Table &table) { table.note = text.toStdString(); });
            });
    addSection(tr("Primary key"));
    addForm(new KeyFields(sharedEditing()));
    addIndexes();
    addBilling();
    addData();
    addSafety();
    addReplicas();
    addTags();
    makePage();
}

QString TablePage::name() const
{
    return toQString(definition().name);
}

void TablePage::addIndexes()
{
    addSection(tr("Indexes"));
    auto *list = new QWidget;
    m_indexes = new QVBoxLayout(list);
    m_indexes->setContentsMargins({});
    m_indexes->setSpacing(2);
    addWide(list);
    addButton({tr("Add global index"), "addGlobalIndex"}, QStringLiteral("add"), [this] { addIndex(false); });
    addButton({tr("Add local index"), "addLocalIndex"}, QStringLiteral("add"), [this] { addIndex(true); });
    addButton({tr("Add vector index"), "addVectorIndex"}, QStringLiteral("add"), [this] { addVectorIndex(); });
    m_indexNote = new FieldNote;
    addWide(m_indexNote);
    onShow([this] { showIndexes(); });
}

void TablePage::showIndexes()
{
    QStringList lines;
    QStringList names;
    for (const auto *indexes : {&definition().localIndexes, &definition().globalIndexes}) {
        for (const schema::IndexDefinition &index : *indexes) {
            names << toQString(index.name);
            lines << QStringLiteral("%1  ·  %2").arg(names.last(), keyText(index.key));
        }
    }
    for (const schema::VectorIndexDefinition &index : definition().vectorIndexes) {
        names << toQString(index.name);
        lines << QStringLiteral("%1  ·  %2").arg(names.last(), tr("vectors of %1").arg(toQString(index.vectorAttribute)));
    }
    if (lines == m_indexNames)
        return;
    m_indexNames = lines;
    while (QLayoutItem *item = m_indexes->takeAt(0)) {
        Form::drop(item->widget());
        delete item;
    }
    for (qsizetype line = 0; line < lines.size(); ++line) {
        auto *button = new QPushButton(icon(QStringLiteral("index")), lines[line]);
        button->setObjectName(QStringLiteral("index.%1").arg(names[line]));
        button->setProperty("role", "link");
        button->setToolTip(tr("Show index %1").arg(names[line]));
        connect(button, &QPushButton::clicked, this, [this, index = names[line]] {
            editing().select({Selection::Kind::Index, editing().selection().row, index, {}});
        });
        m_indexes->addWidget(button);
        button->show();
    }
}

void TablePage::addIndex(bool local)
{
    const model::Table table = editing().table();
    const schema::IndexDefinition index = local ? model::newLocalIndex(table) : model::newGlobalIndex(table);
    const Refusal refusal = editing().edit([&](const model::Model &before) {
        return model::addIndex(before, table.definition.name, index, local ? model::IndexKind::Local : model::IndexKind::Global);
    });
    m_indexNote->say(refusal.value_or(QString()));
    if (!refusal)
        editing().select({Selection::Kind::Index, editing().selection().row, toQString(index.name), {}});
}

void TablePage::addVectorIndex()
{
    const schema::VectorIndexDefinition index = model::newVectorIndex(editing().model(), editing().table());
    const Refusal refusal =
        editing().edit([&](const model::Model &before) { return model::addVectorIndex(before, definition().name, index); });
    m_indexNote->say(refusal.value_or(QString()));
    if (!refusal)
        editing().select({Selection::Kind::Index, editing().selection().row, toQString(index.name), {}});
}

void TablePage::addBilling()
{
    addSection(tr("Capacity"));
    const auto onDemand = static_cast<int>(schema::BillingMode::PayPerRequest);
    const auto provisioned = static_cast<int>(schema::BillingMode::Provisioned);
    addChoice(
        {tr("Billing"), "billingMode"}, {{tr("On demand"), onDemand}, {tr("Provisioned"), provisioned}},
        [this] { return static_cast<int>(definition().billingMode); },
        [this](const QVariant &mode) {
            return editing().edit([&](const model::Model &before) {
                return model::changeBillingMode(before, definition().name, static_cast<schema::BillingMode>(mode.toInt()));
            });
        });
    addForm(new CapacityFields(sharedEditing()));
    addChoice(
        {tr("Table class"), "tableClass"},
        {{tr("Standard"), static_cast<int>(schema::TableClass::Standard)},
         {tr("Standard-IA"), static_cast<int>(schema::TableClass::StandardInfrequentAccess)}},
        [this] { return static_cast<int>(definition().tableClass); },
        [this](const QVariant &tableClass) {
            return editing().changeTable(tr("Change the class of %1").arg(name()), [&](model::Table &table) {
                table.definition.tableClass = static_cast<schema::TableClass>(tableClass.toInt());
            });
        });
}

void TablePage::addData()
{
    addSection(tr("Expiry and streams"));
    TextField *expiry = addText(
        {tr("Expires at"), "timeToLive"}, [this] { return toQString(editing().table().timeToLiveAttribute.value_or("")); },
        [this](const QString &text) -> Refusal {
            if (text.toUtf8().size() > kMostTimeToLiveName)
                return tr("The name of the time-to-live attribute has at most %1 bytes.").arg(kMostTimeToLiveName);
            return editing().changeTable(tr("Change the time to live of %1").arg(name()), [&](model::Table &table) {
                table.timeToLiveAttribute = text.isEmpty() ? std::nullopt : std::optional(text.toStdString());
            });
        });
    expiry->setMono(true);
    expiry->setPlaceholder(tr("Never"));
    expiry->setToolTip(tr("The attribute with the time, in seconds since 1970, after which DynamoDB deletes an item"));
    using enum schema::StreamViewType;
    addChoice(
        {tr("Stream"), "stream"},
        {{tr("Off"), -1},
         {tr("Keys only"), static_cast<int>(KeysOnly)},
         {tr("New images"), static_cast<int>(NewImage)},
         {tr("Old images"), static_cast<int>(OldImage)},
         {tr("Both images"), static_cast<int>(NewAndOldImages)}},
        [this] { return definition().streamViewType ? static_cast<int>(*definition().streamViewType) : -1; },
        [this](const QVariant &type) {
            return editing().changeTable(tr("Change the stream of %1").arg(name()), [&](model::Table &table) {
                table.definition.streamViewType =
                    type.toInt() < 0 ? std::nullopt : std::optional(static_cast<schema::StreamViewType>(type.toInt()));
            });
        });
    addChoice(
        {tr("Insights"), "contributorInsights"},
        {{tr("Off"), QString()},
         {tr("Every key"), QStringLiteral("ACCESSED_AND_THROTTLED_KEYS")},
         {tr("Throttled keys"), QStringLiteral("THROTTLED_KEYS")}},
        [this] { return tableSettings::contributorInsights(editing().table().settings); },
        [this](const QVariant &mode) {
            return editing().changeTable(tr("Change the contributor insights of %1").arg(name()), [&](model::Table &table) {
                tableSettings::setContributorInsights(table.settings, mode.toString());
            });
        });
}

void TablePage::addSafety()
{
    addSection(tr("Safety"));
    NumberField *days = addNumber(
        {tr("Recovery, days"), "recoveryDays"}, 1, kMostRecoveryDays,
        [this] {
            return editing().table().recoveryPeriodInDays ? std::optional<qint64>(*editing().table().recoveryPeriodInDays) : std::nullopt;
        },
        [this](std::optional<qint64> number) {
            return editing().changeTable(tr("Change the point-in-time recovery of %1").arg(name()), [&](model::Table &table) {
                table.recoveryPeriodInDays = number ? std::optional<std::int64_t>(*number) : std::nullopt;
            });
        });
    days->setOptional(tr("Off"));
    days->setToolTip(tr("Point-in-time recovery: how far back the table can be restored, 1 to 35 days"));
    ChoiceField *key = addChoice(
        {tr("Encryption"), "encryption"},
        {{tr("By DynamoDB"), QStringLiteral("AWS_OWNED")},
         {tr("By AWS KMS"), QStringLiteral("AWS_MANAGED")},
         {tr("By own key"), QStringLiteral("CUSTOMER_MANAGED")}},
        [this] { return tableSettings::encryptionKey(editing().table().settings); },
        [this](const QVariant &choice) {
            return editing().changeTable(tr("Change the encryption of %1").arg(name()), [&](model::Table &table) {
                tableSettings::setEncryption(table.settings, choice.toString(), tableSettings::kmsKey(table.settings));
            });
        });
    key->setToolTip(tr("The key that the items are encrypted with at rest"));
    TextField *kmsKey = addText(
        {tr("KMS key"), "kmsKey"}, [this] { return tableSettings::kmsKey(editing().table().settings); },
        [this](const QString &text) {
            return editing().changeTable(tr("Change the key of %1").arg(name()), [&](model::Table &table) {
                tableSettings::setEncryption(table.settings, QStringLiteral("CUSTOMER_MANAGED"), text);
            });
        });
    kmsKey->setPlaceholder(tr("Id, alias or ARN"));
    onShow([this, kmsKey] {
        setRowShown(kmsKey, tableSettings::encryptionKey(editing().table().settings) == QLatin1String("CUSTOMER_MANAGED"));
    });
    addToggle(
        {tr("Deletion protection"), "deletionProtection"}, [this] { return definition().deletionProtection; },
        [this](bool on) {
            return editing().changeTable(on ? tr("Protect %1 from deletion").arg(name()) : tr("Let %1 be deleted").arg(name()),
                                         [on](model::Table &table) { table.definition.deletionProtection = on; });
        });
}

void TablePage::addReplicas()
{
    addSection(tr("Replicas"));
    addForm(new PairList(
        sharedEditing(), {"replica", tr("Region"), {}, tr("Add region, e.g. eu-central-1"), tr("Remove replica")},
        [this] {
            QList<PairList::Pair> regions;
            for (const QString &region : tableSettings::replicaRegions(editing().table().settings))
                regions << PairList::Pair(region, QString());
            return regions;
        },
        [this](const QList<PairList::Pair> &regions) { return takeReplicas(regions); }));
}

Refusal TablePage::takeReplicas(const QList<PairList::Pair> &pairs) const
{
    static const QRegularExpression region(QStringLiteral("^[a-z]{2,3}(-[a-z]+)+-[0-9]+$"));
    QStringList regions;
    for (const auto &[name, unused] : pairs) {
        if (!region.match(name).hasMatch())
            return tr("“%1” is no AWS region. Regions look like eu-central-1.").arg(name);
        if (regions.contains(name))
            return tr("There is a replica in %1 already.").arg(name);
        regions << name;
    }
    return editing().changeTable(tr("Change the replicas of %1").arg(name()),
                                 [&](model::Table &table) { tableSettings::setReplicaRegions(table.settings, regions); });
}

void TablePage::addTags()
{
    addSection(tr("Tags"));
    addForm(new PairList(
        sharedEditing(), {"tag", tr("Tag"), tr("Value"), tr("Add tag, e.g. team = orders"), tr("Remove tag")},
        [this] {
            QList<PairList::Pair> tags;
            for (const auto &[key, text] : definition().tags)
                tags << PairList::Pair(toQString(key), toQString(text));
            return tags;
        },
        [this](const QList<PairList::Pair> &tags) { return takeTags(tags); }));
}

Refusal TablePage::takeTags(const QList<PairList::Pair> &pairs) const
{
    std::vector<std::pair<std::string, std::string>> tags;
    std::map<std::string, std::string> byKey;
    for (const auto &[key, text] : pairs) {
        if (key.isEmpty())
            return tr("A tag needs a name before the =.");
        if (!byKey.emplace(key.toStdString(), text.toStdString()).second)
            return tr("There is a tag %1 already.").arg(key);
        tags.emplace_back(key.toStdString(), text.toStdString());
    }
    if (const auto broken = schema::brokenTagRule(tags))
        return toQString(*broken);
    return editing().changeTable(tr("Change the tags of %1").arg(name()), [&](model::Table &table) { table.definition.tags = byKey; });
}

} // namespace keywright::ui
