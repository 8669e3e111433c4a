#include "ui/operations/operations_workspace.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <Qsci/qsciscintilla.h>

#include "tests/ui/operations/form_requests_test.h"
#include "tests/ui/operations/kept_operations_test.h"
#include "tests/ui/operations/operations_bench.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/code/code_editor.h"
#include "ui/document/text.h"
#include "ui/operations/explain_page.h"
#include "ui/operations/json_page.h"
#include "ui/operations/request_page.h"
#include "ui/operations/result_items.h"
#include "ui/operations/result_pane.h"
#include "ui/operations/statement_page.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/field_note.h"
#include "ui/parts/text_field.h"

using namespace keywright;
using namespace keywright::ui;
using test::Bench;
using test::buildQuery;
using value::Json;

namespace {

std::string textIn(const Json &json, const char *member)
{
    const Json *found = json.find(member);
    return found != nullptr ? found->text() : std::string();
}

} // namespace

class OperationsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { test::failOnWarnings(); }

    void withoutATableItSaysWhatToDo()
    {
        QTemporaryDir folder;
        Document document;
        Connections connections(document, connection::Surroundings::ofProcess(), folder.path());
        OperationsWorkspace workspace(connections);
        workspace.show();
        model::Model nothing;
        nothing.name = "New model";
        document.create(nothing);
        QVERIFY(QTest::qWaitFor([&] { return document.stage() == Document::Stage::Ready; }, 20'000));
        QSignalSpy design(&workspace, &OperationsWorkspace::designWanted);
        auto *button = workspace.findChild<QWidget *>(QStringLiteral("operationsMessage"))->findChild<QPushButton *>();
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(design.size(), 1);
        document.close();
    }

    void vectorsAreSearched()
    {
        Bench bench;
        QVERIFY(bench.open(test::recipeFinder()));
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Search vectors")));
        QVERIFY(bench.type(QStringLiteral("key_language_line"), QStringLiteral("en")));
        QVERIFY(bench.type(QStringLiteral("opVector_line"), QStringLiteral("0.2, 0.8, 0.8")));
        QVERIFY(bench.type(QStringLiteral("opTopK_line"), QStringLiteral("2")));
        bench.workspace.run();
        auto *vector = bench.find<TextField>(QStringLiteral("opVector"));
        QCOMPARE(vector->refusal(), QStringLiteral("ByTaste has 4 dimensions, and here are 3 numbers."));
        QVERIFY(bench.type(QStringLiteral("opVector_line"), QStringLiteral("0.2, 0.8, much, 0.1")));
        bench.workspace.run();
        QCOMPARE(vector->refusal(), QStringLiteral("Write numbers with commas between them, such as 0.25, -1."));
        QVERIFY(bench.type(QStringLiteral("opVector_line"), QStringLiteral("0.2, 0.8, 0.8, 0.1")));
        QVERIFY(bench.click(QStringLiteral("filter_add")));
        QVERIFY(bench.type(QStringLiteral("filter0_attribute_line"), QStringLiteral("minutes")));
        QVERIFY(bench.choose(QStringLiteral("filter0_kind"), QStringLiteral("≤")));
        QVERIFY(bench.choose(QStringLiteral("filter0_value_type"), QStringLiteral("N")));
        QVERIFY(bench.type(QStringLiteral("filter0_value_line"), QStringLiteral("35")));
        const Json request = bench.shownRequest();
        QCOMPARE(textIn(request, "SearchConditionExpression"), std::string("#language = :language AND minutes <= :minutes"));
        QCOMPARE(request.find("SearchVector")->elements().size(), std::size_t(4));
        bench.workspace.run();
        QTRY_VERIFY(!bench.workspace.runner().isRunning() && bench.workspace.runner().page() != nullptr);
        auto *grid = bench.find<QTableView>(QStringLiteral("opItems"));
        QCOMPARE(grid->model()->rowCount(), 2);
        QCOMPARE(grid->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("Score"));
        QCOMPARE(grid->model()->index(0, 0).data().toDouble(), 0.0);
        const int title = bench.workspace.findChild<ResultItems *>()->columnCount() - 1;
        QStringList titles;
        for (int column = 0; column <= title; ++column)
            titles << grid->model()->index(0, column).data().toString();
        QVERIFY2(titles.contains(QStringLiteral("Tom yum soup")), qPrintable(titles.join(QLatin1Char('|'))));
        QVERIFY(bench.find<QLabel>(QStringLiteral("opSummary"))->text().contains(QStringLiteral("bytes searched")));
        bench.workspace.openRequest(QStringLiteral("SearchVectors"), request); // as it comes out of the history
        QCOMPARE(bench.find<QLineEdit>(QStringLiteral("key_language_line"))->text(), QStringLiteral("en"));
        QCOMPARE(bench.find<QLineEdit>(QStringLiteral("opVector_line"))->text(), QStringLiteral("0.2, 0.8, 0.8, 0.1"));
        QCOMPARE(bench.shownRequest().compact(), request.compact());
    }

    void aTableWithoutVectorsSaysWhatToDo()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Search vectors")));
        QStringList notes;
        for (const FieldNote *note : bench.find<ChoiceField>(QStringLiteral("opIndex"))->findChildren<FieldNote *>())
            notes << note->text();
        QCOMPARE(notes, QStringList{QStringLiteral("This table has no vector index. Add one to it in Design, or choose another table.")});
        bench.workspace.run();
        QVERIFY(!bench.workspace.runner().isRunning());
    }

    void rowsMakeTheRequest()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(buildQuery(bench));
        QVERIFY(bench.click(QStringLiteral("filter_add")));
        QVERIFY(bench.type(QStringLiteral("filter0_attribute_line"), QStringLiteral("status")));
        QVERIFY(bench.choose(QStringLiteral("filter0_kind"), QStringLiteral("is one of")));
        QVERIFY(bench.type(QStringLiteral("filter0_value_line"), QStringLiteral("placed, shipped")));
        QVERIFY(bench.click(QStringLiteral("filter_add")));
        QVERIFY(bench.choose(QStringLiteral("filter1_join"), QStringLiteral("OR")));
        QVERIFY(bench.type(QStringLiteral("filter1_attribute_line"), QStringLiteral("first-name")));
        QVERIFY(bench.choose(QStringLiteral("filter1_kind"), QStringLiteral("exists")));
        QVERIFY(bench.type(QStringLiteral("opProjection_line"), QStringLiteral("SK, status")));
        QVERIFY(bench.type(QStringLiteral("opLimit_line"), QStringLiteral("7")));
        const Json request = bench.shownRequest();
        QCOMPARE(textIn(request, "KeyConditionExpression"), std::string("PK = :PK AND begins_with(SK, :SK)"));
        QCOMPARE(textIn(request, "FilterExpression"), std::string("#status IN (:status, :status2) OR attribute_exists(#first_2dname)"));
        QCOMPARE(textIn(request, "ProjectionExpression"), std::string("SK, #status"));
        QCOMPARE(*request.find("Limit")->asInteger(), 7);
        QCOMPARE(textIn(*request.find("ExpressionAttributeNames"), "#first_2dname"), std::string("first-name"));
        QVERIFY(bench.click(QStringLiteral("filter1_remove")));
        QCOMPARE(textIn(bench.shownRequest(), "FilterExpression"), std::string("#status IN (:status, :status2)"));
    }

    void runsPagesCopiesAndExports()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Scan")));
        QVERIFY(bench.type(QStringLiteral("opLimit_line"), QStringLiteral("4")));
        QVERIFY(bench.run());
        QVERIFY2(bench.workspace.runner().page(), "no answer");
        QAbstractItemModelTester tester(&bench.workspace.results().items());
        QCOMPARE(bench.rows(), 4);
        QVERIFY(bench.summary().contains(QStringLiteral("4 read")));
        const value::Item first = bench.workspace.results().items().items().front();
        QVERIFY(!bench.find<QToolButton>(QStringLiteral("opBack"))->isEnabled());
        QVERIFY(bench.click(QStringLiteral("opForward")));
        QVERIFY(bench.wait());
        QCOMPARE(bench.workspace.runner().pageNumber(), std::size_t(1));
        QVERIFY(!(bench.workspace.results().items().items().front() == first));
        QVERIFY(bench.click(QStringLiteral("opBack")));
        QCOMPARE(bench.workspace.results().items().items().front(), first);

        const QList<QAction *> copies = bench.workspace.findChild<QMenu *>(QStringLiteral("opCopyMenu"))->actions();
        QCOMPARE(copies.size(), 3);
        copies[0]->trigger();
        QCOMPARE(Json::parse(QGuiApplication::clipboard()->text().toStdString()).elements().size(), std::size_t(4));
        copies[1]->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("PK,SK")));
        copies[2]->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("| PK | SK")));

        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("items.jsonl"));
        bench.workspace.results().exportTo(file);
        QVERIFY(QTest::qWaitFor([&] { return !bench.workspace.results().isExporting(); }, 20'000));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto all = bench.document.connection()->describeTable(bench.workspace.tables().front().definition.name).itemCount;
        QCOMPARE(static_cast<qint64>(written.readAll().count('\n')), static_cast<qint64>(all));
    }

    void explainTellsAFilterFromAKeyCondition()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(buildQuery(bench));
        QVERIFY(bench.run());
        QCOMPARE(bench.workspace.results().explain().verdict(), QStringLiteral("Served"));
        QVERIFY(bench.click(QStringLiteral("filter_add")));
        QVERIFY(bench.type(QStringLiteral("filter0_attribute_line"), QStringLiteral("noSuchAttribute")));
        QVERIFY(bench.choose(QStringLiteral("filter0_kind"), QStringLiteral("exists")));
        QVERIFY(bench.run());
        QCOMPARE(bench.workspace.results().explain().verdict(), QStringLiteral("Filtered"));
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Scan")));
        QVERIFY(bench.run());
        QCOMPARE(bench.workspace.results().explain().verdict(), QStringLiteral("Scanned"));
        bench.workspace.results().showView(ResultPane::ExplainView);
        const auto *funnel = bench.find<QWidget>(QStringLiteral("explainFunnel"));
        QVERIFY(funnel);
        QVERIFY(funnel->accessibleDescription().contains(QStringLiteral("no key condition")));
        QVERIFY(bench.find<QWidget>(QStringLiteral("explainSquares")));
    }

    void badInputIsRefusedNextToItsField()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Query")));
        QVERIFY(bench.run());
        QVERIFY(!bench.workspace.runner().page());
        QCOMPARE(bench.find<TextField>(QStringLiteral("key_PK"))->refusal(), QStringLiteral("Enter a value."));
        QVERIFY(bench.type(QStringLiteral("key_PK_line"), QStringLiteral("USER#u-1006")));
        QVERIFY(bench.find<TextField>(QStringLiteral("key_PK"))->refusal().isEmpty());
        QVERIFY(bench.type(QStringLiteral("opLimit_line"), QStringLiteral("many")));
        QVERIFY(!bench.find<TextField>(QStringLiteral("opLimit"))->refusal().isEmpty());
        QVERIFY(bench.run());
        QVERIFY(!bench.workspace.runner().page());
        QVERIFY(bench.type(QStringLiteral("opLimit_line"), QStringLiteral("9")));
        QVERIFY(bench.click(QStringLiteral("filter_mode")));
        QVERIFY(bench.type(QStringLiteral("filter_text_line"), QStringLiteral("total > > :n")));
        QVERIFY(!bench.find<TextField>(QStringLiteral("filter_text"))->refusal().isEmpty());
        QVERIFY(bench.type(QStringLiteral("filter_text_line"), QStringLiteral("total > :n")));
        QVERIFY(bench.choose(QStringLiteral("filter_n_type"), QStringLiteral("N")));
        QVERIFY(bench.type(QStringLiteral("filter_n_line"), QStringLiteral("ten")));
        QVERIFY(!bench.find<TextField>(QStringLiteral("filter_n"))->refusal().isEmpty());
        QVERIFY(bench.type(QStringLiteral("filter_n_line"), QStringLiteral("10")));
        QVERIFY(bench.run());
        QVERIFY(bench.workspace.runner().page());
        QVERIFY(!bench.workspace.runner().page()->problem);
    }

    void aRefusalSaysWhatToDoAndKeepsWhatWasTyped()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(buildQuery(bench));
        bench.workspace.showMode(OperationsWorkspace::JsonMode);
        const QString text = bench.workspace.json().editor().text();
        bench.workspace.json().setRequest(QStringLiteral("Query"),
                                          Json::parse("{\"TableName\": \"Nowhere\", \"KeyConditionExpression\": \"a = :a\", "
                                                      "\"ExpressionAttributeValues\": {\":a\": {\"S\": \"b\"}}}"));
        const QString typed = bench.workspace.json().editor().text();
        QVERIFY(bench.run());
        QVERIFY(bench.textsIn(QStringLiteral("opRefusal")).contains(QStringLiteral("ResourceNotFoundException")));
        QVERIFY(bench.textsIn(QStringLiteral("opRefusal")).contains(QStringLiteral("Choose one of this connection's tables")));
        QCOMPARE(bench.workspace.json().editor().text(), typed);
        QVERIFY(text.contains(QStringLiteral("USER#u-1006")));
        bench.workspace.showMode(OperationsWorkspace::FormMode);
        QCOMPARE(bench.find<QLineEdit>(QStringLiteral("key_PK_line"))->text(), QStringLiteral("USER#u-1006"));
    }

    void aStatementsFaultIsSaidAtItsColumn()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.workspace.showMode(OperationsWorkspace::StatementMode);
        StatementPage &page = bench.workspace.statement();
        page.setRequest(Json::parse("{\"Statement\": \"SELECT * FROM OnlineShop\\nWHERE PK == 'USER#u-1006'\"}"));
        const QString note = page.findChild<FieldNote *>(QStringLiteral("statementNote"))->text();
        QVERIFY2(note.startsWith(QStringLiteral("Line 2, column 11")), qPrintable(note));
        QVERIFY(page.editor().findChild<QsciScintilla *>()->SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 8UL, 25L + 10L) != 0);
        QVERIFY(bench.run());
        QVERIFY(!bench.workspace.runner().page());
        page.setRequest(
            Json::parse("{\"Statement\": \"SELECT * FROM OnlineShop WHERE PK = ?\", \"Parameters\": [{\"S\": \"USER#u-1006\"}]}"));
        QVERIFY(bench.run());
        QVERIFY(bench.workspace.runner().page());
        QVERIFY(!bench.workspace.runner().page()->problem);
        QVERIFY(bench.rows() > 0);
        QCOMPARE(bench.workspace.results().explain().verdict(), QStringLiteral("Served"));
    }

    void editorsCompleteTablesAttributesAndKeywords()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.workspace.showMode(OperationsWorkspace::StatementMode);
        auto *view = bench.workspace.statement().editor().findChild<QsciScintilla *>();
        view->setText(QStringLiteral("SELECT * FROM "));
        view->setCursorPosition(0, 14);
        QTest::keyClicks(view, QStringLiteral("Onl"));
        QVERIFY(bench.workspace.statement().editor().isCompleting());
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(view->text(), QStringLiteral("SELECT * FROM OnlineShop"));

        bench.workspace.showMode(OperationsWorkspace::JsonMode);
        auto *json = bench.workspace.json().editor().findChild<QsciScintilla *>();
        json->setText(QStringLiteral("{\"\"}"));
        json->setCursorPosition(0, 2);
        QTest::keyClicks(json, QStringLiteral("KeyC"));
        QVERIFY(bench.workspace.json().editor().isCompleting());
        QTest::keyClick(json, Qt::Key_Return);
        QCOMPARE(json->text(), QStringLiteral("{\"KeyConditionExpression\"}"));
    }

    void jsonFaultsAreSaidAtTheirColumn()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.workspace.showMode(OperationsWorkspace::JsonMode);
        auto *view = bench.workspace.json().editor().findChild<QsciScintilla *>();
        view->setText(QStringLiteral("{\n  \"TableName\" \"X\"\n}"));
        const QString note = bench.workspace.json().findChild<FieldNote *>(QStringLiteral("jsonNote"))->text();
        QVERIFY2(note.startsWith(QStringLiteral("Line 2, column 17")), qPrintable(note));
        QVERIFY(bench.run());
        QVERIFY(!bench.workspace.runner().page());
    }

    void aCancelledTransactionSaysWhichActionAndWhy()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Transaction of writes")));
        QVERIFY(bench.choose(QStringLiteral("opPartKind"), QStringLiteral("Delete an item")));
        QVERIFY(bench.type(QStringLiteral("key_PK_line"), QStringLiteral("USER#u-1006")));
        QVERIFY(bench.type(QStringLiteral("key_SK_line"), QStringLiteral("NONE")));
        QVERIFY(bench.click(QStringLiteral("addPart")));
        QVERIFY(bench.choose(QStringLiteral("opPartKind"), QStringLiteral("Check a condition")));
        QVERIFY(bench.type(QStringLiteral("key_PK_line"), QStringLiteral("USER#nobody")));
        QVERIFY(bench.type(QStringLiteral("key_SK_line"), QStringLiteral("PROFILE")));
        QVERIFY(bench.click(QStringLiteral("condition_add")));
        QVERIFY(bench.type(QStringLiteral("condition0_attribute_line"), QStringLiteral("PK")));
        QVERIFY(bench.choose(QStringLiteral("condition0_kind"), QStringLiteral("exists")));
        QVERIFY(bench.run());
        QVERIFY(bench.workspace.runner().page());
        QVERIFY(bench.workspace.runner().page()->problem);
        QVERIFY(bench.textsIn(QStringLiteral("opRefusal")).contains(QStringLiteral("The transaction was cancelled")));
        const QAbstractItemModel *reasons = bench.find<QTableView>(QStringLiteral("opReasons"))->model();
        QCOMPARE(reasons->rowCount(), 2);
        QCOMPARE(reasons->index(0, 1).data().toString(), QStringLiteral("No objection"));
        QCOMPARE(reasons->index(1, 2).data().toString(), QStringLiteral("ConditionCheck in OnlineShop"));
        QCOMPARE(reasons->index(1, 1).data().toString(), QStringLiteral("ConditionalCheckFailed"));
    }

    void whatIsWrittenComesBack()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Put an item")));
        auto *item = bench.find<CodeEditor>(QStringLiteral("opItem"))->findChild<QsciScintilla *>();
        item->setText(QStringLiteral("{\"PK\": \"T#1\", "));
        QVERIFY(bench.run());
        QVERIFY(!bench.workspace.runner().page());
        QVERIFY(!bench.find<FieldNote>(QStringLiteral("opItemNote"))->text().isEmpty());
        item->setText(QStringLiteral("{\"PK\": \"T#1\", \"SK\": \"A\", \"count\": 1}"));
        QVERIFY(bench.run());
        QVERIFY(bench.workspace.runner().page() && !bench.workspace.runner().page()->problem);
        QVERIFY(bench.choose(QStringLiteral("opKind"), QStringLiteral("Update an item")));
        QVERIFY(bench.type(QStringLiteral("key_PK_line"), QStringLiteral("T#1")));
        QVERIFY(bench.type(QStringLiteral("key_SK_line"), QStringLiteral("A")));
        QVERIFY(bench.click(QStringLiteral("update_add")));
        QVERIFY(bench.type(QStringLiteral("update0_attribute_line"), QStringLiteral("count")));
        QVERIFY(bench.choose(QStringLiteral("update0_kind"), QStringLiteral("increase by")));
        QVERIFY(bench.choose(QStringLiteral("update0_value_type"), QStringLiteral("N")));
        QVERIFY(bench.type(QStringLiteral("update0_value_line"), QStringLiteral("41")));
        QVERIFY(bench.choose(QStringLiteral("opReturn"), QStringLiteral("The item after (ALL_NEW)")));
        QVERIFY(bench.run());
        QCOMPARE(bench.rows(), 1);
        QCOMPARE(*bench.workspace.results().items().items().front().find("count"), value::AttributeValue::number(42));
    }

    void everyControlHasAName()
    {
        Bench bench;
        QVERIFY(bench.open());
        for (const char *kind : {"Query", "Put an item", "Update an item", "Transaction of writes"}) {
            QVERIFY(bench.choose(QStringLiteral("opKind"), QLatin1String(kind)));
            for (QWidget *widget : bench.workspace.findChildren<QWidget *>()) {
                const bool isControl =
                    qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QTableView *>(widget);
                const bool isOurs = isControl && widget->isVisible() && !qobject_cast<QComboBox *>(widget->parentWidget());
                if (isOurs)
                    QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
            }
        }
    }
};

int main(int argc, char **argv)
{
    return test::runUiTest<OperationsTest, KeptOperationsTest, FormRequestsTest>("operations", argc, argv);
}

#include "operations_test.moc"
