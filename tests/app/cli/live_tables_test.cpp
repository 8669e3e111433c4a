#include <QtTest>

#include "core/connection/embedded_connection.h"
#include "core/engine/engine.h"
#include "core/model/model_reader.h"
#include "core/service/endpoint.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;

namespace {

const service::Credentials kCredentials{{"AKIDEXAMPLE", {"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""}}};

/// An endpoint in this process with the tables Users and Games, three items each, that verifies signatures.
class ServedTables {
public:
    ServedTables() : m_engine(memory()), m_endpoint(options(), [this](const service::Caller &) -> engine::Engine & { return m_engine; })
    {
        connection::EmbeddedConnection connection(m_engine);
        for (const std::string table : {"Users", "Games"}) {
            schema::TableDefinition definition;
            definition.name = table;
            definition.billingMode = schema::BillingMode::PayPerRequest;
            definition.key.partition = {{"id", schema::KeyType::S}};
            connection.createTable(definition);
            for (const char *number : {"1", "2", "3"})
                connection.putItem({table, test::item(R"({"id":{"S":")" + table + "#" + number + R"("},"n":{"N":"1.10"}})")});
        }
        m_endpoint.start();
    }

    std::string url() const { return m_endpoint.url(); }

private:
    static std::unique_ptr<storage::Store> memory()
    {
        storage::StoreOptions store;
        store.folder = "live-tables-test";
        store.inMemory = true;
        return storage::Store::open(store);
    }
    static service::EndpointOptions options()
    {
        service::EndpointOptions options;
        options.port = 0;
        options.credentials = kCredentials;
        return options;
    }

    engine::Engine m_engine;
    service::Endpoint m_endpoint;
};

/// Of the table Users: two patterns that read, one that writes.
std::string modelWithPatterns()
{
    const auto pattern = [](const std::string &name, const std::string &operation, const std::string &members) {
        return R"({"name":")" + name + R"(","steps":[{"operation":")" + operation + R"(","table":"Users")" + members + "}]}";
    };
    const std::string key = R"(,"key":{"id":"Users#1"})";
    return R"({"formatVersion":1,"name":"Patterns","tables":[{"name":"Users","billingMode":"PAY_PER_REQUEST","partitionKey":[)"
           R"({"name":"id","type":"S"}]}],"accessPatterns":[)"
        + pattern("All users", "Scan", "") + "," + pattern("One user", "GetItem", key) + ","
        + pattern("No user any more", "DeleteItem", key) + "]}";
}

bool liveTablesHas(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

/// keywright-cli import and run on the tables of an endpoint.
class CliLiveTablesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void tablesBecomeAModel();
    void chosenTablesAndSoManyItems();
    void patternsThatReadAreRunOnThem();
    void aWrongKeyIsSaid();
    void noServerIsSaid();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();

private:
    static ProgramResult cli(const char *command, std::vector<std::string> options)
    {
        options.insert(options.begin(), command);
        return test::runProgram(test::binaryDir() / "keywright-cli", options);
    }
    static ProgramResult import(std::vector<std::string> options) { return cli("import", std::move(options)); }

    ServedTables m_tables;
    test::TemporaryFolder m_folder;
};

/// The program finds this user's keys only.
void CliLiveTablesTest::init()
{
    test::writeFile(m_folder.path() / "credentials",
                    "[game]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n"
                    "[wrong]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = another/secret/of/forty/characters/here\n");
    qputenv("AWS_SHARED_CREDENTIALS_FILE", QByteArray::fromStdString((m_folder.path() / "credentials").string()));
    qputenv("AWS_CONFIG_FILE", QByteArray::fromStdString((m_folder.path() / "config").string()));
    for (const char *name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION",
                             "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB"})
        qunsetenv(name);
}

void CliLiveTablesTest::tablesBecomeAModel()
{
    const auto out = m_folder.path() / "live.keywright.json";
    const ProgramResult result = import({"--endpoint", m_tables.url(), "--profile", "game", "-o", out.string()});
    QVERIFY2(result.exitCode == 0, result.errors.c_str());
    QVERIFY2(liveTablesHas(result.output, "Read table Games, 3 items\nRead table Users, 3 items\n"), result.output.c_str());
    QCOMPARE(result.errors, std::string());
    const model::Model model = model::readModelFile(out);
    QCOMPARE(model.tables.size(), std::size_t(2));
    QCOMPARE(model.itemCount(), std::size_t(6));
    QVERIFY(!model.entities.empty());
}

void CliLiveTablesTest::chosenTablesAndSoManyItems()
{
    const ProgramResult result =
        import({"--endpoint", m_tables.url(), "--profile", "game", "--table", "Users", "--table=Games", "--items", "2", "--json"});
    QVERIFY2(result.exitCode == 0, result.errors.c_str());
    QVERIFY2(liveTablesHas(result.output, "table Users, 2 items"), result.output.c_str());
    QVERIFY2(liveTablesHas(result.output, "Games: only the first 2 of about 3 items were read."), result.output.c_str());
    QVERIFY2(liveTablesHas(result.output, "\"written\": null"), result.output.c_str());
}

void CliLiveTablesTest::patternsThatReadAreRunOnThem()
{
    const auto file = m_folder.path() / "patterns.keywright.json";
    test::writeFile(file, modelWithPatterns());
    const ProgramResult result = cli("run", {"--endpoint", m_tables.url(), "--profile", "game", file.string()});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(liveTablesHas(result.output, "On " + m_tables.url() + ".\n"), result.output.c_str());
    QVERIFY2(liveTablesHas(result.output, "    3 items "), result.output.c_str());
    QVERIFY2(liveTablesHas(result.output, "    1 item "), result.output.c_str());
    QVERIFY2(liveTablesHas(result.output, "left out: it writes"), result.output.c_str());
    QVERIFY2(liveTablesHas(result.output, "2 of 2 access patterns ran, 0 failed"), result.output.c_str());
    QVERIFY(liveTablesHas(import({"--endpoint", m_tables.url(), "--profile", "game"}).output, "Read table Users, 3 items"));

    const ProgramResult wrong = cli("run", {"--endpoint", m_tables.url(), "--profile", "wrong", file.string()});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(liveTablesHas(wrong.errors, "does not accept the access key"), wrong.errors.c_str());
}

void CliLiveTablesTest::aWrongKeyIsSaid()
{
    const ProgramResult result = import({"--endpoint", m_tables.url(), "--profile", "wrong"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(liveTablesHas(result.errors, "does not accept the access key"), result.errors.c_str());
    QVERIFY(!liveTablesHas(result.errors, "another/secret"));
}

void CliLiveTablesTest::noServerIsSaid()
{
    // Nothing can listen on port 0.
    const ProgramResult result = import({"--endpoint", "http://127.0.0.1:0"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(liveTablesHas(result.errors, "keywright-cli: Nothing answers at http://127.0.0.1:0"), result.errors.c_str());
}

void CliLiveTablesTest::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing") << QStringList() << 2 << "import needs a file, or an endpoint";
    QTest::newRow("a file too") << QStringList{"a.json", "--region", "eu-west-1"} << 2 << "not both";
    QTest::newRow("an option of files") << QStringList{"--no-header", "--region", "eu-west-1"} << 2 << "--no-header goes with files only";
    QTest::newRow("items of a file") << QStringList{"a.json", "--items", "5"} << 2 << "--items goes with an endpoint only";
    QTest::newRow("too many items") << QStringList{"--region", "eu-west-1", "--items", "10001"} << 2 << "from 0 to 10000";
    QTest::newRow("a URL that is none") << QStringList{"--endpoint", "localhost:8000"} << 1 << "http://localhost:8000";
    QTest::newRow("a profile that is none") << QStringList{"--profile", "none"} << 1 << "There is no profile none in ";
}

void CliLiveTablesTest::refusesWhatMakesNoSense()
{
    QFETCH(QStringList, options);
    QFETCH(int, exitCode);
    QFETCH(QString, message);
    std::vector<std::string> words;
    for (const QString &option : options)
        words.push_back(option.toStdString());
    const ProgramResult result = import(words);
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY2(liveTablesHas(result.errors, message.toStdString()), result.errors.c_str());
}

QTEST_GUILESS_MAIN(CliLiveTablesTest)
#include "live_tables_test.moc"
