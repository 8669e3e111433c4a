#pragma once

#include "ui/gallery/stage.h"

namespace keywright::ui {

/// The pictures of one screen each. False, with a message on stderr, when a state does not come.
bool showStart(Stage &stage);
bool showCanvas(Stage &stage);
bool showEmptyCanvas(Stage &stage);
bool showDrawing(Stage &stage);
bool showDesign(Stage &stage);
bool showInspector(Stage &stage);
bool showPatterns(Stage &stage);
bool showData(Stage &stage);
bool showCommit(Stage &stage);
bool showHeat(Stage &stage);
bool showCost(Stage &stage);
bool showConnections(Stage &stage);
bool showStreams(Stage &stage);
bool showTables(Stage &stage);
bool showOperations(Stage &stage);
bool showExport(Stage &stage);
bool showEmptyExport(Stage &stage);
bool showVectors(Stage &stage);
bool showWindow(Stage &stage);

/// Each workspace of whatever model is open; the others play on the online shop and the samples beside it.
bool showModel(Stage &stage);

} // namespace keywright::ui
