#include "ui/tables/tables_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

#include "core/service/http_server.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/tables/backups_test.h"
#include "tests/ui/tables/tables_bench.h"
#include "tests/ui/support/served_engine.h"
#include "ui/code/code_editor.h"
#include "ui/connections/connection_choice.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/field_note.h"
#include "ui/parts/message_page.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/tables/clone_dialog.h"
#include "ui/tables/definition_dialog.h"
#include "ui/tables/delete_table_dialog.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

using Shown = test::TablesBench;
using test::putItems;

class TablesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aTableIsDescribed();
    void aTableIsCreatedFromItsDefinition();
    void aDefinitionThatCannotBeReadIsSaid();
    void aChangeIsShownBeforeItIsMade();
    void aTableIsCreatedByFields();
    void whatIsWrongIsSaidNextToItsField();
    void fieldsAndJsonSayTheSame();
    void anIndexIsTakenAwayByFields();
    void droppingAnIndexNeedsAYes();
    void aTableIsDeletedWhenItsNameIsTyped();
    void aCloneHasAllItems();
    void aCloneThatWasStoppedGoesOn();
    void aConnectionThatAsksIsAskedFirst();
    void anEndpointThatIsNotThereIsSaid();
    void theWorkspacesOwnTablesAreChangedInTheModel();
};

} // namespace

void TablesTest::init()
{
    test::failOnWarnings();
    QSettings().clear();
}

void TablesTest::aTableIsDescribed()
{
    Shown shown;
    QVERIFY(shown.settles());
    QCOMPARE(shown.dialog->table(), QStringLiteral("Orders"));
    QCOMPARE(shown.fact(QStringLiteral("Status")), QStringLiteral("ACTIVE"));
    QCOMPARE(shown.fact(QStringLiteral("Key")), QStringLiteral("id (S)"));
    QCOMPARE(shown.fact(QStringLiteral("Time to live")), QStringLiteral("expires (ENABLED)"));
    QCOMPARE(shown.fact(QStringLiteral("Tags")), QStringLiteral("team = shop"));
    QCOMPARE(shown.find<QTableView>("tableIndexes")->model()->index(0, 0).data().toString(), QStringLiteral("ByDay"));
    QVERIFY(shown.find<CodeEditor>("shownDefinition")->text().contains(QStringLiteral("TimeToLiveSpecification")));
}

void TablesTest::aTableIsCreatedFromItsDefinition()
{
    Shown shown;
    shown.dialog->connection().select(shown.there);
    QVERIFY(shown.settles());
    QVERIFY(shown.find<QPushButton>("createFirstTable")->isVisible());
    shown.click("createFirstTable");
    auto *create = shown.dialog->findChild<DefinitionDialog *>();
    Shown::press(*create);
    QVERIFY(Shown::ends(*create));
    QVERIFY2(create->findChild<QTextBrowser *>(QStringLiteral("definitionPlan"))->toPlainText().contains(QStringLiteral("it is created")),
             qPrintable(Shown::notes(*create)));
    QVERIFY(shown.second.connection().listTables().empty());
    Shown::press(*create);
    QTRY_COMPARE(shown.second.connection().listTables(), std::vector<std::string>{"NewTable"});
    QTRY_COMPARE(shown.dialog->table(), QStringLiteral("NewTable"));
}

void TablesTest::aDefinitionThatCannotBeReadIsSaid()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("createTable");
    auto *create = shown.dialog->findChild<DefinitionDialog *>();
    QVERIFY(create->showMode(DefinitionDialog::JsonMode));
    create->editor().setText(QStringLiteral("{\n  \"TableName\": }"));
    Shown::press(*create);
    QVERIFY2(Shown::notes(*create).startsWith(QStringLiteral("Line 2, column 16")), qPrintable(Shown::notes(*create)));
    create->editor().setText(QStringLiteral("{\"TableName\": \"X\"}"));
    Shown::press(*create);
    QVERIFY2(Shown::notes(*create).startsWith(QStringLiteral("This is not a definition")), qPrintable(Shown::notes(*create)));
    create->editor().setText(shown.find<CodeEditor>("shownDefinition")->text());
    Shown::press(*create);
    QVERIFY(Shown::ends(*create));
    QVERIFY2(Shown::notes(*create).contains(QStringLiteral("There is a table Orders already")), qPrintable(Shown::notes(*create)));
}

