#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/model/model.h"
#include "ui/parts/entity_look.h"

namespace keywright::ui {

/// Items of an answer as a grid: the key's attributes first, then the others in the order in which they first appear.
class ResultItems : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ResultItems(QObject *parent = nullptr);

    /// `key` stands first; `model` tells the entities of items of `table` and may be null.
    void setItems(std::vector<value::Item> items, const schema::KeySchema &key, const model::Model *model, const std::string &table);
    /// Of a vector search, one for each item: the first column then.
    void setScores(std::vector<double> scores);
    const std::vector<value::Item> &items() const { return m_items; }
    const std::vector<std::string> &attributes() const { return m_attributes; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// Columns before those of the attributes.
    int columnsBefore() const { return m_scores.empty() ? 0 : 1; }
    QVariant scoreData(std::size_t row, int role) const;

    std::vector<value::Item> m_items;
    std::vector<std::string> m_attributes;
    schema::KeySchema m_key;
    std::vector<EntityLook> m_looks;
    std::vector<int> m_entities; ///< of each item, -1 for none
    std::vector<double> m_scores;
};

} // namespace keywright::ui
