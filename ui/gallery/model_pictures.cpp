#include "ui/cost/cost_workspace.h"
#include "ui/design/design_workspace.h"
#include "ui/export/export_page.h"
#include "ui/export/export_workspace.h"
#include "ui/gallery/pictures.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/heat_workspace.h"

namespace keywright::ui {

namespace {

bool showDesignOf(Stage &stage)
{
    DesignWorkspace &design = stage.window().design();
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    design.showView(DesignWorkspace::CanvasView);
    stage.picture(QStringLiteral("canvas"));
    design.showView(DesignWorkspace::KeyChartView);
    stage.picture(QStringLiteral("key-chart"));
    design.showView(DesignWorkspace::AccessPatternsView);
    stage.runner().runAll();
    if (!stage.wait("the access patterns", [&stage] { return !stage.runner().isRunning(); }))
        return false;
    stage.picture(QStringLiteral("access-patterns"));
    return true;
}

} // namespace

bool showModel(Stage &stage)
{
    using Workspace = MainWindow::Workspace;
    MainWindow &window = stage.window();
    if (!showDesignOf(stage))
        return false;
    const ExportPage *exported = window.exports().findChild<ExportPage *>();
    const struct {
        Workspace workspace;
        const char *name;
        std::function<bool()> isThere;
    } others[] = {
        {Workspace::Data, "data", [] { return true; }},
        {Workspace::Operations, "operations", [] { return true; }},
        {Workspace::HeatMap, "heat-map", [&window] { return !window.heat().page().isBusy(); }},
        {Workspace::Streams, "streams", [] { return true; }},
        {Workspace::Cost, "cost", [&window] { return !window.cost().isBusy(); }},
        {Workspace::Export, "export", [exported] { return !exported->isWriting(); }},
    };
    for (const auto &each : others) {
        window.showWorkspace(each.workspace);
        if (!stage.wait(each.name, each.isThere))
            return false;
        stage.picture(QLatin1String(each.name));
    }
    return true;
}

} // namespace keywright::ui