void TablesTest::aChangeIsShownBeforeItIsMade()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("changeTable");
    auto *change = shown.dialog->findChild<DefinitionDialog *>();
    QVERIFY(change->showMode(DefinitionDialog::JsonMode));
    QString definition = change->editor().text();
    definition.replace(
        QStringLiteral("\"BillingMode\""),
        QStringLiteral("\"StreamSpecification\": {\"StreamEnabled\": true, \"StreamViewType\": \"NEW_IMAGE\"},\n  \"BillingMode\""));
    definition.replace(QStringLiteral("\"shop\""), QStringLiteral("\"web\""))
        .replace(QStringLiteral("\"expires\""), QStringLiteral("\"expires\""));
    change->editor().setText(definition);
    Shown::press(*change);
    QVERIFY(Shown::ends(*change));
    QVERIFY2(change->findChild<QTextBrowser *>(QStringLiteral("definitionPlan"))->toPlainText().contains(QStringLiteral("In place")),
             qPrintable(change->findChild<QTextBrowser *>(QStringLiteral("definitionPlan"))->toPlainText() + Shown::notes(*change)));
    QVERIFY(!shown.first.connection().describeTable("Orders").definition.streamViewType);
    Shown::press(*change);
    QTRY_VERIFY(shown.first.connection().describeTable("Orders").definition.streamViewType == schema::StreamViewType::NewImage);
    QTRY_COMPARE(connection::allTags(shown.first.connection(), shown.first.connection().describeTable("Orders").arn),
                 (std::vector<std::pair<std::string, std::string>>{{"team", "web"}}));
    QTRY_COMPARE(shown.fact(QStringLiteral("Stream")), QStringLiteral("NEW_IMAGE"));
}

void TablesTest::droppingAnIndexNeedsAYes()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("changeTable");
    auto *change = shown.dialog->findChild<DefinitionDialog *>();
    QVERIFY(change->showMode(DefinitionDialog::JsonMode));
    change->editor().setText(
        QStringLiteral("{\"TableName\": \"Orders\", \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}], "
                       "\"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}], \"BillingMode\": \"PAY_PER_REQUEST\", "
                       "\"Tags\": [{\"Key\": \"team\", \"Value\": \"shop\"}], \"TimeToLiveSpecification\": "
                       "{\"AttributeName\": \"expires\", \"Enabled\": true}}"));
    Shown::press(*change);
    QVERIFY(Shown::ends(*change));
    QVERIFY2(Shown::notes(*change).contains(QStringLiteral("needs your answer")), qPrintable(Shown::notes(*change)));
    QVERIFY(!change->findChild<QPushButton *>(QStringLiteral("taskAction"))->isEnabled());
    QTest::mouseClick(&change->findChild<ToggleField *>(QStringLiteral("dropIndexes"))->toggle(), Qt::LeftButton);
    Shown::press(*change);
    QTRY_VERIFY(shown.first.connection().describeTable("Orders").definition.globalIndexes.empty());
}

namespace {

/// Fields of the dialog, filled in as a person does.
struct Fields {
    DefinitionDialog &dialog;

    bool type(const char *line, const QString &text) const
    {
        auto *edit = dialog.findChild<QLineEdit *>(QLatin1String(line));
        if (edit == nullptr || !edit->isEnabled() || !edit->isVisible())
            return false;
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
        return true;
    }
    bool choose(const char *field, const QString &text) const
    {
        auto *choice = dialog.findChild<ChoiceField *>(QLatin1String(field));
        const int row = choice != nullptr && choice->isEnabled() ? choice->chooser().findText(text) : -1;
        if (row < 0)
            return false;
        choice->chooser().setCurrentIndex(row);
        emit choice->chooser().activated(row);
        return true;
    }
    bool click(const char *button) const
    {
        auto *found = dialog.findChild<QAbstractButton *>(QLatin1String(button));
        if (found == nullptr || !found->isEnabled())
            return false;
        found->click();
        QCoreApplication::processEvents();
        return true;
    }
    QString refusal(const char *line) const
    {
        const auto *edit = dialog.findChild<QLineEdit *>(QLatin1String(line));
        return qobject_cast<TextField *>(edit->parentWidget())->refusal();
    }
};

} // namespace

