#include "ui/commit/commit_dialog.h"

#include <algorithm>

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTextBrowser>

#include "ui/commit/commit_html.h"
#include "ui/commit/consent_list.h"
#include "ui/connections/connection_choice.h"
#include "ui/connections/write_question.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

using session::LoadChoice;
using session::OnSameKey;

constexpr char kConnectionSetting[] = "commit/connection";
constexpr int kWidth = 760;
constexpr int kHeight = 640;
constexpr int kPageHeight = 180;
constexpr int kLoadMissing = 1; ///< in kLoads

/// What becomes of the sample data, by the row of the chooser.
struct LoadForm {
    LoadChoice load;
    OnSameKey onSameKey;
    const char *text;
};

constexpr LoadForm kLoads[] = {
    {LoadChoice::NewTables, OnSameKey::Keep, QT_TRANSLATE_NOOP("CommitDialog", "Into tables that are created")},
    {LoadChoice::All, OnSameKey::Keep, QT_TRANSLATE_NOOP("CommitDialog", "Into all tables: the items that are missing")},
    {LoadChoice::All, OnSameKey::Overwrite, QT_TRANSLATE_NOOP("CommitDialog", "Into all tables; items of the same key are overwritten")},
    {LoadChoice::None, OnSameKey::Keep, QT_TRANSLATE_NOOP("CommitDialog", "Not at all")},
};

} // namespace

CommitDialog::CommitDialog(Document &document, Connections &connections, QWidget *parent)
    : TaskDialog(tr("Commit to a connection"), tr("Check"), parent),
      m_document(document),
      m_choice(new ConnectionChoice(connections)),
      m_summary(makeLabel({}, TextRole::Strong)),
      m_again(new QPushButton(icon(QStringLiteral("refresh")), tr("Check again"))),
      m_view(new QTextBrowser),
      m_message(new MessagePage),
      m_pages(new QStackedWidget),
      m_consents(new ConsentList),
      m_loadRow(new QWidget),
      m_load(new Chooser(tr("Sample data"))),
      m_background(this)
{
    setObjectName(QStringLiteral("commitDialog"));
    resize(kWidth, kHeight);
    addRow(body(), tr("Connection"), m_choice);
    m_choice->select(QSettings().value(QLatin1String(kConnectionSetting)).toString());
    buildPage();
    connect(m_choice, &ConnectionChoice::changed, this, &CommitDialog::forgetCheck);
    connect(m_consents, &ConsentList::changed, this, &CommitDialog::showReady);
    connect(m_load, &QComboBox::currentIndexChanged, this, &CommitDialog::showReady);
    connect(m_again, &QPushButton::clicked, this, &CommitDialog::check);
    connect(&theme(), &Theme::changed, this, &CommitDialog::showPage);
    setState(State::Choosing);
}

