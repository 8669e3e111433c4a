#include "ui/canvas/canvas_picture.h"

#include <QBuffer>
#include <QSvgGenerator>

#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

constexpr double kMostPixels = 16'000; ///< of one side: more than most programs show, and still some hundred megabytes

/// Takes the selection away for as long as it lives.
class Unselected {
public:
    explicit Unselected(CanvasScene &scene) : m_scene(scene), m_card(scene.selectedCard()), m_link(scene.selectedLink())
    {
        m_scene.select(-1, -1);
        m_scene.point({});
    }
    ~Unselected() { m_scene.select(m_card, m_link); }
    Unselected(const Unselected &) = delete;
    Unselected &operator=(const Unselected &) = delete;

private:
    CanvasScene &m_scene;
    int m_card;
    int m_link;
};

void draw(CanvasScene &scene, QPainter &painter, const QRectF &extent)
{
    const Unselected plain(scene);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF({}, extent.size()), theme().colours().surface);
    scene.render(&painter, QRectF({}, extent.size()), extent);
}

} // namespace

QImage canvasImage(CanvasScene &scene, qreal pixelRatio)
{
    const QRectF extent = scene.extent();
    const qreal ratio = qMin(pixelRatio, kMostPixels / qMax(extent.width(), extent.height()));
    QImage image((extent.size() * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    draw(scene, painter, extent);
    return image;
}

QByteArray canvasSvg(CanvasScene &scene, const QString &title)
{
    const QRectF extent = scene.extent();
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(extent.size().toSize());
    generator.setViewBox(QRectF({}, extent.size()));
    generator.setTitle(title);
    generator.setResolution(96); // one pixel of ours is one of the file's
    QPainter painter(&generator);
    draw(scene, painter, extent);
    painter.end();
    return svg;
}

} // namespace keywright::ui
