#include "ui/tables/definition_dialog.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QTextBrowser>
#include <QTextDocument>
#include <QVBoxLayout>

#include "core/model/model.h"
#include "core/schema/table_json.h"
#include "core/session/workspace.h"
#include "ui/code/code_editor.h"
#include "ui/commit/commit_html.h"
#include "ui/commit/consent_list.h"
#include "ui/connections/write_question.h"
#include "ui/document/text.h"
#include "ui/parts/labels.h"
#include "ui/tables/table_facts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kDefinitionDialogWidth = 860;
constexpr int kDefinitionDialogHeight = 660;
constexpr int kEditorHeight = 280;
constexpr int kViewHeight = 120;

QString newDefinition()
{
    return QStringLiteral(
        "{\n  \"TableName\": \"NewTable\",\n  \"AttributeDefinitions\": [\n    {\"AttributeName\": \"PK\", \"AttributeType\": "
        "\"S\"},\n    {\"AttributeName\": \"SK\", \"AttributeType\": \"S\"}\n  ],\n  \"KeySchema\": [\n    {\"AttributeName\": "
        "\"PK\", \"KeyType\": \"HASH\"},\n    {\"AttributeName\": \"SK\", \"KeyType\": \"RANGE\"}\n  ],\n  \"BillingMode\": "
        "\"PAY_PER_REQUEST\"\n}\n");
}

/// Of the member TimeToLiveSpecification; nullopt where it is absent or off.
std::optional<std::string> timeToLiveOf(const value::Json &json)
{
    const value::Json *ttl = json.find("TimeToLiveSpecification");
    const value::Json *enabled = ttl ? ttl->find("Enabled") : nullptr;
    const value::Json *attribute = ttl ? ttl->find("AttributeName") : nullptr;
    if (!attribute || attribute->text().empty() || (enabled && !enabled->asBoolean()))
        return std::nullopt;
    return attribute->text();
}

QString textOf(const TableDraft &draft)
{
    value::Json json = schema::toCreateTableJson(draft.definition);
    if (!draft.timeToLiveAttribute.empty())
        json.set("TimeToLiveSpecification",
                 value::Json::object(
                     {{"AttributeName", value::Json::string(draft.timeToLiveAttribute)}, {"Enabled", value::Json::boolean(true)}}));
    return toQString(json.pretty(80)) + QLatin1Char('\n');
}

} // namespace

struct DefinitionDialog::Check {
    session::CommitPlan plan;
    std::optional<ConnectionProblem> problem;
};

DefinitionDialog::DefinitionDialog(const ChosenConnection &connection, QWidget *parent)
    : DefinitionDialog(connection, QString(), newDefinition(), parent)
{ }

DefinitionDialog::DefinitionDialog(const ChosenConnection &connection, const QString &table, const QString &definition, QWidget *parent)
    : TaskDialog(table.isEmpty() ? tr("Create a table on %1").arg(connection.name) : tr("Change %1 on %2").arg(table, connection.name),
                 tr("Check"), parent),
      m_connection(connection),
      m_table(table),
      m_modes(new QTabBar),
      m_editors(new QStackedWidget),
      m_form(new DefinitionForm(table.isEmpty())),
      m_editor(new CodeEditor(tr("Definition of the table"))),
      m_view(new QTextBrowser),
      m_consents(new ConsentList),
      m_background(this)
{
    setObjectName(QStringLiteral("definitionDialog"));
    resize(kDefinitionDialogWidth, kDefinitionDialogHeight);
    build(definition);
}

