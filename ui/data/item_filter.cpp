#include "ui/data/item_filter.h"

namespace keywright::ui {

void ItemFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool ItemFilter::canFetchMore(const QModelIndex &parent) const
{
    return !isActive() && QSortFilterProxyModel::canFetchMore(parent);
}

bool ItemFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!isActive())
        return true;
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        const QString text = sourceModel()->index(row, column, parent).data().toString();
        if (text.contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace keywright::ui
