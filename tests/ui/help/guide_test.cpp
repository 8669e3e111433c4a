#include "tests/ui/help/guide_test.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "ui/help/guide.h"
#include "ui/help/help_topics.h"
#include "ui/help/help_window.h"
#include "ui/theme/theme.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

QString guideFolder()
{
    return QString::fromStdString((test::binaryDir().parent_path() / "guide").string());
}

QString sourceFolder()
{
    return QString::fromStdString((test::sourceDir() / "resources" / "help").string());
}

QStringList namesIn(const QString &folder, const QString &pattern)
{
    QStringList names;
    for (const QFileInfo &file : QDir(folder).entryInfoList({pattern}, QDir::Files))
        if (file.fileName() != QStringLiteral("README.md"))
            names << file.completeBaseName();
    names.sort();
    return names;
}

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What the attribute, src or href, names in the HTML.
QStringList namedBy(const char *attribute, const QString &html)
{
    const QRegularExpression pattern(QStringLiteral("\\s%1=\"([^\"]*)\"").arg(QLatin1String(attribute)));
    QStringList named;
    for (auto found = pattern.globalMatch(html); found.hasNext();)
        named << found.next().captured(1);
    return named;
}

bool isOutside(const QString &link)
{
    return link.startsWith(QStringLiteral("https://"));
}

/// A shown help window and what is in it.
struct Opened {
    Opened()
    {
        help.show();
        help.activateWindow();
        isActive = QTest::qWaitForWindowActive(&help);
    }

    QTextBrowser *view() { return help.findChild<QTextBrowser *>(QStringLiteral("guideView")); }
    QTreeWidget *contents() { return help.findChild<QTreeWidget *>(); }
    QLineEdit *search() { return help.findChild<QLineEdit *>(); }
    QToolButton *back() { return help.findChild<QToolButton *>(QStringLiteral("helpBack")); }
    QToolButton *forward() { return help.findChild<QToolButton *>(QStringLiteral("helpForward")); }
    QString heading() { return view()->isVisible() ? view()->document()->firstBlock().text() : QString(); }
    QTreeWidgetItem *entry(const QString &title) { return contents()->findItems(title, Qt::MatchExactly | Qt::MatchRecursive).value(0); }
    int shownEntries()
    {
        int shown = 0;
        for (QTreeWidgetItemIterator at(contents(), QTreeWidgetItemIterator::NotHidden); *at != nullptr; ++at)
            shown += (*at)->flags().testFlag(Qt::ItemIsSelectable) ? 1 : 0;
        return shown;
    }

    HelpWindow help;
    bool isActive = false;
};

} // namespace

void GuideTest::init()
{
    test::failOnWarnings();
}

void GuideTest::everyPageIsInTheContentsOnce()
{
    QStringList listed;
    for (const GuidePage &page : guidePages()) {
        listed << page.name;
        QVERIFY2(!page.title.isEmpty() && page.text.size() > 200, qPrintable(page.name));
        QCOMPARE(findGuidePage(page.name), &page);
    }
    listed.sort();
    QCOMPARE(listed, namesIn(sourceFolder(), QStringLiteral("*.md")));
    QCOMPARE(findGuidePage(QStringLiteral("no-such-page")), nullptr);
}

void GuideTest::everyLinkOfEveryPageLeadsSomewhere()
{
    int links = 0;
    for (const GuidePage &page : guidePages())
        for (const QString &link : namedBy("href", guideHtml(page.name))) {
            const bool resolves = isOutside(link) || (link.endsWith(QStringLiteral(".html")) && findGuidePage(link.chopped(5)) != nullptr);
            QVERIFY2(resolves, qPrintable(page.name + ": " + link));
            ++links;
        }
    QVERIFY(links > static_cast<int>(guidePages().size()));
}

