#include "ui/data/data_workspace.h"

#include <algorithm>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTimer>
#include <QToolButton>

#include "core/expression/condition.h"
#include "core/model/entity_view.h"
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
constexpr int kTypingPause = 250;        ///< milliseconds
constexpr std::size_t kMostKept = 1'000; ///< selected items that are found again

} // namespace

DataWorkspace::DataWorkspace(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_earlierState(
          new NoticeStrip(tr("These tables were served to your application and are of an earlier state of the model, so they were "
                             "left as they are."),
                          tr("Reset to sample data…"))),
      m_items(new ItemTableModel(this)),
      m_place(new Chooser(tr("Table or index"))),
      m_view(new Chooser(tr("View"))),
      m_search(new SearchField(tr("Search all items"))),
      m_count(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_stop(new QPushButton(tr("Stop"))),
      m_typing(new QTimer(this)),
      m_refresh(makeIconButton(QStringLiteral("refresh"), tr("Read again"))),
      m_copy(makeIconButton(QStringLiteral("copy"), tr("Copy selected items as JSON"))),
      m_grid(new Grid(tr("Items"))),
      m_message(new MessagePage),
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
    // Long names must not push the docks aside.
    for (QComboBox *chooser : {m_place, m_view}) {
        chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        chooser->setMinimumContentsLength(14);
        chooser->setMaximumWidth(240);
    }
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_search->setObjectName(QStringLiteral("itemFilter"));
    m_search->setMinimumWidth(140);
    m_search->setMaximumWidth(260);
    m_count->setObjectName(QStringLiteral("itemCount"));
    m_view->setObjectName(QStringLiteral("itemView"));
    m_stop->setObjectName(QStringLiteral("stopSearch"));
    m_stop->setAccessibleName(tr("Stop searching"));
    m_stop->setProperty("flat", true);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    bar->setSpacing(space::kM);
    bar->addWidget(m_place);
    bar->addWidget(m_view);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_count, 2);
    bar->addWidget(m_stop);
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
    connect(m_refresh, &QToolButton::clicked, this, &DataWorkspace::refresh);
    connect(m_again, &QPushButton::clicked, this, &DataWorkspace::readPlace);
    connect(m_stop, &QPushButton::clicked, m_items, &ItemTableModel::stopListing);
}

void DataWorkspace::connectDocument()
{
    connect(&m_document, &Document::modelChanged, this, &DataWorkspace::showModel);
    connect(&m_document, &Document::connectionChanged, this, &DataWorkspace::readPlace);
    connect(&m_document, &Document::tablesFollowed, this, &DataWorkspace::refresh);
    connect(&m_document, &Document::tablesFollowed, this, &DataWorkspace::showState);
    connect(&m_document, &Document::stageChanged, this, &DataWorkspace::showState);
    connect(&m_document, &Document::selectionChanged, this, &DataWorkspace::followSelection);
    connect(m_earlierState, &NoticeStrip::actionWanted, this, &DataWorkspace::resetWanted);
    connect(m_place, &QComboBox::currentIndexChanged, this, &DataWorkspace::readPlace);
    connect(m_items, &ItemTableModel::stateChanged, this, &DataWorkspace::showState);
    connect(m_items, &QAbstractItemModel::columnsInserted, this, &DataWorkspace::fitNewColumns);
    connect(m_items, &ItemTableModel::pageRead, this, &DataWorkspace::keepSelection);
    connect(m_view, &QComboBox::currentIndexChanged, this, &DataWorkspace::readPlace);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &DataWorkspace::ask);
    connect(m_search, &QLineEdit::returnPressed, this, &DataWorkspace::ask);
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionClicked, this, &DataWorkspace::sortBy);
    // The first visible row says the key of its collection, so scrolling is more than moving pixels.
    connect(m_grid->verticalScrollBar(), &QScrollBar::valueChanged, m_grid->viewport(), qOverload<>(&QWidget::update));
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DataWorkspace::selectItem);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_copy->setEnabled(m_grid->selectionModel()->hasSelection());
        rememberSelection();
    });
    connect(m_grid, &QTableView::clicked, this, &DataWorkspace::selectItem);
}

