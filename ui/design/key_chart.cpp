#include "ui/design/key_chart.h"

#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedLayout>

#include "core/model/edits.h"
#include "core/model/renames.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_delegate.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/template_edit.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMostColumnWidth = 360;
constexpr int kClashDelayMs = 150; ///< so that typing does not look over every letter

} // namespace

KeyChart::KeyChart(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_edits(document),
      m_chart(new KeyChartModel(this)),
      m_tables(new Chooser(tr("Table"))),
      m_count(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_note(new FieldNote),
      m_grid(new Grid(tr("Key chart"))),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout),
      m_background(this)
{
    m_tables->setObjectName(QStringLiteral("keyChartTables"));
    buildGrid();
    m_start = m_empty->addButton(tr("New entity"));
    m_start->setObjectName(QStringLiteral("keyChartStart"));
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_tables->count() > 0)
            addEntity();
        else
            m_note->say(m_edits.create(Selection::Kind::Table).value_or(QString()));
    });
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_empty);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    buildBar(*layout);
    layout->addLayout(m_pages, 1);

    m_clashTimer.setSingleShot(true);
    m_clashTimer.setInterval(kClashDelayMs);
    connect(&m_clashTimer, &QTimer::timeout, this, &KeyChart::findClashes);
    connect(&document, &Document::modelChanged, this, &KeyChart::showModel);
    connect(&document, &Document::selectionChanged, this, &KeyChart::followSelection);
    connect(m_tables, &QComboBox::currentIndexChanged, this, &KeyChart::showTable);
    showModel();
}

void KeyChart::buildGrid()
{
    m_grid->setObjectName(QStringLiteral("keyChart"));
    m_grid->setModel(m_chart);
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_grid->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    auto *delegate = new EditDelegate(m_grid);
    delegate->setLine([this](const QModelIndex &index) { return makeLine(index); });
    delegate->onCommit([this](const QModelIndex &index, const QString &text) { return takeCell(index, text); });
    m_grid->setItemDelegate(delegate);
    auto *clear = new QAction(tr("Clear the cell"), m_grid);
    clear->setShortcut(QKeySequence(Qt::Key_Delete));
    clear->setShortcutContext(Qt::WidgetShortcut);
    connect(clear, &QAction::triggered, this, &KeyChart::clearCell);
    m_grid->addAction(clear);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { selectEntity(current.row()); });
    connect(m_grid, &QTableView::clicked, this, [this](const QModelIndex &index) { selectEntity(index.row()); });
    connect(m_grid, &Grid::opened, this, &KeyChart::editCell);
}

void KeyChart::buildBar(QVBoxLayout &layout)
{
    const auto makeButton = [](const QString &text, const char *id) {
        auto *button = new QPushButton(icon(QStringLiteral("add")), text);
        button->setObjectName(QLatin1String(id));
        button->setFlat(true);
        return button;
    };
    m_addEntity = makeButton(tr("New entity"), "keyChartAddEntity");
    connect(m_addEntity, &QPushButton::clicked, this, &KeyChart::addEntity);
    m_addIndex = makeButton(tr("New index"), "keyChartAddIndex");
    m_addIndex->setToolTip(tr("A new index adds its key attributes as columns"));
    auto *menu = new QMenu(m_addIndex);
    QAction *global = menu->addAction(icon(QStringLiteral("index")), tr("Global secondary index"), this, [this] { addIndex(false); });
    global->setObjectName(QStringLiteral("keyChartAddGlobal"));
    QAction *local = menu->addAction(icon(QStringLiteral("index")), tr("Local secondary index"), this, [this] { addIndex(true); });
    local->setObjectName(QStringLiteral("keyChartAddLocal"));
    m_addIndex->setMenu(menu);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    bar->setSpacing(space::kM);
    bar->addWidget(m_tables);
    bar->addWidget(m_count);
    bar->addStretch();
    bar->addWidget(m_addEntity);
    bar->addWidget(m_addIndex);
    auto *note = new QHBoxLayout;
    note->setContentsMargins(space::kL, 0, space::kL, 0);
    note->addWidget(m_note);
    layout.addLayout(bar);
    layout.addLayout(note);
}

