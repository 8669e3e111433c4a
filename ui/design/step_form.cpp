#include "ui/design/step_form.h"

#include <algorithm>
#include <array>

#include <QLabel>
#include <QVBoxLayout>

#include "core/model/step_edits.h"
#include "core/value/dynamodb_json.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/parts/pattern_text.h"
#include "ui/parts/template_edit.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

using expression::ExpressionKind;
using expression::KeyOperator;
using model::OperationKind;

constexpr qint64 kMostItems = 1'000'000'000;
constexpr int kOperatorWidth = 128;
const QString kNone = QStringLiteral("none"); ///< no comparison of the sort key

constexpr std::array kOperators{KeyOperator::Equal,          KeyOperator::Less,    KeyOperator::LessOrEqual, KeyOperator::Greater,
                                KeyOperator::GreaterOrEqual, KeyOperator::Between, KeyOperator::BeginsWith};

bool isWalk(OperationKind kind)
{
    return kind == OperationKind::Query || kind == OperationKind::Scan;
}

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

QString typeTag(value::Type type)
{
    return toQString(value::tagOf(type));
}

/// What a template of the pattern can stand for: its parameters, and the attributes of its entities, which become ones.
std::vector<TemplateEdit::Name> namesFor(const model::Model &model, const model::AccessPattern &pattern)
{
    std::vector<TemplateEdit::Name> names;
    const auto add = [&names](const QString &name, value::Type type) {
        const auto isIt = [&name](const TemplateEdit::Name &each) { return each.name == name; };
        if (std::none_of(names.begin(), names.end(), isIt))
            names.push_back({name, typeTag(type)});
    };
    for (const model::Parameter &parameter : pattern.parameters)
        add(toQString(parameter.name), parameter.type);
    for (const std::string &name : pattern.entities)
        if (const model::Entity *entity = model.findEntity(name))
            for (const model::Attribute &attribute : entity->attributes)
                add(toQString(attribute.name), attribute.type);
    return names;
}

model::KeyComparison *comparisonOf(model::Operation &operation, const std::string &attribute)
{
    const auto isIt = [&attribute](const model::KeyComparison &each) { return each.attribute == attribute; };
    const auto found = std::find_if(operation.keyCondition.begin(), operation.keyCondition.end(), isIt);
    return found == operation.keyCondition.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

const schema::KeySchema *keyOf(const model::Model &model, const model::Operation &operation)
{
    const model::Table *table = model.findTable(operation.table);
    const schema::IndexDefinition *index =
        table == nullptr || operation.index.empty() ? nullptr : table->definition.findIndex(operation.index);
    if (table == nullptr || (index == nullptr && !operation.index.empty()))
        return nullptr;
    return index == nullptr ? &table->definition.key : &index->key;
}

} // namespace

StepForm::StepForm(const EditedPattern &edited, QWidget *parent)
    : QWidget(parent),
      m_edited(edited),
      m_rows(new FormRows),
      m_key(new FormRows),
      m_remark(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_kind(new ChoiceField(tr("Operation"))),
      m_place(new ChoiceField(tr("Table or index"))),
      m_order(new ChoiceField(tr("Order"))),
      m_limit(new NumberField(tr("Limit"), 1, kMostItems)),
      m_consistent(new ToggleField(tr("Strongly consistent read")))
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
    for (const OperationKind kind : {GetItem, Query, Scan, PutItem, UpdateItem, DeleteItem})
        m_kind->addChoice(toQString(textOf(kind)), toQString(textOf(kind)));
    m_kind->onCommit([this](const QVariant &kind) { return move(kind, m_place->value()); });
    m_place->setObjectName(QStringLiteral("stepPlace"));
    m_place->onCommit([this](const QVariant &place) { return move(m_kind->value(), place); });
    m_rows->addField(tr("Operation"), m_kind, FormRows::Width::Choice);
    m_rows->addField(tr("On"), m_place, FormRows::Width::Choice);
    m_rows->addWide(m_remark);
    m_rows->addWide(m_key);
    m_filter = addExpression(tr("Filter"), "stepFilter", ExpressionKind::Filter, &model::Operation::filter);
    m_update = addExpression(tr("Update"), "stepUpdate", ExpressionKind::Update, &model::Operation::update);
    m_condition = addExpression(tr("Condition"), "stepCondition", ExpressionKind::Condition, &model::Operation::condition);
    m_filter->setPlaceholder(tr("rating <= :stars"));
    m_update->setPlaceholder(tr("SET status = :status"));
    m_condition->setPlaceholder(tr("attribute_not_exists(PK)"));
    m_order->setObjectName(QStringLiteral("stepOrder"));
    m_order->addChoice(tr("Ascending"), false);
    m_order->addChoice(tr("Descending"), true);
    m_order->onCommit([this](const QVariant &descending) {
        return change([&](model::Operation &operation) { operation.descending = descending.toBool(); });
    });
    m_rows->addField(tr("Order"), m_order, FormRows::Width::Choice);
    m_limit->setObjectName(QStringLiteral("stepLimit"));
    m_limit->setOptional(tr("No limit"));
    m_limit->onNumber(
        [this](std::optional<qint64> number) { return change([&](model::Operation &operation) { operation.limit = number; }); });
    m_rows->addField(tr("Limit"), m_limit, FormRows::Width::Number);
    m_consistent->setObjectName(QStringLiteral("stepConsistent"));
    m_consistent->onCommit([this](bool on) { return change([&](model::Operation &operation) { operation.consistentRead = on; }); });
    m_rows->addField(tr("Consistency"), m_consistent);
}

