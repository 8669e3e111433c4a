#pragma once

#include <functional>
#include <vector>

#include "ui/window/palette_entries.h"

class QWidget;

namespace keywright::ui {

/// One entry for each button of `page` that is a command of its own (see markCommand()) and can be pressed now. Running it
/// calls `reveal`, which brings the page up, shows the tab that the button is on, and presses it.
void addCommands(const QWidget &page, const QString &group, const std::function<void()> &reveal, std::vector<PaletteEntry> &entries);

} // namespace keywright::ui
