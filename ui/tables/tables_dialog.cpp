#include "ui/tables/tables_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStringListModel>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include "ui/code/code_editor.h"
#include "ui/connections/connection_choice.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/search_field.h"
#include "ui/parts/text_table_model.h"
#include "ui/tables/backups_page.h"
#include "ui/tables/clone_dialog.h"
#include "ui/tables/definition_dialog.h"
#include "ui/tables/delete_table_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTablesDialogWidth = 940;
constexpr int kTablesDialogHeight = 600;
constexpr int kListWidth = 250;

} // namespace

TablesDialog::TablesDialog(Connections &connections, QWidget *parent)
    : QDialog(parent),
      m_connections(connections),
      m_connection(new ConnectionChoice(connections)),
      m_names(new QStringListModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_list(new QListView),
      m_rows(new TextTableModel(this)),
      m_indexRows(new TextTableModel(this)),
      m_facts(new Grid(tr("Description"))),
      m_indexes(new Grid(tr("Indexes"))),
      m_definition(new CodeEditor(tr("Definition"))),
      m_backups(new BackupsPage),
      m_tabs(new QTabWidget),
      m_message(new MessagePage),
      m_pages(new QStackedWidget),
      m_background(this)
{
    setObjectName(QStringLiteral("tablesDialog"));
    setProperty("helpTopic", QStringLiteral("tables"));
    setWindowTitle(tr("Tables"));
    resize(kTablesDialogWidth, kTablesDialogHeight);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(space::kL);
    halves->addWidget(makeList());
    halves->addWidget(makePage(), 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    column->setSpacing(space::kM);
    column->addWidget(makeLabel(tr("Tables"), TextRole::Heading));
    column->addLayout(halves, 1);
    column->addWidget(makeTools());
    connect(m_connection, &ConnectionChoice::changed, this, &TablesDialog::refresh);
    refresh();
}

QWidget *TablesDialog::makeList()
{
    m_filtered->setSourceModel(m_names);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *delegate = new CellDelegate(m_list);
    delegate->setRowLines(false);
    m_list->setObjectName(QStringLiteral("tableList"));
    m_list->setAccessibleName(tr("Tables"));
    m_list->setModel(m_filtered);
    m_list->setItemDelegate(delegate);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *search = new SearchField(tr("Search tables"));
    search->setObjectName(QStringLiteral("tableSearch"));
    search->setAccessibleName(tr("Search tables"));
    m_create = makeIconButton(QStringLiteral("add"), tr("Create a table…"));
    m_create->setObjectName(QStringLiteral("createTable"));
    QToolButton *refreshButton = makeIconButton(QStringLiteral("refresh"), tr("Read the list again"));
    refreshButton->setObjectName(QStringLiteral("refreshTables"));
    auto *box = new QWidget;
    box->setFixedWidth(kListWidth);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(0);
    tools->addWidget(m_create);
    tools->addWidget(refreshButton);
    tools->addStretch();
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kS);
    column->addWidget(m_connection);
    column->addWidget(search);
    column->addWidget(m_list, 1);
    column->addLayout(tools);
    connect(search, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_create, &QToolButton::clicked, this, &TablesDialog::createTable);
    connect(refreshButton, &QToolButton::clicked, this, &TablesDialog::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isListing)
            describe();
    });
    return box;
}

QWidget *TablesDialog::makePage()
{
    m_message->setObjectName(QStringLiteral("tablesMessage"));
    m_again = m_message->addButton(tr("Try again"));
    m_again->setObjectName(QStringLiteral("tablesAgain"));
    m_first = m_message->addButton(tr("Create a table"));
    m_first->setObjectName(QStringLiteral("createFirstTable"));
    connect(m_again, &QPushButton::clicked, this, &TablesDialog::refresh);
    connect(m_first, &QPushButton::clicked, this, &TablesDialog::createTable);
    m_facts->setObjectName(QStringLiteral("tableFacts"));
    m_facts->setModel(m_rows);
    m_facts->horizontalHeader()->hide();
    m_indexes->setObjectName(QStringLiteral("tableIndexes"));
    m_indexes->setModel(m_indexRows);
    m_definition->setObjectName(QStringLiteral("shownDefinition"));
    m_definition->setLanguage(CodeLanguage::Json);
    m_definition->setReadOnly(true);
    m_tabs->setObjectName(QStringLiteral("tableTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Table"));
    m_tabs->tabBar()->setAccessibleName(tr("Table"));
    m_tabs->addTab(m_facts, tr("Description"));
    m_tabs->addTab(m_indexes, tr("Indexes"));
    m_tabs->addTab(m_definition, tr("Definition"));
    m_tabs->addTab(m_backups, tr("Backups"));
    connect(m_backups, &BackupsPage::restored, this, &TablesDialog::refreshAt);
    m_pages->addWidget(m_tabs);
    m_pages->addWidget(m_message);
    return m_pages;
}

QWidget *TablesDialog::makeTools()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    const auto add = [&](const char *id, const QString &text, void (TablesDialog::*act)()) {
        auto *button = new QPushButton(text);
        button->setObjectName(QLatin1String(id));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, act);
        row->addWidget(button);
        return button;
    };
    m_delete = add("deleteTable", tr("Delete…"), &TablesDialog::deleteTable);
    row->addStretch();
    m_clone = add("cloneTable", tr("Clone…"), &TablesDialog::cloneTable);
    m_change = add("changeTable", tr("Change…"), &TablesDialog::changeTable);
    auto *close = new QPushButton(tr("Close"));
    close->setProperty("primary", true);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(close);
    return box;
}

