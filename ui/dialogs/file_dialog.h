#pragma once

#include <optional>

#include <QString>

class QWidget;

namespace keywright::ui {

/// Asks for an existing model file; empty when the person gave up. Remembers the folder.
QString askForModelFile(QWidget *parent);

/// The next askForModelFile() answers `file` without showing anything; nullopt takes that back. For tests and pictures.
void setNextFileAnswer(std::optional<QString> file);

} // namespace keywright::ui
