#include "ui/data/data_workspace.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTimer>

#include "core/model/entity_view.h"
#include "ui/connections/connection_choice.h"
#include "ui/data/data_bar.h"
#include "ui/data/drift_dialog.h"
#include "ui/data/drift_watch.h"
#include "ui/data/filter_text.h"
#include "ui/data/live_tables.h"
#include "ui/data/past_connection.h"
#include "ui/data/time_strip.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/message_page.h"
#include "ui/parts/notice_strip.h"
#include "ui/parts/search_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMaxColumnWidth = 280;
constexpr std::size_t kMostKept = 1'000; ///< selected items that are found again

} // namespace

DataWorkspace::DataWorkspace(Connections &connections, QWidget *parent)
    : QWidget(parent),
      m_connections(connections),
      m_document(connections.document()),
      m_connection(new ConnectionChoice(connections)),
      m_live(new LiveTables(this)),
      m_failure(new NoticeStrip({}, tr("Try again"))),
      m_time(new TimeStrip),
      m_earlierState(new NoticeStrip({}, tr("Reset…"))),
      m_items(new ItemTableModel(this)),
      m_editing(new ItemEditing(connections.document(), *this)),
      m_sampleTables(new SampleTables(this)),
      m_drift(new DriftWatch(this)),
      m_showDrift(nullptr),
      m_takeOver(nullptr),
      m_bar(new DataBar),
      m_place(&m_bar->place()),
      m_view(&m_bar->view()),
      m_grid(new Grid(tr("Items"))),
      m_message(new MessagePage),
      m_addFirst(m_message->addButton(tr("Add an item…"))),
      m_generateFirst(m_message->addButton(tr("Generate items…"), true)),
      m_importFirst(m_message->addButton(tr("Import…"), true)),
      m_again(m_message->addButton(tr("Try again"))),
      m_pages(new QStackedLayout)
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_grid->setObjectName(QStringLiteral("items"));
    m_grid->setModel(m_items);
    // Widths come from what is visible: more rows would have to be read for it.
    m_grid->horizontalHeader()->setResizeContentsPrecision(0);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_earlierState->setObjectName(QStringLiteral("earlierState"));
    m_takeOver = m_earlierState->addButton(tr("Take over into the model"));
    m_takeOver->setObjectName(QStringLiteral("takeOver"));
    m_showDrift = m_earlierState->addButton(tr("Show…"));
    m_showDrift->setObjectName(QStringLiteral("showDrift"));
    m_failure->setObjectName(QStringLiteral("readFailure"));
    m_failure->hide();
    m_bar->addConnection(m_connection);
    layout->addWidget(m_earlierState);
    layout->addWidget(m_failure);
    layout->addWidget(m_bar);
    layout->addWidget(m_time);
    m_time->hide();
    layout->addLayout(m_pages, 1);
    m_bar->source().addItem(icon(QStringLiteral("item")), tr("Sample data"), static_cast<int>(DataSource::SampleData));
    m_bar->source().addItem(icon(QStringLiteral("store")), tr("Table data"), static_cast<int>(DataSource::Table));
    m_bar->source().setItemData(0, tr("In the model: edits can be undone, and are saved with it"), Qt::ToolTipRole);
    m_bar->source().setItemData(1, tr("In a table of this workspace or of a connection: edits are written at once and cannot be undone"),
                                Qt::ToolTipRole);
    buildActions();
    connectDocument();
    connectConnections();
    connectPast();
    connectBar();
    connectGrid();
    followSource();
}

