#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QLoggingCategory>
#include <QPaintEngine>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme/theme.h"

static void registerIconResource()
{
    Q_INIT_RESOURCE(icons);
}

namespace keywright::ui {

namespace {

QString fileOf(const QString &name)
{
    static const bool registered = (registerIconResource(), true);
    Q_UNUSED(registered);
    return QStringLiteral(":/keywright/icons/%1.svg").arg(name);
}

QPixmap render(const QString &name, int size, qreal pixelRatio)
{
    QPixmap pixmap(QSize(size, size) * pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(fileOf(name)).render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(pixelRatio);
    return pixmap;
}

QPixmap tinted(QPixmap pixmap, const QColor &colour)
{
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect({}, pixmap.deviceIndependentSize().toSize()), colour);
    return pixmap;
}

/// Asks the theme for its colour at each painting, so a theme switch needs no new icons.
class TintedIconEngine : public QIconEngine {
public:
    TintedIconEngine(QString name, IconTint tint) : m_name(std::move(name)), m_tint(tint) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        // Not painter->device(): that is the widget, also while it is rendered into a finer picture.
        const qreal ratio = painter->paintEngine()->paintDevice()->devicePixelRatioF();
        const int size = qMin(rect.width(), rect.height());
        if (size <= 0)
            return;
        const QRect square(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, size, size);
        painter->drawPixmap(square, iconPixmap(m_name, size, ratio, colourFor(mode, state)));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1.0); }

    /// `size` is in device pixels.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        if (size.isEmpty())
            return {}; // a view that has no room asks all the same
        return iconPixmap(m_name, qMin(size.width(), size.height()), 1.0, colourFor(mode, state));
    }

    QIconEngine *clone() const override { return new TintedIconEngine(m_name, m_tint); }

private:
    QColor colourFor(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled)
            return colourOf(IconTint::Faint);
        if (state == QIcon::On)
            return colourOf(IconTint::Accent);
        if (mode == QIcon::Active && m_tint == IconTint::Secondary)
            return colourOf(IconTint::Text);
        return colourOf(m_tint);
    }

    QString m_name;
    IconTint m_tint;
};

} // namespace

QColor colourOf(IconTint tint)
{
    const Colours &colours = theme().colours();
    switch (tint) {
    case IconTint::Secondary: return colours.textSecondary;
    case IconTint::Text: return colours.text;
    case IconTint::Accent: return colours.accent;
    case IconTint::OnAccent: return colours.accentText;
    case IconTint::Faint: return colours.textFaint;
    case IconTint::PartitionKey: return colours.partitionKey;
    case IconTint::SortKey: return colours.sortKey;
    case IconTint::Success: return colours.success;
    case IconTint::Warning: return colours.warning;
    case IconTint::Error: return colours.error;
    }
    return colours.text;
}

QIcon icon(const QString &name, IconTint tint)
{
    if (!QFile::exists(fileOf(name))) {
        qWarning("There is no icon %s.", qPrintable(name));
        return {};
    }
    return QIcon(new TintedIconEngine(name, tint));
}

QPixmap iconPixmap(const QString &name, int size, qreal pixelRatio, const QColor &colour)
{
    const QString key = QStringLiteral("keywright/%1/%2/%3/%4").arg(name).arg(size).arg(pixelRatio).arg(colour.rgba());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = tinted(render(name, size, pixelRatio), colour);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

QPixmap logoPixmap(int size, qreal pixelRatio)
{
    const QString key = QStringLiteral("keywright/logo/%1/%2").arg(size).arg(pixelRatio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = render(QStringLiteral("logo"), size, pixelRatio);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

} // namespace keywright::ui
