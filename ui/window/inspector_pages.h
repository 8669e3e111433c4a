#pragma once

#include "core/model/model.h"
#include "core/session/verification.h"
#include "ui/document/selection.h"

namespace keywright::ui {

class InspectorPage;

/// What the inspector says of things that are not edited in it. Rows count in the model's lists and must be valid.
/// `run` is the last run, null when there was none.
void describePattern(InspectorPage &page, const model::Model &model, int row, const session::PatternVerification *verified);
void describeItem(InspectorPage &page, const model::Model &model, int tableRow, const value::Item &item);

} // namespace keywright::ui
