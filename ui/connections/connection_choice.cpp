#include "ui/connections/connection_choice.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include "ui/connections/connections_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

constexpr int kEdit = 1; ///< under Qt::UserRole + 1: the row that is no connection
constexpr int kLeastLetters = 9;

} // namespace

ConnectionChoice::ConnectionChoice(Connections &connections, QWidget *parent)
    : QWidget(parent), m_connections(connections), m_chooser(new Chooser(tr("Connection")))
{
    m_chooser->setObjectName(QStringLiteral("connectionChoice"));
    m_chooser->setMinimumContentsLength(kLeastLetters);
    m_chooser->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_chooser);
    setFocusProxy(m_chooser);
    showList();
    connect(m_chooser, &QComboBox::activated, this, &ConnectionChoice::take);
    connect(&connections, &Connections::changed, this, [this] {
        if (!m_connections.find(m_id))
            m_id.clear();
        showList();
        emit changed();
    });
}

void ConnectionChoice::showList()
{
    const QSignalBlocker quiet(m_chooser);
    m_chooser->clear();
    m_chooser->addItem(icon(QStringLiteral("store")), tr("Embedded engine"), QString());
    for (const connection::SavedConnection &saved : m_connections.saved())
        m_chooser->addItem(icon(QStringLiteral("endpoint")), toQString(saved.name), toQString(saved.id));
    m_chooser->insertSeparator(m_chooser->count());
    m_chooser->addItem(icon(QStringLiteral("edit")), tr("Connections…"));
    m_chooser->setItemData(m_chooser->count() - 1, kEdit, Qt::UserRole + 1);
    m_chooser->setCurrentIndex(std::max(0, m_chooser->findData(m_id)));
    m_chooser->setToolTip(tr("Where this workspace's operations run: %1").arg(m_chooser->currentText()));
}

void ConnectionChoice::select(const QString &id)
{
    const QString known = m_connections.find(id) ? id : QString();
    if (known == m_id)
        return;
    m_id = known;
    showList();
    emit changed();
}

void ConnectionChoice::take(int row)
{
    if (m_chooser->itemData(row, Qt::UserRole + 1).toInt() != kEdit) {
        select(m_chooser->itemData(row).toString());
        return;
    }
    showList();
    openDialog();
}

void ConnectionChoice::openDialog()
{
    auto *dialog = new ConnectionsDialog(m_connections, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!m_id.isEmpty())
        dialog->select(m_id);
    dialog->open();
}

} // namespace keywright::ui
