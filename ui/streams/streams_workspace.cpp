#include "ui/streams/streams_workspace.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>

#include "core/connection/stream_json.h"
#include "core/model/table_edits.h"
#include "ui/code/code_editor.h"
#include "ui/connections/connection_choice.h"
#include "ui/connections/write_question.h"
#include "ui/parts/text_table_model.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/notice_strip.h"
#include "ui/streams/image_diff.h"
#include "ui/streams/pattern_panel.h"
#include "ui/streams/streams_bar.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using State = StreamReading::State;

namespace {

constexpr int kListShare = 600; ///< of the width, beside the details
constexpr int kDetailsShare = 420;
constexpr int kLeastDetails = 120;
constexpr int kWide = 1100; ///< from here on the details stand beside the list

QString wordOf(session::TailShard::State state)
{
    using ShardState = session::TailShard::State;
    switch (state) {
    case ShardState::Waiting: return StreamsWorkspace::tr("waits for its parent");
    case ShardState::Reading: return StreamsWorkspace::tr("being read");
    case ShardState::Finished: return StreamsWorkspace::tr("closed, read");
    case ShardState::Skipped: break;
    }
    return StreamsWorkspace::tr("closed before");
}

} // namespace

struct StreamsWorkspace::Tables {
    quint64 request = 0;
    QStringList names;
    std::optional<ConnectionProblem> problem;
};

StreamsWorkspace::StreamsWorkspace(Document &document, Connections &connections, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_connections(connections),
      m_reading(new StreamReading(this)),
      m_changes(new ChangeModel(this)),
      m_diff(new DiffModel(this)),
      m_shardRows(new TextTableModel(this)),
      m_bar(new StreamsBar(connections)),
      m_pattern(new PatternPanel),
      m_gap(new NoticeStrip(tr("Some records were trimmed before they were read: a stream keeps them for 24 hours."),
                            tr("Replay what is left"))),
      m_grid(new Grid(tr("Changes"))),
      m_diffGrid(new Grid(tr("Before and after"))),
      m_shards(new Grid(tr("Shards"))),
      m_json(new CodeEditor(tr("Record"))),
      m_message(new MessagePage),
      m_background(this)
{
    setObjectName(QStringLiteral("streamsWorkspace"));
    setProperty("helpTopic", QStringLiteral("streams"));
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    auto *patternBox = new QWidget;
    auto *patternRow = new QVBoxLayout(patternBox);
    patternRow->setContentsMargins(space::kL, 0, space::kL, space::kM);
    patternRow->addWidget(m_pattern);
    patternBox->hide();
    buildMessage();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(patternBox);
    column->addWidget(m_gap);
    column->addWidget(makeLine());
    column->addWidget(buildPages(), 1);
    m_gap->hide();
    connect(m_bar, &StreamsBar::patternWanted, patternBox, &QWidget::setVisible);
    connectParts();
    showState();
}

void StreamsWorkspace::buildMessage()
{
    m_message->setObjectName(QStringLiteral("streamMessage"));
    m_enable = m_message->addButton(tr("Switch the stream on"));
    m_enable->setObjectName(QStringLiteral("enableStream"));
    m_enable->setToolTip(tr("With the old and the new image of each item"));
    m_enableKeys = m_message->addButton(tr("With keys only"), true);
    m_enableKeys->setObjectName(QStringLiteral("enableKeysStream"));
    m_again = m_message->addButton(tr("Try again"));
    m_again->setObjectName(QStringLiteral("streamAgain"));
    connect(m_enable, &QPushButton::clicked, this, [this] { enable(schema::StreamViewType::NewAndOldImages); });
    connect(m_enableKeys, &QPushButton::clicked, this, [this] { enable(schema::StreamViewType::KeysOnly); });
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_problem.reset();
        m_isListed ? start(session::TailStart::Latest) : listTables();
    });
}

QTabWidget *StreamsWorkspace::buildDetails()
{
    m_details = new QTabWidget;
    m_details->setObjectName(QStringLiteral("streamDetails"));
    m_details->setDocumentMode(true);
    m_details->setAccessibleName(tr("Details"));
    m_details->tabBar()->setAccessibleName(tr("Details"));
    m_diffGrid->setObjectName(QStringLiteral("streamDiff"));
    m_diffGrid->setModel(m_diff);
    m_json->setObjectName(QStringLiteral("streamRecord"));
    m_json->setLanguage(CodeLanguage::Json);
    m_json->setReadOnly(true);
    m_shards->setObjectName(QStringLiteral("streamShards"));
    m_shards->setModel(m_shardRows);
    m_details->addTab(m_diffGrid, tr("Change"));
    m_details->addTab(m_json, tr("Record"));
    m_details->addTab(m_shards, tr("Shards"));
    return m_details;
}

