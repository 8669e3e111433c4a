#include "ui/gallery/pictures.h"

#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>

#include "core/model/model_reader.h"
#include "core/session/workspace.h"
#include "ui/design/design_workspace.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/help/guide.h"
#include "ui/help/help_window.h"

namespace keywright::ui {

namespace {

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

/// The help window at a word, and two steps of the tour.
void showHelp(Stage &stage)
{
    stage.find<QAction>("actionHelp")->trigger();
    auto *help = stage.find<HelpWindow>("helpWindow");
    help->showTopic(QStringLiteral("gsi"));
    stage.picture(QStringLiteral("help"), *help);
    help->showPage(QString::fromLatin1(kGuideContents));
    stage.picture(QStringLiteral("guide"), *help);
    help->showPage(QStringLiteral("write-sharding"));
    stage.picture(QStringLiteral("guide-page"), *help);
    help->findChild<QLineEdit *>(QStringLiteral("helpSearch"))->setText(QStringLiteral("throttled partition"));
    stage.picture(QStringLiteral("guide-search"), *help);
    help->close();
    stage.find<QAction>("actionTour")->trigger();
    stage.picture(QStringLiteral("tour-first"));
    auto *next = stage.find<QPushButton>("tourNext");
    next->click();
    next->click();
    stage.picture(QStringLiteral("tour-canvas"));
    stage.find<QPushButton>("tourLeave")->click();
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

bool showWindow(Stage &stage)
{
    showHelp(stage);
    showPalette(stage);
    return showEndpoint(stage) && showFailures(stage);
}

} // namespace keywright::ui
