#include "ui/gallery/pictures.h"

#include "core/value/json.h"
#include "ui/operations/operations_workspace.h"
#include "ui/operations/request_page.h"
#include "ui/operations/result_pane.h"
#include "ui/operations/statement_page.h"

namespace keywright::ui {

namespace {

bool runAndWait(Stage &stage)
{
    OperationsWorkspace &operations = stage.window().operations();
    operations.run();
    return stage.wait("the operation", [&] { return !operations.runner().isRunning() && !operations.runner().isExplaining(); });
}

bool showRequest(Stage &stage, const QString &operation, const std::string &request, ResultPane::View view, const QString &name)
{
    OperationsWorkspace &operations = stage.window().operations();
    operations.openRequest(operation, value::Json::parse(request));
    if (!runAndWait(stage))
        return false;
    operations.results().showView(view);
    stage.picture(name);
    return true;
}

const std::string &filteredQuery()
{
    static const std::string text =
        "{\"TableName\": \"OnlineShop\", \"KeyConditionExpression\": \"PK = :pk AND begins_with(SK, :sk)\", \"FilterExpression\": "
        "\"#count > :count\", \"ExpressionAttributeNames\": {\"#count\": \"quantity\"}, \"ExpressionAttributeValues\": {\":pk\": {\"S\": "
        "\"USER#u-1006\"}, \":sk\": {\"S\": \"CART#\"}, \":count\": {\"N\": \"1\"}}}";
    return text;
}

const std::string &cancelledTransaction()
{
    static const std::string text =
        "{\"TransactItems\": [{\"Put\": {\"TableName\": \"OnlineShop\", \"Item\": {\"PK\": {\"S\": \"USER#u9\"}, \"SK\": {\"S\": "
        "\"PROFILE\"}}}}, "
        "{\"ConditionCheck\": {\"TableName\": \"OnlineShop\", \"Key\": {\"PK\": {\"S\": \"USER#nobody\"}, \"SK\": {\"S\": \"PROFILE\"}}, "
        "\"ConditionExpression\": \"attribute_exists(PK)\"}}]}";
    return text;
}

} // namespace

bool showOperations(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Operations);
    OperationsWorkspace &operations = stage.window().operations();
    if (!stage.wait("the tables", [&] { return operations.isReady(); }))
        return false;
    operations.runner().clear();
    operations.showMode(OperationsWorkspace::FormMode);
    operations.results().showView(ResultPane::ItemsView);
    stage.picture(QStringLiteral("operations-empty"));
    const bool shown =
        showRequest(stage, QStringLiteral("Query"), filteredQuery(), ResultPane::ItemsView, QStringLiteral("operations-query"))
        && showRequest(stage, QStringLiteral("Query"), filteredQuery(), ResultPane::ExplainView, QStringLiteral("operations-explain"))
        && showRequest(stage, QStringLiteral("Scan"), "{\"TableName\": \"OnlineShop\"}", ResultPane::TreeView,
                       QStringLiteral("operations-scan"))
        && showRequest(stage, QStringLiteral("TransactWriteItems"), cancelledTransaction(), ResultPane::ItemsView,
                       QStringLiteral("operations-cancelled"));
    if (!shown)
        return false;
    operations.showMode(OperationsWorkspace::StatementMode);
    operations.statement().setRequest(
        value::Json::parse("{\"Statement\": \"SELECT * FROM \\\"OnlineShop\\\"\\nWHERE PK = 'USER#u-1006' AN SK = 'PROFILE'\"}"));
    stage.picture(QStringLiteral("operations-partiql-error"));
    return true;
}

} // namespace keywright::ui
