#include "ui/gallery/gallery.h"

#include <cstdio>
#include <functional>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTableView>

#include "core/model/model_reader.h"
#include "core/session/workspace.h"
#include "ui/data/data_workspace.h"
#include "ui/design/design_workspace.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"
#include "ui/start/samples.h"
#include "ui/start/start_page.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/problems_pane.h"

namespace keywright::ui {

namespace {

constexpr int kPatience = 20'000; ///< milliseconds that a state may take to come
constexpr QSize kSize(1280, 800);

/// The pictures that are also made at twice the pixels.
const QStringList kAlsoFine{QStringLiteral("start"), QStringLiteral("design-key-chart"), QStringLiteral("design-access-patterns-run"),
                            QStringLiteral("data-table")};

/// A window with its document, driven from one state to the next.
class Stage {
public:
    explicit Stage(QString folder) : m_folder(std::move(folder)), m_runner(m_document), m_window(m_document, m_runner)
    {
        m_document.activity().pin(QDateTime(QDate(2026, 1, 1), QTime(9, 0)), 0.4);
        m_window.resize(kSize);
        m_window.show();
    }

    Document &document() { return m_document; }
    PatternRunner &runner() { return m_runner; }
    MainWindow &window() { return m_window; }
    int pictures() const { return m_pictures; }

    /// False when `state` does not come.
    bool wait(const char *what, const std::function<bool()> &state)
    {
        QElapsedTimer timer;
        timer.start();
        while (!state()) {
            QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
            if (timer.hasExpired(kPatience)) {
                std::fprintf(stderr, "The gallery waited in vain for %s.\n", what);
                return false;
            }
        }
        return true;
    }

    bool openAndWait(const QString &file)
    {
        m_document.open(file);
        return wait("the model", [this] {
            return (m_document.stage() == Document::Stage::Ready || m_document.stage() == Document::Stage::Failed)
                && !m_window.problems().isChecking() && itemsAreRead();
        });
    }

    void picture(const QString &name) { picture(name, m_window); }

    /// Of a window of its own, such as a menu.
    void picture(const QString &name, QWidget &shown)
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            theme().choose(choice);
            // The palette reaches the widgets on the next turn, and what they rebuild then, on the one after.
            for (int turn = 0; turn < 4; ++turn)
                QApplication::processEvents();
            const QString shade = choice == ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark");
            save(shown, 1, QStringLiteral("%1.%2.png").arg(name, shade));
            if (kAlsoFine.contains(name))
                save(shown, 2, QStringLiteral("%1.%2@2x.png").arg(name, shade));
        }
    }

    template <typename Widget>
    Widget *find(const char *name)
    {
        return m_window.findChild<Widget *>(QLatin1String(name));
    }

private:
    bool itemsAreRead()
    {
        const auto *items = m_window.data().findChild<ItemTableModel *>();
        return !m_document.connection() || items->state() != ItemTableModel::State::Reading;
    }

    void save(QWidget &shown, qreal pixelRatio, const QString &name)
    {
        QImage image(shown.size() * pixelRatio, QImage::Format_RGB32);
        image.setDevicePixelRatio(pixelRatio);
        shown.render(&image);
        if (image.save(m_folder + QLatin1Char('/') + name))
            ++m_pictures;
    }

    QString m_folder;
    Document m_document;
    PatternRunner m_runner;
    MainWindow m_window;
    int m_pictures = 0;
};

/// Models for the pages that show where their file lies, so it must lie in the same place each time.
QString writeModel(const char *name, const QByteArray &text)
{
    const QDir folder(QDir::tempPath() + QStringLiteral("/keywright-gallery/models"));
    folder.mkpath(QStringLiteral("."));
    const QString path = folder.filePath(QLatin1String(name));
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.readAll() == text)
        return path;
    file.close();
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return path;
}

constexpr char kEmptyModel[] = R"({
  "formatVersion": 1,
  "name": "Empty table",
  "tables": [{"name": "Sessions", "partitionKey": [{"name": "sessionId", "type": "S"}]}],
  "entities": [{"name": "Session", "table": "Sessions", "attributes": [{"name": "sessionId", "type": "S"}]}]
})";

constexpr char kBrokenModel[] = R"({
  "formatVersion": 1,
  "name": "Broken",
  "tables": [
    {
      "name": "Sessions",
      "partitionKey": [{"name": "sessionId", "type": "TEXT"}]
    }
  ]
})";

bool showDesign(Stage &stage)
{
    const auto &model = *stage.document().model();
    stage.picture(QStringLiteral("design-key-chart"));
    stage.document().select({.kind = Selection::Kind::Table, .row = 0});
    stage.picture(QStringLiteral("inspector-table"));
    if (!model.entities.empty()) {
        stage.window().reveal({.kind = Selection::Kind::Entity, .row = static_cast<int>(model.entities.size() * 2 / 3)});
        stage.picture(QStringLiteral("inspector-entity"));
    }
    stage.document().select({});
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.window().design().showView(DesignWorkspace::AccessPatternsView);
    stage.picture(QStringLiteral("design-access-patterns"));
    stage.runner().runAll();
    if (!stage.wait("the access patterns", [&] { return !stage.runner().isRunning(); }))
        return false;
    stage.picture(QStringLiteral("design-access-patterns-run"));
    if (model.accessPatterns.size() > 2) {
        stage.window().reveal({.kind = Selection::Kind::AccessPattern, .row = 2});
        stage.picture(QStringLiteral("inspector-access-pattern"));
    }
    stage.document().select({});
    return true;
}

