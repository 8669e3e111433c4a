#include "ui/connections/connections.h"

#include <atomic>
#include <latch>
#include <map>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include "core/connection/connection_error.h"
#include "core/service/http_server.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/served_engine.h"
#include "ui/connections/connection_choice.h"
#include "ui/connections/connections_dialog.h"
#include "ui/connections/write_question.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/parts/field_note.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"

using namespace keywright;
using namespace keywright::ui;
using connection::SavedConnection;

namespace {

const QString kSecret = QStringLiteral("a-secret-of-twenty-letters");

connection::Surroundings surroundings(std::map<std::string, std::string> variables = {}, const std::filesystem::path &home = "/nonexistent")
{
    return {[variables = std::move(variables)](const std::string &name) {
                const auto found = variables.find(name);
                return found == variables.end() ? std::nullopt : std::optional(found->second);
            },
            home};
}

SavedConnection named(const std::string &name, const std::string &url)
{
    SavedConnection saved;
    saved.name = name;
    saved.url = url;
    return saved;
}

/// The list in a folder of its own, and the dialog over it.
class Shown {
public:
    explicit Shown(connection::Surroundings around = surroundings())
        : connections(document, std::move(around), QString::fromStdString(folder.path().string()))
    { }

    void open()
    {
        dialog = std::make_unique<ConnectionsDialog>(connections);
        dialog->show();
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return dialog->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *button) const { QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton); }
    void fill(const char *line, const QString &text) const
    {
        auto *edit = find<QLineEdit>(line);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void choose(const char *chooser, const QString &part) const
    {
        auto *box = find<QComboBox>(chooser);
        const int row = box->findText(part, Qt::MatchContains);
        QVERIFY2(row >= 0, qPrintable(part));
        box->setCurrentIndex(row);
        emit box->activated(row);
    }
    QString said() const { return find<QLabel>("trialTitle")->text() + QStringLiteral(": ") + find<QLabel>("trialText")->text(); }
    QString notes() const
    {
        QString text;
        for (const FieldNote *note : dialog->findChildren<FieldNote *>())
            text += note->text();
        return text;
    }
    /// Of the one connection of that URL, after a test.
    QString trialOf(SavedConnection saved)
    {
        connections.add(std::move(saved));
        open();
        click("testConnection");
        const bool isDone =
            QTest::qWaitFor([this] { return find<QPushButton>("testConnection")->text() == QLatin1String("Test"); }, 30'000);
        return isDone ? said() : QStringLiteral("no answer");
    }
    std::string filesText() const
    {
        std::string text;
        for (const auto &entry : std::filesystem::directory_iterator(folder.path()))
            text += test::readFile(entry.path());
        return text;
    }

    test::TemporaryFolder folder;
    Document document;
    Connections connections;
    std::unique_ptr<ConnectionsDialog> dialog;
};

QString urlOf(const service::HttpServer &server)
{
    return QStringLiteral("http://127.0.0.1:%1").arg(server.port());
}

service::HttpResponse refusal(const std::string &name, const std::string &message)
{
    return {400, {}, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + name + "\",\"message\":\"" + message + "\"}"};
}

class ConnectionsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void whatIsTypedIsKept();
    void aRefusedUrlStaysAndSaysWhy();
    void aTypedKeyIsForgottenWithTheProgram();
    void aKeptKeyIsInAFileOfItsOwnThatOnlyTheUserReads();
    void deletingAConnectionForgetsItsKey();
    void aDamagedListIsSaidAndNotWrittenOver();
    void profilesOfTheFilesAreOffered();
    void aTestSaysThatItAnswers();
    void aTestSaysThatNobodyIsThere();
    void aTestSaysThatTheKeysAreNotKnown();
    void typedKeysSign();
    void aTestSaysThatTheSessionIsOver();
    void aTestSaysThatTheEndpointThrottles();
    void aTestSaysThatTheEndpointIsSlow();
    void aTestCanBeStopped();
    void theEmbeddedEngineIsTheFirstChoice();
    void anEditedConnectionIsAnother();
    void onlyAConnectionThatAsksAsks();
    void whatRunsIsToldToTheActivity();
};

} // namespace

