#include "ui/design/parameter_form.h"

#include <algorithm>

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include "core/model/step_edits.h"
#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTypeWidth = 84;

bool isUsed(const model::AccessPattern &pattern, const std::string &name)
{
    const std::vector<std::string> used = model::namesUsedBy(pattern);
    return std::find(used.begin(), used.end(), name) != used.end();
}

} // namespace

ParameterForm::ParameterForm(const EditedPattern &edited, QWidget *parent)
    : QWidget(parent),
      m_edited(edited),
      m_none(makeParagraph(tr("None yet. Write a name in braces, such as {userId}, into a key, or :name into a filter, and it is made."),
                           TextRole::Body, LabelTone::Secondary))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_none);
}

const model::Parameter *ParameterForm::parameter(std::size_t number) const
{
    const model::AccessPattern *pattern = m_edited.pattern();
    return pattern && number < pattern->parameters.size() ? &pattern->parameters[number] : nullptr;
}

Refusal ParameterForm::change(std::size_t number, const std::function<void(model::Parameter &parameter)> &change) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) { change(pattern.parameters.at(number)); });
}

Refusal ParameterForm::takeAway(std::size_t number) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) {
        pattern.parameters.erase(pattern.parameters.begin() + static_cast<std::ptrdiff_t>(number));
    });
}

void ParameterForm::show(bool another)
{
    const model::AccessPattern *pattern = m_edited.pattern();
    if (!pattern)
        return;
    QStringList shape;
    for (const model::Parameter &parameter : pattern->parameters)
        shape << toQString(parameter.name);
    if (another || shape != m_shape || m_table == nullptr) {
        m_shape = shape;
        build(*pattern);
    }
    for (const auto &showValue : m_values)
        showValue();
}

void ParameterForm::build(const model::AccessPattern &pattern)
{
    if (m_table != nullptr) {
        m_table->hide();
        m_table->deleteLater(); // a field of it may be the one that made this change
    }
    m_values.clear();
    m_table = new QWidget;
    auto *cells = new QGridLayout(m_table);
    cells->setContentsMargins({});
    cells->setHorizontalSpacing(space::kS);
    cells->setVerticalSpacing(space::kXs);
    cells->setColumnStretch(0, 2);
    cells->setColumnStretch(2, 3);
    const QStringList headings{tr("Name"), tr("Type"), tr("Example")};
    for (int column = 0; column < headings.size(); ++column)
        cells->addWidget(makeLabel(headings[column], TextRole::Caption, LabelTone::Faint), 0, column);
    for (std::size_t number = 0; number < pattern.parameters.size(); ++number)
        addRow(number, static_cast<int>(number) + 1);
    layout()->addWidget(m_table);
    m_table->setVisible(!pattern.parameters.empty());
    m_none->setVisible(pattern.parameters.empty());
}

void ParameterForm::addRow(std::size_t number, int row)
{
    auto *cells = static_cast<QGridLayout *>(m_table->layout());
    const QString shown = toQString(parameter(number)->name);
    auto *name = new TextField(tr("Name of parameter %1").arg(shown));
    name->setObjectName(QStringLiteral("parameterName_") + shown);
    name->setMono(true);
    name->onCommit([this, number](const QString &text) { return m_edited.renameParameter(parameter(number)->name, text); });
    auto *type = makeTypeField(tr("Type of parameter %1").arg(shown));
    type->setObjectName(QStringLiteral("parameterType_") + shown);
    type->chooser().setFixedWidth(kTypeWidth);
    type->onCommit([this, number](const QVariant &tag) {
        return change(number, [&](model::Parameter &parameter) {
            parameter.type = value::typeFromTag(tag.toString().toStdString()).value_or(parameter.type);
            if (parameter.example && parameter.example->type() != parameter.type)
                parameter.example.reset();
        });
    });
    auto *example = new TextField(tr("Example of parameter %1").arg(shown));
    example->setObjectName(QStringLiteral("parameterExample_") + shown);
    example->setPlaceholder(tr("No example"));
    example->onCommit([this, number](const QString &text) {
        return change(number, [&](model::Parameter &parameter) {
            if (text.isEmpty())
                parameter.example.reset();
            else
                parameter.example = model::valueFromText(text.toStdString(), parameter.type);
        });
    });
    QToolButton *remove = makeIconButton(QStringLiteral("delete"), tr("Remove parameter %1").arg(shown));
    remove->setObjectName(QStringLiteral("removeParameter_") + shown);
    connect(remove, &QToolButton::clicked, this, [this, number] { takeAway(number); });
    cells->addWidget(name, row, 0, Qt::AlignTop);
    cells->addWidget(type, row, 1, Qt::AlignTop);
    cells->addWidget(example, row, 2, Qt::AlignTop);
    cells->addWidget(remove, row, 3, Qt::AlignTop);
    m_values.push_back([this, number, name, type, example, remove] {
        const model::Parameter *shownNow = parameter(number);
        if (!shownNow)
            return;
        name->setValue(toQString(shownNow->name));
        type->setValue(toQString(value::tagOf(shownNow->type)));
        example->setValue(shownNow->example ? toQString(value::displayText(*shownNow->example)) : QString());
        const bool used = isUsed(*m_edited.pattern(), shownNow->name);
        remove->setEnabled(!used);
        remove->setToolTip(used ? tr("The steps or the expectation use it") : tr("Remove parameter"));
    });
}

} // namespace keywright::ui
