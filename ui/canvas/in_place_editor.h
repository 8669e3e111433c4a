#pragma once

#include <functional>
#include <optional>

#include <QObject>
#include <QRectF>

#include "ui/canvas/canvas_board.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace keywright::ui {

/// A field over the canvas in which a name, an attribute, a key template or a note is typed in its place. Enter takes it,
/// Escape leaves it, leaving the field takes it as well. What is refused stays in the field, with the reason below it.
class InPlaceEditor : public QObject {
    Q_OBJECT

public:
    /// Takes the text: nullopt when it is done, else why not.
    using Take = std::function<std::optional<QString>(const QString &)>;

    struct Field {
        QRectF rect;  ///< in the scene
        QString name; ///< for assistive technology
        QString text;
        QString placeholder;
        bool isLong = false; ///< several lines; Ctrl+Enter takes it
        bool isMono = false;
        bool takesUnchanged = false; ///< also what is not typed: the proposed name of something new
        std::function<void()> then;  ///< after Enter has taken it
        std::function<void()> left;  ///< after it is gone in any way
    };

    explicit InPlaceEditor(CanvasBoard &board);

    void open(Field field, Take take);
    bool isOpen() const { return m_open; }
    void close();
    /// A sentence below a place of the scene, until the next key or click.
    void showRefusal(const QRectF &rect, const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString text() const;
    QWidget *field() const;
    void take(bool byEnter);
    void follow();

    CanvasBoard &m_board;
    QLineEdit *m_line;
    QPlainTextEdit *m_area;
    QLabel *m_refusal;
    QRectF m_refusalAt;
    Field m_field;
    Take m_take;
    bool m_open = false;
    bool m_taking = false;
};

} // namespace keywright::ui