TextField *StepForm::addExpression(const QString &label, const char *id, ExpressionKind kind, std::string model::Operation::*member)
{
    auto *field = new TextField(label);
    field->setObjectName(QLatin1String(id));
    field->setMono(true);
    field->onCommit([this, kind, member](const QString &text) {
        return change([&](model::Operation &operation) {
            if (const auto fault = model::faultOf(text.toStdString(), kind))
                throw model::EditError(*fault);
            operation.*member = text.toStdString();
        });
    });
    m_rows->addField(label, field);
    return field;
}

const model::Operation *StepForm::operation() const
{
    const model::AccessPattern *pattern = m_edited.pattern();
    return pattern && m_step < pattern->steps.size() ? &pattern->steps[m_step].operation : nullptr;
}

Refusal StepForm::change(const std::function<void(model::Operation &operation)> &change) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) { change(pattern.steps.at(m_step).operation); });
}

Refusal StepForm::move(const QVariant &kind, const QVariant &place) const
{
    const QStringList to = place.toString().split(QLatin1Char('\n'));
    return m_edited.change([&](const model::Model &model, model::AccessPattern &pattern) {
        const auto wanted = model::operationKindFromText(kind.toString().toStdString());
        const std::vector<std::string> usedBefore = model::namesUsedBy(pattern);
        model::Operation &moved = pattern.steps.at(m_step).operation;
        moved =
            model::operationOn(model, pattern, moved, wanted.value_or(moved.kind), to.value(0).toStdString(), to.value(1).toStdString());
        // What only the old key asked for would be asked of the caller for nothing.
        const std::vector<std::string> used = model::namesUsedBy(pattern);
        std::erase_if(pattern.parameters, [&](const model::Parameter &parameter) {
            return contains(usedBefore, parameter.name) && !contains(used, parameter.name);
        });
    });
}

void StepForm::show(std::size_t step, bool another)
{
    m_step = step;
    const model::AccessPattern *pattern = m_edited.pattern();
    const model::Operation *shown = operation();
    if (!shown)
        return;
    const model::Model &model = *m_edited.document().model();
    if (another) {
        for (TextField *field : std::initializer_list<TextField *>{m_filter, m_update, m_condition, m_limit})
            field->takeBack();
        m_keyShape.clear();
    }
    const model::Step &whole = pattern->steps[m_step];
    QStringList remarks;
    if (!model::isSingleOperation(shown->kind))
        remarks << countText(static_cast<qint64>(whole.parts.size()), tr("It has one part; edit that as text."),
                             tr("It has %1 parts; edit them as text."));
    if (whole.fanOut)
        remarks
            << tr("It runs %1 times in parallel, once for each {%2}.").arg(whole.fanOut->count).arg(toQString(whole.fanOut->placeholder));
    if (!shown->forEach.empty())
        remarks << tr("It runs once for each item of the step %1.").arg(toQString(shown->forEach));
    m_remark->setText(remarks.join(QLatin1Char(' ')));
    m_remark->setVisible(!remarks.isEmpty());
    showPlace(model, *shown);
    buildKey(model, *shown);
    for (const auto &showValue : m_keyValues)
        showValue();
    showOptions(model, *shown);
}

