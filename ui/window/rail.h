#pragma once

#include <QWidget>

class QAction;
class QVBoxLayout;

namespace keywright::ui {

/// The column of workspaces at the window's left edge: a button for each action, with its icon, name and shortcut.
class Rail : public QWidget {
    Q_OBJECT

public:
    explicit Rail(QWidget *parent = nullptr);

    /// Not owned. The button follows the action.
    void addWorkspace(QAction *action);

private:
    QVBoxLayout *m_buttons;
};

} // namespace keywright::ui
