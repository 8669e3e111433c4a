#include "ui/window/problems_model.h"

#include <algorithm>

#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

void ProblemsModel::setProblems(std::vector<model::Problem> problems)
{
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

int ProblemsModel::count(model::Severity severity) const
{
    return static_cast<int>(
        std::count_if(m_problems.begin(), m_problems.end(), [severity](const model::Problem &one) { return one.severity == severity; }));
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const model::Problem &one = problem(index.row());
    const bool error = one.severity == model::Severity::Error;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return toQString(index.column() == Message ? one.message : one.place);
    case Qt::AccessibleTextRole:
        if (index.column() == Message)
            return (error ? tr("Error: %1") : tr("Warning: %1")).arg(toQString(one.message));
        return toQString(one.place);
    case Qt::DecorationRole:
        if (index.column() != Message)
            return {};
        return error ? icon(QStringLiteral("error"), IconTint::Error) : icon(QStringLiteral("warning"), IconTint::Warning);
    case kMonoRole: return index.column() == Place;
    case kToneRole: return index.column() == Place ? QVariant(static_cast<int>(IconTint::Secondary)) : QVariant();
    default: return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Message ? tr("Problem") : tr("Place");
}

} // namespace keywright::ui