void ConnectionsTest::init()
{
    test::failOnWarnings();
    QSettings().clear();
}

void ConnectionsTest::whatIsTypedIsKept()
{
    Shown shown;
    shown.open();
    QVERIFY(shown.find<QPushButton>("addFirstConnection")->isVisible());
    shown.click("addFirstConnection");
    const QWidget *focused = QApplication::focusWidget();
    QTRY_VERIFY2(shown.find<QLineEdit>("connectionName")->hasFocus(), qPrintable(focused ? focused->objectName() : QStringLiteral("none")));
    shown.fill("connectionName", QStringLiteral("Staging"));
    shown.fill("connectionUrl", QStringLiteral("https://dynamodb.eu-central-1.amazonaws.com"));
    shown.fill("connectionRegion", QStringLiteral("eu-central-1"));
    shown.fill("connectionConnecting", QStringLiteral("3"));
    shown.fill("connectionAnswering", QStringLiteral("20"));
    shown.fill("connectionAttempts", QStringLiteral("2"));
    QTest::mouseClick(shown.find<QAbstractButton>("connectionAsks"), Qt::LeftButton);
    SavedConnection expected = named("Staging", "https://dynamodb.eu-central-1.amazonaws.com");
    expected.id = "c1";
    expected.region = "eu-central-1";
    expected.connecting = std::chrono::seconds(3);
    expected.answering = std::chrono::seconds(20);
    expected.attempts = 2;
    expected.asksBeforeWriting = false;
    Document document;
    const Connections again(document, surroundings(), QString::fromStdString(shown.folder.path().string()));
    QCOMPARE(again.problem(), QString());
    QVERIFY(again.saved() == std::vector<SavedConnection>{expected});
}

void ConnectionsTest::aRefusedUrlStaysAndSaysWhy()
{
    Shown shown;
    shown.connections.add(named("Local", "http://localhost:8000"));
    shown.open();
    shown.fill("connectionUrl", QStringLiteral("ftp://elsewhere"));
    QVERIFY2(shown.notes().contains(QStringLiteral("by http or https")), qPrintable(shown.notes()));
    QCOMPARE(shown.find<QLineEdit>("connectionUrl")->text(), QStringLiteral("ftp://elsewhere"));
    QCOMPARE(shown.connections.saved()[0].url, std::string("http://localhost:8000"));
    shown.click("closeConnections");
    QVERIFY(shown.dialog->isVisible());
    shown.fill("connectionUrl", QStringLiteral("http://localhost:9000"));
    shown.click("closeConnections");
    QVERIFY(!shown.dialog->isVisible());
}

void ConnectionsTest::aTypedKeyIsForgottenWithTheProgram()
{
    Shown shown;
    shown.connections.add(named("Local", "http://localhost:8000"));
    shown.open();
    QVERIFY(!shown.find<QLineEdit>("connectionSecret")->isVisible());
    shown.choose("connectionProfile", QStringLiteral("Typed here"));
    shown.fill("connectionKeyId", QStringLiteral("AKTYPED"));
    shown.fill("connectionSecret", kSecret);
    QCOMPARE(shown.find<QLineEdit>("connectionSecret")->echoMode(), QLineEdit::Password);
    QCOMPARE(shown.connections.typedKey(QStringLiteral("c1")).secret, kSecret.toStdString());
    QVERIFY(shown.find<QLabel>("keepHint")->text().contains(QStringLiteral("Forgotten when Keywright closes")));
    QVERIFY(shown.filesText().find(kSecret.toStdString()) == std::string::npos);
    QVERIFY(shown.filesText().find("AKTYPED") == std::string::npos);
}

