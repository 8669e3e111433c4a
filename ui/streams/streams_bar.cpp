#include "ui/streams/streams_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

#include "ui/connections/connection_choice.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kStreamsBarTypingPause = 250; ///< milliseconds
constexpr int kLeastLetters = 9;
constexpr int kWidestChoice = 220;

} // namespace

StreamsBar::StreamsBar(Connections &connections, QWidget *parent)
    : QWidget(parent),
      m_connection(new ConnectionChoice(connections)),
      m_table(new Chooser(tr("Table"))),
      m_events(new Chooser(tr("Events"))),
      m_key(new SearchField(tr("Search keys"))),
      m_pattern(makeIconButton(QStringLiteral("filter"), tr("Filter with an event pattern"))),
      m_count(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_typing(new QTimer(this))
{
    using Events = ChangeFilter::Events;
    m_table->setObjectName(QStringLiteral("streamTable"));
    m_table->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_table->setMinimumContentsLength(kLeastLetters);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_table->setMaximumWidth(kWidestChoice);
    m_connection->setMaximumWidth(kWidestChoice);
    m_count->setMinimumWidth(1); // long names and counts must not push the docks aside
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_events->setObjectName(QStringLiteral("streamEvents"));
    m_events->addItem(tr("All events"), static_cast<int>(Events::All));
    m_events->addItem(tr("Inserts"), static_cast<int>(Events::Inserts));
    m_events->addItem(tr("Modifications"), static_cast<int>(Events::Modifications));
    m_events->addItem(tr("Removals"), static_cast<int>(Events::Removals));
    m_events->addItem(tr("Expiries by TTL"), static_cast<int>(Events::Expiries));
    m_key->setObjectName(QStringLiteral("streamKey"));
    m_key->setAccessibleName(tr("Search keys"));
    m_key->setMaximumWidth(260);
    m_pattern->setObjectName(QStringLiteral("patternButton"));
    m_pattern->setCheckable(true);
    markCommand(*m_pattern);
    m_count->setObjectName(QStringLiteral("streamCount"));
    m_typing->setSingleShot(true);
    m_typing->setInterval(kStreamsBarTypingPause);

    auto *sources = new QHBoxLayout;
    sources->setSpacing(space::kS);
    sources->addWidget(m_connection, 1);
    sources->addWidget(m_table, 1);
    sources->addStretch(0);
    m_pause = addButton(*sources, "stop", tr("Pause"), "pauseStream", &StreamsBar::pauseWanted);
    m_replay = addButton(*sources, "recent", tr("Replay from the oldest record"), "replayStream", &StreamsBar::replayWanted);
    m_clear = addButton(*sources, "delete", tr("Clear the list"), "clearStream", &StreamsBar::clearWanted);
    m_save = addButton(*sources, "export", tr("Save the shown records as JSON Lines…"), "saveStream", &StreamsBar::saveWanted);
    auto *filters = new QHBoxLayout;
    filters->setSpacing(space::kS);
    filters->addWidget(m_events);
    filters->addWidget(m_key, 1);
    filters->addWidget(m_pattern);
    filters->addStretch(1);
    filters->addWidget(m_count);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kS);
    column->addLayout(sources);
    column->addLayout(filters);

    connect(m_events, &QComboBox::currentIndexChanged, this, &StreamsBar::filterChanged);
    connect(m_key, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &StreamsBar::filterChanged);
    connect(m_pattern, &QToolButton::toggled, this, &StreamsBar::patternWanted);
    setReading(false, false, false);
    setHasChanges(false);
}

QToolButton *StreamsBar::addButton(QHBoxLayout &row, const char *iconName, const QString &name, const char *objectName,
                                   void (StreamsBar::*wanted)())
{
    QToolButton *button = makeIconButton(QLatin1String(iconName), name);
    button->setObjectName(QLatin1String(objectName));
    markCommand(*button);
    connect(button, &QToolButton::clicked, this, wanted);
    row.addWidget(button);
    return button;
}

ChangeFilter::Events StreamsBar::events() const
{
    return static_cast<ChangeFilter::Events>(m_events->currentData().toInt());
}

QString StreamsBar::keyPart() const
{
    return m_key->text().trimmed();
}

bool StreamsBar::showsPattern() const
{
    return m_pattern->isChecked();
}

void StreamsBar::setReading(bool canRead, bool isPaused, bool canPause)
{
    m_pause->setIcon(icon(isPaused ? QStringLiteral("run") : QStringLiteral("stop")));
    m_pause->setToolTip(isPaused ? tr("Go on reading") : tr("Pause"));
    m_pause->setAccessibleName(m_pause->toolTip());
    m_pause->setEnabled(canPause);
    m_replay->setEnabled(canRead);
}

void StreamsBar::setHasChanges(bool has)
{
    m_clear->setEnabled(has);
    m_save->setEnabled(has);
}

} // namespace keywright::ui
