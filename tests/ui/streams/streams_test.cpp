#include "ui/streams/streams_workspace.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QAbstractItemModelTester>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/connection/stream_json.h"
#include "core/service/http_server.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/served_engine.h"
#include "ui/connections/connection_choice.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/parts/field_note.h"
#include "ui/parts/message_page.h"
#include "ui/streams/image_diff.h"
#include "ui/streams/pattern_panel.h"

using namespace keywright;
using namespace keywright::ui;
using State = StreamReading::State;

namespace {

model::Model orders(bool hasStream)
{
    model::Table table;
    table.definition = test::ServedEngine::simpleTable("Orders");
    if (hasStream)
        table.definition.streamViewType = schema::StreamViewType::NewAndOldImages;
    return {.name = "Orders", .tables = {table}};
}

void put(connection::Connection &connection, const std::string &id, const std::string &status)
{
    engine::PutItemRequest request;
    request.table = "Orders";
    request.item = test::item("{\"id\": {\"S\": \"" + id + "\"}, \"status\": {\"S\": \"" + status + "\"}}");
    connection.putItem(request);
}

void remove(connection::Connection &connection, const std::string &id)
{
    engine::DeleteItemRequest request;
    request.table = "Orders";
    request.key = test::item("{\"id\": {\"S\": \"" + id + "\"}}");
    connection.deleteItem(request);
}

/// The workspace, shown, over a model in memory.
class Shown {
public:
    explicit Shown(model::Model model)
        : connections(document, {[](const std::string &) { return std::optional<std::string>(); }, "/nonexistent"},
                      QString::fromStdString(folder.path().string()))
    {
        document.create(std::move(model));
        isOpen = QTest::qWaitFor([this] { return document.stage() == Document::Stage::Ready; }, 20'000);
        workspace = std::make_unique<StreamsWorkspace>(document, connections);
        workspace->resize(1000, 700);
        workspace->show();
    }
    ~Shown()
    {
        workspace.reset();
        document.close();
    }
    bool comes(State state)
    {
        return QTest::qWaitFor([&] { return workspace->reading().state() == state; }, 20'000);
    }
    bool reads(int changes)
    {
        return QTest::qWaitFor([&] { return workspace->changes().readCount() >= changes; }, 20'000);
    }
    bool shows(int rows)
    {
        return QTest::qWaitFor([&] { return workspace->changes().rowCount() == rows; }, 20'000);
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return workspace->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *button) const { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
    QString cell(int row, int column) const { return workspace->changes().index(row, column).data().toString(); }
    QString count() const { return find<QLabel>("streamCount")->text(); }
    QString message() const
    {
        QString text;
        for (const QLabel *label : find<MessagePage>("streamMessage")->findChildren<QLabel *>())
            text += label->text() + QLatin1Char('\n');
        return text;
    }
    connection::Connection &own() { return *document.connection(); }

    test::TemporaryFolder folder;
    Document document;
    Connections connections;
    std::unique_ptr<StreamsWorkspace> workspace;
    bool isOpen = false;
};

class StreamsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void changesShowAsTheyCome();
    void aChangeIsADiff();
    void imagesAreSetSideBySide();
    void aPausedStreamGoesOnWhereItWas();
    void replayBeginsWithTheOldest();
    void eventsAndKeysAreFiltered();
    void aPatternCountsWhatItWouldHaveMatched();
    void aWrongPatternSaysWhere();
    void shownRecordsAreSavedAsJsonLines();
    void aTableWithoutAStreamGetsOneInTheModel();
    void aTableElsewhereGetsOneAfterAQuestion();
    void changesElsewhereShowToo();
    void anEndpointThatIsNotThereIsSaid();
    void aModelWithoutTablesSaysWhatToDo();
    void onlyTheNewestAreKept();
};

} // namespace

void StreamsTest::init()
{
    test::failOnWarnings();
    QSettings().clear();
}

void StreamsTest::changesShowAsTheyCome()
{
    Shown shown(orders(true));
    QVERIFY(shown.isOpen);
    const QAbstractItemModelTester tester(&shown.workspace->changes());
    QVERIFY(shown.comes(State::Reading));
    QVERIFY2(shown.message().contains(QStringLiteral("Waiting for changes of Orders")), qPrintable(shown.message()));
    QTRY_COMPARE(shown.workspace->reading().shards().size(), std::size_t(1));
    put(shown.own(), "1", "PLACED");
    put(shown.own(), "1", "SHIPPED");
    remove(shown.own(), "1");
    QVERIFY(shown.reads(3));
    QCOMPARE(shown.cell(0, ChangeModel::Event), QStringLiteral("REMOVE"));
    QCOMPARE(shown.cell(1, ChangeModel::Event), QStringLiteral("MODIFY"));
    QCOMPARE(shown.cell(2, ChangeModel::Event), QStringLiteral("INSERT"));
    QCOMPARE(shown.cell(2, ChangeModel::Key), QStringLiteral("id = 1"));
    QVERIFY(shown.cell(1, ChangeModel::SequenceNumber) < shown.cell(0, ChangeModel::SequenceNumber));
    QVERIFY2(shown.count().startsWith(QStringLiteral("3 records")) && shown.count().contains(QStringLiteral("live")),
             qPrintable(shown.count()));
    const auto *shards = shown.find<QTableView>("streamShards")->model();
    QCOMPARE(shards->rowCount(), 1);
    QCOMPARE(shards->index(0, 2).data().toString(), QStringLiteral("3"));
}

void StreamsTest::aChangeIsADiff()
{
    Shown shown(orders(true));
    QVERIFY(shown.comes(State::Reading));
    QTRY_COMPARE(shown.workspace->reading().shards().size(), std::size_t(1));
    put(shown.own(), "1", "PLACED");
    put(shown.own(), "1", "SHIPPED");
    QVERIFY(shown.reads(2));
    shown.find<QTableView>("streamChanges")->setCurrentIndex(shown.workspace->changes().index(0, 0));
    const auto *diff = shown.find<QTableView>("streamDiff")->model();
    QCOMPARE(diff->rowCount(), 2);
    QCOMPARE(diff->index(0, DiffModel::Attribute).data().toString(), QStringLiteral("id"));
    QCOMPARE(diff->index(1, DiffModel::Before).data().toString(), QStringLiteral("PLACED"));
    QCOMPARE(diff->index(1, DiffModel::After).data().toString(), QStringLiteral("SHIPPED"));
    QCOMPARE(diff->index(1, 0).data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("Changed"));
}

void StreamsTest::imagesAreSetSideBySide()
{
    engine::ItemChange change;
    change.kind = engine::ChangeKind::Modify;
    change.key = test::item("{\"id\": {\"S\": \"1\"}}");
    change.oldImage = test::item("{\"id\": {\"S\": \"1\"}, \"a\": {\"N\": \"1\"}, \"b\": {\"S\": \"x\"}, \"same\": {\"BOOL\": true}}");
    change.newImage = test::item("{\"id\": {\"S\": \"1\"}, \"a\": {\"N\": \"2\"}, \"c\": {\"SS\": [\"y\"]}, \"same\": {\"BOOL\": true}}");
    using Kind = DiffLine::Kind;
    const std::vector<DiffLine> expected{{Kind::Key, "id", "1", "1"},
                                         {Kind::Changed, "a", "1", "2"},
                                         {Kind::Removed, "b", "x", ""},
                                         {Kind::Added, "c", "", "{\"SS\":[\"y\"]}"},
                                         {Kind::Same, "same", "true", "true"}};
    QVERIFY(imageDiff(change) == expected);
    change.oldImage.reset(); // a stream of new images: nobody can tell what changed
    QVERIFY(imageDiff(change)[1].kind == Kind::Same);
}

void StreamsTest::aPausedStreamGoesOnWhereItWas()
{
    Shown shown(orders(true));
    QVERIFY(shown.comes(State::Reading));
    QTRY_COMPARE(shown.workspace->reading().shards().size(), std::size_t(1));
    shown.click("pauseStream");
    QCOMPARE(shown.workspace->reading().state(), State::Paused);
    put(shown.own(), "1", "PLACED");
    shown.click("pauseStream");
    QVERIFY(shown.reads(1));
    QCOMPARE(shown.cell(0, ChangeModel::Key), QStringLiteral("id = 1"));
}

void StreamsTest::replayBeginsWithTheOldest()
{
    Shown shown(orders(true));
    put(shown.own(), "early", "PLACED");
    QVERIFY(shown.comes(State::Reading));
    shown.click("replayStream");
    QVERIFY(shown.reads(1));
    QCOMPARE(shown.cell(shown.workspace->changes().rowCount() - 1, ChangeModel::Key), QStringLiteral("id = early"));
    shown.click("clearStream");
    QCOMPARE(shown.workspace->changes().rowCount(), 0);
}

void StreamsTest::eventsAndKeysAreFiltered()
{
    Shown shown(orders(true));
    QVERIFY(shown.comes(State::Reading));
    QTRY_COMPARE(shown.workspace->reading().shards().size(), std::size_t(1));
    put(shown.own(), "apple", "PLACED");
    put(shown.own(), "apple", "SHIPPED");
    put(shown.own(), "pear", "PLACED");
    QVERIFY(shown.reads(3));
    shown.find<QComboBox>("streamEvents")->setCurrentIndex(1);
    QVERIFY(shown.shows(2));
    QTest::keyClicks(shown.find<QLineEdit>("streamKey"), QStringLiteral("APP"));
    QVERIFY(shown.shows(1));
    QVERIFY2(shown.count().startsWith(QStringLiteral("1 of 3 records")), qPrintable(shown.count()));
    put(shown.own(), "apple2", "PLACED");
    put(shown.own(), "plum", "PLACED");
    QVERIFY(shown.reads(5));
    QCOMPARE(shown.workspace->changes().rowCount(), 2);
    shown.find<QComboBox>("streamEvents")->setCurrentIndex(3);
    QVERIFY(shown.shows(0));
    QVERIFY(shown.message().contains(QStringLiteral("No record fits the filter")));
}

void StreamsTest::aPatternCountsWhatItWouldHaveMatched()
{
    Shown shown(orders(true));
    QVERIFY(shown.comes(State::Reading));
    QTRY_COMPARE(shown.workspace->reading().shards().size(), std::size_t(1));
    for (const char *status : {"PLACED", "PAID", "SHIPPED", "LOST"})
        put(shown.own(), status, status);
    QVERIFY(shown.reads(4));
    shown.click("patternButton");
    shown.find<QWidget>("eventPattern")->isVisible();
    auto *panel = shown.workspace->findChild<PatternPanel *>();
    panel->setText(QStringLiteral("{\"dynamodb\": {\"NewImage\": {\"status\": {\"S\": [{\"prefix\": \"P\"}]}}}}"));
    QVERIFY(shown.shows(2));
    QTRY_VERIFY2(shown.find<QLabel>("patternMatches")->text().startsWith(QStringLiteral("Would have matched 2 of 4 records (50.0")),
                 qPrintable(shown.find<QLabel>("patternMatches")->text()));
    put(shown.own(), "next", "PENDING");
    QVERIFY(shown.reads(5));
    QVERIFY(shown.find<QLabel>("patternMatches")->text().startsWith(QStringLiteral("Would have matched 3 of 5")));
    shown.click("patternButton"); // hidden, it filters nothing
    QVERIFY(shown.shows(5));
}

void StreamsTest::aWrongPatternSaysWhere()
{
    Shown shown(orders(true));
    QVERIFY(shown.comes(State::Reading));
    auto *panel = shown.workspace->findChild<PatternPanel *>();
    panel->setText(QStringLiteral("{\n  \"eventName\": [{\"wildcard\": \"*\"}]\n}"));
    const QString said = panel->findChild<FieldNote *>()->text();
    QVERIFY2(said.startsWith(QStringLiteral("Line 2, column 17: Event source mappings have no operator \"wildcard\"")), qPrintable(said));
    QVERIFY(panel->pattern() == nullptr);
    panel->setText(QStringLiteral("{\"dynamodb\": {\"NewImage\": {\"age\": {\"N\": [{\"numeric\": [\">\", 1]}]}}}}"));
    QVERIFY(panel->findChild<FieldNote *>()->text().contains(QStringLiteral("numeric never matches")));
    QVERIFY(panel->pattern() != nullptr);
}

void StreamsTest::shownRecordsAreSavedAsJsonLines()
{
    Shown shown(orders(true));
    QVERIFY(shown.comes(State::Reading));
    QTRY_COMPARE(shown.workspace->reading().shards().size(), std::size_t(1));
    put(shown.own(), "1", "PLACED");
    put(shown.own(), "2", "PLACED");
    QVERIFY(shown.reads(2));
    const QString file = QString::fromStdString((shown.folder.path() / "records.jsonl").string());
    setNextFileAnswer(file);
    shown.click("saveStream");
    QTRY_VERIFY(QFile::exists(file));
    const QStringList lines = QString::fromStdString(test::readFile(file.toStdString())).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    const value::Json first = value::Json::parse(lines[0].toStdString());
    QCOMPARE(first.find("eventName")->text(), std::string("INSERT"));
    QCOMPARE(first.find("dynamodb")->find("Keys")->compact(), std::string("{\"id\":{\"S\":\"1\"}}"));
    QVERIFY(first.find("eventSourceARN")->text().find(":table/Orders/stream/") != std::string::npos);
}

void StreamsTest::aTableWithoutAStreamGetsOneInTheModel()
{
    Shown shown(orders(false));
    QVERIFY(shown.comes(State::NoStream));
    QVERIFY(shown.message().contains(QStringLiteral("Orders has no stream")));
    shown.click("enableStream");
    QVERIFY(shown.document.model()->tables[0].definition.streamViewType == schema::StreamViewType::NewAndOldImages);
    QVERIFY(shown.document.canUndo());
    QVERIFY(shown.comes(State::Reading));
    QTRY_COMPARE(shown.workspace->reading().shards().size(), std::size_t(1));
    put(shown.own(), "1", "PLACED");
    QVERIFY(shown.reads(1));
}

void StreamsTest::aTableElsewhereGetsOneAfterAQuestion()
{
    test::ServedEngine served;
    served.connection().createTable(test::ServedEngine::simpleTable("Orders"));
    Shown shown({});
    connection::SavedConnection saved;
    saved.name = "Elsewhere";
    saved.url = served.url().toStdString();
    shown.workspace->findChild<ConnectionChoice *>()->select(shown.connections.add(saved));
    QVERIFY(shown.comes(State::NoStream));
    setNextConfirmAnswer(false);
    shown.click("enableStream");
    QVERIFY(!served.connection().describeTable("Orders").definition.streamViewType);
    setNextConfirmAnswer(true);
    shown.click("enableKeysStream");
    QVERIFY(shown.comes(State::Reading));
    QVERIFY(served.connection().describeTable("Orders").definition.streamViewType == schema::StreamViewType::KeysOnly);
}

void StreamsTest::changesElsewhereShowToo()
{
    test::ServedEngine served(service::Credentials{{"AKREAL", {"hush-hush-hush-hush", {}}}});
    schema::TableDefinition table = test::ServedEngine::simpleTable("Orders");
    table.streamViewType = schema::StreamViewType::NewAndOldImages;
    served.connection().createTable(table);
    put(served.connection(), "1", "PLACED");
    put(served.connection(), "1", "SHIPPED");
    Shown shown({});
    connection::SavedConnection saved;
    saved.name = "Elsewhere";
    saved.url = served.url().toStdString();
    saved.keys = connection::SavedConnection::Keys::Typed;
    const QString id = shown.connections.add(saved);
    shown.connections.setTypedKey(id, {"AKREAL", "hush-hush-hush-hush", {}, {}}, false);
    shown.workspace->findChild<ConnectionChoice *>()->select(id);
    QVERIFY(shown.comes(State::Reading));
    shown.click("replayStream");
    QVERIFY(shown.reads(2));
    QCOMPARE(shown.cell(0, ChangeModel::Event), QStringLiteral("MODIFY"));
    const auto *diff = shown.find<QTableView>("streamDiff")->model();
    QCOMPARE(diff->rowCount(), 2);
}

void StreamsTest::anEndpointThatIsNotThereIsSaid()
{
    service::HttpServer nobody({}, [](const service::HttpRequest &) { return service::HttpResponse(); });
    nobody.stop();
    Shown shown({});
    connection::SavedConnection saved;
    saved.name = "Elsewhere";
    saved.url = "http://127.0.0.1:" + std::to_string(nobody.port());
    saved.attempts = 1;
    shown.workspace->findChild<ConnectionChoice *>()->select(shown.connections.add(saved));
    QTRY_VERIFY2(shown.message().contains(QStringLiteral("cannot be reached")), qPrintable(shown.message()));
    QVERIFY(shown.find<QPushButton>("streamAgain")->isVisible());
}

void StreamsTest::aModelWithoutTablesSaysWhatToDo()
{
    Shown shown({.name = "Empty"});
    QTRY_VERIFY2(shown.message().contains(QStringLiteral("There are no tables here")), qPrintable(shown.message()));
}

void StreamsTest::onlyTheNewestAreKept()
{
    ChangeModel model;
    const QAbstractItemModelTester tester(&model);
    std::vector<JudgedChange> changes;
    for (quint64 number = 1; number <= ChangeModel::kMostChanges + 5; ++number) {
        auto change = std::make_shared<Change>();
        change->number = number;
        changes.push_back({change, number % 2 == 0, true});
    }
    model.append(changes);
    QCOMPARE(model.keptCount(), ChangeModel::kMostChanges);
    QCOMPARE(model.readCount(), qint64(ChangeModel::kMostChanges + 5));
    QCOMPARE(model.rowCount(), ChangeModel::kMostChanges / 2);
    QCOMPARE(model.changeAt(0)->number, quint64(ChangeModel::kMostChanges + 4));
    QCOMPARE(model.changeAt(model.rowCount() - 1)->number, quint64(6));
}

int main(int argc, char **argv)
{
    return test::runUiTest<StreamsTest>("streams_test", argc, argv);
}

#include "streams_test.moc"
