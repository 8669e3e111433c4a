#include "ui/data/data_workspace.h"

#include <algorithm>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/notice_strip.h"
#include "ui/parts/search_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMaxColumnWidth = 280;

} // namespace

DataWorkspace::DataWorkspace(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_earlierState(
          new NoticeStrip(tr("These tables were served to your application and are of an earlier state of the model, so they were "
                             "left as they are."),
                          tr("Reset to sample data…"))),
      m_items(new ItemTableModel(this)),
      m_filter(new ItemFilter(this)),
      m_place(new Chooser(tr("Table or index"))),
      m_search(new SearchField(tr("Filter loaded items"))),
      m_count(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_loadMore(new QPushButton(tr("Load more"))),
      m_refresh(makeIconButton(QStringLiteral("refresh"), tr("Read again"))),
      m_copy(makeIconButton(QStringLiteral("copy"), tr("Copy selected items as JSON"))),
      m_grid(new Grid(tr("Items"))),
      m_message(new MessagePage),
      m_again(m_message->addButton(tr("Try again"))),
      m_pages(new QStackedLayout)
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setSourceModel(m_items);
    m_grid->setObjectName(QStringLiteral("items"));
    m_grid->setModel(m_filter);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_earlierState->setObjectName(QStringLiteral("earlierState"));
    layout->addWidget(m_earlierState);
    buildBar(*layout);
    layout->addLayout(m_pages, 1);
    buildActions();
    connectDocument();
    showModel();
}

void DataWorkspace::buildBar(QVBoxLayout &layout)
{
    m_place->setObjectName(QStringLiteral("place"));
    m_place->setMinimumWidth(180);
    m_search->setObjectName(QStringLiteral("itemFilter"));
    m_search->setMinimumWidth(190);
    m_search->setMaximumWidth(260);
    m_count->setObjectName(QStringLiteral("itemCount"));
    m_loadMore->setObjectName(QStringLiteral("loadMore"));
    m_loadMore->setAccessibleName(tr("Load more items"));
    m_loadMore->setProperty("flat", true);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    bar->setSpacing(space::kM);
    bar->addWidget(m_place);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_count);
    bar->addWidget(m_loadMore);
    bar->addStretch(1);
    bar->addWidget(m_copy);
    bar->addWidget(m_refresh);
    layout.addLayout(bar);
}

void DataWorkspace::buildActions()
{
    auto *plain = new QAction(icon(QStringLiteral("copy")), tr("Copy as JSON"), m_grid);
    plain->setShortcut(QKeySequence::Copy);
    auto *typed = new QAction(icon(QStringLiteral("copy")), tr("Copy as DynamoDB JSON"), m_grid);
    typed->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    for (QAction *action : {plain, typed}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_grid->addAction(action);
    }
    m_grid->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(plain, &QAction::triggered, this, [this] { copy(JsonForm::Plain); });
    connect(typed, &QAction::triggered, this, [this] { copy(JsonForm::DynamoDb); });
    connect(m_copy, &QToolButton::clicked, this, [this] { copy(JsonForm::Plain); });
    connect(m_refresh, &QToolButton::clicked, this, &DataWorkspace::readPlace);
    connect(m_again, &QPushButton::clicked, this, &DataWorkspace::readPlace);
    connect(m_loadMore, &QPushButton::clicked, this, [this] { m_items->fetchMore({}); });
}

void DataWorkspace::connectDocument()
{
    connect(&m_document, &Document::modelChanged, this, &DataWorkspace::showModel);
    connect(&m_document, &Document::connectionChanged, this, &DataWorkspace::readPlace);
    connect(&m_document, &Document::stageChanged, this, &DataWorkspace::showState);
    connect(&m_document, &Document::selectionChanged, this, &DataWorkspace::followSelection);
    connect(m_earlierState, &NoticeStrip::actionWanted, this, &DataWorkspace::resetWanted);
    connect(m_place, &QComboBox::currentIndexChanged, this, &DataWorkspace::readPlace);
    connect(m_items, &ItemTableModel::stateChanged, this, &DataWorkspace::showState);
    connect(m_items, &QAbstractItemModel::columnsInserted, this, &DataWorkspace::fitNewColumns);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        showState();
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DataWorkspace::selectItem);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_copy->setEnabled(m_grid->selectionModel()->hasSelection()); });
    connect(m_grid, &QTableView::clicked, this, &DataWorkspace::selectItem);
}

void DataWorkspace::showModel()
{
    {
        const QSignalBlocker quiet(m_place);
        m_place->clear();
        m_places = m_document.model() ? placesOf(*m_document.model()) : std::vector<Place>{};
        for (const Place &place : m_places)
            m_place->addItem(icon(place.index.empty() ? QStringLiteral("table") : QStringLiteral("index")), place.label());
    }
    m_place->setEnabled(!m_places.empty());
    readPlace();
}

void DataWorkspace::showPlace(int tableRow, const QString &index)
{
    for (std::size_t at = 0; at < m_places.size(); ++at) {
        if (m_places[at].tableRow == tableRow && m_places[at].index == index.toStdString())
            m_place->setCurrentIndex(static_cast<int>(at));
    }
}

