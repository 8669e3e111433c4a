#include <QtTest>

#include "core/model/model_reader.h"
#include "core/simulation/model_workload.h"

using namespace keywright;
using simulation::KeyShare;
using simulation::Touch;

namespace {

/// Movies of two years, three of 2013 and one of 1999, of about 4,000 bytes each, and a pattern that asks for a year.
std::string moviesOfTwoYears(const std::string &ofPattern)
{
    const std::string plot(3'950, 'x');
    std::string items;
    for (const auto &[year, title] : {std::pair{"2013", "a"}, {"2013", "b"}, {"2013", "c"}, {"1999", "d"}})
        items += std::string(items.empty() ? "" : ",") + "{\"year\":{\"N\":\"" + year + "\"},\"title\":{\"S\":\"" + title
            + "\"},\"plot\":{\"S\":\"" + plot + "\"}}";
    return "{\"formatVersion\":1,\"name\":\"m\",\"tables\":[{\"name\":\"Movies\",\"partitionKey\":[{\"name\":\"year\",\"type\":\"N\"}],"
           "\"sortKey\":[{\"name\":\"title\",\"type\":\"S\"}],\"billingMode\":\"PAY_PER_REQUEST\"}],"
           "\"entities\":[{\"name\":\"Movie\",\"table\":\"Movies\",\"attributes\":[{\"name\":\"year\",\"type\":\"N\",\"required\":true},"
           "{\"name\":\"title\",\"type\":\"S\",\"required\":true}],\"keyTemplates\":{\"year\":\"{year}\",\"title\":\"{title}\"}}],"
           "\"accessPatterns\":[{\"name\":\"Of a year\",\"entities\":[\"Movie\"],\"parameters\":[{\"name\":\"year\",\"type\":\"N\","
           "\"drawnFrom\":{\"entity\":\"Movie\",\"attribute\":\"year\"},\"popularity\":{\"kind\":\"sampleData\"}}],"
           "\"rate\":{\"perSecond\":1},"
        + ofPattern
        + "}],"
          "\"sampleData\":[{\"table\":\"Movies\",\"items\":["
        + items + "]}]}";
}

std::string queryWith(const std::string &more)
{
    return "\"steps\":[{\"operation\":\"Query\",\"table\":\"Movies\",\"keyCondition\":[{\"attribute\":\"year\",\"operator\":\"=\","
           "\"values\":[\"{year}\"]}]"
        + more + "}]";
}

Touch touchOf(const std::string &pattern)
{
    const model::Model model = model::readModel(moviesOfTwoYears(pattern), "movies.keywright.json");
    return simulation::workloadOf(model).patterns.at(0).operations.at(0).touches.at(0);
}

} // namespace

/// What a Query reads where nobody wrote it down: what the sample data has.
class SampledReadsTest : public QObject {
    Q_OBJECT

private slots:
    void eachKeyCostsWhatItsItemsCost();
    void aLimitIsKept();
    void oneItemCostsOneItem();
    void writtenSizesCountMore();
};

void SampledReadsTest::eachKeyCostsWhatItsItemsCost()
{
    const Touch touch = touchOf(queryWith(""));
    // 2013 is asked for three times of four and takes 1.5 units, 1999 once and 0.5.
    QCOMPARE(touch.readUnits, 0.75 * 1.5 + 0.25 * 0.5);
    const simulation::KeyShares shares = touch.keys->sharesAt(0);
    QCOMPARE(shares.keys.size(), std::size_t(2));
    QCOMPARE(shares.keys[0].key, std::string("2013"));
    QCOMPARE(shares.keys[0].share, 0.75 * 1.5 / touch.readUnits);
    QCOMPARE(shares.keys[1].share, 0.25 * 0.5 / touch.readUnits);
    QCOMPARE(shares.rest, 0.0);
}

void SampledReadsTest::aLimitIsKept()
{
    const Touch touch = touchOf(queryWith(",\"limit\":1"));
    QCOMPARE(touch.readUnits, 0.5);
    QCOMPARE(touch.keys->sharesAt(0).keys[0].share, 0.75);
}

void SampledReadsTest::oneItemCostsOneItem()
{
    const std::string query =
        "\"steps\":[{\"operation\":\"Query\",\"table\":\"Movies\",\"keyCondition\":[{\"attribute\":\"year\","
        "\"operator\":\"=\",\"values\":[\"{year}\"]},{\"attribute\":\"title\",\"operator\":\"=\",\"values\":[\"a\"]}],"
        "\"consistentRead\":true}]";
    QCOMPARE(touchOf(query).readUnits, 1.0);
}

void SampledReadsTest::writtenSizesCountMore()
{
    const Touch touch = touchOf(queryWith("") + ",\"sizes\":{\"itemBytes\":1000,\"itemsRead\":80}");
    QCOMPARE(touch.readUnits, 10.0);
    QCOMPARE(touch.keys->sharesAt(0).keys[0].share, 0.75);
}

std::unique_ptr<QObject> makeSampledReadsTest()
{
    return std::make_unique<SampledReadsTest>();
}

#include "sampled_reads_test.moc"
