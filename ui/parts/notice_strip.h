#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace keywright::ui {

/// A line above content that says something a person should know about it, with the one thing to do about it.
class NoticeStrip : public QWidget {
    Q_OBJECT

public:
    NoticeStrip(const QString &text, const QString &action, QWidget *parent = nullptr);

    void setText(const QString &text);

signals:
    void actionWanted();

private:
    QLabel *m_text;
};

} // namespace keywright::ui
