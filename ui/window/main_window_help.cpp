#include <QApplication>
#include <QMenu>
#include <QMenuBar>

#include "ui/canvas/canvas_page.h"
#include "ui/data/data_workspace.h"
#include "ui/design/design_workspace.h"
#include "ui/export/export_workspace.h"
#include "ui/help/guide.h"
#include "ui/help/help_topics.h"
#include "ui/help/help_window.h"
#include "ui/help/tour.h"
#include "ui/operations/operations_workspace.h"
#include "ui/start/samples.h"
#include "ui/window/dock.h"
#include "ui/window/main_window.h"

/// The help menu of the main window, F1 and the guided tour.
namespace keywright::ui {

namespace {

/// The first access pattern that one Query answers; none when there is none.
Selection firstQuery(const model::Model &model)
{
    for (int row = 0; row < static_cast<int>(model.accessPatterns.size()); ++row) {
        const auto &steps = model.accessPatterns[static_cast<std::size_t>(row)].steps;
        if (steps.size() == 1 && steps[0].operation.kind == model::OperationKind::Query)
            return {.kind = Selection::Kind::AccessPattern, .row = row};
    }
    return {};
}

} // namespace

void MainWindow::buildHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *helpAction =
        makeAction(QStringLiteral("actionHelp"), tr("Help on this screen"), QStringLiteral("help"), QKeySequence(Qt::Key_F1));
    connect(helpAction, &QAction::triggered, this, [this] { showHelp(HelpWindow::topicAt(QApplication::focusWidget())); });
    QAction *guideAction = makeAction(QStringLiteral("actionGuide"), tr("Guide"), QStringLiteral("note"));
    connect(guideAction, &QAction::triggered, this, [this] { openHelp()->showPage(QLatin1String(kGuideContents)); });
    QAction *tourAction = makeAction(QStringLiteral("actionTour"), tr("Guided tour"), QStringLiteral("run"));
    connect(tourAction, &QAction::triggered, this, &MainWindow::startTour);
    QAction *aboutAction = makeAction(QStringLiteral("actionAbout"), tr("About Keywright"), QStringLiteral("info"));
    connect(aboutAction, &QAction::triggered, this, &MainWindow::about);
    help->addActions({helpAction, guideAction, tourAction});
    help->addSeparator();
    help->addAction(aboutAction);
}

QString MainWindow::topicOfWorkspace() const
{
    if (!m_document.model())
        return {};
    if (m_workspace == Workspace::Design)
        return m_design->helpTopic();
    if (m_workspace == Workspace::Export)
        return m_export->helpTopic();
    return pageOf(m_workspace)->property(kHelpTopicProperty).toString();
}

HelpWindow *MainWindow::openHelp()
{
    if (!m_help)
        m_help = new HelpWindow(this);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
    return m_help;
}

/// Without a topic, of what is shown.
void MainWindow::showHelp(const QString &topic)
{
    QString shown = topic;
    if (shown.isEmpty() || shown == QStringLiteral("design") || shown == QStringLiteral("export"))
        shown = topicOfWorkspace();
    openHelp()->showTopic(shown);
}

/// On the model that is open, else on the first sample as soon as it is there.
void MainWindow::startTour()
{
    if (findChild<Tour *>() != nullptr)
        return;
    if (m_document.model()) {
        new Tour(tourSteps(), this);
        return;
    }
    const QStringList samples = sampleFiles();
    if (samples.isEmpty())
        return;
    connect(
        &m_document, &Document::modelOpened, this,
        [this] {
            if (m_document.model())
                QMetaObject::invokeMethod(this, &MainWindow::startTour, Qt::QueuedConnection); // once the screens are there
        },
        Qt::SingleShotConnection);
    open(samples.front());
}

std::vector<TourStep> MainWindow::tourSteps()
{
    const auto design = [this](DesignWorkspace::View view) -> QWidget * {
        showWorkspace(Workspace::Design);
        m_design->showView(view);
        return m_design;
    };
    return {
        {.title = tr("Everything in the model"),
         .text = tr("Tables with their indexes, entities and access patterns. Select one, and the inspector on the right shows and edits "
                    "it. Every edit can be undone with Ctrl+Z."),
         .show = [this, design]() -> QWidget * {
             design(DesignWorkspace::KeyChartView);
             return m_docks[0];
         }},
        {.title = tr("The key chart"),
         .text = tr("A row for each entity, a column for each key attribute. The templates say how keys are built, so that one table can "
                    "hold many kinds of items."),
         .show = [design] { return design(DesignWorkspace::KeyChartView); }},
        {.title = tr("The path of an access pattern"),
         .text = tr("On the canvas, a selected access pattern lights the index that it reads and the keys that it uses. Choose another "
                    "one in the bar above."),
         .show =
             [this, design] {
                 if (m_document.selection().kind != Selection::Kind::AccessPattern)
                     m_document.select(firstQuery(*m_document.model()));
                 return design(DesignWorkspace::CanvasView);
             }},
        {.title = tr("Proved on a real engine"),
         .text = tr("“Run all” runs every access pattern on the sample data and compares what it returns with what it should. A pattern "
                    "that no key serves gets suggestions."),
         .show = [design] { return design(DesignWorkspace::AccessPatternsView); }},
        {.title = tr("The items, as they are stored"),
         .text = tr("Data shows each table and index with its item collections, and edits items in place. To run your own application on "
                    "these tables, switch on the endpoint in the status bar."),
         .show = [this]() -> QWidget * {
             showWorkspace(Workspace::Data);
             return m_data;
         }},
    };
}

} // namespace keywright::ui
