#include "ui/operations/result_pane.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

#include "core/itemfile/item_writer.h"
#include "core/session/typed_reads.h"
#include "core/value/dynamodb_json.h"
#include "ui/code/code_editor.h"
#include "ui/data/item_json.h"
#include "ui/parts/text_table_model.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/document/text.h"
#include "ui/operations/explain_page.h"
#include "ui/operations/result_items.h"
#include "ui/operations/result_text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/grid.h"
#include "ui/parts/key_header.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

/// The only table of a batch, the first of a transaction.
std::string tableOf(const session::OperationRun &run)
{
    const std::string read = session::tableReadBy(run.operation, run.request);
    if (!read.empty())
        return read;
    if (const value::Json *table = run.request.find("TableName"))
        return table->text();
    if (const value::Json *tables = run.request.find("RequestItems"); tables != nullptr && !tables->members().empty())
        return tables->members().front().name;
    if (const value::Json *actions = run.request.find("TransactItems"))
        for (const value::Json &action : actions->elements())
            for (const auto &[name, body] : action.members())
                if (const value::Json *table = body.find("TableName"))
                    return table->text();
    return {};
}

/// "1: Put in Orders" for each action of a transaction.
QStringList actionsOf(const value::Json &request)
{
    QStringList actions;
    if (const value::Json *items = request.find("TransactItems")) {
        for (const value::Json &item : items->elements())
            for (const auto &[name, body] : item.members()) {
                const value::Json *table = body.find("TableName");
                actions << ResultPane::tr("%1 in %2").arg(toQString(name), table != nullptr ? toQString(table->text()) : QString());
            }
    }
    if (const value::Json *statements = request.find("TransactStatements"))
        for (const value::Json &statement : statements->elements())
            if (const value::Json *text = statement.find("Statement"))
                actions << toQString(text->text());
    return actions;
}

itemfile::WriteOptions optionsFor(const QString &file)
{
    itemfile::WriteOptions options;
    options.overwrite = true;
    options.encoding = itemfile::Encoding::Plain;
    if (file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
        options.format = itemfile::Format::Csv;
    else if (file.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive))
        options.format = itemfile::Format::JsonLines;
    else
        options.format = itemfile::Format::Json;
    return options;
}

} // namespace

