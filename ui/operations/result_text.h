#pragma once

#include <vector>

#include <QString>

#include "core/session/operation_run.h"

class QStandardItemModel;

namespace keywright::ui {

/// Items as text for the clipboard, with the columns in this order.
QString csvOf(const std::vector<value::Item> &items, const std::vector<std::string> &attributes);
QString markdownOf(const std::vector<value::Item> &items, const std::vector<std::string> &attributes);

/// An answer as a tree: attribute, type, value.
void fillTree(QStandardItemModel &tree, const std::vector<value::Item> &items);

/// What happened and what to do about it, for a person: a title and a sentence.
struct ProblemText {
    QString title;
    QString advice;
};
ProblemText textOf(const session::OperationProblem &problem);

} // namespace keywright::ui
