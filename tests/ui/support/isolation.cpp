#include "tests/ui/support/isolation.h"

#include <filesystem>

#include <QLocale>
#include <QRegularExpression>
#include <QSettings>

#include "tests/support/test_paths.h"
#include "ui/theme/theme.h"

namespace keywright::test {

void isolate(const char *testName)
{
    static const TemporaryFolder state;
    qputenv("XDG_STATE_HOME", QByteArray::fromStdString(state.path().string()));
    // Edited samples are journaled beside their file, so each process has its own.
    const auto samples = state.path() / "samples";
    std::filesystem::copy(sourceDir() / "samples", samples,
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    qputenv("KEYWRIGHT_SAMPLES_DIR", QByteArray::fromStdString(samples.string()));
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    // A file of this process's own: the same test may run twice at once.
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, QString::fromStdString(state.path().string()));
    QCoreApplication::setOrganizationName(QStringLiteral("keywright-tests"));
    QCoreApplication::setApplicationName(QString::fromLatin1(testName));
    QCoreApplication::setApplicationVersion(QStringLiteral("test"));
    QLocale::setDefault(QLocale::c());
}

void prepareApplication(QApplication &application)
{
    QSettings().clear();
    ui::installTheme(application);
}

void failOnWarnings()
{
    // The offscreen platform says what it cannot do for a window: size hints, raise(), grabs.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support ).*")));
}

} // namespace keywright::test
