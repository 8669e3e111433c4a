#include "ui/export/model_source.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include "core/exchange/import_file.h"
#include "core/model/model_reader.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr int kGitPatienceMs = 10'000;

QString modelSourceTr(const char *text)
{
    return QCoreApplication::translate("ModelSource", text);
}

/// What git prints; nullopt when it fails.
std::optional<QByteArray> git(const QString &file, const QStringList &arguments)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("git"));
    if (program.isEmpty() || file.isEmpty())
        return std::nullopt;
    QProcess process;
    process.setWorkingDirectory(QFileInfo(file).absolutePath());
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(kGitPatienceMs)) {
        process.kill();
        process.waitForFinished();
        return std::nullopt;
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return std::nullopt;
    return process.readAllStandardOutput();
}

model::Model readFile(const QString &file)
{
    const std::filesystem::path path(file.toStdString());
    if (file.endsWith(QLatin1String(".keywright.json"), Qt::CaseInsensitive))
        return model::readModelFile(path);
    return exchange::importFile(path).result.model;
}

ReadSource readCommit(const QString &file)
{
    const auto text = git(file, {QStringLiteral("show"), QStringLiteral("HEAD:./") + QFileInfo(file).fileName()});
    if (!text)
        return {nullptr, modelSourceTr("git has no committed version of %1.").arg(QDir::toNativeSeparators(file))};
    return {std::make_shared<const model::Model>(
                model::readModel(std::string_view(text->data(), static_cast<std::size_t>(text->size())), file.toStdString() + " (HEAD)")),
            {}};
}

} // namespace

ReadSource readSource(const ModelSource &source, const std::shared_ptr<const model::Model> &open)
{
    try {
        switch (source.kind) {
        case ModelSource::Kind::OpenModel: return {open, {}};
        case ModelSource::Kind::LastCommit: return readCommit(source.file);
        case ModelSource::Kind::SavedFile:
        case ModelSource::Kind::OtherFile: break;
        }
        return {std::make_shared<const model::Model>(readFile(source.file)), {}};
    } catch (const std::exception &error) {
        return {nullptr, toQString(error.what())};
    }
}

std::optional<QString> lastCommitOf(const QString &file)
{
    const auto found = git(file,
                           {QStringLiteral("log"), QStringLiteral("-1"), QStringLiteral("--format=%h, %cs"), QStringLiteral("--"),
                            QFileInfo(file).fileName()});
    const QString commit = found ? QString::fromUtf8(*found).trimmed() : QString();
    return commit.isEmpty() ? std::nullopt : std::optional(commit);
}

} // namespace keywright::ui
