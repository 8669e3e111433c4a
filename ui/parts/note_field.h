#pragma once

#include <functional>

#include <QPlainTextEdit>

#include "ui/parts/field_note.h"

namespace keywright::ui {

/// Several lines of a person's own words, as high as they are; any words are good, so it shows no reason. Offered on leaving the field and
/// on Ctrl+Enter; Escape takes back what was typed. A new value of the model does not touch what a person is typing.
class NoteField : public QPlainTextEdit {
    Q_OBJECT

public:
    using Take = std::function<Refusal(const QString &text)>;

    explicit NoteField(const QString &name, QWidget *parent = nullptr);

    void onCommit(Take take) { m_take = std::move(take); }
    void setValue(const QString &value);
    bool commit();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Take m_take;
    QString m_value;
};

} // namespace keywright::ui
