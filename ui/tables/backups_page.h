#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/session/table_backups.h"
#include "ui/connections/connection_problem.h"
#include "ui/connections/connections.h"
#include "ui/document/background.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTimer;

namespace keywright::ui {

class FieldNote;
class Grid;
class MessagePage;
class NumberField;
class TextTableModel;
class ToggleField;

/// A table's point-in-time recovery and its backups: switched, made, restored into new tables and deleted, on any connection.
class BackupsPage : public QWidget {
    Q_OBJECT

public:
    explicit BackupsPage(QWidget *parent = nullptr);

    /// Reads it as soon as the page is seen. An empty name forgets what was shown.
    void setTable(const ChosenConnection &connection, const QString &table);
    bool isBusy() const { return m_busy > 0; }

signals:
    /// This new table is there now, or being filled.
    void restored(const QString &table);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Answer;

    QWidget *makeRecovery();
    QWidget *makeBackups();
    void read();
    void take(Answer answer);
    /// Does something to the connection off the GUI thread, and reads again.
    template <typename Work>
    void change(Work work);
    void showState();
    void setRecovery(bool enabled, std::optional<qint64> days);
    void backUp();
    void restoreBackup();
    void restoreMoment();
    void restore(const session::RestoreSource &source);
    void deleteBackup();
    const session::TableBackup *current() const;

    ChosenConnection m_connection;
    QString m_table;
    bool m_isRead = false;
    session::Recovery m_recovery;
    std::vector<session::TableBackup> m_backups;
    std::optional<ConnectionProblem> m_problem;
    ToggleField *m_enabled;
    NumberField *m_days;
    QLabel *m_window;
    QPushButton *m_restoreMoment;
    FieldNote *m_note;
    ToggleField *m_ofAll;
    TextTableModel *m_rows;
    Grid *m_grid;
    MessagePage *m_message;
    QPushButton *m_again;
    QStackedLayout *m_pages;
    QPushButton *m_backUp;
    QPushButton *m_restore;
    QPushButton *m_delete;
    QTimer *m_creating; ///< until the next look at a backup that is being made
    int m_busy = 0;
    quint64 m_request = 0; ///< answers of earlier tables are dropped
    Background m_background;
};

} // namespace keywright::ui
