#include <QActionGroup>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

#include "ui/design/design_workspace.h"
#include "ui/design/pattern_view.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/export/export_page.h"
#include "ui/export/export_workspace.h"
#include "ui/parts/entity_look.h"
#include "ui/start/samples.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/action_palette.h"
#include "ui/window/dock.h"
#include "ui/window/main_window.h"
#include "ui/window/palette_commands.h"
#include "ui/window/rail.h"

/// Menus, rail and action palette of the main window.
namespace keywright::ui {

QAction *MainWindow::makeAction(const QString &id, const QString &text, const QString &iconName, const QKeySequence &shortcut)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(id);
    action->setShortcut(shortcut);
    addAction(action);
    m_actions << action;
    return action;
}

void MainWindow::buildActions()
{
    buildWorkspaceActions();
    m_runAll = makeAction(QStringLiteral("actionRunAll"), tr("Run all access patterns"), QStringLiteral("run-all"),
                          QKeySequence(Qt::CTRL | Qt::Key_R));
    connect(m_runAll, &QAction::triggered, this, [this] {
        showWorkspace(Workspace::Design);
        m_design->showView(DesignWorkspace::AccessPatternsView);
        m_runner.runAll();
    });
    m_serve = makeAction(QStringLiteral("actionServe"), tr("Serve these tables on the local endpoint"), QStringLiteral("endpoint"));
    m_serve->setCheckable(true);
    connect(m_serve, &QAction::triggered, this, [this](bool on) { on ? m_endpoint.start() : m_endpoint.stop(); });
    connect(&m_endpoint, &EndpointHost::changed, this, &MainWindow::showEndpoint);
    showEndpoint();
    const struct {
        ThemeChoice choice;
        const char *id;
        QString text;
        const char *iconName;
    } themes[] = {{ThemeChoice::System, "themeSystem", tr("Theme of the system"), "system-theme"},
                  {ThemeChoice::Light, "themeLight", tr("Light theme"), "sun"},
                  {ThemeChoice::Dark, "themeDark", tr("Dark theme"), "moon"}};
    for (const auto &one : themes) {
        QAction *action = makeAction(QLatin1String(one.id), one.text, QLatin1String(one.iconName));
        action->setCheckable(true);
        m_themes->addAction(action);
        connect(action, &QAction::triggered, this, [choice = one.choice] { theme().choose(choice); });
    }
    connect(&theme(), &Theme::changed, this, &MainWindow::showThemeChoice);
    showThemeChoice();
}

void MainWindow::showEndpoint()
{
    const EndpointHost::State state = m_endpoint.state();
    m_serve->setEnabled(state == EndpointHost::State::Off || state == EndpointHost::State::On);
    m_serve->setChecked(state == EndpointHost::State::On || state == EndpointHost::State::Starting);
}

void MainWindow::buildWorkspaceActions()
{
    const struct {
        const char *id;
        QString text;
    } workspaces[] = {{"design", tr("Design")},   {"data", tr("Data")}, {"operations", tr("Operations")}, {"heat-map", tr("Heat map")},
                      {"streams", tr("Streams")}, {"cost", tr("Cost")}, {"export", tr("Export")}};
    int number = 0;
    for (const auto &one : workspaces) {
        auto *action = new QAction(icon(QLatin1String(one.id)), one.text, this);
        action->setObjectName(QLatin1String(one.id));
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + number)));
        action->setCheckable(true);
        action->setEnabled(false);
        const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
        const QString tip = tr("%1 (%2)").arg(one.text, shortcut);
        action->setToolTip(tip);
        action->setStatusTip(tip);
        m_workspaces->addAction(action);
        addAction(action);
        m_actions << action;
        const auto workspace = static_cast<Workspace>(number);
        connect(action, &QAction::triggered, this, [this, workspace] { showWorkspace(workspace); });
        ++number;
    }
}

