#include <cstdio>

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEvent>
#include <QStandardPaths>
#include <QTimer>

#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"
#include "ui/gallery/gallery.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

using namespace keywright;

namespace {

/// Prints, once, how long the first paint of a window came after the start.
class StartupTime : public QObject {
public:
    explicit StartupTime(const QElapsedTimer &sinceStart) : m_sinceStart(sinceStart) { }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_told) {
            m_told = true;
            // After this turn of the loop, when everything in the window is painted.
            QTimer::singleShot(0, this, [this] {
                std::printf("First paint %.3f s after the start.\n", static_cast<double>(m_sinceStart.nsecsElapsed()) / 1e9);
                std::fflush(stdout);
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    const QElapsedTimer &m_sinceStart;
    bool m_told = false;
};

/// Without a screen Qt tells of every window what the offscreen platform cannot do for it; nobody needs to read that.
void printWithoutOffscreenNotes(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (!message.startsWith(QLatin1String("This plugin does not support "))
        && !message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR")))
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, message)));
}

/// Pictures must not depend on the user's settings, recent models and stores.
int makeGallery(const QString &folder, const QString &model)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("keywright-gallery"));
    const int pictures = ui::writeGallery(folder, model);
    std::printf("%d pictures in %s\n", pictures, qPrintable(folder));
    return pictures > 0 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QCoreApplication::setOrganizationName(QStringLiteral("keywright"));
    QCoreApplication::setApplicationName(QStringLiteral("keywright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KEYWRIGHT_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("keywright"));
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    for (int argument = 1; argument < argc; ++argument) {
        if (qstrcmp(argv[argument], "--gallery") != 0)
            continue;
        qInstallMessageHandler(printWithoutOffscreenNotes);
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A workbench for designing DynamoDB data models"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption startupTime(QStringLiteral("startup-time"), QStringLiteral("Print how long the first paint took."));
    const QCommandLineOption gallery(QStringLiteral("gallery"), QStringLiteral("Write pictures of every screen into <folder>."),
                                     QStringLiteral("folder"));
    parser.addOptions({startupTime, gallery});
    parser.addPositionalArgument(QStringLiteral("model"), QStringLiteral("The *.keywright.json file to open."), QStringLiteral("[model]"));
    parser.process(application);
    const QString model = parser.positionalArguments().value(0);

    ui::installTheme(application);
    if (parser.isSet(gallery))
        return makeGallery(parser.value(gallery), model);

    ui::Document document;
    ui::PatternRunner runner(document);
    ui::MainWindow window(document, runner);
    StartupTime told(sinceStart);
    if (parser.isSet(startupTime))
        window.installEventFilter(&told);
    window.show();
    if (!model.isEmpty())
        window.open(model);
    return QApplication::exec();
}
