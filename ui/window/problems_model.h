#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include "ui/document/adviser.h"

namespace keywright::ui {

/// What is wrong in the model and what is advised, the worst first: errors, warnings, hints; of one severity problems come
/// before advice.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Message, Place, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setCounsel(const Counsel &counsel);
    int count(model::AdviceSeverity severity) const;
    /// The JSON path of what the row is about.
    QString place(int row) const { return m_lines[static_cast<std::size_t>(row)].place; }
    /// Null for a problem, and beyond the rows.
    const model::Advice *adviceAt(int row) const;
    /// What a row says, to find it again after a new look; empty beyond the rows.
    QString keyOf(int row) const;
    int rowOf(const QString &key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Line {
        model::AdviceSeverity severity = model::AdviceSeverity::Error;
        QString message;
        QString place; ///< a JSON path
        QString words; ///< the same for a person
        std::shared_ptr<const model::Advice> advice;
    };

    std::vector<Line> m_lines;
};

} // namespace keywright::ui
