#include "ui/dialogs/unsaved_dialog.h"

#include <utility>

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace keywright::ui {

namespace {

std::optional<UnsavedAnswer> g_nextUnsavedAnswer;

QString tr(const char *text)
{
    return QCoreApplication::translate("UnsavedDialog", text);
}

} // namespace

UnsavedAnswer askAboutUnsaved(QWidget *parent, const QString &model)
{
    if (g_nextUnsavedAnswer)
        return *std::exchange(g_nextUnsavedAnswer, std::nullopt);
    QMessageBox box(QMessageBox::NoIcon, tr("Unsaved changes"), tr("Save the changes to “%1”?").arg(model), QMessageBox::NoButton, parent);
    box.setInformativeText(tr("Without saving, they are lost."));
    const QPushButton *save = box.addButton(tr("Save"), QMessageBox::AcceptRole);
    const QPushButton *discard = box.addButton(tr("Do not save"), QMessageBox::DestructiveRole);
    box.setEscapeButton(box.addButton(tr("Cancel"), QMessageBox::RejectRole));
    box.exec();
    if (box.clickedButton() == save)
        return UnsavedAnswer::Save;
    return box.clickedButton() == discard ? UnsavedAnswer::Discard : UnsavedAnswer::Cancel;
}

void setNextUnsavedAnswer(std::optional<UnsavedAnswer> answer)
{
    g_nextUnsavedAnswer = answer;
}

} // namespace keywright::ui
