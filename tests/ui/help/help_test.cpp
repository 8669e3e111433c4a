#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextBrowser>

#include "tests/ui/help/guide_test.h"
#include "tests/ui/support/isolation.h"
#include "ui/help/guide.h"
#include "ui/help/help_topics.h"
#include "ui/help/help_window.h"
#include "ui/help/tour.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

template <typename Widget>
Widget *find(const QWidget &inside, const char *name)
{
    return inside.findChild<Widget *>(QLatin1String(name));
}

/// Of the page of the guide that is shown.
QString heading(const HelpWindow &help)
{
    return find<QTextBrowser>(help, "guideView")->document()->firstBlock().text();
}

int sentences(const QString &text)
{
    return static_cast<int>(text.count(QRegularExpression(QStringLiteral("\\.( |$)"))));
}

} // namespace

class HelpTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void everyTopicHasTwoSentencesAndAnExample()
    {
        QSet<QString> ids;
        for (const HelpTopic &topic : helpTopics()) {
            QVERIFY2(!ids.contains(QLatin1String(topic.id)), topic.id);
            ids.insert(QLatin1String(topic.id));
            QVERIFY2(!topic.title.isEmpty() && !topic.example.isEmpty(), topic.id);
            QVERIFY2(sentences(topic.text) == 2, topic.id);
            QCOMPARE(findHelpTopic(QLatin1String(topic.id)), &topic);
        }
        QVERIFY(ids.contains(QStringLiteral("partition-key")) && ids.contains(QStringLiteral("projection")));
        QCOMPARE(findHelpTopic(QStringLiteral("no-such-topic")), nullptr);
    }

    void theTopicOfAWidgetIsThatOfTheNearestAroundIt()
    {
        QWidget outer;
        outer.setProperty(kHelpTopicProperty, QStringLiteral("data"));
        auto *inner = new QWidget(&outer);
        auto *leaf = new QLabel(inner);
        QCOMPARE(HelpWindow::topicAt(leaf), QStringLiteral("data"));
        inner->setProperty(kHelpTopicProperty, QStringLiteral("gsi"));
        QCOMPARE(HelpWindow::topicAt(leaf), QStringLiteral("gsi"));
        QCOMPARE(HelpWindow::topicAt(nullptr), QString());
    }

    void aTopicOpensAndLeadsToItsPageOfTheGuide()
    {
        HelpWindow help;
        help.show();
        help.showTopic(QStringLiteral("gsi"));
        QCOMPARE(find<QLabel>(help, "helpTitle")->text(), QStringLiteral("Global secondary index (GSI)"));
        QTest::mouseClick(find<QPushButton>(help, "helpMore"), Qt::LeftButton);
        QVERIFY(find<QWidget>(help, "guideView")->isVisible());
        QCOMPARE(heading(help), guidePageOf(QStringLiteral("gsi"))->title);
        help.showTopic(QStringLiteral("no-such-topic"));
        QCOMPARE(heading(help), guidePages().front().title);
    }

    void aTourGoesOnBackAndToItsEnd()
    {
        QWidget window;
        window.resize(800, 600);
        auto *shown = new QLabel(QStringLiteral("Shown"), &window);
        shown->setGeometry(20, 20, 200, 100);
        window.show();
        auto *tour = new Tour({{QStringLiteral("One"), QStringLiteral("First."), [shown] { return shown; }},
                               {QStringLiteral("Two"), QStringLiteral("Second."), {}}},
                              &window);
        QSignalSpy ended(tour, &Tour::ended);
        QCOMPARE(find<QLabel>(*tour, "tourTitle")->text(), QStringLiteral("One"));
        const QWidget *bubble = find<QWidget>(*tour, "tourBubble");
        QVERIFY(!bubble->geometry().intersects(shown->geometry()));
        QVERIFY(!find<QPushButton>(*tour, "tourBack")->isEnabled());
        QTest::mouseClick(find<QPushButton>(*tour, "tourNext"), Qt::LeftButton);
        QCOMPARE(tour->step(), 1);
        QTest::keyClick(tour, Qt::Key_Left);
        QCOMPARE(tour->step(), 0);
        QTest::keyClick(tour, Qt::Key_Right);
        QCOMPARE(find<QPushButton>(*tour, "tourNext")->text(), QStringLiteral("Done"));
        window.resize(500, 400);
        QCOMPARE(tour->size(), window.size());
        QVERIFY(tour->rect().contains(bubble->geometry()));
        QTest::keyClick(tour, Qt::Key_Right);
        QCOMPARE(ended.count(), 1);
    }

    void escapeAndTheButtonLeaveATour()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        for (const bool byKey : {true, false}) {
            QPointer<Tour> tour = new Tour({{QStringLiteral("One"), QStringLiteral("First."), {}}}, &window);
            if (byKey)
                QTest::keyClick(tour, Qt::Key_Escape);
            else
                QTest::mouseClick(find<QPushButton>(*tour, "tourLeave"), Qt::LeftButton);
            QTRY_VERIFY(tour.isNull());
        }
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<HelpTest, GuideTest>("help", argc, argv);
}

#include "help_test.moc"
