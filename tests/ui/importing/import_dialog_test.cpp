#include "ui/importing/import_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/parts/field_note.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"

using namespace keywright;
using namespace keywright::ui;
using State = ImportDialog::State;

namespace {

/// A shown dialog on a file with this content.
class Shown {
public:
    Shown(const char *name, const std::string &text) { start(write(name, text)); }
    explicit Shown(const QString &file) { start(file); }

    QString write(const char *name, const std::string &text) const
    {
        test::writeFile(m_folder.path() / name, text);
        return QString::fromStdString((m_folder.path() / name).string());
    }

    template <typename Widget>
    Widget *find(const char *name) const
    {
        return dialog->findChild<Widget *>(QLatin1String(name));
    }

    QString previewText() const
    {
        QStringList lines;
        const auto *tree = find<QTreeWidget>("importPreview");
        for (QTreeWidgetItemIterator at(const_cast<QTreeWidget *>(tree)); *at; ++at)
            lines << (*at)->text(0) + QLatin1Char(' ') + (*at)->text(1);
        return lines.join(QLatin1Char('\n'));
    }

    void choose(const char *chooser, const QString &text) const
    {
        auto *box = find<QComboBox>(chooser);
        box->setFocus();
        QTest::keyClicks(box, text);
        QCOMPARE(box->currentText(), text);
        emit box->activated(box->currentIndex());
    }

    void toggle(const char *name) const { QTest::mouseClick(&find<ToggleField>(name)->toggle(), Qt::LeftButton); }

    std::unique_ptr<ImportDialog> dialog;

private:
    void start(const QString &file)
    {
        dialog = std::make_unique<ImportDialog>(file);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        QVERIFY(QTest::qWaitFor([this] { return dialog->state() != State::Reading; }, 10'000));
    }

    test::TemporaryFolder m_folder;
};

std::shared_ptr<const session::ImportedModel> importedBy(const Shown &shown)
{
    std::shared_ptr<const session::ImportedModel> model;
    QObject::connect(shown.dialog.get(), &ImportDialog::imported, shown.dialog.get(), [&model](const auto &imported) { model = imported; });
    QTest::mouseClick(shown.find<QPushButton>("importOpen"), Qt::LeftButton);
    return model;
}

} // namespace

class ImportDialogTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void aModelOfNosqlWorkbenchIsShownAndGiven()
    {
        const Shown shown(QString::fromStdString(
            (test::dataDir() / "exchange/models/aws-samples+amazon-dynamodb-labs--static_files_visualizer_data_banking.json").string()));
        QCOMPARE(shown.dialog->state(), State::Read);
        QVERIFY2(shown.previewText().contains(u"table"), qPrintable(shown.previewText()));
        QVERIFY(!shown.find<QLineEdit>("importTable")->isVisible());
        const auto imported = importedBy(shown);
        QVERIFY(imported && !imported->model.tables.empty());
        QVERIFY(!shown.dialog->isVisible());
    }

    void itemsGetALikelyKeyThatCanBeChanged()
    {
        const Shown shown("people.csv", "team,player,score\nred,ada,3\nred,ben,4\nblue,ada,5\n");
        QCOMPARE(shown.dialog->state(), State::Read);
        QCOMPARE(shown.find<QLineEdit>("importTable")->text(), QStringLiteral("people"));
        shown.choose("importPartitionKey", QStringLiteral("team (S)"));
        shown.choose("importSortKey", QStringLiteral("player (S)"));
        QTRY_COMPARE(shown.dialog->state(), State::Read);
        QVERIFY2(shown.previewText().contains(QStringLiteral("people team (S), player (S)  ·  3 items")), qPrintable(shown.previewText()));
        const auto imported = importedBy(shown);
        QCOMPARE(imported->model.tables[0].definition.key.sort[0].name, std::string("player"));
        QCOMPARE(imported->model.sampleData[0].items.size(), std::size_t(3));
    }

    void theTablesNameIsTyped()
    {
        const Shown shown("people.csv", "id,name\n1,Ada\n2,Ben\n");
        auto *line = shown.find<QLineEdit>("importTable");
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("Crew"));
        QVERIFY(!shown.find<QPushButton>("importOpen")->isEnabled()); // what was read has the other name
        QTRY_VERIFY(shown.previewText().contains(QStringLiteral("Crew id (N)")));
        QVERIFY(shown.find<QPushButton>("importOpen")->isEnabled());
    }

