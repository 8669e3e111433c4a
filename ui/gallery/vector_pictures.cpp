#include <QDir>
#include <QLineEdit>

#include "ui/design/design_workspace.h"
#include "ui/gallery/pictures.h"
#include "ui/operations/operations_workspace.h"
#include "ui/operations/result_pane.h"
#include "ui/start/samples.h"

namespace keywright::ui {

namespace {

/// Most of it as a person would type it: the vector in its field.
bool search(Stage &stage, const QString &vector)
{
    OperationsWorkspace &operations = stage.window().operations();
    operations.showMode(OperationsWorkspace::FormMode);
    operations.openRequest(
        QStringLiteral("SearchVectors"),
        value::Json::parse("{\"TableName\": \"Recipes\", \"IndexName\": \"ByTaste\", \"SearchVector\": [], \"TopK\": 5, "
                           "\"SearchConditionExpression\": \"#language = :language AND #minutes <= :minutes\", "
                           "\"ExpressionAttributeNames\": {\"#language\": \"language\", \"#minutes\": \"minutes\"}, "
                           "\"ExpressionAttributeValues\": {\":language\": {\"S\": \"en\"}, \":minutes\": {\"N\": \"45\"}}}"));
    auto *line = stage.find<QLineEdit>("opVector_line");
    if (line == nullptr)
        return false;
    line->setText(vector);
    emit line->textEdited(vector);
    operations.run();
    return stage.wait("the search", [&] { return !operations.runner().isRunning() && !operations.runner().isExplaining(); });
}

} // namespace

bool showVectors(Stage &stage)
{
    if (!stage.openAndWait(QDir(samplesFolder()).filePath(QStringLiteral("recipe-finder.keywright.json"))))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.window().design().showView(DesignWorkspace::CanvasView);
    stage.document().select({Selection::Kind::Index, 0, QStringLiteral("ByTaste"), {}});
    stage.picture(QStringLiteral("vectors-index"));
    stage.window().design().showView(DesignWorkspace::AccessPatternsView);
    stage.document().select({.kind = Selection::Kind::AccessPattern, .row = 2});
    stage.picture(QStringLiteral("vectors-pattern"));
    stage.window().showWorkspace(MainWindow::Workspace::Operations);
    OperationsWorkspace &operations = stage.window().operations();
    if (!stage.wait("the tables", [&] { return operations.isReady(); }) || !search(stage, QStringLiteral("0.2, 0.8, 0.6")))
        return false;
    stage.picture(QStringLiteral("vectors-search-refused"));
    if (!search(stage, QStringLiteral("0.2, 0.8, 0.6, 0.1")))
        return false;
    operations.results().showView(ResultPane::ItemsView);
    stage.picture(QStringLiteral("vectors-search"));
    return true;
}

} // namespace keywright::ui
