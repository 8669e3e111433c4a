#pragma once

#include <QWidget>

#include "ui/theme/icons.h"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace keywright::ui {

class IconLabel;

/// A page, or a part of one, that says why there is nothing else to see, and what to do: an icon, a title, a text,
/// details in mono, and buttons. For empty, busy and failed states alike.
class MessagePage : public QWidget {
    Q_OBJECT

public:
    struct Content {
        QString iconName;
        IconTint tint = IconTint::Secondary;
        QString title;
        QString text;
        QString details; ///< may be empty
    };

    explicit MessagePage(QWidget *parent = nullptr);

    void setContent(const Content &content);
    /// Buttons stand in the order they were added; the first one is the primary one unless `quiet`.
    QPushButton *addButton(const QString &text, bool quiet = false);

private:
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_details;
    QHBoxLayout *m_buttons;
};

} // namespace keywright::ui
