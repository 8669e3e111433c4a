#include "ui/design/part_list.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QListView>
#include <QScopedValueRollback>
#include <QStandardItemModel>
#include <QToolButton>

#include "core/model/step_parts.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/entity_look.h"
#include "ui/parts/labels.h"
#include "ui/parts/pattern_text.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMostRows = 6; ///< seen without scrolling

/// "UpdateItem Book", with what it repeats over.
QString titleOf(const model::Model &model, const model::Operation &part)
{
    const model::Entity *about = model::entityOf(model, part);
    QString title = toQString(textOf(part.kind));
    title += QLatin1Char(' ') + (about ? toQString(about->name) : PartList::tr("by %1").arg(keyConditionText(part)));
    if (!part.forEach.empty())
        title += PartList::tr(" × each of %1").arg(toQString(part.forEach));
    return title;
}

} // namespace

PartList::PartList(QWidget *parent) : QWidget(parent), m_items(new QStandardItemModel(this)), m_list(new QListView)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    auto *delegate = new CellDelegate(m_list);
    delegate->setRowLines(false);
    m_list->setObjectName(QStringLiteral("partList"));
    m_list->setAccessibleName(tr("Parts"));
    m_list->setModel(m_items);
    m_list->setItemDelegate(delegate);
    m_list->setMouseTracking(true);
    m_list->setTabKeyNavigation(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    row->addWidget(m_list, 1, Qt::AlignTop);
    auto *tools = new QVBoxLayout;
    tools->setSpacing(0);
    row->addLayout(tools);
    auto *first = new QHBoxLayout;
    auto *second = new QHBoxLayout;
    m_add = addTool("addPart", QStringLiteral("add"), tr("Add a part"));
    m_remove = addTool("removePart", QStringLiteral("delete"), tr("Remove this part"));
    m_up = addTool("partUp", QStringLiteral("chevron-up"), tr("Move this part up"));
    m_down = addTool("partDown", QStringLiteral("chevron-down"), tr("Move this part down"));
    first->addWidget(m_add);
    first->addWidget(m_remove);
    second->addWidget(m_up);
    second->addWidget(m_down);
    tools->addLayout(first);
    tools->addLayout(second);
    tools->addStretch();
    connect(m_add, &QToolButton::clicked, this, &PartList::addWanted);
    connect(m_remove, &QToolButton::clicked, this, [this] { emit removeWanted(current()); });
    connect(m_up, &QToolButton::clicked, this, [this] { emit moveWanted(current(), current() - 1); });
    connect(m_down, &QToolButton::clicked, this, [this] { emit moveWanted(current(), current() + 1); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (!m_showing && index.isValid())
            emit opened(index.row());
    });
}

QToolButton *PartList::addTool(const char *id, const QString &iconName, const QString &name)
{
    QToolButton *tool = makeIconButton(iconName, name);
    tool->setObjectName(QLatin1String(id));
    return tool;
}

int PartList::current() const
{
    return m_list->currentIndex().row();
}

void PartList::setParts(const model::Model &model, const model::Step &step, int open)
{
    const QScopedValueRollback<bool> showing(m_showing, true);
    const int count = static_cast<int>(step.parts.size());
    m_items->setRowCount(count);
    m_items->setColumnCount(1);
    const std::vector<EntityLook> looks = entityLooks(model);
    for (int row = 0; row < count; ++row) {
        const model::Operation &part = step.parts[static_cast<std::size_t>(row)];
        const model::Entity *about = model::entityOf(model, part);
        auto *item = new QStandardItem(titleOf(model, part));
        item->setToolTip(keyConditionText(part));
        const auto isIt = [about](const EntityLook &look) { return look.name == toQString(about->name); };
        if (const auto look = about ? std::find_if(looks.begin(), looks.end(), isIt) : looks.end(); look != looks.end())
            item->setIcon(entityIcon(*look));
        m_items->setItem(row, item);
    }
    m_list->setCurrentIndex(m_items->index(qBound(0, open, count - 1), 0));
    const int shown = qBound(2, count, kMostRows);
    m_list->setFixedHeight(qMax(m_list->sizeHintForRow(0), 28) * shown + 2 * space::kXs);
    const bool isLosing =
        (m_remove->hasFocus() && count < 2) || (m_up->hasFocus() && open <= 0) || (m_down->hasFocus() && open + 1 >= count);
    if (isLosing)
        m_list->setFocus(); // or it would go on to wherever it can
    m_remove->setEnabled(count > 1);
    m_up->setEnabled(open > 0);
    m_down->setEnabled(open + 1 < count);
    const std::size_t most = model::mostParts(step.operation.kind);
    m_add->setEnabled(most == 0 || step.parts.size() < most);
}

} // namespace keywright::ui
