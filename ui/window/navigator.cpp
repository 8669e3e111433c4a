#include "ui/window/navigator.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>

#include "ui/parts/edit_delegate.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/search_field.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/window/navigator_model.h"

namespace keywright::ui {

namespace {

constexpr int kTreeRowHeight = 26;

/// The cells of a tree: no lines between rows, and lower ones than a grid's.
class TreeDelegate : public EditDelegate {
public:
    explicit TreeDelegate(QObject *parent) : EditDelegate(parent) { setRowLines(false); }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool heading = !index.parent().isValid();
        return {CellDelegate::sizeHint(option, index).width(), heading ? kTreeRowHeight + space::kXs : kTreeRowHeight};
    }
};

Selection::Kind kindOf(NavigatorModel::Section section)
{
    switch (section) {
    case NavigatorModel::Tables: return Selection::Kind::Table;
    case NavigatorModel::Entities: return Selection::Kind::Entity;
    case NavigatorModel::AccessPatterns: return Selection::Kind::AccessPattern;
    case NavigatorModel::Facets: return Selection::Kind::Facet;
    }
    return Selection::Kind::None;
}

} // namespace

Navigator::Navigator(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_edits(document),
      m_tree(new NavigatorModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_search(new SearchField(tr("Filter model"))),
      m_add(makeIconButton(QStringLiteral("add"), tr("Add to the model (Insert)"))),
      m_note(new FieldNote),
      m_view(new QTreeView),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout),
      m_menu(new QMenu(this))
{
    setProperty("role", "window");
    setAttribute(Qt::WA_StyledBackground);
    m_search->setObjectName(QStringLiteral("navigatorFilter"));
    m_filtered->setSourceModel(m_tree);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    buildTree();
    buildActions();
    buildEmptyPage();
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    buildBar();
    layout->addLayout(m_pages, 1);

    connect(&document, &Document::modelOpened, this, [this] { m_shown.reset(); });
    connect(&document, &Document::modelChanged, this, &Navigator::showModel);
    connect(&document, &Document::selectionChanged, this, &Navigator::followSelection);
    connect(m_search, &QLineEdit::textChanged, this, &Navigator::filter);
    showModel();
}

void Navigator::buildBar()
{
    m_add->setObjectName(QStringLiteral("navigatorAdd"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_add);
    menu->addActions(m_makers);
    m_add->setMenu(menu);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::kS, 0, space::kS, space::kS);
    top->setSpacing(space::kXs);
    top->addWidget(m_search, 1);
    top->addWidget(m_add);
    auto *note = new QHBoxLayout;
    note->setContentsMargins(space::kS, 0, space::kS, 0);
    note->addWidget(m_note);
    auto *layout = static_cast<QVBoxLayout *>(this->layout());
    layout->addLayout(top);
    layout->addLayout(note);
}

void Navigator::buildTree()
{
    m_view->setObjectName(QStringLiteral("navigator"));
    m_view->setAccessibleName(tr("Model"));
    m_view->setModel(m_filtered);
    auto *delegate = new TreeDelegate(m_view);
    delegate->onCommit([this](const QModelIndex &index, const QString &text) {
        return m_edits.rename(index.data(NavigatorModel::kSelectionRole).value<Selection>(), text);
    });
    m_view->setItemDelegate(delegate);
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &Navigator::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &Navigator::takeCurrent);
    connect(m_view, &QTreeView::clicked, this, &Navigator::takeCurrent);
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const auto selection = index.data(NavigatorModel::kSelectionRole).value<Selection>();
        if (selection.kind != Selection::Kind::None)
            emit opened(selection);
        else
            m_view->setExpanded(index, !m_view->isExpanded(index));
    });
}

QAction *Navigator::makeAction(const char *id, const QString &text, const QString &iconName, const QKeySequence &shortcut,
                               const std::function<void()> &trigger)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(QLatin1String(id));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, trigger);
    m_view->addAction(action);
    return action;
}

