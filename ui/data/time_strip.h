#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QWidget>

#include "core/connection/connection.h"
#include "core/engine/continuous_backups.h"
#include "core/session/table_backups.h"
#include "ui/document/background.h"

class QDateTimeEdit;
class QLabel;
class QPushButton;
class QSlider;
class QTimer;

namespace keywright::ui {

/// Chooses a moment of a table's point-in-time recovery: by a slider or to the millisecond, with what is otherwise now. Where
/// it is off, it says so and turns it on.
class TimeStrip : public QWidget {
    Q_OBJECT

public:
    explicit TimeStrip(QWidget *parent = nullptr);

    /// Of a table of an engine in this process; null forgets it. The same table keeps its moment.
    void setTable(const std::shared_ptr<connection::Connection> &connection, const std::string &table);
    /// Reads again from when to when, and what is otherwise now.
    void refresh();
    /// Nullopt: the table is shown as it is.
    std::optional<std::int64_t> moment() const { return m_moment; }
    bool isBusy() const { return m_reading > 0; }

signals:
    void momentChanged();
    /// The person wants the table as it is.
    void left();
    /// A new table as the shown one was.
    void restoreWanted(const keywright::session::RestoreSource &source, const keywright::session::Recovery &recovery);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    struct Window;
    struct Changes;

    void buildMoment();
    void buildActions();
    void read(bool turnsOn);
    void takeWindow(Window window);
    void compare();
    void takeChanges(Changes changes);
    void setMoment(std::int64_t moment);
    void slide(int value);
    void showState();
    void showDifferences();

    std::shared_ptr<connection::Connection> m_connection;
    std::string m_table;
    session::Recovery m_recovery;
    std::optional<std::int64_t> m_moment;
    std::vector<engine::ItemDifference> m_differences;
    QString m_problem;
    QSlider *m_slider;
    QDateTimeEdit *m_edit;
    QLabel *m_text;
    QPushButton *m_turnOn = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_restore = nullptr;
    QTimer *m_settling; ///< a person still moves the slider
    bool m_hasMore = false;
    int m_reading = 0;
    quint64 m_request = 0;    ///< answers of earlier tables are dropped
    quint64 m_comparison = 0; ///< and those of earlier moments
    Background m_background;
    Background m_comparing;
};

} // namespace keywright::ui