void MainWindow::buildRail()
{
    auto *rail = new Rail;
    for (QAction *action : m_workspaces->actions())
        rail->addWorkspace(action);
    auto *bar = addToolBar(tr("Workspaces"));
    bar->setObjectName(QStringLiteral("railBar"));
    bar->setProperty("role", "railBar");
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->toggleViewAction()->setVisible(false);
    bar->addWidget(rail);
    addToolBar(Qt::LeftToolBarArea, bar);
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QAction *newAction = makeAction(QStringLiteral("actionNew"), tr("New model"), QStringLiteral("new"), QKeySequence::New);
    connect(newAction, &QAction::triggered, &m_files, &ModelFiles::createNew);
    file->addAction(newAction);
    QAction *openAction = makeAction(QStringLiteral("actionOpen"), tr("Open…"), QStringLiteral("open"), QKeySequence::Open);
    connect(openAction, &QAction::triggered, &m_files, &ModelFiles::askAndOpen);
    file->addAction(openAction);
    m_recentMenu = file->addMenu(icon(QStringLiteral("recent")), tr("Open recent"));
    QMenu *samples = file->addMenu(icon(QStringLiteral("design")), tr("Open sample"));
    for (const QString &sample : sampleFiles()) {
        QAction *action = makeAction({}, tr("Open sample: %1").arg(titleOfFile(sample)), QStringLiteral("design"));
        action->setIconText(titleOfFile(sample));
        connect(action, &QAction::triggered, this, [this, sample] { open(sample); });
        samples->addAction(action);
    }
    samples->setEnabled(!samples->isEmpty());
    QAction *importAction =
        makeAction(QStringLiteral("actionImport"), tr("Import…"), QStringLiteral("import"), QKeySequence(Qt::CTRL | Qt::Key_I));
    connect(importAction, &QAction::triggered, &m_files, &ModelFiles::askAndImport);
    file->addAction(importAction);
    file->addSeparator();
    m_save = makeAction(QStringLiteral("actionSave"), tr("Save"), QStringLiteral("save"), QKeySequence::Save);
    connect(m_save, &QAction::triggered, &m_files, &ModelFiles::save);
    m_saveAs =
        makeAction(QStringLiteral("actionSaveAs"), tr("Save as…"), QStringLiteral("save"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    connect(m_saveAs, &QAction::triggered, &m_files, &ModelFiles::saveAs);
    file->addActions({m_save, m_saveAs});
    file->addSeparator();
    m_close = makeAction(QStringLiteral("actionClose"), tr("Close model"), QStringLiteral("close"), QKeySequence::Close);
    connect(m_close, &QAction::triggered, &m_files, &ModelFiles::close);
    file->addAction(m_close);
    file->addSeparator();
    m_reset = makeAction(QStringLiteral("actionReset"), tr("Reset tables to sample data…"), QStringLiteral("refresh"));
    connect(m_reset, &QAction::triggered, this, &MainWindow::resetTables);
    m_commit = makeAction(QStringLiteral("actionCommit"), tr("Commit to a connection…"), QStringLiteral("commit"));
    connect(m_commit, &QAction::triggered, this, &MainWindow::commitModel);
    QAction *connections = makeAction(QStringLiteral("actionConnections"), tr("Connections…"), QStringLiteral("endpoint"));
    connect(connections, &QAction::triggered, this, &MainWindow::editConnections);
    file->addAction(connections);
    QAction *tables = makeAction(QStringLiteral("actionTables"), tr("Tables of a connection…"), QStringLiteral("table"));
    connect(tables, &QAction::triggered, this, [this] { showTables({}); });
    file->addAction(tables);
    file->addAction(m_serve);
    file->addAction(m_commit);
    file->addAction(m_reset);
    file->addSeparator();
    QAction *quit = makeAction(QStringLiteral("actionQuit"), tr("Quit"), QStringLiteral("quit"), QKeySequence::Quit);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    file->addAction(quit);
    connect(&m_recent, &RecentModels::changed, this, &MainWindow::showRecent);
    showRecent();
}

void MainWindow::buildEditMenu()
{
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    m_undo = makeAction(QStringLiteral("actionUndo"), tr("Undo"), QStringLiteral("undo"), QKeySequence::Undo);
    connect(m_undo, &QAction::triggered, &m_document, &Document::undo);
    m_redo = makeAction(QStringLiteral("actionRedo"), tr("Redo"), QStringLiteral("redo"));
    m_redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    connect(m_redo, &QAction::triggered, &m_document, &Document::redo);
    edit->addActions({m_undo, m_redo});
    edit->addSeparator();
    m_newPattern = makeAction(QStringLiteral("actionNewPattern"), tr("New access pattern"), QStringLiteral("access-pattern"),
                              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    connect(m_newPattern, &QAction::triggered, this, [this] {
        showWorkspace(Workspace::Design);
        m_design->showView(DesignWorkspace::AccessPatternsView);
        m_design->patterns().addPattern();
    });
    edit->addAction(m_newPattern);
    m_newTransaction = makeAction(QStringLiteral("actionNewTransaction"), tr("New transaction"), QStringLiteral("access-pattern"));
    connect(m_newTransaction, &QAction::triggered, this, [this] {
        showWorkspace(Workspace::Design);
        m_design->showView(DesignWorkspace::AccessPatternsView);
        m_design->patterns().addTransaction();
    });
    edit->addAction(m_newTransaction);
}

void MainWindow::showRecent()
{
    m_recentMenu->clear();
    for (const QString &file : m_recent.files()) {
        QAction *action = m_recentMenu->addAction(icon(QStringLiteral("recent")), QFileInfo(file).fileName());
        action->setToolTip(file);
        connect(action, &QAction::triggered, this, [this, file] { open(file); });
    }
    m_recentMenu->setEnabled(!m_recent.files().isEmpty());
}

void MainWindow::buildViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    QAction *palette = makeAction(QStringLiteral("actionPalette"), tr("Search actions and the model…"), QStringLiteral("search"),
                                  QKeySequence(Qt::CTRL | Qt::Key_K));
    m_actions.removeOne(palette); // it is open when it would be offered
    connect(palette, &QAction::triggered, this, &MainWindow::openPalette);
    view->addAction(palette);
    view->addSeparator();
    for (QAction *action : m_workspaces->actions())
        view->addAction(action);
    view->addSeparator();
    view->addAction(m_runAll);
    view->addSeparator();
    for (Dock *dock : m_docks) {
        QAction *toggle = dock->toggleViewAction();
        toggle->setText(dock->accessibleName());
        view->addAction(toggle);
    }
    view->addSeparator();
    QMenu *themes = view->addMenu(icon(QStringLiteral("system-theme")), tr("Theme"));
    themes->addActions(m_themes->actions());
}

void MainWindow::showThemeChoice()
{
    m_themes->actions()[static_cast<int>(theme().choice())]->setChecked(true);
}

void MainWindow::about()
{
    showMessage(this,
                {.title = tr("About Keywright"),
                 .text = tr("Keywright %1").arg(QGuiApplication::applicationVersion()),
                 .details = tr("A workbench for designing DynamoDB data models, with the engine that proves them.\n\n"
                               "Free software under the GNU General Public License, version 3 or later.\n"
                               "With Inter and JetBrains Mono under the SIL Open Font License 1.1.")});
}

void MainWindow::openPalette()
{
    m_palette->open(paletteEntries());
}

std::vector<PaletteEntry> MainWindow::paletteEntries()
{
    std::vector<PaletteEntry> entries;
    for (QAction *action : m_actions) {
        if (!action->isEnabled())
            continue;
        const bool workspace = m_workspaces->actions().contains(action);
        entries.push_back({.text = workspace ? tr("Go to %1").arg(action->text()) : action->text(),
                           .group = tr("Action"),
                           .shortcut = action->shortcut().toString(QKeySequence::NativeText),
                           .icon = action->icon(),
                           .run = [action] { action->trigger(); }});
    }
    addWorkspaceEntries(entries);
    addModelEntries(entries);
    return entries;
}

void MainWindow::addWorkspaceEntries(std::vector<PaletteEntry> &entries)
{
    if (!m_document.model())
        return;
    for (int number = 0; number < m_workspaces->actions().size(); ++number) {
        const auto workspace = static_cast<Workspace>(number);
        addCommands(
            *pageOf(workspace), m_workspaces->actions()[number]->text(), [this, workspace] { showWorkspace(workspace); }, entries);
    }
    for (const ExportTarget target : kExportTargets)
        entries.push_back({.text = tr("Export %1").arg(nameOf(target)),
                           .group = m_workspaces->actions()[static_cast<int>(Workspace::Export)]->text(),
                           .shortcut = {},
                           .icon = icon(iconOf(target)),
                           .run = [this, target] {
                               showWorkspace(Workspace::Export);
                               m_export->showView(ExportWorkspace::PreviewView);
                               m_export->page().showTarget(target);
                           }});
}

void MainWindow::addModelEntries(std::vector<PaletteEntry> &entries)
{
    const auto &model = m_document.model();
    if (!model)
        return;
    const auto add = [&](const std::string &name, const QString &group, const QIcon &entryIcon, const Selection &selection) {
        entries.push_back({.text = toQString(name), .group = group, .icon = entryIcon, .run = [this, selection] { reveal(selection); }});
    };
    using Kind = Selection::Kind;
    for (int row = 0; row < static_cast<int>(model->tables.size()); ++row) {
        const schema::TableDefinition &table = model->tables[static_cast<std::size_t>(row)].definition;
        add(table.name, tr("Table"), icon(QStringLiteral("table")), {.kind = Kind::Table, .row = row});
        for (const auto *indexes : {&table.localIndexes, &table.globalIndexes}) {
            for (const schema::IndexDefinition &index : *indexes)
                add(index.name, tr("Index of %1").arg(toQString(table.name)), icon(QStringLiteral("index")),
                    {Kind::Index, row, toQString(index.name), {}});
        }
        for (const schema::VectorIndexDefinition &index : table.vectorIndexes)
            add(index.name, tr("Vector index of %1").arg(toQString(table.name)), icon(QStringLiteral("index")),
                {Kind::Index, row, toQString(index.name), {}});
    }
    int entity = 0;
    for (const EntityLook &look : entityLooks(*model))
        add(look.name.toStdString(), tr("Entity"), entityIcon(look), {.kind = Kind::Entity, .row = entity++});
    for (int row = 0; row < static_cast<int>(model->accessPatterns.size()); ++row)
        add(model->accessPatterns[static_cast<std::size_t>(row)].name, tr("Access pattern"), icon(QStringLiteral("access-pattern")),
            {.kind = Kind::AccessPattern, .row = row});
}

} // namespace keywright::ui
