#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/model/problems.h"

namespace keywright::ui {

/// The problems of the model, errors and warnings in the file's order.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Message, Place, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setProblems(std::vector<model::Problem> problems);
    int count(model::Severity severity) const;
    const model::Problem &problem(int row) const { return m_problems[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<model::Problem> m_problems;
};

} // namespace keywright::ui
