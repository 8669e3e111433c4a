#include "ui/window/status_strip.h"

#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include "ui/document/text.h"
#include "ui/parts/labels.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/window/endpoint_switch.h"

namespace keywright::ui {

StatusStrip::StatusStrip(Document &document, PatternRunner &runner, EndpointHost &endpoint, QWidget *parent)
    : QStatusBar(parent),
      m_document(document),
      m_runner(runner),
      m_connectionIcon(new IconLabel(QStringLiteral("store"), IconTint::Faint, 14)),
      m_connection(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_counts(makeLabel({}, TextRole::Caption, LabelTone::Faint)),
      m_problems(makeIconButton(QStringLiteral("warning"), tr("Show problems"))),
      m_work(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_bar(new QProgressBar),
      m_cancel(makeIconButton(QStringLiteral("close"), tr("Cancel"))),
      m_theme(makeIconButton(QStringLiteral("sun"), tr("Switch theme")))
{
    setSizeGripEnabled(false);
    m_connection->setObjectName(QStringLiteral("connectionState"));
    m_problems->setObjectName(QStringLiteral("problemCount"));
    m_problems->setIconSize({14, 14});
    m_problems->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_problems->setFont(fontOf(TextRole::Caption));
    m_problems->hide();
    m_cancel->setObjectName(QStringLiteral("cancelWork"));
    m_cancel->setIconSize({14, 14});
    m_theme->setObjectName(QStringLiteral("themeSwitch"));
    m_theme->setIconSize({14, 14});
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(140);
    m_bar->setAccessibleName(tr("Progress"));
    auto *left = new QWidget;
    auto *row = new QHBoxLayout(left);
    row->setContentsMargins(space::kM, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_connectionIcon);
    row->addWidget(m_connection);
    row->addSpacing(space::kM);
    row->addWidget(m_counts);
    row->addSpacing(space::kS);
    row->addWidget(m_problems);
    row->addStretch(1);
    addWidget(left, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_work, m_bar, m_cancel, new EndpointSwitch(endpoint), m_theme})
        addPermanentWidget(widget);
    auto *margin = new QWidget;
    margin->setFixedWidth(space::kXs);
    addPermanentWidget(margin);

    connect(&document, &Document::stageChanged, this, &StatusStrip::showConnection);
    connect(&document, &Document::modelChanged, this, &StatusStrip::showConnection);
    connect(&document, &Document::modelChanged, this, &StatusStrip::showCounts);
    connect(&document, &Document::progressChanged, this, &StatusStrip::showProgress);
    connect(&runner, &PatternRunner::progressChanged, this, &StatusStrip::showProgress);
    connect(&theme(), &Theme::changed, this, &StatusStrip::showTheme);
    connect(m_problems, &QToolButton::clicked, this, &StatusStrip::problemsWanted);
    connect(m_cancel, &QToolButton::clicked, this, &StatusStrip::cancel);
    connect(m_theme, &QToolButton::clicked, this, [] { theme().choose(theme().isDark() ? ThemeChoice::Light : ThemeChoice::Dark); });
    showConnection();
    showCounts();
    showProgress();
    showTheme();
}

void StatusStrip::showConnection()
{
    const auto &model = m_document.model();
    switch (m_document.stage()) {
    case Document::Stage::Empty: m_connection->setText(tr("No model open")); break;
    case Document::Stage::Reading: m_connection->setText(tr("Reading the model")); break;
    case Document::Stage::OpeningTables: m_connection->setText(tr("Opening tables")); break;
    case Document::Stage::Failed: m_connection->setText(model ? tr("No tables are open") : tr("The model could not be opened")); break;
    case Document::Stage::Ready: {
        if (!model)
            return; // it is being closed; the stage follows
        QString text = m_document.isInMemory() ? tr("Embedded engine, in memory") : tr("Embedded engine");
        text += QStringLiteral(" · ") + countText(static_cast<qint64>(model->tables.size()), tr("1 table"), tr("%1 tables"));
        m_connection->setText(m_document.isPartlyLoaded() ? text + QStringLiteral(" · ") + tr("loading was stopped") : text);
        break;
    }
    }
    const bool ready = m_document.stage() == Document::Stage::Ready;
    const bool failed = m_document.stage() == Document::Stage::Failed;
    m_connectionIcon->setIcon(failed ? QStringLiteral("warning") : QStringLiteral("store"),
                              failed      ? IconTint::Warning
                                  : ready ? IconTint::Success
                                          : IconTint::Faint);
}

void StatusStrip::showCounts()
{
    const auto &model = m_document.model();
    if (!model) {
        m_counts->clear();
        return;
    }
    m_counts->setText(countText(static_cast<qint64>(model->itemCount()), tr("1 sample item"), tr("%1 sample items")) + QStringLiteral(" · ")
                      + countText(static_cast<qint64>(model->entities.size()), tr("1 entity"), tr("%1 entities")) + QStringLiteral(" · ")
                      + countText(static_cast<qint64>(model->accessPatterns.size()), tr("1 access pattern"), tr("%1 access patterns")));
}

void StatusStrip::showProblemCount(int count)
{
    m_problems->setVisible(count > 0);
    m_problems->setText(countText(count, tr("1 problem"), tr("%1 problems")));
    m_problems->setAccessibleName(tr("Show %1").arg(m_problems->text()));
}

void StatusStrip::showProgress()
{
    const Progress &opening = m_document.progress();
    const Progress progress = opening.label.isEmpty() ? m_runner.progress() : opening;
    const bool busy = !progress.label.isEmpty();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_work, m_bar, m_cancel})
        widget->setVisible(busy);
    if (!busy)
        return;
    const QString count =
        progress.all > 0 ? tr(" %1 of %2").arg(QLocale().toString(progress.done), QLocale().toString(progress.all)) : QString();
    m_work->setText(progress.label + count);
    m_bar->setRange(0, static_cast<int>(progress.all));
    m_bar->setValue(static_cast<int>(progress.done));
}

void StatusStrip::showTheme()
{
    const bool dark = theme().isDark();
    m_theme->setIcon(icon(dark ? QStringLiteral("sun") : QStringLiteral("moon")));
    const QString name = dark ? tr("Switch to the light theme") : tr("Switch to the dark theme");
    m_theme->setToolTip(name);
    m_theme->setAccessibleName(name);
}

void StatusStrip::cancel()
{
    if (!m_document.progress().label.isEmpty())
        m_document.cancel();
    else
        m_runner.cancel();
}

} // namespace keywright::ui
