#include "ui/inspector/add_line.h"

#include "ui/parts/edit_line.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

AddLine::AddLine(const QString &name, const QString &example, QWidget *parent) : TextField(name, parent)
{
    setPlaceholder(example);
    line().addAction(icon(QStringLiteral("add"), IconTint::Faint), QLineEdit::LeadingPosition)->setEnabled(false);
    connect(this, &TextField::committed, this, [this] { setValue({}); });
}

} // namespace keywright::ui
