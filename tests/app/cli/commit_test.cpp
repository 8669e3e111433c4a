#include <QProcess>
#include <QRegularExpression>

#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;
using value::Json;

namespace {

constexpr int kCommitPatience = 60'000;

std::string commitSampleFile()
{
    return (test::sourceDir() / "samples" / "online-shop.keywright.json").string();
}

model::Model commitSample()
{
    model::Model model = model::readModelFile(commitSampleFile());
    model.tables[0].definition.deletionProtection = false;
    return model;
}

/// A folder with a model file and a place for a store.
class Bench {
public:
    void write(const model::Model &model) const { test::writeFile(file(), model::writeModel(model)); }

    std::string file() const { return (m_folder.path() / "shop.keywright.json").string(); }
    std::string store() const { return (m_folder.path() / "store").string(); }
    std::vector<std::string> filesBeside() const
    {
        std::vector<std::string> names;
        for (const auto &each : std::filesystem::directory_iterator(m_folder.path()))
            names.push_back(each.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

    ProgramResult commit(std::vector<std::string> options) const
    {
        options.insert(options.begin(), {"commit", file()});
        return test::runProgram(test::binaryDir() / "keywright-cli", options);
    }
    ProgramResult commitToStore(std::vector<std::string> options = {}) const
    {
        options.insert(options.end(), {"--data", store()});
        return commit(options);
    }
    Json resultOf(std::vector<std::string> options) const
    {
        options.push_back("--json");
        return *Json::parse(commitToStore(options).output).find("result");
    }

private:
    test::TemporaryFolder m_folder;
};

Json firstTable(const Json &result)
{
    return result.find("tables")->elements().at(0);
}

std::int64_t itemsPut(const Json &result)
{
    return *firstTable(result).find("sampleData")->find("put")->asInteger();
}

/// keywright-cli serve --memory.
class CommitServer {
public:
    CommitServer()
    {
        m_process.start(QString::fromStdString((test::binaryDir() / "keywright-cli").string()), {"serve", "--memory", "--port", "0"});
        while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine())
            m_process.waitForReadyRead(kCommitPatience);
        m_url = QRegularExpression("http://\\S+").match(QString::fromUtf8(m_process.readLine())).captured(0).toStdString();
    }
    ~CommitServer()
    {
        m_process.kill();
        m_process.waitForFinished(kCommitPatience);
    }

    const std::string &url() const { return m_url; }

private:
    QProcess m_process;
    std::string m_url;
};

model::Model withLocalIndex(model::Model model)
{
    schema::TableDefinition &table = model.tables[0].definition;
    table.localIndexes = {{"ByKind", {table.key.partition, {{"type", schema::KeyType::S}}}, {}, {}}};
    return model;
}

} // namespace

class CommitCommandTest : public QObject {
    Q_OBJECT

private slots:
    void aDryRunWritesNothing();
    void createsTablesAndLoadsTheSampleData();
    void aSecondCommitDoesNothing();
    void droppingAnIndexNeedsItsOption();
    void aReplacementNeedsItsOption();
    void aReplacementUnderAnotherNameKeepsTheOldTable();
    void loadsWhereItIsTold();
    void commitsToAnEndpoint();
    void anEndpointThatIsNotThereIsSaid();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();
};

void CommitCommandTest::aDryRunWritesNothing()
{
    const Bench bench;
    bench.write(commitSample());
    const ProgramResult result = bench.commitToStore({"--dry-run"});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.output,
             "On the store in " + bench.store()
                 + ":\nTable OnlineShop is not there: it is created.\n"
                   "  Point-in-time recovery is not committed; the exports to Terraform and CloudFormation have it.\n"
                   "  Contributor Insights is not committed; the exports to Terraform and CloudFormation have it.\n"
                   "  The model has 280 items of sample data for it.\n");
    QCOMPARE(bench.filesBeside(), std::vector<std::string>{"shop.keywright.json"});
}