void StepForm::showPlace(const model::Model &model, const model::Operation &operation)
{
    const bool single = model::isSingleOperation(operation.kind);
    m_kind->setValue(toQString(textOf(operation.kind)));
    m_kind->setEnabled(single);
    m_rows->setFieldVisible(m_place, single);
    if (!single)
        return;
    QList<std::pair<QString, QVariant>> places;
    for (const model::Table &table : model.tables) {
        const QString name = toQString(table.definition.name);
        places.append({name, placeValue(table.definition.name, {})});
        for (const auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (const schema::IndexDefinition &index : *indexes)
                if (isWalk(operation.kind))
                    places.append(
                        {QStringLiteral("%1 · %2").arg(name, toQString(index.name)), placeValue(table.definition.name, index.name)});
    }
    m_place->setChoices(places);
    m_place->setValue(placeValue(operation.table, operation.index));
}

void StepForm::showOptions(const model::Model &model, const model::Operation &operation)
{
    const OperationKind kind = operation.kind;
    const model::Table *table = model.findTable(operation.table);
    const bool isGlobal = table && !operation.index.empty() && !table->definition.isLocalIndex(operation.index);
    m_filter->setValue(toQString(operation.filter));
    m_update->setValue(toQString(operation.update));
    m_condition->setValue(toQString(operation.condition));
    m_order->setValue(operation.descending);
    m_limit->setNumber(operation.limit);
    m_consistent->setValue(operation.consistentRead);
    m_rows->setFieldVisible(m_filter, isWalk(kind));
    m_rows->setFieldVisible(m_update, kind == OperationKind::UpdateItem);
    m_rows->setFieldVisible(m_condition, isWrite(kind));
    m_rows->setFieldVisible(m_order, kind == OperationKind::Query);
    m_rows->setFieldVisible(m_limit, isWalk(kind));
    m_rows->setFieldVisible(m_consistent, (isWalk(kind) || kind == OperationKind::GetItem) && !isGlobal);
}

void StepForm::buildKey(const model::Model &model, const model::Operation &operation)
{
    const schema::KeySchema *key = keyOf(model, operation);
    QStringList shape{toQString(textOf(operation.kind)), toQString(operation.table), toQString(operation.index)};
    for (const model::KeyComparison &comparison : operation.keyCondition)
        shape << toQString(comparison.attribute) << toQString(textOf(comparison.op));
    const auto addNames = [&shape](const auto &operands) {
        for (const auto &[name, operand] : operands)
            shape << toQString(name) << QString::number(operand.index());
    };
    addNames(operation.key);
    addNames(operation.item);
    if (key != nullptr)
        for (const auto *attributes : {&key->partition, &key->sort})
            for (const schema::KeyAttribute &attribute : *attributes)
                shape << toQString(attribute.name);
    const QString joined = shape.join(QLatin1Char('\n'));
    if (joined == m_keyShape)
        return;
    m_keyShape = joined;
    m_keyValues.clear();
    m_key->clear();
    if (operation.kind == OperationKind::Query && key != nullptr) {
        for (const schema::KeyAttribute &attribute : key->partition)
            addComparison(model, operation, attribute.name, false);
        for (const schema::KeyAttribute &attribute : key->sort)
            addComparison(model, operation, attribute.name, true);
    }
    for (const auto &member : {&model::Operation::key, &model::Operation::item})
        for (std::size_t at = 0; at < (operation.*member).size(); ++at)
            addOperand(toQString((operation.*member)[at].first), (operation.*member)[at].second, "stepKey",
                       [member, at](model::Operation &changed) {
                           return at < (changed.*member).size() ? &(changed.*member)[at].second : nullptr;
                       });
}

Refusal StepForm::compare(const std::string &attribute, const QString &op) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) {
        model::Operation &changed = pattern.steps.at(m_step).operation;
        model::KeyComparison *comparison = comparisonOf(changed, attribute);
        if (op == kNone) {
            std::erase_if(changed.keyCondition, [&](const model::KeyComparison &each) { return each.attribute == attribute; });
            return;
        }
        if (comparison == nullptr) {
            changed.keyCondition.push_back({attribute, KeyOperator::Equal, {"{" + attribute + "}"}});
            comparison = &changed.keyCondition.back();
        }
        comparison->op = expression::keyOperatorFromText(op.toStdString()).value_or(KeyOperator::Equal);
        const bool between = comparison->op == KeyOperator::Between;
        comparison->values.resize(between ? 2 : 1, model::Operand(std::string("{to}")));
    });
}

