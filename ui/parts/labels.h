#pragma once

#include <QIcon>
#include <QLabel>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

class QToolButton;

namespace keywright::ui {

enum class LabelTone { Text, Secondary, Faint, Chip };

/// A label in a role of the type scale. Its tone follows the theme.
QLabel *makeLabel(const QString &text, TextRole role = TextRole::Body, LabelTone tone = LabelTone::Text);

/// A label whose text may be long: it wraps and can be selected.
QLabel *makeParagraph(const QString &text, TextRole role = TextRole::Body, LabelTone tone = LabelTone::Text);

/// An icon that follows the theme.
class IconLabel : public QWidget {
    Q_OBJECT

public:
    IconLabel(const QString &name, IconTint tint, int size, QWidget *parent = nullptr);
    void setIcon(const QString &name, IconTint tint);
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
    int m_size;
};

/// A button of an icon alone; `name` is its tooltip and its accessible name.
QToolButton *makeIconButton(const QString &iconName, const QString &name, QWidget *parent = nullptr);
/// Says of a workspace's button that it is a command of its own, which the action palette offers too.
void markCommand(QWidget &button);
bool isCommand(const QWidget &button);

/// A line of 1 px across.
QWidget *makeLine();

} // namespace keywright::ui
