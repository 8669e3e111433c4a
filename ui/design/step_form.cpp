#include "ui/design/step_form.h"

#include <algorithm>

#include <QLabel>
#include <QVBoxLayout>

#include "core/model/step_edits.h"
#include "core/model/step_parts.h"
#include "ui/design/expectation_form.h"
#include "ui/design/form_rows.h"
#include "ui/design/operation_form.h"
#include "ui/design/part_list.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/parts/template_edit.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

namespace {

using model::OperationKind;

constexpr qint64 kStepFormMostItems = 1'000'000'000;
constexpr qint64 kMostShards = 10'000;

} // namespace

StepForm::StepForm(const EditedPattern &edited, QWidget *parent)
    : QWidget(parent),
      m_edited(edited),
      m_rows(new FormRows),
      m_kind(new ChoiceField(tr("Operation"))),
      m_name(new TextField(tr("Name of the step"))),
      m_parts(new PartList),
      m_refused(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_operation(new OperationForm(edited)),
      m_token(new TextField(tr("Request token"), new TemplateEdit)),
      m_shards(new NumberField(tr("Number of shards"), 1, kMostShards)),
      m_shardName(new TextField(tr("Name of the shard"))),
      m_mergeBy(new TextField(tr("Order of all shards together"))),
      m_mergeLimit(new NumberField(tr("Most items of all shards together"), 1, kStepFormMostItems))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_rows);
    buildFields();
}

void StepForm::buildFields()
{
    using enum OperationKind;
    m_kind->setObjectName(QStringLiteral("stepOperation"));
    // The search stands last: most models refuse it, and keys must get past it to the others.
    for (const OperationKind kind : {GetItem, Query, Scan, PutItem, UpdateItem, DeleteItem, TransactWriteItems, TransactGetItems,
                                     BatchGetItem, BatchWriteItem, SearchVectors})
        m_kind->addChoice(toQString(textOf(kind)), toQString(textOf(kind)));
    m_kind->onCommit([this](const QVariant &kind) { return become(kind); });
    m_name->setObjectName(QStringLiteral("stepName"));
    m_name->setMono(true);
    m_name->setPlaceholder(tr("None, so no later step can use its items"));
    m_name->onCommit([this](const QString &name) { return rename(name); });
    m_token->setObjectName(QStringLiteral("stepToken"));
    m_token->setPlaceholder(tr("None: a repeated call writes again"));
    m_token->onCommit([this](const QString &text) -> Refusal {
        if (const Refusal problem = TemplateEdit::problemOf(text))
            return problem;
        return change([&](model::Step &step) { step.operation.clientRequestToken = text.toStdString(); });
    });
    m_parts->setObjectName(QStringLiteral("stepParts"));
    connect(m_parts, &PartList::opened, this, &StepForm::openPart);
    connect(m_parts, &PartList::addWanted, this, &StepForm::addPart);
    connect(m_parts, &PartList::removeWanted, this, &StepForm::removePart);
    connect(m_parts, &PartList::moveWanted, this, &StepForm::movePart);
    m_refused->hide();
    m_rows->addField(tr("Operation"), m_kind, FormRows::Width::Choice);
    m_rows->addField(tr("Parts"), m_parts);
    m_rows->addWide(m_refused);
    m_rows->addWide(m_operation);
    m_rows->addField(tr("Token"), m_token);
    m_shards->setObjectName(QStringLiteral("stepShards"));
    m_shards->setOptional(tr("One Query"));
    m_shards->line().setToolTip(tr("Runs the step once for each shard, in parallel, and puts the results together"));
    m_shards->onNumber([this](std::optional<qint64> count) { return setShards(count); });
    m_shardName->setObjectName(QStringLiteral("stepShardName"));
    m_shardName->setMono(true);
    m_shardName->onCommit([this](const QString &name) {
        return change([&](model::Step &step) {
            if (name.isEmpty())
                throw model::EditError("The key condition takes the shard's number by a name, such as shard.");
            step.fanOut->placeholder = name.toStdString();
        });
    });
    m_mergeBy->setObjectName(QStringLiteral("stepMergeBy"));
    m_mergeBy->setMono(true);
    m_mergeBy->setPlaceholder(tr("Shard after shard"));
    m_mergeBy->onCommit([this](const QString &text) -> Refusal {
        const auto order = orderFromText(text);
        if (!order)
            return tr("Write attributes with commas between them, each with “descending” behind it where the greatest comes first.");
        return change([&](model::Step &step) { step.fanOut->mergeBy = *order; });
    });
    m_mergeLimit->setObjectName(QStringLiteral("stepMergeLimit"));
    m_mergeLimit->setOptional(tr("All of them"));
    m_mergeLimit->onNumber([this](std::optional<qint64> limit) { return change([&](model::Step &step) { step.fanOut->limit = limit; }); });
    m_rows->addField(tr("Shards"), m_shards, FormRows::Width::Number);
    m_rows->addField(tr("Shard name"), m_shardName, FormRows::Width::Choice);
    m_rows->addField(tr("Merged by"), m_mergeBy);
    m_rows->addField(tr("At most"), m_mergeLimit, FormRows::Width::Number);
    m_rows->addField(tr("Step name"), m_name, FormRows::Width::Choice);
}

const model::Step *StepForm::step() const
{
    const model::AccessPattern *pattern = m_edited.pattern();
    return pattern && m_step < pattern->steps.size() ? &pattern->steps[m_step] : nullptr;
}

