#include "tests/ui/window/dialog_help_test.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include "tests/ui/support/isolation.h"
#include "ui/help/help_topics.h"
#include "ui/help/help_window.h"
#include "ui/window/dialog_help.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

QString titleOf(const char *topic)
{
    return findHelpTopic(QLatin1String(topic))->title;
}

/// A dialog with a line, on a dialog that may name a topic.
struct Stacked {
    Stacked(const char *topic, bool modal)
    {
        outer.setProperty(kHelpTopicProperty, QLatin1String(topic));
        inner.setModal(modal);
        inner.show();
    }
    bool shows(const char *topic)
    {
        auto *help = inner.findChild<HelpWindow *>();
        if (help == nullptr)
            return false;
        for (const QLabel *label : help->findChildren<QLabel *>())
            if (label->text() == titleOf(topic))
                return true;
        return false;
    }

    QDialog outer;
    QDialog inner{&outer};
    QLineEdit line{&inner};
};

} // namespace

void DialogHelpTest::init()
{
    test::failOnWarnings();
}

void DialogHelpTest::f1OpensTheTopicOfAModalDialog()
{
    const DialogHelp help([] { return QStringLiteral("data"); });
    Stacked stacked("tables", true);
    QTest::keyClick(&stacked.line, Qt::Key_F1);
    QVERIFY(stacked.shows("tables"));
    QTest::keyClick(&stacked.line, Qt::Key_F1);
    QCOMPARE(stacked.inner.findChildren<HelpWindow *>().size(), 1);
}

void DialogHelpTest::aDialogWithoutATopicShowsTheScreensOwn()
{
    const DialogHelp help([] { return QStringLiteral("data"); });
    Stacked stacked("", true);
    QTest::keyClick(&stacked.line, Qt::Key_F1);
    QVERIFY(stacked.shows("data"));
}

void DialogHelpTest::outsideOfModalDialogsItStaysAway()
{
    const DialogHelp help([] { return QStringLiteral("data"); });
    Stacked stacked("tables", false);
    QTest::keyClick(&stacked.line, Qt::Key_F1);
    QVERIFY(stacked.inner.findChild<HelpWindow *>() == nullptr);
}
