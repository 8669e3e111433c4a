#include "ui/gallery/pictures.h"

#include <condition_variable>
#include <mutex>

#include <QDialog>
#include <QTableView>

#include "core/model/edits.h"
#include "core/value/json.h"
#include "ui/document/recording_connection.h"
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

/// Answers no request until it is stopped.
class SilentConnection : public RecordingConnection {
public:
    SilentConnection(std::shared_ptr<connection::Connection> inner, std::stop_token stop)
        : RecordingConnection(inner, [](const Activity &) {}), m_spoken(std::move(inner)), m_stop(std::move(stop))
    { }

    std::shared_ptr<connection::Connection> stopped(std::stop_token stop) const override
    {
        return std::make_shared<SilentConnection>(m_spoken, stop);
    }
    value::Json call(const std::string & /*operation*/, const value::Json & /*request*/) override
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait(lock, m_stop, [] { return false; });
        return {};
    }

private:
    std::shared_ptr<connection::Connection> m_spoken; ///< for what it answers
    std::stop_token m_stop;
};

bool showBusy(Stage &stage)
{
    OperationsWorkspace &operations = stage.window().operations();
    const auto own = stage.document().connection();
    operations.runner().setConnection(std::make_shared<SilentConnection>(own, std::stop_token()));
    operations.showMode(OperationsWorkspace::FormMode);
    operations.openRequest(QStringLiteral("Query"), value::Json::parse(filteredQuery()));
    operations.results().showView(ResultPane::ItemsView);
    operations.run();
    stage.picture(QStringLiteral("operations-busy"));
    operations.runner().cancel();
    operations.runner().setConnection(own);
    return stage.wait("the cancelled operation", [&] { return !operations.runner().isRunning(); });
}

model::SavedOperation savedAs(const char *name, const char *operation, const std::string &request, const char *note)
{
    model::SavedOperation saved;
    saved.name = name;
    saved.note = note;
    saved.operation = operation;
    saved.request = value::Json::parse(request);
    return saved;
}

/// What is kept; the model is then as it was.
void showKept(Stage &stage)
{
    OperationsWorkspace &operations = stage.window().operations();
    operations.showMode(OperationsWorkspace::SavedMode);
    stage.picture(QStringLiteral("operations-saved-empty"));
    stage.document().beginGroup(QStringLiteral("Save operations"));
    for (const model::SavedOperation &saved :
         {savedAs("Cart of a user", "Query", filteredQuery(), "More than one of a product"),
          savedAs("Move a profile", "TransactWriteItems", cancelledTransaction(), ""),
          savedAs("Profile by statement", "ExecuteStatement",
                  "{\"Statement\": \"SELECT * FROM \\\"OnlineShop\\\" WHERE PK = ?\", \"Parameters\": [{\"S\": \"USER#u-1006\"}]}", "")})
        stage.document().edit([&saved](const model::Model &model) { return model::addSavedOperation(model, saved); });
    stage.document().endGroup();
    stage.find<QTableView>("savedGrid")->selectRow(0);
    stage.picture(QStringLiteral("operations-saved"));
    operations.openSaved(stage.document().model()->savedOperations.front());
    operations.save();
    auto *dialog = stage.find<QDialog>("saveOperationDialog");
    stage.picture(QStringLiteral("operations-save"), *dialog);
    dialog->reject();
    stage.document().undo();
    operations.showMode(OperationsWorkspace::HistoryMode);
    stage.find<QTableView>("historyGrid")->selectRow(0);
    stage.picture(QStringLiteral("operations-history"));
}

} // namespace

bool showOperations(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Operations);
    OperationsWorkspace &operations = stage.window().operations();
    if (!stage.wait("the tables", [&] { return operations.isReady(); }))
        return false;
    operations.runner().clear();
    operations.history().clear(); // of the other theme, or of an earlier gallery
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
    showKept(stage);
    return showBusy(stage);
}

} // namespace keywright::ui