void DataWorkspace::readPlace()
{
    const int at = m_place->currentIndex();
    const bool readable = at >= 0 && m_document.connection() && m_document.model();
    if (m_document.selection().kind == Selection::Kind::Item)
        m_document.select({});
    m_items->setPlace(m_document.model(), readable ? m_document.connection() : nullptr,
                      readable ? m_places[static_cast<std::size_t>(at)] : Place{});
    m_copy->setEnabled(false);
    m_grid->fitColumns(kMaxColumnWidth);
}

void DataWorkspace::fitNewColumns()
{
    // After the rows of the page are in, whose cells the widths come from.
    QTimer::singleShot(0, this, [this] { m_grid->fitColumns(kMaxColumnWidth); });
}

void DataWorkspace::showState()
{
    m_earlierState->setVisible(m_document.isEarlierState());
    m_count->setText(loadedText());
    m_loadMore->setVisible(m_filter->isActive() && m_items->canFetchMore({}));
    m_refresh->setEnabled(m_document.connection() != nullptr);
    const bool showGrid = m_items->rowCount() > 0 && m_filter->rowCount() > 0;
    if (showGrid)
        m_pages->setCurrentWidget(m_grid);
    else
        showEmptyState();
}

void DataWorkspace::showEmptyState()
{
    const QString table = toQString(m_items->place().table);
    m_again->hide();
    if (m_items->state() == ItemTableModel::State::Failed) {
        m_again->show();
        m_message->setContent({.iconName = QStringLiteral("error"),
                               .tint = IconTint::Error,
                               .title = tr("These items could not be read"),
                               .text = tr("The engine refused the scan. Read them again, or open the model once more."),
                               .details = m_items->error()});
    } else if (!m_document.connection()) {
        m_message->setContent(
            {.iconName = QStringLiteral("store"),
             .title = m_document.progress().label.isEmpty() ? tr("No tables are open") : m_document.progress().label + QStringLiteral("…"),
             .text = tr("Items appear here once the model's tables are open.")});
    } else if (m_items->state() == ItemTableModel::State::Reading || m_items->state() == ItemTableModel::State::Idle) {
        m_message->setContent({.iconName = QStringLiteral("recent"), .title = tr("Reading items…")});
    } else if (m_filter->isActive() && m_items->rowCount() > 0) {
        m_message->setContent({.iconName = QStringLiteral("search"),
                               .title = tr("No loaded item contains “%1”").arg(m_search->text().trimmed()),
                               .text = tr("The filter looks at the items that are loaded. Clear it with Escape.")});
    } else if (!m_items->place().index.empty()) {
        m_message->setContent({.iconName = QStringLiteral("index"),
                               .title = tr("%1 holds no items").arg(toQString(m_items->place().index)),
                               .text = tr("An index holds only the items of %1 that have its key attributes.").arg(table)});
    } else {
        m_message->setContent({.iconName = QStringLiteral("table"),
                               .title = tr("%1 is empty").arg(table),
                               .text = tr("The model has no sample data for this table. Add items under “sampleData” in the "
                                          "model file and open it again.")});
    }
    m_pages->setCurrentWidget(m_message);
}

QString DataWorkspace::loadedText() const
{
    const QLocale locale;
    const int loaded = m_items->rowCount();
    if (!m_document.connection() || m_items->state() == ItemTableModel::State::Failed)
        return {};
    if (m_filter->isActive())
        return tr("%1 of the %2 loaded items").arg(locale.toString(m_filter->rowCount()), locale.toString(loaded));
    switch (m_items->state()) {
    case ItemTableModel::State::Complete: return countText(loaded, tr("1 item"), tr("%1 items"));
    case ItemTableModel::State::LimitReached: return tr("The first %1 items").arg(locale.toString(loaded));
    default: break;
    }
    if (m_items->totalItems())
        return tr("%1 of %2 items loaded").arg(locale.toString(loaded), locale.toString(*m_items->totalItems()));
    return loaded > 0 ? tr("%1 items loaded, more follow").arg(locale.toString(loaded)) : QString();
}

void DataWorkspace::selectItem(const QModelIndex &current)
{
    const int row = m_filter->mapToSource(current).row();
    if (auto item = m_items->itemAt(row))
        m_document.select({.kind = Selection::Kind::Item, .row = m_items->place().tableRow, .item = std::move(item)});
}

void DataWorkspace::followSelection()
{
    const Selection &selection = m_document.selection();
    if (selection.kind == Selection::Kind::Table || selection.kind == Selection::Kind::Index)
        showPlace(selection.row, selection.index);
    if (selection.kind != Selection::Kind::Item && m_grid->selectionModel()->hasSelection())
        m_grid->selectionModel()->clear();
}

std::vector<const value::Item *> DataWorkspace::selectedItems() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_grid->selectionModel()->selectedRows())
        rows.push_back(m_filter->mapToSource(index).row());
    std::sort(rows.begin(), rows.end());
    std::vector<const value::Item *> items;
    for (const int row : rows)
        items.push_back(m_items->itemAt(row).get());
    return items;
}

void DataWorkspace::copy(JsonForm form)
{
    const auto items = selectedItems();
    if (!items.empty())
        QGuiApplication::clipboard()->setText(jsonOf(items, form));
}

} // namespace keywright::ui