void DataWorkspace::buildActions()
{
    addGridAction("edit", tr("Edit value…"), Qt::Key_F2, &DataWorkspace::editCurrent);
    addGridAction("item", tr("Edit item as JSON…"), Qt::CTRL | Qt::Key_E, &DataWorkspace::editCurrentItem);
    addGridAction("duplicate", tr("Duplicate item…"), Qt::CTRL | Qt::Key_D, &DataWorkspace::duplicateCurrent);
    QAction *plain = addGridAction("copy", tr("Copy as JSON"), QKeySequence::Copy, nullptr);
    QAction *typed = addGridAction("copy", tr("Copy as DynamoDB JSON"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, nullptr);
    addGridAction("delete", tr("Delete items"), Qt::Key_Delete, &DataWorkspace::deleteSelected);
    QAction *add = addGridAction("add", tr("Add item…"), Qt::Key_Insert, nullptr);
    m_grid->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(plain, &QAction::triggered, this, [this] { copy(JsonForm::Plain); });
    connect(typed, &QAction::triggered, this, [this] { copy(JsonForm::DynamoDb); });
    connect(add, &QAction::triggered, m_editing, &ItemEditing::addItem);
}

QAction *DataWorkspace::addGridAction(const char *iconName, const QString &text, const QKeySequence &shortcut, void (DataWorkspace::*act)())
{
    auto *action = new QAction(icon(QLatin1String(iconName)), text, m_grid);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_grid->addAction(action);
    if (act)
        connect(action, &QAction::triggered, this, act);
    return action;
}

void DataWorkspace::connectDocument()
{
    connect(&m_document, &Document::modelChanged, this, &DataWorkspace::showModel);
    connect(&m_document, &Document::connectionChanged, this, &DataWorkspace::followSource);
    connect(&m_document, &Document::tablesFollowed, this, &DataWorkspace::refresh);
    connect(&m_document, &Document::tablesFollowed, this, &DataWorkspace::showState);
    connect(&m_document, &Document::stageChanged, this, &DataWorkspace::showState);
    connect(&m_document, &Document::selectionChanged, this, &DataWorkspace::followSelection);
    connect(m_drift, &DriftWatch::looked, this, &DataWorkspace::showDrift);
    connect(m_showDrift, &QPushButton::clicked, this, &DataWorkspace::openDrift);
    connect(m_takeOver, &QPushButton::clicked, this, [this] { openDrift()->takeOver(); });
    connect(m_earlierState, &NoticeStrip::actionWanted, this, &DataWorkspace::resetWanted);
    connect(m_sampleTables, &SampleTables::followed, this, &DataWorkspace::refresh);
    connect(m_editing, &ItemEditing::tableWritten, this, &DataWorkspace::refresh);
    connect(m_editing, &ItemEditing::cardClosed, this, [this] { m_grid->setFocus(); });
}

void DataWorkspace::connectConnections()
{
    connect(m_connection, &ConnectionChoice::changed, this, &DataWorkspace::followConnection);
    connect(m_live, &LiveTables::changed, this, &DataWorkspace::showModel);
    connect(m_live, &LiveTables::changed, this, &DataWorkspace::showState);
    connect(m_failure, &NoticeStrip::actionWanted, m_items, &ItemTableModel::retry);
    connect(&m_connections, &Connections::retrying, this, [this](const QString &id, const QString &sentence) {
        if (!isElsewhere() || id != m_connection->id())
            return;
        m_retrying = sentence;
        showState();
    });
}

void DataWorkspace::connectBar()
{
    connect(m_place, &QComboBox::currentIndexChanged, this, &DataWorkspace::readPlace);
    connect(m_view, &QComboBox::currentIndexChanged, this, &DataWorkspace::readPlace);
    connect(&m_bar->source(), &QComboBox::currentIndexChanged, this, &DataWorkspace::followSource);
    connect(m_bar, &DataBar::questionChanged, this, &DataWorkspace::ask);
    connect(m_bar, &DataBar::stopWanted, m_items, &ItemTableModel::stopListing);
    connect(m_bar, &DataBar::addWanted, m_editing, &ItemEditing::addItem);
    connect(m_bar, &DataBar::duplicateWanted, this, &DataWorkspace::duplicateCurrent);
    connect(m_bar, &DataBar::deleteWanted, this, &DataWorkspace::deleteSelected);
    connect(m_bar, &DataBar::copyWanted, this, [this] { copy(JsonForm::Plain); });
    connect(m_bar, &DataBar::refreshWanted, this, &DataWorkspace::refresh);
    connect(&m_bar->columns(), &QMenu::aboutToShow, this, &DataWorkspace::showColumns);
    connect(m_addFirst, &QPushButton::clicked, m_editing, &ItemEditing::addItem);
    connect(m_bar, &DataBar::generateWanted, this, &DataWorkspace::generateItems);
    connect(m_bar, &DataBar::importWanted, this, &DataWorkspace::importItems);
    connect(m_bar, &DataBar::importExportWanted, this, &DataWorkspace::importExport);
    connect(m_bar, &DataBar::exportWanted, this, &DataWorkspace::exportItems);
    connect(m_bar, &DataBar::commitWanted, this, &DataWorkspace::commitWanted);
    connect(m_generateFirst, &QPushButton::clicked, this, &DataWorkspace::generateItems);
    connect(m_importFirst, &QPushButton::clicked, this, &DataWorkspace::importItems);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (isElsewhere() && m_live->problem())
            m_live->readAgain();
        readPlace();
    });
}

