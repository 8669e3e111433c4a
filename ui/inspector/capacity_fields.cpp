#include "ui/inspector/capacity_fields.h"

#include "ui/document/text.h"
#include "ui/parts/number_field.h"
#include "ui/parts/toggle_field.h"

namespace keywright::ui {

namespace {

// Quotas of an account are far lower; this only keeps typing errors out.
constexpr qint64 kMostUnits = 10'000'000;
constexpr qint64 kLeastTarget = 20;
constexpr qint64 kMostTarget = 90;
constexpr qint64 kTimesToScale = 10; ///< of the units that are provisioned, to begin with

} // namespace

CapacityFields::CapacityFields(std::shared_ptr<Editing> editing) : Form(std::move(editing))
{
    for (const Kind kind : {Kind::Reads, Kind::Writes}) {
        addProvisioned(kind);
        addScaling(kind);
    }
    for (const Kind kind : {Kind::Reads, Kind::Writes})
        addOnDemand(kind);
    for (const Kind kind : {Kind::Reads, Kind::Writes})
        addWarm(kind);
    onShow([this] { showRows(); });
}

bool CapacityFields::isProvisioned() const
{
    return editing().table().definition.billingMode == schema::BillingMode::Provisioned;
}

const schema::Capacity &CapacityFields::capacity() const
{
    const schema::IndexDefinition *index = editing().index();
    return index ? index->capacity : editing().table().definition.capacity;
}

QString CapacityFields::place() const
{
    const schema::IndexDefinition *index = editing().index();
    return toQString(index ? index->name : editing().table().definition.name);
}

std::optional<model::AutoScaling> CapacityFields::scaling(Kind kind) const
{
    const model::Table &table = editing().table();
    const schema::IndexDefinition *index = editing().index();
    const auto settings = index ? table.indexSettings.find(index->name) : table.indexSettings.end();
    if (index && settings == table.indexSettings.end())
        return std::nullopt;
    const model::CapacityScaling &scaling = index ? settings->second.scaling : table.scaling;
    return kind == Kind::Reads ? scaling.read : scaling.write;
}

Refusal CapacityFields::changeCapacity(const QString &text, const std::function<void(schema::Capacity &)> &change) const
{
    const std::string index = editing().selection().index.toStdString();
    return editing().changeTable(text.arg(place()), [&](model::Table &table) {
        if (index.empty())
            change(table.definition.capacity);
        for (schema::IndexDefinition &each : table.definition.globalIndexes) {
            if (each.name == index)
                change(each.capacity);
        }
    });
}

Refusal CapacityFields::changeScaling(Kind kind, const ChangeScaling &change) const
{
    const std::string index = editing().selection().index.toStdString();
    const QString text = kind == Kind::Reads ? tr("Change the scaling of reads of %1") : tr("Change the scaling of writes of %1");
    return editing().changeTable(text.arg(place()), [&](model::Table &table) {
        model::CapacityScaling &scaling = index.empty() ? table.scaling : table.indexSettings[index].scaling;
        change(kind == Kind::Reads ? scaling.read : scaling.write);
    });
}

void CapacityFields::addProvisioned(Kind kind)
{
    const bool reads = kind == Kind::Reads;
    const FieldName name = reads ? FieldName{tr("Read units"), "readUnits"} : FieldName{tr("Write units"), "writeUnits"};
    NumberField *field = addNumber(
        name, 1, kMostUnits,
        [this, reads]() -> std::optional<qint64> {
            const auto &units = capacity().provisioned;
            return units ? std::optional<qint64>(reads ? units->readCapacityUnits : units->writeCapacityUnits) : std::nullopt;
        },
        [this, reads](std::optional<qint64> number) {
            return changeCapacity(
                reads ? tr("Change the read units of %1") : tr("Change the write units of %1"), [&](schema::Capacity &changed) {
                    schema::ProvisionedThroughput units = changed.provisioned.value_or(schema::ProvisionedThroughput{1, 1});
                    (reads ? units.readCapacityUnits : units.writeCapacityUnits) = number.value_or(1);
                    changed.provisioned = units;
                });
        });
    m_provisioned.push_back(field->parentWidget());
}

void CapacityFields::addScaling(Kind kind)
{
    const bool reads = kind == Kind::Reads;
    ToggleField *toggle = addToggle(
        reads ? FieldName{tr("Scale reads automatically"), "scaleReads"} : FieldName{tr("Scale writes automatically"), "scaleWrites"},
        [this, kind] { return scaling(kind).has_value(); },
        [this, kind, reads](bool on) {
            const auto units = capacity().provisioned.value_or(schema::ProvisionedThroughput{1, 1});
            const std::int64_t now = reads ? units.readCapacityUnits : units.writeCapacityUnits;
            return changeScaling(kind, [&](std::optional<model::AutoScaling> &changed) {
                changed = on ? std::optional(model::AutoScaling{.minimum = now, .maximum = now * kTimesToScale}) : std::nullopt;
            });
        });
    m_provisioned.push_back(toggle);
    const auto add = [&](const FieldName &name, qint64 least, qint64 most, std::int64_t model::AutoScaling::*member) {
        NumberField *field = addNumber(
            name, least, most,
            [this, kind, member]() -> std::optional<qint64> {
                const auto now = scaling(kind);
                return now ? std::optional<qint64>((*now).*member) : std::nullopt;
            },
            [this, kind, member](std::optional<qint64> number) -> Refusal {
                model::AutoScaling wanted = scaling(kind).value_or(model::AutoScaling{});
                wanted.*member = number.value_or(1);
                if (wanted.minimum > wanted.maximum)
                    return tr("The minimum, %1, is above the maximum, %2.").arg(wanted.minimum).arg(wanted.maximum);
                return changeScaling(kind, [&](std::optional<model::AutoScaling> &changed) { changed = wanted; });
            });
        m_scaled.emplace_back(kind, field->parentWidget());
    };
    add({tr("Minimum"), reads ? "readMinimum" : "writeMinimum"}, 1, kMostUnits, &model::AutoScaling::minimum);
    add({tr("Maximum"), reads ? "readMaximum" : "writeMaximum"}, 1, kMostUnits, &model::AutoScaling::maximum);
    add({tr("Target, %"), reads ? "readTarget" : "writeTarget"}, kLeastTarget, kMostTarget, &model::AutoScaling::targetUtilization);
}

void CapacityFields::addOnDemand(Kind kind)
{
    const bool reads = kind == Kind::Reads;
    NumberField *field = addNumber(
        reads ? FieldName{tr("Most reads"), "mostReads"} : FieldName{tr("Most writes"), "mostWrites"}, 1, kMostUnits,
        [this, reads]() -> std::optional<qint64> {
            const auto &maximum = capacity().onDemandMaximum;
            return !maximum ? std::nullopt : std::optional<qint64>(reads ? maximum->maxReadRequestUnits : maximum->maxWriteRequestUnits);
        },
        [this, reads](std::optional<qint64> number) {
            return changeCapacity(tr("Change the maximum throughput of %1"), [&](schema::Capacity &changed) {
                schema::OnDemandThroughput maximum = changed.onDemandMaximum.value_or(schema::OnDemandThroughput{});
                (reads ? maximum.maxReadRequestUnits : maximum.maxWriteRequestUnits) = number;
                const bool isAny = maximum.maxReadRequestUnits || maximum.maxWriteRequestUnits;
                changed.onDemandMaximum = isAny ? std::optional(maximum) : std::nullopt;
            });
        });
    field->setOptional(tr("No limit"));
    field->setToolTip(tr("The most request units a second; more are throttled"));
    m_onDemand.push_back(field->parentWidget());
}

void CapacityFields::addWarm(Kind kind)
{
    const bool reads = kind == Kind::Reads;
    NumberField *field = addNumber(
        reads ? FieldName{tr("Warm reads"), "warmReads"} : FieldName{tr("Warm writes"), "warmWrites"}, 1, kMostUnits,
        [this, reads]() -> std::optional<qint64> {
            const auto &warm = capacity().warm;
            return !warm ? std::nullopt : std::optional<qint64>(reads ? warm->readUnitsPerSecond : warm->writeUnitsPerSecond);
        },
        [this, reads](std::optional<qint64> number) {
            return changeCapacity(tr("Change the warm throughput of %1"), [&](schema::Capacity &changed) {
                schema::WarmThroughput warm = changed.warm.value_or(schema::WarmThroughput{});
                (reads ? warm.readUnitsPerSecond : warm.writeUnitsPerSecond) = number;
                const bool isAny = warm.readUnitsPerSecond || warm.writeUnitsPerSecond;
                changed.warm = isAny ? std::optional(warm) : std::nullopt;
            });
        });
    field->setOptional(tr("As it comes"));
    field->setToolTip(tr("Units a second that the table serves at once, without growing first"));
}

void CapacityFields::showRows()
{
    const bool provisioned = isProvisioned();
    for (QWidget *row : m_provisioned)
        row->setVisible(provisioned);
    for (QWidget *row : m_onDemand)
        row->setVisible(!provisioned);
    for (const auto &[kind, row] : m_scaled)
        row->setVisible(provisioned && scaling(kind).has_value());
}

} // namespace keywright::ui
