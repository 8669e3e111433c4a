#pragma once

#include <memory>

#include <QAbstractTableModel>

#include "core/model/model.h"
#include "ui/parts/entity_look.h"

namespace keywright::ui {

/// The key chart of one table: a row for each of its entities, a column for the entity and for each key attribute of the
/// table and of its indexes. Attributes that several keys share have one column, under the first of them.
class KeyChartModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// `table` counts in the model's tables. A null model empties the chart.
    void setTable(std::shared_ptr<const model::Model> model, int table);

    /// Row of the model's entity in a row of the chart, and back; -1 when there is none.
    int entityAt(int row) const;
    int rowOf(int entity) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct KeyColumn {
        std::string attribute;
        QString place; ///< the table or index whose key it is part of
        bool partition = false;
    };

    void addColumns(const schema::KeySchema &key, const QString &place);
    QVariant keyCell(const model::Entity &entity, const KeyColumn &column, int role) const;
    QVariant entityCell(int row, int role) const;

    std::shared_ptr<const model::Model> m_model;
    std::vector<EntityLook> m_looks;
    std::vector<int> m_entities;
    std::vector<KeyColumn> m_columns;
};

} // namespace keywright::ui
