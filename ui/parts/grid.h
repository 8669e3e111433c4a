#pragma once

#include <QTableView>

namespace keywright::ui {

/// A read-only table in Keywright's looks: rows are selected whole, no lines but those that the delegate draws, Tab leaves
/// it. `name` is for assistive technology.
class Grid : public QTableView {
    Q_OBJECT

public:
    explicit Grid(const QString &name, QWidget *parent = nullptr);

    /// Gives each column the width of its header and first rows, within bounds; the last one takes what is left over.
    void fitColumns(int maximum = 360);
    /// That column takes what is left over, instead of the last one.
    void setStretchedColumn(int column) { m_stretched = column; }
    /// What the column's header and first rows need.
    int contentWidth(int column) const { return sizeHintForColumn(column); }

signals:
    /// Enter on the current row, or a double click.
    void opened(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    int m_stretched = -1; ///< the last one
};

} // namespace keywright::ui
