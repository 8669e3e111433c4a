#include "ui/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QSettings>
#include <QToolTip>

#include "ui/theme/fonts.h"
#include "ui/theme/style.h"
#include "ui/theme/tokens.h"

static void registerThemeResource()
{
    Q_INIT_RESOURCE(themes);
}

namespace keywright::ui {

namespace {

constexpr char kChoiceSetting[] = "appearance/theme";

Theme *g_theme = nullptr;

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QString textOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    case ThemeChoice::System: break;
    }
    return QStringLiteral("system");
}

ThemeChoice choiceFromText(const QString &text)
{
    if (text == QLatin1String("light"))
        return ThemeChoice::Light;
    return text == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

QPalette paletteOf(const Colours &colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.surface);
    palette.setColor(QPalette::AlternateBase, colours.band);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::Button, colours.surface);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.error);
    palette.setColor(QPalette::ToolTipBase, colours.raised);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.textFaint);
    palette.setColor(QPalette::Highlight, colours.selection);
    palette.setColor(QPalette::HighlightedText, colours.text);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::Light, colours.raised);
    palette.setColor(QPalette::Midlight, colours.hover);
    palette.setColor(QPalette::Mid, colours.border);
    palette.setColor(QPalette::Dark, colours.borderStrong);
    palette.setColor(QPalette::Shadow, colours.dark ? QColor(0, 0, 0) : QColor(25, 28, 34));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colours.textFaint);
    return palette;
}

/// The sheet of resources/themes with its @names filled in.
QString styleSheetOf(const Colours &colours)
{
    QFile file(QStringLiteral(":/keywright/themes/keywright.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::vector<std::pair<const char *, QString>> values{
        {"@window", colours.window.name()},
        {"@surface", colours.surface.name()},
        {"@raised", colours.raised.name()},
        {"@sunken", colours.sunken.name()},
        {"@borderStrong", colours.borderStrong.name()},
        {"@border", colours.border.name()},
        {"@textSecondary", colours.textSecondary.name()},
        {"@textFaint", colours.textFaint.name()},
        {"@text", colours.text.name()},
        {"@accentHover", colours.accentHover.name()},
        {"@accentText", colours.accentText.name()},
        {"@paper", lightColours().surface.name()},
        {"@accentSoft", colours.accentSoft.name()},
        {"@accent", colours.accent.name()},
        {"@hover", colours.hover.name()},
        {"@selection", colours.selection.name()},
        {"@errorSoft", colours.errorSoft.name()},
        {"@error", colours.error.name()},
        {"@warningSoft", colours.warningSoft.name()},
        {"@warning", colours.warning.name()},
        {"@captionSize", QStringLiteral("%1px").arg(pixelSize(TextRole::Caption))},
        {"@radiusS", QStringLiteral("%1px").arg(radius::kS)},
        {"@radiusM", QStringLiteral("%1px").arg(radius::kM)},
        {"@radiusL", QStringLiteral("%1px").arg(radius::kL)},
    };
    for (const auto &[name, text] : values)
        sheet.replace(QLatin1String(name), text);
    return sheet;
}

} // namespace

Theme::Theme(QApplication &application) : QObject(&application), m_application(application)
{
    registerThemeResource();
    m_systemIsDark = isDarkPalette(QGuiApplication::palette());
    m_choice = choiceFromText(QSettings().value(QLatin1String(kChoiceSetting)).toString());
    apply();
    m_application.installEventFilter(this);
}

void Theme::choose(ThemeChoice choice)
{
    m_choice = choice;
    QSettings().setValue(QLatin1String(kChoiceSetting), textOf(choice));
    apply();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // The desktop's own colours changed: the application's palette hides them, so it is taken away for one look.
    if (event->type() == QEvent::ThemeChange && watched->isWindowType() && m_choice == ThemeChoice::System) {
        QApplication::setPalette(QPalette());
        m_systemIsDark = isDarkPalette(QGuiApplication::palette());
        m_applied = false;
        apply();
    }
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    const bool dark = m_choice == ThemeChoice::System ? m_systemIsDark : m_choice == ThemeChoice::Dark;
    if (m_applied && dark == m_dark)
        return;
    m_dark = dark;
    m_applied = true;
    const QPalette palette = paletteOf(colours());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QApplication::setFont(fontOf(TextRole::Body));
    m_application.setStyleSheet(styleSheetOf(colours()));
    emit changed();
}

Theme &installTheme(QApplication &application)
{
    loadFonts();
    QApplication::setStyle(new Style);
    g_theme = new Theme(application);
    return *g_theme;
}

Theme &theme()
{
    Q_ASSERT_X(g_theme, "theme()", "installTheme() comes first");
    return *g_theme;
}

OnPaper::OnPaper()
{
    ++theme().m_papers;
}

OnPaper::~OnPaper()
{
    --theme().m_papers;
}

} // namespace keywright::ui
