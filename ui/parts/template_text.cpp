#include "ui/parts/template_text.h"

#include <QFontMetrics>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kChipPadding = 4;
constexpr int kChipGap = 1;

QString chipText(const TemplatePiece &piece)
{
    return piece.filters.isEmpty() ? piece.text : piece.text + QLatin1Char('|') + piece.filters;
}

int widthOf(const TemplatePiece &piece, const QFontMetrics &metrics)
{
    if (!piece.placeholder)
        return metrics.horizontalAdvance(piece.text);
    return metrics.horizontalAdvance(chipText(piece)) + 2 * (kChipPadding + kChipGap);
}

void drawChip(QPainter &painter, const QRect &rect, const QString &text)
{
    const Colours &colours = theme().colours();
    const int height = painter.fontMetrics().height() + 2;
    const QRectF chip(rect.x() + kChipGap, rect.center().y() - height / 2 + 0.5, rect.width() - 2 * kChipGap, height);
    painter.setRenderHint(QPainter::Antialiasing);
    // The line keeps the chip apart from a selected row, whose colour is near its own.
    QColor line = colours.accent;
    line.setAlphaF(0.35F);
    painter.setPen(QPen(line, 1));
    painter.setBrush(colours.accentSoft);
    painter.drawRoundedRect(chip.adjusted(0.5, 0, -0.5, 0), radius::kS, radius::kS);
    painter.setPen(colours.accent);
    painter.drawText(chip, Qt::AlignCenter, text);
}

void drawPiece(QPainter &painter, const QRect &rect, const TemplatePiece &piece)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QString whole = piece.placeholder ? chipText(piece) : piece.text;
    const int room = piece.placeholder ? rect.width() - 2 * (kChipPadding + kChipGap) : rect.width();
    // elidedText() cuts a text whose room is its own width rounded, so it is asked only when something must go.
    const QString text = rect.width() >= widthOf(piece, metrics) ? whole : metrics.elidedText(whole, Qt::ElideRight, room);
    if (piece.placeholder) {
        drawChip(painter, rect, text);
        return;
    }
    painter.setPen(theme().colours().text);
    painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, text);
}

void appendLiteral(std::vector<TemplatePiece> &pieces, const QString &text)
{
    if (text.isEmpty())
        return;
    if (!pieces.empty() && !pieces.back().placeholder)
        pieces.back().text += text;
    else
        pieces.push_back({text, {}, false});
}

} // namespace

std::vector<TemplatePiece> splitTemplate(const QString &keyTemplate)
{
    std::vector<TemplatePiece> pieces;
    qsizetype at = 0;
    while (at < keyTemplate.size()) {
        const QChar letter = keyTemplate.at(at);
        const bool doubled = at + 1 < keyTemplate.size() && keyTemplate.at(at + 1) == letter;
        if ((letter == QLatin1Char('{') || letter == QLatin1Char('}')) && doubled) {
            appendLiteral(pieces, QString(letter));
            at += 2;
            continue;
        }
        const qsizetype end = letter == QLatin1Char('{') ? keyTemplate.indexOf(QLatin1Char('}'), at) : -1;
        if (end < 0) {
            appendLiteral(pieces, QString(letter));
            ++at;
            continue;
        }
        const QString inside = keyTemplate.mid(at + 1, end - at - 1);
        const qsizetype bar = inside.indexOf(QLatin1Char('|'));
        pieces.push_back({bar < 0 ? inside : inside.left(bar), bar < 0 ? QString() : inside.mid(bar + 1), true});
        at = end + 1;
    }
    return pieces;
}

void drawTemplate(QPainter &painter, const QRect &rect, const QString &keyTemplate)
{
    painter.save();
    painter.setFont(fontOf(TextRole::Mono));
    const QFontMetrics metrics = painter.fontMetrics();
    int x = rect.x();
    for (const TemplatePiece &piece : splitTemplate(keyTemplate)) {
        const int wanted = widthOf(piece, metrics);
        const int width = qMin(wanted, rect.right() + 1 - x);
        if (width < wanted && width <= metrics.horizontalAdvance(QChar(0x2026)))
            break;
        drawPiece(painter, QRect(x, rect.y(), width, rect.height()), piece);
        x += width;
    }
    painter.restore();
}

int templateWidth(const QString &keyTemplate)
{
    const QFontMetrics metrics(fontOf(TextRole::Mono));
    int width = 0;
    for (const TemplatePiece &piece : splitTemplate(keyTemplate))
        width += widthOf(piece, metrics);
    return width;
}

QString templateHtml(const QString &keyTemplate)
{
    const Colours &colours = theme().colours();
    QString html;
    for (const TemplatePiece &piece : splitTemplate(keyTemplate)) {
        const QString text = piece.placeholder ? chipText(piece) : piece.text;
        if (piece.placeholder)
            html += QStringLiteral("<span style=\"color:%1;background-color:%2\">&#8202;%3&#8202;</span>")
                        .arg(colours.accent.name(), colours.accentSoft.name(), text.toHtmlEscaped());
        else
            html += text.toHtmlEscaped();
    }
    return html;
}

} // namespace keywright::ui
