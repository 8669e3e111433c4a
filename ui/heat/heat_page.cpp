#include "ui/heat/heat_page.h"

#include <QBuffer>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>

#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/heat/findings.h"
#include "ui/heat/heat_bar.h"
#include "ui/heat/heat_export.h"
#include "ui/heat/heat_legend.h"
#include "ui/heat/key_panel.h"
#include "ui/heat/outcome_panel.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/notice_strip.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kEditPause = 400;    ///< milliseconds after the last edit
constexpr int kWideEnough = 1'000; ///< for the tables to stand beside the map
constexpr int kTwoWide = 620;      ///< for two maps to stand beside each other

bool hasRates(const model::Model &model)
{
    return std::any_of(model.accessPatterns.begin(), model.accessPatterns.end(),
                       [](const model::AccessPattern &each) { return each.rate && each.rate->perSecond > 0; });
}

int hottestPlace(const simulation::Outcome &outcome)
{
    const auto hottest = std::max_element(outcome.places.begin(), outcome.places.end(), [](const auto &left, const auto &right) {
        // Of those at their limit, the one that throttles the most.
        return std::pair(std::min(1.0, left.greatestHeat), left.throttled.reads + left.throttled.writes)
            < std::pair(std::min(1.0, right.greatestHeat), right.throttled.reads + right.throttled.writes);
    });
    return static_cast<int>(hottest - outcome.places.begin());
}

/// The place of another design that answers to this one: of the same name, else an index of that name, else its hottest.
std::size_t counterpart(const simulation::PlaceOutcome &place, const simulation::Outcome &other)
{
    const auto find = [&](const auto &matches) { return std::find_if(other.places.begin(), other.places.end(), matches); };
    auto found = find([&](const auto &each) { return each.table == place.table && each.index == place.index; });
    if (found == other.places.end())
        found = find([&](const auto &each) { return each.index == place.index && !place.index.empty(); });
    return found != other.places.end() ? static_cast<std::size_t>(found - other.places.begin())
                                       : static_cast<std::size_t>(hottestPlace(other));
}

} // namespace

