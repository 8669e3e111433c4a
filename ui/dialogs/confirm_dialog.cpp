#include "ui/dialogs/confirm_dialog.h"

#include <utility>

#include <QMessageBox>
#include <QPushButton>

namespace keywright::ui {

namespace {

std::optional<bool> g_nextConfirmAnswer;

} // namespace

bool confirm(QWidget *parent, const Message &question, const QString &action)
{
    if (g_nextConfirmAnswer)
        return *std::exchange(g_nextConfirmAnswer, std::nullopt);
    QMessageBox box(QMessageBox::NoIcon, question.title, question.text, QMessageBox::Cancel, parent);
    box.setInformativeText(question.details);
    const QPushButton *act = box.addButton(action, QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == act;
}

bool askFirstOrSecond(QWidget *parent, const Message &question, const QString &first, const QString &second)
{
    if (g_nextConfirmAnswer)
        return *std::exchange(g_nextConfirmAnswer, std::nullopt);
    QMessageBox box(QMessageBox::NoIcon, question.title, question.text, QMessageBox::NoButton, parent);
    box.setInformativeText(question.details);
    QPushButton *safe = box.addButton(first, QMessageBox::AcceptRole);
    const QPushButton *other = box.addButton(second, QMessageBox::DestructiveRole);
    box.setDefaultButton(safe);
    box.setEscapeButton(safe);
    box.exec();
    return box.clickedButton() != other;
}

void setNextConfirmAnswer(std::optional<bool> answer)
{
    g_nextConfirmAnswer = answer;
}

} // namespace keywright::ui