void CommitDialog::buildPage()
{
    m_summary->setObjectName(QStringLiteral("commitSummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_again->setObjectName(QStringLiteral("checkAgain"));
    m_again->setProperty("flat", true);
    m_again->setAutoDefault(false);
    m_view->setObjectName(QStringLiteral("commitPlan"));
    m_view->setAccessibleName(tr("What the commit does"));
    m_view->setProperty("role", "page");
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setOpenLinks(false);
    m_message->setObjectName(QStringLiteral("commitMessage"));
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_view);
    m_pages->setMinimumHeight(kPageHeight);
    m_load->setObjectName(QStringLiteral("loadSampleData"));
    for (const LoadForm &form : kLoads)
        m_load->addItem(tr(form.text));
    auto *head = new QHBoxLayout;
    head->addWidget(m_summary, 1);
    head->addWidget(m_again);
    auto *load = new QVBoxLayout(m_loadRow);
    load->setContentsMargins({});
    addRow(*load, tr("Sample data"), m_load);
    page().setSpacing(space::kS);
    page().addWidget(makeLine());
    page().addLayout(head);
    page().addWidget(m_pages, 1);
    page().addWidget(m_consents);
    page().addWidget(m_loadRow);
}

void CommitDialog::run()
{
    if (m_state == State::Checked)
        commit();
    else
        check();
}

void CommitDialog::stop()
{
    m_background.stop();
}

// --- Looking -------------------------------------------------------------------------------------------------------------

void CommitDialog::check()
{
    const ChosenConnection chosen = m_choice->current();
    if (isRunning() || chosen.isWorkspace())
        return;
    m_model = m_document.model();
    m_check = {};
    m_report.reset();
    m_steps.clear();
    begin(tr("Looking at the tables there…"));
    setState(State::Choosing);
    m_background.start([connection = chosen.connection,
                        model = m_model](const std::stop_token &stop) { return checkConnection(connection, *model, stop); },
                       [this](ConnectionCheck check) { takeCheck(std::move(check)); });
}

void CommitDialog::takeCheck(ConnectionCheck check)
{
    end();
    m_check = std::move(check);
    if (m_check.problem && m_check.problem->isStopped) {
        m_check = {};
        setState(State::Choosing);
        return;
    }
    if (m_check.problem) {
        setState(State::Refused);
        return;
    }
    QSettings().setValue(QLatin1String(kConnectionSetting), m_choice->id());
    m_consents->setPlan(m_check.plan);
    setState(State::Checked);
}

void CommitDialog::forgetCheck()
{
    if (isRunning())
        return;
    m_check = {};
    m_report.reset();
    setState(State::Choosing);
}

// --- Committing ----------------------------------------------------------------------------------------------------------

session::CommitChoices CommitDialog::choices() const
{
    const LoadForm &form = kLoads[std::max(0, m_load->currentIndex())];
    session::CommitChoices choices;
    m_consents->addTo(choices);
    choices.load = form.load;
    choices.onSameKey = form.onSameKey;
    // Where keywright-cli keeps it too, so that either goes on with what the other began.
    choices.copyFolder = m_document.needsFile() ? session::stateFolder() / "keywright" / "copies"
                                                : std::filesystem::path(QFileInfo(m_document.file()).absolutePath().toStdString());
    choices.connectionId = m_check.plan.connection;
    return choices;
}

bool CommitDialog::isAgreed(const session::CommitPlan &plan)
{
    return mayWrite(this, m_choice->current(), {tr("Commit the model"), planSummary(plan)});
}

void CommitDialog::commit()
{
    session::CommitPlan plan = m_consents->answered(m_check.plan);
    if (!isAgreed(plan))
        return;
    m_steps.clear();
    m_isCommitting = true;
    begin(tr("Committing…"));
    setState(State::Checked);
    const auto progress = [this](const session::CommitProgress &step) {
        QMetaObject::invokeMethod(
            this, [this, step] { showStep(step); }, Qt::QueuedConnection);
    };
    m_background.start([plan = std::move(plan), model = m_model, connection = m_choice->current().connection, choices = choices(),
                        progress](const std::stop_token &stop) { return commitPlan(plan, *model, connection, choices, progress, stop); },
                       [this](session::CommitReport report) { takeReport(std::move(report)); });
}

void CommitDialog::showStep(const session::CommitProgress &step)
{
    const bool isSame = !m_steps.empty() && m_steps.back().table == step.table && m_steps.back().activity == step.activity;
    if (isSame)
        m_steps.back() = step;
    else
        m_steps.push_back(step);
    if (!isRunning())
        return;
    showProgress(static_cast<qint64>(step.done), static_cast<qint64>(step.items),
                 QStringLiteral("%1: %2").arg(toQString(step.table), toQString(step.activity)));
    if (!isSame)
        showPage();
}

void CommitDialog::takeReport(session::CommitReport report)
{
    m_isCommitting = false;
    end();
    m_report = std::move(report);
    setState(State::Committed);
    const bool isWhole = m_report->failure.empty() && !m_report->isStopped;
    // A table that was created is there when the next commit goes on, but not all of its items are.
    if (!isWhole && kLoads[std::max(0, m_load->currentIndex())].load == LoadChoice::NewTables)
        m_load->setCurrentIndex(kLoadMissing);
    if (!m_report->failure.empty())
        refuse(toQString(m_report->failure));
    else if (m_report->isStopped)
        warn(tr("Stopped. What was done stays. Check again and commit to go on."));
}

// --- Showing -------------------------------------------------------------------------------------------------------------

bool CommitDialog::hasWork() const
{
    const session::CommitPlan plan = m_consents->answered(m_check.plan);
    if (plan.changesTables())
        return true;
    const bool hasSamples = std::any_of(plan.tables.begin(), plan.tables.end(), [](const auto &each) { return each.sampleItems > 0; });
    return hasSamples && kLoads[std::max(0, m_load->currentIndex())].load == LoadChoice::All;
}

void CommitDialog::setState(State state)
{
    m_state = state;
    setAction(state == State::Checked ? tr("Commit") : state == State::Committed ? tr("Check again") : tr("Check"));
    setLeave(state == State::Committed ? tr("Close") : tr("Cancel"));
    refuse({});
    showPage();
    showReady();
}

void CommitDialog::showReady()
{
    const bool isChecked = m_state == State::Checked;
    const bool hasSamples = m_model && m_model->itemCount() > 0;
    const bool isWorkspace = m_choice->id().isEmpty();
    m_again->setVisible(isChecked && !isRunning());
    m_consents->setVisible(isChecked && !m_isCommitting && !missingConsents(m_check.plan, {}).empty());
    m_loadRow->setVisible(isChecked && !m_isCommitting && hasSamples);
    if (isRunning())
        return;
    QString obstacle;
    for (const session::TableCommit &commit : m_check.plan.tables)
        if (!commit.obstacle.empty())
            obstacle = toQString(commit.obstacle);
    setReady(isChecked ? obstacle.isEmpty() && m_consents->isAnswered() && hasWork() : !isWorkspace);
    if (!isChecked)
        return;
    if (!obstacle.isEmpty())
        refuse(obstacle);
    else if (!m_consents->isAnswered())
        warn(tr("What is marked needs your answer before anything is committed."));
    else
        warn({});
}

void CommitDialog::showPage()
{
    const bool showsText = m_state == State::Checked || m_state == State::Committed;
    m_summary->setVisible(showsText);
    if (!showsText) {
        showMessage();
        m_pages->setCurrentWidget(m_message);
        return;
    }
    if (m_state == State::Committed) {
        const bool isWhole = m_report->failure.empty() && !m_report->isStopped;
        m_summary->setText(isWhole ? tr("Committed to %1").arg(toQString(m_check.plan.connection))
                                   : tr("Not wholly committed to %1").arg(toQString(m_check.plan.connection)));
    } else {
        m_summary->setText(m_isCommitting ? tr("Committing to %1").arg(toQString(m_check.plan.connection)) : planSummary(m_check.plan));
    }
    m_view->document()->setDefaultFont(fontOf(TextRole::Body));
    m_view->setHtml(m_state == State::Checked && !m_isCommitting ? planHtml(m_check.plan, theme().colours())
                                                                 : commitHtml(m_steps, m_report ? &*m_report : nullptr, theme().colours()));
    if (m_isCommitting)
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    m_pages->setCurrentWidget(m_view);
}

void CommitDialog::showMessage()
{
    if (m_check.problem) {
        m_message->setContent({.iconName = QStringLiteral("error"),
                               .tint = IconTint::Error,
                               .title = m_check.problem->title,
                               .text = m_check.problem->text,
                               .details = {}});
    } else if (m_choice->id().isEmpty() && m_document.isEarlierState()) {
        m_message->setContent({.iconName = QStringLiteral("warning"),
                               .tint = IconTint::Warning,
                               .title = tr("These tables are of an earlier state of the model"),
                               .text = tr("Your application has used them, so they were left as they are. “Reset tables to sample "
                                          "data…” in the menu File makes them anew."),
                               .details = {}});
    } else if (m_choice->id().isEmpty()) {
        m_message->setContent(
            {.iconName = QStringLiteral("ok"),
             .tint = IconTint::Success,
             .title = tr("These tables are in step already"),
             .text = tr("They follow every edit of the model by themselves. There is nothing to commit. To commit the model "
                        "elsewhere, choose a connection above, or add one there."),
             .details = {}});
    } else {
        m_message->setContent({.iconName = QStringLiteral("commit"),
                               .title = tr("See first what would change"),
                               .text = tr("Check compares the tables there with those of the model. It only reads; nothing is written "
                                          "until you commit. Keys are taken from the environment or your AWS profile, and never kept."),
                               .details = {}});
    }
}

} // namespace keywright::ui
