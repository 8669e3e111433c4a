#include "ui/design/operand_row.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QToolButton>

#include "core/model/step_edits.h"
#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/pattern_text.h"
#include "ui/parts/template_edit.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kOperandRowKindWidth = 112;
const QString kTemplate = QStringLiteral("template");
const QString kParameter = QStringLiteral("parameter");

QString typeTag(value::Type type)
{
    return toQString(value::tagOf(type));
}

/// What a template of the pattern can stand for: its parameters, the attributes of its entities, which become ones, and what
/// the earlier steps gave.
std::vector<TemplateEdit::Name> namesFor(const model::Model &model, const model::AccessPattern &pattern, std::size_t step)
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
    for (std::size_t earlier = 0; earlier < qMin(step, pattern.steps.size()); ++earlier)
        for (const std::string &name : pattern.entities)
            if (const model::Entity *entity = model.findEntity(name); entity != nullptr && !pattern.steps[earlier].name.empty())
                for (const model::Attribute &attribute : entity->attributes)
                    add(toQString(pattern.steps[earlier].name + "." + attribute.name), attribute.type);
    return names;
}

/// The constant of that type that the text says, or else one to begin with.
value::AttributeValue constantFrom(const std::string &text, value::Type type)
{
    try {
        if (!text.empty())
            return model::valueFromText(text, type);
    } catch (const model::EditError &) {
        // the text is of another type
    }
    switch (type) {
    case value::Type::N: return model::valueFromText("0", type);
    case value::Type::Bool: return model::valueFromText("true", type);
    case value::Type::M: return model::valueFromText("{}", type);
    case value::Type::L: return model::valueFromText("[]", type);
    case value::Type::Ns: return model::valueFromText("[\"0\"]", type);
    case value::Type::Ss: return model::valueFromText("[\"a\"]", type);
    case value::Type::B:
    case value::Type::Bs: throw model::EditError("Write a binary constant as text.");
    default: return model::valueFromText("", type);
    }
}

} // namespace

OperandRow::OperandRow(const EditedOperation &edited, const QString &name, const QString &id, const model::Operand *operand, Find find)
    : m_edited(edited),
      m_name(name),
      m_id(id),
      m_find(std::move(find)),
      m_isConstant(operand && std::holds_alternative<value::AttributeValue>(*operand)),
      m_field(new TextField(name, operand && !m_isConstant ? new TemplateEdit : new EditLine))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    row->addWidget(m_field, 1, Qt::AlignTop);
    m_field->setObjectName(id);
    m_field->setMono(true);
    m_field->line().setReadOnly(operand == nullptr);
    m_field->onCommit([this](const QString &text) { return take(text); });
    setFocusProxy(m_field);
}

void OperandRow::offerKinds(bool parameter)
{
    if (m_kind != nullptr)
        return;
    m_kind = new ChoiceField(tr("Kind of %1").arg(m_name));
    m_kind->setObjectName(m_id + QStringLiteral("_kind"));
    if (parameter)
        m_kind->addChoice(tr("Parameter"), kParameter);
    m_kind->addChoice(tr("Template"), kTemplate);
    using enum value::Type;
    const std::pair<value::Type, QString> types[]{{S, tr("String")}, {N, tr("Number")}, {Bool, tr("Boolean")},  {Null, tr("Null")},
                                                  {M, tr("Map")},    {L, tr("List")},   {Ss, tr("String set")}, {Ns, tr("Number set")}};
    for (const auto &[type, word] : types)
        m_kind->addChoice(word, typeTag(type));
    m_kind->chooser().setFixedWidth(kOperandRowKindWidth);
    m_kind->onCommit([this](const QVariant &kind) { return becomeKind(kind.toString()); });
    static_cast<QHBoxLayout *>(layout())->addWidget(m_kind, 0, Qt::AlignTop);
}

void OperandRow::addButton(QToolButton *button)
{
    static_cast<QHBoxLayout *>(layout())->addWidget(button, 0, Qt::AlignTop);
}

Refusal OperandRow::take(const QString &text) const
{
    if (!m_isConstant)
        if (const Refusal problem = TemplateEdit::problemOf(text))
            return problem;
    return m_edited.change([&](model::Operation &changed) {
        model::Operand *found = m_find(changed);
        if (text.isEmpty() && !m_isConstant)
            throw model::EditError("Give it a value: text, or a name in braces such as {userId}.");
        if (found == nullptr)
            return;
        if (const auto *constant = std::get_if<value::AttributeValue>(found))
            *found = model::valueFromText(text.toStdString(), constant->type());
        else
            *found = text.toStdString();
    });
}

Refusal OperandRow::becomeKind(const QString &kind) const
{
    const std::string name = m_name.toStdString();
    return m_edited.reshape([&](const model::Model &, model::AccessPattern &, model::Operation &changed) {
        model::Operand *found = m_find(changed);
        if (kind == kParameter) {
            std::erase_if(changed.values, [&name](const auto &each) { return each.first == name; });
            return;
        }
        if (found == nullptr)
            found = &changed.values.emplace_back(name, std::string("{" + name + "}")).second;
        const auto type = value::typeFromTag(kind.toStdString());
        const auto *constant = std::get_if<value::AttributeValue>(found);
        if (type)
            *found = constantFrom(constant ? value::displayText(*constant) : std::string(), *type);
        else if (constant)
            *found = std::string("{" + name + "}");
    });
}

void OperandRow::showValue()
{
    const model::Operation *shown = m_edited.operation();
    const model::AccessPattern *pattern = m_edited.edited().pattern();
    if (!shown || !pattern)
        return;
    model::Operation copy = *shown;
    const model::Operand *found = m_find(copy);
    m_field->setValue(found ? operandText(*found) : tr("{%1}").arg(m_name));
    if (auto *edit = qobject_cast<TemplateEdit *>(&m_field->line()))
        edit->setNames(namesFor(*m_edited.edited().document().model(), *pattern, m_edited.stepNumber()));
    if (m_isConstant)
        offerKinds(false); // where nobody has offered more
    if (m_kind == nullptr)
        return;
    const auto *constant = found ? std::get_if<value::AttributeValue>(found) : nullptr;
    m_kind->setValue(!found ? kParameter : constant ? typeTag(constant->type()) : kTemplate);
}

void OperandRow::forget()
{
    m_field->takeBack();
}

} // namespace keywright::ui
