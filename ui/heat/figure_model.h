#pragma once

#include <vector>

#include <QAbstractTableModel>

namespace keywright::ui {

/// A cell of figures: what is shown, and by what it is sorted.
struct Figure {
    QString text;
    QVariant order; ///< a number stands at the right
    QString tip = {};
    QString icon = {}; ///< of resources/icons, in the colour of a warning
    friend bool operator==(const Figure &, const Figure &) = default;
};

/// A read-only table of figures, sorted by a column where a person asks for it. Rows keep their number: rowNumber().
class FigureModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using Row = std::vector<Figure>;

    using QAbstractTableModel::QAbstractTableModel;

    /// Nothing happens when they are what they were; the order stays as it was asked for.
    void setFigures(const QStringList &headers, std::vector<Row> rows);
    /// The number in which setFigures() had the row.
    int rowNumber(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    int rowOf(int number) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    /// As CSV with a head line, in the order shown.
    QString csv() const;

private:
    void arrange();

    QStringList m_headers;
    std::vector<Row> m_rows;
    std::vector<int> m_order;
    int m_sorted = -1;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
};

} // namespace keywright::ui