void StepForm::addComparison(const model::Model &, const model::Operation &operation, const std::string &attribute, bool isSort)
{
    const QString name = toQString(attribute);
    model::Operation copy = operation;
    const model::KeyComparison *comparison = comparisonOf(copy, attribute);
    QList<QWidget *> fields;
    if (isSort || (comparison != nullptr && comparison->op != KeyOperator::Equal)) {
        auto *op = new ChoiceField(tr("Comparison of %1").arg(name));
        op->setObjectName(QStringLiteral("compare_") + name);
        op->addChoice(tr("Any value"), kNone);
        for (const KeyOperator each : kOperators)
            op->addChoice(toQString(textOf(each)), toQString(textOf(each)));
        op->chooser().setFixedWidth(kOperatorWidth);
        op->setValue(comparison == nullptr ? kNone : toQString(textOf(comparison->op)));
        op->onCommit([this, attribute](const QVariant &wanted) { return compare(attribute, wanted.toString()); });
        fields << op;
    } else if (comparison == nullptr) {
        // A Query needs it; the person is shown an empty field to fill.
        auto *field = new TextField(name, new TemplateEdit);
        field->setObjectName(QStringLiteral("value_%1_0").arg(name));
        field->setPlaceholder(tr("A Query needs a value here"));
        field->onCommit([this, attribute](const QString &text) {
            return change([&](model::Operation &changed) {
                changed.keyCondition.insert(changed.keyCondition.begin(), {attribute, KeyOperator::Equal, {text.toStdString()}});
            });
        });
        m_key->addField(name, field, FormRows::Width::Full, true);
        return;
    }
    for (std::size_t at = 0; comparison != nullptr && at < comparison->values.size(); ++at)
        addOperand(
            name, comparison->values[at], "value",
            [attribute, at](model::Operation &changed) -> model::Operand * {
                model::KeyComparison *found = comparisonOf(changed, attribute);
                return found != nullptr && at < found->values.size() ? &found->values[at] : nullptr;
            },
            &fields);
    if (fields.size() == 1 && !isSort)
        m_key->addField(name, fields.front(), FormRows::Width::Full, true);
    else
        m_key->addField(name, FormRows::sideBySide(fields), FormRows::Width::Full, true);
}

void StepForm::addOperand(const QString &name, const model::Operand &operand, const char *id,
                          std::function<model::Operand *(model::Operation &operation)> find, QList<QWidget *> *besides)
{
    auto *edit = new TemplateEdit;
    auto *field = new TextField(name, edit);
    const int number = besides ? static_cast<int>(besides->size()) : 0;
    field->setObjectName(QStringLiteral("%1_%2_%3").arg(QLatin1String(id), name).arg(number));
    if (std::holds_alternative<value::AttributeValue>(operand)) {
        edit->setReadOnly(true);
        edit->setToolTip(tr("A constant of its own type; edit it as text"));
    }
    field->onCommit([this, find](const QString &text) {
        if (const Refusal problem = TemplateEdit::problemOf(text))
            return problem;
        return change([&](model::Operation &changed) {
            if (text.isEmpty())
                throw model::EditError("Give it a value: text, or a name in braces such as {userId}.");
            if (model::Operand *found = find(changed))
                *found = text.toStdString();
        });
    });
    m_keyValues.push_back([this, edit, field, find] {
        model::Operation copy = *operation();
        if (const model::Operand *found = find(copy))
            field->setValue(operandText(*found));
        edit->setNames(namesFor(*m_edited.document().model(), *m_edited.pattern()));
    });
    if (besides) {
        field->setMinimumWidth(kOperatorWidth);
        field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        besides->append(field);
    } else {
        m_key->addField(name, field, FormRows::Width::Full, true);
    }
}

} // namespace keywright::ui
