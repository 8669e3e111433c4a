#include <QDir>

#include "ui/cost/cost_workspace.h"
#include "ui/gallery/pictures.h"
#include "ui/start/samples.h"

namespace keywright::ui {

namespace {

bool reckoned(Stage &stage)
{
    CostWorkspace &cost = stage.window().cost();
    return stage.wait("the cost", [&cost] { return !cost.isBusy() && cost.report(); });
}

} // namespace

bool showCost(Stage &stage)
{
    CostWorkspace &cost = stage.window().cost();
    const QString sample = QDir(samplesFolder()).filePath(QStringLiteral("game-leaderboard.keywright.json"));
    if (!stage.openAndWait(sample))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Cost);
    if (!reckoned(stage))
        return false;
    stage.picture(QStringLiteral("cost-tables"));
    cost.showView(CostWorkspace::PatternsView);
    stage.picture(QStringLiteral("cost-patterns"));
    cost.showView(CostWorkspace::EntitiesView);
    stage.picture(QStringLiteral("cost-entities"));
    cost.showView(CostWorkspace::TablesView);
    if (!stage.openAndWait(writeModel("empty.keywright.json", kEmptyModel)))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Cost);
    stage.picture(QStringLiteral("cost-empty"));
    return true;
}

} // namespace keywright::ui
