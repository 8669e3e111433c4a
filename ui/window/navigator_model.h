#pragma once

#include <memory>

#include <QAbstractItemModel>

#include "core/model/model.h"
#include "ui/document/selection.h"

namespace keywright::ui {

/// The model as a tree: tables with their keys and indexes, entities, access patterns and facets. A new state of the model
/// is taken over by inserting, removing and changing rows, so that a view keeps what is open, current and edited.
class NavigatorModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        kSelectionRole = Qt::UserRole + 50, ///< Selection; of kind None for headings and keys
        kSectionRole,                       ///< Section, of headings and of everything below them
    };
    enum Section { Tables, Entities, AccessPatterns, Facets };

    explicit NavigatorModel(QObject *parent = nullptr);
    ~NavigatorModel() override;

    void setModel(const std::shared_ptr<const model::Model> &model);

    /// The row that stands for a selection; invalid when there is none.
    QModelIndex indexOf(const Selection &selection) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Node;

    static std::unique_ptr<Node> treeOf(const model::Model &model);
    const Node *nodeAt(const QModelIndex &index) const;
    QModelIndex indexOfNode(const Node *node) const;
    void takeOver(Node &node, Node &wanted);
    void takeOverChildren(Node &node, Node &wanted);

    std::unique_ptr<Node> m_root;
};

} // namespace keywright::ui
