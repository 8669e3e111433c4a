#pragma once

#include "ui/connections/connections.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"

class QComboBox;
class QLabel;

namespace keywright::ui {

class ConnectionChoice;
class TextField;

/// Copies a table with all its items to another name or another connection. It can be stopped, and goes on where it stopped
/// when the same clone is begun again. Show it with open().
class CloneDialog : public TaskDialog {
    Q_OBJECT

public:
    CloneDialog(Connections &connections, const ChosenConnection &from, const QString &table, QWidget *parent = nullptr);

    ConnectionChoice &target() const { return *m_to; }

signals:
    void cloned();

protected:
    void run() override;
    void stop() override { m_background.stop(); }

private:
    struct Outcome;

    void showReady();
    void take(const Outcome &outcome);

    const ChosenConnection m_from;
    const QString m_table;
    ConnectionChoice *m_to;
    TextField *m_name;
    QComboBox *m_onSameKey;
    QLabel *m_result;
    Background m_background;
};

} // namespace keywright::ui