void GuideTest::everyPictureIsThereAndSmall()
{
    QStringList shown;
    for (const GuidePage &page : guidePages())
        for (const QString &source : namedBy("src", guideHtml(page.name))) {
            const QImage picture(QStringLiteral(":/keywright/guide/") + source);
            QVERIFY2(!picture.isNull(), qPrintable(page.name + ": " + source));
            QVERIFY2(QFile(sourceFolder() + "/" + source).size() < 150'000, qPrintable(source));
            shown << QFileInfo(source).completeBaseName();
        }
    shown.sort();
    shown.removeDuplicates();
    QCOMPARE(shown, namesIn(sourceFolder() + QStringLiteral("/pictures"), QStringLiteral("*.png")));
}

/// What the package installs.
void GuideTest::theHtmlInTheBuildFolderIsComplete()
{
    const QStringList pages = namesIn(guideFolder(), QStringLiteral("*.html"));
    QCOMPARE(pages.size(), static_cast<int>(guidePages().size()));
    for (const QString &page : pages) {
        const QString html = textOf(guideFolder() + "/" + page + ".html");
        QVERIFY2(html.contains(QStringLiteral("<title>")) && html.contains(QStringLiteral("</html>")), qPrintable(page));
        for (const QString &link : namedBy("href", html) + namedBy("src", html))
            QVERIFY2(isOutside(link) || QFile::exists(guideFolder() + "/" + link), qPrintable(page + ": " + link));
    }
}

void GuideTest::everyScreensTopicHasAPage()
{
    for (const HelpTopic &topic : helpTopics())
        if (topic.kind == HelpTopic::Kind::Screen)
            QVERIFY2(guidePageOf(QLatin1String(topic.id)) != nullptr, topic.id);
    QCOMPARE(guidePageOf(QStringLiteral("no-such-topic")), nullptr);
}

void GuideTest::aPageIsChosenByMouseAndByKeyboard()
{
    Opened opened;
    QCOMPARE(opened.heading(), guidePages().front().title);
    const GuidePage &second = guidePages()[1];
    QTreeWidgetItem *entry = opened.entry(second.title);
    opened.contents()->scrollToItem(entry);
    QTest::mouseClick(opened.contents()->viewport(), Qt::LeftButton, {}, opened.contents()->visualItemRect(entry).center());
    QCOMPARE(opened.heading(), second.title);
    QCOMPARE(opened.help.findChild<QLabel *>(QStringLiteral("helpSection"))->text(), second.section);
    opened.contents()->setFocus();
    QTest::keyClick(opened.contents(), Qt::Key_Down); // onto the heading of the next section
    QCOMPARE(opened.heading(), second.title);
    QTest::keyClick(opened.contents(), Qt::Key_Down);
    QCOMPARE(opened.heading(), guidePages()[2].title);
}

void GuideTest::linksLeadBackAndForward()
{
    Opened opened;
    QVERIFY(opened.isActive);
    QVERIFY(!opened.back()->isEnabled() && !opened.forward()->isEnabled());
    const QString first = opened.heading();
    opened.view()->setFocus();
    QTest::keyClick(opened.view(), Qt::Key_Tab); // onto the first link
    QTest::keyClick(opened.view(), Qt::Key_Return);
    const QString second = opened.heading();
    QVERIFY(second != first);
    QTest::mouseClick(opened.back(), Qt::LeftButton);
    QCOMPARE(opened.heading(), first);
    QTest::keyClick(&opened.help, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(opened.heading(), second);
    QTest::keyClick(&opened.help, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(opened.heading(), first);
    opened.help.showTopic(QStringLiteral("gsi"));
    QVERIFY(!opened.forward()->isEnabled());
    QTest::mouseClick(opened.back(), Qt::LeftButton);
    QCOMPARE(opened.heading(), first);
}

void GuideTest::searchFindsPagesAndMarksTheWords()
{
    Opened opened;
    const int all = opened.shownEntries();
    QTest::keyClick(&opened.help, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(opened.search(), QStringLiteral("shard write"));
    QCOMPARE(opened.heading(), findGuidePage(QStringLiteral("write-sharding"))->title);
    QVERIFY(opened.shownEntries() < all);
    QVERIFY(opened.view()->extraSelections().size() > 2);
    QTest::keyClick(opened.search(), Qt::Key_Down);
    QVERIFY(opened.contents()->hasFocus());
    opened.search()->selectAll();
    QTest::keyClicks(opened.search(), QStringLiteral("qqq"));
    QCOMPARE(opened.help.findChild<QLabel *>(QStringLiteral("helpTitle"))->text(), QStringLiteral("Nothing found"));
    QCOMPARE(opened.shownEntries(), 0);
    QTest::keyClick(opened.search(), Qt::Key_Escape);
    QCOMPARE(opened.shownEntries(), all);
    QVERIFY(opened.view()->extraSelections().isEmpty());
}

void GuideTest::aSearchIsOneStepBack()
{
    Opened opened;
    opened.help.showPage(QStringLiteral("cost"));
    QTest::keyClicks(opened.search(), QStringLiteral("streams"));
    QTest::mouseClick(opened.back(), Qt::LeftButton);
    QCOMPARE(opened.heading(), findGuidePage(QStringLiteral("cost"))->title);
    QVERIFY(opened.search()->text().isEmpty());
}

void GuideTest::pagesFollowTheTheme()
{
    Opened opened;
    const auto linkColour = [&opened] {
        for (QTextBlock block = opened.view()->document()->begin(); block.isValid(); block = block.next())
            for (auto part = block.begin(); !part.atEnd(); ++part)
                if (part.fragment().charFormat().isAnchor())
                    return part.fragment().charFormat().foreground().color();
        return QColor();
    };
    theme().choose(ThemeChoice::Dark);
    QCOMPARE(linkColour(), darkColours().accent);
    theme().choose(ThemeChoice::Light);
    QCOMPARE(linkColour(), lightColours().accent);
}

void GuideTest::pagesAreNoWiderThanTheyCanBeRead()
{
    Opened opened;
    for (const int width : {700, 1120, 1920}) {
        opened.help.resize(width, 720);
        for (const GuidePage &page : guidePages()) {
            opened.help.showPage(page.name);
            QVERIFY(opened.view()->viewport()->width() <= 820);
            if (width >= 1120)
                QCOMPARE(page.name + QString::number(opened.view()->horizontalScrollBar()->maximum()), page.name + QLatin1Char('0'));
        }
    }
}
