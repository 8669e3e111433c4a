#include "ui/commit/commit_dialog.h"

#include <atomic>
#include <latch>
#include <map>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTextBrowser>

#include "core/connection/embedded_connection.h"
#include "core/service/endpoint.h"
#include "core/service/service.h"
#include "core/session/workspace.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/connections/connection_choice.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/parts/field_note.h"
#include "ui/parts/message_page.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"

using namespace keywright;
using namespace keywright::ui;
using State = CommitDialog::State;

namespace {

/// An endpoint in this process, whose tables are of another model.
class Endpoint {
public:
    explicit Endpoint(model::Model tables = {}) : m_workspace(session::Workspace::inMemory(std::move(tables)))
    {
        m_workspace->load();
        url = QString::fromStdString(m_workspace->startEndpoint(0));
    }

    std::size_t itemsOf(const std::string &table)
    {
        engine::ScanRequest request;
        request.table = table;
        std::size_t items = 0;
        do {
            const engine::ItemPage page = m_workspace->connection().scan(request);
            items += page.items.size();
            request.exclusiveStartKey = page.lastEvaluatedKey;
        } while (request.exclusiveStartKey);
        return items;
    }
    std::vector<std::string> tables() { return m_workspace->connection().listTables(); }
    engine::TableDescription describe(const std::string &table) { return m_workspace->connection().describeTable(table); }

    QString url;

private:
    std::unique_ptr<session::Workspace> m_workspace;
};

/// Lets a server's threads go on, at the latest before the server ends.
class Release {
public:
    explicit Release(std::latch &latch) : m_latch(latch) { }
    ~Release() { now(); }
    void now() const
    {
        if (!m_latch.try_wait())
            m_latch.count_down();
    }

private:
    std::latch &m_latch;
};

/// An engine in memory behind an endpoint that a test sets up.
class OwnEndpoint {
public:
    /// Each call passes `before` first.
    OwnEndpoint(service::EndpointOptions options, std::function<void(const service::Call &)> before)
        : m_engine(openStore()),
          m_service([this](const service::Caller &) -> engine::Engine & { return m_engine; }),
          m_endpoint(withAnyPort(std::move(options)), [this, before = std::move(before)](const service::Call &call) {
              before(call);
              return m_service.answer(call);
          })
    {
        m_endpoint.start();
    }
    ~OwnEndpoint() { m_endpoint.stop(); }

    std::uint16_t port() const { return m_endpoint.port(); }
    std::vector<std::string> tables() { return connection::EmbeddedConnection(m_engine).listTables(); }
    std::int64_t itemsOf(const std::string &table) { return m_engine.describeTable(table).itemCount; }

private:
    static std::unique_ptr<storage::Store> openStore()
    {
        storage::StoreOptions options;
        options.inMemory = true;
        return storage::Store::open(options);
    }
    static service::EndpointOptions withAnyPort(service::EndpointOptions options)
    {
        options.port = 0;
        return options;
    }

    engine::Engine m_engine;
    service::Service m_service;
    service::Endpoint m_endpoint;
};

/// One that verifies signatures, so that it also answers under names that are not this machine's.
class GuardedEndpoint : public OwnEndpoint {
public:
    GuardedEndpoint()
        : OwnEndpoint({.credentials = service::Credentials{{"key", {"hush-hush", {}}}}}, [](const service::Call &) {}),
          url(QStringLiteral("http://0.0.0.0:%1").arg(port())) // reaches this machine and does not say so
    { }

