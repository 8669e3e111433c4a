#include "ui/design/pattern_grid.h"

#include <QItemSelectionModel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>

#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

PatternGrid::PatternGrid(Document &document, PatternRunner &runner, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_patterns(new PatternModel(runner, this)),
      m_grid(new Grid(tr("Access patterns"))),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout),
      m_runAll(new QPushButton(icon(QStringLiteral("run-all"), IconTint::OnAccent), tr("Run all"))),
      m_runSelected(new QPushButton(icon(QStringLiteral("run")), tr("Run selected"))),
      m_stop(new QPushButton(icon(QStringLiteral("stop")), tr("Stop"))),
      m_bar(new QProgressBar),
      m_summary(makeLabel({}, TextRole::Body, LabelTone::Secondary))
{
    m_grid->setObjectName(QStringLiteral("accessPatterns"));
    m_grid->setModel(m_patterns);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_empty->setContent({.iconName = QStringLiteral("access-pattern"),
                         .title = tr("No access patterns yet"),
                         .text = tr("An access pattern is one question that the application asks, or one change it makes. "
                                    "Add them to the model file under “accessPatterns” and open it again.")});
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    buildBar(*layout);
    layout->addLayout(m_pages, 1);

    connect(&document, &Document::modelChanged, this, &PatternGrid::showModel);
    connect(&document, &Document::stageChanged, this, &PatternGrid::showState);
    connect(&document, &Document::selectionChanged, this, &PatternGrid::followSelection);
    connect(&runner, &PatternRunner::progressChanged, this, &PatternGrid::showState);
    connect(&runner, &PatternRunner::runsCleared, this, &PatternGrid::showState);
    connect(m_runAll, &QPushButton::clicked, &runner, &PatternRunner::runAll);
    connect(m_runSelected, &QPushButton::clicked, this, &PatternGrid::runSelected);
    connect(m_stop, &QPushButton::clicked, &runner, &PatternRunner::cancel);
    connect(m_grid, &Grid::opened, this, &PatternGrid::runSelected);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PatternGrid::showState);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            m_document.select({.kind = Selection::Kind::AccessPattern, .row = current.row()});
    });
    connect(m_grid, &QTableView::clicked, this,
            [this](const QModelIndex &index) { m_document.select({.kind = Selection::Kind::AccessPattern, .row = index.row()}); });
    showModel();
}

void PatternGrid::buildBar(QVBoxLayout &layout)
{
    m_runAll->setObjectName(QStringLiteral("runAll"));
    m_runAll->setProperty("primary", true);
    m_runAll->setAccessibleName(tr("Run all access patterns"));
    m_runAll->setToolTip(tr("Runs every access pattern with its example values on the sample data, in tables of its own in memory"));
    m_runSelected->setObjectName(QStringLiteral("runSelected"));
    m_runSelected->setAccessibleName(tr("Run the selected access patterns"));
    m_stop->setObjectName(QStringLiteral("stopRun"));
    m_stop->setAccessibleName(tr("Stop running access patterns"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(160);
    m_bar->setAccessibleName(tr("Progress of running access patterns"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    bar->setSpacing(space::kS);
    bar->addWidget(m_runAll);
    bar->addWidget(m_runSelected);
    bar->addWidget(m_stop);
    bar->addSpacing(space::kS);
    bar->addWidget(m_bar);
    bar->addWidget(m_summary);
    bar->addStretch();
    layout.addLayout(bar);
}

void PatternGrid::showModel()
{
    m_patterns->setModel(m_document.model());
    m_grid->fitColumns(300);
    // Wide enough for the longest status, so that a run moves nothing.
    m_grid->setColumnWidth(PatternModel::Status, 152);
    m_pages->setCurrentWidget(m_patterns->rowCount() > 0 ? static_cast<QWidget *>(m_grid) : m_empty);
    followSelection();
    showState();
}

void PatternGrid::showState()
{
    const bool running = m_runner.isRunning();
    const Progress progress = m_runner.progress();
    m_runAll->setEnabled(m_runner.canRun() && !running);
    m_runSelected->setEnabled(m_runner.canRun() && !running && !selectedRows().empty());
    m_stop->setVisible(running);
    m_bar->setVisible(running);
    m_bar->setRange(0, static_cast<int>(qMax<qint64>(1, progress.all)));
    m_bar->setValue(static_cast<int>(progress.done));
    if (running) {
        m_summary->setText(tr("%1 of %2").arg(progress.done).arg(progress.all));
        return;
    }
    std::map<session::RunStatus, int> counts;
    for (int row = 0; row < m_patterns->rowCount(); ++row) {
        if (const session::PatternRun *run = m_runner.lastRun(row))
            ++counts[run->status];
    }
    QStringList parts;
    for (const auto &[status, count] : counts)
        parts << QStringLiteral("%1 %2").arg(count).arg(statusLook(status).word.toLower());
    m_summary->setText(!parts.isEmpty() ? parts.join(QStringLiteral(" · "))
                           : m_runner.canRun()
                           ? countText(m_patterns->rowCount(), tr("1 access pattern, not run yet"), tr("%1 access patterns, none run yet"))
                           : QString());
}

std::vector<int> PatternGrid::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_grid->selectionModel()->selectedRows())
        rows.push_back(index.row());
    return rows;
}

void PatternGrid::runSelected()
{
    m_runner.run(selectedRows());
}

void PatternGrid::followSelection()
{
    const Selection &selection = m_document.selection();
    if (selection.kind != Selection::Kind::AccessPattern) {
        m_grid->clearSelection();
        showState();
        return;
    }
    if (selection.row < m_patterns->rowCount() && !m_grid->selectionModel()->isRowSelected(selection.row))
        m_grid->selectRow(selection.row);
}

} // namespace keywright::ui
