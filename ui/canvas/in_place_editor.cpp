#include "ui/canvas/in_place_editor.h"

#include <utility>

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kInPlaceEditorLeastWidth = 150;
constexpr int kRefusalWidth = 320;

} // namespace

InPlaceEditor::InPlaceEditor(CanvasBoard &board)
    : QObject(&board),
      m_board(board),
      m_line(new QLineEdit(board.viewport())),
      m_area(new QPlainTextEdit(board.viewport())),
      m_refusal(new QLabel(board.viewport()))
{
    m_line->setAccessibleName(tr("Name"));
    m_area->setAccessibleName(tr("Text of the note"));
    m_line->setObjectName(QStringLiteral("canvasLine"));
    m_area->setObjectName(QStringLiteral("canvasText"));
    m_area->setTabChangesFocus(true);
    m_refusal->setObjectName(QStringLiteral("canvasRefusal"));
    m_refusal->setProperty("role", "refusal");
    m_refusal->setTextFormat(Qt::PlainText);
    m_refusal->setWordWrap(true);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_line, m_area, m_refusal})
        widget->hide();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_line, m_area, &board, board.viewport()})
        widget->installEventFilter(this);
    connect(&board, &CanvasBoard::viewMoved, this, &InPlaceEditor::follow);
}

QWidget *InPlaceEditor::field() const
{
    return m_field.isLong ? static_cast<QWidget *>(m_area) : m_line;
}

QString InPlaceEditor::text() const
{
    return m_field.isLong ? m_area->toPlainText() : m_line->text();
}

void InPlaceEditor::open(Field wanted, Take take)
{
    close();
    m_field = std::move(wanted);
    m_take = std::move(take);
    m_open = true;
    if (m_field.isLong) {
        m_area->setPlainText(m_field.text);
        m_area->setPlaceholderText(m_field.placeholder);
        m_area->selectAll();
    } else {
        m_line->setText(m_field.text);
        m_line->setPlaceholderText(m_field.placeholder);
        m_line->setFont(fontOf(m_field.isMono ? TextRole::Mono : TextRole::Body));
        m_line->selectAll();
    }
    field()->setAccessibleName(m_field.name);
    m_board.reveal(m_field.rect);
    field()->show();
    follow();
    field()->raise();
    field()->setFocus();
}

void InPlaceEditor::close()
{
    m_refusal->hide();
    if (!std::exchange(m_open, false))
        return;
    const bool hadFocus = field()->hasFocus();
    field()->hide();
    if (hadFocus)
        m_board.setFocus();
    if (const auto left = std::exchange(m_field.left, nullptr))
        left();
}

void InPlaceEditor::follow()
{
    const auto placed = [&](const QRectF &rect) { return m_board.mapFromScene(rect).boundingRect(); };
    if (m_open) {
        QRect rect = placed(m_field.rect);
        const int height = m_field.isLong ? qMax(rect.height(), 72) : m_line->sizeHint().height();
        rect = QRect(rect.x(), m_field.isLong ? rect.y() : rect.center().y() - height / 2, qMax(rect.width(), kInPlaceEditorLeastWidth),
                     height);
        field()->setGeometry(rect);
        m_refusalAt = m_field.rect;
    }
    if (!m_refusal->isVisible())
        return;
    const QRect at = m_open ? field()->geometry() : placed(m_refusalAt);
    m_refusal->setFixedWidth(kRefusalWidth);
    m_refusal->adjustSize();
    const QSize room = m_board.viewport()->size();
    m_refusal->move(qBound(0, at.x(), qMax(0, room.width() - m_refusal->width())),
                    qBound(0, at.bottom() + space::kXs, qMax(0, room.height() - m_refusal->height())));
}

void InPlaceEditor::showRefusal(const QRectF &rect, const QString &text)
{
    m_refusalAt = rect;
    m_refusal->setText(text);
    m_refusal->show();
    m_refusal->raise();
    follow();
}

void InPlaceEditor::take(bool byEnter)
{
    if (m_taking || !m_open)
        return;
    m_taking = true; // the question or the new model may take the focus away
    if (!m_field.takesUnchanged && text() == m_field.text) {
        close();
    } else if (const auto refusal = m_take(text())) {
        showRefusal(m_field.rect, *refusal);
    } else {
        const auto then = m_field.then;
        close();
        if (byEnter && then)
            then();
    }
    m_taking = false;
}

bool InPlaceEditor::eventFilter(QObject *watched, QEvent *event)
{
    const bool isField = watched == m_line || watched == m_area;
    if (!isField) {
        if (!m_open && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress))
            m_refusal->hide();
        return false;
    }
    if (event->type() == QEvent::FocusOut && watched == field() && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
        take(false);
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (key->key() == Qt::Key_Escape) {
        close();
        return true;
    }
    if (enter && (!m_field.isLong || key->modifiers().testFlag(Qt::ControlModifier))) {
        take(true);
        return true;
    }
    return false;
}

} // namespace keywright::ui
