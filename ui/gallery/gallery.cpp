#include "ui/gallery/gallery.h"

#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QFile>

#include "ui/gallery/pictures.h"
#include "ui/start/samples.h"

namespace keywright::ui {

namespace {

QString usualSample()
{
    return QDir(samplesFolder()).filePath(QStringLiteral("online-shop.keywright.json"));
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
    QApplication::setCursorFlashTime(0); // or pictures would catch it on or off
    Stage stage(folder);
    if (!showStart(stage) || !stage.openAndWait(model.isEmpty() ? usualSample() : model) || !stage.document().connection())
        return 0;
    const bool shown = showCanvas(stage) && showDesign(stage) && showInspector(stage) && showPatterns(stage) && showData(stage) && showCommit(stage)
        && showExport(stage) && showWindow(stage) && showEmptyCanvas(stage) && showDrawing(stage) && showEmptyExport(stage);
    return shown ? stage.pictures() : 0;
}

} // namespace keywright::ui
