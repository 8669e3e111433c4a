#include "ui/connections/connection_trial.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/document/text.h"
#include "ui/parts/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr double kSlowMs = 2'000; ///< a person waits from about here on

} // namespace

struct ConnectionTrial::Outcome {
    qint64 tables = 0;
    double milliseconds = 0;
    std::optional<ConnectionProblem> problem;
};

ConnectionTrial::ConnectionTrial(Connections &connections, QWidget *parent)
    : QWidget(parent),
      m_connections(connections),
      m_button(new QPushButton(icon(QStringLiteral("run")), tr("Test"))),
      m_icon(new IconLabel(QStringLiteral("ok"), IconTint::Success, kIconSize)),
      m_title(makeLabel({}, TextRole::Strong)),
      m_text(makeParagraph({}, TextRole::Caption, LabelTone::Secondary)),
      m_background(this)
{
    m_button->setObjectName(QStringLiteral("testConnection"));
    m_button->setToolTip(tr("Lists the tables there; nothing is written"));
    m_button->setAutoDefault(false);
    m_title->setObjectName(QStringLiteral("trialTitle"));
    m_text->setObjectName(QStringLiteral("trialText"));
    auto *words = new QVBoxLayout;
    words->setSpacing(space::kXs);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    row->addWidget(m_button, 0, Qt::AlignTop);
    row->addSpacing(space::kXs);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    connect(m_button, &QPushButton::clicked, this, [this] { m_isRunning ? stop() : start(); });
    connect(&connections, &Connections::changed, this, &ConnectionTrial::forget);
    connect(&connections, &Connections::retrying, this, [this](const QString &id, const QString &sentence) {
        if (m_isRunning && id == m_id)
            m_text->setText(sentence);
    });
    forget();
}

void ConnectionTrial::setConnection(const QString &id)
{
    if (id == m_id)
        return;
    m_id = id;
    forget();
}

void ConnectionTrial::forget()
{
    if (m_isRunning)
        stop();
    m_icon->hide();
    m_title->setText({});
    m_text->setText(tr("Test lists the tables there. Nothing is written."));
    m_title->hide();
}

void ConnectionTrial::say(const QString &iconName, IconTint tint, const QString &title, const QString &text)
{
    m_icon->setIcon(iconName, tint);
    m_icon->show();
    m_title->setText(title);
    m_title->show();
    m_text->setText(text);
}

void ConnectionTrial::start()
{
    const ChosenConnection chosen = m_connections.at(m_id);
    if (m_isRunning || !chosen.connection)
        return;
    m_isRunning = true;
    m_button->setText(tr("Stop"));
    m_button->setIcon(icon(QStringLiteral("stop")));
    say(QStringLiteral("recent"), IconTint::Secondary, tr("Testing %1").arg(chosen.name), tr("Asking for the list of tables…"));
    m_background.start(
        [connection = chosen.connection](const std::stop_token &stop) {
            Outcome outcome;
            QElapsedTimer timer;
            timer.start();
            try {
                outcome.tables = static_cast<qint64>(connection::stoppedBy(connection, stop)->listTables().size());
            } catch (...) {
                outcome.problem = connectionProblem(std::current_exception());
            }
            outcome.milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
            return outcome;
        },
        [this, request = ++m_request](const Outcome &outcome) {
            if (request == m_request)
                take(outcome);
        });
}

void ConnectionTrial::stop()
{
    m_background.stop();
    ++m_request;
    take({0, 0, ConnectionProblem{tr("Stopped"), tr("Nothing was written."), true}});
}

void ConnectionTrial::take(const Outcome &outcome)
{
    m_isRunning = false;
    m_button->setText(tr("Test"));
    m_button->setIcon(icon(QStringLiteral("run")));
    if (outcome.problem) {
        const bool isStopped = outcome.problem->isStopped;
        say(isStopped ? QStringLiteral("stop") : QStringLiteral("error"), isStopped ? IconTint::Secondary : IconTint::Error,
            outcome.problem->title, outcome.problem->text);
        return;
    }
    const double shown = m_connections.document().activity().shownDuration(outcome.milliseconds);
    const QString tables = countText(outcome.tables, tr("1 table"), tr("%1 tables"));
    const bool isSlow = outcome.milliseconds > kSlowMs;
    say(isSlow ? QStringLiteral("warning") : QStringLiteral("ok"), isSlow ? IconTint::Warning : IconTint::Success,
        isSlow ? tr("Answers, but slowly") : tr("Answers"), tr("%1, in %2.").arg(tables, durationText(shown)));
}

} // namespace keywright::ui