void ConnectionsTest::aKeptKeyIsInAFileOfItsOwnThatOnlyTheUserReads()
{
    Shown shown;
    shown.connections.add(named("Local", "http://localhost:8000"));
    shown.open();
    shown.choose("connectionProfile", QStringLiteral("Typed here"));
    shown.fill("connectionKeyId", QStringLiteral("AKTYPED"));
    shown.fill("connectionSecret", kSecret);
    QTest::mouseClick(shown.find<QAbstractButton>("connectionKeepKey"), Qt::LeftButton);
    const std::filesystem::path file = shown.connections.keysFile().toStdString();
    QVERIFY(test::readFile(file).find(kSecret.toStdString()) != std::string::npos);
    QVERIFY(std::filesystem::status(file).permissions() == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    QVERIFY(test::readFile(connection::savedConnectionsFile(shown.folder.path())).find(kSecret.toStdString()) == std::string::npos);
    Document document;
    const Connections again(document, surroundings(), QString::fromStdString(shown.folder.path().string()));
    QCOMPARE(again.typedKey(QStringLiteral("c1")).secret, kSecret.toStdString());
    QTest::mouseClick(shown.find<QAbstractButton>("connectionKeepKey"), Qt::LeftButton);
    QVERIFY(!std::filesystem::exists(file));
}

void ConnectionsTest::deletingAConnectionForgetsItsKey()
{
    Shown shown;
    const QString id = shown.connections.add(named("Local", "http://localhost:8000"));
    shown.connections.setTypedKey(id, {"AK", kSecret.toStdString(), {}, {}}, true);
    shown.open();
    setNextConfirmAnswer(false);
    shown.click("deleteConnection");
    QCOMPARE(shown.connections.saved().size(), std::size_t(1));
    setNextConfirmAnswer(true);
    shown.click("deleteConnection");
    QVERIFY(shown.connections.saved().empty());
    QVERIFY(shown.filesText().find(kSecret.toStdString()) == std::string::npos);
    QVERIFY(shown.find<QPushButton>("addFirstConnection")->isVisible());
}

void ConnectionsTest::aDamagedListIsSaidAndNotWrittenOver()
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = connection::savedConnectionsFile(folder.path());
    test::writeFile(file, "{\"connections\": [\n{]}");
    Document document;
    Connections connections(document, surroundings(), QString::fromStdString(folder.path().string()));
    QVERIFY2(connections.problem().contains(QStringLiteral("connections.json, line 2")), qPrintable(connections.problem()));
    QVERIFY(connections.saved().empty());
    connections.add(named("Local", "http://localhost:8000"));
    QCOMPARE(connections.problem(), QString());
    QCOMPARE(test::readFile(file.string() + ".unreadable"), std::string("{\"connections\": [\n{]}"));
}

void ConnectionsTest::profilesOfTheFilesAreOffered()
{
    const test::TemporaryFolder home;
    std::filesystem::create_directory(home.path() / ".aws");
    test::writeFile(home.path() / ".aws" / "config", "[profile work]\nregion = eu-central-1\n[sso-session corp]\n[default]\n");
    Shown shown(surroundings({}, home.path()));
    shown.connections.add(named("Local", "http://localhost:8000"));
    shown.open();
    auto *keys = shown.find<QComboBox>("connectionProfile");
    QTRY_COMPARE(keys->count(), 4);
    shown.choose("connectionProfile", QStringLiteral("work"));
    QCOMPARE(shown.connections.saved()[0].profile, std::string("work"));
    QVERIFY(keys->findText(QStringLiteral("corp"), Qt::MatchContains) < 0);
}

