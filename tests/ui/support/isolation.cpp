#include "tests/ui/support/isolation.h"

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
    qputenv("KEYWRIGHT_SAMPLES_DIR", QByteArray::fromStdString((sourceDir() / "samples").string()));
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
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
    // The offscreen platform says this of every window that has a smallest size.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints).*")));
}

} // namespace keywright::test