void DataWorkspace::connectGrid()
{
    connect(m_items, &ItemTableModel::stateChanged, this, &DataWorkspace::showState);
    connect(m_items, &QAbstractItemModel::columnsInserted, this, &DataWorkspace::fitNewColumns);
    connect(m_items, &QAbstractItemModel::modelReset, this, &DataWorkspace::hideColumns);
    connect(m_items, &ItemTableModel::pageRead, this, &DataWorkspace::showCount);
    connect(m_items, &ItemTableModel::pageRead, this, &DataWorkspace::keepSelection);
    connect(m_items, &ItemTableModel::pageRead, this, &DataWorkspace::renewSelectedItem);
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionClicked, this, &DataWorkspace::sortBy);
    // The first visible row says the key of its collection, so scrolling is more than moving pixels.
    connect(m_grid->verticalScrollBar(), &QScrollBar::valueChanged, m_grid->viewport(), qOverload<>(&QWidget::update));
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DataWorkspace::selectItem);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_bar->setSelected(static_cast<int>(selectedItems().size()));
        rememberSelection();
    });
    connect(m_grid, &QTableView::clicked, this, &DataWorkspace::selectItem);
    connect(m_grid, &Grid::opened, this, &DataWorkspace::editCell);
}

bool DataWorkspace::isApart() const
{
    const auto workspace = m_document.workspace();
    return workspace && (workspace->isUsed() || m_document.isEarlierState());
}

bool DataWorkspace::isElsewhere() const
{
    return m_bar->source().currentData().toInt() == static_cast<int>(DataSource::Table) && !m_connection->id().isEmpty();
}

const std::shared_ptr<const model::Model> &DataWorkspace::model() const
{
    return isElsewhere() ? m_live->model() : m_document.model();
}

std::shared_ptr<connection::Connection> DataWorkspace::connection() const
{
    return isElsewhere() ? m_connection->current().connection : m_document.connection();
}

std::vector<Place> DataWorkspace::placesNow() const
{
    if (isElsewhere())
        return m_live->places();
    return m_document.model() ? placesOf(*m_document.model()) : std::vector<Place>{};
}

/// Another connection than before, or the same with other settings.
void DataWorkspace::followConnection()
{
    if (m_connection->current().connection != m_followed)
        followSource();
}

bool DataWorkspace::showsOwnSampleTables() const
{
    return isApart() && m_bar->source().currentData().toInt() == static_cast<int>(DataSource::SampleData);
}

void DataWorkspace::followSource()
{
    m_followed = m_connection->current().connection;
    m_connection->setVisible(m_bar->source().currentData().toInt() == static_cast<int>(DataSource::Table));
    m_live->setLike(m_document.model());
    m_live->follow(isElsewhere() ? m_followed : nullptr);
    lookForDrift();
    if (showsOwnSampleTables())
        m_sampleTables->follow(m_document.model());
    m_places = {};
    showModel();
}

void DataWorkspace::showModel()
{
    m_live->setLike(m_document.model());
    const std::vector<Place> places = placesNow();
    const bool stays = connection() && !places.empty() && places == m_places;
    if (!stays) {
        const QSignalBlocker quiet(m_place);
        const QString shown = m_place->currentText();
        m_place->clear();
        m_places = places;
        for (const Place &place : m_places)
            m_place->addItem(icon(place.index.empty() ? QStringLiteral("table") : QStringLiteral("index")), place.label());
        m_place->setCurrentIndex(m_places.empty() ? -1 : std::max(0, m_place->findText(shown)));
    }
    m_place->setEnabled(!m_places.empty());
    if (!m_document.model() || !m_document.connection())
        m_sampleTables->follow(nullptr);
    else if (showsOwnSampleTables())
        m_sampleTables->follow(m_document.model());
    const QStringList before = [this] {
        QStringList texts;
        for (int at = 0; at < m_view->count(); ++at)
            texts << m_view->itemText(at);
        return texts;
    }();
    showViews();
    // What an edit changed in the tables is read when they have followed it.
    bool viewsStay = before.size() == m_view->count();
    for (int at = 0; viewsStay && at < m_view->count(); ++at)
        viewsStay = before[at] == m_view->itemText(at);
    if (!stays || !viewsStay || facet())
        readPlace();
}

