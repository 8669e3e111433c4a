#include "ui/dialogs/message_dialog.h"

#include <QMessageBox>

namespace keywright::ui {

namespace {

std::function<void(const Message &)> g_sink;

} // namespace

void showMessage(QWidget *parent, const Message &message)
{
    if (g_sink) {
        g_sink(message);
        return;
    }
    QMessageBox box(QMessageBox::NoIcon, message.title, message.text, QMessageBox::Ok, parent);
    box.setInformativeText(message.details);
    box.exec();
}

void setMessageSink(std::function<void(const Message &)> sink)
{
    g_sink = std::move(sink);
}

} // namespace keywright::ui
