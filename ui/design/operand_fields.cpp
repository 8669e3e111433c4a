#include "ui/design/operand_fields.h"

#include <algorithm>
#include <array>

#include <QApplication>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/model/step_edits.h"
#include "core/model/step_parts.h"
#include "ui/design/form_rows.h"
#include "ui/design/operand_row.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/template_edit.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

namespace {

using expression::KeyOperator;
using model::OperationKind;

constexpr int kOperatorWidth = 128;
const QString kNone = QStringLiteral("none"); ///< no comparison of the sort key

constexpr std::array kOperators{KeyOperator::Equal,          KeyOperator::Less,    KeyOperator::LessOrEqual, KeyOperator::Greater,
                                KeyOperator::GreaterOrEqual, KeyOperator::Between, KeyOperator::BeginsWith};

model::KeyComparison *comparisonOf(model::Operation &operation, const std::string &attribute)
{
    const auto isIt = [&attribute](const model::KeyComparison &each) { return each.attribute == attribute; };
    const auto found = std::find_if(operation.keyCondition.begin(), operation.keyCondition.end(), isIt);
    return found == operation.keyCondition.end() ? nullptr : &*found;
}

template <typename Operands>
auto operandNamed(Operands &operands, const std::string &name) -> decltype(&operands.front().second)
{
    const auto found = std::find_if(operands.begin(), operands.end(), [&name](const auto &each) { return each.first == name; });
    return found == operands.end() ? nullptr : &found->second;
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

/// Null but for a search whose index is there.
const schema::VectorIndexDefinition *vectorIndexOf(const model::Model &model, const model::Operation &operation)
{
    const model::Table *table = model.findTable(operation.table);
    return table == nullptr || operation.kind != OperationKind::SearchVectors ? nullptr
                                                                              : table->definition.findVectorIndex(operation.index);
}

/// The object name of the field below `parent` that has the focus; empty when none has.
} // namespace

OperandFields::OperandFields(const EditedOperation &edited, bool values, QWidget *parent)
    : QWidget(parent), m_edited(edited), m_ofValues(values), m_rows(new FormRows)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_rows);
}

void OperandFields::show(bool another)
{
    const model::Operation *operation = m_edited.operation();
    if (!operation)
        return;
    const model::Model &model = *m_edited.edited().document().model();
    const QString shape = shapeOf(model, *operation);
    if (another || shape != m_shape) {
        m_shape = shape;
        const QString focused = focusedIn(this);
        build(model, *operation);
        if (auto *field = focused.isEmpty() ? nullptr : m_rows->findChild<QWidget *>(focused); field && !another)
            field->setFocus(Qt::OtherFocusReason);
    }
    for (OperandRow *row : m_operands)
        row->showValue();
}

QString OperandFields::shapeOf(const model::Model &model, const model::Operation &operation) const
{
    const auto addNames = [](QStringList &shape, const auto &operands) {
        for (const auto &[name, operand] : operands)
            shape << toQString(name) << QString::number(operand.index());
    };
    QStringList shape;
    if (m_ofValues) {
        for (const std::string &name : model::valueNamesOf(operation))
            shape << toQString(name);
        addNames(shape, operation.values);
        return shape.join(QLatin1Char('\n'));
    }
    shape << toQString(textOf(operation.kind)) << toQString(operation.table) << toQString(operation.index);
    for (const model::KeyComparison &comparison : operation.keyCondition)
        shape << toQString(comparison.attribute) << toQString(textOf(comparison.op));
    addNames(shape, operation.key);
    shape << QStringLiteral("item");
    addNames(shape, operation.item);
    if (const schema::KeySchema *key = keyOf(model, operation))
        for (const auto *attributes : {&key->partition, &key->sort})
            for (const schema::KeyAttribute &attribute : *attributes)
                shape << toQString(attribute.name);
    if (const schema::VectorIndexDefinition *index = vectorIndexOf(model, operation))
        for (const schema::SearchAttribute &element : index->searchSchema)
            shape << toQString(element.attribute.name) << QString::number(element.isPartition);
    shape << (operation.searchVector ? QString::number(operation.searchVector->index()) : QString());
    return shape.join(QLatin1Char('\n'));
}

void OperandFields::build(const model::Model &model, const model::Operation &operation)
{
    m_operands.clear();
    for (QWidget *old : m_rows->findChildren<QWidget *>())
        old->setObjectName({}); // they live until the event that made this change has ended
    m_rows->clear();
    if (m_ofValues) {
        addValues(operation);
        return;
    }
    const schema::KeySchema *key = keyOf(model, operation);
    if (operation.kind == OperationKind::Query && key != nullptr) {
        for (const schema::KeyAttribute &attribute : key->partition)
            addComparison(operation, attribute.name, false);
        for (const schema::KeyAttribute &attribute : key->sort)
            addComparison(operation, attribute.name, true);
    }
    if (const schema::VectorIndexDefinition *index = vectorIndexOf(model, operation))
        addSearch(operation, *index);
    for (const auto &[name, operand] : operation.key) {
        const auto find = [name = name](model::Operation &changed) { return operandNamed(changed.key, name); };
        const QString shown = toQString(name);
        m_rows->addField(shown, makeRow(shown, QStringLiteral("stepKey_%1_0").arg(shown), &operand, find), FormRows::Width::Full, true);
    }
    addItem(operation);
}

