#include "tests/core/session/derived_expectation_test.h"

#include <QTest>

#include "core/model/derived_expectation.h"
#include "core/model/model_reader.h"
#include "core/session/verification.h"
#include "tests/support/test_paths.h"

using namespace keywright;

void DerivedExpectationTest::everySampleGivesWhatItsOperationsTell_data()
{
    QTest::addColumn<int>("told"); // how many of its patterns' expectations can be worked out, at least
    QTest::newRow("banking") << 10;
    QTest::newRow("discussion-forum") << 8;
    QTest::newRow("game-leaderboard") << 8;
    QTest::newRow("iot-sensor-readings") << 6;
    QTest::newRow("multi-tenant-saas") << 8;
    QTest::newRow("online-shop") << 15;
    QTest::newRow("session-store") << 5;
    QTest::newRow("social-network") << 8;
}

void DerivedExpectationTest::everySampleGivesWhatItsOperationsTell()
{
    QFETCH(int, told);
    const std::string name = QTest::currentDataTag();
    model::Model model = model::readModelFile(test::sourceDir() / "samples" / (name + ".keywright.json"));
    int derived = 0;
    session::VerificationOptions options;
    for (model::AccessPattern &pattern : model.accessPatterns) {
        const auto expectation = model::derivedExpectation(model, pattern);
        if (!expectation)
            continue;
        pattern.expectation = *expectation;
        options.onlyPatterns.push_back(pattern.name);
        ++derived;
    }
    for (const session::PatternVerification &verified : session::verify(model, options)) {
        std::string why = verified.pattern + ": " + verified.message;
        for (const model::Difference &difference : verified.differences)
            why += "\n" + textOf(difference);
        QVERIFY2(verified.status == session::VerificationStatus::Verified, why.c_str());
    }
    QVERIFY2(derived >= told, std::to_string(derived).c_str());
}
