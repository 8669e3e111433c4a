#include "ui/heat/heat_export.h"

#include <QCoreApplication>
#include <QDir>
#include <QPainter>
#include <QSaveFile>

#include "ui/heat/heat_legend.h"
#include "ui/heat/heat_plot.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

QImage heatImage(const QString &title, std::span<HeatPlot *const> plots, HeatLegend &legend, qreal pixelRatio)
{
    int width = 0;
    int height = 0;
    for (const HeatPlot *plot : plots) {
        width += plot->width();
        height = qMax(height, plot->height());
    }
    const int head = 2 * space::kS + QFontMetrics(fontOf(TextRole::Heading)).height();
    const int foot = legend.sizeHint().height() + 2 * space::kS;
    QImage image((QSizeF(width, head + height + foot) * pixelRatio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(theme().colours().surface);
    QPainter painter(&image);
    painter.setFont(fontOf(TextRole::Heading));
    painter.setPen(theme().colours().text);
    painter.drawText(QRect(space::kL, 0, width - 2 * space::kL, head), Qt::AlignLeft | Qt::AlignVCenter, title);
    int left = 0;
    for (HeatPlot *plot : plots) {
        painter.drawImage(QPoint(left, head), plot->picture(pixelRatio));
        left += plot->width();
    }
    legend.render(&painter, QPoint(space::kL, head + height + space::kS), {}, QWidget::DrawChildren);
    return image;
}

std::vector<simulation::HeatMap> mapsOf(const simulation::Outcome &outcome)
{
    std::vector<simulation::HeatMap> maps;
    for (const simulation::PlaceOutcome &place : outcome.places)
        if (place.offered != capacity::Units{})
            maps.push_back(place.map);
    return maps;
}

std::optional<QString> writeWhole(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return std::nullopt;
    return QCoreApplication::translate("HeatExport", "%1 cannot be written: %2. Choose another place, or make room there.")
        .arg(QDir::toNativeSeparators(path), file.errorString());
}

} // namespace keywright::ui
