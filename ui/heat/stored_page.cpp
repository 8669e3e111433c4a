#include "ui/heat/stored_page.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/heat/heat_words.h"
#include "ui/parts/chooser.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kEditPause = 300; ///< milliseconds

FigureModel::Row rowOf(const QString &name, std::int64_t items, std::int64_t bytes, std::int64_t all)
{
    const double share = all > 0 ? static_cast<double>(bytes) / static_cast<double>(all) : 0;
    return {{name, {}},
            {amountText(static_cast<double>(items)), static_cast<double>(items)},
            {QLocale().formattedDataSize(bytes), static_cast<double>(bytes)},
            {heatText(share), share}};
}

} // namespace

StoredPage::StoredPage(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_places(new Chooser(tr("Table or index"))),
      m_sum(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_background(this)
{
    m_places->setObjectName(QStringLiteral("storedPlace"));
    m_sum->setObjectName(QStringLiteral("storedSum"));
    m_sum->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    row->setSpacing(space::kM);
    row->addWidget(m_places);
    row->addWidget(m_sum, 1);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    m_grids = {addGrid(*splitter, "storedEntities", tr("Entities"), m_entities),
               addGrid(*splitter, "storedPartitions", tr("Partitions"), m_partitions),
               addGrid(*splitter, "storedCollections", tr("Largest item collections"), m_collections)};
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(makeLine());
    column->addWidget(splitter, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kEditPause);
    connect(&m_soon, &QTimer::timeout, this, &StoredPage::look);
    connect(m_places, &QComboBox::activated, this, &StoredPage::showPlace);
    connect(&document, &Document::modelChanged, this, [this] {
        m_stale = true;
        if (m_watched)
            m_soon.start();
    });
}

Grid *StoredPage::addGrid(QSplitter &splitter, const char *id, const QString &name, FigureModel &figures)
{
    auto *grid = new Grid(name);
    grid->setObjectName(QLatin1String(id));
    grid->setModel(&figures);
    grid->setSortingEnabled(true);
    grid->sortByColumn(-1, Qt::DescendingOrder);
    splitter.addWidget(grid);
    return grid;
}

void StoredPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watched = true;
    if (m_stale)
        look();
}

void StoredPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watched = false;
}

void StoredPage::look()
{
    m_soon.stop();
    m_stale = false;
    const auto &model = m_document.model();
    if (!model) {
        take(nullptr);
        return;
    }
    m_busy = true;
    m_background.start(
        [model](const std::stop_token &) {
            return std::make_shared<const std::vector<simulation::StoredDistribution>>(simulation::storedDistributions(*model));
        },
        [this, request = ++m_request](const std::shared_ptr<const std::vector<simulation::StoredDistribution>> &stored) {
            if (request == m_request)
                take(stored);
        });
}

void StoredPage::take(Distributions stored)
{
    m_busy = false;
    m_stored = std::move(stored);
    const QString chosen = m_places->currentText();
    m_places->clear();
    if (m_stored)
        for (const simulation::StoredDistribution &each : *m_stored)
            m_places->addItem(toQString(each.index.empty() ? each.table : each.table + " / " + each.index));
    m_places->setCurrentIndex(qMax(0, m_places->findText(chosen)));
    showPlace();
}

void StoredPage::showPlace()
{
    std::vector<FigureModel::Row> partitions;
    std::vector<FigureModel::Row> entities;
    std::vector<FigureModel::Row> collections;
    const int place = m_places->currentIndex();
    m_sum->clear();
    if (m_stored && place >= 0 && place < static_cast<int>(m_stored->size())) {
        const simulation::StoredDistribution &stored = (*m_stored)[static_cast<std::size_t>(place)];
        m_sum->setText(stored.items == 0
                           ? tr("The sample data has no item here. Generate some in Data.")
                           : tr("%1 items of the sample data in %2 item collections, %3 with the 100 bytes billed for each item")
                                 .arg(stored.items)
                                 .arg(stored.collections.size())
                                 .arg(QLocale().formattedDataSize(stored.bytes)));
        for (const simulation::StoredPartition &each : stored.partitions) {
            partitions.push_back(rowOf(rangeText(each.range), each.items, each.bytes, stored.bytes));
            partitions.back().push_back({amountText(static_cast<double>(each.collections)), static_cast<double>(each.collections)});
        }
        for (const simulation::StoredShare &each : stored.entities)
            entities.push_back(rowOf(each.name.empty() ? tr("Of no entity") : toQString(each.name), each.items, each.bytes, stored.bytes));
        for (const simulation::StoredShare &each : stored.collections)
            collections.push_back(rowOf(toQString(each.name), each.items, each.bytes, stored.bytes));
    }
    m_partitions.setFigures({tr("Partition"), tr("Items"), tr("Size"), tr("Share"), tr("Item collections")}, std::move(partitions));
    m_entities.setFigures({tr("Entity"), tr("Items"), tr("Size"), tr("Share")}, std::move(entities));
    m_collections.setFigures({tr("Item collection"), tr("Items"), tr("Size"), tr("Share")}, std::move(collections));
    for (Grid *grid : m_grids) {
        grid->fitColumns(360);
        grid->horizontalHeader()->setStretchLastSection(false);
        grid->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    }
}

} // namespace keywright::ui
