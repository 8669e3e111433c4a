#include "ui/connections/write_question.h"

#include <QCoreApplication>

#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"

namespace keywright::ui {

bool mayWrite(QWidget *parent, const ChosenConnection &connection, const IntendedWrite &write)
{
    if (!connection.asksBeforeWriting)
        return true;
    const auto tr = [](const char *text) { return QCoreApplication::translate("WriteQuestion", text); };
    const QString name = toQString(connection.connection ? connection.connection->name() : std::string());
    return confirm(parent,
                   {.title = tr("%1 on %2?").arg(write.title, connection.name),
                    .text = tr("This writes to %1, outside of this workspace. It cannot be undone here, and can cost money.").arg(name),
                    .details = write.details},
                   tr("Write"));
}

} // namespace keywright::ui