bool showData(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Data);
    stage.picture(QStringLiteral("data-table"));
    auto *grid = stage.find<QTableView>("items");
    grid->selectRow(4);
    stage.picture(QStringLiteral("inspector-item"));
    const auto &table = stage.document().model()->tables.front().definition;
    if (!table.globalIndexes.empty()) {
        stage.window().data().showPlace(0, QString::fromStdString(table.globalIndexes.back().name));
        auto *items = stage.window().data().findChild<ItemTableModel *>();
        if (!stage.wait("the index", [items] { return items->state() != ItemTableModel::State::Reading; }))
            return false;
        stage.picture(QStringLiteral("data-index"));
    }
    stage.window().data().showPlace(0, {});
    stage.wait("the table", [&] { return grid->model()->rowCount() > 0; });
    stage.find<QLineEdit>("itemFilter")->setText(QStringLiteral("no such text"));
    stage.picture(QStringLiteral("data-filter-nothing"));
    stage.find<QLineEdit>("itemFilter")->clear();
    return true;
}

void showPalette(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.window().design().showView(DesignWorkspace::KeyChartView);
    stage.window().openPalette();
    stage.picture(QStringLiteral("action-palette"));
    stage.find<QLineEdit>("paletteLine")->setText(QStringLiteral("ord"));
    stage.picture(QStringLiteral("action-palette-typed"));
    stage.find<QWidget>("actionPalette")->hide();
    for (QAction *entry : stage.window().menuBar()->actions()) {
        QMenu *menu = entry->menu();
        menu->popup({0, 0});
        stage.picture(QStringLiteral("menu-%1").arg(entry->text().remove(QLatin1Char('&')).toLower()), *menu);
        menu->close();
    }
}

/// The endpoint switched on; and tables that an application has used, of a model that has changed since.
bool showEndpoint(Stage &stage)
{
    setMessageSink([](const Message &) {});
    EndpointHost &endpoint = stage.window().endpoint();
    endpoint.start();
    const bool answered = stage.wait(
        "the endpoint", [&] { return endpoint.state() == EndpointHost::State::On || endpoint.state() == EndpointHost::State::Off; });
    setMessageSink({});
    if (endpoint.state() == EndpointHost::State::On) // another program may hold the port
        stage.picture(QStringLiteral("endpoint-on"));
    endpoint.stop();
    const QString file = writeModel("used.keywright.json", kEmptyModel);
    {
        const auto used =
            session::Workspace::inFolder(model::readModelFile(file.toStdString()), session::Workspace::storeFolderFor(file.toStdString()));
        used->load();
        used->startEndpoint(0);
    }
    if (!answered || !stage.openAndWait(writeModel("used.keywright.json", QByteArray(kEmptyModel).replace("sessionId", "token"))))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Data);
    stage.picture(QStringLiteral("data-earlier-state"));
    return true;
}

bool showFailures(Stage &stage)
{
    if (!stage.openAndWait(writeModel("empty.keywright.json", kEmptyModel)))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Data);
    stage.picture(QStringLiteral("data-empty"));
    if (!stage.openAndWait(writeModel("broken.keywright.json", kBrokenModel)))
        return false;
    stage.picture(QStringLiteral("error-broken-model"));
    const QString held = writeModel("held.keywright.json", kEmptyModel);
    const auto holder =
        session::Workspace::inFolder(model::readModelFile(held.toStdString()), session::Workspace::storeFolderFor(held.toStdString()));
    if (!stage.openAndWait(held))
        return false;
    stage.picture(QStringLiteral("error-store-in-use"));
    stage.document().close();
    return true;
}

} // namespace

int writeGallery(const QString &folder, const QString &model)
{
    const QStringList samples = sampleFiles();
    if (model.isEmpty() && samples.isEmpty()) {
        std::fprintf(stderr, "There is no sample in %s; name a model.\n", qPrintable(samplesFolder()));
        return 0;
    }
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "The folder %s cannot be made.\n", qPrintable(folder));
        return 0;
    }
    QApplication::setCursorFlashTime(0); // or pictures would catch it on or off
    Stage stage(folder);
    if (!stage.wait("the samples", [&] { return stage.window().startPage().isComplete(); }))
        return 0;
    stage.picture(QStringLiteral("start"));
    if (!stage.openAndWait(model.isEmpty() ? samples.front() : model) || !stage.document().connection())
        return 0;
    const bool complete = showDesign(stage) && showData(stage);
    if (!complete)
        return 0;
    showPalette(stage);
    return showEndpoint(stage) && showFailures(stage) ? stage.pictures() : 0;
}

} // namespace keywright::ui