void Navigator::buildActions()
{
    const auto maker = [this](const char *id, const QString &text, const QString &iconName, Selection::Kind kind) {
        m_makers << makeAction(id, text, iconName, {}, [this, kind] { create(kind); });
    };
    maker("newTable", tr("New table"), QStringLiteral("table"), Selection::Kind::Table);
    maker("newEntity", tr("New entity"), QStringLiteral("entity"), Selection::Kind::Entity);
    maker("newAccessPattern", tr("New access pattern"), QStringLiteral("access-pattern"), Selection::Kind::AccessPattern);
    maker("newFacet", tr("New facet"), QStringLiteral("facet"), Selection::Kind::Facet);
    m_makers << makeAction("newGlobalIndex", tr("New global index"), QStringLiteral("index"), {}, [this] {
        takeMade(m_edits.createIndex(false));
    }) << makeAction("newLocalIndex", tr("New local index"), QStringLiteral("index"), {}, [this] { takeMade(m_edits.createIndex(true)); });
    makeAction("newSame", tr("New"), QStringLiteral("add"), QKeySequence(Qt::Key_Insert), [this] {
        const QModelIndex index = m_view->currentIndex();
        create(index.isValid() ? kindOf(static_cast<NavigatorModel::Section>(index.data(NavigatorModel::kSectionRole).toInt()))
                               : Selection::Kind::Table);
    });
    m_rename = makeAction("renamePart", tr("Rename"), QStringLiteral("edit"), QKeySequence(Qt::Key_F2), [this] { editName(); });
    m_duplicate = makeAction("duplicatePart", tr("Duplicate"), QStringLiteral("duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D),
                             [this] { takeMade(m_edits.duplicate(current())); });
    m_remove = makeAction("removePart", tr("Delete…"), QStringLiteral("delete"), QKeySequence(Qt::Key_Delete),
                          [this] { m_note->say(m_edits.remove(this, current()).value_or(QString())); });
    showActions();
}

void Navigator::buildEmptyPage()
{
    m_firstTable = m_empty->addButton(tr("New table"));
    m_firstTable->setObjectName(QStringLiteral("firstTable"));
    connect(m_firstTable, &QPushButton::clicked, this, [this] { create(Selection::Kind::Table); });
}

void Navigator::showModel()
{
    const auto &model = m_document.model();
    const bool isOther = !m_shown;
    {
        const QScopedValueRollback<bool> updating(m_updating, true);
        if (isOther)
            m_tree->setModel(nullptr);
        m_tree->setModel(model);
    }
    m_shown = model;
    m_search->setEnabled(model != nullptr);
    m_add->setEnabled(model != nullptr);
    m_note->clear();
    const bool isEmpty = !model || (model->tables.empty() && model->entities.empty() && model->accessPatterns.empty());
    if (model)
        m_empty->setContent({.iconName = QStringLiteral("table"),
                             .title = tr("An empty model"),
                             .text = tr("Begin with a table: its entities, indexes and access patterns come after it.")});
    else
        m_empty->setContent({.iconName = QStringLiteral("design"),
                             .title = tr("No model is open"),
                             .text = tr("Open one with Ctrl+O or begin with a sample.")});
    m_firstTable->setVisible(model != nullptr);
    m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_view);
    if (isOther)
        expandFirst();
    followSelection();
    // What was current is gone, and its neighbour took its place.
    if (m_document.selection().kind == Selection::Kind::None && m_view->hasFocus())
        takeCurrent(m_view->currentIndex());
    showActions();
}

void Navigator::expandFirst()
{
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        m_view->expand(m_filtered->index(row, 0));
    const QModelIndex tables = m_filtered->index(0, 0);
    if (m_filtered->rowCount(tables) == 1)
        m_view->expand(m_filtered->index(0, 0, tables));
}

void Navigator::filter(const QString &text)
{
    m_filtered->setFilterFixedString(text.trimmed());
    if (text.trimmed().isEmpty())
        expandFirst();
    else
        m_view->expandAll();
}

Selection Navigator::current() const
{
    return m_view->currentIndex().data(NavigatorModel::kSelectionRole).value<Selection>();
}

void Navigator::takeCurrent(const QModelIndex &current)
{
    if (m_updating)
        return;
    const auto selection = current.data(NavigatorModel::kSelectionRole).value<Selection>();
    if (selection.kind != Selection::Kind::None)
        m_document.select(selection);
    showActions();
}

void Navigator::followSelection()
{
    if (m_shown != m_document.model())
        return; // the tree is behind; showModel() comes next
    const QModelIndex wanted = m_filtered->mapFromSource(m_tree->indexOf(m_document.selection()));
    if (wanted.isValid() && wanted != m_view->currentIndex()) {
        m_view->setCurrentIndex(wanted);
        m_view->scrollTo(wanted);
    } else if (!wanted.isValid()) {
        m_view->clearSelection();
    }
    showActions();
}

void Navigator::showActions()
{
    const Selection::Kind kind = current().kind;
    const bool isPart = kind != Selection::Kind::None;
    m_rename->setEnabled(isPart);
    m_remove->setEnabled(isPart);
    m_duplicate->setEnabled(isPart && kind != Selection::Kind::Index);
    for (QAction *maker : m_makers)
        maker->setEnabled(m_document.model() != nullptr);
}

void Navigator::showMenu(const QPoint &at)
{
    const QModelIndex index = m_view->indexAt(at);
    if (index.isValid())
        m_view->setCurrentIndex(index);
    m_menu->clear();
    m_menu->addActions(m_makers);
    if (index.isValid() && current().kind != Selection::Kind::None) {
        m_menu->addSeparator();
        m_menu->addActions({m_rename, m_duplicate, m_remove});
    }
    if (current().kind == Selection::Kind::Table && index.isValid()) {
        m_menu->addSeparator();
        connect(m_menu->addAction(icon(QStringLiteral("endpoint")), tr("On a connection…")), &QAction::triggered, this,
                [this, name = index.data().toString()] { emit tablesWanted(name); });
    }
    m_menu->popup(m_view->viewport()->mapToGlobal(at));
}

void Navigator::create(Selection::Kind kind)
{
    takeMade(m_edits.create(kind));
}

void Navigator::takeMade(const Refusal &refusal)
{
    m_note->say(refusal.value_or(QString()));
    if (refusal)
        return;
    if (!m_search->text().isEmpty())
        m_search->clear();
    followSelection();
    m_view->setFocus();
    editName();
}

void Navigator::editName()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.flags().testFlag(Qt::ItemIsEditable))
        return;
    m_view->scrollTo(index);
    m_view->edit(index);
}

} // namespace keywright::ui
