#pragma once

#include <vector>

#include <QRect>
#include <QString>

class QPainter;

namespace keywright::ui {

/// A stretch of a key template: literal text, or one placeholder with its filters.
struct TemplatePiece {
    QString text;    ///< of a placeholder: its name
    QString filters; ///< "pad:10|upper"; empty for none
    bool placeholder = false;
    friend bool operator==(const TemplatePiece &, const TemplatePiece &) = default;
};

/// For display: `{{` and `}}` become one brace, and a brace that nothing closes is literal text.
std::vector<TemplatePiece> splitTemplate(const QString &keyTemplate);

/// Draws it on one line in the mono font, placeholders as chips; what does not fit is cut with an ellipsis.
void drawTemplate(QPainter &painter, const QRect &rect, const QString &keyTemplate);

/// The width that drawTemplate() needs to cut nothing.
int templateWidth(const QString &keyTemplate);

/// The same as rich text for a label, in the colours of the theme in force.
QString templateHtml(const QString &keyTemplate);

} // namespace keywright::ui
