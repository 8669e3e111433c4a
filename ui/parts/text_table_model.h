#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

namespace keywright::ui {

/// A few rows of text under headers, to look at.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TextTableModel(QObject *parent = nullptr);

    /// Rows may be shorter than the headers: what is not there is shown as missing.
    void setRows(const QStringList &headers, std::vector<QStringList> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_headers;
    std::vector<QStringList> m_rows;
};

} // namespace keywright::ui