void DefinitionDialog::build(const QString &definition)
{
    m_editor->setObjectName(QStringLiteral("tableDefinition"));
    m_editor->setLanguage(CodeLanguage::Json);
    m_editor->setText(definition);
    m_editor->setMinimumHeight(kEditorHeight);
    m_view->setObjectName(QStringLiteral("definitionPlan"));
    m_view->setAccessibleName(tr("What the change takes"));
    m_view->setProperty("role", "page");
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMinimumHeight(kViewHeight);
    body().addWidget(makeParagraph(tr("Check shows what this takes on the live table; nothing is changed until then."), TextRole::Body,
                                   LabelTone::Secondary));
    buildModes();
    page().setSpacing(space::kS);
    page().addWidget(m_view, 1);
    page().addWidget(m_consents);
    m_view->hide();
    connect(m_editor, &CodeEditor::edited, this, &DefinitionDialog::forgetPlan);
    connect(m_consents, &ConsentList::changed, this, &DefinitionDialog::showReady);
}

void DefinitionDialog::buildModes()
{
    m_modes->setObjectName(QStringLiteral("definitionModes"));
    m_modes->setAccessibleName(tr("How the table is written"));
    m_modes->setDrawBase(false);
    m_modes->setExpanding(false);
    m_modes->addTab(tr("Fields"));
    m_modes->addTab(tr("JSON"));
    m_editors->addWidget(m_form);
    m_editors->addWidget(m_editor);
    body().addWidget(m_modes);
    body().addWidget(m_editors, 1);
    if (const auto draft = readJson())
        m_form->show(*draft);
    connect(m_form, &DefinitionForm::changed, this, &DefinitionDialog::forgetPlan);
    connect(m_modes, &QTabBar::currentChanged, this, [this](int mode) { showMode(static_cast<Mode>(mode)); });
}

bool DefinitionDialog::showMode(Mode mode)
{
    if (mode == m_editors->currentIndex())
        return true;
    if (mode == JsonMode) {
        m_editor->setText(textOf(m_form->draft()));
    } else {
        const auto draft = readJson();
        if (!draft) {
            m_modes->setCurrentIndex(JsonMode);
            return false;
        }
        m_form->show(*draft);
    }
    m_modes->setCurrentIndex(mode);
    m_editors->setCurrentIndex(mode);
    return true;
}

std::optional<model::Model> DefinitionDialog::readDefinition()
{
    const bool byFields = m_editors->currentIndex() == FieldsMode;
    if (byFields && !m_form->check())
        return std::nullopt;
    const std::optional<TableDraft> draft = byFields ? m_form->draft() : readJson();
    if (!draft)
        return std::nullopt;
    if (!m_table.isEmpty() && toQString(draft->definition.name) != m_table) {
        refuse(tr("The table is %1; a table cannot be renamed. Clone it under the other name instead.").arg(m_table));
        return std::nullopt;
    }
    model::Table table;
    table.definition = draft->definition;
    if (!draft->timeToLiveAttribute.empty())
        table.timeToLiveAttribute = draft->timeToLiveAttribute;
    model::Model model;
    model.name = table.definition.name;
    model.tables = {std::move(table)};
    return model;
}

/// Nullopt, with the reason said, for what is no definition.
std::optional<TableDraft> DefinitionDialog::readJson()
{
    m_editor->clearError();
    try {
        const value::Json json = value::Json::parse(m_editor->text().toStdString());
        return TableDraft{schema::fromCreateTableJson(json), timeToLiveOf(json).value_or(std::string())};
    } catch (const value::JsonSyntaxError &error) {
        m_editor->markError(error.line(), error.column(), true);
        refuse(tr("Line %1, column %2: %3").arg(error.line()).arg(error.column()).arg(toQString(error.what())));
    } catch (const std::exception &error) {
        refuse(tr("This is not a definition of a table: %1").arg(toQString(error.what())));
    }
    return std::nullopt;
}

void DefinitionDialog::run()
{
    if (isRunning())
        return;
    if (m_plan)
        apply();
    else
        check();
}

void DefinitionDialog::check()
{
    refuse({});
    std::optional<model::Model> model = readDefinition();
    if (!model)
        return;
    m_model = std::make_shared<const model::Model>(std::move(*model));
    begin(tr("Looking at the table there…"));
    m_background.start(
        [connection = m_connection.connection, model = m_model](const std::stop_token &stop) {
            Check check;
            try {
                check.plan = session::planCommit(*model, *connection::stoppedBy(connection, stop));
            } catch (...) {
                check.problem = connectionProblem(std::current_exception());
            }
            return check;
        },
        [this](Check check) { takeCheck(std::move(check)); });
}

