#include "ui/help/guide_view.h"

#include <algorithm>

#include <QDesktopServices>
#include <QImage>
#include <QScrollBar>
#include <QTextBlock>

#include "ui/help/guide.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTextWidth = 800; ///< a longer line is hard to read
constexpr int kPictureWidth = 720;

QString styleOf(const Colours &colours)
{
    return QStringLiteral(
               "h1 { font-size: %1px; font-weight: 600; margin-top: 4px; margin-bottom: 10px; }"
               "h2 { font-size: %2px; font-weight: 600; margin-top: 20px; margin-bottom: 6px; }"
               "h3 { font-size: %3px; font-weight: 600; margin-top: 14px; margin-bottom: 4px; }"
               "p { margin-top: 6px; margin-bottom: 8px; line-height: 135%; } li { margin-bottom: 4px; line-height: 135%; }"
               ".picture { line-height: 100%; } ul, ol { margin-top: 4px; margin-bottom: 8px; } a { color: %4; text-decoration: none; }")
               .arg(pixelSize(TextRole::Title))
               .arg(pixelSize(TextRole::Heading) + 2)
               .arg(pixelSize(TextRole::Body) + 1)
               .arg(colours.accent.name())
        + QStringLiteral("code, pre { font-family: '%1'; font-size: %2px; white-space: pre-wrap; } .block { background-color: %3; "
                         "margin-top: 6px; margin-bottom: 10px; }"
                         "th { text-align: left; font-weight: 600; padding: 5px 14px 5px 0; border-bottom: 1px solid %4; }"
                         ".grid td { padding: 5px 14px 5px 0; border-bottom: 1px solid %5; vertical-align: top; }")
              .arg(QLatin1String(kMonoFamily))
              .arg(pixelSize(TextRole::Mono))
              .arg(colours.sunken.name(), colours.borderStrong.name(), colours.border.name());
}

/// Qt's rich text has no padding but in the cells of a table, so code stands in one.
QString inFrames(QString html)
{
    html.replace(QStringLiteral("<table>"), QStringLiteral("<table class=\"grid\" cellspacing=\"0\" cellpadding=\"0\" width=\"100%\">"));
    html.replace(QStringLiteral("<p><img"), QStringLiteral("<p class=\"picture\"><img"));
    html.replace(QStringLiteral("<pre>"),
                 QStringLiteral("<table class=\"block\" cellspacing=\"0\" cellpadding=\"10\" width=\"100%\"><tr><td><pre>"));
    html.replace(QStringLiteral("\n</code></pre>"), QStringLiteral("</code></pre></td></tr></table>"));
    return html;
}

/// The place of a page of the guide in a link; empty when it leads elsewhere.
QString pageOfLink(const QUrl &link)
{
    QString name = link.isRelative() ? link.path() : QString();
    return name.endsWith(QStringLiteral(".html")) ? name.chopped(5) : QString();
}

} // namespace

GuideView::GuideView(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("guideView"));
    setAccessibleName(tr("Page of the guide"));
    setProperty("role", "page");
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setFont(fontOf(TextRole::Body));
    document()->setDocumentMargin(space::kS);
    connect(this, &QTextBrowser::anchorClicked, this, &GuideView::follow);
    connect(&theme(), &Theme::changed, this, [this] {
        const int place = verticalScrollBar()->value();
        render();
        verticalScrollBar()->setValue(place);
    });
}

void GuideView::showPage(const QString &name)
{
    m_page = name;
    render();
    verticalScrollBar()->setValue(0);
}

void GuideView::render()
{
    document()->setDefaultStyleSheet(styleOf(theme().colours()));
    setHtml(inFrames(guideHtml(m_page)));
}

void GuideView::mark(const QStringList &words)
{
    QList<ExtraSelection> places;
    for (const QString &word : words)
        for (QTextCursor found = document()->find(word); !found.isNull(); found = document()->find(word, found)) {
            ExtraSelection place;
            place.cursor = found;
            place.format.setBackground(theme().colours().accentSoft);
            places << place;
        }
    setExtraSelections(places);
    if (places.isEmpty())
        return;
    const auto first = std::min_element(places.begin(), places.end(), [](const ExtraSelection &a, const ExtraSelection &b) {
        return a.cursor.position() < b.cursor.position();
    });
    verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect(first->cursor).top() - viewport()->height() / 3);
}

/// Pictures no wider than the text, as sharp as the screen allows.
QVariant GuideView::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    const QImage whole(QStringLiteral(":/keywright/guide/") + name.path());
    if (whole.isNull())
        return {};
    const int pixels = std::min(whole.width(), static_cast<int>(kPictureWidth * devicePixelRatioF()));
    QImage shown = whole.scaledToWidth(pixels, Qt::SmoothTransformation);
    shown.setDevicePixelRatio(static_cast<qreal>(pixels) / std::min(whole.width(), kPictureWidth));
    return shown;
}

void GuideView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    setViewportMargins(0, 0, std::max(0, width() - kTextWidth - verticalScrollBar()->sizeHint().width()), 0);
}

void GuideView::follow(const QUrl &link)
{
    if (const QString page = pageOfLink(link); !page.isEmpty())
        emit pageWanted(page);
    else
        QDesktopServices::openUrl(link);
}

} // namespace keywright::ui
