#pragma once

#include "ui/inspector/form.h"

namespace keywright::ui {

/// The editor of what is selected; null for kinds of thing that have none. `selection` must lead to something.
Form *makeEditorPage(Document &document, const Selection &selection);

} // namespace keywright::ui