void DefinitionDialog::takeCheck(Check check)
{
    end();
    if (check.problem) {
        if (!check.problem->isStopped)
            refuse(check.problem->text);
        return;
    }
    if (m_table.isEmpty() && check.plan.tables.front().action != session::TableAction::Create) {
        refuse(tr("There is a table %1 already. Give another name, or change that table.").arg(toQString(check.plan.tables.front().table)));
        return;
    }
    m_plan = std::move(check.plan);
    m_consents->setPlan(*m_plan);
    m_view->document()->setDefaultFont(fontOf(TextRole::Body));
    m_view->setHtml(planHtml(*m_plan, theme().colours()));
    m_view->show();
    showReady();
}

void DefinitionDialog::showReady()
{
    if (isRunning())
        return;
    setAction(m_plan ? (m_table.isEmpty() ? tr("Create") : tr("Change")) : tr("Check"));
    if (!m_plan) {
        setReady(true);
        return;
    }
    const QString obstacle = toQString(m_plan->tables.front().obstacle);
    setReady(obstacle.isEmpty() && m_consents->isAnswered() && m_consents->answered(*m_plan).changesTables());
    if (!obstacle.isEmpty())
        refuse(obstacle);
    else if (!m_consents->isAnswered())
        warn(tr("What is marked needs your answer first."));
    else
        warn({});
}

void DefinitionDialog::forgetPlan()
{
    if (isRunning())
        return;
    m_plan.reset();
    m_view->hide();
    m_consents->hide();
    refuse({});
    m_editor->clearError();
    showReady();
}

void DefinitionDialog::apply()
{
    const QString name = toQString(m_plan->tables.front().table);
    if (!mayWrite(this, m_connection,
                  {m_table.isEmpty() ? tr("Create the table %1").arg(name) : tr("Change the table %1").arg(name), planSummary(*m_plan)}))
        return;
    session::CommitChoices choices;
    m_consents->addTo(choices);
    choices.load = session::LoadChoice::None;
    choices.copyFolder = session::stateFolder() / "keywright" / "copies";
    choices.connectionId = m_plan->connection;
    m_steps.clear();
    begin(m_table.isEmpty() ? tr("Creating…") : tr("Changing…"));
    const auto progress = [this](const session::CommitProgress &step) {
        QMetaObject::invokeMethod(
            this,
            [this, step] {
                m_steps.push_back(step);
                if (isRunning())
                    showProgress(static_cast<qint64>(step.done), static_cast<qint64>(step.items), toQString(step.activity));
            },
            Qt::QueuedConnection);
    };
    m_background.start(
        [connection = m_connection.connection, plan = m_consents->answered(*m_plan), model = m_model, choices,
         progress](const std::stop_token &stop) {
            session::CommitControl control;
            control.progress = progress;
            control.stop = stop;
            control.wait = [stop](std::chrono::milliseconds time) { waitUnlessStopped(time, stop); };
            return session::runCommit(plan, *model, *connection::stoppedBy(connection, stop), choices, control);
        },
        [this](session::CommitReport report) { takeReport(std::move(report)); });
}

void DefinitionDialog::takeReport(session::CommitReport report)
{
    end();
    m_report = std::move(report);
    emit changed(toQString(m_model->tables.front().definition.name));
    const bool isDone = m_report->failure.empty() && !m_report->isStopped;
    if (isDone) {
        accept();
        return;
    }
    m_plan.reset();
    m_consents->hide();
    m_view->setHtml(commitHtml(m_steps, &*m_report, theme().colours()));
    showReady();
    if (m_report->isStopped)
        warn(tr("Stopped. What was done stays. Check again to go on."));
    else
        refuse(toQString(m_report->failure));
}

} // namespace keywright::ui
