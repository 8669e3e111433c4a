#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

/// Other people's clients and their languages, as far as this machine has them.
namespace keywright::test {

constexpr int kPatience = 300'000; ///< milliseconds for one script

struct ScriptResult {
    int exitCode = -1;
    bool ended = false;
    QString output;
    QString errors;
};

/// With keys that our endpoint takes, and no settings of the person who runs the test.
ScriptResult runScript(const QString &program, const QStringList &arguments, const QString &folder = {});

/// A file of tests/conformance.
QString inConformance(const char *name);

/// Debian's own boto3, and not that of another Python before it in the path; empty without any.
QString pythonWithBoto3();

/// A folder below the build with what the package.json in tests/conformance/`source` wants, installed if need be, and with
/// that folder's files; empty when it cannot be had.
QString npmFolder(const char *source);

/// With the AWS SDK for JavaScript and TypeScript.
QString javaScriptFolder();

/// Starts `keywright-cli serve --memory` on a free port, and gives its URL; empty when it does not come up.
QString startEndpoint(QProcess &server, const QStringList &options = {});

} // namespace keywright::test
