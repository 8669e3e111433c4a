#include "ui/design/pattern_form.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/model/step_edits.h"
#include "ui/design/entity_choice.h"
#include "ui/design/expectation_form.h"
#include "ui/design/form_rows.h"
#include "ui/design/parameter_form.h"
#include "ui/design/step_form.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/note_field.h"
#include "ui/parts/text_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidest = 640; ///< of the form; longer lines are hard to read
constexpr int kPatternFormNumberWidth = 84;

/// Calls a second as a person types them: with the locale's point or the plain one.
std::optional<double> callsFromText(const QString &text)
{
    bool isNumber = false;
    double calls = QLocale().toDouble(text, &isNumber);
    if (!isNumber)
        calls = QLocale::c().toDouble(text, &isNumber);
    return isNumber && calls >= 0 && calls <= 1e9 ? std::optional(calls) : std::nullopt;
}

QString callsText(double calls)
{
    return QLocale().toString(calls, 'g', 6);
}

/// At the end of the same line as the field.
QLabel *unitOf(const QString &text)
{
    QLabel *unit = makeLabel(text, TextRole::Body, LabelTone::Secondary);
    unit->setContentsMargins(0, 6, space::kS, 0);
    return unit;
}

} // namespace

PatternForm::PatternForm(Document &document, QWidget *parent)
    : QScrollArea(parent),
      m_edited(document),
      m_name(new TextField(tr("Name of the access pattern"))),
      m_description(new NoteField(tr("What the application asks, and why"))),
      m_entities(new EntityChoice(tr("Entities"))),
      m_rate(new TextField(tr("Calls a second"))),
      m_peak(new TextField(tr("Calls a second at peak"))),
      m_steps(new ChoiceField(tr("Step"))),
      m_stepForm(new StepForm(m_edited)),
      m_parameters(new ParameterForm(m_edited)),
      m_expectation(new ExpectationForm(m_edited))
{
    connect(&document, &Document::modelOpened, this, [this] { m_typed.clear(); });
    setObjectName(QStringLiteral("patternForm"));
    setAccessibleName(tr("Definition of the access pattern"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    auto *page = new QWidget;
    page->setProperty("role", "surface");
    page->setAttribute(Qt::WA_StyledBackground);
    auto *rows = new FormRows;
    rows->setMaximumWidth(kWidest);
    auto *across = new QHBoxLayout(page);
    across->setContentsMargins(space::kL, space::kM, space::kL, space::kL);
    across->addWidget(rows, 1, Qt::AlignTop);
    across->addStretch(0);
    buildGeneral(*rows);
    buildSteps(*rows);
    rows->addSection(tr("Parameters"));
    rows->addWide(m_parameters);
    rows->addSection(tr("Expectation"));
    rows->addWide(m_expectation);
    setWidget(page);
}

void PatternForm::buildGeneral(FormRows &rows)
{
    m_name->setObjectName(QStringLiteral("patternName"));
    m_name->onCommit([this](const QString &text) {
        const Refusal refusal = m_edited.rename(text);
        if (!refusal)
            m_shown = text.toStdString();
        return refusal;
    });
    m_description->setObjectName(QStringLiteral("patternDescription"));
    m_description->onCommit([this](const QString &text) {
        return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) { pattern.description = text.toStdString(); });
    });
    m_entities->setObjectName(QStringLiteral("patternEntities"));
    m_entities->onCommit([this](const std::vector<std::string> &entities) { return setEntities(entities); });
    for (TextField *field : {m_rate, m_peak}) {
        field->setMinimumWidth(kPatternFormNumberWidth);
        field->line().setAlignment(Qt::AlignRight);
        field->onCommit([this, field](const QString &text) { return setRate(text, field == m_peak); });
    }
    m_rate->setObjectName(QStringLiteral("patternRate"));
    m_peak->setObjectName(QStringLiteral("patternPeak"));
    rows.addField(tr("Name"), m_name);
    rows.addField(tr("Description"), m_description);
    rows.addField(tr("Entities"), m_entities);
    rows.addField(tr("Rate"), FormRows::sideBySide({m_rate, unitOf(tr("a second,")), m_peak, unitOf(tr("at peak"))}));
}

void PatternForm::buildSteps(FormRows &rows)
{
    rows.addSection(tr("Steps"));
    m_steps->setObjectName(QStringLiteral("patternSteps"));
    m_steps->setMinimumWidth(240);
    m_steps->onCommit([this](const QVariant &step) {
        m_step = step.toULongLong();
        m_stepForm->show(m_step, true);
        return Refusal();
    });
    QToolButton *add = makeIconButton(QStringLiteral("add"), tr("Add a step"));
    add->setObjectName(QStringLiteral("addStep"));
    connect(add, &QToolButton::clicked, this, &PatternForm::addStep);
    m_removeStep = makeIconButton(QStringLiteral("delete"), tr("Remove this step"));
    m_removeStep->setObjectName(QStringLiteral("removeStep"));
    connect(m_removeStep, &QToolButton::clicked, this, &PatternForm::removeStep);
    auto *asText = new QPushButton(tr("Edit as text"));
    asText->setObjectName(QStringLiteral("editAsText"));
    asText->setFlat(true);
    connect(asText, &QPushButton::clicked, this, &PatternForm::textWanted);
    rows.addField(tr("Step"), FormRows::sideBySide({m_steps, add, m_removeStep, asText}));
    rows.addWide(m_stepForm);
}

