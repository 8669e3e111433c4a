#include "ui/theme/fonts.h"

#include <algorithm>

#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLoggingCategory>
#include <QScreen>

// Q_INIT_RESOURCE must stand outside of every namespace.
static void registerFontResource()
{
    Q_INIT_RESOURCE(fonts);
}

namespace keywright::ui {

namespace {

constexpr int kBodyPixels = 13;

int g_bodyPixels = kBodyPixels;

/// The body size that the system asks for: never below ours, and not so large that the layout breaks.
int bodyPixelsOfSystem()
{
    const QFont system = QGuiApplication::font();
    const QScreen *screen = QGuiApplication::primaryScreen();
    const double perInch = screen ? screen->logicalDotsPerInch() : 96.0;
    const double pixels = system.pixelSize() > 0 ? system.pixelSize() : system.pointSizeF() * perInch / 72.0;
    return std::clamp(static_cast<int>(pixels + 0.5), kBodyPixels, 20);
}

/// Code shows what is typed: "<=", not the one sign that the font draws for it. QScintilla has no way to say so, and Qt's
/// own is of 6.7, so the feature (contextual alternates) loses its name.
QByteArray withoutLigatures(QByteArray font)
{
    return font.replace("calt", "calz");
}

} // namespace

void loadFonts()
{
    registerFontResource();
    for (const char *face : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf", "JetBrainsMono-Regular.ttf",
                             "JetBrainsMono-Medium.ttf"}) {
        QFile file(QStringLiteral(":/keywright/fonts/") + QLatin1String(face));
        const QByteArray font = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const bool isMono = QLatin1String(face).startsWith(QLatin1String("JetBrains"));
        if (QFontDatabase::addApplicationFontFromData(isMono ? withoutLigatures(font) : font) < 0)
            qWarning("The font %s is missing from the program.", face);
    }
    g_bodyPixels = bodyPixelsOfSystem();
}

int pixelSize(TextRole role)
{
    switch (role) {
    case TextRole::Caption:
    case TextRole::MonoCaption: return g_bodyPixels - 2;
    case TextRole::Mono: return g_bodyPixels - 1;
    case TextRole::Body:
    case TextRole::Strong: return g_bodyPixels;
    case TextRole::Heading: return g_bodyPixels + 2;
    case TextRole::Title: return g_bodyPixels + 6;
    case TextRole::Display: return g_bodyPixels + 15;
    }
    return g_bodyPixels;
}

QFont fontOf(TextRole role)
{
    const bool mono = role == TextRole::Mono || role == TextRole::MonoCaption;
    QFont result(QString::fromLatin1(mono ? kMonoFamily : kTextFamily));
    result.setPixelSize(pixelSize(role));
    result.setStyleHint(mono ? QFont::Monospace : QFont::SansSerif);
    switch (role) {
    case TextRole::Caption: result.setWeight(QFont::Medium); break;
    case TextRole::Strong: result.setWeight(QFont::Medium); break;
    case TextRole::Heading:
    case TextRole::Title: result.setWeight(QFont::DemiBold); break;
    case TextRole::Display: result.setWeight(QFont::Bold); break;
    default: break;
    }
    return result;
}

} // namespace keywright::ui
