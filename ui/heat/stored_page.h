#pragma once

#include <memory>

#include <QTimer>
#include <QWidget>

#include "core/simulation/stored_distribution.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/heat/figure_model.h"

class QComboBox;
class QLabel;
class QSplitter;

namespace keywright::ui {

class Grid;

/// How the sample data lies: items and bytes by partition, item collection and entity of a table or index. Follows every edit
/// while somebody looks.
class StoredPage : public QWidget {
    Q_OBJECT

public:
    explicit StoredPage(Document &document, QWidget *parent = nullptr);

    bool isBusy() const { return m_busy || m_soon.isActive(); }
    QComboBox &places() { return *m_places; }
    FigureModel &collections() { return m_collections; }
    FigureModel &entities() { return m_entities; }
    FigureModel &partitions() { return m_partitions; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    using Distributions = std::shared_ptr<const std::vector<simulation::StoredDistribution>>;

    Grid *addGrid(QSplitter &splitter, const char *id, const QString &name, FigureModel &figures);
    void look();
    void take(Distributions stored);
    void showPlace();

    Document &m_document;
    QComboBox *m_places;
    QLabel *m_sum;
    FigureModel m_partitions;
    FigureModel m_entities;
    FigureModel m_collections;
    std::vector<Grid *> m_grids;
    Distributions m_stored;
    bool m_watched = false;
    bool m_stale = true;
    bool m_busy = false;
    quint64 m_request = 0;
    QTimer m_soon;
    Background m_background;
};

} // namespace keywright::ui
