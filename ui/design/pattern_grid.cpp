#include "ui/design/pattern_grid.h"

#include <algorithm>

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QProgressBar>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/design/pattern_looks.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kStatusWidth = 128;  ///< for the longest status, so that a run moves nothing
constexpr int kVerdictWidth = 120; ///< for "Not served"
constexpr int kEntitiesWidth = 80;
constexpr int kNarrowestName = 148;
constexpr int kWidestOperations = 190;
constexpr int kWidestName = 360;
const QString kWidthsSetting = QStringLiteral("design/patternColumns");

} // namespace

PatternGrid::PatternGrid(Document &document, PatternRunner &runner, const Adviser &adviser, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_costs(new PatternCosts(document, this)),
      m_patterns(new PatternModel(runner, adviser, *m_costs, this)),
      m_grid(new Grid(tr("Access patterns"))),
      m_runAll(new QPushButton(icon(QStringLiteral("run-all"), IconTint::OnAccent), tr("Run all"))),
      m_runSelected(new QPushButton(icon(QStringLiteral("run")), tr("Run selected"))),
      m_stop(new QPushButton(icon(QStringLiteral("stop")), tr("Stop"))),
      m_bar(new QProgressBar),
      m_summary(makeLabel({}, TextRole::Body, LabelTone::Secondary))
{
    m_grid->setObjectName(QStringLiteral("accessPatterns"));
    m_grid->setModel(m_patterns);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setTextElideMode(Qt::ElideMiddle);
    m_chosenWidths = QSettings().value(kWidthsSetting).toList();
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (!m_fitting && m_columnsAreFitted && column != PatternModel::ColumnCount - 1)
            rememberWidths();
    });
    auto *bar = new QHBoxLayout;
    buildBar(*bar);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_grid, 1);

    connect(&document, &Document::stageChanged, this, &PatternGrid::showState);
    connect(&document, &Document::selectionChanged, this, &PatternGrid::followSelection);
    for (const auto changed : {&PatternRunner::progressChanged, &PatternRunner::runsCleared, &PatternRunner::stalenessChanged})
        connect(&runner, changed, this, &PatternGrid::showState);
    connect(m_runAll, &QPushButton::clicked, &runner, &PatternRunner::runAll);
    connect(m_runSelected, &QPushButton::clicked, this, &PatternGrid::runSelected);
    connect(m_stop, &QPushButton::clicked, &runner, &PatternRunner::cancel);
    connectGrid();
}