void ConnectionsTest::aTestSaysThatItAnswers()
{
    test::ServedEngine served;
    served.connection().createTable(test::ServedEngine::simpleTable("Orders"));
    Shown shown;
    const QString said = shown.trialOf(named("Local", served.url().toStdString()));
    QVERIFY2(said.startsWith(QStringLiteral("Answers: 1 table, in ")), qPrintable(said));
    shown.fill("connectionName", QStringLiteral("Other"));
    QVERIFY(!shown.find<QLabel>("trialTitle")->isVisible());
}

void ConnectionsTest::aTestSaysThatNobodyIsThere()
{
    service::HttpServer nobody({}, [](const service::HttpRequest &) { return service::HttpResponse(); });
    nobody.stop();
    Shown shown;
    const QString said = shown.trialOf(named("Local", urlOf(nobody).toStdString()));
    QVERIFY2(said.contains(QStringLiteral("cannot be reached")) && said.contains(QStringLiteral("refused")), qPrintable(said));
}

void ConnectionsTest::aTestSaysThatTheKeysAreNotKnown()
{
    test::ServedEngine served(service::Credentials{{"AKREAL", {"hush-hush", {}}}});
    Shown shown;
    const QString said = shown.trialOf(named("Local", served.url().toStdString()));
    QVERIFY2(said.startsWith(QStringLiteral("The endpoint does not accept the keys")), qPrintable(said));
}

void ConnectionsTest::typedKeysSign()
{
    test::ServedEngine served(service::Credentials{{"AKREAL", {kSecret.toStdString(), {}}}});
    Shown shown;
    const QString first = shown.trialOf(named("Local", served.url().toStdString()));
    QVERIFY(first.startsWith(QStringLiteral("The endpoint does not accept")));
    shown.choose("connectionProfile", QStringLiteral("Typed here"));
    shown.fill("connectionKeyId", QStringLiteral("AKREAL"));
    shown.fill("connectionSecret", kSecret);
    shown.click("testConnection");
    QTRY_VERIFY2(shown.said().startsWith(QStringLiteral("Answers: 0 tables")), qPrintable(shown.said()));
}

void ConnectionsTest::aTestSaysThatTheSessionIsOver()
{
    const service::HttpServer server({}, [](const service::HttpRequest &) {
        return refusal("ExpiredTokenException", "The security token included in the request is expired");
    });
    Shown shown;
    const QString said = shown.trialOf(named("Local", urlOf(server).toStdString()));
    QVERIFY2(said.startsWith(QStringLiteral("The session of the keys is over")), qPrintable(said));
    QVERIFY(said.contains(QStringLiteral("aws sso login")));
}

void ConnectionsTest::aTestSaysThatTheEndpointThrottles()
{
    std::atomic<int> calls = 0;
    const service::HttpServer server({}, [&calls](const service::HttpRequest &) {
        ++calls;
        return refusal("ThrottlingException", "Rate exceeded");
    });
    SavedConnection saved = named("Local", urlOf(server).toStdString());
    saved.attempts = 2;
    Shown shown;
    QStringList retries;
    connect(&shown.connections, &Connections::retrying, this, [&](const QString &, const QString &sentence) { retries << sentence; });
    const QString said = shown.trialOf(saved);
    QVERIFY2(said.startsWith(QStringLiteral("The endpoint throttles")), qPrintable(said));
    QCOMPARE(calls.load(), 2);
    QCOMPARE(retries.size(), 1);
    QVERIFY2(retries[0].startsWith(QStringLiteral("The endpoint throttles. Asking again in "))
                 && retries[0].contains(QStringLiteral("2 of 2")),
             qPrintable(retries[0]));
}

void ConnectionsTest::aTestSaysThatTheEndpointIsSlow()
{
    std::latch answer(1);
    service::HttpServer server({}, [&answer](const service::HttpRequest &) {
        answer.wait();
        return service::HttpResponse();
    });
    SavedConnection saved = named("Local", urlOf(server).toStdString());
    saved.answering = std::chrono::seconds(1);
    saved.attempts = 1;
    Shown shown;
    const QString said = shown.trialOf(saved);
    answer.count_down();
    QVERIFY2(said.startsWith(QStringLiteral("The endpoint is too slow")) && said.contains(QStringLiteral("1 s")), qPrintable(said));
}