void TablesTest::aTableIsCreatedByFields()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("createTable");
    auto *create = shown.dialog->findChild<DefinitionDialog *>();
    const Fields fields{*create};
    QVERIFY(fields.type("tableName_line", QStringLiteral("Visits")));
    QVERIFY(fields.type("tablePartition_line", QStringLiteral("page")));
    QVERIFY(fields.type("tableSort_line", QStringLiteral("at")));
    QVERIFY(fields.choose("tableSortType", QStringLiteral("N")));
    QVERIFY(fields.choose("tableBilling", QStringLiteral("Provisioned")));
    QVERIFY(fields.type("tableRead_line", QStringLiteral("7")));
    QVERIFY(fields.type("tableTtl_line", QStringLiteral("expires")));
    QVERIFY(fields.choose("tableStream", QStringLiteral("New image")));
    QVERIFY(fields.choose("tableClass", QStringLiteral("Standard, infrequent access")));
    QVERIFY(fields.type("tableTags_line", QStringLiteral("team=web, stage=test")));
    QVERIFY(fields.click("addGlobalIndex"));
    QVERIFY(fields.type("index0_name_line", QStringLiteral("ByUser")));
    QVERIFY(fields.type("index0_partition_line", QStringLiteral("user")));
    QVERIFY(fields.choose("index0_projection", QStringLiteral("The keys and some more")));
    QVERIFY(fields.type("index0_attributes_line", QStringLiteral("agent, country")));
    QVERIFY(fields.type("index0_write_line", QStringLiteral("3")));
    QVERIFY(fields.click("addLocalIndex"));
    QVERIFY(fields.type("index1_name_line", QStringLiteral("BySize")));
    QVERIFY(fields.type("index1_sort_line", QStringLiteral("size")));
    QVERIFY(fields.choose("index1_sortType", QStringLiteral("N")));
    QTest::mouseClick(&create->findChild<ToggleField *>(QStringLiteral("tableProtected"))->toggle(), Qt::LeftButton);
    Shown::press(*create);
    QVERIFY(Shown::ends(*create));
    QVERIFY2(create->findChild<QTextBrowser *>(QStringLiteral("definitionPlan"))->isVisible(), qPrintable(Shown::notes(*create)));
    Shown::press(*create);
    const QPointer<DefinitionDialog> left(create);
    QVERIFY(QTest::qWaitFor([&left] { return left.isNull() || !left->isRunning(); }, 30'000));
    QTest::qWait(0); // one that is done goes
    QVERIFY2(left.isNull() || !left->isVisible(), qPrintable(left.isNull() ? QString() : Shown::notes(*left)));
    QTRY_COMPARE(shown.dialog->table(), QStringLiteral("Visits"));
    const schema::TableDefinition made = shown.first.connection().describeTable("Visits").definition;
    QCOMPARE(made.key.sort.front().type, schema::KeyType::N);
    QVERIFY(made.capacity.provisioned == (schema::ProvisionedThroughput{7, 5}));
    QVERIFY(made.streamViewType == schema::StreamViewType::NewImage);
    QVERIFY(made.tableClass == schema::TableClass::StandardInfrequentAccess);
    QVERIFY(made.deletionProtection);
    QCOMPARE(made.globalIndexes.size(), std::size_t(1));
    QCOMPARE(made.globalIndexes.front().projection.attributes, (std::vector<std::string>{"agent", "country"}));
    QVERIFY(made.globalIndexes.front().capacity.provisioned == (schema::ProvisionedThroughput{5, 3}));
    QCOMPARE(made.localIndexes.front().key.sort.front().name, std::string("size"));
    QCOMPARE(shown.first.connection().describeTimeToLive("Visits").attribute, std::string("expires"));
    QCOMPARE(connection::allTags(shown.first.connection(), shown.first.connection().describeTable("Visits").arn),
             (std::vector<std::pair<std::string, std::string>>{{"stage", "test"}, {"team", "web"}}));
}

void TablesTest::whatIsWrongIsSaidNextToItsField()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("createTable");
    auto *create = shown.dialog->findChild<DefinitionDialog *>();
    const Fields fields{*create};
    QVERIFY(fields.type("tableName_line", QStringLiteral("a b")));
    QVERIFY(fields.type("tableSort_line", QStringLiteral("PK")));
    QVERIFY(fields.choose("tableBilling", QStringLiteral("Provisioned")));
    QVERIFY(fields.type("tableRead_line", QStringLiteral("none")));
    QVERIFY(fields.type("tableTags_line", QStringLiteral("=x")));
    QVERIFY(fields.click("addGlobalIndex"));
    Shown::press(*create);
    QVERIFY(!create->isRunning());
    QVERIFY(!fields.refusal("tableName_line").isEmpty());
    QCOMPARE(fields.refusal("tableSort_line"), QStringLiteral("The sort key must be another attribute than the partition key."));
    QVERIFY(!fields.refusal("tableRead_line").isEmpty());
    QCOMPARE(fields.refusal("tableTags_line"), QStringLiteral("Each tag needs a name, such as team=shop."));
    QVERIFY(!fields.refusal("index0_name_line").isEmpty());
    QCOMPARE(fields.refusal("index0_partition_line"), QStringLiteral("Name an attribute."));
    QVERIFY(fields.type("tableName_line", QStringLiteral("Visits")));
    QVERIFY(fields.refusal("tableName_line").isEmpty());
    QVERIFY(fields.type("tableSort_line", QStringLiteral("SK")));
    QVERIFY(fields.type("tableRead_line", QStringLiteral("5")));
    QVERIFY(fields.type("tableTags_line", QString()));
    QVERIFY(fields.type("index0_name_line", QStringLiteral("ByDay")));
    QVERIFY(fields.type("index0_partition_line", QStringLiteral("SK")));
    QVERIFY(fields.choose("index0_partitionType", QStringLiteral("N")));
    Shown::press(*create);
    QVERIFY(!create->isRunning());
    QVERIFY(!create->findChild<FieldNote *>(QStringLiteral("index0_note"))->text().isEmpty());
    QVERIFY(fields.choose("index0_partitionType", QStringLiteral("S")));
    Shown::press(*create);
    QVERIFY(Shown::ends(*create));
    QVERIFY2(create->findChild<QTextBrowser *>(QStringLiteral("definitionPlan"))->isVisible(), qPrintable(Shown::notes(*create)));
}