ResultPane::ResultPane(Document &document, OperationRunner &runner, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_items(new ResultItems(this)),
      m_treeItems(new QStandardItemModel(this)),
      m_reasons(new TextTableModel(this)),
      m_tabs(new QTabWidget),
      m_stack(new QStackedLayout),
      m_message(new MessagePage),
      m_run(m_message->addButton(tr("Run"))),
      m_refused(new MessagePage),
      m_reasonGrid(new Grid(tr("Actions of the transaction"))),
      m_grid(new Grid(tr("Items"))),
      m_tree(new QTreeView),
      m_json(new CodeEditor(tr("Answer as JSON"))),
      m_explain(new ExplainPage(runner)),
      m_summary(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_progress(new QProgressBar),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_background(this)
{
    m_grid->setObjectName(QStringLiteral("opItems"));
    m_grid->setHorizontalHeader(new KeyHeader);
    m_grid->setModel(m_items);
    m_tree->setObjectName(QStringLiteral("opTree"));
    m_tree->setAccessibleName(tr("Items as a tree"));
    m_tree->setModel(m_treeItems);
    m_tree->setItemDelegate(new CellDelegate(m_tree));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_json->setObjectName(QStringLiteral("opJson"));
    m_json->setLanguage(CodeLanguage::Json);
    m_json->setReadOnly(true);
    m_message->setObjectName(QStringLiteral("opMessage"));
    m_run->setObjectName(QStringLiteral("opRunHere"));
    auto *items = new QWidget;
    items->setLayout(m_stack);
    m_refusal = makeRefusal();
    for (QWidget *page : std::initializer_list<QWidget *>{m_message, m_refusal, m_grid})
        m_stack->addWidget(page);
    m_tabs->setObjectName(QStringLiteral("opResults"));
    m_tabs->setAccessibleName(tr("Results"));
    m_tabs->tabBar()->setAccessibleName(tr("Results"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(items, tr("Items"));
    m_tabs->addTab(m_tree, tr("Tree"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->addTab(m_explain, tr("Explain"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_tabs, 1);
    column->addWidget(makeLine());
    column->addWidget(makeBar());
    connect(m_run, &QPushButton::clicked, this, &ResultPane::runWanted);
    connect(&m_runner, &OperationRunner::answered, this, &ResultPane::showPage);
    connect(&m_runner, &OperationRunner::changed, this, &ResultPane::showState);
    showState();
}

QWidget *ResultPane::makeRefusal()
{
    m_refused->setObjectName(QStringLiteral("opRefusal"));
    m_reasonGrid->setObjectName(QStringLiteral("opReasons"));
    m_reasonGrid->setModel(m_reasons);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_refused, 3);
    column->addWidget(m_reasonGrid, 2);
    return page;
}

QToolButton *ResultPane::addTool(QHBoxLayout &row, const char *iconName, const QString &name, const char *id)
{
    QToolButton *button = makeIconButton(QLatin1String(iconName), name);
    button->setObjectName(QLatin1String(id));
    markCommand(*button);
    row.addWidget(button);
    return button;
}

QWidget *ResultPane::makeBar()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kM, space::kXs, space::kS, space::kXs);
    row->setSpacing(space::kXs);
    m_summary->setObjectName(QStringLiteral("opSummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setObjectName(QStringLiteral("opProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(96);
    m_cancel->setObjectName(QStringLiteral("opCancel"));
    m_cancel->setProperty("flat", true);
    row->addWidget(m_summary, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    m_back = addTool(*row, "chevron-left", tr("Previous page"), "opBack");
    m_forward = addTool(*row, "chevron-right", tr("Next page"), "opForward");
    m_copy = addTool(*row, "copy", tr("Copy the items of this page"), "opCopy");
    m_export = addTool(*row, "export", tr("Export all pages to a file…"), "opExport");
    auto *menu = new QMenu(m_copy);
    menu->setObjectName(QStringLiteral("opCopyMenu"));
    connect(menu->addAction(tr("Copy as JSON")), &QAction::triggered, this, [this] {
        std::vector<const value::Item *> all;
        for (const value::Item &item : m_items->items())
            all.push_back(&item);
        copy(jsonOf(all, JsonForm::Plain), tr("Copied as JSON"));
    });
    connect(menu->addAction(tr("Copy as CSV")), &QAction::triggered, this,
            [this] { copy(csvOf(m_items->items(), m_items->attributes()), tr("Copied as CSV")); });
    connect(menu->addAction(tr("Copy as Markdown")), &QAction::triggered, this,
            [this] { copy(markdownOf(m_items->items(), m_items->attributes()), tr("Copied as Markdown")); });
    m_copy->setMenu(menu);
    m_copy->setPopupMode(QToolButton::InstantPopup);
    connect(m_back, &QToolButton::clicked, &m_runner, &OperationRunner::previousPage);
    connect(m_forward, &QToolButton::clicked, &m_runner, &OperationRunner::nextPage);
    connect(m_export, &QToolButton::clicked, this, &ResultPane::askAndExport);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_runner.cancel();
        m_background.stop();
    });
    return bar;
}

void ResultPane::showView(View view)
{
    m_tabs->setCurrentIndex(view);
}

void ResultPane::addPage(QWidget *page, const QString &title)
{
    m_tabs->addTab(page, title);
}

void ResultPane::showState()
{
    const session::OperationRun *page = m_runner.page();
    const bool busy = m_runner.isRunning() || m_exporting;
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    m_back->setEnabled(m_runner.hasPrevious());
    m_forward->setEnabled(m_runner.hasNext());
    const bool hasItems = page != nullptr && !page->problem && !page->items.empty();
    m_copy->setEnabled(hasItems);
    m_export->setEnabled(hasItems && !busy);
    if (m_runner.isRunning()) {
        say(tr("Running…"));
        if (page == nullptr) {
            m_run->setVisible(false);
            m_message->setContent({.iconName = QStringLiteral("run"),
                                   .title = tr("Waiting for the answer…"),
                                   .text = tr("Cancel stops waiting; a write that is on its way may still be made.")});
            m_stack->setCurrentWidget(m_message);
        }
        return;
    }
    if (page != nullptr && !m_runner.wasCancelled())
        return;
    if (m_runner.wasCancelled())
        say(tr("Cancelled. A write that was on its way may still have been made."));
    if (page != nullptr)
        return;
    say(m_runner.wasCancelled() ? tr("Cancelled. A write that was on its way may still have been made.") : QString());
    m_message->setContent({.iconName = QStringLiteral("run"),
                           .title = tr("Nothing has run yet"),
                           .text = tr("Build an operation on the left and press Ctrl+Return. Its items appear here, and Explain shows "
                                      "what it read to find them.")});
    m_run->setVisible(true);
    m_stack->setCurrentWidget(m_message);
    m_items->setItems({}, {}, nullptr, {});
    m_treeItems->clear();
    m_json->setText({});
}

void ResultPane::showPage()
{
    const session::OperationRun *page = m_runner.page();
    if (page == nullptr)
        return;
    if (page->problem)
        showRefusal(*page);
    else
        showAnswer(*page);
    say(summaryOf(*page));
}

void ResultPane::showRefusal(const session::OperationRun &run)
{
    const ProblemText text = textOf(*run.problem);
    QString details = toQString(run.problem->message);
    if (!run.problem->name.empty())
        details = toQString(run.problem->name) + QStringLiteral(": ") + details;
    if (run.problem->item)
        details += QLatin1Char('\n') + jsonOf({&*run.problem->item}, JsonForm::Plain);
    m_refused->setContent(
        {.iconName = QStringLiteral("error"), .tint = IconTint::Error, .title = text.title, .text = text.advice, .details = details});
    const QStringList actions = actionsOf(run.request);
    std::vector<QStringList> rows;
    for (std::size_t i = 0; i < run.problem->reasons.size(); ++i) {
        const engine::CancellationReason &reason = run.problem->reasons[i];
        const bool isNone = reason.code == engine::CancellationReason::kNone;
        QStringList row{QString::number(i + 1), isNone ? tr("No objection") : toQString(reason.code), actions.value(static_cast<int>(i)),
                        toQString(reason.message)};
        row << (reason.item ? toQString(value::toPlainJson(*reason.item).compact()) : QString());
        rows.push_back(row);
    }
    m_reasonGrid->setVisible(!rows.empty());
    m_reasons->setRows({tr("Action"), tr("Outcome"), tr("What"), tr("Reason"), tr("Item as it is")}, std::move(rows));
    m_reasonGrid->fitColumns();
    m_stack->setCurrentWidget(m_refusal);
    m_items->setItems({}, {}, nullptr, {});
    m_treeItems->clear();
    m_json->setText({});
    m_tabs->setCurrentIndex(ItemsView);
}

void ResultPane::showAnswer(const session::OperationRun &run)
{
    const std::string table = tableOf(run);
    const KnownTable *known = findTable(m_tables, table);
    const value::Json *index = run.request.find("IndexName");
    const schema::KeySchema key =
        known != nullptr ? keyOf(known->definition, index != nullptr ? index->text() : std::string()) : schema::KeySchema();
    m_items->setItems(run.items, key, m_document.model().get(), table);
    if (!run.scores.empty())
        m_items->setScores(run.scores);
    m_grid->fitColumns();
    fillTree(*m_treeItems, run.items);
    m_tree->expandToDepth(run.items.size() <= 3 ? 1 : 0);
    m_tree->resizeColumnToContents(0);
    m_json->setText(toQString(run.answer.pretty(80)));
    if (!run.items.empty()) {
        m_stack->setCurrentWidget(m_grid);
        return;
    }
    const bool wrote = session::isWrite(run.operation, run.request);
    const bool filtered = run.scanned.value_or(0) > 0;
    m_run->setVisible(false);
    m_message->setContent({.iconName = wrote ? QStringLiteral("ok") : QStringLiteral("search"),
                           .tint = wrote ? IconTint::Success : IconTint::Secondary,
                           .title = wrote ? tr("Done") : tr("No items"),
                           .text = wrote            ? tr("The service made the change. Choose a return value to see the item here.")
                               : filtered           ? tr("%1 items were read, and the filter dropped all of them.").arg(*run.scanned)
                               : m_runner.hasNext() ? tr("This page is empty; there are more.")
                                                    : tr("There is nothing with this key. Check its values, or try a Scan.")});
    m_stack->setCurrentWidget(m_message);
}

QString ResultPane::summaryOf(const session::OperationRun &run) const
{
    QStringList parts;
    if (m_runner.pages().size() > 1 || run.next)
        parts << tr("Page %1").arg(m_runner.pageNumber() + 1);
    if (!run.problem) {
        parts << countText(static_cast<qint64>(run.items.size()), tr("1 item"), tr("%1 items"));
        if (run.scanned)
            parts << tr("%1 read").arg(QLocale().toString(static_cast<qlonglong>(*run.scanned)));
        if (run.searchedBytes() > 0)
            parts << tr("%1 bytes searched").arg(QLocale().toString(static_cast<qlonglong>(run.searchedBytes())));
        else if (!run.consumed.empty())
            parts << tr("%1 units").arg(unitsText(run.capacityUnits()));
    }
    parts << durationText(m_document.activity().shownDuration(run.milliseconds));
    return parts.join(QStringLiteral(" · "));
}

void ResultPane::say(const QString &sentence)
{
    m_summary->setText(sentence);
    m_summary->setToolTip(sentence);
}

void ResultPane::copy(const QString &text, const QString &said)
{
    QGuiApplication::clipboard()->setText(text);
    say(said);
}

void ResultPane::askAndExport()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString file = askForFileToSave(window(), tr("Export all pages"), folder + QStringLiteral("/items.jsonl"),
                                          tr("JSON Lines (*.jsonl);;JSON (*.json);;CSV (*.csv)"));
    if (!file.isEmpty())
        exportTo(file);
}

void ResultPane::exportTo(const QString &file)
{
    if (m_runner.pages().empty() || m_exporting)
        return;
    m_exporting = true;
    showState();
    say(tr("Exporting…"));
    const session::OperationRun first = m_runner.pages().front();
    const auto work = [connection = m_runner.connection(), first, file](const std::stop_token &stop) {
        Exported exported;
        std::vector<value::Item> items;
        try {
            session::OperationRun run = first;
            while (!stop.stop_requested()) {
                std::move(run.items.begin(), run.items.end(), std::back_inserter(items));
                if (!run.next)
                    break;
                run = session::runOperation(*connection, run.operation, value::Json(*run.next));
                if (run.problem)
                    throw std::runtime_error(run.problem->message);
            }
            exported.stopped = stop.stop_requested();
            if (exported.stopped)
                return exported;
            itemfile::WriteOptions options = optionsFor(file);
            itemfile::CsvColumns columns;
            for (const value::Item &item : items)
                columns.add(item);
            options.columns = columns.columns();
            const auto writer = itemfile::openItemWriter(file.toStdString(), options);
            for (const value::Item &item : items)
                writer->write(item);
            writer->finish();
            exported.items = static_cast<qint64>(items.size());
        } catch (const std::exception &error) {
            exported.error = toQString(error.what());
        }
        return exported;
    };
    m_background.start(work, [this, file](const Exported &exported) { takeExported(exported, file); });
}

void ResultPane::takeExported(const Exported &exported, const QString &file)
{
    m_exporting = false;
    showState();
    if (!exported.error.isEmpty())
        say(tr("Not exported: %1").arg(exported.error));
    else if (exported.stopped)
        say(tr("Stopped. No file was written."));
    else
        say(countText(exported.items, tr("1 item written to %2"), tr("%1 items written to %2"))
                .replace(QStringLiteral("%2"), QFileInfo(file).fileName()));
}

} // namespace keywright::ui
