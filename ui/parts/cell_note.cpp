#include "ui/parts/cell_note.h"

#include <QVBoxLayout>

#include "ui/parts/field_note.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidth = 320;
constexpr int kGap = 2;

} // namespace

CellNote::CellNote(QWidget *editor) : QFrame(editor->parentWidget()), m_editor(editor), m_note(new FieldNote)
{
    setProperty("role", "cellNote");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kS, space::kXs, space::kS, space::kXs);
    layout->addWidget(m_note);
    hide();
}

void CellNote::say(const QString &sentence)
{
    m_note->say(sentence);
    setVisible(!sentence.isEmpty());
    if (sentence.isEmpty())
        return;
    const QRect room = parentWidget()->rect();
    const int width = qMin(kWidth, room.width() - 2 * kGap);
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
    const QRect cell = m_editor->geometry();
    const int x = qBound(kGap, cell.left(), qMax(kGap, room.right() - width - kGap));
    const bool fitsBelow = cell.bottom() + kGap + height <= room.bottom();
    setGeometry(x, fitsBelow ? cell.bottom() + kGap : cell.top() - kGap - height, width, height);
    raise();
}

} // namespace keywright::ui
