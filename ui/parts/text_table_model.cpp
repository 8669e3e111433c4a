#include "ui/parts/text_table_model.h"

#include "ui/parts/cell_delegate.h"

namespace keywright::ui {

TextTableModel::TextTableModel(QObject *parent) : QAbstractTableModel(parent) { }

void TextTableModel::setRows(const QStringList &headers, std::vector<QStringList> rows)
{
    beginResetModel();
    m_headers = headers;
    m_rows = std::move(rows);
    endResetModel();
}

int TextTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant TextTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QStringList &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isMissing = index.column() >= row.size() || row[index.column()].isNull();
    if (role == kMissingRole)
        return isMissing;
    if (!isMissing && (role == Qt::DisplayRole || role == Qt::ToolTipRole))
        return row[index.column()];
    return {};
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(m_headers.value(section)) : QVariant();
}

} // namespace keywright::ui