void ConnectionsTest::aTestCanBeStopped()
{
    std::latch answer(1);
    service::HttpServer server({}, [&answer](const service::HttpRequest &) {
        answer.wait();
        return service::HttpResponse();
    });
    {
        Shown shown;
        shown.connections.add(named("Local", urlOf(server).toStdString()));
        shown.open();
        shown.click("testConnection");
        QCOMPARE(shown.find<QPushButton>("testConnection")->text(), QStringLiteral("Stop"));
        shown.click("testConnection");
        QVERIFY2(shown.said().startsWith(QStringLiteral("Stopped")), qPrintable(shown.said()));
    }
    answer.count_down();
}

void ConnectionsTest::theEmbeddedEngineIsTheFirstChoice()
{
    Shown shown;
    const QString id = shown.connections.add(named("Local", "http://localhost:8000"));
    ConnectionChoice choice(shown.connections);
    choice.show();
    auto *chooser = choice.findChild<QComboBox *>(QStringLiteral("connectionChoice"));
    QCOMPARE(chooser->currentText(), QStringLiteral("Embedded engine"));
    QVERIFY(choice.current().isWorkspace());
    QVERIFY(!choice.current().asksBeforeWriting);
    int changes = 0;
    connect(&choice, &ConnectionChoice::changed, this, [&changes] { ++changes; });
    QTest::keyClick(chooser, Qt::Key_Down);
    QCOMPARE(changes, 1);
    QCOMPARE(choice.id(), id);
    QCOMPARE(choice.current().name, QStringLiteral("Local"));
    QVERIFY(choice.current().asksBeforeWriting);
    QVERIFY(choice.current().connection == choice.current().connection);
    shown.connections.remove(id);
    QCOMPARE(chooser->currentText(), QStringLiteral("Embedded engine"));
    QVERIFY(choice.current().isWorkspace());
}

void ConnectionsTest::anEditedConnectionIsAnother()
{
    Shown shown;
    const QString id = shown.connections.add(named("Local", "http://localhost:8000"));
    const auto before = shown.connections.at(id).connection;
    SavedConnection changed = *shown.connections.find(id);
    changed.region = "eu-west-1";
    shown.connections.put(changed);
    QVERIFY(shown.connections.at(id).connection != before);
}

void ConnectionsTest::onlyAConnectionThatAsksAsks()
{
    Shown shown;
    const QString id = shown.connections.add(named("Local", "http://localhost:8000"));
    setNextConfirmAnswer(false);
    QVERIFY(mayWrite(nullptr, shown.connections.at({}), {QStringLiteral("Put an item"), {}}));
    QVERIFY(!mayWrite(nullptr, shown.connections.at(id), {QStringLiteral("Put an item"), {}}));
    SavedConnection changed = *shown.connections.find(id);
    changed.asksBeforeWriting = false;
    shown.connections.put(changed);
    QVERIFY(mayWrite(nullptr, shown.connections.at(id), {QStringLiteral("Put an item"), {}}));
    setNextConfirmAnswer(std::nullopt);
}

void ConnectionsTest::whatRunsIsToldToTheActivity()
{
    test::ServedEngine served;
    served.connection().createTable(test::ServedEngine::simpleTable("Orders"));
    Shown shown;
    const QString id = shown.connections.add(named("Local", served.url().toStdString()));
    engine::ScanRequest scan;
    scan.table = "Orders";
    QVERIFY(shown.connections.at(id).connection->scan(scan).items.empty());
    QTRY_COMPARE(shown.document.activity().rowCount(), 1);
}

int main(int argc, char **argv)
{
    return test::runUiTest<ConnectionsTest>("connections_test", argc, argv);
}

#include "connections_test.moc"
