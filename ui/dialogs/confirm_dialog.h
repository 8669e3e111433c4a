#pragma once

#include <optional>

#include "ui/dialogs/message_dialog.h"

namespace keywright::ui {

/// Asks before something that cannot be taken back; `action` names it on its button. True when the person wants it.
bool confirm(QWidget *parent, const Message &question, const QString &action);

/// Asks which of two things is wanted. Enter and Esc take the first, so it is the one that loses nothing. True for the first.
bool askFirstOrSecond(QWidget *parent, const Message &question, const QString &first, const QString &second);

/// The next confirm() or askFirstOrSecond() answers `answer` without showing anything; nullopt takes that back. For tests and pictures.
void setNextConfirmAnswer(std::optional<bool> answer);

} // namespace keywright::ui