void OperandFields::addSearch(const model::Operation &operation, const schema::VectorIndexDefinition &index)
{
    if (const schema::KeyAttribute *partition = index.partition())
        addComparison(operation, partition->name, false);
    if (!operation.searchVector)
        return;
    const auto find = [](model::Operation &changed) { return changed.searchVector ? &*changed.searchVector : nullptr; };
    const QString name = tr("Nearest to");
    m_rows->addField(name, makeRow(name, QStringLiteral("searchVector"), &*operation.searchVector, find), FormRows::Width::Full, true);
}

OperandRow *OperandFields::makeRow(const QString &name, const QString &id, const model::Operand *operand,
                                   std::function<model::Operand *(model::Operation &operation)> find)
{
    auto *row = new OperandRow(m_edited, name, id, operand, std::move(find));
    m_operands.push_back(row);
    return row;
}

void OperandFields::addItem(const model::Operation &operation)
{
    for (const auto &[name, operand] : operation.item) {
        const auto find = [name = name](model::Operation &changed) { return operandNamed(changed.item, name); };
        const QString shown = toQString(name);
        OperandRow *row = makeRow(shown, QStringLiteral("stepKey_%1_0").arg(shown), &operand, find);
        row->offerKinds(false);
        QToolButton *remove = makeIconButton(QStringLiteral("close"), tr("Do not write %1").arg(shown));
        remove->setObjectName(QStringLiteral("removeAttribute_") + shown);
        connect(remove, &QToolButton::clicked, this, [this, name = name] {
            m_edited.reshape([&name](const model::Model &, model::AccessPattern &, model::Operation &changed) {
                std::erase_if(changed.item, [&name](const auto &each) { return each.first == name; });
            });
        });
        row->addButton(remove);
        m_rows->addField(shown, row, FormRows::Width::Full, true);
    }
    if (operation.kind != OperationKind::PutItem)
        return;
    auto *add = new TextField(tr("Another attribute to write"));
    add->setObjectName(QStringLiteral("addAttribute"));
    add->setMono(true);
    add->setPlaceholder(tr("Name of another attribute"));
    add->onCommit([this](const QString &name) { return addAttribute(name); });
    m_rows->addField(tr("And"), add, FormRows::Width::Choice);
}

void OperandFields::addValues(const model::Operation &operation)
{
    for (const std::string &name : model::valueNamesOf(operation)) {
        const auto find = [name](model::Operation &changed) { return operandNamed(changed.values, name); };
        const QString shown = toQString(name);
        OperandRow *row = makeRow(shown, QStringLiteral("stepValue_") + shown, operandNamed(operation.values, name), find);
        row->offerKinds(true);
        m_rows->addField(QLatin1Char(':') + shown, row, FormRows::Width::Full, true);
    }
}

Refusal OperandFields::addAttribute(const QString &name) const
{
    return m_edited.change([&](model::Operation &changed) {
        const std::string added = name.toStdString();
        if (operandNamed(changed.item, added) != nullptr)
            throw model::EditError("It writes " + added + " already.");
        if (!added.empty())
            changed.item.emplace_back(added, "{" + added + "}");
    });
}

Refusal OperandFields::compare(const std::string &attribute, const QString &op) const
{
    return m_edited.reshape([&](const model::Model &model, model::AccessPattern &pattern, model::Operation &changed) {
        model::KeyComparison *comparison = comparisonOf(changed, attribute);
        if (op == kNone) {
            std::erase_if(changed.keyCondition, [&](const model::KeyComparison &each) { return each.attribute == attribute; });
            return;
        }
        const KeyOperator wanted = expression::keyOperatorFromText(op.toStdString()).value_or(KeyOperator::Equal);
        const model::KeyComparison made = model::comparisonOn(model, pattern, changed, attribute, wanted);
        if (comparison == nullptr) {
            changed.keyCondition.push_back(made);
            return;
        }
        // What a person wrote stays as far as the new comparison has a place for it.
        const bool isAsMade = comparison->values == model::comparisonOn(model, pattern, changed, attribute, comparison->op).values;
        comparison->op = wanted;
        if (isAsMade)
            comparison->values = made.values;
        comparison->values.resize(made.values.size(), made.values.back());
    });
}

void OperandFields::addComparison(const model::Operation &operation, const std::string &attribute, bool isSort)
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
        field->setPlaceholder(tr("It needs a value here"));
        field->onCommit([this, attribute](const QString &text) {
            return m_edited.change([&](model::Operation &changed) {
                changed.keyCondition.insert(changed.keyCondition.begin(), {attribute, KeyOperator::Equal, {text.toStdString()}});
            });
        });
        m_rows->addField(name, field, FormRows::Width::Full, true);
        return;
    }
    for (std::size_t at = 0; comparison != nullptr && at < comparison->values.size(); ++at) {
        const auto find = [attribute, at](model::Operation &changed) -> model::Operand * {
            model::KeyComparison *found = comparisonOf(changed, attribute);
            return found != nullptr && at < found->values.size() ? &found->values[at] : nullptr;
        };
        OperandRow *row = makeRow(name, QStringLiteral("value_%1_%2").arg(name).arg(fields.size()), &comparison->values[at], find);
        row->setMinimumWidth(kOperatorWidth);
        row->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        fields << row;
    }
    if (fields.size() == 1 && !isSort)
        m_rows->addField(name, fields.front(), FormRows::Width::Full, true);
    else
        m_rows->addField(name, FormRows::sideBySide(fields), FormRows::Width::Full, true);
}

} // namespace keywright::ui
