#include "tests/core/session/design_report_test.h"

#include <QtTest>

#include "core/model/advice.h"
#include "core/model/model_reader.h"
#include "core/session/design_report.h"
#include "core/session/report_html.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using session::writeDesignReport;

namespace {

model::Model designReportSample(const char *name)
{
    return model::readModelFile((test::sourceDir() / "samples" / name).string());
}

bool has(const std::string &html, const std::string &text)
{
    return html.find(text) != std::string::npos;
}

std::size_t countOf(const std::string &html, const std::string &text)
{
    std::size_t count = 0;
    for (std::size_t at = html.find(text); at != std::string::npos; at = html.find(text, at + text.size()))
        ++count;
    return count;
}

} // namespace

void DesignReportTest::everythingOfTheDesignIsNamed()
{
    for (const char *name : {"online-shop.keywright.json", "relational-habits.keywright.json"}) {
        const model::Model model = designReportSample(name);
        const std::string html = writeDesignReport(model);
        for (const model::Table &table : model.tables) {
            QVERIFY(has(html, ">" + table.definition.name + "<"));
            for (const schema::IndexDefinition &index : table.definition.globalIndexes)
                QVERIFY2(has(html, ">" + index.name + "<"), index.name.c_str());
        }
        for (const model::Entity &entity : model.entities)
            QVERIFY2(has(html, ">" + entity.name + "<"), entity.name.c_str());
        for (const model::AccessPattern &pattern : model.accessPatterns)
            QVERIFY2(has(html, ">" + session::escaped(pattern.name) + "<"), pattern.name.c_str());
        for (const model::Advice &advice : model::adviseOn(model))
            QVERIFY2(has(html, session::escaped(advice.reason)), advice.rule.c_str());
    }
}

void DesignReportTest::textsAreEscapedAndTagsAreClosed()
{
    model::Model model = designReportSample("online-shop.keywright.json");
    model.name = "<script>alert(\"1\") & more</script>";
    const std::string html = writeDesignReport(model);
    QVERIFY(!has(html, "<script"));
    QVERIFY(has(html, "&lt;script&gt;alert(&quot;1&quot;) &amp; more"));
    for (const char *tag : {"table", "tr", "td", "th", "span", "code", "p", "h2", "body", "style"}) {
        const std::string name(tag);
        QCOMPARE(countOf(html, "<" + name + ">") + countOf(html, "<" + name + " "), countOf(html, "</" + name + ">"));
    }
}

void DesignReportTest::placeholdersAreMarkedAndBracesUndoubled()
{
    QCOMPARE(session::templateHtml("USER#{userId|pad:4}#<x>"),
             std::string("<code>USER#<span class=\"ph\">{userId|pad:4}</span>#&lt;x&gt;</code>"));
    QCOMPARE(session::templateHtml("{{a}}"), std::string("<code>{a}</code>"));
    QCOMPARE(session::templateHtml("open{"), std::string("<code>open{</code>"));
}

void DesignReportTest::verificationsAreToldAsTheyStand()
{
    const model::Model model = designReportSample("online-shop.keywright.json");
    QVERIFY(model.accessPatterns.size() > 3);
    session::ReportSources sources;
    session::ReportedVerification verified;
    verified.runs = 9;
    verified.itemsRead = 21;
    verified.itemsReturned = 20;
    verified.capacityUnits = 4.5;
    sources.verifications[model.accessPatterns[0].name] = verified;
    session::ReportedVerification failed = verified;
    failed.status = session::VerificationStatus::Failed;
    failed.failedRuns = 2;
    failed.message = "It gave <nothing>.";
    sources.verifications[model.accessPatterns[1].name] = failed;
    session::ReportedVerification stale = verified;
    stale.isStale = true;
    sources.verifications[model.accessPatterns[2].name] = stale;
    const std::string html = writeDesignReport(model, sources);
    QCOMPARE(countOf(html, ">Verified</span>"), std::size_t(1)); // not the column's name, nor the stale one
    QCOMPARE(countOf(html, ">Failed</span>"), std::size_t(1));
    QCOMPARE(countOf(html, ">Stale</span>"), std::size_t(1));
    QCOMPARE(countOf(html, ">Not run</span>"), model.accessPatterns.size() - 3);
    QVERIFY(has(html, "9 runs, 2 failed"));
    QVERIFY(has(html, "It gave &lt;nothing&gt;."));
    QVERIFY(has(html, "read 21, returned 20<br>4.5 units"));
    QVERIFY(has(html, "1 are verified on the sample data"));
}

void DesignReportTest::manyIndexesGetChartsOfTheirOwn()
{
    model::Model model = designReportSample("online-shop.keywright.json");
    const auto charts = [&] { return countOf(writeDesignReport(model), "<th>Entity</th>"); };
    const std::size_t before = charts();
    model::Table &table = model.tables.front();
    for (int number = 1; number <= 8; ++number) {
        const std::string name = "More" + std::to_string(number);
        schema::IndexDefinition index;
        index.name = name;
        index.key = {{{name + "PK", schema::KeyType::S}}, {{name + "SK", schema::KeyType::S}}};
        table.definition.globalIndexes.push_back(index);
        model.entities.front().keyTemplates.emplace_back(name + "PK", "PART-" + name);
    }
    QVERIFY(charts() > before);
    const std::string html = writeDesignReport(model);
    for (int number = 1; number <= 8; ++number)
        QCOMPARE(countOf(html, "PART-More" + std::to_string(number) + "<"), std::size_t(1));
}

void DesignReportTest::anEmptyModelHasAReportToo()
{
    model::Model model;
    model.name = "Nothing";
    const std::string html = writeDesignReport(model);
    QVERIFY(has(html, "<h1>Nothing</h1>"));
    QVERIFY(has(html, "no tables yet"));
    QVERIFY(has(html, "no access patterns yet"));
}

void DesignReportTest::itLoadsNothingFromElsewhere()
{
    session::ReportSources sources;
    sources.picture = "data:image/svg+xml;base64,PHN2Zy8+";
    sources.pictureWidth = 320;
    sources.date = "21 November 2026";
    const std::string html = writeDesignReport(designReportSample("online-shop.keywright.json"), sources);
    QVERIFY(has(html, "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\""));
    QVERIFY(has(html, "width=\"320\""));
    QVERIFY(has(html, "21 November 2026"));
    for (const char *outside : {"http:", "https:", "<link", "@import", "url("})
        QVERIFY2(!has(html, outside), outside);
}
