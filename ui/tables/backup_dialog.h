#pragma once

#include "ui/connections/connections.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"

namespace keywright::ui {

class TextField;

/// Backs a table up under a name. Show it with open().
class BackupDialog : public TaskDialog {
    Q_OBJECT

public:
    BackupDialog(const ChosenConnection &connection, const QString &table, QWidget *parent = nullptr);

signals:
    void created();

protected:
    void run() override;
    void stop() override { m_background.stop(); }

private:
    void check();

    const ChosenConnection m_connection;
    const QString m_table;
    TextField *m_name;
    Background m_background;
};

} // namespace keywright::ui
