#pragma once

#include <QDialog>

#include "ui/connections/connections.h"
#include "ui/document/background.h"

class QListView;
class QStackedWidget;
class QStandardItemModel;
class QToolButton;

namespace keywright::ui {

class ConnectionForm;
class ConnectionTrial;
class FieldNote;
class MessagePage;

/// The user's connections: add, edit, test, copy and delete them. Show it with open().
class ConnectionsDialog : public QDialog {
    Q_OBJECT

public:
    explicit ConnectionsDialog(Connections &connections, QWidget *parent = nullptr);

    /// The one that is shown; empty for the workspace's own.
    QString id() const;
    void select(const QString &id);
    void add();

    void reject() override;

private:
    QWidget *makeList();
    QWidget *makePage();
    QToolButton *makeTool(const char *id, const QString &iconName, const QString &name, void (ConnectionsDialog::*act)());
    void addLike(connection::SavedConnection like);
    void duplicate();
    void remove();
    void showList();
    void showCurrent();
    void addFirst() { add(); }

    Connections &m_connections;
    QStandardItemModel *m_items;
    QListView *m_list;
    QToolButton *m_duplicate;
    QToolButton *m_remove;
    QStackedWidget *m_pages;
    MessagePage *m_own;
    QWidget *m_editor;
    ConnectionForm *m_form;
    ConnectionTrial *m_trial;
    FieldNote *m_problem;
    bool m_showing = false;
    Background m_background;
};

} // namespace keywright::ui