HeatPage::HeatPage(Document &document, Adviser &adviser, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_live(document),
      m_bar(new HeatBar),
      m_notice(new NoticeStrip(tr("The simulation was stopped: the map is of an earlier state."), tr("Simulate"))),
      m_plot(new HeatPlot),
      m_other(new HeatPlot),
      m_legend(new HeatLegend),
      m_said(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_splitter(new QSplitter(Qt::Vertical)), // beside each other only where there is room: see resizeEvent()
      m_side(new QTabWidget),
      m_findings(new Findings(adviser)),
      m_keys(new KeyPanel),
      m_patterns(new OutcomePanel(document)),
      m_message(new MessagePage),
      m_contents(new QWidget),
      m_pages(new QStackedLayout(this)),
      m_background(this)
{
    m_other->setObjectName(QStringLiteral("otherHeatPlot"));
    m_other->setAccessibleName(tr("Heat map of the other design"));
    m_notice->setObjectName(QStringLiteral("heatNotice"));
    m_message->setObjectName(QStringLiteral("heatMessage"));
    m_act = m_message->addButton(tr("Simulate again"));
    m_act->setObjectName(QStringLiteral("heatAct"));
    m_side->setObjectName(QStringLiteral("heatSide"));
    m_side->setDocumentMode(true);
    m_side->setAccessibleName(tr("What the heat map means"));
    m_side->addTab(m_findings, tr("Findings"));
    m_side->addTab(m_keys, tr("Hottest keys"));
    m_side->addTab(m_patterns, tr("Access patterns"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeMaps());
    m_splitter->addWidget(m_side);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *column = new QVBoxLayout(m_contents);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(makeLine());
    column->addWidget(m_notice);
    column->addWidget(m_splitter, 1);
    m_pages->addWidget(m_contents);
    m_pages->addWidget(m_message);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kEditPause);
    connectParts();
}

QWidget *HeatPage::makeMaps()
{
    auto *plots = new QWidget;
    m_maps = new QBoxLayout(QBoxLayout::LeftToRight, plots);
    m_maps->setContentsMargins({});
    m_maps->setSpacing(space::kS);
    m_maps->addWidget(m_plot, 1);
    m_maps->addWidget(m_other, 1);
    m_other->hide();
    auto *area = new QWidget;
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(space::kS, space::kS, space::kS, space::kXs);
    column->setSpacing(space::kXs);
    column->addWidget(plots, 1);
    column->addWidget(makeMarks());
    return area;
}

QWidget *HeatPage::makeMarks()
{
    m_said->setObjectName(QStringLiteral("heatSaid"));
    m_said->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *marks = new QWidget;
    auto *row = new QHBoxLayout(marks);
    row->setContentsMargins(space::kS, 0, space::kS, 0);
    row->addWidget(m_legend);
    row->addWidget(m_said, 1);
    return marks;
}

void HeatPage::connectParts()
{
    connect(&m_soon, &QTimer::timeout, this, &HeatPage::simulate);
    connect(&m_document, &Document::modelOpened, this, &HeatPage::startOver);
    connect(&m_document, &Document::modelChanged, this, &HeatPage::runSoon);
    connect(&m_run, &SimulationRun::changed, this, &HeatPage::showRun);
    connect(&m_otherRun, &SimulationRun::changed, this, &HeatPage::showRun);
    for (const SimulationRun *run : {&m_run, &m_otherRun})
        connect(run, &SimulationRun::progressed, this, [this] {
            m_bar->setRunning(m_run.isRunning() || m_otherRun.isRunning(), std::min(m_run.progress(), m_otherRun.progress()));
        });
    connect(m_bar, &HeatBar::sourceChanged, this, &HeatPage::showSource);
    connect(m_bar, &HeatBar::spanChanged, this, [this] { m_live.setSpan(m_bar->span()); });
    connect(&m_live, &LiveHeat::changed, this, &HeatPage::showLive);
    connect(m_bar, &HeatBar::wishChanged, this, &HeatPage::simulate);
    connect(m_bar, &HeatBar::placeChanged, this, &HeatPage::showMaps);
    connect(m_bar, &HeatBar::lookChanged, this, [this] {
        const simulation::HeatPicture look = m_bar->look();
        m_plot->setLook(look);
        m_other->setLook(look);
        m_legend->setLook(look);
    });
    connect(m_bar, &HeatBar::stopWanted, this, [this] {
        m_run.cancel();
        m_otherRun.cancel();
    });
    connect(m_bar, &HeatBar::zoomInWanted, m_plot, &HeatPlot::zoomIn);
    connect(m_bar, &HeatBar::zoomOutWanted, m_plot, &HeatPlot::zoomOut);
    connect(m_bar, &HeatBar::wholeWanted, m_plot, &HeatPlot::showAll);
    connect(m_bar, &HeatBar::comparisonChosen, this,
            [this](int number) { compareWith(number < 0 ? std::nullopt : std::optional(m_sources[number].second)); });
    connect(m_bar, &HeatBar::otherFileWanted, this, &HeatPage::askForOther);
    connect(m_bar, &HeatBar::exportWanted, this, &HeatPage::askForExport);
    connect(m_plot, &HeatPlot::seenChanged, this, &HeatPage::followSeen);
    connect(m_other, &HeatPlot::seenChanged, this, [this] {
        if (!m_linking && m_other->isVisible())
            m_plot->setTimes(m_other->seen().firstColumn, m_other->seen().lastColumn);
    });
    connect(m_plot, &HeatPlot::entered, this, [this] { m_side->setCurrentWidget(m_keys); });
    connect(m_notice, &NoticeStrip::actionWanted, this, &HeatPage::simulate);
    connect(m_findings, &Findings::frameWanted, this, [this](const std::vector<std::size_t> &rows, std::size_t first, std::size_t last) {
        std::vector<std::size_t> framed = rows;
        if (framed.empty() && m_plot->subject().map) // all of them in those columns
            for (std::size_t row = 0; row < m_plot->subject().map->rows.size(); ++row)
                framed.push_back(row);
        m_plot->frame(framed, first, last);
    });
    connect(m_findings, &Findings::problemsWanted, this, &HeatPage::problemsWanted);
    connect(m_findings, &Findings::refused, this, [this](const QString &sentence) {
        ui::showMessage(window(), {.title = tr("The fix was not applied"), .text = sentence, .details = {}});
    });
    connect(m_keys, &KeyPanel::keyChosen, this, [this](const QString &, quint64 hash) { frameHash(hash); });
    connect(m_keys, &KeyPanel::allWanted, m_plot, &HeatPlot::showAll);
    connect(m_patterns, &OutcomePanel::worstWanted, this, &HeatPage::showWorst);
    connect(m_act, &QPushButton::clicked, this, [this] {
        if (m_document.model() && hasRates(*m_document.model()))
            simulate();
        else
            emit designWanted();
    });
}

void HeatPage::startOver()
{
    m_run.forget();
    m_otherRun.forget();
    m_compared.reset();
    m_otherModel.reset();
    m_commit.clear();
    m_sources.clear();
    m_shown.reset();
    m_plot->setSubject({});
    if (m_document.model() && !m_document.file().isEmpty())
        m_background.start([file = m_document.file()](const std::stop_token &) { return lastCommitOf(file); },
                           [this, request = ++m_request](const std::optional<QString> &commit) {
                               if (request != m_request)
                                   return;
                               m_commit = commit.value_or(QString());
                               fillComparisons();
                           });
    fillComparisons();
}

void HeatPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watched = true;
    m_live.setWatched(isLive());
    simulate();
}

void HeatPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watched = false;
    m_live.setWatched(false);
}

void HeatPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_splitter->setOrientation(width() >= kWideEnough ? Qt::Horizontal : Qt::Vertical);
    const int forMaps = width() >= kWideEnough ? width() * 3 / 5 : width();
    m_maps->setDirection(forMaps >= kTwoWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void HeatPage::runSoon()
{
    if (m_watched)
        m_soon.start();
}

void HeatPage::simulate()
{
    m_soon.stop();
    if (isLive())
        showLive();
    if (!m_watched || isLive())
        return;
    const auto &model = m_document.model();
    if (model && hasRates(*model)) {
        m_run.run({model, m_bar->hours(), m_bar->seed()});
        if (m_otherModel)
            m_otherRun.run({m_otherModel, m_bar->hours(), m_bar->seed()});
    } else {
        m_run.forget();
    }
    showRun();
}

int HeatPage::place() const
{
    return m_bar->place();
}

bool HeatPage::isLive() const
{
    return m_bar->source() == HeatBar::Source::Live;
}

void HeatPage::showSource()
{
    m_live.setWatched(m_watched && isLive());
    m_side->setTabVisible(m_side->indexOf(m_patterns), !isLive());
    m_shown.reset();
    if (isLive())
        showLive();
    else
        simulate();
}

void HeatPage::showLive()
{
    if (!isLive())
        return;
    m_bar->setRunning(false, 1);
    m_notice->hide();
    if (!m_live.outcome() || m_live.outcome()->places.empty()) {
        showMessageFor();
        return;
    }
    m_pages->setCurrentWidget(m_contents);
    if (m_shown != m_live.outcome()) {
        m_shown = m_live.outcome();
        QStringList places;
        for (const simulation::PlaceOutcome &place : m_shown->places)
            places << placeText(place);
        m_bar->setPlaces(places, hottestPlace(*m_shown));
    }
    showMaps();
}

void HeatPage::showRun()
{
    if (isLive())
        return;
    m_bar->setRunning(m_run.isRunning() || m_otherRun.isRunning(), std::min(m_run.progress(), m_otherRun.progress()));
    m_notice->setVisible(m_run.wasCancelled() && m_run.outcome());
    if (!m_run.outcome() || !m_run.failure().isEmpty()) {
        showMessageFor();
        return;
    }
    m_pages->setCurrentWidget(m_contents);
    showOutcome();
}

void HeatPage::showMessageFor()
{
    const auto &model = m_document.model();
    MessagePage::Content content{
        .iconName = QStringLiteral("heat-map"),
        .title = tr("Simulating the workload…"),
        .text = tr("The access patterns' calls are drawn, second by second, over the partitions of every table and index."),
        .details = {}};
    m_act->setText(tr("Simulate again"));
    m_act->setVisible(!m_run.isRunning());
    if (!isLive() && !m_run.failure().isEmpty()) {
        content = {.iconName = QStringLiteral("error"),
                   .tint = IconTint::Error,
                   .title = tr("This workload cannot be simulated"),
                   .text = tr("Mend what is said below, then simulate again."),
                   .details = m_run.failure()};
    } else if (isLive()) {
        content.title = m_live.hasTables() ? tr("Looking at the tables…") : tr("There are no tables to watch");
        content.text = tr("What the tables of this model serve is drawn here as it happens: from this window, and from your own "
                          "application once the endpoint in the status bar is on.");
        m_act->hide();
    } else if (!model || !hasRates(*model)) {
        content.title = tr("There is no traffic to simulate yet");
        content.text = tr("Say in Design how often each access pattern is called. The heat map then shows which partitions run hot, long "
                          "before production.");
        m_act->setText(tr("Go to the access patterns"));
    } else if (m_run.wasCancelled()) {
        content.title = tr("The simulation was stopped");
        content.text = tr("Nothing has been simulated of this model yet.");
    }
    m_message->setContent(content);
    m_pages->setCurrentWidget(m_message);
}

void HeatPage::showOutcome()
{
    if (m_shown != m_run.outcome()) {
        m_shown = m_run.outcome();
        QStringList places;
        for (const simulation::PlaceOutcome &place : m_shown->places)
            places << placeText(place);
        m_bar->setPlaces(places, hottestPlace(*m_shown));
    }
    showMaps();
}

HeatSubject HeatPage::subjectOf(const std::shared_ptr<const simulation::Outcome> &outcome, std::size_t place, const QString &caption) const
{
    const simulation::PlaceOutcome &shown = outcome->places[place];
    return {caption, std::shared_ptr<const simulation::HeatMap>(outcome, &shown.map), shown.hottest,
            isLive() ? HeatClock::Wall : HeatClock::Simulated};
}

void HeatPage::showMaps()
{
    const int place = m_bar->place();
    if (!m_shown || place < 0 || place >= static_cast<int>(m_shown->places.size()))
        return;
    const bool compared = m_compared.has_value() && !isLive();
    const auto &shown = m_shown->places[static_cast<std::size_t>(place)];
    const HeatSubject subject = subjectOf(m_shown, static_cast<std::size_t>(place),
                                          compared ? tr("%1: %2").arg(toQString(m_run.model()->name), placeText(shown)) : QString());
    if (m_plot->subject().map != subject.map || m_plot->subject().caption != subject.caption)
        m_plot->setSubject(subject);
    m_findings->setOutcome(m_shown, place);
    m_keys->setLive(livePlaces());
    m_keys->setOutcome(m_shown, place, isLive() ? m_document.model() : m_run.model());
    if (!isLive())
        m_patterns->setOutcome(m_shown);
    m_said->setText(tr("%1, %2 at the end; hottest second %3")
                        .arg(countText(static_cast<qint64>(shown.partitionsAtStart), tr("1 partition"), tr("%1 partitions")))
                        .arg(shown.partitions.size())
                        .arg(heatText(shown.greatestHeat)));
    if (isLive())
        m_said->setText(shown.consumed == capacity::Units{}
                            ? tr("Nothing was served lately. Read items in Data, or point your application at the endpoint.")
                            : tr("%1 read and %2 write units; hottest second %3")
                                  .arg(amountText(shown.consumed.reads), amountText(shown.consumed.writes), heatText(shown.greatestHeat)));
    m_said->setToolTip(m_said->text());
    showOther();
    emit outcomeChanged();
}

void HeatPage::showOther()
{
    const auto &other = m_otherRun.outcome();
    const bool shown = m_compared && !isLive() && other && !other->places.empty() && m_bar->place() >= 0;
    m_other->setVisible(shown);
    if (m_compared && !isLive() && !m_otherFailure.isEmpty())
        m_said->setText(m_otherFailure);
    if (!shown)
        return;
    const std::size_t place = counterpart(m_shown->places[static_cast<std::size_t>(m_bar->place())], *other);
    const HeatSubject subject =
        subjectOf(other, place, tr("%1: %2").arg(toQString(m_otherRun.model()->name), placeText(other->places[place])));
    if (m_other->subject().map != subject.map)
        m_other->setSubject(subject);
    m_linking = true;
    m_other->setTimes(m_plot->seen().firstColumn, m_plot->seen().lastColumn);
    m_linking = false;
}

void HeatPage::followSeen()
{
    m_bar->setCanZoomOut(!m_plot->isWhole());
    const HeatRaster::Span rows = m_plot->visibleRows();
    const bool all = !m_plot->subject().map || rows.end - rows.first == m_plot->subject().map->rows.size();
    m_keys->setRows(all ? std::nullopt : std::optional(std::pair(rows.first, rows.end)));
    if (m_other->isVisible() && !m_linking) {
        m_linking = true;
        m_other->setTimes(m_plot->seen().firstColumn, m_plot->seen().lastColumn);
        m_linking = false;
    }
}

void HeatPage::showPlace(int place)
{
    m_bar->setPlace(place);
    showMaps();
}

void HeatPage::frameHash(quint64 hash)
{
    const auto &map = m_plot->subject().map;
    if (!map || map->columns == 0)
        return;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < map->rows.size(); ++row)
        if (map->rows[row].range.first.hash <= hash && hash <= map->rows[row].range.last.hash)
            rows.push_back(row);
    m_plot->frame(std::move(rows), 0, map->columns - 1);
}

