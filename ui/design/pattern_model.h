#pragma once

#include <memory>

#include <QAbstractTableModel>

#include "core/model/model.h"
#include "ui/document/pattern_runner.h"
#include "ui/parts/entity_look.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

/// The model's access patterns, with what their last runs gave.
class PatternModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Status, Items, Capacity, Entities, Operations, Place, KeyCondition, Order, Rate, ColumnCount };

    PatternModel(const PatternRunner &runner, QObject *parent = nullptr);

    void setModel(std::shared_ptr<const model::Model> model);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const model::AccessPattern &pattern, int column) const;
    /// Of the columns from Status to Capacity.
    QVariant statusCell(int row, int column, int role) const;
    QVariantList marks(const model::AccessPattern &pattern) const;

    const PatternRunner &m_runner;
    std::shared_ptr<const model::Model> m_model;
    std::vector<EntityLook> m_looks;
};

/// How a run ended, as a person reads it.
struct StatusLook {
    QString word;
    QString iconName;
    IconTint tint = IconTint::Secondary;
};
StatusLook statusLook(session::RunStatus status);

} // namespace keywright::ui
