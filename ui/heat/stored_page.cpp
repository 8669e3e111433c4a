#include "ui/heat/stored_page.h"

#include <algorithm>
#include <span>

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include "core/session/stored_tables.h"
#include "ui/document/text.h"
#include "ui/heat/heat_words.h"
#include "ui/parts/chooser.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kStoredPageEditPause = 300; ///< milliseconds
constexpr int kTellEvery = 100;
constexpr std::size_t kMostCollections = 1'000; ///< that are listed

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
      m_sources(new Chooser(tr("What is counted"))),
      m_places(new Chooser(tr("Table or index"))),
      m_again(new QPushButton(icon(QStringLiteral("refresh")), tr("Count again"))),
      m_stop(new QPushButton(icon(QStringLiteral("stop")), tr("Stop"))),
      m_sum(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_background(this)
{
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    m_grids = {addGrid(*splitter, "storedEntities", tr("Entities"), m_entities),
               addGrid(*splitter, "storedPartitions", tr("Partitions"), m_partitions),
               addGrid(*splitter, "storedCollections", tr("Largest item collections"), m_collections)};
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(makeBar());
    column->addWidget(makeLine());
    column->addWidget(splitter, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kStoredPageEditPause);
    connect(&m_soon, &QTimer::timeout, this, &StoredPage::look);
    m_tick.setInterval(kTellEvery);
    connect(&m_tick, &QTimer::timeout, this, &StoredPage::showBusy);
    connect(m_places, &QComboBox::activated, this, &StoredPage::showPlace);
    connect(m_sources, &QComboBox::activated, this, &StoredPage::look);
    connect(m_again, &QPushButton::clicked, this, &StoredPage::look);
    connect(m_stop, &QPushButton::clicked, this, &StoredPage::stop);
    connect(&document, &Document::modelChanged, this, [this] {
        m_stale = true;
        if (m_watched)
            m_soon.start();
    });
}

QHBoxLayout *StoredPage::makeBar()
{
    m_sources->setObjectName(QStringLiteral("storedSource"));
    m_sources->addItem(tr("Sample data"));
    m_sources->addItem(tr("Tables as they are"));
    m_places->setObjectName(QStringLiteral("storedPlace"));
    m_sum->setObjectName(QStringLiteral("storedSum"));
    m_sum->setWordWrap(true);
    m_sum->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_again->setObjectName(QStringLiteral("storedAgain"));
    m_stop->setObjectName(QStringLiteral("storedStop"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    row->setSpacing(space::kM);
    row->addWidget(m_sources);
    row->addWidget(m_places);
    row->addWidget(m_sum, 1);
    row->addWidget(m_again);
    row->addWidget(m_stop);
    showBusy();
    return row;
}

StoredPage::Source StoredPage::source() const
{
    return m_sources->currentIndex() == 1 ? Source::Tables : Source::SampleData;
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
    const auto model = m_document.model();
    const auto workspace = m_document.workspace();
    if (!model || (source() == Source::Tables && !workspace)) {
        ++m_request;
        take({});
        return;
    }
    if (source() == Source::SampleData)
        lookAt([model](const std::stop_token &) {
            return Counted{std::make_shared<const std::vector<simulation::StoredDistribution>>(simulation::storedDistributions(*model)),
                           {}};
        });
    else
        lookAt([model, workspace, read = m_read](const std::stop_token &stop) {
            try {
                auto stored = session::storedTables(
                    workspace->connection(), *model, [&read](std::int64_t items) { *read = items; }, stop);
                if (!stored)
                    return Counted{};
                return Counted{std::make_shared<const std::vector<simulation::StoredDistribution>>(std::move(*stored)), {}};
            } catch (const std::exception &error) {
                return Counted{nullptr, QString::fromUtf8(error.what())};
            }
        });
}

void StoredPage::lookAt(std::function<Counted(const std::stop_token &)> count)
{
    m_background.stop(); // what runs is of another state
    m_busy = true;
    *m_read = 0;
    m_tick.start();
    showBusy();
    m_background.start(std::move(count), [this, request = ++m_request](Counted counted) {
        if (request == m_request)
            take(std::move(counted));
    });
}

/// What was counted before stays.
void StoredPage::stop()
{
    m_background.stop();
    ++m_request;
    m_busy = false;
    m_tick.stop();
    showPlace();
    showBusy();
}

void StoredPage::showBusy()
{
    const bool counts = m_busy && source() == Source::Tables;
    m_again->setVisible(!counts && source() == Source::Tables);
    m_stop->setVisible(counts);
    if (counts)
        m_sum->setText(tr("Counting: %1 items so far").arg(QLocale().toString(static_cast<qlonglong>(m_read->load()))));
}

void StoredPage::take(Counted counted)
{
    m_busy = false;
    m_tick.stop();
    m_stored = std::move(counted.stored);
    m_failure = counted.failure;
    const QString chosen = m_places->currentText();
    m_places->clear();
    if (m_stored)
        for (const simulation::StoredDistribution &each : *m_stored)
            m_places->addItem(toQString(each.index.empty() ? each.table : each.table + " / " + each.index));
    m_places->setCurrentIndex(qMax(0, m_places->findText(chosen)));
    showBusy();
    showPlace();
}

QString StoredPage::sumText(const simulation::StoredDistribution &stored) const
{
    const bool isSample = source() == Source::SampleData;
    if (stored.items == 0)
        return isSample ? tr("The sample data has no item here. Generate some in Data.") : tr("The table has no item here.");
    const QString items = QLocale().toString(static_cast<qlonglong>(stored.items));
    return (isSample ? tr("%1 items of the sample data in %2 item collections, %3 with the 100 bytes billed for each item")
                     : tr("%1 items in %2 item collections, %3 with the 100 bytes billed for each item"))
        .arg(items, QLocale().toString(static_cast<qlonglong>(stored.collections.size())), QLocale().formattedDataSize(stored.bytes));
}

void StoredPage::showPlace()
{
    std::vector<FigureModel::Row> partitions;
    std::vector<FigureModel::Row> entities;
    std::vector<FigureModel::Row> collections;
    const int place = m_places->currentIndex();
    m_sum->setText(m_failure);
    if (m_stored && place >= 0 && place < static_cast<int>(m_stored->size())) {
        const simulation::StoredDistribution &stored = (*m_stored)[static_cast<std::size_t>(place)];
        m_sum->setText(sumText(stored));
        for (const simulation::StoredPartition &each : stored.partitions) {
            partitions.push_back(rowOf(rangeText(each.range), each.items, each.bytes, stored.bytes));
            partitions.back().push_back({amountText(static_cast<double>(each.collections)), static_cast<double>(each.collections)});
        }
        for (const simulation::StoredShare &each : stored.entities)
            entities.push_back(rowOf(each.name.empty() ? tr("Of no entity") : toQString(each.name), each.items, each.bytes, stored.bytes));
        for (const simulation::StoredShare &each :
             std::span(stored.collections).first(std::min(kMostCollections, stored.collections.size())))
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
