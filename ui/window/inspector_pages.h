#pragma once

#include "core/model/model.h"
#include "ui/document/pattern_runner.h"
#include "ui/document/selection.h"

namespace keywright::ui {

class InspectorPage;

/// What the inspector says of things that are not edited in it. Rows count in the model's lists and must be valid.
void describePattern(InspectorPage &page, const model::Model &model, int row, const PatternRunner &runner);
void describeItem(InspectorPage &page, const model::Model &model, int tableRow, const value::Item &item);

} // namespace keywright::ui