void TablesTest::fieldsAndJsonSayTheSame()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("changeTable");
    auto *change = shown.dialog->findChild<DefinitionDialog *>();
    const TableDraft before = change->form().draft();
    QCOMPARE(before.timeToLiveAttribute, std::string("expires"));
    QCOMPARE(before.definition.tags.at("team"), std::string("shop"));
    QVERIFY(!change->findChild<QLineEdit *>(QStringLiteral("tableName_line"))->isEnabled());
    QVERIFY(!change->findChild<QLineEdit *>(QStringLiteral("index0_name_line"))->isEnabled());
    QVERIFY(change->showMode(DefinitionDialog::JsonMode));
    QVERIFY(change->editor().text().contains(QStringLiteral("\"ByDay\"")));
    QVERIFY(change->showMode(DefinitionDialog::FieldsMode));
    QVERIFY(change->form().draft() == before);
    QVERIFY(change->showMode(DefinitionDialog::JsonMode));
    change->editor().setText(QStringLiteral("{"));
    QVERIFY(!change->showMode(DefinitionDialog::FieldsMode));
    QVERIFY(Shown::notes(*change).startsWith(QStringLiteral("Line 1")));
    QCOMPARE(change->editor().text(), QStringLiteral("{"));
}

void TablesTest::anIndexIsTakenAwayByFields()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("changeTable");
    auto *change = shown.dialog->findChild<DefinitionDialog *>();
    const Fields fields{*change};
    QVERIFY(fields.click("index0_remove"));
    QVERIFY(fields.type("tableTags_line", QStringLiteral("team=web")));
    Shown::press(*change);
    QVERIFY(Shown::ends(*change));
    QVERIFY2(Shown::notes(*change).contains(QStringLiteral("needs your answer")), qPrintable(Shown::notes(*change)));
    QTest::mouseClick(&change->findChild<ToggleField *>(QStringLiteral("dropIndexes"))->toggle(), Qt::LeftButton);
    Shown::press(*change);
    QTRY_VERIFY(shown.first.connection().describeTable("Orders").definition.globalIndexes.empty());
    QTRY_COMPARE(connection::allTags(shown.first.connection(), shown.first.connection().describeTable("Orders").arn),
                 (std::vector<std::pair<std::string, std::string>>{{"team", "web"}}));
}

void TablesTest::aTableIsDeletedWhenItsNameIsTyped()
{
    Shown shown;
    QVERIFY(shown.settles());
    shown.click("deleteTable");
    auto *removal = shown.dialog->findChild<DeleteTableDialog *>();
    auto *action = removal->findChild<QPushButton *>(QStringLiteral("taskAction"));
    QVERIFY(!action->isEnabled());
    auto *name = removal->findChild<QLineEdit *>(QStringLiteral("typedTableName"));
    QTest::keyClicks(name, QStringLiteral("Order"));
    QVERIFY(!action->isEnabled());
    QTest::keyClicks(name, QStringLiteral("s"));
    QVERIFY(action->isEnabled());
    Shown::press(*removal);
    QTRY_VERIFY(shown.first.connection().listTables().empty());
    QTRY_VERIFY(shown.find<QPushButton>("createFirstTable")->isVisible());
}

