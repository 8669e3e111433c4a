#pragma once

#include <functional>

#include <QString>

class QWidget;

namespace keywright::ui {

struct Message {
    QString title;
    QString text;
    QString details; ///< smaller, below; may be empty
};

/// Tells something and waits for OK.
void showMessage(QWidget *parent, const Message &message);

/// While set, showMessage() hands its message to `sink` and returns at once; an empty function takes that back.
void setMessageSink(std::function<void(const Message &)> sink);

} // namespace keywright::ui