    void aNameThatNoTableHasIsRefusedNextToItsField()
    {
        const Shown shown("my data (1).csv", "id,name\n1,Ada\n2,Ben\n");
        auto *line = shown.find<QLineEdit>("importTable");
        QCOMPARE(line->text(), QStringLiteral("my-data-1"));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("E m p"));
        QTRY_COMPARE(shown.dialog->state(), State::Refused);
        auto *note = shown.find<FieldNote>("importTableNote");
        QVERIFY2(note->isVisible() && note->text().contains(QStringLiteral("3 to 255 characters")), qPrintable(note->text()));
        QVERIFY(!shown.find<QPushButton>("importOpen")->isEnabled());
        QCOMPARE(line->text(), QStringLiteral("E m p"));
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("Emp"));
        QTRY_COMPARE(shown.dialog->state(), State::Read);
        QVERIFY(!note->isVisible());
    }

    void rowsWithTheKeyOfAnotherAreNoted()
    {
        const Shown shown("people.csv", "team,player\nred,ada\nred,ben\nblue,ada\n");
        shown.choose("importPartitionKey", QStringLiteral("team (S)"));
        shown.choose("importSortKey", QStringLiteral("None"));
        QTRY_VERIFY(shown.previewText().contains(QStringLiteral("1 row of people.csv has the key of another row")));
        QVERIFY(shown.find<QLabel>("importSummary")->text().contains(QStringLiteral("2 items of 3 rows")));
    }

    void aHeaderThatMayBeARowNamesItsToggle()
    {
        const Shown shown("people.csv", "1,Ada\n2,Ben\n3,Cy\n");
        QVERIFY2(shown.find<QLabel>("importSummary")->text().contains(QStringLiteral("names the columns")),
                 qPrintable(shown.find<QLabel>("importSummary")->text()));
        const Shown twice("people.csv", "1,1\n2,3\n");
        QCOMPARE(twice.dialog->state(), State::Refused);
        QVERIFY(twice.find<ToggleField>("importHeader")->isVisible());
        twice.toggle("importHeader");
        QTRY_COMPARE(twice.dialog->state(), State::Read);
    }

    void withoutALikelyKeyOneIsAskedFor()
    {
        const Shown shown("same.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Ada\"}\n");
        QCOMPARE(shown.dialog->state(), State::Refused);
        QVERIFY(!shown.find<QPushButton>("importOpen")->isEnabled());
        shown.choose("importPartitionKey", QStringLiteral("name (S)"));
        QTRY_COMPARE(shown.dialog->state(), State::Read);
        QVERIFY(shown.find<QPushButton>("importOpen")->isEnabled());
    }

    void aBadRowStopsUntilSuchRowsAreLeftOut()
    {
        const Shown shown("people.jsonl", "{\"id\":\"1\"}\n{\"id\":\n{\"id\":\"3\"}\n");
        QVERIFY2(shown.previewText().contains(QStringLiteral("people.jsonl, line 2")), qPrintable(shown.previewText()));
        QVERIFY(shown.find<QLabel>("importSummary")->text().contains(QStringLiteral("stopped")));
        QVERIFY(!shown.find<QPushButton>("importOpen")->isEnabled());
        shown.toggle("importSkip");
        QTRY_VERIFY(shown.find<QPushButton>("importOpen")->isEnabled());
        QVERIFY(shown.previewText().contains(QStringLiteral("people.jsonl, line 2")));
        QCOMPARE(importedBy(shown)->model.sampleData[0].items.size(), std::size_t(2));
    }

    void entitiesAreProposedUnlessNotWanted()
    {
        const Shown shown("shop.json",
                          "[{\"PK\":\"USER#1\",\"userId\":\"1\"},{\"PK\":\"USER#2\",\"userId\":\"2\"},"
                          "{\"PK\":\"ORDER#7\",\"orderId\":\"7\"},{\"PK\":\"ORDER#8\",\"orderId\":\"8\"}]");
        QVERIFY2(shown.previewText().contains(QStringLiteral("PK = USER#{userId}")), qPrintable(shown.previewText()));
        shown.toggle("importInfer");
        QTRY_VERIFY(!shown.previewText().contains(QStringLiteral("USER#{userId}")) && shown.dialog->state() == State::Read);
        QVERIFY(importedBy(shown)->model.entities.empty());
    }

    void aHeaderlessFileIsLookedAtAnew()
    {
        const Shown shown("people.csv", "1,Ada\n2,Ben\n");
        shown.toggle("importHeader");
        QTRY_VERIFY(shown.previewText().contains(QStringLiteral("column1")));
    }

    void whatCannotBeReadIsRefusedAndAnotherFileCanBeChosen()
    {
        const Shown shown("broken.json", "{\"tables\": ");
        QCOMPARE(shown.dialog->state(), State::Refused);
        QVERIFY(!shown.find<QPushButton>("importOpen")->isEnabled());
        setNextFileAnswer(shown.write("good.csv", "id,name\n1,Ada\n2,Ben\n"));
        QTest::mouseClick(shown.find<QPushButton>("importAnother"), Qt::LeftButton);
        QTRY_COMPARE(shown.dialog->state(), State::Read);
        QVERIFY(shown.previewText().contains(QStringLiteral("2 items")));
    }

    void escapeGivesNothingAway()
    {
        const Shown shown("people.csv", "id\n1\n");
        QSignalSpy given(shown.dialog.get(), &ImportDialog::imported);
        QTest::keyClick(shown.dialog.get(), Qt::Key_Escape);
        QVERIFY(!shown.dialog->isVisible());
        QCOMPARE(given.count(), 0);
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<ImportDialogTest>("importing", argc, argv);
}

#include "import_dialog_test.moc"
