#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include <QTimer>
#include <QWidget>

#include "core/simulation/stored_distribution.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/heat/figure_model.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSplitter;

namespace keywright::ui {

class Grid;

/// How items lie: items and bytes by partition, item collection and entity of a table or index. Counts the sample data, and
/// follows every edit while somebody looks; or the tables as they are, when somebody asks.
class StoredPage : public QWidget {
    Q_OBJECT

public:
    explicit StoredPage(Document &document, QWidget *parent = nullptr);

    enum class Source { SampleData, Tables };

    bool isBusy() const { return m_busy || m_soon.isActive(); }
    QComboBox &sources() { return *m_sources; }
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
    struct Counted {
        Distributions stored;
        QString failure;
    };

    Source source() const;
    QHBoxLayout *makeBar();
    void look();
    void lookAt(std::function<Counted(const std::stop_token &)> count);
    void stop();
    void take(Counted counted);
    void showBusy();
    QString sumText(const simulation::StoredDistribution &stored) const;
    void showPlace();

    Document &m_document;
    QComboBox *m_sources;
    QComboBox *m_places;
    QPushButton *m_again;
    QPushButton *m_stop;
    QLabel *m_sum;
    FigureModel m_partitions;
    FigureModel m_entities;
    FigureModel m_collections;
    std::vector<Grid *> m_grids;
    Distributions m_stored;
    QString m_failure;
    std::shared_ptr<std::atomic<std::int64_t>> m_read = std::make_shared<std::atomic<std::int64_t>>(0); ///< items so far
    bool m_watched = false;
    bool m_stale = true;
    bool m_busy = false;
    quint64 m_request = 0;
    QTimer m_soon;
    QTimer m_tick;
    Background m_background;
};

} // namespace keywright::ui