void HeatPage::showWorst(int pattern)
{
    const auto &worst = m_shown->patterns[static_cast<std::size_t>(pattern)].worst;
    if (!worst)
        return;
    showPlace(static_cast<int>(worst->place));
    const auto &map = m_plot->subject().map;
    std::vector<std::size_t> rows; // it may have been split since
    for (std::size_t row = 0; row < map->rows.size(); ++row)
        if (worst->range.contains(map->rows[row].range.first))
            rows.push_back(row);
    m_plot->showAll();
    m_plot->frame(std::move(rows), 0, map->columns - 1);
}

QString HeatPage::nameOf(const ModelSource &source) const
{
    switch (source.kind) {
    case ModelSource::Kind::SavedFile: return tr("The saved file");
    case ModelSource::Kind::LastCommit: return tr("Commit %1").arg(m_commit);
    case ModelSource::Kind::OpenModel:
    case ModelSource::Kind::OtherFile: break;
    }
    return QFileInfo(source.file).fileName();
}

void HeatPage::fillComparisons()
{
    QList<ModelSource> sources;
    if (!m_document.file().isEmpty())
        sources << ModelSource{ModelSource::Kind::SavedFile, m_document.file()};
    if (!m_commit.isEmpty())
        sources << ModelSource{ModelSource::Kind::LastCommit, m_document.file()};
    for (const auto &[name, source] : std::as_const(m_sources))
        if (source.kind == ModelSource::Kind::OtherFile)
            sources << source;
    if (m_compared && !sources.contains(*m_compared))
        sources << *m_compared;
    m_sources.clear();
    int chosen = -1;
    for (const ModelSource &source : sources) {
        if (m_compared && source == *m_compared)
            chosen = static_cast<int>(m_sources.size());
        m_sources << std::pair(nameOf(source), source);
    }
    m_bar->setComparisons(m_sources, chosen);
}

