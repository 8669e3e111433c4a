#pragma once

#include <QWidget>

#include "ui/connections/connections.h"

class QComboBox;

namespace keywright::ui {

/// Chooses the connection that a workspace works on: the workspace's own tables first, then those that the user keeps, and a
/// way to the dialog that edits them.
class ConnectionChoice : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionChoice(Connections &connections, QWidget *parent = nullptr);

    QString id() const { return m_id; }
    ChosenConnection current() const { return m_connections.at(m_id); }
    void select(const QString &id);

signals:
    /// Another one is chosen, or what is chosen has become another: ask current() again.
    void changed();

private:
    void showList();
    void take(int row);
    void openDialog();

    Connections &m_connections;
    QComboBox *m_chooser;
    QString m_id;
};

} // namespace keywright::ui
