#include "ui/operations/operations_workspace.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include "core/model/saved_operations.h"
#include "ui/code/code_editor.h"
#include "ui/connections/connection_choice.h"
#include "ui/connections/write_question.h"
#include "ui/document/text.h"
#include "ui/operations/code_page.h"
#include "ui/operations/history_page.h"
#include "ui/operations/json_page.h"
#include "ui/operations/request_page.h"
#include "ui/operations/request_text.h"
#include "ui/operations/result_pane.h"
#include "ui/operations/save_dialog.h"
#include "ui/operations/saved_page.h"
#include "ui/operations/statement_page.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kEditorWidth = 380;
constexpr int kPreviewHeight = 150;
constexpr int kMostChoiceWidth = 260;

void addNames(const schema::KeySchema &key, QStringList &names)
{
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            names << toQString(attribute.name);
}

QStringList attributesOf(const schema::TableDefinition &table, const model::Model *model)
{
    QStringList names;
    addNames(table.key, names);
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (const schema::IndexDefinition &index : *indexes)
            addNames(index.key, names);
    for (const schema::VectorIndexDefinition &index : table.vectorIndexes)
        for (const schema::SearchAttribute &element : index.searchSchema)
            names << toQString(element.attribute.name);
    if (model != nullptr)
        for (const model::Entity &entity : model->entities)
            if (entity.table == table.name)
                for (const model::Attribute &attribute : entity.attributes)
                    names << toQString(attribute.name);
    names.removeDuplicates();
    return names;
}

} // namespace

OperationsWorkspace::OperationsWorkspace(Connections &connections, QWidget *parent)
    : QWidget(parent),
      m_document(connections.document()),
      m_pages(new QStackedLayout(this)),
      m_message(new MessagePage),
      m_design(m_message->addButton(tr("Go to Design"))),
      m_away(m_message->addButton(tr("Use the embedded engine"))),
      m_choice(new ConnectionChoice(connections)),
      m_modes(new QTabBar),
      m_save(makeIconButton(QStringLiteral("save"), tr("Save this operation in the model…"))),
      m_run(new QPushButton(icon(QStringLiteral("run"), IconTint::OnAccent), tr("Run"))),
      m_body(new QStackedWidget),
      m_editors(new QStackedWidget),
      m_form(new RequestPage),
      m_statement(new StatementPage),
      m_json(new JsonPage),
      m_preview(new CodeEditor(tr("Request as JSON"))),
      m_results(new ResultPane(m_document, m_runner)),
      m_code(new CodePage),
      m_saved(new SavedPage(m_document)),
      m_past(new HistoryPage(m_history)),
      m_background(this)
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_results->addPage(m_code, tr("Code"));
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(makeEditors());
    split->addWidget(m_results);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({kEditorWidth, kEditorWidth + 80});
    m_content = new QWidget;
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(makeLine());
    column->addWidget(m_body, 1);
    for (QWidget *page : std::initializer_list<QWidget *>{split, m_saved, m_past})
        m_body->addWidget(page);
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_content);
    m_message->setObjectName(QStringLiteral("operationsMessage"));
    m_away->setObjectName(QStringLiteral("opEmbedded"));
    connect(m_design, &QPushButton::clicked, this, &OperationsWorkspace::designWanted);
    connect(m_away, &QPushButton::clicked, this, [this] { m_choice->select({}); });
    connect(m_form, &RequestPage::changed, this, &OperationsWorkspace::showRequest);
    connect(m_statement, &StatementPage::changed, this, &OperationsWorkspace::showRequest);
    connect(m_json, &JsonPage::changed, this, &OperationsWorkspace::showRequest);
    connect(m_results, &ResultPane::runWanted, this, &OperationsWorkspace::run);
    connect(&m_runner, &OperationRunner::changed, this, &OperationsWorkspace::showRunning);
    connect(m_choice, &ConnectionChoice::changed, this, &OperationsWorkspace::followConnection);
    connect(&m_document, &Document::tablesFollowed, this, &OperationsWorkspace::readTables);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, this, &OperationsWorkspace::run);
    }
    makeLists();
    showMode(FormMode);
    followConnection();
}

