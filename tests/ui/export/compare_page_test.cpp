#include "tests/ui/export/compare_page_test.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

#include "core/model/removals.h"
#include "core/model/renames.h"
#include "core/model/table_edits.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/export/compare_page.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

struct ShownComparison {
    explicit ShownComparison(const QString &file) : page(document)
    {
        opened = test::openAndWait(document, file);
        page.resize(760, 560);
        page.show();
    }

    ~ShownComparison() { document.close(); }

    bool isCompared()
    {
        return QTest::qWaitFor([this] { return opened && !page.isComparing(); }, 20'000);
    }

    QComboBox &older() { return *page.findChild<QComboBox *>(QStringLiteral("olderModel")); }
    QComboBox &newer() { return *page.findChild<QComboBox *>(QStringLiteral("newerModel")); }
    QString differences() { return page.findChild<QTextBrowser *>(QStringLiteral("differences"))->toPlainText(); }
    QString summary() { return page.findChild<QLabel *>(QStringLiteral("differenceSummary"))->text(); }

    /// The title and text of the page that stands instead of differences; empty while there are some.
    QString message()
    {
        QStringList texts;
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            if (label->isVisible() && label->alignment().testFlag(Qt::AlignHCenter))
                texts << label->text();
        }
        return texts.join(QLatin1Char('\n'));
    }

    /// As a person does it: by key.
    void choose(QComboBox &side, int row)
    {
        side.setFocus();
        while (side.currentIndex() != row)
            QTest::keyClick(&side, side.currentIndex() < row ? Qt::Key_Down : Qt::Key_Up);
    }

    Document document;
    ComparePage page;
    bool opened = false;
};

QString copyOf(const QString &file, const QTemporaryDir &folder)
{
    const QString copy = folder.filePath(QStringLiteral("shop.keywright.json"));
    QFile::copy(file, copy);
    QFile(copy).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return copy;
}

bool git(const QTemporaryDir &folder, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder.path());
    process.start(QStringLiteral("git"),
                  QStringList{QStringLiteral("-c"), QStringLiteral("user.name=Test"), QStringLiteral("-c"),
                              QStringLiteral("user.email=test@example.com")}
                      + arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

std::optional<QString> dropFirstIndex(Document &document)
{
    const schema::TableDefinition &table = document.model()->tables.front().definition;
    return document.edit([name = table.name, index = table.globalIndexes.front().name](const model::Model &model) {
        return model::removeIndex(model, name, index);
    });
}

} // namespace

void ComparePageTest::init()
{
    test::failOnWarnings();
}

void ComparePageTest::anUntouchedModelIsTheSameAsItsFile()
{
    const QTemporaryDir folder;
    ShownComparison shown(copyOf(test::onlineShop(), folder));
    QVERIFY(shown.isCompared());
    QTRY_VERIFY2(shown.message().contains(QStringLiteral("Both are the same")), qPrintable(shown.message()));
    QCOMPARE(shown.older().currentText(), QStringLiteral("Its file, as saved"));
    QCOMPARE(shown.newer().currentText(), QStringLiteral("The open model"));
}

void ComparePageTest::anEditIsToldWithWhatItMeansOnALiveTable()
{
    const QTemporaryDir folder;
    ShownComparison shown(copyOf(test::onlineShop(), folder));
    QVERIFY(shown.isCompared());
    const std::string index = shown.document.model()->tables.front().definition.globalIndexes.front().name;
    QVERIFY(!dropFirstIndex(shown.document));
    QTRY_VERIFY(shown.differences().contains(QStringLiteral("In sequence.")));
    QVERIFY2(shown.differences().contains(QStringLiteral("UpdateTable: delete GSI ") + QString::fromStdString(index)),
             qPrintable(shown.differences()));
    QVERIFY(shown.summary().contains(QStringLiteral("1 table")));
    shown.document.undo();
    QTRY_VERIFY(shown.message().contains(QStringLiteral("Both are the same")));
}

