#include "ui/heat/heat_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMostHours = 744;
constexpr int kBrightnessSteps = 10;

Chooser *makeChooser(const QString &name, const char *id, int letters)
{
    auto *chooser = new Chooser(name);
    chooser->setObjectName(QLatin1String(id));
    chooser->setToolTip(name);
    // Neither long names nor many choices may push the docks aside: a box is as wide as its words where there is room.
    constexpr int kLeastLetters = 4;
    constexpr int kBeside = 44; // the frame and the chevron
    chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    chooser->setMinimumContentsLength(qMin(kLeastLetters, letters));
    chooser->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    chooser->setMaximumWidth(chooser->fontMetrics().averageCharWidth() * (letters + 3) + kBeside);
    return chooser;
}

} // namespace

HeatBar::HeatBar(QWidget *parent)
    : QWidget(parent),
      m_source(makeChooser(tr("Source of the traffic"), "heatSource", 15)),
      m_hours(new QSpinBox),
      m_seed(new QSpinBox),
      m_wish(new QWidget),
      m_span(makeChooser(tr("How long ago"), "heatSpan", 13)),
      m_place(makeChooser(tr("Table or index"), "heatPlace", 12)),
      m_compare(makeChooser(tr("Compare with another design"), "heatCompare", 14)),
      m_what(makeChooser(tr("What counts"), "heatWhat", 13)),
      m_scale(makeChooser(tr("Scale"), "heatScale", 9)),
      m_multiplier(makeChooser(tr("As if there were so many times the traffic"), "heatMultiplier", 6)),
      m_brightness(new QSlider(Qt::Horizontal)),
      m_zoomOut(makeIconButton(QStringLiteral("zoom-out"), tr("Back to what was seen before"))),
      m_whole(makeIconButton(QStringLiteral("fit"), tr("Show all of it"))),
      m_progress(new QProgressBar),
      m_stop(new QPushButton(tr("Stop")))
{
    auto *run = new QHBoxLayout;
    auto *look = new QHBoxLayout;
    for (QHBoxLayout *row : {run, look})
        row->setSpacing(space::kS);
    buildRun(*run);
    buildLook(*look);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kS);
    column->setSpacing(space::kS);
    column->addLayout(run);
    column->addLayout(look);
    setRunning(false, 0);
    setCanZoomOut(false);
}

void HeatBar::buildRun(QHBoxLayout &row)
{
    m_source->addItem(tr("Simulated workload"), static_cast<int>(Source::Simulated));
    m_source->addItem(tr("Live traffic"), static_cast<int>(Source::Live));
    m_span->addItem(tr("Last minute"), static_cast<int>(session::LiveSpan::Minute));
    m_span->addItem(tr("Last 10 minutes"), static_cast<int>(session::LiveSpan::TenMinutes));
    m_span->addItem(tr("Last 24 hours"), static_cast<int>(session::LiveSpan::Day));
    m_span->setCurrentIndex(1);
    m_span->hide();
    m_hours->setObjectName(QStringLiteral("heatHours"));
    m_hours->setRange(1, kMostHours);
    m_hours->setValue(24);
    m_hours->setSuffix(tr(" h"));
    m_hours->setAccessibleName(tr("Hours to simulate"));
    m_hours->setToolTip(tr("Hours to simulate, from a midnight on"));
    m_seed->setObjectName(QStringLiteral("heatSeed"));
    m_seed->setRange(0, 999'999);
    m_seed->setValue(1);
    m_seed->setPrefix(tr("seed "));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Another seed draws other calls and keys; the same one gives the same picture"));
    for (QSpinBox *number : {m_hours, m_seed}) {
        number->setKeyboardTracking(false);
        number->setButtonSymbols(QSpinBox::NoButtons);
        number->setFixedWidth(number == m_hours ? 64 : 84);
        connect(number, &QSpinBox::valueChanged, this, &HeatBar::wishChanged);
    }
    auto *wish = new QHBoxLayout(m_wish);
    wish->setContentsMargins({});
    wish->setSpacing(space::kS);
    wish->addWidget(m_hours);
    wish->addWidget(m_seed);
    m_place->setMaximumWidth(260);
    m_compare->setMaximumWidth(220);
    row.addWidget(m_source, 2);
    row.addWidget(m_wish);
    row.addWidget(m_span, 2);
    row.addWidget(m_place, 2);
    row.addWidget(m_compare, 1);
    row.addStretch();
    auto *exports = makeIconButton(QStringLiteral("export"), tr("Save the heat map"));
    exports->setObjectName(QStringLiteral("heatExport"));
    exports->setMenu(makeExports());
    exports->setPopupMode(QToolButton::InstantPopup);
    row.addWidget(exports);
    connect(m_source, &QComboBox::currentIndexChanged, this, [this] {
        m_wish->setVisible(source() == Source::Simulated);
        m_compare->setVisible(source() == Source::Simulated);
        m_span->setVisible(source() == Source::Live);
        emit sourceChanged();
    });
    connect(m_span, &QComboBox::currentIndexChanged, this, &HeatBar::spanChanged);
    connect(m_place, &QComboBox::activated, this, &HeatBar::placeChanged);
    connect(m_compare, &QComboBox::activated, this, &HeatBar::chooseComparison);
    setComparisons({}, -1);
}

QMenu *HeatBar::makeExports()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("heatExports"));
    const struct {
        const char *ending;
        QString text;
    } kinds[] = {{"png", tr("Picture as it is shown (PNG)…")},
                 {"svg", tr("Drawing of all tables and indexes (SVG)…")},
                 {"csv", tr("Figures of all tables and indexes (CSV)…")}};
    for (const auto &kind : kinds) {
        QAction *action = menu->addAction(icon(QStringLiteral("save")), kind.text);
        action->setObjectName(QStringLiteral("heatExport-") + QLatin1String(kind.ending));
        connect(action, &QAction::triggered, this, [this, ending = QString::fromLatin1(kind.ending)] { emit exportWanted(ending); });
    }
    return menu;
}

