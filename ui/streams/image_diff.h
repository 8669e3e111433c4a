#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/engine/change_record.h"

namespace keywright::ui {

/// One attribute before and after a change.
struct DiffLine {
    enum class Kind { Key, Same, Changed, Added, Removed };
    Kind kind = Kind::Same;
    QString attribute;
    QString before; ///< empty where it was not
    QString after;
    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};

/// The key first, then what changed, then what stayed, each in the order of names. With one image only, or none, nothing can
/// be told to have changed: everything is Same, on its side.
std::vector<DiffLine> imageDiff(const engine::ItemChange &change);

/// Shows it.
class DiffModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Attribute, Before, After, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setLines(std::vector<DiffLine> lines);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<DiffLine> m_lines;
};

} // namespace keywright::ui