void CommitCommandTest::createsTablesAndLoadsTheSampleData()
{
    const Bench bench;
    bench.write(commitSample());
    const ProgramResult result = bench.commitToStore();
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(
        result.output.ends_with("Table OnlineShop was created.\n  Sample data: 280 items put, 0 overwritten, 0 there already, 0 left as "
                                "they are, as others have their keys.\n"),
        result.output.c_str());
    QVERIFY(result.errors.starts_with("OnlineShop: CreateTable OnlineShop\n"));
    const Json plan = *Json::parse(bench.commitToStore({"--dry-run", "--json"}).output).find("plan");
    QCOMPARE(firstTable(plan).find("action")->text(), std::string("nothing"));
    QCOMPARE(*firstTable(plan).find("items")->asInteger(), std::int64_t(280));
}

void CommitCommandTest::aSecondCommitDoesNothing()
{
    const Bench bench;
    bench.write(commitSample());
    bench.commitToStore();
    const ProgramResult result = bench.commitToStore();
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.ends_with("Table OnlineShop is as the model has it.\n"), result.output.c_str());
    QCOMPARE(result.errors, std::string());
}

void CommitCommandTest::droppingAnIndexNeedsItsOption()
{
    const Bench bench;
    bench.write(commitSample());
    bench.commitToStore();
    model::Model model = commitSample();
    model.tables[0].definition.globalIndexes.pop_back();
    bench.write(model);
    const ProgramResult dry = bench.commitToStore({"--dry-run"});
    QCOMPARE(dry.exitCode, 1);
    QVERIFY2(dry.output.find("    1. UpdateTable: delete GSI GSI3\n") != std::string::npos, dry.output.c_str());
    QVERIFY(dry.output.ends_with("Needs a yes: GSI GSI3 of table OnlineShop would be dropped, which needs an explicit yes. Say it with "
                                 "--drop-indexes.\n"));
    QCOMPARE(bench.commitToStore().exitCode, 1);
    QCOMPARE(bench.commitToStore({"--drop-indexes"}).exitCode, 0);
    QVERIFY(bench.commitToStore({"--dry-run"}).output.find("is as the model has it") != std::string::npos);
}

void CommitCommandTest::aReplacementNeedsItsOption()
{
    const Bench bench;
    bench.write(commitSample());
    bench.commitToStore();
    bench.write(withLocalIndex(commitSample()));
    const ProgramResult refused = bench.commitToStore();
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.output.find("Say it with --replace OnlineShop (") != std::string::npos, refused.output.c_str());
    QVERIFY(refused.errors.ends_with("Nothing was done.\n"));
    const Json result = bench.resultOf({"--replace", "OnlineShop"});
    QVERIFY(result.find("failure")->isNull());
    QCOMPARE(*firstTable(result).find("itemsCopied")->asInteger(), std::int64_t(280));
    QCOMPARE(bench.filesBeside(), (std::vector<std::string>{"shop.keywright.json", "store"}));
    const Json plan = *Json::parse(bench.commitToStore({"--dry-run", "--json"}).output).find("plan");
    QCOMPARE(firstTable(plan).find("action")->text(), std::string("nothing"));
    QCOMPARE(*firstTable(plan).find("items")->asInteger(), std::int64_t(280));
}

void CommitCommandTest::aReplacementUnderAnotherNameKeepsTheOldTable()
{
    const Bench bench;
    bench.write(commitSample());
    bench.commitToStore();
    bench.write(withLocalIndex(commitSample()));
    const ProgramResult result = bench.commitToStore({"--replace=OnlineShop=Shop2"});
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.find("Table OnlineShop was replaced by table Shop2.\n  280 items copied.\n") != std::string::npos,
             result.output.c_str());
    bench.write(commitSample());
    const ProgramResult after = bench.commitToStore({"--dry-run"});
    QVERIFY(after.output.find("Table OnlineShop is as the model has it.") != std::string::npos);
    QVERIFY(after.output.find("Tables that the model does not have stay as they are: Shop2\n") != std::string::npos);
}

void CommitCommandTest::loadsWhereItIsTold()
{
    const Bench bench;
    bench.write(commitSample());
    QCOMPARE(itemsPut(bench.resultOf({"--no-data"})), std::int64_t(0));
    QCOMPARE(itemsPut(bench.resultOf({})), std::int64_t(0));
    QCOMPARE(itemsPut(bench.resultOf({"--all-data"})), std::int64_t(280));
    model::Model model = commitSample();
    model.sampleData[0].items[0].set("note", "changed");
    bench.write(model);
    const ProgramResult kept = bench.commitToStore({"--all-data"});
    QCOMPARE(kept.exitCode, 0);
    QVERIFY2(kept.output.find("279 there already, 1 left as they are, as others have their keys.\n    PK = ") != std::string::npos,
             kept.output.c_str());
    const Json overwritten = bench.resultOf({"--all-data", "--overwrite"});
    QCOMPARE(*firstTable(overwritten).find("sampleData")->find("overwritten")->asInteger(), std::int64_t(1));
}