QWidget *StreamsWorkspace::buildPages()
{
    m_grid->setObjectName(QStringLiteral("streamChanges"));
    m_grid->setModel(m_changes);
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_halves = new QSplitter;
    m_halves->setObjectName(QStringLiteral("streamHalves"));
    m_halves->setChildrenCollapsible(false);
    m_halves->addWidget(m_grid);
    m_halves->addWidget(buildDetails());
    m_halves->setStretchFactor(0, 1);
    m_details->setMinimumHeight(kLeastDetails);
    connect(m_halves, &QSplitter::splitterMoved, this, [this] { m_isArranged = true; });
    auto *pages = new QWidget;
    m_pages = new QStackedLayout(pages);
    m_pages->addWidget(m_halves);
    m_pages->addWidget(m_message);
    return pages;
}

void StreamsWorkspace::connectParts()
{
    connect(m_bar, &StreamsBar::filterChanged, this, &StreamsWorkspace::showFilter);
    connect(m_bar, &StreamsBar::patternWanted, this, &StreamsWorkspace::showFilter);
    connect(m_pattern, &PatternPanel::changed, this, &StreamsWorkspace::showFilter);
    connect(m_bar, &StreamsBar::pauseWanted, this, &StreamsWorkspace::pause);
    connect(m_bar, &StreamsBar::replayWanted, this, [this] { start(session::TailStart::TrimHorizon); });
    connect(m_gap, &NoticeStrip::actionWanted, this, [this] { start(session::TailStart::TrimHorizon); });
    connect(m_bar, &StreamsBar::clearWanted, this, [this] {
        ++m_judgement;
        m_changes->clear();
        showDetails();
        showState();
    });
    connect(m_bar, &StreamsBar::saveWanted, this, &StreamsWorkspace::save);
    connect(&m_bar->connection(), &ConnectionChoice::changed, this, &StreamsWorkspace::listTables);
    connect(&m_bar->table(), &QComboBox::currentIndexChanged, this, [this] { start(session::TailStart::Latest); });
    connect(&m_document, &Document::tablesFollowed, this, [this] {
        if (m_bar->connection().id().isEmpty() && m_isListed)
            listTables();
    });
    connect(m_reading, &StreamReading::stateChanged, this, &StreamsWorkspace::showState);
    connect(m_reading, &StreamReading::read, this, &StreamsWorkspace::takeChanges);
    connect(m_reading, &StreamReading::shardsChanged, this, &StreamsWorkspace::showShards);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            m_current = m_changes->changeAt(current.row())->number;
        showDetails();
    });
}

void StreamsWorkspace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isListed)
        listTables();
}

void StreamsWorkspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Beside one another only where the list has room for its columns.
    const Qt::Orientation orientation = width() < kWide ? Qt::Vertical : Qt::Horizontal;
    if (orientation == m_halves->orientation() && m_isArranged)
        return;
    m_halves->setOrientation(orientation);
    m_halves->setSizes({kListShare, kDetailsShare});
}

std::string StreamsWorkspace::table() const
{
    return m_bar->table().currentText().toStdString();
}

void StreamsWorkspace::showTable(const QString &connection, const QString &table)
{
    m_bar->connection().select(connection);
    if (m_bar->table().findText(table) < 0)
        m_bar->table().addItem(table);
    m_bar->table().setCurrentText(table);
}

// --- Tables --------------------------------------------------------------------------------------------------------------

void StreamsWorkspace::listTables()
{
    const ChosenConnection chosen = m_bar->connection().current();
    m_isListed = false;
    m_problem.reset();
    ++m_request;
    if (!chosen.connection || !isVisible()) {
        m_reading->stop();
        showState();
        return;
    }
    showState();
    m_background.start(
        [connection = chosen.connection, request = m_request](const std::stop_token &stop) {
            Tables tables;
            tables.request = request;
            try {
                for (const std::string &name : connection::stoppedBy(connection, stop)->listTables())
                    tables.names << toQString(name);
            } catch (...) {
                tables.problem = connectionProblem(std::current_exception());
            }
            return tables;
        },
        [this](const Tables &tables) {
            if (tables.request == m_request)
                takeTables(tables);
        });
}

