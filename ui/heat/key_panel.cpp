#include "ui/heat/key_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>

#include "core/schema/table_definition.h"
#include "core/value/item_size.h"
#include "ui/document/text.h"
#include "ui/heat/heat_words.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

QString textOf(const value::Item &item, const std::vector<schema::KeyAttribute> &attributes)
{
    QStringList texts;
    for (const schema::KeyAttribute &attribute : attributes) {
        const value::AttributeValue *found = item.find(attribute.name);
        if (found == nullptr)
            return {};
        if (const auto *text = found->get<std::string>())
            texts << toQString(*text);
        else if (const auto *number = found->get<value::Decimal>())
            texts << toQString(number->text());
        else
            return {};
    }
    return texts.join(QStringLiteral(" / "));
}

const schema::KeySchema *keyOf(const model::Model &model, const simulation::PlaceOutcome &place)
{
    for (const model::Table &table : model.tables) {
        if (table.definition.name != place.table)
            continue;
        if (place.index.empty())
            return &table.definition.key;
        for (const schema::IndexDefinition &index : table.definition.globalIndexes)
            if (index.name == place.index)
                return &index.key;
    }
    return nullptr;
}

} // namespace

KeyPanel::KeyPanel(QWidget *parent)
    : QWidget(parent),
      m_path(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_back(new QPushButton(tr("All partitions"))),
      m_grid(new Grid(tr("Hottest keys"))),
      m_note(makeParagraph({}, TextRole::Caption, LabelTone::Secondary))
{
    m_path->setObjectName(QStringLiteral("keyPath"));
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_back->setObjectName(QStringLiteral("keyBack"));
    m_back->setProperty("flat", true);
    m_grid->setObjectName(QStringLiteral("hottestKeys"));
    m_grid->setModel(&m_figures);
    m_grid->setSortingEnabled(true);
    m_grid->sortByColumn(-1, Qt::DescendingOrder);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kL, space::kS, space::kS, 0);
    row->addWidget(m_path, 1);
    row->addWidget(m_back);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::kL, 0, space::kL, space::kS);
    foot->addWidget(m_note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addLayout(row);
    column->addWidget(m_grid, 1);
    column->addLayout(foot);
    connect(m_grid, &Grid::opened, this, &KeyPanel::open);
    connect(m_grid, &QTableView::clicked, this, &KeyPanel::choose);
    connect(m_back, &QPushButton::clicked, this, [this] {
        if (!m_collection.isEmpty())
            showCollection({});
        else
            emit allWanted();
    });
}

void KeyPanel::setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place,
                          const std::shared_ptr<const model::Model> &model)
{
    if (place != m_place)
        m_collection.clear();
    m_outcome = outcome;
    m_place = place;
    m_model = model;
    build();
}

void KeyPanel::setLive(const std::shared_ptr<const std::vector<session::LivePlace>> &live)
{
    m_live = live;
}

void KeyPanel::setRows(std::optional<std::pair<std::size_t, std::size_t>> rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    build();
}

void KeyPanel::showCollection(const QString &key)
{
    m_collection = key;
    build();
}

bool KeyPanel::isSeen(const simulation::HotKey &key, const simulation::PlaceOutcome &place) const
{
    if (!m_rows || place.map.rows.empty())
        return true;
    const std::size_t first = std::min(m_rows->first, place.map.rows.size() - 1);
    const std::size_t last = std::clamp(m_rows->second, first + 1, place.map.rows.size()) - 1;
    return place.map.rows[first].range.first.hash <= key.hash && key.hash <= place.map.rows[last].range.last.hash;
}