QString TablesDialog::table() const
{
    return m_list->currentIndex().data().toString();
}

void TablesDialog::select(const QString &table)
{
    m_wanted = table;
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        if (m_filtered->index(row, 0).data().toString() == table)
            m_list->setCurrentIndex(m_filtered->index(row, 0));
}

void TablesDialog::refresh()
{
    const ChosenConnection chosen = m_connection->current();
    if (m_wanted.isEmpty())
        m_wanted = table();
    m_problem.reset();
    m_shown.reset();
    ++m_request;
    m_isDescribing = false;
    m_isListing = chosen.connection != nullptr;
    showState();
    if (!chosen.connection)
        return;
    m_background.start([connection = chosen.connection](const std::stop_token &stop) { return tableNames(connection, stop); },
                       [this, request = m_request](const TableNames &names) {
                           if (request == m_request)
                               takeNames(names);
                       });
}

void TablesDialog::takeNames(const TableNames &names)
{
    m_problem = names.problem;
    m_names->setStringList(names.names);
    const QString wanted = std::exchange(m_wanted, QString());
    m_list->setCurrentIndex(m_filtered->index(0, 0));
    select(wanted);
    m_wanted.clear();
    m_isListing = false;
    describe();
}

void TablesDialog::describe()
{
    m_shown.reset();
    ++m_request;
    m_isDescribing = !table().isEmpty() && !m_problem;
    showState();
    if (!m_isDescribing)
        return;
    m_background.start([connection = m_connection->current().connection,
                        name = table()](const std::stop_token &stop) { return tableFacts(connection, name, stop); },
                       [this, request = m_request](TableFacts facts) {
                           if (request == m_request)
                               takeFacts(std::move(facts));
                       });
}

void TablesDialog::takeFacts(TableFacts facts)
{
    m_isDescribing = false;
    m_problem = facts.problem;
    if (!facts.problem) {
        m_rows->setRows({tr("What"), tr("Value")}, facts.rows);
        m_facts->fitColumns();
        m_indexRows->setRows({tr("Index"), tr("Kind"), tr("Key"), tr("Status"), tr("Items"), tr("Size")}, facts.indexes);
        m_indexes->fitColumns();
        m_definition->setText(facts.definition);
        m_tabs->setTabText(1, facts.indexes.empty() ? tr("Indexes") : tr("Indexes %1").arg(facts.indexes.size()));
        m_shown = std::move(facts);
        m_backups->setTable(m_connection->current(), table());
    }
    showState();
}

void TablesDialog::showState()
{
    const bool isThere = m_connection->current().connection != nullptr;
    m_create->setEnabled(isThere && !m_isListing);
    const bool isOfModel = followsModel();
    m_clone->setEnabled(m_shown.has_value());
    for (QPushButton *button : {m_change, m_delete}) {
        button->setEnabled(m_shown.has_value() && !isOfModel);
        button->setToolTip(isOfModel ? tr("The workspace's own tables follow the model. Change them in Design.") : QString());
    }
    m_pages->setCurrentWidget(m_shown ? static_cast<QWidget *>(m_tabs) : m_message);
    m_again->setVisible(m_problem.has_value());
    const bool isEmpty = isThere && !m_problem && !m_isListing && m_names->rowCount() == 0;
    m_first->setVisible(isEmpty);
    MessagePage::Content content{.iconName = QStringLiteral("table"), .title = tr("Reading the tables"), .text = {}, .details = {}};
    if (m_problem)
        content = {.iconName = QStringLiteral("error"),
                   .tint = IconTint::Error,
                   .title = m_problem->title,
                   .text = m_problem->text,
                   .details = {}};
    else if (!isThere)
        content.title = tr("The workspace's tables are not there yet");
    else if (isEmpty)
        content = {.iconName = QStringLiteral("table"),
                   .title = tr("There are no tables here"),
                   .text = tr("Create one, or choose another connection."),
                   .details = {}};
    else if (m_isDescribing)
        content.title = tr("Reading %1").arg(table());
    else if (!m_isListing && table().isEmpty())
        content = {.iconName = QStringLiteral("search"), .title = tr("No table fits the search"), .text = {}, .details = {}};
    m_message->setContent(content);
}

bool TablesDialog::followsModel() const
{
    const auto &model = m_connections.document().model();
    return m_connection->id().isEmpty() && model && model->findTable(table().toStdString()) != nullptr;
}

void TablesDialog::openDialog(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TablesDialog::createTable()
{
    openDefinition(new DefinitionDialog(m_connection->current(), this));
}

void TablesDialog::changeTable()
{
    openDefinition(new DefinitionDialog(m_connection->current(), table(), m_shown->definition, this));
}

void TablesDialog::openDefinition(DefinitionDialog *dialog)
{
    connect(dialog, &DefinitionDialog::changed, this, &TablesDialog::refreshAt);
    openDialog(dialog);
}

void TablesDialog::refreshAt(const QString &table)
{
    m_wanted = table;
    refresh();
}

void TablesDialog::cloneTable()
{
    auto *dialog = new CloneDialog(m_connections, m_connection->current(), table(), this);
    connect(dialog, &CloneDialog::cloned, this, &TablesDialog::refresh);
    openDialog(dialog);
}

void TablesDialog::deleteTable()
{
    const QString size = countText(m_shown->description.itemCount, tr("1 item"), tr("%1 items"));
    auto *dialog = new DeleteTableDialog(m_connection->current(), table(), size, this);
    connect(dialog, &DeleteTableDialog::deleted, this, &TablesDialog::refresh);
    openDialog(dialog);
}

} // namespace keywright::ui
