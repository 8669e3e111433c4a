#pragma once

#include <QObject>
#include <QPalette>

#include "ui/theme/colours.h"

class QApplication;

namespace keywright::ui {

enum class ThemeChoice { System, Light, Dark };

/// The look of the program: fonts, style, palette and style sheet, and which of the two themes is in force.
/// There is one, made by installTheme() and owned by the application.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QApplication &application);

    const Colours &colours() const { return m_dark ? darkColours() : lightColours(); }
    bool isDark() const { return m_dark; }

    ThemeChoice choice() const { return m_choice; }
    /// Takes effect at once and is remembered in the settings.
    void choose(ThemeChoice choice);

signals:
    /// The colours are other ones. Palettes of widgets follow on the next turn of the event loop.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    QApplication &m_application;
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_dark = false;
    bool m_systemIsDark = false;
    bool m_applied = false;
};

/// Loads fonts and gives `application` Keywright's look. Call once, before the first widget.
Theme &installTheme(QApplication &application);

/// The installed theme.
Theme &theme();

} // namespace keywright::ui
