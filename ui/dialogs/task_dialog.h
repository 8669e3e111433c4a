#pragma once

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace keywright::ui {

class FieldNote;

/// A dialog for work that takes its time: choices, one action, progress while it goes on, and Cancel, which stops the work
/// first and leaves the dialog when nothing goes on.
class TaskDialog : public QDialog {
    Q_OBJECT

public:
    TaskDialog(const QString &title, const QString &action, QWidget *parent);

    bool isRunning() const { return m_running; }
    void reject() override;

protected:
    virtual void run() = 0;
    virtual void stop() = 0;

    /// Where the choices stand.
    QVBoxLayout &body() { return *m_body; }
    /// Below the choices: what stays enabled while the work goes on.
    QVBoxLayout &page();
    /// What the button that leaves the dialog says when nothing goes on.
    void setLeave(const QString &text);
    void setAction(const QString &text);
    void setReady(bool ready);
    void refuse(const QString &sentence);
    void warn(const QString &sentence);
    void begin(const QString &label);
    /// `all` is 0 while that is not known.
    void showProgress(qint64 done, qint64 all, const QString &label);
    void end();

private:
    void showState();

    QVBoxLayout *m_column;
    QWidget *m_choices;
    QVBoxLayout *m_body;
    QVBoxLayout *m_page = nullptr;
    FieldNote *m_note;
    QLabel *m_label;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    QPushButton *m_action;
    QString m_leave;
    bool m_running = false;
    bool m_ready = true;
};

/// A label and its field on a row.
void addRow(QVBoxLayout &column, const QString &label, QWidget *field);

} // namespace keywright::ui
