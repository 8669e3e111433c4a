#include "tests/ui/design/first_model_test.h"

#include <QPushButton>
#include <QTemporaryDir>

#include "tests/support/test_paths.h"
#include "tests/ui/design/form_bench.h"
#include "tests/ui/design/library_model.h"
#include "ui/design/pattern_model.h"

using namespace keywright;
using namespace keywright::ui;

void FirstModelTest::init()
{
    test::failOnWarnings();
}

void FirstModelTest::itsTwoPatternsAreServedAndVerified()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("library.keywright.json"));
    test::writeFile(file.toStdString(), test::kLibraryModel);
    test::FormBench bench({}, PatternView::Definition, file);
    bench.document.select({.kind = Selection::Kind::Entity, .row = 1});
    bench.design.patterns().addPattern();
    bench.row = 0;
    bench.type("patternName", QStringLiteral("Loans of a member"));
    bench.choose("stepOperation", QStringLiteral("Query"));
    QCOMPARE(bench.cell(0, PatternModel::KeyCondition), QStringLiteral("PK = MEMBER#{memberId} AND SK begins_with LOAN#"));
    bench.document.select({.kind = Selection::Kind::Entity, .row = 0});
    bench.design.patterns().addPattern();
    QCOMPARE(bench.document.model()->accessPatterns.size(), std::size_t(2));
    QTest::mouseClick(bench.find<QPushButton>("runAll"), Qt::LeftButton);
    QVERIFY(bench.waitForRun());
    QTRY_COMPARE(bench.summary(), QStringLiteral("2 verified"));
    for (int row = 0; row < 2; ++row)
        QTRY_COMPARE(bench.cell(row, PatternModel::Verdict), QStringLiteral("Served"));
}
