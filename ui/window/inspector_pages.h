#pragma once

#include "core/model/model.h"
#include "core/session/verification.h"
#include "ui/document/selection.h"

namespace keywright::ui {

class InspectorPage;

/// What the inspector says of each kind of thing. Rows count in the model's lists and must be valid.
void describeModel(InspectorPage &page, const model::Model &model);
void describeTable(InspectorPage &page, const model::Model &model, int row);
void describeIndex(InspectorPage &page, const model::Model &model, int tableRow, const QString &index);
void describeEntity(InspectorPage &page, const model::Model &model, int row);
/// `run` is the last run, null when there was none.
void describePattern(InspectorPage &page, const model::Model &model, int row, const session::PatternVerification *verified);
void describeFacet(InspectorPage &page, const model::Model &model, int row);
void describeRelationship(InspectorPage &page, const model::Model &model, int row);
void describeItem(InspectorPage &page, const model::Model &model, int tableRow, const value::Item &item);

} // namespace keywright::ui