    const QString url;
};

QString urlOf(const service::HttpServer &server)
{
    return QStringLiteral("http://127.0.0.1:%1").arg(server.port());
}

/// Only these variables, and no files.
connection::Surroundings surroundings(std::map<std::string, std::string> variables = {})
{
    return {[variables = std::move(variables)](const std::string &name) {
                const auto found = variables.find(name);
                return found == variables.end() ? std::nullopt : std::optional(found->second);
            },
            "/nonexistent"};
}

/// The sample with few items, unprotected so that it can be replaced.
model::Model smallShop()
{
    model::Model model = *test::read(test::onlineShop());
    model.tables[0].definition.deletionProtection = false;
    model.tables[0].timeToLiveAttribute.reset();
    model.sampleData[0].items.resize(30);
    return model;
}

/// The dialog, shown, on a model without a file.
class Shown {
public:
    explicit Shown(model::Model model, connection::Surroundings around = surroundings())
    {
        document.create(std::move(model));
        isOpen = QTest::qWaitFor([this] { return document.stage() == Document::Stage::Ready; }, 20'000);
        connections = std::make_unique<Connections>(document, std::move(around), QString::fromStdString(folder.path().string()));
        dialog = std::make_unique<CommitDialog>(document, *connections);
        dialog->show();
    }
    ~Shown()
    {
        dialog.reset();
        document.close();
    }

    template <typename Widget>
    Widget *find(const char *name) const
    {
        return dialog->findChild<Widget *>(QLatin1String(name));
    }
    QPushButton *action() const { return find<QPushButton>("taskAction"); }
    void press() const { QTest::mouseClick(action(), Qt::LeftButton); }
    void type(const char *line, const QString &text) const
    {
        auto *edit = find<QLineEdit>(line);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void choose(const char *chooser, const QString &text) const
    {
        auto *box = find<QComboBox>(chooser);
        QVERIFY(box);
        const int row = box->findText(text, Qt::MatchContains);
        QVERIFY2(row >= 0, qPrintable(text));
        box->setCurrentIndex(row);
    }
    bool settles() const
    {
        return QTest::qWaitFor([this] { return !dialog->isRunning(); }, 30'000);
    }
    /// Chooses a new connection to there.
    void choose(const QString &url, bool asks = false, const std::string &region = {}) const
    {
        connection::SavedConnection saved;
        saved.name = "Elsewhere";
        saved.url = url.toStdString();
        saved.region = region;
        saved.asksBeforeWriting = asks;
        dialog->connection().select(connections->add(saved));
    }
    bool check(const QString &url, bool asks = false) const
    {
        choose(url, asks);
        press();
        return settles() && dialog->state() == State::Checked;
    }
    bool commit() const
    {
        press();
        return settles() && dialog->state() == State::Committed;
    }
    QString plan() const { return find<QTextBrowser>("commitPlan")->toPlainText(); }
    QString message() const
    {
        QString text;
        for (const QLabel *label : find<MessagePage>("commitMessage")->findChildren<QLabel *>())
            text += label->text() + QLatin1Char('\n');
        return text;
    }
    QString notes() const
    {
        QString text;
        for (const FieldNote *note : dialog->findChildren<FieldNote *>())
            text += note->text();
        return text;
    }

    test::TemporaryFolder folder;
    Document document;
    std::unique_ptr<Connections> connections;
    std::unique_ptr<CommitDialog> dialog;
    bool isOpen = false;
};

class CommitDialogTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void createsTablesWithTheirSampleData();
    void nothingIsLeftAfterACommit();
    void showsTheStepsOfAnUpdate();
    void droppingAnIndexNeedsAYes();
    void aReplacementNeedsAnAnswer();
    void aReplacementCopiesTheItemsOver();
    void aTableCanBeLeftAsItIs();
    void loadsMissingItemsIntoTablesThatAreThere();
    void anEndpointThatDoesNotAnswerIsSaid();
    void whatIsNotDynamoDbIsSaid();
    void aCheckCanBeStopped();
    void aCommitThatIsStoppedGoesOnLater();
    void missingKeysAreSaid();
    void keysThatAreNotKnownAreSaid();
    void aConnectionThatAsksIsAskedAboutFirst();
    void theLastConnectionIsRemembered();
    void theWorkspacesOwnTablesAreInStep();
    void anotherConnectionForgetsThePlan();
};

} // namespace

void CommitDialogTest::init()
{
    test::failOnWarnings();
    QSettings().clear();
}

void CommitDialogTest::createsTablesWithTheirSampleData()
{
    Endpoint endpoint;
    const Shown shown(smallShop());
    QVERIFY(shown.isOpen);
    QVERIFY(shown.check(endpoint.url));
    QVERIFY(shown.plan().contains(QStringLiteral("is not there: it is created")));
    QVERIFY(shown.plan().contains(QStringLiteral("30 items of sample data")));
    QVERIFY(endpoint.tables().empty());
    QCOMPARE(shown.action()->text(), QStringLiteral("Commit"));
    QVERIFY(shown.commit());
    QCOMPARE(shown.notes(), QString());
    QVERIFY(shown.plan().contains(QStringLiteral("created")));
    QVERIFY(shown.plan().contains(QStringLiteral("Sample data: 30 put.")));
    QVERIFY(shown.plan().contains(QStringLiteral("CreateTable OnlineShop")));
    QCOMPARE(endpoint.itemsOf("OnlineShop"), std::size_t(30));
}

void CommitDialogTest::nothingIsLeftAfterACommit()
{
    Endpoint endpoint;
    const Shown shown(smallShop());
    QVERIFY(shown.check(endpoint.url) && shown.commit());
    QCOMPARE(shown.action()->text(), QStringLiteral("Check again"));
    shown.press();
    QVERIFY(shown.settles());
    QCOMPARE(shown.dialog->state(), State::Checked);
    QCOMPARE(shown.find<QLabel>("commitSummary")->text(), QStringLiteral("1 table is as the model has it."));
    QVERIFY(!shown.action()->isEnabled());
}

void CommitDialogTest::showsTheStepsOfAnUpdate()
{
    model::Model later = smallShop();
    later.tables[0].definition.deletionProtection = true;
    later.tables[0].definition.globalIndexes.push_back({"ByType", {{{"type", schema::KeyType::S}}, {}}, {}, {}});
    Endpoint endpoint(smallShop());
    const Shown shown(later);
    QVERIFY(shown.check(endpoint.url));
    QVERIFY2(shown.plan().contains(QStringLiteral("In sequence.")), qPrintable(shown.plan()));
    QVERIFY(shown.plan().contains(QStringLiteral("In place.")));
    QVERIFY(shown.plan().contains(QStringLiteral("UpdateTable: create GSI ByType")));
    QVERIFY(shown.commit());
    QVERIFY2(shown.plan().contains(QStringLiteral("updated in 2 steps")), qPrintable(shown.plan()));
    QCOMPARE(endpoint.describe("OnlineShop").definition, later.tables[0].definition);
}

void CommitDialogTest::droppingAnIndexNeedsAYes()
{
    model::Model later = smallShop();
    const std::string dropped = later.tables[0].definition.globalIndexes.back().name;
    later.tables[0].definition.globalIndexes.pop_back();
    Endpoint endpoint(smallShop());
    const Shown shown(later);
    QVERIFY(shown.check(endpoint.url));
    QVERIFY(!shown.action()->isEnabled());
    QVERIFY(shown.notes().contains(QStringLiteral("needs your answer")));
    QTest::mouseClick(&shown.find<ToggleField>("dropIndexes")->toggle(), Qt::LeftButton);
    QVERIFY(shown.action()->isEnabled());
    QVERIFY(shown.commit());
    QVERIFY(endpoint.describe("OnlineShop").definition.findIndex(dropped) == nullptr);
}

namespace {

/// The sort key under another name, which every item has too.
model::Model withOtherSortKey()
{
    model::Model model = smallShop();
    model.tables[0].definition.key.sort[0].name = "type";
    return model;
}

/// Items of two partitions, whose `type` makes keys of their own.
model::Model fewOrders(const std::string &sortKey)
{
    model::Model model = smallShop();
    model.entities.clear();
    model.relationships.clear();
    model.accessPatterns.clear();
    model.facets.clear();
    model.tables[0].definition.globalIndexes.clear();
    model.tables[0].definition.localIndexes.clear();
    model.tables[0].definition.key.sort[0].name = sortKey;
    auto &items = model.sampleData[0].items;
    items.clear();
    for (int number = 0; number < 4; ++number) {
        value::Item item;
        item.set("PK", value::AttributeValue("CUSTOMER"));
        item.set("SK", value::AttributeValue("ORDER#" + std::to_string(number)));
        item.set("placed", value::AttributeValue("2026-01-0" + std::to_string(number + 1)));
        items.push_back(std::move(item));
    }
    return model;
}

} // namespace

void CommitDialogTest::aReplacementNeedsAnAnswer()
{
    Endpoint endpoint(smallShop());
    const Shown shown(withOtherSortKey());
    QVERIFY(shown.check(endpoint.url));
    QVERIFY(shown.plan().contains(QStringLiteral("needs a replacement")));
    QVERIFY(!shown.action()->isEnabled());
    QVERIFY(shown.notes().contains(QStringLiteral("needs your answer")));
}

void CommitDialogTest::aReplacementCopiesTheItemsOver()
{
    Endpoint endpoint(fewOrders("SK"));
    const Shown shown(fewOrders("placed"));
    QVERIFY(shown.check(endpoint.url));
    shown.choose("replace-OnlineShop", QStringLiteral("copy its items aside"));
    QVERIFY(shown.action()->isEnabled());
    QVERIFY(shown.commit());
    QCOMPARE(shown.notes(), QString());
    QVERIFY(shown.plan().contains(QStringLiteral("4 items copied.")));
    QCOMPARE(endpoint.describe("OnlineShop").definition.key.sort[0].name, std::string("placed"));
    QCOMPARE(endpoint.itemsOf("OnlineShop"), std::size_t(4));
    shown.press();
    QVERIFY(shown.settles());
    QVERIFY(shown.plan().contains(QStringLiteral("is as the model has it")));
}

void CommitDialogTest::aTableCanBeLeftAsItIs()
{
    model::Model later = fewOrders("placed");
    model::Table another = later.tables[0];
    another.definition.name = "Another";
    another.definition.key.sort.clear();
    later.tables.push_back(another);
    Endpoint endpoint(fewOrders("SK"));
    const Shown shown(later);
    QVERIFY(shown.check(endpoint.url));
    shown.choose("replace-OnlineShop", QStringLiteral("Leave OnlineShop"));
    QVERIFY(shown.commit());
    QCOMPARE(endpoint.describe("OnlineShop").definition.key.sort[0].name, std::string("SK"));
    QCOMPARE(endpoint.tables(), (std::vector<std::string>{"Another", "OnlineShop"}));
}

void CommitDialogTest::loadsMissingItemsIntoTablesThatAreThere()
{
    model::Model fewer = smallShop();
    fewer.sampleData[0].items.resize(10);
    Endpoint endpoint(fewer);
    const Shown shown(smallShop());
    QVERIFY(shown.check(endpoint.url));
    QVERIFY(!shown.action()->isEnabled());
    shown.choose("loadSampleData", QStringLiteral("items that are missing"));
    QVERIFY(shown.action()->isEnabled());
    QVERIFY(shown.commit());
    QVERIFY2(shown.plan().contains(QStringLiteral("Sample data: 20 put, 10 there already.")), qPrintable(shown.plan()));
    QCOMPARE(endpoint.itemsOf("OnlineShop"), std::size_t(30));
}

void CommitDialogTest::anEndpointThatDoesNotAnswerIsSaid()
{
    service::HttpServer nobody({}, [](const service::HttpRequest &) { return service::HttpResponse(); });
    nobody.stop();
    const Shown shown(smallShop());
    QVERIFY(!shown.check(urlOf(nobody)));
    QCOMPARE(shown.dialog->state(), State::Refused);
    QVERIFY2(shown.message().contains(QStringLiteral("The endpoint cannot be reached")), qPrintable(shown.message()));
    QVERIFY(shown.message().contains(urlOf(nobody)));
    QVERIFY(!QSettings().contains(QStringLiteral("commit/connection")));
}

void CommitDialogTest::whatIsNotDynamoDbIsSaid()
{
    const service::HttpServer web({}, [](const service::HttpRequest &) { return service::HttpResponse{200, {}, "hello"}; });
    const Shown shown(smallShop());
    QVERIFY(!shown.check(urlOf(web)));
    QVERIFY2(shown.message().contains(QStringLiteral("not DynamoDB")), qPrintable(shown.message()));
}

void CommitDialogTest::aCheckCanBeStopped()
{
    std::latch answer(1);
    const service::HttpServer slow({}, [&answer](const service::HttpRequest &) {
        answer.wait();
        return service::HttpResponse();
    });
    const Release release(answer); // also when the test fails
    {
        const Shown shown(smallShop());
        shown.choose(urlOf(slow));
        shown.press();
        QVERIFY(shown.dialog->isRunning());
        QTest::mouseClick(shown.find<QPushButton>("taskCancel"), Qt::LeftButton);
        QVERIFY(shown.settles());
        QCOMPARE(shown.dialog->state(), State::Choosing);
        QVERIFY(shown.dialog->isVisible());
    }
}

void CommitDialogTest::aCommitThatIsStoppedGoesOnLater()
{
    constexpr int kItems = 200;
    std::latch goOn(1);
    std::atomic<int> batches = 0;
    OwnEndpoint endpoint({}, [&](const service::Call &call) {
        if (call.target.ends_with("BatchWriteItem") && ++batches == 3)
            goOn.wait();
    });
    const Release release(goOn); // also when the test fails
    {
        const Shown shown(*test::read(test::manyItems(kItems)));
        QVERIFY(shown.check(QStringLiteral("http://127.0.0.1:%1").arg(endpoint.port())));
        shown.press();
        QTRY_VERIFY(batches == 3 && shown.plan().contains(QStringLiteral("loading the sample data")));
        QTest::mouseClick(shown.find<QPushButton>("taskCancel"), Qt::LeftButton);
        QVERIFY(shown.settles());
        release.now();
        QCOMPARE(shown.dialog->state(), State::Committed);
        QVERIFY(shown.dialog->report()->isStopped);
        QVERIFY(shown.notes().contains(QStringLiteral("What was done stays")));
        shown.press();
        QVERIFY(shown.settles());
        QVERIFY(shown.commit());
        QCOMPARE(shown.notes(), QString());
    }
    QCOMPARE(endpoint.itemsOf("Events"), std::int64_t(kItems));
}

void CommitDialogTest::missingKeysAreSaid()
{
    const Shown shown(smallShop());
    shown.choose(QString(), false, "eu-central-1");
    shown.press();
    QVERIFY(shown.settles());
    QCOMPARE(shown.dialog->state(), State::Refused);
    QVERIFY2(shown.message().contains(QStringLiteral("Set AWS_ACCESS_KEY_ID")), qPrintable(shown.message()));
}

void CommitDialogTest::aConnectionThatAsksIsAskedAboutFirst()
{
    GuardedEndpoint endpoint;
    const Shown shown(smallShop(), surroundings({{"AWS_ACCESS_KEY_ID", "key"}, {"AWS_SECRET_ACCESS_KEY", "hush-hush"}}));
    QVERIFY2(shown.check(endpoint.url, true), qPrintable(shown.message()));
    setNextConfirmAnswer(false);
    shown.press();
    QVERIFY(!shown.dialog->isRunning());
    QCOMPARE(shown.dialog->state(), State::Checked);
    QVERIFY(endpoint.tables().empty());
    setNextConfirmAnswer(true);
    QVERIFY(shown.commit());
    QCOMPARE(endpoint.tables(), std::vector<std::string>{"OnlineShop"});
}

void CommitDialogTest::keysThatAreNotKnownAreSaid()
{
    GuardedEndpoint endpoint;
    const Shown shown(smallShop(), surroundings({{"AWS_ACCESS_KEY_ID", "key"}, {"AWS_SECRET_ACCESS_KEY", "wrong-one"}}));
    QVERIFY(!shown.check(endpoint.url));
    QVERIFY2(shown.message().contains(QStringLiteral("does not accept the keys")), qPrintable(shown.message()));
    QVERIFY(!shown.message().contains(QStringLiteral("wrong-one")));
}

void CommitDialogTest::theLastConnectionIsRemembered()
{
    Endpoint endpoint;
    const Shown shown(smallShop(), surroundings({{"AWS_ACCESS_KEY_ID", "key"}, {"AWS_SECRET_ACCESS_KEY", "hush-hush"}}));
    QVERIFY(shown.check(endpoint.url));
    CommitDialog next(const_cast<Document &>(shown.document), *shown.connections);
    QCOMPARE(next.connection().id(), shown.dialog->connection().id());
    const QSettings settings;
    for (const QString &key : settings.allKeys())
        QVERIFY(!settings.value(key).toString().contains(QStringLiteral("hush-hush")));
}

void CommitDialogTest::theWorkspacesOwnTablesAreInStep()
{
    const Shown shown(smallShop());
    QVERIFY(shown.message().contains(QStringLiteral("There is nothing to commit")));
    QVERIFY(!shown.action()->isEnabled());
}

void CommitDialogTest::anotherConnectionForgetsThePlan()
{
    Endpoint endpoint;
    const Shown shown(smallShop());
    QVERIFY(shown.check(endpoint.url));
    connection::SavedConnection changed = *shown.connections->find(shown.dialog->connection().id());
    changed.region = "eu-west-1";
    shown.connections->put(changed);
    QCOMPARE(shown.dialog->state(), State::Choosing);
    QCOMPARE(shown.action()->text(), QStringLiteral("Check"));
}

int main(int argc, char **argv)
{
    return test::runUiTest<CommitDialogTest>("commit_dialog_test", argc, argv);
}

#include "commit_dialog_test.moc"
