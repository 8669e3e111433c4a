#include "ui/data/time_strip.h"

#include <algorithm>

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>
#include <QToolButton>

#include "core/connection/insight.h"
#include "ui/connections/connection_problem.h"
#include "ui/data/past_differences.h"
#include "ui/document/text.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kSliderSteps = 1'000;
constexpr int kSettlingPause = 150; ///< milliseconds
constexpr std::size_t kMostDifferences = 1'000;
constexpr int kLeastSliderWidth = 120;

} // namespace

/// From when to when a table can be shown.
struct TimeStrip::Window {
    session::Recovery recovery;
    QString problem;
};

struct TimeStrip::Changes {
    std::vector<engine::ItemDifference> differences;
    bool hasMore = false;
    QString problem;
};

TimeStrip::TimeStrip(QWidget *parent)
    : QWidget(parent),
      m_slider(new QSlider(Qt::Horizontal)),
      m_edit(new QDateTimeEdit),
      m_text(makeParagraph({}, TextRole::Body)),
      m_settling(new QTimer(this)),
      m_background(this),
      m_comparing(this)
{
    setObjectName(QStringLiteral("timeStrip"));
    setProperty("role", "notice");
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    column->setSpacing(space::kS);
    buildMoment();
    buildActions();
    m_settling->setSingleShot(true);
    m_settling->setInterval(kSettlingPause);
    connect(m_settling, &QTimer::timeout, this, [this] {
        emit momentChanged();
        compare();
    });
    showState();
}

void TimeStrip::buildMoment()
{
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("Moment"));
    m_slider->setRange(0, kSliderSteps);
    m_slider->setPageStep(kSliderSteps / 20);
    m_slider->setMinimumWidth(kLeastSliderWidth);
    QSizePolicy kept = m_slider->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // so that the button stays where it is
    m_slider->setSizePolicy(kept);
    m_edit->setObjectName(QStringLiteral("timeMoment"));
    m_edit->setAccessibleName(tr("Moment to the millisecond"));
    m_edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    m_edit->setKeyboardTracking(false);
    auto *leave = makeIconButton(QStringLiteral("close"), tr("Show the table as it is"));
    leave->setObjectName(QStringLiteral("leavePast"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kM);
    row->addWidget(new IconLabel(QStringLiteral("recent"), IconTint::Secondary, kIconSize));
    row->addWidget(makeLabel(tr("The table as it was")));
    row->addWidget(m_edit);
    row->addWidget(m_slider, 1);
    row->addWidget(leave);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_slider, &QSlider::valueChanged, this, &TimeStrip::slide);
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, [this](const QDateTime &time) { setMoment(time.toMSecsSinceEpoch()); });
    connect(leave, &QToolButton::clicked, this, &TimeStrip::left);
}

void TimeStrip::buildActions()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(m_text, 1);
    const auto add = [&](const char *id, const QString &text, auto act) {
        auto *button = new QPushButton(text);
        button->setObjectName(QLatin1String(id));
        button->setAutoDefault(false);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, act);
        return button;
    };
    m_turnOn = add("turnRecoveryOn", tr("Turn it on"), [this] { read(true); });
    m_show = add("showDifferences", tr("Show the differences…"), [this] { showDifferences(); });
    m_restore = add("restorePast", tr("Restore to a new table…"), [this] { emit restoreWanted({{}, m_table, m_moment}, m_recovery); });
    m_text->setObjectName(QStringLiteral("timeText"));
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void TimeStrip::setTable(const std::shared_ptr<connection::Connection> &connection, const std::string &table)
{
    if (connection == m_connection && table == m_table)
        return;
    m_connection = connection;
    m_table = table;
    ++m_request;
    ++m_comparison;
    m_settling->stop();
    m_reading = 0;
    m_recovery = {};
    m_problem.clear();
    m_differences.clear();
    m_moment.reset();
    read(false);
}

void TimeStrip::refresh()
{
    read(false);
}

void TimeStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_comparing.stop();
}

void TimeStrip::read(bool turnsOn)
{
    if (!m_connection || m_table.empty()) {
        showState();
        return;
    }
    ++m_reading;
    m_background.start(
        [connection = m_connection, table = m_table, turnsOn](const std::stop_token &) {
            Window window;
            try {
                window.recovery =
                    turnsOn ? session::setRecovery(*connection, table, true, std::nullopt) : session::readRecovery(*connection, table);
            } catch (...) {
                window.problem = connectionProblem(std::current_exception()).text;
            }
            return window;
        },
        [this, id = m_request](Window window) {
            if (id == m_request)
                takeWindow(std::move(window));
        });
    showState();
}