void DataWorkspace::showViews()
{
    const QSignalBlocker quiet(m_view);
    const QString shown = m_view->currentText();
    m_view->clear();
    m_view->addItem(icon(QStringLiteral("layout")), tr("Item collections"));
    m_view->addItem(icon(QStringLiteral("data")), tr("Plain grid"));
    const int at = m_place->currentIndex();
    if (model() && at >= 0 && m_places[static_cast<std::size_t>(at)].index.empty()) {
        const auto &facets = model()->facets;
        for (std::size_t row = 0; row < facets.size(); ++row) {
            if (facets[row].table == m_places[static_cast<std::size_t>(at)].table)
                m_view->addItem(icon(QStringLiteral("facet")), tr("Facet %1").arg(toQString(facets[row].name)), static_cast<int>(row));
        }
    }
    m_view->setCurrentIndex(std::max(0, m_view->findText(shown)));
}

const model::Facet *DataWorkspace::facet() const
{
    const QVariant row = m_view->currentData();
    return row.isValid() && model() ? &model()->facets[static_cast<std::size_t>(row.toInt())] : nullptr;
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
    showViews();
    const int at = m_place->currentIndex();
    const Place place = at >= 0 ? m_places[static_cast<std::size_t>(at)] : Place{};
    if (isElsewhere() && at >= 0)
        m_live->want(place.table);
    followPast();
    m_wasPast = isPast();
    const bool readable = !place.tableKey.partition.empty() && connection() && model();
    if (m_document.selection().kind == Selection::Kind::Item)
        m_document.select({});
    m_selectedKeys.clear();
    m_currentKey.reset();
    m_needsFit = true;
    m_hiddenColumns.setTable(isElsewhere() ? QStringLiteral("connection:") + m_connection->id() : m_document.file(),
                             readable ? place.table : std::string());
    m_items->setGrouped(m_view->currentIndex() != 1);
    EditTarget target{static_cast<DataSource>(m_bar->source().currentData().toInt()), {}, m_connections.at({})};
    if (isElsewhere()) {
        target.model = model();
        target.connection = m_connection->current();
    }
    m_editing->setPlace(readable && !m_wasPast ? place : Place{}, std::move(target)); // the past stays as it was
    m_items->setPlace(model(), readable ? source() : ItemSource{}, readable ? place : Place{}, readable ? facet() : nullptr);
    m_bar->setSelected(0);
    ask();
    m_grid->fitColumns(kMaxColumnWidth);
}

ItemSource DataWorkspace::source() const
{
    if (isPast()) {
        const auto past = std::make_shared<PastConnection>(m_document.connection(), *m_time->moment());
        return {past, past, true};
    }
    if (showsOwnSampleTables())
        return {m_sampleTables->connection(), m_sampleTables->connection()};
    if (isElsewhere())
        return {connection(), connection(), true};
    const auto workspace = m_document.workspace();
    if (!workspace)
        return {m_document.connection(), m_document.connection()};
    return {m_document.connection(), std::shared_ptr<connection::Connection>(workspace, &workspace->connection())};
}

void DataWorkspace::refresh()
{
    lookForDrift();
    if (m_time->isVisible())
        m_time->refresh();
    if (!connection() || !model() || m_place->currentIndex() < 0)
        return;
    if ((m_items->state() == ItemTableModel::State::Failed && m_items->rowCount() == 0)
        || m_items->place() != m_places[static_cast<std::size_t>(m_place->currentIndex())]) {
        readPlace();
        return;
    }
    const ItemSource source = this->source();
    if (!source.connection)
        m_sampleTables->follow(m_document.model()); // they are read once they are made
    else if (!m_items->hasSource())
        readPlace();
    else
        m_items->refresh(model(), source);
}

void DataWorkspace::keepSelection()
{
    if (std::exchange(m_needsFit, false))
        fitNewColumns();
    if (m_selectedKeys.empty() && !m_currentKey)
        return;
    if (selectedKeys() == m_selectedKeys)
        return;
    const int current = m_currentKey && !m_currentKey->empty() ? m_items->rowOfKey(*m_currentKey) : -1;
    QItemSelection selection;
    std::size_t found = 0;
    for (const value::Item &key : m_selectedKeys) {
        const int row = key.empty() ? -1 : m_items->rowOfKey(key);
        if (row < 0)
            continue;
        ++found;
        selection.select(m_items->index(row, 0), m_items->index(row, m_items->columnCount() - 1));
    }
    if (found < m_selectedKeys.size() && !m_items->isSettled())
        return;
    const bool isWhole = found == m_selectedKeys.size();
    m_restoring = isWhole;
    QItemSelectionModel &shown = *m_grid->selectionModel();
    if (current >= 0 && current != shown.currentIndex().row())
        shown.setCurrentIndex(m_items->index(current, std::max(0, shown.currentIndex().column())), QItemSelectionModel::NoUpdate);
    shown.select(selection, QItemSelectionModel::ClearAndSelect);
    m_restoring = false;
}