QWidget *OperationsWorkspace::makeBar()
{
    m_modes->setObjectName(QStringLiteral("opModes"));
    m_modes->setAccessibleName(tr("How the operation is written, and what is kept"));
    m_modes->setDrawBase(false);
    m_modes->setExpanding(false);
    m_modes->addTab(tr("Form"));
    m_modes->addTab(tr("PartiQL"));
    m_modes->addTab(tr("JSON"));
    m_modes->setTabToolTip(JsonMode, tr("The request as JSON"));
    m_modes->addTab(tr("Saved"));
    m_modes->addTab(tr("History"));
    m_save->setObjectName(QStringLiteral("opSave"));
    markCommand(*m_save);
    m_choice->setObjectName(QStringLiteral("opConnection"));
    m_choice->setMaximumWidth(kMostChoiceWidth);
    m_run->setObjectName(QStringLiteral("opRun"));
    m_run->setProperty("primary", true);
    m_run->setToolTip(tr("Run the operation (Ctrl+Return)"));
    markCommand(*m_run);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kM, space::kXs, space::kM, space::kXs);
    row->setSpacing(space::kS);
    row->addWidget(m_modes);
    row->addStretch();
    row->addWidget(m_choice, 1);
    row->addWidget(m_save);
    row->addWidget(m_run);
    connect(m_save, &QToolButton::clicked, this, &OperationsWorkspace::save);
    connect(m_modes, &QTabBar::currentChanged, this, [this](int mode) { showMode(static_cast<Mode>(mode)); });
    connect(m_run, &QPushButton::clicked, this, &OperationsWorkspace::run);
    return bar;
}

QWidget *OperationsWorkspace::makeEditors()
{
    m_preview->setObjectName(QStringLiteral("opPreview"));
    m_preview->setLanguage(CodeLanguage::Json);
    m_preview->setReadOnly(true);
    for (QWidget *editor : std::initializer_list<QWidget *>{m_form, m_statement, m_json})
        m_editors->addWidget(editor);
    auto *below = new QWidget;
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *head = makeLabel(tr("Request"), TextRole::Caption, LabelTone::Faint);
    head->setContentsMargins(space::kL, space::kXs, space::kL, space::kXs);
    column->addWidget(makeLine());
    column->addWidget(head);
    column->addWidget(m_preview, 1);
    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(m_editors);
    split->addWidget(below);
    split->setStretchFactor(0, 1);
    split->setSizes({400, kPreviewHeight});
    split->setMinimumWidth(300);
    return split;
}

void OperationsWorkspace::makeLists()
{
    connect(m_saved, &SavedPage::openWanted, this, &OperationsWorkspace::openSaved);
    connect(m_saved, &SavedPage::saveWanted, this, &OperationsWorkspace::save);
    connect(m_past, &HistoryPage::openWanted, this, &OperationsWorkspace::openRequest);
    connect(&m_runner, &OperationRunner::ended, this, &OperationsWorkspace::remember);
    connect(&m_document, &Document::modelOpened, this, [this] {
        m_savedName.clear();
        m_file = m_document.file();
        m_history.followModel(m_file);
    });
    connect(&m_document, &Document::modelChanged, this, &OperationsWorkspace::followFile);
}

/// The model may have been saved as another file.
void OperationsWorkspace::followFile()
{
    if (m_document.file() == m_file)
        return;
    m_file = m_document.file();
    m_history.moveTo(m_file);
}

OperationsWorkspace::Mode OperationsWorkspace::mode() const
{
    return static_cast<Mode>(m_editors->currentIndex());
}

/// What was built in a form can go on as JSON; each editor keeps its own text otherwise.
void OperationsWorkspace::showMode(Mode mode)
{
    const bool isEditor = mode <= JsonMode;
    if (mode == JsonMode && this->mode() != JsonMode && m_editors->isVisible()) {
        const Request now = request();
        m_json->setRequest(now.operation, now.json);
    }
    m_modes->setCurrentIndex(mode);
    m_body->setCurrentIndex(isEditor ? 0 : mode - JsonMode);
    if (isEditor) {
        m_editors->setCurrentIndex(mode);
        m_preview->parentWidget()->setVisible(mode != JsonMode);
    }
    showRequest();
    showRunning();
}

