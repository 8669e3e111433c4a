#include "ui/dialogs/file_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace keywright::ui {

namespace {

constexpr char kFolderSetting[] = "open/folder";

std::optional<QString> g_nextAnswer;

} // namespace

QString askForModelFile(QWidget *parent)
{
    if (g_nextAnswer)
        return *std::exchange(g_nextAnswer, std::nullopt);
    QSettings settings;
    const QString file = QFileDialog::getOpenFileName(
        parent, QCoreApplication::translate("FileDialog", "Open model"), settings.value(QLatin1String(kFolderSetting)).toString(),
        QCoreApplication::translate("FileDialog", "Keywright models (*.keywright.json);;JSON files (*.json);;All files (*)"));
    if (!file.isEmpty())
        settings.setValue(QLatin1String(kFolderSetting), QFileInfo(file).absolutePath());
    return file;
}

QString askForFileToSave(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter)
{
    if (g_nextAnswer)
        return *std::exchange(g_nextAnswer, std::nullopt);
    return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
}

void setNextFileAnswer(std::optional<QString> file)
{
    g_nextAnswer = std::move(file);
}

} // namespace keywright::ui
