#pragma once

#include <QString>

#include <tl/expected.hpp>

#include "core/expression/condition.h"

namespace keywright::ui {

/// Reads a filter as a person writes it: a filter expression with its values in place, as in
/// `total >= 100 AND begins_with(PK, "USER#") AND NOT isGuest = true`. Strings stand in " or ', with the quote doubled inside;
/// names that are reserved words may be written as they are. The error is a sentence.
tl::expected<expression::Condition, QString> readFilter(const QString &text);

} // namespace keywright::ui