void HeatBar::buildLook(QHBoxLayout &row)
{
    using simulation::HeatOf;
    using simulation::HeatScale;
    m_what->addItem(tr("Reads and writes"), static_cast<int>(HeatOf::Greater));
    m_what->addItem(tr("Reads"), static_cast<int>(HeatOf::Reads));
    m_what->addItem(tr("Writes"), static_cast<int>(HeatOf::Writes));
    m_scale->addItem(tr("Linear"), static_cast<int>(HeatScale::Linear));
    m_scale->addItem(tr("Logarithmic"), static_cast<int>(HeatScale::Logarithmic));
    for (const int times : {1, 10, 100, 1'000, 10'000, 100'000})
        m_multiplier->addItem(tr("× %1").arg(QLocale().toString(times)), times);
    m_brightness->setObjectName(QStringLiteral("heatBrightness"));
    m_brightness->setAccessibleName(tr("Brightness"));
    m_brightness->setToolTip(tr("Brightness: brings small differences out; the numbers of the legend move along"));
    m_brightness->setRange(-kBrightnessSteps, kBrightnessSteps);
    m_brightness->setFixedWidth(84);
    m_progress->setObjectName(QStringLiteral("heatProgress"));
    m_progress->setAccessibleName(tr("Progress of the simulation"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1'000);
    m_progress->setFixedWidth(90);
    m_stop->setObjectName(QStringLiteral("stopSimulation"));
    m_stop->setProperty("flat", true);
    auto *zoomIn = makeIconButton(QStringLiteral("zoom-in"), tr("Zoom in"));
    zoomIn->setObjectName(QStringLiteral("heatZoomIn"));
    m_zoomOut->setObjectName(QStringLiteral("heatZoomOut"));
    m_whole->setObjectName(QStringLiteral("heatWhole"));
    for (QComboBox *chooser : {m_what, m_scale, m_multiplier}) {
        row.addWidget(chooser, 1);
        connect(chooser, &QComboBox::currentIndexChanged, this, &HeatBar::lookChanged);
    }
    row.addWidget(m_brightness);
    row.addStretch();
    row.addWidget(m_progress);
    row.addWidget(m_stop);
    for (QToolButton *button : {zoomIn, m_zoomOut, m_whole})
        row.addWidget(button);
    connect(m_brightness, &QSlider::valueChanged, this, &HeatBar::lookChanged);
    connect(m_stop, &QPushButton::clicked, this, &HeatBar::stopWanted);
    connect(zoomIn, &QToolButton::clicked, this, &HeatBar::zoomInWanted);
    connect(m_zoomOut, &QToolButton::clicked, this, &HeatBar::zoomOutWanted);
    connect(m_whole, &QToolButton::clicked, this, &HeatBar::wholeWanted);
}

HeatBar::Source HeatBar::source() const
{
    return static_cast<Source>(m_source->currentData().toInt());
}

void HeatBar::setSource(Source source)
{
    m_source->setCurrentIndex(m_source->findData(static_cast<int>(source)));
}

session::LiveSpan HeatBar::span() const
{
    return static_cast<session::LiveSpan>(m_span->currentData().toInt());
}

int HeatBar::hours() const
{
    return m_hours->value();
}

quint64 HeatBar::seed() const
{
    return static_cast<quint64>(m_seed->value());
}

int HeatBar::place() const
{
    return m_place->currentIndex();
}

simulation::HeatPicture HeatBar::look() const
{
    simulation::HeatPicture look;
    look.what = static_cast<simulation::HeatOf>(m_what->currentData().toInt());
    look.scale = static_cast<simulation::HeatScale>(m_scale->currentData().toInt());
    look.multiplier = m_multiplier->currentData().toDouble();
    look.brightness = static_cast<double>(m_brightness->value()) / kBrightnessSteps;
    return look;
}

void HeatBar::setPlaces(const QStringList &places, int preferred)
{
    QStringList shown;
    for (int row = 0; row < m_place->count(); ++row)
        shown << m_place->itemText(row);
    if (shown == places)
        return;
    const qsizetype kept = places.indexOf(m_place->currentText());
    m_place->clear();
    m_place->addItems(places);
    m_place->setCurrentIndex(kept >= 0 ? static_cast<int>(kept) : preferred);
    m_place->setEnabled(!places.isEmpty());
}

void HeatBar::setPlace(int place)
{
    m_place->setCurrentIndex(place);
}

void HeatBar::setComparisons(const QList<std::pair<QString, ModelSource>> &sources, int chosen)
{
    m_compare->clear();
    m_compare->addItem(tr("Compare with…"));
    for (const auto &[name, source] : sources)
        m_compare->addItem(name);
    m_compare->addItem(tr("Another file…"));
    m_compared = chosen + 1;
    m_compare->setCurrentIndex(m_compared);
    m_compare->setItemText(0, chosen < 0 ? tr("Compare with…") : tr("No comparison"));
}

void HeatBar::chooseComparison(int row)
{
    if (row == m_compare->count() - 1) {
        m_compare->setCurrentIndex(m_compared);
        emit otherFileWanted();
        return;
    }
    emit comparisonChosen(row - 1);
}

void HeatBar::setRunning(bool running, double progress)
{
    m_progress->setVisible(running);
    m_stop->setVisible(running);
    m_progress->setValue(qRound(1'000 * progress));
}

void HeatBar::setCanZoomOut(bool can)
{
    m_zoomOut->setEnabled(can);
    m_whole->setEnabled(can);
}

} // namespace keywright::ui
