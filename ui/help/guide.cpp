#include "ui/help/guide.h"

#include <algorithm>

#include <QFile>
#include <QRegularExpression>
#include <QTextDocumentFragment>

// Q_INIT_RESOURCE must stand outside of every namespace.
static void registerGuideResource()
{
    Q_INIT_RESOURCE(guide);
}

namespace keywright::ui {

namespace {

QString plainText(const QString &html)
{
    return QTextDocumentFragment::fromHtml(html).toPlainText();
}

GuidePage pageOf(const QString &name, const QString &title, const QString &section)
{
    return {.name = name, .title = title, .section = section, .text = plainText(guideHtml(name))};
}

/// As the headings and links of the contents say.
std::vector<GuidePage> allPages()
{
    registerGuideResource();
    const QString contents = guideHtml(QLatin1String(kGuideContents));
    static const QRegularExpression part(QStringLiteral("<h([12])>(.*?)</h[12]>|<li><a href=\"([a-z0-9-]+)\\.html\">(.*?)</a>"));
    std::vector<GuidePage> pages;
    QString section;
    for (auto found = part.globalMatch(contents); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        if (match.captured(1) == QStringLiteral("1"))
            pages.push_back(pageOf(QLatin1String(kGuideContents), plainText(match.captured(2)), {}));
        else if (match.captured(1) == QStringLiteral("2"))
            section = plainText(match.captured(2));
        else
            pages.push_back(pageOf(match.captured(3), plainText(match.captured(4)), section));
    }
    return pages;
}

constexpr struct {
    const char *topic;
    const char *page;
} kPagesOfTopics[] = {
    {"design", "first-model"},
    {"canvas", "canvas"},
    {"key-chart", "key-chart"},
    {"access-patterns", "access-patterns"},
    {"data", "data"},
    {"heat-map", "heat-map"},
    {"cost", "cost"},
    {"streams", "streams"},
    {"connections", "connections"},
    {"tables", "connections"},
    {"commit", "connections"},
    {"operations", "operations"},
    {"export", "export"},
    {"differences", "export"},
    {"partition-key", "single-table"},
    {"sort-key", "one-to-many"},
    {"item-collection", "one-to-many"},
    {"key-template", "key-chart"},
    {"gsi", "many-to-many"},
    {"projection", "sparse-index"},
    {"sparse-index", "sparse-index"},
    {"write-sharding", "write-sharding"},
    {"query", "operations"},
    {"scan", "operations"},
    {"filter", "access-patterns"},
    {"condition", "transactions"},
    {"transaction", "transactions"},
    {"capacity-unit", "cost"},
    {"billing-mode", "cost"},
    {"ttl", "time-to-live"},
    {"stream", "streams"},
    {"facet", "data"},
};

} // namespace

const std::vector<GuidePage> &guidePages()
{
    static const std::vector<GuidePage> pages = allPages();
    return pages;
}

const GuidePage *findGuidePage(const QString &name)
{
    const auto &pages = guidePages();
    const auto found = std::find_if(pages.begin(), pages.end(), [&](const GuidePage &page) { return page.name == name; });
    return found == pages.end() ? nullptr : &*found;
}

QString guideHtml(const QString &name)
{
    QFile file(QStringLiteral(":/keywright/guide/%1.html").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).section(QStringLiteral("<main>"), 1).section(QStringLiteral("</main>"), 0, 0);
}

const GuidePage *guidePageOf(const QString &topic)
{
    for (const auto &[of, page] : kPagesOfTopics)
        if (topic == QLatin1String(of))
            return findGuidePage(QLatin1String(page));
    return nullptr;
}

} // namespace keywright::ui
