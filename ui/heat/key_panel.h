#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/model/model.h"
#include "core/session/live_traffic.h"
#include "core/simulation/outcome.h"
#include "ui/heat/figure_model.h"

class QLabel;
class QPushButton;

namespace keywright::ui {

class Grid;

/// The hottest keys of a place, as Contributor Insights ranks them: by 3 × write units + read units. Follows what the map
/// shows: of all partitions or of some; a key opens the items of its collection as the sample data has them.
class KeyPanel : public QWidget {
    Q_OBJECT

public:
    explicit KeyPanel(QWidget *parent = nullptr);

    void setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place, const std::shared_ptr<const model::Model> &model);
    /// Of live traffic: it tells items apart. Null for a simulation.
    void setLive(const std::shared_ptr<const std::vector<session::LivePlace>> &live);
    /// Only the keys in these rows of the map; nullopt for all.
    void setRows(std::optional<std::pair<std::size_t, std::size_t>> rows);
    /// The items of a key's collection; an empty key goes back to the keys.
    void showCollection(const QString &key);
    const QString &collection() const { return m_collection; }

    FigureModel &figures() { return m_figures; }

signals:
    /// A person looks at a key: the rows that can hold it.
    void keyChosen(const QString &key, quint64 hash);
    void allWanted();

private:
    void build();
    void buildKeys(const simulation::PlaceOutcome &place);
    void buildItems(const simulation::PlaceOutcome &place);
    std::vector<FigureModel::Row> liveItems() const;
    std::vector<FigureModel::Row> sampleItems(const simulation::PlaceOutcome &place) const;
    void open(const QModelIndex &index);
    void choose(const QModelIndex &index);
    bool isSeen(const simulation::HotKey &key, const simulation::PlaceOutcome &place) const;

    std::shared_ptr<const simulation::Outcome> m_outcome;
    std::shared_ptr<const model::Model> m_model;
    std::shared_ptr<const std::vector<session::LivePlace>> m_live;
    int m_place = -1;
    std::optional<std::pair<std::size_t, std::size_t>> m_rows;
    QString m_collection;
    std::vector<std::size_t> m_keys; ///< numbers of the hot keys shown
    FigureModel m_figures;
    QLabel *m_path;
    QPushButton *m_back;
    Grid *m_grid;
    QLabel *m_note;
};

} // namespace keywright::ui