void StreamsWorkspace::takeTables(const Tables &tables)
{
    m_problem = tables.problem;
    m_isListed = !tables.problem;
    m_isEnabling = false;
    if (m_problem) {
        m_reading->stop();
        showState();
        return;
    }
    const QString before = m_bar->table().currentText();
    {
        const QSignalBlocker quiet(&m_bar->table());
        m_bar->table().clear();
        m_bar->table().addItems(tables.names);
        m_bar->table().setCurrentIndex(std::max<int>(tables.names.isEmpty() ? -1 : 0, static_cast<int>(tables.names.indexOf(before))));
    }
    const bool isSame =
        m_bar->table().currentText() == before && (m_reading->state() == State::Reading || m_reading->state() == State::Paused);
    if (!isSame)
        start(session::TailStart::Latest);
    showState();
}

void StreamsWorkspace::start(session::TailStart from)
{
    m_problem.reset();
    ++m_judgement;
    m_changes->clear();
    m_current.reset();
    m_needsFit = true;
    const ChosenConnection chosen = m_bar->connection().current();
    m_pattern->setTable(chosen.isWorkspace() ? m_document.model().get() : nullptr, table());
    m_reading->setFilter(filter());
    m_reading->start(chosen, table(), from);
    showDetails();
    showState();
}

void StreamsWorkspace::pause()
{
    if (m_reading->state() == State::Paused)
        m_reading->resume();
    else
        m_reading->pause();
}

// --- Filter --------------------------------------------------------------------------------------------------------------

ChangeFilter StreamsWorkspace::filter() const
{
    return {m_bar->events(), m_bar->keyPart(), m_bar->showsPattern() ? m_pattern->pattern() : nullptr, m_reading->arn()};
}

void StreamsWorkspace::showFilter()
{
    m_reading->setFilter(filter());
    judgeAgain();
}

void StreamsWorkspace::judgeAgain()
{
    struct Judged {
        quint64 request = 0;
        std::vector<JudgedChange> changes;
    };
    m_background.start(
        [kept = m_changes->kept(), filter = filter(), request = ++m_judgement](const std::stop_token &stop) {
            Judged result;
            result.request = request;
            for (const SharedChange &change : kept) {
                if (stop.stop_requested())
                    break;
                result.changes.push_back(judged(change, filter));
            }
            return result;
        },
        [this](Judged result) {
            if (result.request != m_judgement)
                return;
            // What was read meanwhile.
            const ChangeFilter present = filter();
            const quint64 last = result.changes.empty() ? 0 : result.changes.back().change->number;
            for (const SharedChange &change : m_changes->kept())
                if (change->number > last)
                    result.changes.push_back(judged(change, present));
            m_changes->setJudged(result.changes);
            const int row = m_current ? m_changes->rowOf(*m_current) : -1;
            if (m_changes->rowCount() > 0)
                m_grid->setCurrentIndex(m_changes->index(std::max(0, row), 0));
            showDetails();
            showState();
        });
}

void StreamsWorkspace::takeChanges(const std::vector<JudgedChange> &changes)
{
    // The newest are on top: what a person looks at stays where it is, unless that is the top itself.
    QScrollBar *bar = m_grid->verticalScrollBar();
    const bool isAtTop = bar->value() == bar->minimum();
    const int before = m_changes->rowCount();
    m_changes->append(changes);
    if (!isAtTop)
        bar->setValue(bar->value() + m_changes->rowCount() - before);
    if (m_needsFit && m_changes->rowCount() > 0) {
        m_needsFit = false;
        m_grid->fitColumns();
    }
    if (!m_grid->currentIndex().isValid() && m_changes->rowCount() > 0)
        m_grid->setCurrentIndex(m_changes->index(0, 0));
    showState();
}

// --- Showing -------------------------------------------------------------------------------------------------------------

