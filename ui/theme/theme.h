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

    const Colours &colours() const { return isDark() ? darkColours() : lightColours(); }
    bool isDark() const { return m_dark && m_papers == 0; }

    ThemeChoice choice() const { return m_choice; }
    /// Takes effect at once and is remembered in the settings.
    void choose(ThemeChoice choice);

signals:
    /// The colours are other ones. Palettes of widgets follow on the next turn of the event loop.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    friend class OnPaper;

    void apply();

    QApplication &m_application;
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_dark = false;
    bool m_systemIsDark = false;
    bool m_applied = false;
    int m_papers = 0; ///< of those that live
};

/// While it lives, what is drawn is drawn in the light colours: for pictures that are printed. Widgets do not follow, so
/// nothing may be shown meanwhile.
class OnPaper {
public:
    OnPaper();
    ~OnPaper();
    OnPaper(const OnPaper &) = delete;
    OnPaper &operator=(const OnPaper &) = delete;
};

/// Loads fonts and gives `application` Keywright's look. Call once, before the first widget.
Theme &installTheme(QApplication &application);

/// The installed theme.
Theme &theme();

} // namespace keywright::ui
