#include "ui/dialogs/file_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace keywright::ui {

namespace {

constexpr char kFolderSetting[] = "open/folder";

std::optional<QString> g_nextFileAnswer;

/// Begins in the folder of the last answer.
QString askForFile(QWidget *parent, const QString &title, const QString &filter)
{
    if (g_nextFileAnswer)
        return *std::exchange(g_nextFileAnswer, std::nullopt);
    QSettings settings;
    const QString file = QFileDialog::getOpenFileName(parent, title, settings.value(QLatin1String(kFolderSetting)).toString(), filter);
    if (!file.isEmpty())
        settings.setValue(QLatin1String(kFolderSetting), QFileInfo(file).absolutePath());
    return file;
}

} // namespace

QString askForModelFile(QWidget *parent)
{
    return askForFile(parent, QCoreApplication::translate("FileDialog", "Open model"),
                      QCoreApplication::translate("FileDialog", "Keywright models (*.keywright.json);;JSON files (*.json);;All files (*)"));
}

QString askForImportFile(QWidget *parent)
{
    return askForFile(parent, QCoreApplication::translate("FileDialog", "Import"),
                      QCoreApplication::translate("FileDialog",
                                                  "Models, tables and items (*.json *.jsonl *.ndjson *.csv *.tsv *.gz *.yaml *.yml "
                                                  "*.template *.tf);;All files (*)"));
}

QString askForFileToOpen(QWidget *parent, const QString &title, const QString &filter)
{
    if (g_nextFileAnswer)
        return *std::exchange(g_nextFileAnswer, std::nullopt);
    return QFileDialog::getOpenFileName(parent, title, QSettings().value(QLatin1String(kFolderSetting)).toString(), filter);
}

QString askForFileToSave(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter)
{
    if (g_nextFileAnswer)
        return *std::exchange(g_nextFileAnswer, std::nullopt);
    return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
}

QString askForFolder(QWidget *parent, const QString &title, const QString &suggestion)
{
    if (g_nextFileAnswer)
        return *std::exchange(g_nextFileAnswer, std::nullopt);
    return QFileDialog::getExistingDirectory(parent, title, suggestion);
}

void setNextFileAnswer(std::optional<QString> file)
{
    g_nextFileAnswer = std::move(file);
}

} // namespace keywright::ui