bool OperationsWorkspace::isEditing() const
{
    return m_body->currentIndex() == 0;
}

OperationsWorkspace::Request OperationsWorkspace::request() const
{
    switch (mode()) {
    case StatementMode: return {QStringLiteral("ExecuteStatement"), m_statement->request()};
    case JsonMode: return {m_json->operation(), m_json->request().value_or(value::Json::object())};
    default: break; // the lists are no editors
    }
    const session::OperationDraft draft = m_form->draft();
    return {toQString(model::textOf(draft.operation.kind)), session::requestOf(draft)};
}

void OperationsWorkspace::showRequest()
{
    if (m_content == nullptr)
        return;
    const Request now = request();
    m_preview->setText(toQString(now.json.pretty(48)));
    m_save->setEnabled(isEditing() && m_document.model() && model::isSavedOperationKind(now.operation.toStdString()));
    m_code->setOperation(mode() == FormMode ? std::optional(m_form->draft()) : session::draftOf(now.operation.toStdString(), now.json),
                         m_tables);
}

void OperationsWorkspace::openRequest(const QString &operation, const value::Json &request)
{
    m_savedName.clear();
    const auto draft = session::draftOf(operation.toStdString(), request);
    const bool isKnown = draft && (session::hasParts(draft->operation.kind) || findTable(m_tables, draft->operation.table) != nullptr);
    if (isKnown) {
        m_form->setDraft(*draft);
        showMode(FormMode);
    } else if (operation == QLatin1String("ExecuteStatement")) {
        m_statement->setRequest(request);
        showMode(StatementMode);
    } else {
        showMode(JsonMode);
        m_json->setRequest(operation, request);
    }
}

void OperationsWorkspace::openSaved(const model::SavedOperation &saved)
{
    openRequest(toQString(saved.operation), saved.request);
    m_savedName = toQString(saved.name);
}

void OperationsWorkspace::save()
{
    if (!m_document.model() || (mode() != FormMode && !isGood()))
        return;
    const Request now = request();
    model::SavedOperation saved;
    saved.operation = now.operation.toStdString();
    saved.request = now.json;
    const auto &all = m_document.model()->savedOperations;
    const auto former =
        std::find_if(all.begin(), all.end(), [this](const model::SavedOperation &one) { return toQString(one.name) == m_savedName; });
    if (former != all.end()) {
        saved.name = former->name;
        saved.note = former->note;
    } else {
        const QString name = (now.operation + QLatin1Char(' ') + placeOfRequest(now.json)).simplified();
        saved.name = model::freeSavedName(*m_document.model(), name.toStdString());
    }
    auto *dialog = new SaveDialog(m_document, std::move(saved), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SaveDialog::saved, this, [this](const QString &name) {
        m_savedName = name;
        m_saved->select(name);
    });
    dialog->open();
}

void OperationsWorkspace::remember(const QString &operation, const value::Json &request, const session::OperationRun *run)
{
    session::HistoryEntry entry;
    entry.connection = m_choice->current().name.toStdString();
    entry.operation = operation.toStdString();
    entry.request = request.compact();
    entry.isRefused = run == nullptr || run->problem;
    if (run == nullptr) {
        entry.outcome = tr("Cancelled").toStdString();
    } else if (run->problem) {
        entry.outcome = run->problem->name.empty() ? run->problem->message : run->problem->name;
    } else {
        entry.items = static_cast<std::int64_t>(run->items.size());
        entry.outcome = countText(entry.items, tr("1 item"), tr("%1 items")).toStdString();
        entry.capacityUnits = run->capacityUnits();
    }
    if (run != nullptr)
        entry.milliseconds = m_document.activity().shownDuration(run->milliseconds);
    m_history.add(std::move(entry), m_document.activity().shownTime(QDateTime::currentDateTimeUtc()));
}

void OperationsWorkspace::followConnection()
{
    if (m_runner.connection() != nullptr && m_runner.connection() == m_choice->current().connection)
        return;
    m_tables.clear();
    m_runner.setConnection(m_choice->current().connection);
    readTables();
    showTables();
}