void HeatPage::askForOther()
{
    const QString file = askForModelFile(window());
    if (!file.isEmpty())
        compareWith(ModelSource{ModelSource::Kind::OtherFile, file});
}

void HeatPage::compareWith(const std::optional<ModelSource> &source)
{
    m_compared = source;
    m_otherModel.reset();
    m_otherFailure.clear();
    m_otherRun.forget();
    fillComparisons();
    if (!source) {
        showRun();
        return;
    }
    m_reading = true;
    m_background.start([wanted = *source, open = m_document.model()](const std::stop_token &) { return readSource(wanted, open); },
                       [this, request = ++m_request](const ReadSource &read) {
                           m_reading = false;
                           if (request != m_request)
                               return;
                           m_otherModel = read.model;
                           m_otherFailure = read.failure;
                           if (m_otherModel && !hasRates(*m_otherModel))
                               m_otherFailure = tr("The other model has no access pattern with a rate.");
                           simulate();
                       });
}

void HeatPage::askForExport(const QString &ending)
{
    if (!m_shown)
        return;
    const QString name =
        m_document.file().isEmpty() ? tr("model") : QFileInfo(m_document.file()).fileName().section(QLatin1Char('.'), 0, 0);
    const QString path = askForFileToSave(window(), tr("Save the heat map"), tr("%1-heat.%2").arg(name, ending),
                                          tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
    if (!path.isEmpty())
        exportTo(ending, path);
}

void HeatPage::exportTo(const QString &ending, const QString &path)
{
    QByteArray content;
    if (ending == QLatin1String("png")) {
        QList<HeatPlot *> plots{m_plot};
        if (m_other->isVisible())
            plots << m_other;
        const QString place = placeText(m_shown->places[static_cast<std::size_t>(m_bar->place())]);
        const QString name = toQString(m_document.model()->name);
        const QString title = isLive() ? tr("%1: %2, live traffic").arg(name, place)
                                       : tr("%1: %2, %3 hours, seed %4").arg(name, place).arg(m_shown->seconds / 3'600).arg(m_shown->seed);
        QBuffer buffer(&content);
        buffer.open(QIODevice::WriteOnly);
        heatImage(title, {plots.constData(), static_cast<std::size_t>(plots.size())}, *m_legend, 2).save(&buffer, "PNG");
    } else {
        const std::vector<simulation::HeatMap> maps = mapsOf(*m_shown);
        content = QByteArray::fromStdString(ending == QLatin1String("svg") ? simulation::heatMapsSvg(maps, m_bar->look())
                                                                           : simulation::heatMapsCsv(maps));
    }
    if (const auto problem = writeWhole(path, content))
        ui::showMessage(window(), {.title = tr("The heat map was not saved"), .text = *problem, .details = {}});
    else
        m_said->setText(tr("Saved %1").arg(path));
}

} // namespace keywright::ui
