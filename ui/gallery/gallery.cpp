#include "ui/gallery/gallery.h"

#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include "ui/gallery/pictures.h"
#include "ui/start/samples.h"
#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

QString usualSample()
{
    return QDir(samplesFolder()).filePath(QStringLiteral("online-shop.keywright.json"));
}

/// No settings, recent models and stores, as at the very first start. One folder always: some pages show it.
void startAfresh()
{
    QDir state(QDir::tempPath() + QStringLiteral("/keywright-gallery/state"));
    state.removeRecursively();
    qputenv("XDG_STATE_HOME", state.path().toLocal8Bit());
    QSettings().clear();
}

/// Each workspace of a person's own model, in the theme in force; the number of pictures, 0 when a state does not come.
int showOwn(const QString &folder, const QString &model)
{
    Stage stage(folder);
    const bool shown = stage.openAndWait(model) && stage.document().connection() && showModel(stage);
    return shown ? stage.pictures() : 0;
}

/// Every screen in all its states, in the theme in force; the number of pictures, 0 when a state does not come.
int showAll(const QString &folder)
{
    Stage stage(folder);
    if (!showStart(stage) || !stage.openAndWait(usualSample()) || !stage.document().connection())
        return 0;
    const bool shown = showCanvas(stage) && showDesign(stage) && showInspector(stage) && showPatterns(stage) && showData(stage)
        && showCommit(stage) && showOperations(stage) && showConnections(stage) && showTables(stage) && showExport(stage)
        && showWindow(stage) && showEmptyCanvas(stage) && showDrawing(stage) && showEmptyExport(stage) && showHeat(stage) && showCost(stage)
        && showStreams(stage) && showVectors(stage);
    return shown ? stage.pictures() : 0;
}

} // namespace

int writeGallery(const QString &folder, const QString &model)
{
    if (model.isEmpty() && !QFile::exists(usualSample())) {
        std::fprintf(stderr, "There is no sample in %s; name a model.\n", qPrintable(samplesFolder()));
        return 0;
    }
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "The folder %s cannot be made.\n", qPrintable(folder));
        return 0;
    }
    const bool isOwn = !model.isEmpty() && QFileInfo(model).canonicalFilePath() != QFileInfo(usualSample()).canonicalFilePath();
    QApplication::setCursorFlashTime(0); // or pictures would catch it on or off
    // Theme by theme: to change it styles every widget anew, which takes longer than a picture.
    int pictures = 0;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        startAfresh();
        theme().choose(choice);
        const int ofTheme = isOwn ? showOwn(folder, model) : showAll(folder);
        if (ofTheme == 0)
            return 0;
        pictures += ofTheme;
    }
    return pictures;
}

} // namespace keywright::ui