void DataWorkspace::showModel()
{
    const std::vector<Place> places = m_document.model() ? placesOf(*m_document.model()) : std::vector<Place>{};
    const bool stays = m_document.connection() && !places.empty() && places == m_places;
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
    if (m_document.model() && at >= 0 && m_places[static_cast<std::size_t>(at)].index.empty()) {
        const auto &facets = m_document.model()->facets;
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
    return row.isValid() && m_document.model() ? &m_document.model()->facets[static_cast<std::size_t>(row.toInt())] : nullptr;
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
    const bool readable = at >= 0 && m_document.connection() && m_document.model();
    if (m_document.selection().kind == Selection::Kind::Item)
        m_document.select({});
    m_selectedKeys.clear();
    m_currentKey.reset();
    m_needsFit = true;
    m_items->setGrouped(m_view->currentIndex() != 1);
    m_items->setPlace(m_document.model(), readable ? source() : ItemSource{}, readable ? m_places[static_cast<std::size_t>(at)] : Place{},
                      readable ? facet() : nullptr);
    m_copy->setEnabled(false);
    ask();
    m_grid->fitColumns(kMaxColumnWidth);
}

ItemSource DataWorkspace::source() const
{
    const auto workspace = m_document.workspace();
    if (!workspace)
        return {m_document.connection(), m_document.connection()};
    return {m_document.connection(), std::shared_ptr<connection::Connection>(workspace, &workspace->connection())};
}

void DataWorkspace::refresh()
{
    if (!m_document.connection() || !m_document.model() || m_place->currentIndex() < 0)
        return;
    if (m_items->state() == ItemTableModel::State::Failed
        || m_items->place() != m_places[static_cast<std::size_t>(m_place->currentIndex())]) {
        readPlace();
        return;
    }
    m_items->refresh(m_document.model(), source());
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

void DataWorkspace::rememberSelection()
{
    if (m_restoring)
        return;
    const auto current = m_items->itemAt(m_grid->currentIndex().row());
    m_selectedKeys = selectedKeys();
    m_currentKey = current && m_document.model() ? std::optional(model::primaryKeyOf(*m_document.model(), m_items->place().table, *current))
                                                 : std::nullopt;
}

std::vector<value::Item> DataWorkspace::selectedKeys() const
{
    std::vector<value::Item> keys;
    const auto items = selectedItems();
    if (items.size() > kMostKept || !m_document.model())
        return keys;
    for (const auto &item : items)
        keys.push_back(model::primaryKeyOf(*m_document.model(), m_items->place().table, *item));
    return keys;
}

void DataWorkspace::ask()
{
    m_typing->stop();
    m_facetProblem.clear();
    ItemQuestion question;
    question.text = m_search->text().trimmed();
    question.sortBy = m_items->question().sortBy;
    question.sortByEntity = m_items->question().sortByEntity;
    question.descending = m_items->question().descending;
    if (const model::Facet *shown = facet()) {
        question.entities = shown->entities;
        if (!shown->where.empty()) {
            try {
                expression::Placeholders none;
                question.facetWhere = expression::compileCondition(expression::ExpressionKind::Filter, shown->where, none);
            } catch (const expression::ExpressionError &error) {
                m_facetProblem = tr("The facet's condition cannot be used: %1").arg(toQString(error.what()));
            }
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
    QTimer::singleShot(0, this, [this] { m_grid->fitColumns(kMaxColumnWidth); });
}

void DataWorkspace::showState()
{
    m_earlierState->setVisible(m_document.isEarlierState());
    m_count->setText(countedText());
    m_count->setToolTip(m_facetProblem.isEmpty() ? m_count->text() : m_facetProblem);
    m_stop->setVisible(m_items->isListing() && m_items->state() == ItemTableModel::State::Reading);
    m_refresh->setEnabled(m_document.connection() != nullptr);
    const bool showGrid = m_items->rowCount() > 0;
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
        m_message->setContent(
            {.iconName = QStringLiteral("recent"), .title = m_items->isListing() ? tr("Searching…") : tr("Reading items…")});
    } else if (!m_items->question().text.isEmpty()) {
        m_message->setContent({.iconName = QStringLiteral("search"),
                               .title = tr("No item contains “%1”").arg(m_items->question().text),
                               .text = tr("All items of %1 were searched. Clear the search with Escape.").arg(m_items->place().label())});
    } else if (facet()) {
        m_message->setContent(
            {.iconName = QStringLiteral("facet"),
             .title = tr("The facet %1 shows no items").arg(toQString(facet()->name)),
             .text = m_facetProblem.isEmpty() ? tr("It shows the items of its entities that satisfy its condition.") : m_facetProblem});
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

QString DataWorkspace::countedText() const
{
    using State = ItemTableModel::State;
    const QLocale locale;
    const QString rows = locale.toString(m_items->rowCount());
    const auto total = m_items->totalItems();
    if (!m_document.connection() || m_items->state() == State::Failed || (!total && !m_items->isListing()))
        return {};
    const QString all = total ? locale.toString(*total) : locale.toString(m_items->scannedItems());
    if (!m_items->isListing()) {
        const auto table = m_items->place().index.empty() ? std::nullopt : m_items->tableItems();
        if (table && *table > *total)
            return tr("%1 items · %2 of the table are not in it").arg(all, locale.toString(*table - *total));
        return countText(*total, tr("1 item"), tr("%1 items"));
    }
    if (m_items->state() == State::Reading)
        return tr("%1 found, %2 of %3 searched").arg(rows, locale.toString(m_items->scannedItems()), all);
    if (m_items->state() == State::LimitReached && m_items->question().isSorted())
        return tr("Sorted: the first %1 items, of %2").arg(rows, all);
    if (m_items->state() == State::LimitReached)
        return tr("The first %1 items found").arg(rows);
    return tr("%1 of %2 items").arg(rows, all);
}

void DataWorkspace::selectItem(const QModelIndex &current)
{
    if (auto item = m_items->itemAt(current.row()))
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

std::vector<int> DataWorkspace::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

std::vector<std::shared_ptr<const value::Item>> DataWorkspace::selectedItems() const
{
    std::vector<std::shared_ptr<const value::Item>> items;
    for (const int row : selectedRows()) {
        if (auto item = m_items->itemAt(row)) // only rows that are read have items
            items.push_back(std::move(item));
    }
    return items;
}

void DataWorkspace::copy(JsonForm form)
{
    const auto items = selectedItems();
    std::vector<const value::Item *> plain;
    for (const auto &item : items)
        plain.push_back(item.get());
    if (!plain.empty())
        QGuiApplication::clipboard()->setText(jsonOf(plain, form));
}

} // namespace keywright::ui
