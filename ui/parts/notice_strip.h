#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace keywright::ui {

/// A line above content that says something a person should know about it, with what to do about it.
class NoticeStrip : public QWidget {
    Q_OBJECT

public:
    NoticeStrip(const QString &text, const QString &action, QWidget *parent = nullptr);

    void setText(const QString &text);
    /// Another thing to do, before those that are there.
    QPushButton *addButton(const QString &text);

signals:
    void actionWanted();

private:
    QLabel *m_text;
    QHBoxLayout *m_row;
};

} // namespace keywright::ui
