#include "ui/design/operation_form.h"

#include <algorithm>

#include <QVBoxLayout>

#include "core/model/step_edits.h"
#include "core/model/step_parts.h"
#include "ui/design/form_rows.h"
#include "ui/design/operand_fields.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/number_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"

namespace keywright::ui {

namespace {

using expression::ExpressionKind;
using model::OperationKind;

constexpr qint64 kOperationFormMostItems = 1'000'000'000;

bool isWrite(OperationKind kind)
{
    using enum OperationKind;
    return kind == PutItem || kind == UpdateItem || kind == DeleteItem || kind == ConditionCheck;
}

/// A table, or a table and its index, as the value of a choice.
QString placeValue(const std::string &table, const std::string &index)
{
    return toQString(table) + QLatin1Char('\n') + toQString(index);
}

/// An earlier step as a choice, which a nameless one is by its number.
QString stepValue(const model::Step &step, std::size_t number)
{
    return step.name.empty() ? QString::number(number) : toQString(step.name);
}

bool isTaken(const model::AccessPattern &pattern, const std::string &name)
{
    const auto isParameter = [&name](const model::Parameter &each) { return each.name == name; };
    const auto isStep = [&name](const model::Step &each) { return each.name == name; };
    return std::any_of(pattern.parameters.begin(), pattern.parameters.end(), isParameter)
        || std::any_of(pattern.steps.begin(), pattern.steps.end(), isStep);
}

} // namespace

OperationForm::OperationForm(const EditedPattern &edited, QWidget *parent)
    : QWidget(parent),
      m_edited(edited),
      m_rows(new FormRows),
      m_key(new OperandFields(m_edited, false)),
      m_values(new OperandFields(m_edited, true)),
      m_kind(new ChoiceField(tr("What the part does"))),
      m_entity(new ChoiceField(tr("Entity of the item"))),
      m_place(new ChoiceField(tr("Table or index"))),
      m_repeat(new ChoiceField(tr("Repeat"))),
      m_order(new ChoiceField(tr("Order"))),
      m_limit(new NumberField(tr("Limit"), 1, kOperationFormMostItems)),
      m_consistent(new ToggleField(tr("Strongly consistent read")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_rows);
    buildFields();
}

void OperationForm::buildFields()
{
    m_kind->setObjectName(QStringLiteral("partOperation"));
    m_kind->onCommit([this](const QVariant &kind) { return move(kind, m_place->value()); });
    m_entity->setObjectName(QStringLiteral("stepEntity"));
    m_entity->onCommit([this](const QVariant &entity) { return beAbout(entity.toString()); });
    m_place->setObjectName(QStringLiteral("stepPlace"));
    m_place->onCommit([this](const QVariant &place) { return move({}, place); });
    m_rows->addField(tr("Part does"), m_kind, FormRows::Width::Choice);
    m_rows->addField(tr("Item of"), m_entity, FormRows::Width::Choice);
    m_rows->addField(tr("On"), m_place, FormRows::Width::Choice);
    m_rows->addWide(m_key);
    m_filter = addExpression(tr("Filter"), "stepFilter", ExpressionKind::Filter, &model::Operation::filter);
    m_update = addExpression(tr("Update"), "stepUpdate", ExpressionKind::Update, &model::Operation::update);
    m_condition = addExpression(tr("Condition"), "stepCondition", ExpressionKind::Condition, &model::Operation::condition);
    m_filter->setPlaceholder(tr("rating <= :stars"));
    m_update->setPlaceholder(tr("SET status = :status"));
    m_condition->setPlaceholder(tr("attribute_not_exists(PK)"));
    m_rows->addWide(m_values);
    m_order->setObjectName(QStringLiteral("stepOrder"));
    m_order->addChoice(tr("Ascending"), false);
    m_order->addChoice(tr("Descending"), true);
    m_order->onCommit([this](const QVariant &descending) {
        return m_edited.change([&](model::Operation &operation) { operation.descending = descending.toBool(); });
    });
    m_rows->addField(tr("Order"), m_order, FormRows::Width::Choice);
    m_limit->setObjectName(QStringLiteral("stepLimit"));
    m_limit->setOptional(tr("No limit"));
    m_limit->onNumber(
        [this](std::optional<qint64> number) { return m_edited.change([&](model::Operation &operation) { operation.limit = number; }); });
    m_rows->addField(tr("Limit"), m_limit, FormRows::Width::Number);
    m_consistent->setObjectName(QStringLiteral("stepConsistent"));
    m_consistent->onCommit(
        [this](bool on) { return m_edited.change([&](model::Operation &operation) { operation.consistentRead = on; }); });
    m_rows->addField(tr("Consistency"), m_consistent);
    m_repeat->setObjectName(QStringLiteral("stepRepeat"));
    m_repeat->onCommit([this](const QVariant &step) { return repeat(step.toString()); });
    m_rows->addField(tr("Repeat"), m_repeat, FormRows::Width::Choice);
}

TextField *OperationForm::addExpression(const QString &label, const char *id, ExpressionKind kind, std::string model::Operation::*member)
{
    auto *field = new TextField(label);
    field->setObjectName(QLatin1String(id));
    field->setMono(true);
    field->onCommit([this, kind, member](const QString &text) {
        return m_edited.change([&](model::Operation &operation) {
            if (const auto fault = model::faultOf(text.toStdString(), kind))
                throw model::EditError(*fault);
            operation.*member = text.toStdString();
            model::dropUnusedValues(operation);
        });
    });
    m_rows->addField(label, field);
    return field;
}

Refusal OperationForm::move(const QVariant &kind, const QVariant &place) const
{
    const QStringList to = place.toString().split(QLatin1Char('\n'));
    return m_edited.reshape([&](const model::Model &model, model::AccessPattern &pattern, model::Operation &moved) {
        const auto wanted = model::operationKindFromText(kind.toString().toStdString());
        moved =
            model::operationOn(model, pattern, moved, wanted.value_or(moved.kind), to.value(0).toStdString(), to.value(1).toStdString());
    });
}

Refusal OperationForm::beAbout(const QString &entity) const
{
    return m_edited.reshape([&](const model::Model &model, model::AccessPattern &pattern, model::Operation &changed) {
        const model::Entity *wanted = model.findEntity(entity.toStdString());
        if (wanted == nullptr)
            return;
        changed = model::operationAbout(model, changed, *wanted);
        if (std::find(pattern.entities.begin(), pattern.entities.end(), wanted->name) == pattern.entities.end())
            pattern.entities.push_back(wanted->name);
    });
}

/// An earlier step that has no name yet gets one, for a repetition refers to it by that.
Refusal OperationForm::repeat(const QString &step) const
{
    return m_edited.reshape([&](const model::Model &, model::AccessPattern &pattern, model::Operation &changed) {
        bool isNumber = false;
        const std::size_t number = step.toULongLong(&isNumber);
        if (!isNumber) {
            changed.forEach = step.toStdString();
            return;
        }
        std::string name = "found";
        for (int next = 2; isTaken(pattern, name); ++next)
            name = "found" + std::to_string(next);
        pattern.steps.at(number).name = name;
        changed.forEach = name;
    });
}

void OperationForm::show(std::size_t step, int part, bool another)
{
    m_edited.setPlace(step, part);
    const model::Operation *shown = m_edited.operation();
    if (!shown)
        return;
    const model::Model &model = *m_edited.edited().document().model();
    if (another)
        for (TextField *field : std::initializer_list<TextField *>{m_filter, m_update, m_condition, m_limit})
            field->takeBack();
    const std::span<const OperationKind> kinds = model::partKindsOf(m_edited.step()->operation.kind);
    QList<std::pair<QString, QVariant>> choices;
    for (const OperationKind kind : kinds)
        choices.append({toQString(textOf(kind)), toQString(textOf(kind))});
    m_kind->setChoices(choices);
    m_kind->setValue(toQString(textOf(shown->kind)));
    m_rows->setFieldVisible(m_kind, part >= 0 && kinds.size() > 1);
    showEntity(model, *shown);
    showPlace(model, *shown);
    m_key->show(another);
    showOptions(model, *shown);
    m_values->show(another);
    m_values->setVisible(!model::valueNamesOf(*shown).empty());
    showRepeat(*m_edited.edited().pattern(), *shown);
}

void OperationForm::showEntity(const model::Model &model, const model::Operation &operation)
{
    const model::Entity *about = model::entityOf(model, operation);
    QList<std::pair<QString, QVariant>> entities;
    if (about == nullptr)
        entities.append({tr("Key of its own"), QString()});
    for (const model::Entity &entity : model.entities)
        entities.append({toQString(entity.name), toQString(entity.name)});
    m_entity->setChoices(entities);
    m_entity->setValue(about ? toQString(about->name) : QString());
    m_rows->setFieldVisible(m_entity, !isWalk(operation.kind) && !isSearch(operation.kind) && !model.entities.empty());
}

void OperationForm::showPlace(const model::Model &model, const model::Operation &operation)
{
    QList<std::pair<QString, QVariant>> places;
    for (const model::Table &table : model.tables) {
        const QString name = toQString(table.definition.name);
        const auto append = [&](const std::string &index) {
            places.append({QStringLiteral("%1 · %2").arg(name, toQString(index)), placeValue(table.definition.name, index)});
        };
        if (isSearch(operation.kind)) {
            for (const schema::VectorIndexDefinition &index : table.definition.vectorIndexes)
                append(index.name);
            continue;
        }
        places.append({name, placeValue(table.definition.name, {})});
        for (const auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                if (isWalk(operation.kind))
                    append(index.name);
    }
    m_place->setChoices(places);
    m_place->setValue(placeValue(operation.table, operation.index));
    m_rows->setFieldVisible(m_place, m_edited.part() < 0 || model.tables.size() > 1);
}

void OperationForm::showRepeat(const model::AccessPattern &pattern, const model::Operation &operation)
{
    QList<std::pair<QString, QVariant>> steps{{tr("Once"), QString()}};
    for (std::size_t number = 0; number < qMin(m_edited.stepNumber(), pattern.steps.size()); ++number) {
        const model::Step &step = pattern.steps[number];
        const QString what = step.name.empty() ? toQString(textOf(step.operation.kind)) : toQString(step.name);
        steps.append({tr("For each item of step %1 (%2)").arg(number + 1).arg(what), stepValue(step, number)});
    }
    m_repeat->setChoices(steps);
    m_repeat->setValue(toQString(operation.forEach));
    m_rows->setFieldVisible(m_repeat, steps.size() > 1 || !operation.forEach.empty());
}

void OperationForm::showOptions(const model::Model &model, const model::Operation &operation)
{
    const OperationKind kind = operation.kind;
    const OperationKind whole = m_edited.step()->operation.kind;
    const model::Table *table = model.findTable(operation.table);
    const bool isGlobal = table && !operation.index.empty() && !table->definition.isLocalIndex(operation.index);
    m_filter->setValue(toQString(operation.filter));
    m_update->setValue(toQString(operation.update));
    m_condition->setValue(toQString(operation.condition));
    m_order->setValue(operation.descending);
    m_limit->setNumber(operation.limit);
    m_consistent->setValue(operation.consistentRead);
    m_rows->setFieldVisible(m_filter, isWalk(kind) || isSearch(kind));
    m_rows->setFieldVisible(m_update, kind == OperationKind::UpdateItem);
    m_rows->setFieldVisible(m_condition, isWrite(kind) && whole != OperationKind::BatchWriteItem);
    m_rows->setFieldVisible(m_order, kind == OperationKind::Query);
    m_rows->setFieldVisible(m_limit, isWalk(kind) || isSearch(kind));
    const bool isRead = isWalk(kind) || kind == OperationKind::GetItem;
    m_limit->setToolTip(isSearch(kind) ? tr("How many items the search gives, the most similar first") : QString());
    m_rows->setFieldVisible(m_consistent, isRead && !isGlobal && whole != OperationKind::TransactGetItems);
}

bool isSearch(model::OperationKind kind)
{
    return kind == model::OperationKind::SearchVectors;
}

bool isWalk(model::OperationKind kind)
{
    return kind == model::OperationKind::Query || kind == model::OperationKind::Scan;
}

} // namespace keywright::ui
