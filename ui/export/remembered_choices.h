#pragma once

#include "ui/export/export_target.h"

/// The choices of Export outlive the window: they are the same for every model of a person, in the user's settings.
namespace keywright::ui {

/// Those of the last time; what the settings do not have, or have wrong, is as it is at first.
ExportChoices rememberedChoices();
void rememberChoices(const ExportChoices &choices);

} // namespace keywright::ui
