#pragma once

#include <QWidget>

#include "ui/streams/change_filter.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QTimer;
class QToolButton;

namespace keywright::ui {

class ConnectionChoice;
class Connections;
class SearchField;

/// What stands above the changes: where they come from, which are shown, and what can be done with them.
class StreamsBar : public QWidget {
    Q_OBJECT

public:
    explicit StreamsBar(Connections &connections, QWidget *parent = nullptr);

    ConnectionChoice &connection() const { return *m_connection; }
    QComboBox &table() const { return *m_table; }
    QLabel &count() const { return *m_count; }

    ChangeFilter::Events events() const;
    QString keyPart() const;
    bool showsPattern() const;

    /// What the state of the reading allows.
    void setReading(bool canRead, bool isPaused, bool canPause);
    void setHasChanges(bool has);

signals:
    void filterChanged();
    void patternWanted(bool shown);
    void pauseWanted();
    void replayWanted();
    void clearWanted();
    void saveWanted();

private:
    QToolButton *addButton(QHBoxLayout &row, const char *iconName, const QString &name, const char *objectName,
                           void (StreamsBar::*wanted)());

    ConnectionChoice *m_connection;
    QComboBox *m_table;
    QComboBox *m_events;
    SearchField *m_key;
    QToolButton *m_pattern;
    QLabel *m_count;
    QTimer *m_typing;
    QToolButton *m_pause = nullptr;
    QToolButton *m_replay = nullptr;
    QToolButton *m_clear = nullptr;
    QToolButton *m_save = nullptr;
};

} // namespace keywright::ui
