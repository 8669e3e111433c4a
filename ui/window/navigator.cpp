#include "ui/window/navigator.h"

#include <QItemSelectionModel>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QTreeView>

#include "ui/parts/cell_delegate.h"
#include "ui/parts/message_page.h"
#include "ui/parts/search_field.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/window/navigator_model.h"

namespace keywright::ui {

namespace {

constexpr int kTreeRowHeight = 26;

/// The cells of a tree: no lines between rows, and lower ones than a grid's.
class TreeDelegate : public CellDelegate {
public:
    explicit TreeDelegate(QObject *parent) : CellDelegate(parent) { setRowLines(false); }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool heading = !index.parent().isValid();
        return {CellDelegate::sizeHint(option, index).width(), heading ? kTreeRowHeight + space::kXs : kTreeRowHeight};
    }
};

} // namespace

Navigator::Navigator(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_tree(new NavigatorModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_search(new SearchField(tr("Filter model"))),
      m_view(new QTreeView),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout)
{
    setProperty("role", "window");
    setAttribute(Qt::WA_StyledBackground);
    m_search->setObjectName(QStringLiteral("navigatorFilter"));
    m_filtered->setSourceModel(m_tree);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    buildTree();
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::kS, 0, space::kS, space::kS);
    top->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addLayout(m_pages, 1);

    connect(&document, &Document::modelChanged, this, &Navigator::showModel);
    connect(&document, &Document::selectionChanged, this, &Navigator::followSelection);
    connect(m_search, &QLineEdit::textChanged, this, &Navigator::filter);
    showModel();
}

void Navigator::buildTree()
{
    m_view->setObjectName(QStringLiteral("navigator"));
    m_view->setAccessibleName(tr("Model"));
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new TreeDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setMouseTracking(true);
    m_view->setFrameShape(QFrame::NoFrame);
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

void Navigator::showModel()
{
    const bool opened = m_document.model() != nullptr;
    m_tree->setModel(m_document.model());
    m_search->setEnabled(opened);
    m_empty->setContent({.iconName = QStringLiteral("design"),
                         .title = tr("No model is open"),
                         .text = tr("Open one with Ctrl+O or begin with a sample.")});
    m_pages->setCurrentWidget(opened ? static_cast<QWidget *>(m_view) : m_empty);
    expandFirst();
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

void Navigator::takeCurrent(const QModelIndex &current)
{
    const auto selection = current.data(NavigatorModel::kSelectionRole).value<Selection>();
    if (selection.kind != Selection::Kind::None)
        m_document.select(selection);
}

void Navigator::followSelection()
{
    const QModelIndex wanted = m_filtered->mapFromSource(m_tree->indexOf(m_document.selection()));
    if (wanted.isValid() && wanted != m_view->currentIndex()) {
        m_view->setCurrentIndex(wanted);
        m_view->scrollTo(wanted);
    } else if (!wanted.isValid()) {
        m_view->clearSelection();
    }
}

} // namespace keywright::ui
