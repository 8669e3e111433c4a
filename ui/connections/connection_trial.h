#pragma once

#include <optional>

#include <QWidget>

#include "ui/connections/connection_problem.h"
#include "ui/connections/connections.h"
#include "ui/document/background.h"
#include "ui/theme/icons.h"

class QLabel;
class QPushButton;

namespace keywright::ui {

class IconLabel;

/// The button that tries a connection by listing its tables, and what came of it in plain words. Nothing is written there.
class ConnectionTrial : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionTrial(Connections &connections, QWidget *parent = nullptr);

    /// Of which the next trial is; what was found of another one goes.
    void setConnection(const QString &id);
    bool isRunning() const { return m_isRunning; }
    void start();

private:
    struct Outcome;

    void stop();
    void take(const Outcome &outcome);
    void say(const QString &iconName, IconTint tint, const QString &title, const QString &text);
    void forget();

    Connections &m_connections;
    QString m_id;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    bool m_isRunning = false;
    QPushButton *m_button;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    Background m_background;
};

} // namespace keywright::ui
