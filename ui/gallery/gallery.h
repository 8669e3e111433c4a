#pragma once

#include <QString>

namespace keywright::ui {

/// Writes a PNG of every screen and state into `folder` (made if needed), in both themes, and of the main ones at twice the
/// pixels, of the online shop and the samples beside it; of another `model`, unless it is empty, one of each workspace. Returns the number
/// of pictures, 0 with a message on stderr when it cannot go on. Pictures must not depend on the user: XDG_STATE_HOME becomes a folder of
/// the gallery's, and the settings that belong to the application's name are cleared, so give it another name first.
int writeGallery(const QString &folder, const QString &model);

} // namespace keywright::ui