void StreamsWorkspace::showState()
{
    const State state = m_reading->state();
    const bool canRead = state == State::Reading || state == State::Paused || state == State::Over || state == State::Failed;
    m_bar->setReading(canRead, state == State::Paused, state == State::Reading || state == State::Paused || m_reading->isRetrying());
    m_bar->setHasChanges(m_changes->rowCount() > 0);
    m_gap->setVisible(m_reading->hasGap());
    m_bar->table().setEnabled(m_bar->table().count() > 0);
    showCount();
    showPage();
}

void StreamsWorkspace::showCount()
{
    const QLocale locale;
    const qint64 shown = m_changes->rowCount();
    QStringList words;
    if (m_changes->readCount() > 0)
        words << (shown == m_changes->readCount()
                      ? countText(shown, tr("1 record"), tr("%1 records"))
                      : tr("%1 of %2 records").arg(locale.toString(shown), locale.toString(m_changes->readCount())));
    if (m_changes->readCount() > m_changes->keptCount())
        words << tr("the newest %1 are kept").arg(locale.toString(m_changes->keptCount()));
    if (m_reading->state() == State::Paused)
        words << tr("paused");
    else if (m_reading->state() == State::Over)
        words << tr("the stream is switched off");
    else if (m_reading->isRetrying())
        words << tr("%1; trying again").arg(m_reading->problem().title);
    else if (m_reading->state() == State::Reading)
        words << tr("live");
    m_bar->count().setText(words.join(QStringLiteral(" · ")));
    m_bar->count().setToolTip(m_reading->isRetrying() ? m_reading->problem().text : QString());
    m_pattern->showMatches(m_changes->matchedCount(), m_changes->judgedCount());
}

MessagePage::Content StreamsWorkspace::message() const
{
    const QString table = m_bar->table().currentText();
    const auto problem = [](const ConnectionProblem &found) {
        return MessagePage::Content{
            .iconName = QStringLiteral("error"), .tint = IconTint::Error, .title = found.title, .text = found.text, .details = {}};
    };
    if (m_problem)
        return problem(*m_problem);
    if (m_isEnabling)
        return {.iconName = QStringLiteral("streams"),
                .title = tr("Switching the stream of %1 on").arg(table),
                .text = tr("This takes a moment."),
                .details = {}};
    if (!m_isListed)
        return {.iconName = QStringLiteral("streams"),
                .title = tr("Looking for tables"),
                .text = tr("The tables of the connection are being listed."),
                .details = {}};
    if (table.isEmpty())
        return {.iconName = QStringLiteral("table"),
                .title = tr("There are no tables here"),
                .text = tr("A stream belongs to a table. Create one in Design, or choose another connection."),
                .details = {}};
    if (m_reading->state() == State::Failed)
        return problem(m_reading->problem());
    if (m_reading->state() == State::NoStream)
        return {.iconName = QStringLiteral("streams"),
                .title = tr("%1 has no stream").arg(table),
                .text = tr("A stream records every change of an item for 24 hours, for functions and other readers. Switched on, its "
                           "changes show here as they come."),
                .details = {}};
    if (m_reading->state() == State::Looking)
        return {.iconName = QStringLiteral("streams"), .title = tr("Looking for the stream of %1").arg(table), .text = {}, .details = {}};
    if (m_changes->readCount() > 0)
        return {.iconName = QStringLiteral("filter"),
                .title = tr("No record fits the filter"),
                .text = tr("%1 were read. Choose other events, another key, or another pattern.")
                            .arg(countText(m_changes->readCount(), tr("1 record"), tr("%1 records"))),
                .details = {}};
    return {.iconName = QStringLiteral("streams"),
            .title = tr("Waiting for changes of %1").arg(table),
            .text = tr("Write to the table, here or from your application. “Replay” shows what was changed in the last 24 hours."),
            .details = {}};
}

void StreamsWorkspace::showPage()
{
    const State state = m_reading->state();
    const bool hasRows = m_changes->rowCount() > 0 && !m_problem && m_isListed;
    m_pages->setCurrentIndex(hasRows ? 0 : 1);
    if (hasRows)
        return;
    m_message->setContent(message());
    const bool offersStream = !m_problem && !m_isEnabling && m_isListed && state == State::NoStream && !table().empty();
    m_enable->setVisible(offersStream);
    m_enableKeys->setVisible(offersStream);
    m_again->setVisible(m_problem || (m_isListed && state == State::Failed));
}