void OperationsWorkspace::readTables()
{
    const auto connection = m_runner.connection();
    ++m_request;
    m_tablesProblem.clear();
    m_isReading = connection != nullptr;
    if (connection == nullptr)
        return;
    m_background.start(
        [connection](const std::stop_token &stop) {
            ReadTables read;
            try {
                const auto stopped = connection::stoppedBy(connection, stop);
                for (const std::string &name : stopped->listTables()) {
                    if (stop.stop_requested())
                        break;
                    read.definitions.push_back(stopped->describeTable(name).definition);
                }
            } catch (const std::exception &error) {
                read.problem = toQString(error.what()); // what was read before is offered
            }
            return read;
        },
        [this, number = m_request](const ReadTables &read) {
            if (number == m_request)
                takeTables(read);
        });
}

void OperationsWorkspace::takeTables(const ReadTables &read)
{
    m_isReading = false;
    m_tablesProblem = read.problem;
    KnownTables tables;
    for (const schema::TableDefinition &definition : read.definitions)
        tables.push_back({definition, attributesOf(definition, m_document.model().get())});
    m_tables = std::move(tables);
    showTables();
    if (m_tables.empty())
        return;
    m_form->setTables(m_tables);
    m_statement->setTables(m_tables);
    m_json->setTables(m_tables);
    m_results->setTables(m_tables);
    showRequest();
}

void OperationsWorkspace::showTables()
{
    if (!m_tables.empty()) {
        m_pages->setCurrentWidget(m_content);
        return;
    }
    if (!m_choice->current().isWorkspace()) {
        showRemoteState();
        return;
    }
    const auto &model = m_document.model();
    const bool isEmpty = model != nullptr && model->tables.empty();
    m_design->setVisible(isEmpty);
    m_away->setVisible(false);
    m_message->setContent({.iconName = QStringLiteral("operations"),
                           .title = isEmpty ? tr("There is no table to ask yet") : tr("Opening the tables…"),
                           .text = isEmpty ? tr("Draw a table or an entity in Design; operations on it are built and run here.")
                                           : tr("Operations can be run as soon as the sample data is loaded.")});
    m_pages->setCurrentWidget(m_message);
}

/// A connection without tables, or that does not answer; there is a way back.
void OperationsWorkspace::showRemoteState()
{
    const bool failed = !m_tablesProblem.isEmpty();
    m_design->setVisible(false);
    m_away->setVisible(true);
    m_message->setContent({.iconName = failed ? QStringLiteral("error") : QStringLiteral("endpoint"),
                           .tint = failed ? IconTint::Error : IconTint::Secondary,
                           .title = failed   ? tr("%1 cannot be used").arg(m_choice->current().name)
                               : m_isReading ? tr("Asking %1 for its tables…").arg(m_choice->current().name)
                                             : tr("%1 has no tables").arg(m_choice->current().name),
                           .text = failed ? tr("Mend what is said below in Connections, or go back to the embedded engine.")
                                          : tr("Commit the model to it from the File menu, or go back to the embedded engine."),
                           .details = m_tablesProblem});
    m_pages->setCurrentWidget(m_message);
}

void OperationsWorkspace::showRunning()
{
    m_run->setEnabled(!m_runner.isRunning() && isEditing());
    showRequest();
}

bool OperationsWorkspace::mayWrite(const Request &request)
{
    return !session::isWrite(request.operation.toStdString(), request.json)
        || ui::mayWrite(this, m_choice->current(), {tr("Run %1").arg(request.operation), toQString(request.json.pretty(60))});
}

/// Says next to the fields what is missing or wrong.
bool OperationsWorkspace::isGood()
{
    return mode() == FormMode ? m_form->check() : mode() == StatementMode ? m_statement->check() : m_json->check();
}

void OperationsWorkspace::run()
{
    if (m_runner.isRunning() || m_runner.connection() == nullptr || m_tables.empty() || !isEditing() || !isGood())
        return;
    const Request now = request();
    if (mayWrite(now))
        m_runner.run(now.operation.toStdString(), now.json);
}

} // namespace keywright::ui