void KeyPanel::build()
{
    if (!m_outcome || m_place < 0 || m_place >= static_cast<int>(m_outcome->places.size())) {
        m_figures.setFigures({}, {});
        m_path->clear();
        m_back->hide();
        return;
    }
    const simulation::PlaceOutcome &place = m_outcome->places[static_cast<std::size_t>(m_place)];
    if (m_collection.isEmpty())
        buildKeys(place);
    else
        buildItems(place);
    m_path->setToolTip(m_path->text());
    m_grid->fitColumns(300);
    m_grid->horizontalHeader()->setStretchLastSection(false);
    m_grid->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void KeyPanel::buildKeys(const simulation::PlaceOutcome &place)
{
    const double all = std::max(1e-9, 3 * place.offered.writes + place.offered.reads);
    std::vector<FigureModel::Row> rows;
    m_keys.clear();
    for (std::size_t i = 0; i < place.hottest.size(); ++i) {
        const simulation::HotKey &key = place.hottest[i];
        if (!isSeen(key, place))
            continue;
        m_keys.push_back(i);
        const double share = key.weight() / all;
        rows.push_back({{toQString(key.key), {}, tr("Double-click for the items of its collection")},
                        {heatText(share), share},
                        {amountText(key.offered.reads), key.offered.reads},
                        {amountText(key.offered.writes), key.offered.writes}});
    }
    m_figures.setFigures({tr("Partition key"), tr("Share"), tr("Read units"), tr("Write units")}, std::move(rows));
    m_back->setText(tr("All partitions"));
    m_back->setVisible(m_rows.has_value());
    const bool some = m_rows.has_value();
    m_path->setText(!some ? placeText(place)
                        : m_rows->second - m_rows->first == 1
                        ? tr("%1 › partition %2")
                              .arg(placeText(place))
                              .arg(place.map.rows[std::min(m_rows->first, place.map.rows.size() - 1)].partition)
                        : tr("%1 › %2 partitions").arg(placeText(place)).arg(m_rows->second - m_rows->first));
    m_note->setText(m_keys.empty() ? tr("No key stands out here.")
                                   : tr("Ranked by 3 × write units + read units, as Contributor Insights does."));
}

std::vector<FigureModel::Row> KeyPanel::liveItems() const
{
    std::vector<FigureModel::Row> rows;
    if (m_place >= static_cast<int>(m_live->size()))
        return rows;
    for (const session::LiveKey &item : (*m_live)[static_cast<std::size_t>(m_place)].items)
        if (toQString(item.partitionKey) == m_collection)
            rows.push_back({{toQString(item.sortKey), {}},
                            {amountText(item.units.reads), item.units.reads},
                            {amountText(item.units.writes), item.units.writes}});
    return rows;
}

std::vector<FigureModel::Row> KeyPanel::sampleItems(const simulation::PlaceOutcome &place) const
{
    std::vector<FigureModel::Row> rows;
    const schema::KeySchema *key = m_model ? keyOf(*m_model, place) : nullptr;
    if (key == nullptr)
        return rows;
    for (const model::TableItems &sample : m_model->sampleData) {
        if (sample.table != place.table)
            continue;
        for (const value::Item &item : sample.items) {
            if (textOf(item, key->partition) != m_collection)
                continue;
            const model::Entity *entity = m_model->entityOf(sample.table, item);
            const auto bytes = static_cast<double>(value::sizeInBytes(item));
            rows.push_back({{key->sort.empty() ? m_collection : textOf(item, key->sort), {}},
                            {entity != nullptr ? toQString(entity->name) : QString(), {}},
                            {amountText(bytes), bytes}});
        }
    }
    return rows;
}

/// Live traffic tells items apart; of a simulation these are the collection's items in the sample data.
void KeyPanel::buildItems(const simulation::PlaceOutcome &place)
{
    std::vector<FigureModel::Row> rows = m_live ? liveItems() : sampleItems(place);
    const bool none = rows.empty();
    m_figures.setFigures(m_live ? QStringList{tr("Sort key"), tr("Read units"), tr("Write units")}
                                : QStringList{tr("Sort key"), tr("Entity"), tr("Bytes")},
                         std::move(rows));
    m_back->setText(tr("Back to the keys"));
    m_back->show();
    m_path->setText(tr("%1 › %2").arg(placeText(place), m_collection));
    if (m_live)
        m_note->setText(none ? tr("No item of this collection is among the hottest.")
                             : tr("The hottest items of this collection since the tables were opened."));
    else
        m_note->setText(none ? tr("The sample data has no item of this collection.")
                             : tr("The items of this collection in the sample data. The simulation tells keys apart, not their items."));
}

void KeyPanel::open(const QModelIndex &index)
{
    if (m_collection.isEmpty() && index.isValid())
        showCollection(index.siblingAtColumn(0).data().toString());
}

void KeyPanel::choose(const QModelIndex &index)
{
    if (!m_collection.isEmpty() || !index.isValid() || !m_outcome)
        return;
    const simulation::PlaceOutcome &place = m_outcome->places[static_cast<std::size_t>(m_place)];
    const simulation::HotKey &key = place.hottest[m_keys[static_cast<std::size_t>(m_figures.rowNumber(index.row()))]];
    emit keyChosen(toQString(key.key), key.hash);
}

} // namespace keywright::ui
