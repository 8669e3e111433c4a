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
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTypeWidth = 72;
constexpr int kSourceWidth = 150;

bool isUsed(const model::AccessPattern &pattern, const std::string &name)
{
    const std::vector<std::string> used = model::namesUsedBy(pattern);
    return std::find(used.begin(), used.end(), name) != used.end();
}

QString sourceValue(const std::string &entity, const std::string &attribute)
{
    return entity.empty() ? QString() : toQString(entity + "." + attribute);
}

/// Where values can be drawn from, the pattern's own entities first.
QList<std::pair<QString, QVariant>> sourcesOf(const model::Model &model, const model::AccessPattern &pattern)
{
    QList<std::pair<QString, QVariant>> sources{{ParameterForm::tr("Example only"), QString()}};
    for (const bool own : {true, false})
        for (const model::Entity &entity : model.entities)
            if ((std::find(pattern.entities.begin(), pattern.entities.end(), entity.name) != pattern.entities.end()) == own)
                for (const model::Attribute &attribute : entity.attributes)
                    sources.append({sourceValue(entity.name, attribute.name), sourceValue(entity.name, attribute.name)});
    return sources;
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
    // A row is of a parameter's number, so that a new name leaves the cursor where it is.
    if (another || pattern->parameters.size() != m_count || m_table == nullptr) {
        m_count = pattern->parameters.size();
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
    cells->setColumnStretch(3, 2);
    const QStringList headings{tr("Name"), tr("Type"), tr("Drawn from"), tr("Example")};
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
    auto *name = new TextField(tr("Name of the parameter"));
    name->setMono(true);
    name->onCommit([this, number](const QString &text) { return m_edited.renameParameter(parameter(number)->name, text); });
    auto *type = makeTypeField(tr("Type of the parameter"));
    type->chooser().setFixedWidth(kTypeWidth);
    type->onCommit([this, number](const QVariant &tag) {
        return change(number, [&](model::Parameter &parameter) {
            parameter.type = value::typeFromTag(tag.toString().toStdString()).value_or(parameter.type);
            if (parameter.example && parameter.example->type() != parameter.type)
                parameter.example.reset();
        });
    });
    auto *source = new ChoiceField(tr("Where the parameter's values are drawn from"));
    source->chooser().setFixedWidth(kSourceWidth);
    source->onCommit([this, number](const QVariant &from) { return drawFrom(number, from.toString()); });
    auto *example = new TextField(tr("Example of the parameter"));
    example->setPlaceholder(tr("No example"));
    example->onCommit([this, number](const QString &text) {
        return change(number, [&](model::Parameter &parameter) {
            if (text.isEmpty())
                parameter.example.reset();
            else
                parameter.example = model::valueFromText(text.toStdString(), parameter.type);
        });
    });
    QToolButton *remove = makeIconButton(QStringLiteral("delete"), tr("Remove parameter"));
    connect(remove, &QToolButton::clicked, this, [this, number] { takeAway(number); });
    int column = 0;
    for (QWidget *cell : std::initializer_list<QWidget *>{name, type, source, example, remove})
        cells->addWidget(cell, row, column++, Qt::AlignTop);
    m_values.push_back([this, number, name, type, source, example, remove] {
        const model::Parameter *shownNow = parameter(number);
        if (!shownNow)
            return;
        const QString called = toQString(shownNow->name);
        const std::pair<QWidget *, const char *> ids[]{{name, "parameterName_"},
                                                       {type, "parameterType_"},
                                                       {source, "parameterSource_"},
                                                       {example, "parameterExample_"},
                                                       {remove, "removeParameter_"}};
        for (const auto &[cell, id] : ids)
            cell->setObjectName(QLatin1String(id) + called);
        name->line().setAccessibleName(tr("Name of parameter %1").arg(called));
        type->chooser().setAccessibleName(tr("Type of parameter %1").arg(called));
        source->chooser().setAccessibleName(tr("Where parameter %1 is drawn from").arg(called));
        example->line().setAccessibleName(tr("Example of parameter %1").arg(called));
        name->setValue(called);
        type->setValue(toQString(value::tagOf(shownNow->type)));
        source->setChoices(sourcesOf(*m_edited.document().model(), *m_edited.pattern()));
        source->setValue(sourceValue(shownNow->drawnFromEntity, shownNow->drawnFromAttribute));
        source->setToolTip(tr("Runs take values of this attribute from the sample data, beside the example"));
        example->setValue(shownNow->example ? toQString(value::displayText(*shownNow->example)) : QString());
        const bool used = isUsed(*m_edited.pattern(), shownNow->name);
        remove->setEnabled(!used);
        remove->setToolTip(used ? tr("The steps or the expectation use it") : tr("Remove parameter"));
        if (name->refusal().isEmpty() || !name->isHalfTyped())
            name->warn(used ? QString() : tr("Nothing uses it; remove it"));
    });
}

Refusal ParameterForm::drawFrom(std::size_t number, const QString &source) const
{
    const qsizetype dot = source.indexOf(QLatin1Char('.'));
    return m_edited.change([&](const model::Model &model, model::AccessPattern &pattern) {
        model::Parameter &parameter = pattern.parameters.at(number);
        parameter.drawnFromEntity = dot < 0 ? std::string() : source.left(dot).toStdString();
        parameter.drawnFromAttribute = dot < 0 ? std::string() : source.mid(dot + 1).toStdString();
        const model::Entity *entity = model.findEntity(parameter.drawnFromEntity);
        const model::Attribute *attribute = entity == nullptr ? nullptr : entity->findAttribute(parameter.drawnFromAttribute);
        if (attribute == nullptr || attribute->type == parameter.type)
            return;
        parameter.type = attribute->type;
        parameter.example.reset();
    });
}

} // namespace keywright::ui
