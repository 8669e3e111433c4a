#include "ui/window/endpoint_switch.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QWidgetAction>

#include "ui/dialogs/message_dialog.h"
#include "ui/parts/labels.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

EndpointSwitch::EndpointSwitch(EndpointHost &host, QWidget *parent)
    : QWidget(parent), m_host(host), m_switch(new ToggleSwitch(tr("Local endpoint"))), m_address(new QToolButton)
{
    m_switch->setObjectName(QStringLiteral("endpointSwitch"));
    m_address->setObjectName(QStringLiteral("endpointAddress"));
    m_address->setProperty("role", "statusText");
    m_address->setPopupMode(QToolButton::InstantPopup);
    m_address->setFont(fontOf(TextRole::Caption));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(space::kXs);
    row->addWidget(m_switch);
    row->addWidget(m_address);
    buildMenu();
    connect(m_switch, &QAbstractButton::clicked, this, &EndpointSwitch::turn);
    connect(&host, &EndpointHost::changed, this, &EndpointSwitch::showState);
    connect(&host, &EndpointHost::failed, this, [this](const QString &reason) {
        showMessage(window(), {.title = tr("The endpoint could not start"), .text = reason, .details = {}});
    });
    showState();
}

void EndpointSwitch::buildMenu()
{
    auto *menu = new QMenu(m_address);
    m_copyUrl = menu->addAction(icon(QStringLiteral("copy")), tr("Copy URL"), this,
                                [this] { QGuiApplication::clipboard()->setText(m_host.url()); });
    m_copyCommand = menu->addAction(icon(QStringLiteral("copy")), tr("Copy an AWS CLI command for it"), this,
                                    [this] { QGuiApplication::clipboard()->setText(awsCommand()); });
    menu->addSeparator();
    auto *portRow = new QWidget;
    auto *layout = new QHBoxLayout(portRow);
    layout->setContentsMargins(space::kM, space::kXs, space::kM, space::kXs);
    m_port = new QSpinBox;
    m_port->setObjectName(QStringLiteral("endpointPort"));
    m_port->setAccessibleName(tr("Port of the endpoint"));
    m_port->setRange(1024, 65535);
    m_port->setValue(m_host.port());
    layout->addWidget(makeLabel(tr("Port")));
    layout->addStretch(1);
    layout->addWidget(m_port);
    auto *portAction = new QWidgetAction(menu);
    portAction->setDefaultWidget(portRow);
    menu->addAction(portAction);
    connect(m_port, &QSpinBox::valueChanged, &m_host, &EndpointHost::setPort);
    m_address->setMenu(menu);
}

void EndpointSwitch::turn(bool on)
{
    if (on)
        m_host.start();
    else
        m_host.stop();
    showState();
}

QString EndpointSwitch::awsCommand() const
{
    return QStringLiteral(
               "AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws dynamodb list-tables --region us-east-1 --endpoint-url %1")
        .arg(m_host.url());
}

void EndpointSwitch::showState()
{
    using State = EndpointHost::State;
    const State state = m_host.state();
    const bool on = state == State::On;
    m_switch->setChecked(on || state == State::Starting);
    m_switch->setEnabled(on || state == State::Off);
    QString text = tr("Endpoint");
    if (on) {
        text = m_host.url().mid(m_host.url().indexOf(QStringLiteral("//")) + 2);
        if (m_host.requests() > 0)
            text += QStringLiteral(" · ")
                + (m_host.requests() == 1 ? tr("1 request") : tr("%1 requests").arg(QLocale().toString(m_host.requests())));
    }
    m_address->setText(text);
    m_copyUrl->setEnabled(on);
    m_copyCommand->setEnabled(on);
    m_port->setEnabled(!on);
    const QString tip = on            ? tr("Applications reach these tables at %1").arg(m_host.url())
        : state == State::Unavailable ? tr("Open a model to serve its tables to your application")
                                      : tr("Serve these tables to your application on port %1, as DynamoDB does").arg(m_host.port());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_switch, m_address})
        widget->setToolTip(tip);
    m_address->setAccessibleName(tr("Endpoint: %1").arg(text));
}

} // namespace keywright::ui
