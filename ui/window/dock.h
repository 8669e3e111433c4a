#pragma once

#include <QDockWidget>

namespace keywright::ui {

/// A dock with a title bar in Keywright's looks. `id` keeps its place between runs.
class Dock : public QDockWidget {
    Q_OBJECT

public:
    Dock(const QString &id, const QString &title, QWidget *content, QWidget *parent);
};

} // namespace keywright::ui
