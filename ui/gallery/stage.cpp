#include "ui/gallery/stage.h"

#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>

#include "ui/data/data_workspace.h"
#include "ui/theme/theme.h"
#include "ui/window/problems_pane.h"

namespace keywright::ui {

namespace {

constexpr int kPatience = 90'000; ///< milliseconds that a state may take to come on a busy machine
constexpr QSize kSize(1280, 800);

/// Packing them tighter would take longer than drawing them.
constexpr int kPngQuality = 80;

} // namespace

Stage::Stage(QString folder) : m_folder(std::move(folder)), m_runner(m_document), m_window(m_document, m_runner)
{
    m_document.activity().pin(QDateTime(QDate(2026, 1, 1), QTime(9, 0)), 0.4);
    m_window.resize(kSize);
    m_window.show();
}

bool Stage::wait(const char *what, const std::function<bool()> &state)
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

bool Stage::openAndWait(const QString &file)
{
    m_document.open(file);
    return wait("the model", [this] {
        return (m_document.stage() == Document::Stage::Ready || m_document.stage() == Document::Stage::Failed)
            && !m_window.problems().isChecking() && itemsAreRead();
    });
}

void Stage::picture(const QString &name, QWidget &shown)
{
    // What was asked for is laid out on the next turn, and what that builds anew, on the one after.
    for (int turn = 0; turn < 4; ++turn)
        QApplication::processEvents();
    const QString shade = theme().choice() == ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light");
    save(shown, 1, QStringLiteral("%1.%2.png").arg(name, shade));
    save(shown, 2, QStringLiteral("%1.%2@2x.png").arg(name, shade));
}

bool Stage::itemsAreRead()
{
    const auto *items = m_window.data().findChild<ItemTableModel *>();
    return !m_document.connection() || items->state() != ItemTableModel::State::Reading;
}

void Stage::save(QWidget &shown, qreal pixelRatio, const QString &name)
{
    QImage image(shown.size() * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    shown.render(&image);
    if (image.save(m_folder + QLatin1Char('/') + name, "PNG", kPngQuality))
        ++m_pictures;
}

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

} // namespace keywright::ui
