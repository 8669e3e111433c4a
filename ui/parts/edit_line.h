#pragma once

#include <QLineEdit>

namespace keywright::ui {

/// A line of a property editor. Undo and redo are the line's while something is typed in it, else the window's.
class EditLine : public QLineEdit {
    Q_OBJECT

public:
    explicit EditLine(QWidget *parent = nullptr);

    void setMono(bool mono);
    /// Draws the border of a value that was refused; `reason` is also the line's accessible description.
    void setRefused(const QString &reason);
    /// A list of completions is open, so Enter, Tab, Escape and the arrows are the line's own.
    virtual bool isCompleting() const { return false; }

signals:
    /// Enter was pressed.
    void entered();
    /// Escape was pressed.
    void takenBack();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace keywright::ui