void ComparePageTest::theLastCommitIsAskedOfGit()
{
    const QTemporaryDir folder;
    const QString file = copyOf(test::onlineShop(), folder);
    QVERIFY(git(folder, {QStringLiteral("init"), QStringLiteral("-q")}));
    QVERIFY(git(folder, {QStringLiteral("add"), QStringLiteral(".")}));
    QVERIFY(git(folder, {QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("Model")}));
    ShownComparison shown(file);
    QTRY_VERIFY2(shown.older().currentText().startsWith(QStringLiteral("Its last commit (")), qPrintable(shown.older().currentText()));
    QVERIFY(shown.isCompared());
    const std::string name = shown.document.model()->entities.front().name;
    QVERIFY(!shown.document.edit([&](const model::Model &model) { return model::renameEntity(model, name, "Patron"); }));
    QCOMPARE(shown.document.save(), Document::SaveResult::Saved);
    // The file is as the model now; the commit is not.
    QTRY_VERIFY(shown.differences().contains(QStringLiteral("Patron")));
    shown.choose(shown.older(), 1);
    QCOMPARE(shown.older().currentText(), QStringLiteral("Its file, as saved"));
    QTRY_VERIFY(shown.message().contains(QStringLiteral("Both are the same")));
}

void ComparePageTest::anotherFileIsComparedAndSwapped()
{
    ShownComparison shown(test::onlineShop());
    QVERIFY(shown.isCompared());
    setNextFileAnswer(test::twoTables());
    shown.choose(shown.older(), shown.older().count() - 1);
    QVERIFY(shown.isCompared());
    QCOMPARE(shown.older().currentText(), QStringLiteral("two.keywright.json"));
    QTRY_VERIFY2(shown.differences().contains(QStringLiteral("+ Table OnlineShop new")), qPrintable(shown.differences().left(400)));
    QVERIFY(shown.differences().contains(QStringLiteral("− Table Logs removed")));
    QTest::mouseClick(shown.page.findChild<QToolButton *>(QStringLiteral("swapModels")), Qt::LeftButton);
    QTRY_VERIFY(shown.differences().contains(QStringLiteral("+ Table Logs new")));
    QCOMPARE(shown.newer().currentText(), QStringLiteral("two.keywright.json"));
}

void ComparePageTest::aFileThatCannotBeReadIsSaid()
{
    ShownComparison shown(test::onlineShop());
    QVERIFY(shown.isCompared());
    shown.page.compareWith(test::brokenModel());
    QTRY_VERIFY2(shown.message().contains(QStringLiteral("older model cannot be read")), qPrintable(shown.message()));
    QVERIFY(shown.message().contains(QStringLiteral("line 5")));
}

void ComparePageTest::aModelWithoutAFileAsksForOne()
{
    ShownComparison shown(test::onlineShop());
    model::Model fresh;
    fresh.name = "Fresh";
    shown.document.create(std::move(fresh));
    QTRY_VERIFY(shown.message().contains(QStringLiteral("Choose what to compare with")));
    setNextFileAnswer(test::twoTables());
    for (auto *button : shown.page.findChildren<QPushButton *>()) {
        if (button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(shown.differences().contains(QStringLiteral("Table Logs removed")));
}

void ComparePageTest::aDifferenceLeadsToItsPlace()
{
    const QTemporaryDir folder;
    ShownComparison shown(copyOf(test::onlineShop(), folder));
    QVERIFY(shown.isCompared());
    QVERIFY(!dropFirstIndex(shown.document));
    QTRY_VERIFY(shown.differences().contains(QStringLiteral("In sequence.")));
    auto *view = shown.page.findChild<QTextBrowser *>(QStringLiteral("differences"));
    QVERIFY(view->toHtml().contains(QStringLiteral("place:tables[0]")));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Tab); // the first link
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(shown.document.selection().kind, Selection::Kind::Table);
}

void ComparePageTest::differencesAreCopiedAsText()
{
    const QTemporaryDir folder;
    ShownComparison shown(copyOf(test::onlineShop(), folder));
    QVERIFY(shown.isCompared());
    QVERIFY(!dropFirstIndex(shown.document));
    QTRY_VERIFY(shown.differences().contains(QStringLiteral("In sequence.")));
    QTest::mouseClick(shown.page.findChild<QPushButton *>(QStringLiteral("copyDifferences")), Qt::LeftButton);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.startsWith(QStringLiteral("Table OnlineShop: ")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("On a live table, in this order:\n    1. UpdateTable: delete GSI")));
}
