#pragma once

#include <QWidget>

#include "ui/document/endpoint_host.h"

class QLabel;
class QSpinBox;
class QToolButton;

namespace keywright::ui {

class ToggleSwitch;

/// The endpoint in the status bar: its switch, its address, and a menu with what one does with it.
class EndpointSwitch : public QWidget {
    Q_OBJECT

public:
    explicit EndpointSwitch(EndpointHost &host, QWidget *parent = nullptr);

private:
    void buildMenu();
    void showState();
    void turn(bool on);
    QString awsCommand() const;

    EndpointHost &m_host;
    ToggleSwitch *m_switch;
    QToolButton *m_address;
    QAction *m_copyUrl = nullptr;
    QAction *m_copyCommand = nullptr;
    QSpinBox *m_port = nullptr;
};

} // namespace keywright::ui
