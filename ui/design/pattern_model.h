#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include "core/model/model.h"
#include "ui/design/pattern_costs.h"
#include "ui/document/adviser.h"
#include "ui/document/pattern_runner.h"
#include "ui/parts/entity_look.h"

namespace keywright::ui {

/// The model's access patterns: what they do, how well the keys answer them, what their last runs gave, and what
/// they cost in a month.
class PatternModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Name,
        Verdict,
        Status,
        Items,
        Capacity,
        Cost,
        Entities,
        Operations,
        Place,
        KeyCondition,
        Filter,
        Order,
        Rate,
        ColumnCount
    };

    PatternModel(const PatternRunner &runner, const Adviser &adviser, const PatternCosts &costs, QObject *parent = nullptr);

    /// Rows of patterns that stay, keep their indexes, so that views keep what is current and selected.
    void setModel(std::shared_ptr<const model::Model> model);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void show(int firstColumn, int lastColumn);
    QString text(const model::AccessPattern &pattern, int column) const;
    QVariant verdictCell(int row, int role) const;
    QVariant statusCell(int row, int role) const;
    /// Items and capacity of the last run.
    QVariant figureCell(int row, int column, int role) const;
    QVariant costCell(const model::AccessPattern &pattern, int role) const;
    QVariantList marks(const model::AccessPattern &pattern) const;

    const PatternRunner &m_runner;
    const Adviser &m_adviser;
    const PatternCosts &m_costs;
    std::shared_ptr<const model::Model> m_model;
    std::vector<EntityLook> m_looks;
};

} // namespace keywright::ui
