#pragma once

#include "core/session/table_backups.h"
#include "ui/connections/connections.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"

class QDateTimeEdit;

namespace keywright::ui {

class TextField;

/// Brings a backup, or a table as it was at a moment, back as a new table. Stopping only stops watching: the table is filled
/// in any case. Show it with open().
class RestoreDialog : public TaskDialog {
    Q_OBJECT

public:
    /// Of a moment `recovery` says which can be chosen.
    RestoreDialog(const ChosenConnection &connection, const session::RestoreSource &source, const session::Recovery &recovery,
                  QWidget *parent = nullptr);

signals:
    void restored(const QString &table);

protected:
    void run() override;
    void stop() override { m_background.stop(); }

private:
    struct Outcome;

    void buildMoment(const session::Recovery &recovery);
    void check();

    const ChosenConnection m_connection;
    session::RestoreSource m_source;
    TextField *m_name;
    QDateTimeEdit *m_moment = nullptr;
    Background m_background;
};

} // namespace keywright::ui
