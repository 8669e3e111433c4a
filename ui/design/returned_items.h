#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include "core/model/model.h"
#include "core/session/verification.h"
#include "ui/parts/entity_look.h"

namespace keywright::ui {

/// The items that a run of an access pattern gave, in its order, each with its entity, its attributes and how it compares
/// with the expectation; below them those that are missing.
class ReturnedItems : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Item, Compared, FirstAttribute };

    /// `verified` of the pattern. Its differences are shown where they are of the run with the examples.
    ReturnedItems(const model::Model &model, const model::AccessPattern &pattern, const session::PatternVerification &verified,
                  QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString name;
        value::Item item;
        int entity = -1; ///< number in the model
        QString compared;
        bool differs = false;
    };

    void addItems(const model::Model &model, const model::AccessPattern &pattern, const std::vector<value::Item> &items);
    void addDifferences(const std::vector<model::Difference> &differences);
    void addColumns(const model::Model &model);

    std::vector<Row> m_rows;
    std::vector<std::string> m_attributes;
    std::vector<EntityLook> m_looks;
};

} // namespace keywright::ui