void KeyChart::showModel()
{
    const auto &model = m_document.model();
    QStringList names;
    for (std::size_t row = 0; model && row < model->tables.size(); ++row)
        names << toQString(model->tables[row].definition.name);
    QStringList shown;
    for (int row = 0; row < m_tables->count(); ++row)
        shown << m_tables->itemText(row);
    if (names != shown) {
        const QSignalBlocker quiet(m_tables);
        const int row = names.size() == shown.size() ? m_tables->currentIndex() : static_cast<int>(names.indexOf(m_tables->currentText()));
        m_tables->clear();
        for (const QString &name : names)
            m_tables->addItem(icon(QStringLiteral("table")), name);
        m_tables->setCurrentIndex(qBound(names.isEmpty() ? -1 : 0, row, static_cast<int>(names.size()) - 1));
    }
    m_tables->setEnabled(m_tables->count() > 1);
    m_note->clear();
    showTable(m_tables->currentIndex());
}

void KeyChart::showTable(int table)
{
    {
        const QScopedValueRollback<bool> updating(m_updating, true);
        m_chart->setTable(m_document.model(), table);
    }
    m_shown = m_document.model();
    if (m_columns != m_chart->columnCount() || m_chart->rowCount() == 0) {
        m_columns = m_chart->columnCount();
        m_grid->fitColumns();
    }
    m_count->setText(table < 0 ? QString()
                               : countText(m_chart->rowCount(), tr("1 entity, "), tr("%1 entities, "))
                             + countText(qMax(0, m_chart->columnCount() - 1), tr("1 key attribute"), tr("%1 key attributes")));
    m_tables->setVisible(table >= 0);
    m_addEntity->setEnabled(table >= 0);
    m_addIndex->setEnabled(table >= 0);
    showEmptyPage();
    followSelection();
    // What was current is gone, and its neighbour took its place.
    if (m_document.selection().kind == Selection::Kind::None && m_grid->hasFocus())
        selectEntity(m_grid->currentIndex().row());
    m_clashTimer.start();
}

void KeyChart::showEmptyPage()
{
    const bool hasTable = m_tables->count() > 0;
    m_empty->setContent({.iconName = hasTable ? QStringLiteral("entity") : QStringLiteral("table"),
                         .title = hasTable ? tr("No entities in this table yet") : tr("No table yet"),
                         .text = hasTable ? tr("An entity is a kind of item that the table holds, such as User or Order. Here you "
                                               "write how each one builds its keys.")
                                          : tr("The key chart shows how each entity of a table builds its keys. Begin with a table.")});
    m_start->setText(hasTable ? tr("New entity") : tr("New table"));
    m_start->setAccessibleName(m_start->text());
    m_start->setVisible(m_document.model() != nullptr);
    m_pages->setCurrentWidget(m_chart->rowCount() > 0 ? static_cast<QWidget *>(m_grid) : m_empty);
}

void KeyChart::selectEntity(int row)
{
    const int entity = m_chart->entityAt(row);
    if (entity >= 0 && !m_updating)
        m_document.select({.kind = Selection::Kind::Entity, .row = entity});
}

