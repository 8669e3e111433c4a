#pragma once

#include <QString>

#include "core/model/model.h"

namespace keywright::ui {

/// An operand as a person writes it; templates keep their placeholders, so drawTemplate() colours them.
QString operandText(const model::Operand &operand);

/// "PK = USER#{userId} AND SK begins_with ORDER#"; for operations on a key or an item, their key attributes. Empty when
/// the operation has neither.
QString keyConditionText(const model::Operation &operation);

/// "OnlineShop" or "GSI1"; a transaction or batch names the places of its parts.
QString placeText(const model::Step &step);

/// "Query → GetItem", each with its repetition: "Query × 10".
QString operationsText(const model::AccessPattern &pattern);
QString placesText(const model::AccessPattern &pattern);
QString keyConditionsText(const model::AccessPattern &pattern);

/// "12/s", with the peak when there is one: "12/s, peak 40/s". Empty without a rate.
QString rateText(const std::optional<model::Rate> &rate);

} // namespace keywright::ui
