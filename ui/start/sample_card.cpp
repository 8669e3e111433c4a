#include "ui/start/sample_card.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainterPath>

#include "ui/document/text.h"
#include "ui/start/model_picture.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidth = 340;
constexpr int kPictureHeight = 168;

/// As many whole words as `lines` lines of that width hold, with an ellipsis where some are left out.
QString shortened(const QString &words, const QFontMetrics &metrics, int width, int lines)
{
    const auto fits = [&](const QString &text) {
        return metrics.boundingRect(QRect(0, 0, width, INT_MAX), Qt::TextWordWrap, text).height() <= lines * metrics.lineSpacing();
    };
    QString text = words;
    while (!fits(text)) {
        const qsizetype space = words.lastIndexOf(QLatin1Char(' '), text.size() - 2);
        if (space <= 0)
            return text;
        text = words.left(space) + QChar(0x2026);
    }
    return text;
}

} // namespace

SampleCard::SampleCard(Sample sample, QWidget *parent) : QAbstractButton(parent), m_sample(std::move(sample))
{
    setText(toQString(m_sample.model->name));
    setAccessibleName(tr("Open the sample %1").arg(text()));
    setAccessibleDescription(toQString(m_sample.model->description));
    setToolTip(m_sample.file);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize SampleCard::sizeHint() const
{
    const int lines = 3;
    return {kWidth,
            kPictureHeight + 2 * space::kM + QFontMetrics(fontOf(TextRole::Heading)).height() + space::kXs
                + QFontMetrics(fontOf(TextRole::Caption)).height() + space::kXs + lines * QFontMetrics(fontOf(TextRole::Body)).lineSpacing()
                + space::kS};
}

void SampleCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void SampleCard::paintEvent(QPaintEvent *)
{
    const Colours &colours = theme().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath outline;
    outline.addRoundedRect(card, radius::kL, radius::kL);
    painter.fillPath(outline, colours.surface);
    painter.save();
    painter.setClipPath(outline);
    drawModelPicture(painter, QRectF(card.x(), card.y(), card.width(), kPictureHeight), *m_sample.model);
    painter.restore();
    painter.fillRect(QRectF(card.x(), card.y() + kPictureHeight, card.width(), 1), colours.border);
    const bool strong = hasFocus() || underMouse();
    painter.strokePath(outline, QPen(strong ? colours.accent : colours.border, strong ? 2 : 1));

    QRect line(rect().x() + space::kL, kPictureHeight + space::kM, width() - 2 * space::kL, 0);
    const auto write = [&](TextRole role, const QColor &colour, const QString &words, int lines) {
        painter.setFont(fontOf(role));
        painter.setPen(colour);
        line.setHeight(painter.fontMetrics().lineSpacing() * lines + 2);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignTop | (lines > 1 ? Qt::TextWordWrap : 0),
                         lines > 1 ? shortened(words, painter.fontMetrics(), line.width(), lines) : words);
        line.translate(0, line.height() + space::kXs);
    };
    const model::Model &model = *m_sample.model;
    write(TextRole::Heading, colours.text, text(), 1);
    write(TextRole::Caption, colours.textFaint,
          countText(static_cast<qint64>(model.entities.size()), tr("1 entity"), tr("%1 entities")) + QStringLiteral("  ·  ")
              + countText(static_cast<qint64>(model.accessPatterns.size()), tr("1 access pattern"), tr("%1 access patterns")),
          1);
    write(TextRole::Body, colours.textSecondary, toQString(model.description), 3);
}

} // namespace keywright::ui
