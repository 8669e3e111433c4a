#include "ui/design/key_chart.h"

#include <QItemSelectionModel>
#include <QStackedLayout>

#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

KeyChart::KeyChart(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_chart(new KeyChartModel(this)),
      m_tables(new Chooser(tr("Table"))),
      m_count(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_grid(new Grid(tr("Key chart"))),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout)
{
    m_tables->setObjectName(QStringLiteral("keyChartTables"));
    m_grid->setObjectName(QStringLiteral("keyChart"));
    m_grid->setModel(m_chart);
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_empty->setContent({.iconName = QStringLiteral("entity"),
                         .title = tr("No entities in this table yet"),
                         .text = tr("Entities are the kinds of item that the table holds. Add them to the model file under "
                                    "“entities” and open it again.")});
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_empty);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    bar->setSpacing(space::kM);
    bar->addWidget(m_tables);
    bar->addWidget(m_count);
    bar->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addLayout(m_pages, 1);

    connect(&document, &Document::modelChanged, this, &KeyChart::showModel);
    connect(&document, &Document::selectionChanged, this, &KeyChart::followSelection);
    connect(m_tables, &QComboBox::currentIndexChanged, this, &KeyChart::showTable);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { selectEntity(current.row()); });
    connect(m_grid, &QTableView::clicked, this, [this](const QModelIndex &index) { selectEntity(index.row()); });
    showModel();
}

void KeyChart::showModel()
{
    const QSignalBlocker quiet(m_tables);
    m_tables->clear();
    if (const auto &model = m_document.model()) {
        for (const model::Table &table : model->tables)
            m_tables->addItem(icon(QStringLiteral("table")), toQString(table.definition.name));
    }
    m_tables->setEnabled(m_tables->count() > 1);
    showTable(m_tables->currentIndex());
}

void KeyChart::showTable(int table)
{
    m_chart->setTable(m_document.model(), table);
    m_grid->fitColumns();
    m_count->setText(countText(m_chart->rowCount(), tr("1 entity, "), tr("%1 entities, "))
                     + countText(qMax(0, m_chart->columnCount() - 1), tr("1 key attribute"), tr("%1 key attributes")));
    m_pages->setCurrentWidget(m_chart->rowCount() > 0 ? static_cast<QWidget *>(m_grid) : m_empty);
    followSelection();
}

void KeyChart::selectEntity(int row)
{
    const int entity = m_chart->entityAt(row);
    if (entity >= 0)
        m_document.select({.kind = Selection::Kind::Entity, .row = entity});
}

void KeyChart::followSelection()
{
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
    if (row >= 0 && !(m_grid->currentIndex().row() == row && m_grid->selectionModel()->isRowSelected(row)))
        m_grid->selectRow(row);
}

} // namespace keywright::ui
