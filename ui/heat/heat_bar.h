#pragma once

#include <QWidget>

#include "core/session/live_traffic.h"
#include "core/simulation/heat_picture.h"
#include "ui/export/model_source.h"

class QComboBox;
class QHBoxLayout;
class QMenu;
class QProgressBar;
class QPushButton;
class QSlider;
class QSpinBox;
class QToolButton;

namespace keywright::ui {

/// The controls above the heat maps: what is simulated, which table or index is shown, and how.
class HeatBar : public QWidget {
    Q_OBJECT

public:
    enum class Source { Simulated, Live };

    explicit HeatBar(QWidget *parent = nullptr);

    Source source() const;
    void setSource(Source source);
    session::LiveSpan span() const;
    int hours() const;
    quint64 seed() const;
    simulation::HeatPicture look() const;
    int place() const;

    /// Keeps the chosen one where it is still there, else the hottest one is taken: `preferred`.
    void setPlaces(const QStringList &places, int preferred);
    void setPlace(int place);
    /// Sources to compare with, in the order of the chooser after "Nothing" and before "Another file…".
    void setComparisons(const QList<std::pair<QString, ModelSource>> &sources, int chosen);
    void setRunning(bool running, double progress);
    void setCanZoomOut(bool can);

signals:
    void sourceChanged();
    void spanChanged();
    void wishChanged();
    void placeChanged();
    void lookChanged();
    /// -1 for nothing.
    void comparisonChosen(int number);
    void otherFileWanted();
    void stopWanted();
    void zoomInWanted();
    void zoomOutWanted();
    void wholeWanted();
    void exportWanted(const QString &ending);

private:
    void buildRun(QHBoxLayout &row);
    void buildLook(QHBoxLayout &row);
    QMenu *makeExports();
    void chooseComparison(int row);

    QComboBox *m_source;
    QSpinBox *m_hours;
    QSpinBox *m_seed;
    QWidget *m_wish;
    QComboBox *m_span;
    QComboBox *m_place;
    QComboBox *m_compare;
    QComboBox *m_what;
    QComboBox *m_scale;
    QComboBox *m_multiplier;
    QSlider *m_brightness;
    QToolButton *m_zoomOut;
    QToolButton *m_whole;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    int m_compared = 0; ///< row of m_compare
};

} // namespace keywright::ui