void CommitCommandTest::commitsToAnEndpoint()
{
    const CommitServer server;
    const Bench bench;
    bench.write(commitSample());
    const std::vector<std::string> endpoint{"--endpoint", server.url()};
    const ProgramResult created = bench.commit(endpoint);
    QCOMPARE(created.exitCode, 0);
    QVERIFY2(created.output.find("280 items put") != std::string::npos, created.output.c_str());
    QVERIFY(bench.commit(endpoint).output.ends_with("Table OnlineShop is as the model has it.\n"));

    model::Model model = commitSample();
    schema::TableDefinition &table = model.tables[0].definition;
    table.globalIndexes.pop_back();
    table.globalIndexes[0].projection = {schema::ProjectionType::KeysOnly, {}};
    table.globalIndexes.push_back({"ByType", {{{"type", schema::KeyType::S}}, {}}, {}, {}});
    table.billingMode = schema::BillingMode::Provisioned;
    table.capacity.provisioned = schema::ProvisionedThroughput{50, 40};
    table.tags["team"] = "shop";
    model.tables[0].timeToLiveAttribute = "until";
    bench.write(model);
    const ProgramResult updated = bench.commit({"--endpoint", server.url(), "--drop-indexes"});
    QVERIFY2(updated.exitCode == 0, updated.errors.c_str());
    QVERIFY(bench.commit(endpoint).output.ends_with("Table OnlineShop is as the model has it.\n"));

    bench.write(withLocalIndex(model));
    const ProgramResult replaced = bench.commit({"--endpoint", server.url(), "--replace", "OnlineShop"});
    QVERIFY2(replaced.exitCode == 0, replaced.errors.c_str());
    QVERIFY(replaced.output.find("280 items copied") != std::string::npos);
    QVERIFY(bench.commit(endpoint).output.ends_with("Table OnlineShop is as the model has it.\n"));
}

void CommitCommandTest::anEndpointThatIsNotThereIsSaid()
{
    const Bench bench;
    bench.write(commitSample());
    const ProgramResult result = bench.commit({"--endpoint", "http://127.0.0.1:1"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.errors.starts_with("keywright-cli: ") && result.errors.find("127.0.0.1:1") != std::string::npos, result.errors.c_str());
}

void CommitCommandTest::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("message");
    QTest::newRow("nowhere") << QStringList{} << "commit needs either --endpoint URL (or --region or --profile), or --data FOLDER.";
    QTest::newRow("both") << QStringList{"--data", "x", "--endpoint", "http://localhost:1"} << "commit needs either --endpoint URL";
    QTest::newRow("data") << QStringList{"--data", "x", "--dry-run", "--no-data", "--all-data"}
                          << "--no-data and --all-data contradict each other.";
    QTest::newRow("overwrite") << QStringList{"--data", "x", "--dry-run", "--overwrite"} << "--overwrite needs --all-data";
    QTest::newRow("replace") << QStringList{"--data", "x", "--dry-run", "--replace", "A=,B"} << "--replace needs TABLE or TABLE=NAME";
    QTest::newRow("unknown table") << QStringList{"--data", "x", "--dry-run", "--replace", "Nowhere"}
                                   << "--replace names table \"Nowhere\", which the model does not have.";
}

void CommitCommandTest::refusesWhatMakesNoSense()
{
    QFETCH(QStringList, options);
    QFETCH(QString, message);
    const Bench bench;
    bench.write(commitSample());
    std::vector<std::string> words;
    for (const QString &option : options)
        words.push_back(option.toStdString());
    const ProgramResult result = bench.commit(words);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.errors.starts_with("keywright-cli: " + message.toStdString()), result.errors.c_str());
}

QTEST_GUILESS_MAIN(CommitCommandTest)
#include "commit_test.moc"
