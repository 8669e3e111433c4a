#pragma once

#include <array>

#include <QMainWindow>

#include "ui/connections/connections.h"
#include "ui/document/adviser.h"
#include "ui/document/document.h"
#include "ui/document/endpoint_host.h"
#include "ui/document/pattern_runner.h"
#include "ui/start/recent_models.h"
#include "ui/window/focus_keeper.h"
#include "ui/window/model_files.h"

class QActionGroup;
class QMenu;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace keywright::ui {

class ActionPalette;
class CostWorkspace;
class DataWorkspace;
class DesignWorkspace;
class Dock;
class ExportWorkspace;
class HeatWorkspace;
class HelpWindow;
class MessagePage;
class OperationsWorkspace;
class ProblemsPane;
class StartPage;
class StatusStrip;
class StreamsWorkspace;
struct PaletteEntry;
struct TourStep;

/// The window of the program. The document and the runner are not owned and must outlive it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// In the order of the rail.
    enum class Workspace { Design, Data, Operations, HeatMap, Streams, Cost, Export };

    MainWindow(Document &document, PatternRunner &runner);
    ~MainWindow() override;

    void open(const QString &file);
    void showWorkspace(Workspace workspace);
    /// Selects a thing and shows it where it is best seen.
    void reveal(const Selection &selection);
    void openPalette();

    StartPage &startPage() { return *m_start; }
    ProblemsPane &problems() { return *m_problems; }
    DesignWorkspace &design() { return *m_design; }
    DataWorkspace &data() { return *m_data; }
    StreamsWorkspace &streams() { return *m_streams; }
    OperationsWorkspace &operations() { return *m_operations; }
    ExportWorkspace &exports() { return *m_export; }
    HeatWorkspace &heat() { return *m_heat; }
    CostWorkspace &cost() { return *m_cost; }
    EndpointHost &endpoint() { return m_endpoint; }
    Connections &connections() { return m_connections; }
    Adviser &adviser() { return m_adviser; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildPages();
    void buildFailurePage();
    void buildDocks();
    QTabWidget *makeOutput();
    void buildActions();
    void buildWorkspaceActions();
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void buildRail();
    QAction *makeAction(const QString &id, const QString &text, const QString &iconName, const QKeySequence &shortcut = {});

    void showStage();
    void showPage();
    void addWorkspace(Workspace workspace, QWidget *page, const QString &helpTopic);
    QWidget *pageOf(Workspace workspace) const { return m_workspacePages[static_cast<std::size_t>(workspace)]; }
    void showFailure(const Failure &failure);
    void showModelName();
    void showEditState();
    void showRecent();
    void showThemeChoice();
    void showEndpoint();
    void setDocksShown(bool shown);
    void showProblemCount();
    void showProblems();
    void showAccessPatterns();
    void about();
    HelpWindow *openHelp();
    void showHelp(const QString &topic);
    QString topicOfWorkspace() const;
    void startTour();
    std::vector<TourStep> tourSteps();
    void resetTables();
    void commitModel();
    void editConnections();
    /// The tables of a connection; with a name, that one of the workspace's own.
    void showTables(const QString &table);
    std::vector<PaletteEntry> paletteEntries();
    void addWorkspaceEntries(std::vector<PaletteEntry> &entries);
    void addModelEntries(std::vector<PaletteEntry> &entries);
    void openInOperations(const QString &operation, const value::Json &request);
    void restore();

    Document &m_document;
    PatternRunner &m_runner;
    EndpointHost m_endpoint;
    Connections m_connections;
    Adviser m_adviser;
    RecentModels m_recent;
    ModelFiles m_files;
    FocusKeeper m_focus;
    Workspace m_workspace = Workspace::Design;
    bool m_failureDismissed = false; ///< a person looks at the design although the tables failed
    bool m_docksShown = true;
    QByteArray m_dockState; ///< while the docks are hidden for the start page

    QStackedWidget *m_pages;
    StartPage *m_start;
    MessagePage *m_failure;
    QPushButton *m_retry = nullptr;
    QPushButton *m_inMemory = nullptr;
    QPushButton *m_copyFailure = nullptr;
    std::array<QWidget *, 7> m_workspacePages{}; ///< by workspace
    DesignWorkspace *m_design;
    DataWorkspace *m_data;
    StreamsWorkspace *m_streams;
    OperationsWorkspace *m_operations;
    ExportWorkspace *m_export;
    HeatWorkspace *m_heat;
    CostWorkspace *m_cost;
    ProblemsPane *m_problems;
    std::array<Dock *, 3> m_docks{}; ///< navigator, inspector, output
    QTabWidget *m_output = nullptr;  ///< problems and activity
    StatusStrip *m_strip = nullptr;
    ActionPalette *m_palette;
    HelpWindow *m_help = nullptr; ///< made when it is first wanted

    QActionGroup *m_workspaces;
    QActionGroup *m_themes;
    QList<QAction *> m_actions; ///< what the palette offers
    QMenu *m_recentMenu = nullptr;
    QAction *m_save = nullptr;
    QAction *m_saveAs = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_close = nullptr;
    QAction *m_runAll = nullptr;
    QAction *m_newPattern = nullptr;
    QAction *m_newTransaction = nullptr;
    QAction *m_serve = nullptr;
    QAction *m_reset = nullptr;
    QAction *m_commit = nullptr;
};

} // namespace keywright::ui