void DataWorkspace::renewSelectedItem()
{
    const Selection &selection = m_document.selection();
    const QModelIndex current = m_grid->currentIndex();
    const auto item = m_items->itemAt(current.row());
    if (selection.kind == Selection::Kind::Item && selection.item && item && *item != *selection.item)
        selectItem(current);
}

void DataWorkspace::rememberSelection()
{
    if (m_restoring)
        return;
    const auto current = m_items->itemAt(m_grid->currentIndex().row());
    m_selectedKeys = selectedKeys();
    m_currentKey = current && model() ? std::optional(model::primaryKeyOf(*model(), m_items->place().table, *current)) : std::nullopt;
}

std::vector<value::Item> DataWorkspace::selectedKeys() const
{
    std::vector<value::Item> keys;
    const auto items = selectedItems();
    if (items.size() > kMostKept || !model())
        return keys;
    for (const auto &item : items)
        keys.push_back(model::primaryKeyOf(*model(), m_items->place().table, *item));
    return keys;
}

void DataWorkspace::ask()
{
    m_facetProblem.clear();
    m_bar->refuseFilter({});
    ItemQuestion question;
    question.text = m_bar->search().text().trimmed();
    if (const QString filter = m_bar->filter(); !filter.isEmpty()) {
        auto read = readFilter(filter);
        if (!read)
            m_bar->refuseFilter(read.error());
        else
            question.filter = std::move(*read);
    }
    question.sortBy = m_items->question().sortBy;
    question.sortByEntity = m_items->question().sortByEntity;
    question.descending = m_items->question().descending;
    if (const model::Facet *shown = facet()) {
        question.entities = shown->entities;
        if (!shown->where.empty()) {
            auto where = readFilter(toQString(shown->where));
            if (where)
                question.facetWhere = std::move(*where);
            else
                m_facetProblem = tr("The facet's condition cannot be used: %1").arg(where.error());
        }
    }
    m_items->ask(question);
}

void DataWorkspace::sortBy(int column)
{
    const ItemColumn &sorted = m_items->columns()[static_cast<std::size_t>(column)];
    ItemQuestion question = m_items->question();
    const bool isEntity = sorted.kind == ItemColumn::Kind::Entity;
    const bool wasSorted = isEntity ? question.sortByEntity : question.isSorted() && question.sortBy == sorted.attribute;
    const bool ends = wasSorted && question.descending;
    question.descending = wasSorted && !ends;
    question.sortByEntity = isEntity && !ends;
    question.sortBy = isEntity || ends ? std::string() : sorted.attribute;
    m_items->ask(question);
    m_grid->horizontalHeader()->viewport()->update();
}

void DataWorkspace::fitNewColumns()
{
    // After the rows of the page are in, whose cells the widths come from.
    QTimer::singleShot(0, this, [this] {
        m_grid->fitColumns(kMaxColumnWidth);
        hideColumns();
    });
}

void DataWorkspace::selectItem(const QModelIndex &current)
{
    auto item = m_items->itemAt(current.row());
    if (item && m_items->place().tableRow >= 0) // else the model knows nothing of its table
        m_document.select({.kind = Selection::Kind::Item, .row = m_items->place().tableRow, .item = std::move(item)});
}

void DataWorkspace::followSelection()
{
    const Selection &selection = m_document.selection();
    if (selection.kind == Selection::Kind::Table || selection.kind == Selection::Kind::Index)
        showPlace(selection.row, selection.index);
    // Nothing reads a vector index item by item, so its table is shown.
    if (selection.kind == Selection::Kind::Index && model()
        && !model()->tables[static_cast<std::size_t>(selection.row)].definition.findIndex(selection.index.toStdString()))
        showPlace(selection.row, {});
    if (selection.kind != Selection::Kind::Item && m_grid->selectionModel()->hasSelection())
        m_grid->selectionModel()->clear();
}

} // namespace keywright::ui
