#include <QDir>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

#include "ui/gallery/pictures.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/heat_workspace.h"
#include "ui/heat/stored_page.h"
#include "ui/start/samples.h"

namespace keywright::ui {

namespace {

bool openModel(Stage &stage, const QString &file)
{
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    if (!stage.openAndWait(file))
        return false;
    stage.window().showWorkspace(MainWindow::Workspace::HeatMap);
    HeatPage &page = stage.window().heat().page();
    return stage.wait("the heat map", [&page] { return !page.isBusy(); });
}

void showTab(Stage &stage, int tab)
{
    stage.find<QTabWidget>("heatSide")->setCurrentIndex(tab);
}

QString sample(const char *name)
{
    return QDir(samplesFolder()).filePath(QLatin1String(name));
}

/// A design with one access pattern, whose traffic makes a shape: `rate` and the parameter's `popularity` as in the file.
QString shapeModel(const char *name, const QByteArray &operation, const QByteArray &rate, const QByteArray &popularity)
{
    return writeModel(name,
                      R"({"formatVersion": 1, "name": ")" + QByteArray(name).split('.').front() + R"(",
  "tables": [{"name": "Readings", "partitionKey": [{"name": "PK", "type": "S"}], "sortKey": [{"name": "SK", "type": "S"}],
              "billingMode": "PAY_PER_REQUEST"}],
  "entities": [{"name": "Reading", "table": "Readings",
    "attributes": [
      {"name": "sensorId", "type": "S", "sampleFormat": {"format": "sequence", "prefix": "s-", "digits": 4, "minimum": 1}},
      {"name": "at", "type": "S", "sampleFormat": {"format": "dateTime", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}}],
    "keyTemplates": {"PK": "SENSOR#{sensorId}", "SK": "{at}"}}],
  "recipes": [{"name": "Many", "seed": 1, "counts": {"Reading": 5000}}],
  "accessPatterns": [{"name": "Readings", "entities": ["Reading"],
    "parameters": [{"name": "sensorId", "type": "S", "drawnFrom": {"entity": "Reading", "attribute": "sensorId"}, "popularity": )"
                          + popularity + R"(},
                   {"name": "at", "type": "S", "drawnFrom": {"entity": "Reading", "attribute": "at"}}],
    "steps": [)" + operation
                          + R"(],
    "rate": )" + rate + R"(,
    "sizes": {"itemBytes": 900, "itemsReturned": 1, "itemsRead": 1}}]})");
}

bool showShape(Stage &stage, const char *name, const QByteArray &operation, const QByteArray &rate, const QByteArray &popularity)
{
    if (!openModel(stage, shapeModel(QByteArray(name + QByteArray(".keywright.json")).constData(), operation, rate, popularity)))
        return false;
    showTab(stage, 0);
    stage.picture(QStringLiteral("heat-shape-") + QLatin1String(name));
    return true;
}

bool showShapes(Stage &stage)
{
    const QByteArray put = R"({"operation": "PutItem", "table": "Readings", "entity": "Reading",
        "item": {"PK": "SENSOR#{sensorId}", "SK": "{at}", "sensorId": "{sensorId}", "at": "{at}"}})";
    const QByteArray byTime = R"({"operation": "PutItem", "table": "Readings", "entity": "Reading",
        "item": {"PK": "HOUR#{at|date:yyyy-MM-dd-HH}", "SK": "{sensorId}", "sensorId": "{sensorId}", "at": "{at}"}})";
    const QByteArray scan = R"({"operation": "Scan", "table": "Readings"})";
    const QByteArray uniform = R"({"kind": "uniform"})";
    return showShape(stage, "hot-key", put, R"({"perSecond": 2600})", R"({"kind": "zipf", "exponent": 1.8})")
        && showShape(stage, "sequential", byTime, R"({"perSecond": 900})", uniform)
        && showShape(stage, "periodic", put,
                     R"({"perSecond": 800, "dailyCurve": [9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1]})",
                     uniform)
        && showShape(stage, "spike", put, R"({"perSecond": 300, "spikes": [{"startHour": 20, "minutes": 15, "factor": 12}]})", uniform)
        && showShape(stage, "even", put, R"({"perSecond": 2400})", uniform)
        && showShape(stage, "scan-sweep", scan, R"({"perSecond": 0.002})", uniform);
}

} // namespace

bool showHeat(Stage &stage)
{
    HeatPage &page = stage.window().heat().page();
    stage.window().showWorkspace(MainWindow::Workspace::HeatMap);
    stage.picture(QStringLiteral("heat-empty"));
    if (!openModel(stage, sample("game-leaderboard-before-sharding.keywright.json")))
        return false;
    showTab(stage, 0);
    stage.picture(QStringLiteral("heat-hot"));
    const simulation::HeatMap &map = *page.plot().subject().map;
    page.plot().pinCell(map.rows.size() / 2, map.columns * 2 / 3);
    showTab(stage, 1);
    stage.picture(QStringLiteral("heat-pinned"));
    showTab(stage, 2);
    stage.picture(QStringLiteral("heat-patterns"));
    showTab(stage, 0);
    page.compareWith(ModelSource{ModelSource::Kind::OtherFile, sample("game-leaderboard.keywright.json")});
    if (!stage.wait("the comparison", [&page] { return !page.isBusy(); }))
        return false;
    stage.picture(QStringLiteral("heat-compared"));
    page.compareWith(std::nullopt);
    HeatWorkspace &heat = stage.window().heat();
    heat.showView(HeatWorkspace::MetricsView);
    stage.picture(QStringLiteral("heat-metrics"));
    heat.showView(HeatWorkspace::StoredView);
    if (!stage.wait("the stored items", [&heat] { return !heat.stored().isBusy(); }))
        return false;
    stage.picture(QStringLiteral("heat-stored"));
    heat.showView(HeatWorkspace::MapView);
    auto *hours = stage.find<QSpinBox>("heatHours");
    hours->setValue(744);
    stage.picture(QStringLiteral("heat-busy"));
    stage.find<QPushButton>("stopSimulation")->click();
    stage.picture(QStringLiteral("heat-left-off"));
    hours->setValue(24);
    return stage.wait("the heat map", [&page] { return !page.isBusy(); }) && showShapes(stage);
}

} // namespace keywright::ui
