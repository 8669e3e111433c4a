#include "ui/export/export_saving.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

std::optional<QString> writeFile(const QString &path, const std::string &text)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    const auto size = static_cast<qint64>(text.size());
    if (file.open(QIODevice::WriteOnly) && file.write(text.data(), size) == size && file.commit())
        return std::nullopt;
    return QCoreApplication::translate("ExportSaving", "%1 cannot be written: %2.").arg(QDir::toNativeSeparators(path), file.errorString());
}

} // namespace

QStringList pathsOf(const std::vector<exchange::ExportFile> &files, const QString &path)
{
    if (files.size() == 1)
        return {path};
    QStringList paths;
    for (const exchange::ExportFile &file : files)
        paths << QDir(path).filePath(toQString(file.name));
    return paths;
}

std::optional<QString> writeFiles(const std::vector<exchange::ExportFile> &files, const QString &path)
{
    const QStringList paths = pathsOf(files, path);
    for (qsizetype i = 0; i < paths.size(); ++i)
        if (const auto refusal = writeFile(paths[i], files[static_cast<std::size_t>(i)].text))
            return refusal;
    return std::nullopt;
}

} // namespace keywright::ui
