#pragma once

#include <memory>

#include <QAbstractTableModel>

#include "core/model/key_clashes.h"
#include "core/model/model.h"
#include "ui/parts/entity_look.h"

namespace keywright::ui {

/// The key chart of one table: a row for each of its entities, a column for the entity and for each key attribute of the
/// table and of its indexes. Attributes that several keys share have one column, under the first of them. A new state of
/// the model is taken over by inserting, removing and changing rows and columns, so that a view keeps what is edited.
class KeyChartModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// `table` counts in the model's tables. A null model empties the chart.
    void setTable(std::shared_ptr<const model::Model> model, int table);
    /// Entities that can build the same key; those of another table or of an index are not marked.
    void setClashes(std::vector<model::KeyClash> clashes);

    /// Row of the model's entity in a row of the chart, and back; -1 when there is none.
    int entityAt(int row) const;
    int rowOf(int entity) const;
    /// The key attribute of a column; empty for the entity's.
    std::string attributeAt(int column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct KeyColumn {
        std::string attribute;
        QString place; ///< the table or index whose key it is part of
        bool partition = false;
        friend bool operator==(const KeyColumn &, const KeyColumn &) = default;
    };

    static std::vector<KeyColumn> columnsOf(const schema::TableDefinition &table);
    /// Without rows and columns while a reset goes on.
    void reset(std::shared_ptr<const model::Model> model, const model::Table *table);
    void takeRows(std::shared_ptr<const model::Model> model, const std::vector<int> &entities, const std::vector<QString> &names);
    QVariant keyCell(const model::Entity &entity, const KeyColumn &column, int role) const;
    QVariant entityCell(int row, int role) const;
    /// What else builds the same key, a sentence; empty without a clash.
    QString clashText(const model::Entity &entity, const KeyColumn &column) const;

    std::shared_ptr<const model::Model> m_model;
    QString m_table;
    std::vector<EntityLook> m_looks;
    std::vector<int> m_entities;
    std::vector<QString> m_names; ///< of the rows' entities
    std::vector<KeyColumn> m_columns;
    std::vector<model::KeyClash> m_clashes;
};

} // namespace keywright::ui
