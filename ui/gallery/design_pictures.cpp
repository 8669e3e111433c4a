#include "ui/gallery/pictures.h"

#include "ui/design/design_workspace.h"

namespace keywright::ui {

bool showDesign(Stage &stage)
{
    const auto &model = *stage.document().model();
    stage.window().design().showView(DesignWorkspace::KeyChartView);
    stage.picture(QStringLiteral("design-key-chart"));
    stage.document().select({.kind = Selection::Kind::Table, .row = 0});
    stage.picture(QStringLiteral("inspector-table"));
    if (!model.entities.empty()) {
        stage.window().reveal({.kind = Selection::Kind::Entity, .row = static_cast<int>(model.entities.size() * 2 / 3)});
        stage.picture(QStringLiteral("inspector-entity"));
    }
    stage.document().select({});
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.window().design().showView(DesignWorkspace::AccessPatternsView);
    stage.picture(QStringLiteral("design-access-patterns"));
    stage.runner().runAll();
    if (!stage.wait("the access patterns", [&] { return !stage.runner().isRunning(); }))
        return false;
    stage.picture(QStringLiteral("design-access-patterns-run"));
    if (model.accessPatterns.size() > 2) {
        stage.window().reveal({.kind = Selection::Kind::AccessPattern, .row = 2});
        stage.picture(QStringLiteral("inspector-access-pattern"));
    }
    stage.document().select({});
    return true;
}

} // namespace keywright::ui
