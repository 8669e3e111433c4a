#include "tests/core/session/samples_test.h"

#include <algorithm>
#include <map>
#include <set>

#include <QtTest>

#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/terraform_writer.h"
#include "core/model/advice.h"
#include "core/model/generator.h"
#include "core/model/judgement.h"
#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/model/problems.h"
#include "core/session/verification.h"
#include "core/value/dynamodb_json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::Model;

namespace {

/// What a sample is to be told: the patterns that a key alone does not answer, the rules of advice that it trips, hints left
/// out, and the patterns that DynamoDB refuses.
struct Lesson {
    std::map<std::string, std::string> verdicts;
    std::set<std::string> advice;
    std::set<std::string> refused;
};

const std::map<std::string, Lesson> kLessons{
    {"banking", {}},
    {"discussion-forum", {}},
    {"game-leaderboard", {{}, {"mutable-gsi-key"}}},
    {"game-leaderboard-before-sharding", {{}, {"hot-key", "mutable-gsi-key"}}},
    {"iot-sensor-readings", {}},
    {"multi-tenant-saas", {{{"Invitations of a company", "filtered"}}, {}}},
    {"online-shop", {{{"Orders of a user with a status", "filtered"}}, {}}},
    {"recipe-finder", {}},
    {"relational-habits",
     {{{"User of an e-mail address", "scanned"},
       {"Orders of a user", "scanned"},
       {"Products of a category that are in stock", "filtered"},
       {"New orders, strongly consistent", "not served"}},
      {"hot-key", "key-template-clash", "strong-read-on-gsi", "uniqueness-without-guard", "ttl-not-in-seconds",
       "low-cardinality-partition-key", "time-ordered-partition-key", "unbounded-item-collection", "number-as-text-in-sort-key",
       "gsi-not-sparse", "mutable-gsi-key", "unused-index", "filter-instead-of-key", "scan-as-access-pattern", "unbounded-query",
       "not-exists-with-replicas"},
      {"New orders, strongly consistent"}}},
    {"session-store", {{{"Check a session", "filtered"}}, {}}},
    {"social-network", {}},
    {"store-locations", {}},
};

std::filesystem::path pathOf(const std::string &sample)
{
    return test::sourceDir() / "samples" / (sample + ".keywright.json");
}

Model read(const QString &sample)
{
    return model::readModelFile(pathOf(sample.toStdString()));
}

void aRowForEachSample()
{
    QTest::addColumn<QString>("sample");
    for (const auto &[name, lesson] : kLessons)
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

/// The texts of an attribute in all items of an entity.
class Generated {
public:
    explicit Generated(const Model &model) : m_model(model) { }

    void take(const std::string &table, const std::vector<value::Item> &items)
    {
        for (const value::Item &item : items)
            if (const model::Entity *entity = m_model.entityOf(table, item))
                m_items[entity->name].push_back(item);
    }

    const std::vector<value::Item> &of(const std::string &entity) { return m_items[entity]; }
    const std::set<std::string> &texts(const std::string &entity, const std::string &attribute)
    {
        std::set<std::string> &texts = m_texts[entity + "/" + attribute];
        if (texts.empty())
            for (const value::Item &item : of(entity))
                if (const value::AttributeValue *found = item.find(attribute))
                    texts.insert(value::displayText(*found));
        return texts;
    }

private:
    const Model &m_model;
    std::map<std::string, std::vector<value::Item>> m_items;
    std::map<std::string, std::set<std::string>> m_texts;
};

std::string formatMember(const model::Attribute &attribute, const char *name)
{
    const value::Json *found = attribute.sampleFormat.find(name);
    return found == nullptr ? std::string() : found->text();
}

} // namespace

void SamplesTest::theirListIsThis()
{
    const std::string readme = test::readFile(test::sourceDir() / "samples" / "README.md");
    std::set<std::string> files;
    for (const auto &each : std::filesystem::directory_iterator(test::sourceDir() / "samples"))
        if (each.path().filename() != "README.md")
            files.insert(each.path().filename().string());
    std::set<std::string> expected;
    for (const auto &[name, lesson] : kLessons)
        expected.insert(pathOf(name).filename().string());
    QCOMPARE(files, expected);
    for (const std::string &file : files)
        QVERIFY2(readme.find("`" + file + "`") != std::string::npos, file.c_str());
}

void SamplesTest::writesBackByteForByte_data()
{
    aRowForEachSample();
}

void SamplesTest::writesBackByteForByte()
{
    QFETCH(QString, sample);
    QCOMPARE(QString::fromStdString(model::writeModel(read(sample))), QString::fromStdString(test::readFile(pathOf(sample.toStdString()))));
}

void SamplesTest::hasNoProblems_data()
{
    aRowForEachSample();
}

void SamplesTest::hasNoProblems()
{
    QFETCH(QString, sample);
    const Model model = read(sample);
    for (const model::Problem &problem : model::findProblems(model))
        QFAIL((problem.place + ": " + problem.message).c_str());
    QVERIFY(!model.description.empty() && !model.note.empty() && model.canvas);
    QVERIFY(model.itemCount() >= 40);
    for (const model::Entity &entity : model.entities)
        QVERIFY2(!entity.note.empty(), entity.name.c_str());
}

void SamplesTest::everyPatternIsVerified_data()
{
    aRowForEachSample();
}

void SamplesTest::everyPatternIsVerified()
{
    QFETCH(QString, sample);
    const Model model = read(sample);
    const auto results = session::verify(model);
    QCOMPARE(results.size(), model.accessPatterns.size());
    const std::set<std::string> &refused = kLessons.at(sample.toStdString()).refused;
    for (const session::PatternVerification &result : results) {
        if (refused.contains(result.pattern)) {
            QCOMPARE(result.status, session::VerificationStatus::Failed);
            QVERIFY2(result.message.starts_with("ValidationException"), result.message.c_str());
            continue;
        }
        const std::string difference = result.differences.empty() ? result.message : model::textOf(result.differences.front());
        QVERIFY2(result.status == session::VerificationStatus::Verified, (result.pattern + ": " + difference).c_str());
        QVERIFY2(result.runs > result.refusedRuns, result.pattern.c_str());
        QVERIFY2(result.itemsReturned + result.itemsWritten > 0, result.pattern.c_str());
    }
}

void SamplesTest::isJudgedAndAdvisedAsItTeaches_data()
{
    aRowForEachSample();
}

void SamplesTest::isJudgedAndAdvisedAsItTeaches()
{
    QFETCH(QString, sample);
    const Model model = read(sample);
    const Lesson &lesson = kLessons.at(sample.toStdString());
    std::map<std::string, std::string> verdicts;
    for (const model::AccessPattern &pattern : model.accessPatterns) {
        const model::Verdict verdict = model::judge(model, pattern).verdict;
        if (verdict != model::Verdict::Served)
            verdicts.emplace(pattern.name, model::textOf(verdict));
    }
    QCOMPARE(verdicts, lesson.verdicts);
    std::set<std::string> rules;
    for (const model::Advice &advice : model::adviseOn(model))
        if (advice.severity != model::AdviceSeverity::Hint)
            rules.insert(advice.rule);
    QCOMPARE(rules, lesson.advice);
}

void SamplesTest::generatesItemsThatReferToEachOther_data()
{
    aRowForEachSample();
}

void SamplesTest::generatesItemsThatReferToEachOther()
{
    QFETCH(QString, sample);
    const Model model = read(sample);
    QVERIFY(!model.recipes.empty());
    model::GeneratorOptions options;
    options.counts = model::entityCounts(model, &model.recipes.front(), 1000);
    Generated generated(model);
    const auto report =
        model::generate(model, options, [&](const std::string &table, std::vector<value::Item> &&items) { generated.take(table, items); });
    QCOMPARE(report.items, std::int64_t(1000));
    for (const model::Entity &entity : model.entities) {
        QVERIFY2(!generated.of(entity.name).empty(), entity.name.c_str());
        for (const model::Attribute &attribute : entity.attributes) {
            if (formatMember(attribute, "format") != "reference")
                continue;
            const std::set<std::string> &there = generated.texts(formatMember(attribute, "entity"), formatMember(attribute, "attribute"));
            for (const std::string &text : generated.texts(entity.name, attribute.name))
                QVERIFY2(there.contains(text), (entity.name + "." + attribute.name + " " + text).c_str());
        }
    }
}

void SamplesTest::exportsItsTables_data()
{
    aRowForEachSample();
}

void SamplesTest::exportsItsTables()
{
    QFETCH(QString, sample);
    const Model model = read(sample);
    const exchange::ExportResult terraform = exchange::writeTerraform(model);
    const exchange::ExportResult cloudFormation = exchange::writeCloudFormation(model);
    for (const model::Table &table : model.tables) {
        QVERIFY(terraform.files.front().text.find("${var.name_prefix}" + table.definition.name + "\"") != std::string::npos);
        QVERIFY(cloudFormation.files.front().text.find(table.definition.name) != std::string::npos);
    }
}
