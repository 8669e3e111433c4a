#include "tests/ui/window/open_in_operations_test.h"

#include <QPushButton>
#include <QTableView>

#include "core/session/operation_draft.h"
#include "core/value/dynamodb_json.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/opened_window.h"
#include "ui/design/design_workspace.h"
#include "ui/design/pattern_view.h"
#include "ui/document/text.h"
#include "ui/operations/operations_workspace.h"
#include "ui/operations/request_page.h"

using namespace keywright;
using namespace keywright::ui;
using test::Opened;
using value::Json;

namespace {

bool tablesAreRead(Opened &opened)
{
    return QTest::qWaitFor([&] { return opened.window.operations().isReady(); }, 20'000);
}

int patternOfQuery(const model::Model &model)
{
    for (std::size_t row = 0; row < model.accessPatterns.size(); ++row) {
        const auto &pattern = model.accessPatterns[row];
        if (pattern.steps.size() == 1 && pattern.steps[0].operation.kind == model::OperationKind::Query && !pattern.parameters.empty())
            return static_cast<int>(row);
    }
    return -1;
}

} // namespace

void OpenInOperationsTest::init()
{
    test::failOnWarnings();
}

void OpenInOperationsTest::aClickInActivityOpensTheOperation()
{
    Opened opened;
    QVERIFY(opened.open(test::onlineShop()));
    QVERIFY(tablesAreRead(opened));
    const Json request = Json::parse("{\"TableName\": \"OnlineShop\", \"Key\": {\"PK\": {\"S\": \"USER#u-1006\"}, \"SK\": {\"S\": "
                                     "\"PROFILE\"}}}");
    opened.document.connection()->call("GetItem", request);
    ActivityLog &log = opened.document.activity();
    QTRY_VERIFY(log.rowCount() > 0 && log.at(0).operation == QLatin1String("GetItem"));
    auto *output = opened.find<QTabWidget>("output");
    output->setCurrentIndex(1);
    auto *grid = opened.find<QTableView>("activity");
    QVERIFY(grid->isVisible());
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(grid->model()->index(0, ActivityLog::Operation)).center());
    QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.operations()));
    const session::DraftedOperation shown = opened.window.operations().form().draft().operation;
    QCOMPARE(shown.kind, model::OperationKind::GetItem);
    QCOMPARE(value::toDynamoDbJson(shown.key).compact(), request.find("Key")->compact());
}

void OpenInOperationsTest::anAccessPatternsStepOpensWithItsArguments()
{
    Opened opened;
    QVERIFY(opened.open(test::onlineShop()));
    QVERIFY(tablesAreRead(opened));
    const model::Model &model = *opened.document.model();
    const int row = patternOfQuery(model);
    QVERIFY(row >= 0);
    const model::AccessPattern &pattern = model.accessPatterns[static_cast<std::size_t>(row)];
    opened.window.reveal({.kind = Selection::Kind::AccessPattern, .row = row});
    opened.document.select({.kind = Selection::Kind::AccessPattern, .row = row});
    opened.window.design().patterns().showDetailOf(PatternView::SampleData);
    opened.runner.run({row});
    QTRY_VERIFY(!opened.runner.isRunning() && opened.runner.lastRun(row));
    QTRY_VERIFY(opened.find<QPushButton>("openStep0"));
    opened.find<QPushButton>("openStep0")->click();
    QCOMPARE(opened.page(), static_cast<QWidget *>(&opened.window.operations()));
    OperationsWorkspace &operations = opened.window.operations();
    const session::DraftedOperation shown = operations.form().draft().operation;
    QCOMPARE(shown.kind, model::OperationKind::Query);
    QCOMPARE(shown.keyTerms.size(), pattern.steps[0].operation.keyCondition.size());
    operations.run();
    QTRY_VERIFY(!operations.runner().isRunning() && operations.runner().page());
    QVERIFY(!operations.runner().page()->problem);
    QCOMPARE(operations.runner().page()->items.size(), opened.runner.lastRun(row)->steps[0].items.size());
}
