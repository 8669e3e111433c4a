#pragma once

#include <cstdint>
#include <optional>

#include <QString>

class QWidget;

namespace keywright::ui {

enum class UnsavedAnswer : std::uint8_t { Save, Discard, Cancel };

/// Asks what becomes of the unsaved changes of the model of that name.
UnsavedAnswer askAboutUnsaved(QWidget *parent, const QString &model);

/// The next askAboutUnsaved() answers `answer` without showing anything; nullopt takes that back. For tests and pictures.
void setNextUnsavedAnswer(std::optional<UnsavedAnswer> answer);

} // namespace keywright::ui