void KeyChart::followSelection()
{
    if (m_shown != m_document.model())
        return; // the chart is behind; showTable() comes next
    const Selection &selection = m_document.selection();
    if (selection.kind == Selection::Kind::Table && selection.row < m_tables->count()) {
        m_tables->setCurrentIndex(selection.row);
        return;
    }
    if (selection.kind != Selection::Kind::Entity || !m_document.model()) {
        m_grid->clearSelection();
        return;
    }
    const model::Entity &entity = m_document.model()->entities[static_cast<std::size_t>(selection.row)];
    m_tables->setCurrentText(toQString(entity.table));
    const int row = m_chart->rowOf(selection.row);
    if (row < 0 || (m_grid->currentIndex().row() == row && m_grid->selectionModel()->isRowSelected(row)))
        return;
    const int column = qMax(0, m_grid->currentIndex().column());
    m_grid->selectionModel()->setCurrentIndex(m_chart->index(row, column), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

EditLine *KeyChart::makeLine(const QModelIndex &index) const
{
    const int entity = m_chart->entityAt(index.row());
    if (index.column() == 0 || entity < 0) {
        auto *line = new EditLine;
        line->setAccessibleName(tr("Name of the entity"));
        return line;
    }
    auto *line = new TemplateEdit;
    line->setNames(m_document.model()->entities[static_cast<std::size_t>(entity)]);
    line->setAccessibleName(tr("Key template of %1").arg(toQString(m_chart->attributeAt(index.column()))));
    return line;
}

Refusal KeyChart::takeCell(const QModelIndex &index, const QString &text)
{
    const int row = m_chart->entityAt(index.row());
    if (row < 0)
        return std::nullopt;
    if (index.column() == 0)
        return m_edits.rename({.kind = Selection::Kind::Entity, .row = row}, text);
    if (const Refusal problem = TemplateEdit::problemOf(text))
        return problem;
    m_document.endCoalescing();
    const Refusal refusal = m_document.edit([&](const model::Model &before) {
        return model::changeKeyTemplate(before, before.entities.at(static_cast<std::size_t>(row)).name,
                                        m_chart->attributeAt(index.column()), text.toStdString());
    });
    const int wanted = qMin(kMostColumnWidth, m_grid->itemDelegate()->sizeHint({}, index).width() + space::kS);
    if (!refusal && wanted > m_grid->columnWidth(index.column()))
        m_grid->setColumnWidth(index.column(), wanted);
    return refusal;
}

void KeyChart::clearCell()
{
    const QModelIndex cell = m_grid->currentIndex();
    if (cell.isValid() && cell.column() > 0 && !cell.data(Qt::EditRole).toString().isEmpty())
        m_note->say(takeCell(cell, {}).value_or(QString()));
}

void KeyChart::addEntity()
{
    const Refusal refusal = m_edits.create(Selection::Kind::Entity, m_tables->currentIndex());
    m_note->say(refusal.value_or(QString()));
    if (!refusal)
        editCell(m_chart->index(m_chart->rowCount() - 1, 0));
}

void KeyChart::addIndex(bool local)
{
    const int columns = m_chart->columnCount();
    const int entity = m_chart->entityAt(m_grid->currentIndex().row());
    const Refusal refusal = m_edits.createIndex(local, m_tables->currentIndex());
    m_note->say(refusal.value_or(QString()));
    if (refusal || m_chart->columnCount() == columns || m_chart->rowCount() == 0)
        return;
    // On to the first new cell of the entity that was current.
    const QModelIndex cell = m_chart->index(qMax(0, m_chart->rowOf(entity)), local ? m_grid->currentIndex().column() : columns);
    editCell(cell.isValid() ? cell : m_chart->index(0, m_chart->columnCount() - 1));
}

void KeyChart::editCell(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_grid->setFocus();
    m_grid->setCurrentIndex(index);
    m_grid->scrollTo(index);
    if (m_grid->indexWidget(index) == nullptr)
        m_grid->edit(index);
}

void KeyChart::findClashes()
{
    const quint64 request = ++m_clashRequest;
    const auto model = m_document.model();
    if (!model)
        return;
    m_background.start([model](const std::stop_token &) { return model::findKeyClashes(*model); },
                       [this, request](std::vector<model::KeyClash> clashes) {
                           if (request == m_clashRequest)
                               m_chart->setClashes(std::move(clashes));
                       });
}

} // namespace keywright::ui