void TablesTest::aCloneHasAllItems()
{
    constexpr int kItems = 130;
    Shown shown;
    putItems(shown.first.connection(), "Orders", kItems);
    QVERIFY(shown.settles());
    shown.click("cloneTable");
    auto *clone = shown.dialog->findChild<CloneDialog *>();
    clone->findChild<QLineEdit *>(QStringLiteral("cloneName"))->setText(QStringLiteral("Orders"));
    emit clone->findChild<QLineEdit *>(QStringLiteral("cloneName"))->textEdited(QStringLiteral("Orders"));
    QVERIFY(Shown::notes(*clone).contains(QStringLiteral("That is the table itself")));
    clone->target().select(shown.there);
    Shown::press(*clone);
    QVERIFY(Shown::ends(*clone));
    QCOMPARE(Shown::notes(*clone), QString());
    QCOMPARE(clone->findChild<QLabel *>(QStringLiteral("cloneResult"))->text(), QStringLiteral("Done: 130 items copied."));
    const engine::TableDescription copy = shown.second.connection().describeTable("Orders");
    QCOMPARE(copy.itemCount, std::int64_t(kItems));
    QCOMPARE(copy.definition.globalIndexes.size(), std::size_t(1));
    QCOMPARE(shown.second.connection().describeTimeToLive("Orders").attribute, std::string("expires"));
}

void TablesTest::aCloneThatWasStoppedGoesOn()
{
    // See tests/core/session for where it goes on; here that stopping says so.
    Shown shown;
    QVERIFY(shown.settles());
    putItems(shown.first.connection(), "Orders", 60);
    shown.click("cloneTable");
    auto *clone = shown.dialog->findChild<CloneDialog *>();
    clone->target().select(shown.there);
    Shown::press(*clone);
    QTest::mouseClick(clone->findChild<QPushButton *>(QStringLiteral("taskCancel")), Qt::LeftButton);
    QVERIFY(Shown::ends(*clone));
    QVERIFY2(Shown::notes(*clone).startsWith(QStringLiteral("Stopped")), qPrintable(Shown::notes(*clone)));
    Shown::press(*clone);
    QVERIFY(Shown::ends(*clone));
    QCOMPARE(shown.second.connection().describeTable("Orders-copy").itemCount, std::int64_t(60));
}

void TablesTest::aConnectionThatAsksIsAskedFirst()
{
    Shown shown(true);
    QVERIFY(shown.settles());
    shown.click("cloneTable");
    auto *clone = shown.dialog->findChild<CloneDialog *>();
    setNextConfirmAnswer(false);
    Shown::press(*clone);
    QVERIFY(!clone->isRunning());
    QCOMPARE(shown.first.connection().listTables(), std::vector<std::string>{"Orders"});
    setNextConfirmAnswer(std::nullopt);
}

void TablesTest::anEndpointThatIsNotThereIsSaid()
{
    service::HttpServer nobody({}, [](const service::HttpRequest &) { return service::HttpResponse(); });
    nobody.stop();
    Shown shown;
    shown.dialog->connection().select(shown.add("Nobody", QStringLiteral("http://127.0.0.1:%1").arg(nobody.port()), false));
    QVERIFY(shown.settles());
    QVERIFY(shown.find<QPushButton>("tablesAgain")->isVisible());
    QVERIFY(!shown.find<QPushButton>("deleteTable")->isEnabled());
}

void TablesTest::theWorkspacesOwnTablesAreChangedInTheModel()
{
    Shown shown;
    model::Table table;
    table.definition = test::ServedEngine::simpleTable("Mine");
    shown.document.create({.name = "Mine", .tables = {table}});
    QTRY_VERIFY(shown.document.stage() == Document::Stage::Ready);
    shown.dialog->connection().select({});
    QVERIFY(shown.settles());
    QCOMPARE(shown.dialog->table(), QStringLiteral("Mine"));
    QVERIFY(!shown.find<QPushButton>("deleteTable")->isEnabled());
    QVERIFY(shown.find<QPushButton>("changeTable")->toolTip().contains(QStringLiteral("follow the model")));
    QVERIFY(shown.find<QPushButton>("cloneTable")->isEnabled());
    shown.dialog.reset();
    shown.document.close();
}

int main(int argc, char **argv)
{
    return test::runUiTest<TablesTest, test::BackupsTest>("tables_test", argc, argv);
}

#include "tables_test.moc"
