#include "tests/ui/window/palette_test.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QTest>

#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/opened_window.h"
#include "ui/data/data_workspace.h"
#include "ui/export/export_workspace.h"
#include "ui/theme/theme.h"
#include "ui/window/palette_entries.h"

using namespace keywright;
using namespace keywright::ui;
using test::Opened;

void PaletteTest::init()
{
    test::failOnWarnings();
}

void PaletteTest::thePaletteJumpsToWhatWasTyped()
{
    Opened opened;
    QVERIFY(opened.open(test::onlineShop()));
    QTest::keyClick(&opened.window, Qt::Key_K, Qt::ControlModifier);
    auto *palette = opened.find<QWidget>("actionPalette");
    QTRY_VERIFY(palette->isVisible());
    auto *line = opened.find<QLineEdit>("paletteLine");
    QTest::keyClicks(line, QStringLiteral("shipm"));
    auto *list = opened.find<QListView>("paletteList");
    QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("Shipment"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QCOMPARE(opened.document.selection(), (Selection{.kind = Selection::Kind::Entity, .row = 9}));

    opened.window.openPalette();
    QTest::keyClicks(line, QStringLiteral("gsi2"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.data()));
    QCOMPARE(opened.find<QComboBox>("place")->currentText(), QStringLiteral("GSI2 of OnlineShop"));

    opened.window.openPalette();
    QTest::keyClicks(line, QStringLiteral("cloudf"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(opened.page(), static_cast<QWidget *>(opened.window.findChild<ExportWorkspace *>()));
    QCOMPARE(opened.find<QListView>("exportTargets")->currentIndex().data().toString(), QStringLiteral("CloudFormation"));

    opened.window.openPalette();
    QTest::keyClicks(line, QStringLiteral("add an item"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(opened.find<QDialog>("itemDialog"));
    QTest::keyClick(opened.find<QWidget>("itemJson")->focusProxy(), Qt::Key_Escape);
    QTRY_VERIFY(!opened.find<QDialog>("itemDialog"));

    opened.window.openPalette();
    QTest::keyClicks(line, QStringLiteral("dark theme"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(theme().isDark());

    opened.window.openPalette();
    QTest::keyClick(line, Qt::Key_Down);
    QCOMPARE(list->currentIndex().row(), 1);
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
}

void PaletteTest::theGuideIsAnAction()
{
    Opened opened;
    opened.window.openPalette();
    auto *line = opened.find<QLineEdit>("paletteLine");
    QTest::keyClicks(line, QStringLiteral("guide"));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(opened.find<QWidget>("guideView")->isVisible());
}

void PaletteTest::lettersMatchInOrderAndWordsFirst()
{
    QVERIFY(!fuzzyMatch(QStringLiteral("xyz"), QStringLiteral("Order")));
    QVERIFY(!fuzzyMatch(QStringLiteral("redro"), QStringLiteral("Order")));
    QVERIFY(!fuzzyMatch(QStringLiteral("terr"), QStringLiteral("Open sample: Iot sensor readings")));
    QCOMPARE(fuzzyMatch(QStringLiteral("or it"), QStringLiteral("OrderItem"))->positions, (std::vector<int>{0, 1, 5, 6}));
    QVERIFY(fuzzyMatch(QStringLiteral("oi"), QStringLiteral("OrderItem")));
    QVERIFY(fuzzyMatch(QStringLiteral("oi"), QStringLiteral("OrderItem"))->score
            > fuzzyMatch(QStringLiteral("oi"), QStringLiteral("Point"))->score);
    QCOMPARE(fuzzyMatch(QStringLiteral("item"), QStringLiteral("OrderItem"))->positions, (std::vector<int>{5, 6, 7, 8}));
    QVERIFY(fuzzyMatch({}, QStringLiteral("anything")));
    PaletteModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({{.text = QStringLiteral("Point")}, {.text = QStringLiteral("OrderItem")}});
    model.setTyped(QStringLiteral("oi"));
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("OrderItem"));
}
