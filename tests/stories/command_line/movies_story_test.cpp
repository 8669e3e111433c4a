#include "tests/stories/command_line/movies_story_test.h"

#include <QTest>

#include "core/model/model_file.h"
#include "tests/stories/command_line/story.h"

using namespace keywright;
using test::Story;
using value::Json;

namespace {

constexpr char kByYear[] = "movies.keywright.json";
constexpr char kSharded[] = "sharded.keywright.json";
constexpr char kOfAYear[] = "Movies of a year";

std::string movies()
{
    return test::fromOthers("stories/aws-doc-sdk-examples--movies.json.gz");
}

/// The model keyed by year, as the sample is used everywhere, with a busy day's traffic on a table that is warm for it.
void designByYear(const Story &story)
{
    story.run({"import", movies(), "--table", "movies", "--partition-key", "year:N", "--sort-key", "title", "--infer", "-o",
               story.file(kByYear)});
    story.writePatterns(kByYear, "movies_patterns.json");
    model::Model model = story.model(kByYear);
    model.tables[0].definition.capacity.warm = {40'000, 4'000};
    model::saveModelFile(model, story.file(kByYear));
    story.run({"suggest", story.file(kByYear), "--pattern", kOfAYear, "--take", "1"});
}

/// The same with ten shards in each year: another key, the same rows, and the pattern asked anew.
void designSharded(const Story &story)
{
    model::Model model = story.model(kByYear);
    model.name = "movies, sharded";
    model.tables[0].definition.key.partition = {{"pk", schema::KeyType::S}};
    model.entities[0].keyTemplates = {{"pk", "{year}#{title|shard:10}"}, {"title", "{title}"}};
    model.sampleData.clear();
    model.accessPatterns.clear();
    model::saveModelFile(model, story.file(kSharded));
    story.run({"import", movies(), "--table", "movies", "--into", story.file(kSharded)});
    story.writePatterns(kSharded, "movies_patterns.json");
    story.run({"suggest", story.file(kSharded), "--pattern", kOfAYear, "--take", "1"});
}

struct Heat {
    double throttled = 0;
    std::string hottestKey;
    double shareOfHottest = 0;
};

double readsOf(const Json &json)
{
    return *json.find("offered")->find("reads")->asDouble();
}

Heat heatOf(const Story &story, const char *model, const std::string &picture)
{
    const Json report = story.runForJson({"simulate", story.file(model), "--hours", "1", "--seed", "7", "--heat-map", story.file(picture)});
    Heat heat;
    heat.throttled = *report.find("accessPatterns")->elements().at(0).find("throttled")->asDouble();
    const Json &place = report.find("places")->elements().at(0);
    const Json &hottest = place.find("hottestKeys")->elements().at(0);
    heat.hottestKey = hottest.find("key")->text();
    heat.shareOfHottest = readsOf(hottest) / readsOf(place);
    return heat;
}

double monthly(const Story &story, const char *model)
{
    return *story.runForJson({"cost", story.file(model)}).find("onDemandTotal")->asDouble();
}

} // namespace

void MoviesStoryTest::theYearRunsHot()
{
    const Story story;
    designByYear(story);
    QCOMPARE(story.model(kByYear).itemCount(), std::size_t(4'609));
    const Json verified = story.runForJson({"verify", story.file(kByYear)});
    QCOMPARE(verified.find("accessPatterns")->elements().at(0).find("status")->text(), std::string("verified"));
    const Heat heat = heatOf(story, kByYear, "by-year.svg");
    QCOMPARE(heat.hottestKey, std::string("2013"));
    QVERIFY2(heat.shareOfHottest > 0.15, QByteArray::number(heat.shareOfHottest));
    QVERIFY2(heat.throttled > 100'000, QByteArray::number(heat.throttled));
}

void MoviesStoryTest::shardsCoolItAndCostMore()
{
    const Story story;
    designByYear(story);
    designSharded(story);
    const model::Model sharded = story.model(kSharded);
    QCOMPARE(sharded.itemCount(), std::size_t(4'609));
    QVERIFY(sharded.accessPatterns[0].steps[0].fanOut.has_value());
    const Json verified = story.runForJson({"verify", story.file(kSharded)});
    QCOMPARE(verified.find("accessPatterns")->elements().at(0).find("status")->text(), std::string("verified"));
    const Heat before = heatOf(story, kByYear, "by-year.svg");
    const Heat after = heatOf(story, kSharded, "sharded.svg");
    QVERIFY2(after.hottestKey.starts_with("2013#"), after.hottestKey.c_str());
    QVERIFY(after.shareOfHottest < before.shareOfHottest / 5);
    QVERIFY2(after.throttled < before.throttled / 20, QByteArray::number(after.throttled));
    // Ten small reads round up ten times.
    QVERIFY(monthly(story, kSharded) > monthly(story, kByYear));
    const std::string differences = story.run({"diff", story.file(kByYear), story.file(kSharded)}, 1);
    QVERIFY(test::contains(differences, "partition key: year (N) -> pk (S)"));
}

void MoviesStoryTest::theDesignLeavesAsCloudFormation()
{
    const Story story;
    designByYear(story);
    designSharded(story);
    story.run({"export", "cloudformation", story.file(kSharded), "-o", story.file("movies.yaml")});
    const std::string text = story.text("movies.yaml");
    QVERIFY2(test::contains(text, "AWS::DynamoDB::Table") && test::contains(text, "AttributeName: pk"), text.c_str());
    // Our own reader takes it back as the same table.
    story.run({"import", story.file("movies.yaml"), "-o", story.file("back.keywright.json")});
    QCOMPARE(story.model("back.keywright.json").tables[0].definition.key, story.model(kSharded).tables[0].definition.key);
}
