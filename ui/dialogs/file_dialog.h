#pragma once

#include <optional>

#include <QString>

class QWidget;

namespace keywright::ui {

/// Asks for an existing model file; empty when the person gave up. Remembers the folder.
QString askForModelFile(QWidget *parent);

/// The same for a file of any kind that can become a model.
QString askForImportFile(QWidget *parent);

/// Asks for an existing file of another kind. `filter` as QFileDialog takes it.
QString askForFileToOpen(QWidget *parent, const QString &title, const QString &filter);

/// Asks for a file to write, an existing one only after a question; empty when the person gave up. `filter` as QFileDialog
/// takes it.
QString askForFileToSave(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter);

/// Asks for a folder to write into; empty when the person gave up.
QString askForFolder(QWidget *parent, const QString &title, const QString &suggestion);

/// The next question of this file answers `file` without showing anything; nullopt takes that back. For tests and pictures.
void setNextFileAnswer(std::optional<QString> file);

} // namespace keywright::ui
