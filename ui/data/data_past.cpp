// DataWorkspace on a moment of the past.
#include <QComboBox>
#include <QToolButton>

#include "core/session/workspace.h"
#include "ui/connections/connection_choice.h"
#include "ui/data/data_bar.h"
#include "ui/data/data_workspace.h"
#include "ui/data/time_strip.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/tables/restore_dialog.h"

namespace keywright::ui {

void DataWorkspace::connectPast()
{
    connect(&m_bar->past(), &QToolButton::toggled, this, &DataWorkspace::readPlace);
    connect(m_time, &TimeStrip::momentChanged, this, &DataWorkspace::takeMoment);
    connect(m_time, &TimeStrip::left, this, [this] { m_bar->past().setChecked(false); });
    connect(m_time, &TimeStrip::restoreWanted, this, &DataWorkspace::restorePast);
    connect(&m_document, &Document::tablesFollowed, m_time, &TimeStrip::refresh);
}

bool DataWorkspace::canShowPast() const
{
    const int at = m_place->currentIndex();
    return at >= 0 && m_places[static_cast<std::size_t>(at)].index.empty() && !isElsewhere() && m_document.workspace();
}

bool DataWorkspace::isPast() const
{
    return m_bar->past().isChecked() && canShowPast() && m_time->moment();
}

void DataWorkspace::followPast()
{
    const bool can = canShowPast();
    m_bar->past().setEnabled(can);
    m_bar->past().setToolTip(can ? tr("Show the table as it was")
                                 : isElsewhere()
                                 ? tr("Only an engine in this window can show the past. In Tables a moment can be restored.")
                                 : tr("Only a table has a past, not an index."));
    const bool isShown = can && m_bar->past().isChecked();
    const auto workspace = m_document.workspace();
    m_time->setTable(isShown ? std::shared_ptr<connection::Connection>(workspace, &workspace->connection()) : nullptr,
                     isShown ? m_places[static_cast<std::size_t>(m_place->currentIndex())].table : std::string());
    m_time->setVisible(isShown);
}

void DataWorkspace::takeMoment()
{
    if (isPast() && m_wasPast && m_items->hasSource())
        m_items->refresh(model(), source());
    else
        readPlace();
}

void DataWorkspace::restorePast(const session::RestoreSource &source, const session::Recovery &recovery)
{
    auto *dialog = new RestoreDialog(m_connections.at({}), source, recovery, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RestoreDialog::restored, this, [this](const QString &table) {
        showMessage(this,
                    {tr("%1 is there").arg(table), tr("Tables lists it, and Operations can use it. It is not part of the model."), {}});
    });
    dialog->open();
}

} // namespace keywright::ui
