#pragma once

#include "ui/document/document.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

/// Takes something out of the model. Where other things go along, it says which, and asks first; `action` is
/// the word on the button. Nullopt when it is done or
/// not wanted after all; else the reason why it cannot be.
Refusal removeAfterAsking(QWidget *parent, Document &document, const Document::MakeCommand &make,
                          const QString &action = Document::tr("Remove"));

} // namespace keywright::ui
