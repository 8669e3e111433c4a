#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/exchange/exchange.h"

namespace keywright::ui {

/// Where each file comes to lie: one file at `path` itself, several in the folder `path`.
QStringList pathsOf(const std::vector<exchange::ExportFile> &files, const QString &path);

/// Writes them byte for byte, each whole or not at all, over what is there. Nullopt when all are written, else a sentence
/// that names the file and the reason.
std::optional<QString> writeFiles(const std::vector<exchange::ExportFile> &files, const QString &path);

} // namespace keywright::ui
