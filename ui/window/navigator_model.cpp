#include "ui/window/navigator_model.h"

#include <algorithm>

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
    QString id;    ///< among its siblings
    Section section = Tables;
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
        node->section = section;
        node->id = QStringLiteral("%1 %2").arg(static_cast<int>(node->selection.kind)).arg(label);
        children.push_back(std::move(node));
        return children.back().get();
    }

    Node *addHeading(const QString &label, Section headed)
    {
        Node *node = add(label, {});
        node->heading = true;
        node->section = headed;
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
        for (const schema::VectorIndexDefinition &index : table.vectorIndexes) {
            const QString name = toQString(index.name);
            Node *child = node->add(name, ui::icon(QStringLiteral("index")), {Selection::Kind::Index, tableRow, name, {}});
            child->tip = NavigatorModel::tr("Vector index on %1").arg(toQString(index.vectorAttribute));
            if (const schema::KeyAttribute *partition = index.partition())
                child->addKey({{*partition}, {}});
        }
    }
};

NavigatorModel::NavigatorModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) { }

NavigatorModel::~NavigatorModel() = default;

std::unique_ptr<NavigatorModel::Node> NavigatorModel::treeOf(const model::Model &model)
{
    auto root = std::make_unique<Node>();
    Node *tables = root->addHeading(tr("Tables"), Tables);
    for (std::size_t row = 0; row < model.tables.size(); ++row)
        tables->addTable(model.tables[row].definition, static_cast<int>(row));
    Node *entities = root->addHeading(tr("Entities"), Entities);
    for (const EntityLook &look : entityLooks(model)) {
        const int row = static_cast<int>(entities->children.size());
        entities->add(look.name, {}, {.kind = Selection::Kind::Entity, .row = row})->mark = QVariant::fromValue(look);
    }
    Node *patterns = root->addHeading(tr("Access patterns"), AccessPatterns);
    for (std::size_t row = 0; row < model.accessPatterns.size(); ++row)
        patterns->add(toQString(model.accessPatterns[row].name), ui::icon(QStringLiteral("access-pattern")),
                      {.kind = Selection::Kind::AccessPattern, .row = static_cast<int>(row)});
    Node *facets = root->addHeading(tr("Facets"), Facets);
    for (std::size_t row = 0; row < model.facets.size(); ++row)
        facets->add(toQString(model.facets[row].name), ui::icon(QStringLiteral("facet")),
                    {.kind = Selection::Kind::Facet, .row = static_cast<int>(row)});
    return root;
}

void NavigatorModel::setModel(const std::shared_ptr<const model::Model> &model)
{
    std::unique_ptr<Node> wanted = model ? treeOf(*model) : std::make_unique<Node>();
    if (m_root->children.empty() || wanted->children.empty()) {
        beginResetModel();
        m_root = std::move(wanted);
        endResetModel();
        return;
    }
    takeOverChildren(*m_root, *wanted);
}

/// Everything of the node but where it stands.
void NavigatorModel::takeOver(Node &node, Node &wanted)
{
    const std::size_t count = node.children.size();
    const bool same = node.text == wanted.text && node.tip == wanted.tip && node.mark == wanted.mark && node.selection == wanted.selection
        && node.mono == wanted.mono;
    node.text = wanted.text;
    node.id = wanted.id;
    node.tip = wanted.tip;
    node.icon = wanted.icon;
    node.mark = wanted.mark;
    node.mono = wanted.mono;
    node.selection = wanted.selection;
    takeOverChildren(node, wanted);
    const bool countChanged = node.heading && node.children.size() != count;
    if (!same || countChanged)
        emit dataChanged(indexOfNode(&node), indexOfNode(&node));
}

/// What stands at both ends stays; as many rows between them as before are taken for renamed ones.
void NavigatorModel::takeOverChildren(Node &node, Node &wanted)
{
    auto &now = node.children;
    auto &then = wanted.children;
    std::size_t first = 0;
    while (first < now.size() && first < then.size() && now[first]->id == then[first]->id)
        ++first;
    std::size_t last = 0;
    while (last < now.size() - first && last < then.size() - first && now[now.size() - 1 - last]->id == then[then.size() - 1 - last]->id)
        ++last;
    const std::size_t gone = now.size() - first - last;
    const std::size_t come = then.size() - first - last;
    const std::size_t stay = std::min(gone, come);
    const auto at = [first, stay](auto &children) { return children.begin() + static_cast<std::ptrdiff_t>(first + stay); };
    const int row = static_cast<int>(first + stay);
    if (gone > stay) {
        beginRemoveRows(indexOfNode(&node), row, row + static_cast<int>(gone - stay) - 1);
        now.erase(at(now), at(now) + static_cast<std::ptrdiff_t>(gone - stay));
    } else if (come > stay) {
        beginInsertRows(indexOfNode(&node), row, row + static_cast<int>(come - stay) - 1);
        for (std::size_t i = 0; i < come - stay; ++i) {
            auto fresh = std::make_unique<Node>();
            fresh->parent = &node;
            fresh->heading = then[first + stay + i]->heading;
            fresh->section = then[first + stay + i]->section;
            now.insert(at(now) + static_cast<std::ptrdiff_t>(i), std::move(fresh));
        }
    }
    for (std::size_t i = 0; i < now.size(); ++i)
        now[i]->row = static_cast<int>(i);
    if (gone > stay)
        endRemoveRows();
    else if (come > stay)
        endInsertRows();
    for (std::size_t i = 0; i < now.size(); ++i)
        takeOver(*now[i], *then[i]);
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

Qt::ItemFlags NavigatorModel::flags(const QModelIndex &index) const
{
    const bool isNamed = index.isValid() && nodeAt(index)->selection.kind != Selection::Kind::None;
    return QAbstractItemModel::flags(index) | (isNamed ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole: return node.heading ? QStringLiteral("%1  %2").arg(node.text).arg(node.children.size()) : node.text;
    case Qt::EditRole: return node.text;
    case Qt::DecorationRole: return node.icon.isNull() ? QVariant() : QVariant(node.icon);
    case Qt::ToolTipRole: return node.tip.isEmpty() ? node.text : node.tip;
    case Qt::AccessibleDescriptionRole: return node.tip;
    case kMarksRole: return node.mark.isValid() ? QVariant(QVariantList{node.mark}) : QVariant();
    case kMonoRole: return node.mono;
    case kStrongRole: return node.heading;
    case kToneRole: return node.heading ? QVariant(static_cast<int>(IconTint::Secondary)) : QVariant();
    case kSectionRole: return node.section;
    case kSelectionRole: return QVariant::fromValue(node.selection);
    default: return {};
    }
}

} // namespace keywright::ui
