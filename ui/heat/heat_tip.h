#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace keywright::ui {

/// What a cell holds, beside the mouse; a pinned one stays until it is closed.
class HeatTip : public QFrame {
    Q_OBJECT

public:
    explicit HeatTip(QWidget *parent, bool pinned = false);

    /// Shows it near `point` of the parent, inside the parent.
    void show(const QString &html, const QPoint &point);
    bool isPinned() const { return m_pinned; }
    QString text() const;

private:
    QLabel *m_label;
    bool m_pinned;
};

} // namespace keywright::ui