void PatternForm::show(int row)
{
    const auto &model = m_edited.document().model();
    const bool isThere = model && row >= 0 && row < static_cast<int>(model->accessPatterns.size());
    if (!isThere || model->accessPatterns[static_cast<std::size_t>(row)].name != m_shown)
        keepTyped();
    m_edited.setRow(row);
    const model::AccessPattern *pattern = m_edited.pattern();
    if (!pattern) {
        m_shown.clear();
        return;
    }
    const bool another = pattern->name != m_shown;
    m_shown = pattern->name;
    showGeneral(*pattern, another);
    showSteps(*pattern, another);
    m_parameters->show(another);
    m_expectation->show(another);
    if (another) {
        ensureVisible(0, 0);
        giveBackTyped();
    }
}

/// A refused value stays with its pattern until the person comes back to it.
void PatternForm::keepTyped()
{
    const model::AccessPattern *pattern = m_edited.pattern();
    if (!pattern || pattern->name != m_shown)
        return;
    std::vector<Typed> typed;
    for (const TextField *field : findChildren<TextField *>())
        if (field->isVisibleTo(this) && !field->objectName().isEmpty() && field->isHalfTyped())
            typed.push_back({field->objectName(), field->text(), field->refusal()});
    m_typed.insert(toQString(m_shown) + QLatin1Char('\n') + m_stepForm->place(), std::move(typed));
}

void PatternForm::giveBackTyped()
{
    for (const Typed &typed : m_typed.take(toQString(m_shown) + QLatin1Char('\n') + m_stepForm->place())) {
        auto *field = findChild<TextField *>(typed.field);
        if (!field || !field->isVisibleTo(this))
            continue;
        field->line().setText(typed.text);
        field->refuse(typed.refusal.isEmpty() ? tr("This was typed before and not taken yet. Enter offers it again.") : typed.refusal);
    }
}

void PatternForm::showGeneral(const model::AccessPattern &pattern, bool another)
{
    if (another) {
        for (TextField *field : {m_name, m_rate, m_peak})
            field->takeBack();
        m_description->setPlainText(toQString(pattern.description));
    }
    m_name->setValue(toQString(pattern.name));
    m_description->setValue(toQString(pattern.description));
    m_entities->setValue(*m_edited.document().model(), pattern.entities);
    m_rate->setValue(pattern.rate ? callsText(pattern.rate->perSecond) : QString());
    m_peak->setValue(pattern.rate && pattern.rate->peakPerSecond ? callsText(*pattern.rate->peakPerSecond) : QString());
}

void PatternForm::showSteps(const model::AccessPattern &pattern, bool another)
{
    if (another)
        m_step = 0;
    m_step = qMin(m_step, pattern.steps.empty() ? 0 : pattern.steps.size() - 1);
    QList<std::pair<QString, QVariant>> steps;
    for (std::size_t number = 0; number < pattern.steps.size(); ++number) {
        const model::Step &step = pattern.steps[number];
        QString text = tr("%1: %2").arg(number + 1).arg(toQString(textOf(step.operation.kind)));
        if (!step.name.empty())
            text += tr(" (%1)").arg(toQString(step.name));
        steps.append({text, QVariant::fromValue<qulonglong>(number)});
    }
    m_steps->setChoices(steps);
    m_steps->setValue(QVariant::fromValue<qulonglong>(m_step));
    if (m_removeStep->hasFocus() && pattern.steps.size() < 2)
        m_steps->setFocus();
    m_removeStep->setEnabled(pattern.steps.size() > 1);
    m_stepForm->show(m_step, another);
}

Refusal PatternForm::setEntities(const std::vector<std::string> &entities) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) { pattern.entities = entities; });
}

Refusal PatternForm::setRate(const QString &text, bool peak) const
{
    const std::optional<double> calls = callsFromText(text);
    if (!calls && !text.isEmpty())
        return tr("Enter a number from 0 to 1,000,000,000.");
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) {
        if (!calls && !peak) {
            pattern.rate.reset();
            return;
        }
        if (!pattern.rate && peak && !calls)
            return;
        if (!pattern.rate)
            pattern.rate = model::Rate{};
        if (peak)
            pattern.rate->peakPerSecond = calls;
        else
            pattern.rate->perSecond = *calls;
        if (pattern.rate->peakPerSecond && *pattern.rate->peakPerSecond < pattern.rate->perSecond)
            throw model::EditError("The rate at peak cannot be below the mean rate.");
    });
}

void PatternForm::addStep()
{
    std::size_t added = 0;
    const Refusal refusal = m_edited.change([&](const model::Model &model, model::AccessPattern &pattern) {
        const model::Operation last = pattern.steps.empty() ? model::Operation{} : pattern.steps.back().operation;
        std::string table = last.table;
        if (model.findTable(table) == nullptr)
            table = model.tables.empty() ? std::string() : model.tables.front().definition.name;
        added = pattern.steps.size();
        pattern.steps.push_back({.operation = model::operationOn(model, pattern, {}, model::OperationKind::GetItem, table, {})});
    });
    if (!refusal) {
        m_step = added;
        show(m_edited.row());
        m_stepForm->setFocus();
    }
}

void PatternForm::removeStep()
{
    const Refusal refusal = m_edited.change([&](const model::Model &, model::AccessPattern &pattern) {
        if (pattern.steps.size() < 2)
            throw model::EditError("An access pattern has at least one step.");
        pattern.steps.erase(pattern.steps.begin() + static_cast<std::ptrdiff_t>(m_step));
    });
    if (refusal)
        m_steps->refuse(*refusal);
}

void PatternForm::editName()
{
    ensureVisible(0, 0);
    m_name->setFocus();
    m_name->line().selectAll();
}

} // namespace keywright::ui
