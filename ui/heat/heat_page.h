#pragma once

#include <optional>

#include <QBoxLayout>
#include <QSplitter>
#include <QTabWidget>

#include "ui/document/adviser.h"
#include "ui/export/model_source.h"
#include "ui/heat/heat_plot.h"
#include "ui/heat/live_heat.h"
#include "ui/heat/simulation_run.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace keywright::ui {

class Findings;
class HeatBar;
class HeatLegend;
class KeyPanel;
class MessagePage;
class NoticeStrip;
class OutcomePanel;

/// The heat of one table or index over time, beside that of another design where one is compared with, and what it means.
/// Follows every edit of the model while somebody looks.
class HeatPage : public QWidget {
    Q_OBJECT

public:
    HeatPage(Document &document, Adviser &adviser, QWidget *parent = nullptr);

    HeatPlot &plot() { return *m_plot; }
    HeatPlot &otherPlot() { return *m_other; }
    HeatBar &bar() { return *m_bar; }
    const SimulationRun &run() const { return m_run; }
    /// What is shown, of a simulation or live; null before the first.
    const std::shared_ptr<const simulation::Outcome> &shown() const { return m_shown; }
    /// What the shown was made of; null of a simulation.
    std::shared_ptr<const std::vector<session::LivePlace>> livePlaces() const { return isLive() ? m_live.places() : nullptr; }
    int place() const;
    bool isLive() const;
    bool isBusy() const { return m_soon.isActive() || m_run.isRunning() || m_otherRun.isRunning() || m_reading; }

    /// Shows the map of that model beside; a default one takes it away.
    void compareWith(const std::optional<ModelSource> &source);
    void showPlace(int place);
    void exportTo(const QString &ending, const QString &path);

signals:
    void designWanted();
    void problemsWanted();
    /// What is simulated, and its outcome, are others.
    void outcomeChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeMaps();
    QWidget *makeMarks();
    void connectParts();
    void runSoon();
    void simulate();
    void startOver();
    void showRun();
    void showSource();
    void showLive();
    void showMessageFor();
    void showOutcome();
    void showMaps();
    void showOther();
    void followSeen();
    void frameHash(quint64 hash);
    void showWorst(int pattern);
    void fillComparisons();
    void askForOther();
    void askForExport(const QString &ending);
    QString nameOf(const ModelSource &source) const;
    HeatSubject subjectOf(const std::shared_ptr<const simulation::Outcome> &outcome, std::size_t place, const QString &caption) const;

    Document &m_document;
    SimulationRun m_run;
    SimulationRun m_otherRun;
    LiveHeat m_live;
    HeatBar *m_bar;
    NoticeStrip *m_notice;
    HeatPlot *m_plot;
    HeatPlot *m_other;
    QBoxLayout *m_maps = nullptr;
    HeatLegend *m_legend;
    QLabel *m_said;
    QSplitter *m_splitter;
    QTabWidget *m_side;
    Findings *m_findings;
    KeyPanel *m_keys;
    OutcomePanel *m_patterns;
    MessagePage *m_message;
    QPushButton *m_act = nullptr;
    QWidget *m_contents;
    QStackedLayout *m_pages;

    std::shared_ptr<const simulation::Outcome> m_shown; ///< whose places the bar has
    QList<std::pair<QString, ModelSource>> m_sources;
    QString m_commit; ///< the file's last one, for people
    std::optional<ModelSource> m_compared;
    std::shared_ptr<const model::Model> m_otherModel;
    QString m_otherFailure;
    bool m_reading = false;
    quint64 m_request = 0;
    bool m_watched = false;
    bool m_linking = false;
    QTimer m_soon;
    Background m_background;
};

} // namespace keywright::ui
