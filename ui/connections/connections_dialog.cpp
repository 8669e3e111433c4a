#include "ui/connections/connections_dialog.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QToolButton>

#include "ui/connections/connection_form.h"
#include "ui/connections/connection_trial.h"
#include "ui/connections/profile_names.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/parts/field_note.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using connection::SavedConnection;

namespace {

constexpr int kWidth = 820;
constexpr int kHeight = 600;
constexpr int kListWidth = 220;

} // namespace

ConnectionsDialog::ConnectionsDialog(Connections &connections, QWidget *parent)
    : QDialog(parent),
      m_connections(connections),
      m_items(new QStandardItemModel(this)),
      m_list(new QListView),
      m_pages(new QStackedWidget),
      m_own(new MessagePage),
      m_form(new ConnectionForm(connections)),
      m_trial(new ConnectionTrial(connections)),
      m_problem(new FieldNote),
      m_background(this)
{
    setObjectName(QStringLiteral("connectionsDialog"));
    setProperty("helpTopic", QStringLiteral("connections"));
    setWindowTitle(tr("Connections"));
    resize(kWidth, kHeight);
    auto *close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("closeConnections"));
    close->setProperty("primary", true);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &ConnectionsDialog::reject);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(space::kL);
    halves->addWidget(makeList());
    halves->addWidget(makePage(), 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    column->setSpacing(space::kM);
    column->addWidget(makeLabel(tr("Connections"), TextRole::Heading));
    column->addLayout(halves, 1);
    column->addLayout(buttons);
    connect(&connections, &Connections::changed, this, &ConnectionsDialog::showList);
    m_background.start([surroundings = connections.surroundings()](const std::stop_token &) { return profileNames(surroundings); },
                       [this](const QStringList &names) { m_form->setProfiles(names); });
    showList();
    m_list->setCurrentIndex(m_items->index(m_items->rowCount() > 1 ? 1 : 0, 0));
    showCurrent();
}

QToolButton *ConnectionsDialog::makeTool(const char *id, const QString &iconName, const QString &name, void (ConnectionsDialog::*act)())
{
    QToolButton *tool = makeIconButton(iconName, name);
    tool->setObjectName(QLatin1String(id));
    connect(tool, &QToolButton::clicked, this, act);
    return tool;
}

QWidget *ConnectionsDialog::makeList()
{
    auto *delegate = new CellDelegate(m_list);
    delegate->setRowLines(false);
    m_list->setObjectName(QStringLiteral("connectionList"));
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(m_items);
    m_list->setItemDelegate(delegate);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_showing)
            showCurrent();
    });
    auto *box = new QWidget;
    box->setFixedWidth(kListWidth);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(0);
    tools->addWidget(makeTool("addConnection", QStringLiteral("add"), tr("Add a connection"), &ConnectionsDialog::addFirst));
    m_duplicate =
        makeTool("duplicateConnection", QStringLiteral("duplicate"), tr("Duplicate this connection"), &ConnectionsDialog::duplicate);
    m_remove = makeTool("deleteConnection", QStringLiteral("delete"), tr("Delete this connection"), &ConnectionsDialog::remove);
    tools->addWidget(m_duplicate);
    tools->addWidget(m_remove);
    tools->addStretch();
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(space::kXs);
    column->addWidget(m_list, 1);
    column->addLayout(tools);
    return box;
}

QWidget *ConnectionsDialog::makePage()
{
    m_own->setContent(
        {.iconName = QStringLiteral("store"),
         .title = tr("The workspace's own tables"),
         .text = tr("The embedded engine of this window. It is always there, needs no keys and asks nothing. Add a connection "
                    "for AWS, for another emulator, or for any endpoint that speaks DynamoDB's protocol."),
         .details = {}});
    QPushButton *first = m_own->addButton(tr("Add a connection"));
    first->setObjectName(QStringLiteral("addFirstConnection"));
    first->setAutoDefault(false);
    connect(first, &QPushButton::clicked, this, &ConnectionsDialog::addFirst);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_form->setContentsMargins(0, 0, space::kM, 0);
    scroll->setWidget(m_form);
    scroll->viewport()->setAutoFillBackground(false);
    m_form->setAutoFillBackground(false);
    m_editor = new QWidget;
    auto *column = new QVBoxLayout(m_editor);
    column->setContentsMargins({});
    column->setSpacing(space::kM);
    column->addWidget(scroll, 1);
    column->addWidget(makeLine());
    column->addWidget(m_trial);
    m_pages->addWidget(m_own);
    m_pages->addWidget(m_editor);
    return m_pages;
}

QString ConnectionsDialog::id() const
{
    return m_list->currentIndex().data(Qt::UserRole).toString();
}

void ConnectionsDialog::showList()
{
    const QString shown = id();
    {
        const QScopedValueRollback<bool> showing(m_showing, true);
        m_items->clear();
        auto *own = new QStandardItem(icon(QStringLiteral("store")), tr("Embedded engine"));
        own->setData(QString(), Qt::UserRole);
        m_items->appendRow(own);
        int current = 0;
        for (const SavedConnection &saved : m_connections.saved()) {
            auto *item = new QStandardItem(icon(QStringLiteral("endpoint")), toQString(saved.name));
            item->setData(toQString(saved.id), Qt::UserRole);
            item->setToolTip(saved.url.empty() ? tr("AWS, %1").arg(toQString(saved.region)) : toQString(saved.url));
            m_items->appendRow(item);
            if (toQString(saved.id) == shown)
                current = m_items->rowCount() - 1;
        }
        m_list->setCurrentIndex(m_items->index(current, 0));
    }
    m_problem->say(m_connections.problem());
    if (id() != shown)
        showCurrent();
}

void ConnectionsDialog::showCurrent()
{
    const bool isOwn = id().isEmpty();
    m_duplicate->setEnabled(!isOwn);
    m_remove->setEnabled(!isOwn);
    m_pages->setCurrentWidget(isOwn ? static_cast<QWidget *>(m_own) : m_editor);
    if (isOwn)
        return;
    m_form->setConnection(id());
    m_trial->setConnection(id());
}

void ConnectionsDialog::select(const QString &id)
{
    for (int row = 0; row < m_items->rowCount(); ++row)
        if (m_items->index(row, 0).data(Qt::UserRole).toString() == id)
            m_list->setCurrentIndex(m_items->index(row, 0));
}

void ConnectionsDialog::addLike(SavedConnection like)
{
    select(m_connections.add(std::move(like)));
    m_form->editName();
}

void ConnectionsDialog::add()
{
    SavedConnection fresh;
    fresh.name = tr("New connection").toStdString();
    fresh.url = "http://localhost:8000";
    addLike(std::move(fresh));
}

void ConnectionsDialog::duplicate()
{
    if (const SavedConnection *saved = m_connections.find(id())) {
        SavedConnection copy = *saved;
        copy.name = tr("Copy of %1").arg(toQString(saved->name)).toStdString();
        addLike(std::move(copy));
    }
}

void ConnectionsDialog::remove()
{
    const SavedConnection *saved = m_connections.find(id());
    if (!saved)
        return;
    const Message question{.title = tr("Delete the connection %1?").arg(toQString(saved->name)),
                           .text = tr("Its settings and its typed key are forgotten. Nothing changes at the endpoint."),
                           .details = {}};
    if (confirm(this, question, tr("Delete")))
        m_connections.remove(id());
}

void ConnectionsDialog::reject()
{
    if (m_pages->currentWidget() == m_editor && !m_form->commit())
        return; // the field that is refused says why
    QDialog::reject();
}

} // namespace keywright::ui