QString StepForm::place() const
{
    return QStringLiteral("%1.%2").arg(m_step).arg(m_part);
}

Refusal StepForm::change(const std::function<void(model::Step &step)> &change) const
{
    return m_edited.reshape([&](const model::Model &, model::AccessPattern &pattern) { change(pattern.steps.at(m_step)); });
}

Refusal StepForm::become(const QVariant &kind)
{
    const auto wanted = model::operationKindFromText(kind.toString().toStdString());
    m_part = 0;
    return m_edited.reshape([&](const model::Model &model, model::AccessPattern &pattern) {
        model::Step &changed = pattern.steps.at(m_step);
        changed = model::stepOf(model, pattern, changed, wanted.value_or(changed.operation.kind));
    });
}

Refusal StepForm::rename(const QString &name) const
{
    const model::Step *before = step();
    const model::AccessPattern *pattern = m_edited.pattern();
    if (before && !before->name.empty() && !name.isEmpty())
        return m_edited.renameStep(before->name, name);
    return change([&](model::Step &changed) {
        const auto isParameter = [&](const model::Parameter &each) { return toQString(each.name) == name; };
        const auto isStep = [&](const model::Step &each) { return toQString(each.name) == name; };
        if (!name.isEmpty()
            && (std::any_of(pattern->parameters.begin(), pattern->parameters.end(), isParameter)
                || std::any_of(pattern->steps.begin(), pattern->steps.end(), isStep)))
            throw model::EditError("Another step or a parameter has this name; choose another one.");
        changed.name = name.toStdString();
    });
}

Refusal StepForm::setShards(std::optional<qint64> count) const
{
    return change([&](model::Step &step) { model::setShards(step, count); });
}

void StepForm::openPart(int part)
{
    m_part = part;
    show(m_step, true);
}

void StepForm::addPart()
{
    const model::Step *before = step();
    const int added = before ? static_cast<int>(before->parts.size()) : 0;
    const Refusal refusal = m_edited.change([&](const model::Model &model, model::AccessPattern &pattern) {
        model::Step &changed = pattern.steps.at(m_step);
        model::Operation part = model::newPart(model, pattern, changed);
        if (const model::Entity *about = model::entityOf(model, part))
            if (std::find(pattern.entities.begin(), pattern.entities.end(), about->name) == pattern.entities.end())
                pattern.entities.push_back(about->name);
        changed.parts.push_back(std::move(part));
    });
    m_refused->setText(refusal.value_or(QString()));
    m_refused->setVisible(refusal.has_value());
    if (!refusal)
        openPart(added);
}

void StepForm::removePart(int part)
{
    m_refused->hide();
    change([part](model::Step &step) {
        if (step.parts.size() > 1)
            step.parts.erase(step.parts.begin() + part);
    });
    openPart(qMax(0, part - 1));
}

void StepForm::movePart(int part, int to)
{
    m_part = to;
    change([part, to](model::Step &step) {
        std::swap(step.parts.at(static_cast<std::size_t>(part)), step.parts.at(static_cast<std::size_t>(to)));
    });
    show(m_step, true);
}

void StepForm::show(std::size_t number, bool another)
{
    if (number != m_step)
        m_part = 0;
    m_step = number;
    const model::Step *shown = step();
    if (!shown)
        return;
    if (another) {
        m_refused->hide();
        for (TextField *field : std::initializer_list<TextField *>{m_name, m_token, m_shards, m_shardName, m_mergeBy, m_mergeLimit})
            field->takeBack();
    }
    const OperationKind kind = shown->operation.kind;
    const bool single = model::isSingleOperation(kind);
    m_kind->setValue(toQString(textOf(kind)));
    m_part = qBound(0, m_part, qMax(0, static_cast<int>(shown->parts.size()) - 1));
    m_parts->setParts(*m_edited.document().model(), *shown, m_part);
    m_rows->setFieldVisible(m_parts, !single);
    m_operation->setVisible(single || !shown->parts.empty());
    m_operation->show(m_step, single ? -1 : m_part, another);
    m_token->setValue(toQString(shown->operation.clientRequestToken));
    m_rows->setFieldVisible(m_token, kind == OperationKind::TransactWriteItems);
    showFanOut(*shown);
    m_name->setValue(toQString(shown->name));
    const bool isLast = m_step + 1 == m_edited.pattern()->steps.size();
    m_rows->setFieldVisible(m_name, !isLast || !shown->name.empty());
}

void StepForm::showFanOut(const model::Step &step)
{
    const bool isOn = step.fanOut.has_value();
    m_rows->setFieldVisible(m_shards, isOn || isWalk(step.operation.kind));
    for (QWidget *field : std::initializer_list<QWidget *>{m_shardName, m_mergeBy, m_mergeLimit})
        m_rows->setFieldVisible(field, isOn);
    const auto spread = isOn ? std::nullopt : model::shardsOf(step);
    m_shards->setOptional(spread ? tr("1 of %1").arg(*spread) : tr("One call"));
    m_shards->setNumber(isOn ? std::optional<qint64>(step.fanOut->count) : std::nullopt);
    if (!isOn)
        return;
    m_shardName->setValue(toQString(step.fanOut->placeholder));
    m_mergeBy->setValue(orderToText(step.fanOut->mergeBy));
    m_mergeLimit->setNumber(step.fanOut->limit);
}

} // namespace keywright::ui