void TimeStrip::takeWindow(Window window)
{
    --m_reading;
    m_problem = window.problem;
    m_recovery = window.recovery;
    if (!m_recovery.isEnabled || !m_recovery.earliest || !m_recovery.latest) {
        if (std::exchange(m_moment, std::nullopt))
            emit momentChanged();
        showState();
        return;
    }
    {
        const QSignalBlocker quiet(m_edit);
        m_edit->setDateTimeRange(QDateTime::fromMSecsSinceEpoch(*m_recovery.earliest), QDateTime::fromMSecsSinceEpoch(*m_recovery.latest));
    }
    setMoment(m_moment.value_or(*m_recovery.latest));
}

void TimeStrip::slide(int value)
{
    const std::int64_t length = m_recovery.latest.value_or(0) - m_recovery.earliest.value_or(0);
    if (m_recovery.earliest)
        setMoment(*m_recovery.earliest + length / kSliderSteps * value + length % kSliderSteps * value / kSliderSteps);
}

void TimeStrip::setMoment(std::int64_t moment)
{
    if (!m_recovery.earliest || !m_recovery.latest)
        return;
    m_moment = std::clamp(moment, *m_recovery.earliest, *m_recovery.latest);
    const std::int64_t length = std::max<std::int64_t>(1, *m_recovery.latest - *m_recovery.earliest);
    {
        const QSignalBlocker slider(m_slider);
        const QSignalBlocker edit(m_edit);
        if (!m_slider->isSliderDown())
            m_slider->setValue(static_cast<int>((*m_moment - *m_recovery.earliest) * kSliderSteps / length));
        m_edit->setDateTime(QDateTime::fromMSecsSinceEpoch(*m_moment));
    }
    m_settling->start();
    showState();
}

void TimeStrip::compare()
{
    m_comparing.stop();
    if (!m_moment)
        return;
    ++m_reading;
    m_comparing.start(
        [connection = m_connection, table = m_table, moment = *m_moment](const std::stop_token &stop) {
            Changes changes;
            try {
                engine::PastChangesRequest request;
                request.table = table;
                request.from = moment;
                do {
                    engine::PastChangesPage page = connection->insight()->pastChanges(request);
                    for (engine::ItemDifference &each : page.differences)
                        if (each.before != each.after)
                            changes.differences.push_back(std::move(each));
                    request.exclusiveStartKey = std::move(page.lastEvaluatedKey);
                } while (request.exclusiveStartKey && changes.differences.size() < kMostDifferences && !stop.stop_requested());
                changes.hasMore = request.exclusiveStartKey.has_value();
            } catch (...) {
                changes.problem = connectionProblem(std::current_exception()).text;
            }
            return changes;
        },
        [this, id = m_request, comparison = ++m_comparison](Changes changes) {
            if (id != m_request)
                return;
            --m_reading;
            if (comparison == m_comparison)
                takeChanges(std::move(changes));
        });
}

void TimeStrip::takeChanges(Changes changes)
{
    m_problem = changes.problem;
    m_differences = std::move(changes.differences);
    m_hasMore = changes.hasMore;
    showState();
}

void TimeStrip::showState()
{
    const bool isOn = m_recovery.isEnabled && m_moment;
    for (QWidget *chooser : {static_cast<QWidget *>(m_slider), static_cast<QWidget *>(m_edit)}) {
        chooser->setEnabled(isOn);
        chooser->setVisible(isOn);
    }
    m_turnOn->setVisible(!isOn && m_problem.isEmpty() && m_reading == 0);
    m_show->setVisible(isOn);
    m_restore->setVisible(isOn);
    m_show->setEnabled(!m_differences.empty());
    if (!m_problem.isEmpty())
        m_text->setText(m_problem);
    else if (!isOn && m_reading > 0)
        m_text->setText(tr("Looking for what was kept…"));
    else if (!isOn)
        m_text->setText(tr("Point-in-time recovery of %1 is off, so its past is not kept. Once it is on, every change from then on is kept "
                           "for 35 days.")
                            .arg(toQString(m_table)));
    else
        m_text->setText(differencesText(m_differences, m_hasMore));
}

void TimeStrip::showDifferences()
{
    auto *dialog = new PastDifferencesDialog(toQString(m_table), m_differences, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace keywright::ui
