#pragma once

#include "ui/connections/connections.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"

namespace keywright::ui {

class TextField;

/// Deletes a table after its name was typed. Show it with open().
class DeleteTableDialog : public TaskDialog {
    Q_OBJECT

public:
    DeleteTableDialog(const ChosenConnection &connection, const QString &table, const QString &size, QWidget *parent = nullptr);

signals:
    void deleted();

protected:
    void run() override;
    void stop() override { m_background.stop(); }

private:
    const ChosenConnection m_connection;
    const QString m_table;
    TextField *m_name;
    Background m_background;
};

} // namespace keywright::ui