void PatternGrid::buildBar(QHBoxLayout &bar)
{
    m_runAll->setObjectName(QStringLiteral("runAll"));
    m_runAll->setProperty("primary", true);
    m_runAll->setAccessibleName(tr("Run all access patterns"));
    m_runAll->setToolTip(tr("Verifies every access pattern on the sample data, in tables of its own in memory (Ctrl+R)"));
    m_runSelected->setObjectName(QStringLiteral("runSelected"));
    m_runSelected->setAccessibleName(tr("Run the selected access patterns"));
    m_runSelected->setToolTip(tr("Verifies the selected access patterns on the sample data (Ctrl+Enter)"));
    m_stop->setObjectName(QStringLiteral("stopRun"));
    m_stop->setAccessibleName(tr("Stop running access patterns"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(96);
    m_bar->setAccessibleName(tr("Progress of running access patterns"));
    m_summary->setObjectName(QStringLiteral("patternSummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar.setContentsMargins(space::kL, space::kM, space::kM, space::kM);
    bar.setSpacing(space::kS);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_runAll, m_runSelected, m_stop, m_bar})
        bar.addWidget(widget);
    bar.addSpacing(space::kXs);
    bar.addWidget(m_summary, 1);
    bar.setSpacing(space::kXs);
    m_add = addTool(bar, "addPattern", QStringLiteral("add"), tr("Add access pattern"));
    connect(m_add, &QToolButton::clicked, this, &PatternGrid::addWanted);
    m_edit = addTool(bar, "editPattern", QStringLiteral("edit"), tr("Edit access pattern (Enter)"));
    m_duplicate = addTool(bar, "duplicatePattern", QStringLiteral("duplicate"), tr("Duplicate access pattern (Ctrl+D)"));
    m_remove = addTool(bar, "removePattern", QStringLiteral("delete"), tr("Remove access pattern (Del)"));
    m_up = addTool(bar, "movePatternUp", QStringLiteral("chevron-up"), tr("Move up (Alt+Up)"));
    m_down = addTool(bar, "movePatternDown", QStringLiteral("chevron-down"), tr("Move down (Alt+Down)"));
}

QToolButton *PatternGrid::addTool(QHBoxLayout &bar, const char *id, const QString &iconName, const QString &name)
{
    QToolButton *tool = makeIconButton(iconName, name);
    markCommand(*tool);
    tool->setObjectName(QLatin1String(id));
    bar.addWidget(tool);
    return tool;
}

void PatternGrid::connectGrid()
{
    const auto edit = [this] {
        if (currentRow() >= 0)
            emit editWanted(currentRow());
    };
    const auto duplicate = [this] {
        if (currentRow() >= 0)
            emit duplicateWanted(currentRow());
    };
    const auto remove = [this] {
        if (const auto rows = selectedRows(); !rows.empty())
            emit removeWanted(rows);
    };
    const auto up = [this] {
        if (currentRow() > 0)
            emit moveWanted(currentRow(), currentRow() - 1);
    };
    const auto down = [this] {
        if (currentRow() >= 0 && currentRow() + 1 < patternCount())
            emit moveWanted(currentRow(), currentRow() + 2);
    };
    connect(m_grid, &Grid::opened, this, edit);
    connect(m_edit, &QToolButton::clicked, this, edit);
    connect(m_duplicate, &QToolButton::clicked, this, duplicate);
    connect(m_remove, &QToolButton::clicked, this, remove);
    connect(m_up, &QToolButton::clicked, this, up);
    connect(m_down, &QToolButton::clicked, this, down);
    const auto addShortcut = [this](const QKeySequence &keys, auto run) {
        auto *action = new QAction(m_grid);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_grid->addAction(action);
        connect(action, &QAction::triggered, this, run);
    };
    addShortcut(Qt::CTRL | Qt::Key_D, duplicate);
    addShortcut(Qt::Key_Delete, remove);
    addShortcut(Qt::ALT | Qt::Key_Up, up);
    addShortcut(Qt::ALT | Qt::Key_Down, down);
    addShortcut(Qt::CTRL | Qt::Key_Return, [this] { runSelected(); });
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PatternGrid::showState);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { selectInDocument(current.row()); });
    connect(m_grid, &QTableView::clicked, this, [this](const QModelIndex &index) { selectInDocument(index.row()); });
}

void PatternGrid::selectInDocument(int row)
{
    // Rows that come and go move the current one before the document has followed.
    const auto &model = m_document.model();
    if (row < 0 || m_following || !model || static_cast<int>(model->accessPatterns.size()) != patternCount())
        return;
    const QScopedValueRollback<bool> leading(m_leading, true);
    m_document.select({.kind = Selection::Kind::AccessPattern, .row = row});
}

void PatternGrid::showModel()
{
    {
        const QScopedValueRollback<bool> following(m_following, true);
        m_patterns->setModel(m_document.model());
    }
    if (patternCount() == 0) {
        m_columnsAreFitted = false;
    } else {
        fitColumns();
    }
    followSelection();
    showState();
}

