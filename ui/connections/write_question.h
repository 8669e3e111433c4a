#pragma once

#include <QString>

#include "ui/connections/connections.h"

class QWidget;

namespace keywright::ui {

/// What is about to be written, for the question: "Delete the table Orders", and more about it that may be empty.
struct IntendedWrite {
    QString title;
    QString details;
};

/// Asks before a write on a connection that wants to be asked (its setting); every write of every workspace goes through
/// here. True when it may be sent.
bool mayWrite(QWidget *parent, const ChosenConnection &connection, const IntendedWrite &write);

} // namespace keywright::ui
