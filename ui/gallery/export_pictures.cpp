#include "ui/gallery/pictures.h"

#include "core/model/model_writer.h"
#include "ui/export/compare_page.h"
#include "ui/export/export_page.h"
#include "ui/export/export_workspace.h"
#include "ui/export/report_page.h"

namespace keywright::ui {

namespace {

bool showTarget(Stage &stage, const QString &name, const ExportChoices &choices)
{
    ExportPage &page = stage.window().exports().page();
    page.setChoices(choices);
    if (!stage.wait("the export", [&page] { return !page.isWriting(); }))
        return false;
    stage.picture(name);
    return true;
}

bool showReport(Stage &stage)
{
    ExportWorkspace &exports = stage.window().exports();
    exports.showView(ExportWorkspace::ReportView);
    if (!stage.wait("the report", [&] { return exports.report().report().written() && !exports.report().report().isWriting(); }))
        return false;
    stage.picture(QStringLiteral("export-report"));
    exports.showView(ExportWorkspace::PreviewView);
    return true;
}

/// As if the open model had come from one with less in it.
bool showDifferences(Stage &stage)
{
    model::Model former = *stage.document().model();
    if (!former.tables.empty() && !former.tables.front().definition.globalIndexes.empty()) {
        schema::TableDefinition &table = former.tables.front().definition;
        table.globalIndexes.pop_back();
        table.deletionProtection = !table.deletionProtection;
    }
    if (!former.entities.empty()) {
        former.entities.front().note.clear();
        former.entities.front().attributes.pop_back();
    }
    if (!former.accessPatterns.empty())
        former.accessPatterns.pop_back();
    ExportWorkspace &exports = stage.window().exports();
    exports.showView(ExportWorkspace::CompareView);
    exports.compare().compareWith(writeModel("former.keywright.json", QByteArray::fromStdString(model::writeModel(former))));
    if (!stage.wait("the differences", [&] { return !exports.compare().isComparing(); }))
        return false;
    stage.picture(QStringLiteral("export-differences"));
    exports.showView(ExportWorkspace::PreviewView);
    return true;
}

} // namespace

bool showExport(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Export);
    ExportChoices terraform;
    terraform.extras.alarms = true;
    ExportChoices code;
    code.target = ExportTarget::Code;
    ExportChoices plain;
    plain.target = ExportTarget::CloudFormation;
    ExportChoices policy;
    policy.target = ExportTarget::Policy;
    policy.identity = "${cognito-identity.amazonaws.com:sub}";
    return showTarget(stage, QStringLiteral("export-policy"), policy) && showTarget(stage, QStringLiteral("export-terraform"), terraform)
        && showTarget(stage, QStringLiteral("export-code"), code) && showTarget(stage, QStringLiteral("export-cloudformation"), plain)
        && showReport(stage) && showDifferences(stage);
}

bool showEmptyExport(Stage &stage)
{
    model::Model nothing;
    nothing.name = "New model";
    stage.document().create(std::move(nothing));
    if (!stage.wait("the empty model", [&] { return stage.document().stage() == Document::Stage::Ready; }))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::Export);
    return showTarget(stage, QStringLiteral("export-empty"), {});
}

} // namespace keywright::ui