/// Once for each model, and the names again as they change, until the person has given a column its width.
void PatternGrid::fitColumns()
{
    const QScopedValueRollback<bool> fitting(m_fitting, true);
    if (m_chosenWidths.size() == PatternModel::ColumnCount) {
        for (int column = 0; column < PatternModel::ColumnCount && !m_columnsAreFitted; ++column)
            m_grid->setColumnWidth(column, m_chosenWidths[column].toInt());
        m_grid->horizontalHeader()->setStretchLastSection(true);
    } else {
        if (!m_columnsAreFitted) {
            m_grid->fitColumns(300);
            m_grid->setColumnWidth(PatternModel::Verdict, kVerdictWidth);
            m_grid->setColumnWidth(PatternModel::Status, kStatusWidth);
            m_grid->setColumnWidth(PatternModel::Entities, qMin(m_grid->columnWidth(PatternModel::Entities), kEntitiesWidth));
            m_grid->setColumnWidth(PatternModel::Operations, qMin(m_grid->columnWidth(PatternModel::Operations), kWidestOperations));
        }
        // The names get what the columns up to the operations leave.
        int others = 0;
        for (int column = PatternModel::Name + 1; column <= PatternModel::Operations; ++column)
            others += m_grid->columnWidth(column);
        const int wanted = qMin(m_grid->contentWidth(PatternModel::Name) + space::kS, kWidestName);
        m_grid->setColumnWidth(PatternModel::Name, qMax(kNarrowestName, qMin(wanted, m_grid->viewport()->width() - others)));
    }
    m_columnsAreFitted = true;
}

void PatternGrid::rememberWidths()
{
    m_chosenWidths.clear();
    for (int column = 0; column < PatternModel::ColumnCount; ++column)
        m_chosenWidths << m_grid->columnWidth(column);
    QSettings().setValue(kWidthsSetting, m_chosenWidths);
}

void PatternGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (patternCount() > 0)
        fitColumns();
}

void PatternGrid::showState()
{
    const bool running = m_runner.isRunning();
    const Progress progress = m_runner.progress();
    const std::vector<int> rows = selectedRows();
    // The focus stays in the run's buttons; where Qt would put it, Space would add a pattern.
    const bool hadFocus = m_runAll->hasFocus() || m_runSelected->hasFocus() || m_stop->hasFocus();
    m_stop->setVisible(running);
    if (hadFocus && running)
        m_stop->setFocus();
    const bool stopHadFocus = !running && hadFocus && !m_runAll->hasFocus() && !m_runSelected->hasFocus();
    m_runAll->setEnabled(m_runner.canRun() && !running);
    m_runSelected->setEnabled(m_runner.canRun() && !running && !rows.empty());
    if (stopHadFocus)
        m_runAll->setFocus();
    m_bar->setVisible(running);
    m_bar->setRange(0, static_cast<int>(qMax<qint64>(1, progress.all)));
    m_bar->setValue(static_cast<int>(progress.done));
    for (QToolButton *tool : {m_edit, m_duplicate})
        tool->setEnabled(rows.size() == 1);
    m_remove->setEnabled(!rows.empty());
    m_up->setEnabled(rows.size() == 1 && rows.front() > 0);
    m_down->setEnabled(rows.size() == 1 && rows.front() + 1 < patternCount());
    QString summary = statusSummary(m_runner, patternCount());
    if (running)
        summary = tr("%1 of %2").arg(progress.done).arg(progress.all);
    else if (!m_runner.problem().isEmpty())
        summary = m_runner.problem();
    else if (summary.isEmpty() && m_runner.canRun())
        summary = countText(patternCount(), tr("1 access pattern, not run yet"), tr("%1 access patterns, none run yet"));
    m_summary->setText(summary);
    m_summary->setToolTip(summary);
}

std::vector<int> PatternGrid::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_grid->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

int PatternGrid::currentRow() const
{
    const std::vector<int> rows = selectedRows();
    return rows.size() == 1 ? rows.front() : -1;
}

void PatternGrid::focusGrid()
{
    m_grid->setFocus();
}

void PatternGrid::revealCurrent()
{
    if (m_grid->currentIndex().isValid())
        m_grid->scrollTo(m_grid->currentIndex());
}

void PatternGrid::runSelected()
{
    if (!m_runner.isRunning())
        m_runner.run(selectedRows());
}

void PatternGrid::followSelection()
{
    if (m_leading)
        return;
    const QScopedValueRollback<bool> following(m_following, true);
    const Selection &selection = m_document.selection();
    if (selection.kind != Selection::Kind::AccessPattern) {
        m_grid->clearSelection();
        m_grid->setCurrentIndex({});
        showState();
        return;
    }
    if (selection.row < patternCount() && !m_grid->selectionModel()->isRowSelected(selection.row))
        m_grid->selectRow(selection.row);
}

} // namespace keywright::ui
