#include "ui/parts/edit_delegate.h"

#include <QKeyEvent>
#include <QScopedValueRollback>

#include "ui/parts/cell_note.h"
#include "ui/parts/edit_line.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kInset = 2; ///< so that the cell's own edge stays visible

} // namespace

EditDelegate::EditDelegate(QObject *parent) : CellDelegate(parent) { }

QWidget *EditDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    EditLine *line = m_makeLine ? m_makeLine(index) : new EditLine;
    line->setParent(parent);
    line->setProperty("role", "cell");
    line->setObjectName(QStringLiteral("cellEditor"));
    if (line->accessibleName().isEmpty())
        line->setAccessibleName(index.data(Qt::DisplayRole).toString());
    auto *note = new CellNote(line);
    m_open.insert(line, {index, note});
    connect(line, &QObject::destroyed, this, [this, note](QObject *gone) {
        m_open.remove(gone);
        note->deleteLater();
    });
    connect(line, &QLineEdit::textEdited, note, [line, note] {
        note->say({});
        line->setRefused({});
    });
    return line;
}

void EditDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto &line = static_cast<EditLine &>(*editor);
    if (line.isModified())
        return; // what a person is typing stays
    line.setText(index.data(Qt::EditRole).toString());
    line.selectAll();
}

void EditDelegate::setModelData(QWidget *, QAbstractItemModel *, const QModelIndex &) const
{
    // offer() has done it, or was refused.
}

void EditDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect cell = option.rect.adjusted(kInset, kInset, -kInset, -kInset);
    const auto marks = static_cast<int>(index.data(kMarksRole).toList().size());
    const bool hasIcon = index.data(Qt::DecorationRole).isValid();
    if (marks > 0 || hasIcon)
        cell.setLeft(cell.left() + space::kS + (marks > 0 ? marks * kMarkSize + space::kXs : kIconSize + space::kXs));
    editor->setGeometry(cell);
}

bool EditDelegate::eventFilter(QObject *watched, QEvent *event)
{
    auto *line = m_open.contains(watched) ? static_cast<EditLine *>(watched) : nullptr;
    if (!line)
        return CellDelegate::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::KeyPress: return !line->isCompleting() && key(*line, static_cast<QKeyEvent *>(event)->key());
    case QEvent::FocusOut: {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && offer(*line))
            finish(*line, NoHint);
        return false;
    }
    default: return false;
    }
}

bool EditDelegate::key(EditLine &line, int pressed)
{
    switch (pressed) {
    case Qt::Key_Escape: finish(line, RevertModelCache); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (offer(line))
            finish(line, NoHint);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        if (offer(line))
            finish(line, pressed == Qt::Key_Tab ? EditNextItem : EditPreviousItem);
        return true;
    default: return false;
    }
}

bool EditDelegate::offer(EditLine &line)
{
    const Open open = m_open.value(&line);
    if (m_offering || !open.index.isValid())
        return true;
    const QString text = line.text().trimmed();
    Refusal refusal;
    if (text != open.index.data(Qt::EditRole).toString() && m_take) {
        const QScopedValueRollback<bool> offering(m_offering, true);
        refusal = m_take(open.index, text);
    }
    if (!m_open.contains(&line))
        return true; // the edit took the cell away
    line.setRefused(refusal.value_or(QString()));
    open.note->say(refusal.value_or(QString()));
    return !refusal;
}

void EditDelegate::finish(EditLine &line, EndEditHint hint)
{
    const auto open = m_open.constFind(&line);
    if (open == m_open.constEnd() || m_offering)
        return;
    open->note->hide();
    line.setModified(false);
    // Closing takes the focus away, which must not be another leaving.
    m_open[&line].index = QPersistentModelIndex();
    emit closeEditor(&line, hint);
}

} // namespace keywright::ui