void StreamsWorkspace::showDetails()
{
    const QModelIndex current = m_grid->currentIndex();
    if (!current.isValid()) {
        m_diff->setLines({});
        m_json->setText({});
        return;
    }
    const Change &change = *m_changes->changeAt(current.row());
    m_diff->setLines(imageDiff(change.read.record.change));
    m_diffGrid->fitColumns();
    m_json->setText(toQString(connection::toEventJson(change.read.record, m_reading->arn()).pretty(60)));
}

void StreamsWorkspace::showShards()
{
    std::vector<QStringList> rows;
    for (const session::TailShard &each : m_reading->shards())
        rows.push_back({toQString(each.shard.id), wordOf(each.state), QLocale().toString(qint64(each.records)),
                        toQString(each.shard.startingSequenceNumber), toQString(each.shard.endingSequenceNumber.value_or("")),
                        toQString(each.shard.parentId.value_or(""))});
    const bool isNews = m_shardRows->rowCount() != static_cast<int>(rows.size());
    m_shardRows->setRows({tr("Shard"), tr("State"), tr("Records"), tr("First sequence number"), tr("Last"), tr("Parent")}, std::move(rows));
    if (isNews)
        m_shards->fitColumns();
    m_details->setTabText(2, m_reading->shards().empty() ? tr("Shards") : tr("Shards %1").arg(m_reading->shards().size()));
}

// --- Doing ---------------------------------------------------------------------------------------------------------------

void StreamsWorkspace::save()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString file =
        askForFileToSave(this, tr("Save records"), QDir(folder).filePath(m_bar->table().currentText() + QStringLiteral("-stream.jsonl")),
                         tr("JSON Lines (*.jsonl)"));
    if (file.isEmpty())
        return;
    m_background.start(
        [changes = m_changes->shown(), arn = m_reading->arn(), file](const std::stop_token &) {
            QSaveFile target(file);
            bool isWritten = target.open(QIODevice::WriteOnly);
            for (const SharedChange &change : changes)
                isWritten = isWritten
                    && target.write(QByteArray::fromStdString(connection::toEventJson(change->read.record, arn).compact() + "\n")) >= 0;
            return isWritten && target.commit() ? QString() : target.errorString();
        },
        [this, file](const QString &error) {
            if (!error.isEmpty())
                showMessage(this, {.title = tr("The records could not be saved"), .text = tr("%1: %2").arg(file, error), .details = {}});
        });
}

void StreamsWorkspace::enable(schema::StreamViewType viewType)
{
    const ChosenConnection chosen = m_bar->connection().current();
    if (chosen.isWorkspace())
        enableInModel(table(), viewType);
    else if (mayWrite(this, chosen, {tr("Switch the stream of %1 on").arg(m_bar->table().currentText()), {}}))
        enableThere(chosen, table(), viewType);
}

void StreamsWorkspace::enableInModel(const std::string &name, schema::StreamViewType viewType)
{
    const auto refusal = m_document.edit([&](const model::Model &model) {
        for (const model::Table &each : model.tables) {
            if (each.definition.name != name)
                continue;
            model::Table changed = each;
            changed.definition.streamViewType = viewType;
            return model::changeTableSettings(model, changed, tr("Switch the stream of %1 on").arg(toQString(name)).toStdString());
        }
        throw model::EditError("The table " + name + " is not in the model. Change it in the application that made it.");
    });
    if (refusal) {
        m_problem = ConnectionProblem{tr("The stream cannot be switched on"), *refusal};
        showState();
        return;
    }
    m_isEnabling = true; // until the tables have followed
    showState();
}

void StreamsWorkspace::enableThere(const ChosenConnection &chosen, const std::string &name, schema::StreamViewType viewType)
{
    m_isEnabling = true;
    showState();
    m_background.start(
        [connection = chosen.connection, name, viewType](const std::stop_token &stop) {
            std::optional<ConnectionProblem> problem;
            try {
                engine::UpdateTableRequest request;
                request.table = name;
                request.stream = engine::StreamChange{viewType};
                connection::stoppedBy(connection, stop)->updateTable(request);
            } catch (...) {
                problem = connectionProblem(std::current_exception());
            }
            return problem;
        },
        [this](const std::optional<ConnectionProblem> &problem) {
            m_isEnabling = false;
            if (problem) {
                m_problem = problem;
                showState();
            } else {
                start(session::TailStart::TrimHorizon);
            }
        });
}

} // namespace keywright::ui
