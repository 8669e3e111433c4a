#include "tests/stories/command_line/parks_story_test.h"

#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include "tests/conformance/clients.h"
#include "tests/stories/command_line/story.h"
#include "tests/support/served_process.h"

using namespace keywright;
using test::Story;
using value::Json;

namespace {

constexpr char kParks[] = "parks.keywright.json";
constexpr char kByEmail[] = "Passes booked with an e-mail address";

/// The agency's model with its entities and the five access patterns, none of which is decided yet.
void writeDown(const Story &story)
{
    story.run(
        {"import", test::fromOthers("exchange/models/bcgov+parks-reso-api--docs_DUP_DataModel.json"), "--infer", "-o", story.file(kParks)});
    story.writePatterns(kParks, "parks_patterns.json");
}

/// Takes the first suggestion for each, and the fixes of the advice that comes with it.
void design(const Story &story)
{
    for (const model::AccessPattern &pattern : story.model(kParks).accessPatterns)
        story.run({"suggest", story.file(kParks), "--pattern", pattern.name, "--take", "1"});
    story.run({"check", story.file(kParks), "--fix", "unused-index"});
}

QString terraformMirror()
{
    const QString mirror = QStringLiteral("/opt/tf-plugins"); // with the provider's version 5
    return QStandardPaths::findExecutable("terraform").isEmpty() || !QFile::exists(mirror) ? QString() : mirror;
}

/// Creates the tables of main.tf behind the endpoint; the errors of what failed, else empty.
QString applied(const Story &story, const QString &url, const QString &mirror)
{
    test::writeFile(story.file("tf/provider.tf"),
                    "provider \"aws\" {\n  region = \"us-east-1\"\n  access_key = \"test\"\n  secret_key = "
                    "\"test\"\n  skip_credentials_validation = true\n  skip_metadata_api_check = true\n"
                    "  skip_requesting_account_id = true\n  endpoints {\n    dynamodb = \""
                        + url.toStdString() + "\"\n  }\n}\n");
    const QString folder = QString::fromStdString(story.file("tf"));
    for (const QStringList &step : {QStringList{"init", "-input=false", "-no-color", "-plugin-dir=" + mirror},
                                    {"apply", "-auto-approve", "-input=false", "-no-color"},
                                    {"plan", "-detailed-exitcode", "-input=false", "-no-color"}}) {
        const test::ScriptResult result = test::runScript("terraform", step, folder);
        if (!result.ended || result.exitCode != 0)
            return step.front() + ": " + result.errors + result.output;
    }
    return {};
}

} // namespace

void ParksStoryTest::entitiesAreInferred()
{
    const Story story;
    writeDown(story);
    const model::Model model = story.model(kParks);
    QCOMPARE(model.tables.size(), std::size_t(3));
    for (const char *name : {"Park", "Facility", "Pass", "Reservation", "Metric"})
        QVERIFY2(model.findEntity(name) != nullptr, name);
    QCOMPARE(*model.findEntity("Facility")->keyTemplate("pk"), std::string("facility::{facilityId}"));
    QCOMPARE(model.itemCount(), std::size_t(17));
}

void ParksStoryTest::patternsAreServedAndVerified()
{
    const Story story;
    writeDown(story);
    story.run({"verify", story.file(kParks)}, 1); // scans return more than is asked for
    QCOMPARE(test::verdictOf(story, kParks, kByEmail), std::string("scanned"));
    design(story);
    const Json report = story.runForJson({"verify", story.file(kParks)});
    QCOMPARE(report.find("accessPatterns")->elements().size(), std::size_t(5));
    for (const Json &pattern : report.find("accessPatterns")->elements()) {
        QCOMPARE(pattern.find("status")->text(), std::string("verified"));
        QCOMPARE(pattern.find("verdict")->text(), std::string("served"));
    }
}

void ParksStoryTest::adviceIsTakenAndAnIndexAdded()
{
    const Story story;
    writeDown(story);
    design(story);
    const model::Model model = story.model(kParks);
    const schema::TableDefinition &table = model.findTable("parksreso")->definition;
    // One of two indexes with the same key served nothing that the other one does not, and one nothing at all.
    QCOMPARE(table.globalIndexes.size(), std::size_t(2));
    QVERIFY(table.findIndex("manualLookup-index") != nullptr);
    QVERIFY(table.findIndex("GSI1") != nullptr);
    const std::string advice = story.run({"check", story.file(kParks)});
    QVERIFY2(!test::contains(advice, "unused-index") && test::contains(advice, "low-cardinality-partition-key"), advice.c_str());
}

void ParksStoryTest::costAndHeatAreTold()
{
    const Story story;
    writeDown(story);
    design(story);
    const std::string cost = story.run({"cost", story.file(kParks)});
    QVERIFY2(test::contains(cost, "index GSI1") && test::contains(cost, "All tables"), cost.c_str());
    const Json heat = story.runForJson({"simulate", story.file(kParks), "--hours", "2", "--heat-map", story.file("heat.svg")});
    // 5 provisioned units cannot serve the lobby of the parks' page.
    double throttled = 0;
    for (const Json &pattern : heat.find("accessPatterns")->elements())
        throttled += *pattern.find("throttled")->asDouble();
    QVERIFY(throttled > 0);
    QVERIFY(test::contains(story.text("heat.svg"), "parksreso"));
}

void ParksStoryTest::terraformMakesTheTablesAndBoto3FillsThem()
{
    const QString python = test::pythonWithBoto3();
    if (python.isEmpty())
        QSKIP("SKIP boto3 is not on this machine");
    const Story story;
    writeDown(story);
    design(story);
    story.run({"export", "terraform", story.file(kParks), "--provider-major", "5", "-o", story.file("tf")});
    QVERIFY(test::contains(story.text("tf/main.tf"), "resource \"aws_dynamodb_table\" \"parksreso_metrics\""));
    const test::ServedProcess server({"--memory"});
    if (const QString mirror = terraformMirror(); !mirror.isEmpty())
        QCOMPARE(applied(story, server.url(), mirror), QString());
    else // the same tables, where there is no terraform
        story.run({"commit", story.file(kParks), "--endpoint", server.url().toStdString(), "--no-data"});
    const test::ScriptResult loaded =
        test::runScript(python,
                        {QString::fromStdString((test::sourceDir() / "tests" / "stories" / "load_items.py").string()), server.url(),
                         QString::fromStdString(story.file(kParks))});
    QVERIFY2(loaded.exitCode == 0, qPrintable(loaded.errors));
    QCOMPARE(loaded.output.trimmed(), QStringLiteral("{\"parksreso\": 12, \"parksreso-meta\": 2, \"parksreso-metrics\": 3}"));
    // And what stands there now is the model.
    const std::string differences = story.run({"commit", story.file(kParks), "--endpoint", server.url().toStdString(), "--dry-run"});
    QCOMPARE(QString::fromStdString(differences).count("is as the model has it."), 3);
}
