#include "ui/window/navigator_model.h"

#include <QIcon>

#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/entity_look.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

struct NavigatorModel::Node {
    Node *parent = nullptr;
    int row = 0;
    QString text;
    QString tip;
    QIcon icon;
    QVariant mark; ///< EntityLook
    bool heading = false;
    bool mono = false;
    Selection selection;
    std::vector<std::unique_ptr<Node>> children;

    Node *add(const QString &label, const QIcon &nodeIcon, Selection nodeSelection = {})
    {
        auto node = std::make_unique<Node>();
        node->parent = this;
        node->row = static_cast<int>(children.size());
        node->text = label;
        node->icon = nodeIcon;
        node->selection = std::move(nodeSelection);
        children.push_back(std::move(node));
        return children.back().get();
    }

    Node *addHeading(const QString &label)
    {
        Node *node = add(label, {});
        node->heading = true;
        return node;
    }

    const Node *find(const Selection &wanted) const
    {
        if (wanted.kind != Selection::Kind::None && selection == wanted)
            return this;
        for (const auto &child : children) {
            if (const Node *found = child->find(wanted))
                return found;
        }
        return nullptr;
    }

    void addKey(const schema::KeySchema &key)
    {
        const auto addAttributes = [this](const std::vector<schema::KeyAttribute> &attributes, const QString &iconName, IconTint tint,
                                          const QString &tipText) {
            for (const schema::KeyAttribute &attribute : attributes) {
                Node *node = add(toQString(attribute.name), ui::icon(iconName, tint));
                node->mono = true;
                node->tip = tipText;
            }
        };
        addAttributes(key.partition, QStringLiteral("partition-key"), IconTint::PartitionKey, NavigatorModel::tr("Partition key"));
        addAttributes(key.sort, QStringLiteral("sort-key"), IconTint::SortKey, NavigatorModel::tr("Sort key"));
    }

    void addTable(const schema::TableDefinition &table, int tableRow)
    {
        Node *node = add(toQString(table.name), ui::icon(QStringLiteral("table")), {.kind = Selection::Kind::Table, .row = tableRow});
        node->addKey(table.key);
        for (const auto *indexes : {&table.localIndexes, &table.globalIndexes}) {
            for (const schema::IndexDefinition &index : *indexes) {
                const QString name = toQString(index.name);
                node->add(name, ui::icon(QStringLiteral("index")), {Selection::Kind::Index, tableRow, name, {}})->addKey(index.key);
            }
        }
    }
};

NavigatorModel::NavigatorModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) { }

NavigatorModel::~NavigatorModel() = default;

void NavigatorModel::setModel(const std::shared_ptr<const model::Model> &model)
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    if (model) {
        Node *tables = m_root->addHeading(tr("Tables"));
        for (std::size_t row = 0; row < model->tables.size(); ++row)
            tables->addTable(model->tables[row].definition, static_cast<int>(row));
        Node *entities = m_root->addHeading(tr("Entities"));
        for (const EntityLook &look : entityLooks(*model)) {
            const int row = static_cast<int>(entities->children.size());
            entities->add(look.name, {}, {.kind = Selection::Kind::Entity, .row = row})->mark = QVariant::fromValue(look);
        }
        Node *patterns = m_root->addHeading(tr("Access patterns"));
        for (std::size_t row = 0; row < model->accessPatterns.size(); ++row)
            patterns->add(toQString(model->accessPatterns[row].name), ui::icon(QStringLiteral("access-pattern")),
                          {.kind = Selection::Kind::AccessPattern, .row = static_cast<int>(row)});
        Node *facets = m_root->addHeading(tr("Facets"));
        for (std::size_t row = 0; row < model->facets.size(); ++row)
            facets->add(toQString(model->facets[row].name), ui::icon(QStringLiteral("facet")),
                        {.kind = Selection::Kind::Facet, .row = static_cast<int>(row)});
    }
    endResetModel();
}

const NavigatorModel::Node *NavigatorModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex NavigatorModel::indexOfNode(const Node *node) const
{
    return !node || node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex NavigatorModel::indexOf(const Selection &selection) const
{
    return indexOfNode(m_root->find(selection));
}

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return indexOfNode(nodeAt(parent)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex NavigatorModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfNode(nodeAt(child)->parent) : QModelIndex();
}

int NavigatorModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

int NavigatorModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole: return node.heading ? QStringLiteral("%1  %2").arg(node.text).arg(node.children.size()) : node.text;
    case Qt::DecorationRole: return node.icon.isNull() ? QVariant() : QVariant(node.icon);
    case Qt::ToolTipRole: return node.tip.isEmpty() ? node.text : node.tip;
    case Qt::AccessibleDescriptionRole: return node.tip;
    case kMarksRole: return node.mark.isValid() ? QVariant(QVariantList{node.mark}) : QVariant();
    case kMonoRole: return node.mono;
    case kStrongRole: return node.heading;
    case kToneRole: return node.heading ? QVariant(static_cast<int>(IconTint::Secondary)) : QVariant();
    case kSelectionRole: return QVariant::fromValue(node.selection);
    default: return {};
    }
}

} // namespace keywright::ui
