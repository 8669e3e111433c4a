#include "ui/window/main_window.h"

#include <QActionGroup>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>

#include "ui/canvas/canvas_page.h"
#include "ui/commit/commit_dialog.h"
#include "ui/connections/connections_dialog.h"
#include "ui/cost/cost_workspace.h"
#include "ui/data/data_workspace.h"
#include "ui/design/design_workspace.h"
#include "ui/design/pattern_view.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/export/export_workspace.h"
#include "ui/heat/heat_workspace.h"
#include "ui/help/help_topics.h"
#include "ui/operations/operations_workspace.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/start/start_page.h"
#include "ui/streams/streams_workspace.h"
#include "ui/tables/tables_dialog.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/window/action_palette.h"
#include "ui/window/activity_pane.h"
#include "ui/window/dialog_help.h"
#include "ui/window/dock.h"
#include "ui/window/inspector.h"
#include "ui/window/navigator.h"
#include "ui/window/problems_pane.h"
#include "ui/window/status_strip.h"

namespace keywright::ui {

namespace {

constexpr char kGeometrySetting[] = "window/geometry";
constexpr char kDocksSetting[] = "window/docks";
constexpr int kDocksVersion = 1; ///< raise it when docks are added, so that an old arrangement is not forced on them

QString fileOf(const QMimeData *dropped)
{
    const QList<QUrl> urls = dropped->urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

} // namespace

MainWindow::MainWindow(Document &document, PatternRunner &runner)
    : m_document(document),
      m_runner(runner),
      m_endpoint(document),
      m_connections(document, connection::Surroundings::ofProcess(), Connections::usualFolder()),
      m_adviser(document),
      m_files(document, m_recent, this),
      m_pages(new QStackedWidget),
      m_start(new StartPage(m_recent)),
      m_failure(new MessagePage),
      m_design(new DesignWorkspace(document, runner, m_adviser)),
      m_data(new DataWorkspace(m_connections)),
      m_streams(new StreamsWorkspace(document, m_connections)),
      m_operations(new OperationsWorkspace(m_connections)),
      m_export(new ExportWorkspace(document, runner, m_design->canvas().scene())),
      m_heat(new HeatWorkspace(document, m_adviser)),
      m_cost(new CostWorkspace(document)),
      m_problems(new ProblemsPane(document, m_adviser)),
      m_workspaces(new QActionGroup(this)),
      m_themes(new QActionGroup(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    m_workspaces->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    setWindowIcon(QIcon(logoPixmap(64, 1)));
    buildPages();
    buildFailurePage();
    buildDocks();
    buildActions();
    buildMenus();
    buildRail();
    m_strip = new StatusStrip(document, runner, m_endpoint);
    setStatusBar(m_strip);
    connect(m_strip, &StatusStrip::problemsWanted, this, &MainWindow::showProblems);
    m_palette = new ActionPalette(this);
    new DialogHelp([this] { return topicOfWorkspace(); }, this);

    connect(&document, &Document::modelChanged, this, &MainWindow::showModelName);
    connect(&document, &Document::modelOpened, this, [this] { showWorkspace(Workspace::Design); });
    connect(&document, &Document::editStateChanged, this, &MainWindow::showEditState);
    connect(&document, &Document::stageChanged, this, &MainWindow::showStage);
    connect(m_problems, &ProblemsPane::checked, this, &MainWindow::showProblemCount);
    constexpr int kTitleBar = 40; // which the window's own size leaves out
    resize(1280, qMin(800, screen()->availableSize().height() - kTitleBar));
    setFocus(); // not a button, so that no focus ring greets a person who uses the mouse
    restore();
    showModelName();
    showEditState();
    showStage();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    m_pages->setObjectName(QStringLiteral("pages"));
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_failure);
    addWorkspace(Workspace::Design, m_design, QStringLiteral("design"));
    addWorkspace(Workspace::Data, m_data, QStringLiteral("data"));
    addWorkspace(Workspace::HeatMap, m_heat, QStringLiteral("heat-map"));
    addWorkspace(Workspace::Streams, m_streams, QStringLiteral("streams"));
    addWorkspace(Workspace::Cost, m_cost, QStringLiteral("cost"));
    addWorkspace(Workspace::Operations, m_operations, QStringLiteral("operations"));
    addWorkspace(Workspace::Export, m_export, QStringLiteral("export"));
    setCentralWidget(m_pages);
    connect(m_start, &StartPage::newWanted, &m_files, &ModelFiles::createNew);
    connect(m_start, &StartPage::openWanted, &m_files, &ModelFiles::askAndOpen);
    connect(m_start, &StartPage::importWanted, &m_files, &ModelFiles::askAndImport);
    connect(m_start, &StartPage::tourWanted, this, &MainWindow::startTour);
    connect(m_start, &StartPage::draftWanted, &m_files, &ModelFiles::openDraft);
    connect(m_start, &StartPage::fileWanted, this, &MainWindow::open);
    connect(m_data, &DataWorkspace::resetWanted, this, &MainWindow::resetTables);
    connect(m_data, &DataWorkspace::commitWanted, this, &MainWindow::commitModel);
    connect(&m_design->patterns(), &PatternView::operationWanted, this, &MainWindow::openInOperations);
    connect(m_operations, &OperationsWorkspace::designWanted, this, [this] { showWorkspace(Workspace::Design); });
    connect(m_export, &ExportWorkspace::designWanted, this, [this] { showWorkspace(Workspace::Design); });
    connect(m_export, &ExportWorkspace::problemsWanted, this, &MainWindow::showProblems);
    connect(m_heat, &HeatWorkspace::designWanted, this, &MainWindow::showAccessPatterns);
    connect(m_heat, &HeatWorkspace::problemsWanted, this, &MainWindow::showProblems);
    connect(m_cost, &CostWorkspace::designWanted, this, &MainWindow::showAccessPatterns);
}

void MainWindow::addWorkspace(Workspace workspace, QWidget *page, const QString &helpTopic)
{
    page->setProperty(kHelpTopicProperty, helpTopic);
    m_workspacePages[static_cast<std::size_t>(workspace)] = page;
    m_pages->addWidget(page);
}

void MainWindow::buildFailurePage()
{
    m_failure->setObjectName(QStringLiteral("failurePage"));
    m_retry = m_failure->addButton(tr("Try again"));
    m_retry->setObjectName(QStringLiteral("retry"));
    m_inMemory = m_failure->addButton(tr("Work in memory"), true);
    m_inMemory->setObjectName(QStringLiteral("workInMemory"));
    m_inMemory->setToolTip(tr("Loads the sample data into tables that are gone when the window closes"));
    m_copyFailure = m_failure->addButton(tr("Copy details"), true);
    m_copyFailure->setObjectName(QStringLiteral("copyFailure"));
    connect(m_retry, &QPushButton::clicked, &m_document, &Document::retry);
    connect(m_inMemory, &QPushButton::clicked, &m_document, &Document::workInMemory);
    connect(m_copyFailure, &QPushButton::clicked, this, [this] {
        if (m_document.failure())
            QGuiApplication::clipboard()->setText(m_document.failure()->report());
    });
}

void MainWindow::buildDocks()
{
    auto *navigator = new Navigator(m_document);
    auto *inspector = new Inspector(m_document, m_runner);
    m_docks = {new Dock(QStringLiteral("navigatorDock"), tr("Model"), navigator, this),
               new Dock(QStringLiteral("inspectorDock"), tr("Inspector"), inspector, this),
               new Dock(QStringLiteral("outputDock"), tr("Problems and activity"), makeOutput(), this)};
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDockWidget(Qt::LeftDockWidgetArea, m_docks[0]);
    addDockWidget(Qt::RightDockWidgetArea, m_docks[1]);
    addDockWidget(Qt::BottomDockWidgetArea, m_docks[2]);
    // Its tabs are its title.
    m_docks[2]->setTitleBarWidget(new QWidget);
    connect(m_output->cornerWidget()->findChild<QToolButton *>(), &QToolButton::clicked, m_docks[2], &QDockWidget::close);
    resizeDocks({m_docks[0], m_docks[1]}, {216, 280}, Qt::Horizontal);
    resizeDocks({m_docks[2]}, {150}, Qt::Vertical);
    connect(navigator, &Navigator::opened, this, &MainWindow::reveal);
    connect(navigator, &Navigator::tablesWanted, this, &MainWindow::showTables);
    m_actions << navigator->makers();
}

QTabWidget *MainWindow::makeOutput()
{
    auto *corner = new QWidget;
    auto *layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 0, space::kXs, 0);
    layout->addWidget(makeIconButton(QStringLiteral("close"), tr("Hide problems and activity")));
    m_output = new QTabWidget;
    m_output->setObjectName(QStringLiteral("output"));
    m_output->setAccessibleName(tr("Problems and activity"));
    m_output->tabBar()->setAccessibleName(tr("Problems and activity"));
    m_output->setDocumentMode(true);
    m_output->addTab(m_problems, tr("Problems"));
    auto *activity = new ActivityPane(m_document.activity());
    m_output->addTab(activity, tr("Activity"));
    connect(activity, &ActivityPane::openWanted, this, &MainWindow::openInOperations);
    m_output->setCornerWidget(corner);
    return m_output;
}

void MainWindow::openInOperations(const QString &operation, const value::Json &request)
{
    showWorkspace(Workspace::Operations);
    m_operations->openRequest(operation, request);
}

void MainWindow::restore()
{
    const QSettings settings;
    restoreGeometry(settings.value(QLatin1String(kGeometrySetting)).toByteArray());
    restoreState(settings.value(QLatin1String(kDocksSetting)).toByteArray(), kDocksVersion);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_files.mayClose()) {
        event->ignore();
        return;
    }
    QSettings settings;
    settings.setValue(QLatin1String(kGeometrySetting), saveGeometry());
    settings.setValue(QLatin1String(kDocksSetting), m_docksShown ? saveState(kDocksVersion) : m_dockState);
    m_document.close();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!fileOf(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString file = fileOf(event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    if (file.endsWith(QLatin1String(".keywright.json"), Qt::CaseInsensitive))
        open(file);
    else
        m_files.showImport(file);
}

void MainWindow::open(const QString &file)
{
    m_files.open(file);
}

void MainWindow::resetTables()
{
    const Message question{.title = tr("Reset the tables to the sample data?"),
                           .text = tr("The tables of this model are dropped and made again, and the sample data is loaded into them. What "
                                      "your application has written to them is lost."),
                           .details = {}};
    if (confirm(this, question, tr("Reset tables")))
        m_document.resetTables();
}

void MainWindow::commitModel()
{
    if (!m_document.model())
        return;
    auto *dialog = new CommitDialog(m_document, m_connections, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setProperty(kHelpTopicProperty, QStringLiteral("commit"));
    dialog->open();
}

void MainWindow::editConnections()
{
    auto *dialog = new ConnectionsDialog(m_connections, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showTables(const QString &table)
{
    auto *dialog = new TablesDialog(m_connections, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->select(table);
    dialog->open();
}

void MainWindow::setDocksShown(bool shown)
{
    if (shown == m_docksShown)
        return;
    if (!shown)
        m_dockState = saveState(kDocksVersion);
    m_docksShown = shown;
    for (Dock *dock : m_docks) {
        dock->toggleViewAction()->setEnabled(shown);
        dock->setVisible(shown);
    }
    if (shown)
        restoreState(m_dockState, kDocksVersion);
}

void MainWindow::showStage()
{
    const Document::Stage stage = m_document.stage();
    if (stage == Document::Stage::Reading)
        return; // what is shown stays until there is something to show instead
    m_failureDismissed = false;
    if (m_document.failure())
        showFailure(*m_document.failure());
    showPage();
}

void MainWindow::showPage()
{
    const bool opened = m_document.model() != nullptr;
    const bool failed = m_document.stage() == Document::Stage::Failed && !m_failureDismissed;
    QWidget *page = m_start;
    if (failed)
        page = m_failure;
    else if (opened)
        page = pageOf(m_workspace);
    m_pages->setCurrentWidget(page);
    setDocksShown(opened);
    m_close->setEnabled(opened || failed);
    m_runAll->setEnabled(m_runner.canRun());
    m_newPattern->setEnabled(opened);
    m_newTransaction->setEnabled(opened);
    m_commit->setEnabled(opened);
    m_reset->setEnabled(m_document.stage() == Document::Stage::Ready);
    const QList<QAction *> workspaces = m_workspaces->actions();
    for (int at = 0; at < workspaces.size(); ++at) {
        const auto workspace = static_cast<Workspace>(at);
        workspaces[at]->setEnabled(opened);
        workspaces[at]->setChecked(opened && !failed && workspace == m_workspace);
    }
}

void MainWindow::showWorkspace(Workspace workspace)
{
    m_workspace = workspace;
    // Without tables there is nothing in Data but the reason why.
    m_failureDismissed = workspace != Workspace::Data && workspace != Workspace::Operations && m_document.model() != nullptr;
    showPage();
}

void MainWindow::showFailure(const Failure &failure)
{
    QStringList details{failure.file};
    if (failure.line > 0)
        details << tr("Line %1, column %2").arg(failure.line).arg(failure.column);
    if (!failure.path.isEmpty())
        details << failure.path;
    MessagePage::Content content{.iconName = QStringLiteral("warning"),
                                 .tint = IconTint::Warning,
                                 .title = failure.title,
                                 .text = failure.message,
                                 .details = details.join(QLatin1Char('\n'))};
    if (failure.kind == Failure::Kind::ModelFile)
        content.tint = IconTint::Error, content.iconName = QStringLiteral("error");
    if (failure.kind == Failure::Kind::StoreInUse)
        content.iconName = QStringLiteral("lock");
    m_failure->setContent(content);
    m_inMemory->setVisible(failure.isOfStore() && failure.kind != Failure::Kind::Load);
}

void MainWindow::showModelName()
{
    const auto &model = m_document.model();
    setWindowTitle(model ? tr("%1[*] – Keywright").arg(toQString(model->name)) : tr("Keywright"));
}

void MainWindow::showEditState()
{
    const bool opened = m_document.model() != nullptr;
    setWindowModified(m_document.isModified());
    m_save->setEnabled(opened && (m_document.isModified() || m_document.needsFile()));
    m_saveAs->setEnabled(opened);
    m_undo->setEnabled(m_document.canUndo());
    m_undo->setText(m_document.canUndo() ? tr("Undo %1").arg(m_document.undoText()) : tr("Undo"));
    m_redo->setEnabled(m_document.canRedo());
    m_redo->setText(m_document.canRedo() ? tr("Redo %1").arg(m_document.redoText()) : tr("Redo"));
}

void MainWindow::showProblemCount()
{
    const int count = m_problems->problems().rowCount();
    m_output->setTabText(0, count > 0 ? tr("Problems %1").arg(count) : tr("Problems"));
    m_strip->showProblemCount(count);
}

void MainWindow::showAccessPatterns()
{
    showWorkspace(Workspace::Design);
    m_design->showView(DesignWorkspace::AccessPatternsView);
}

void MainWindow::showProblems()
{
    m_docks[2]->show();
    m_output->setCurrentWidget(m_problems);
}

void MainWindow::reveal(const Selection &selection)
{
    using Kind = Selection::Kind;
    m_document.select(selection);
    if (selection.kind == Kind::Table || selection.kind == Kind::Index) {
        showWorkspace(Workspace::Data);
    } else if (selection.kind == Kind::Entity || selection.kind == Kind::AccessPattern) {
        showWorkspace(Workspace::Design);
        m_design->showView(selection.kind == Kind::Entity ? DesignWorkspace::KeyChartView : DesignWorkspace::AccessPatternsView);
    }
}

} // namespace keywright::ui
