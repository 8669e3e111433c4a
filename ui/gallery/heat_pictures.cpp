#include <algorithm>

#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

#include "ui/gallery/pictures.h"
#include "ui/heat/heat_bar.h"
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

constexpr const char *kOneItem = R"({"itemBytes": 900, "itemsReturned": 1, "itemsRead": 1})";

/// A design with one access pattern, whose traffic makes a shape: `rate`, the parameter's `popularity` and `sizes` as in the
/// file.
struct Shape {
    const char *name;
    QByteArray operation;
    QByteArray rate;
    QByteArray popularity = R"({"kind": "uniform"})";
    QByteArray sizes = kOneItem;
};

QByteArray shapeText(const Shape &shape)
{
    return R"({"formatVersion": 1, "name": ")" + QByteArray(shape.name) + R"(",
  "tables": [{"name": "Readings", "partitionKey": [{"name": "PK", "type": "S"}], "sortKey": [{"name": "SK", "type": "S"}],
              "billingMode": "PAY_PER_REQUEST",
              "warmThroughput": {"readUnitsPerSecond": 36000, "writeUnitsPerSecond": 12000}}],
  "entities": [{"name": "Reading", "table": "Readings",
    "attributes": [
      {"name": "sensorId", "type": "S", "sampleFormat": {"format": "sequence", "prefix": "s-", "digits": 4, "minimum": 1}},
      {"name": "at", "type": "S", "sampleFormat": {"format": "dateTime", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}}],
    "keyTemplates": {"PK": "SENSOR#{sensorId}", "SK": "{at}"}}],
  "recipes": [{"name": "Many", "seed": 1, "counts": {"Reading": 5000}}],
  "accessPatterns": [{"name": "Readings", "entities": ["Reading"],
    "parameters": [{"name": "sensorId", "type": "S", "drawnFrom": {"entity": "Reading", "attribute": "sensorId"}, "popularity": )"
        + shape.popularity + R"(},
                   {"name": "at", "type": "S", "drawnFrom": {"entity": "Reading", "attribute": "at"}}],
    "steps": [)"
        + shape.operation + R"(],
    "rate": )"
        + shape.rate + R"(,
    "sizes": )"
        + shape.sizes + R"(}]})";
}

QString shapeModel(const Shape &shape)
{
    return writeModel(QByteArray(shape.name + QByteArray(".keywright.json")).constData(), shapeText(shape));
}

bool showShape(Stage &stage, const Shape &shape)
{
    if (!openModel(stage, shapeModel(shape)))
        return false;
    showTab(stage, 0);
    stage.picture(QStringLiteral("heat-shape-") + QLatin1String(shape.name));
    return true;
}

bool showShapes(Stage &stage)
{
    const QByteArray put = R"({"operation": "PutItem", "table": "Readings", "entity": "Reading",
        "item": {"PK": "SENSOR#{sensorId}", "SK": "{at}", "sensorId": "{sensorId}", "at": "{at}"}})";
    const QByteArray byTime = R"({"operation": "PutItem", "table": "Readings", "entity": "Reading",
        "item": {"PK": "HOUR#{at|date:yyyy-MM-dd-HH}", "SK": "{sensorId}", "sensorId": "{sensorId}", "at": "{at}"}})";
    const Shape shapes[] = {
        {"hot-key", put, R"({"perSecond": 2600})", R"({"kind": "zipf", "exponent": 1.8})"},
        {"sequential", byTime, R"({"perSecond": 900})"},
        {"periodic", put, R"({"perSecond": 800, "dailyCurve": [9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1, 9, 1, 1]})"},
        {"spike", put, R"({"perSecond": 300, "spikes": [{"startHour": 20, "minutes": 15, "factor": 12}]})"},
        {"even", put, R"({"perSecond": 2400})"},
        // Seven walks a day over 20 GB, of half an hour each.
        {"scan-sweep", R"({"operation": "Scan", "table": "Readings"})", R"({"perSecond": 0.00008})", R"({"kind": "uniform"})",
         R"({"itemBytes": 900, "itemsReturned": 100, "itemsRead": 23000000})"},
    };
    return std::all_of(std::begin(shapes), std::end(shapes), [&stage](const Shape &shape) { return showShape(stage, shape); });
}

/// A generator that cannot be, so that the keys are not known.
bool showFailure(Stage &stage)
{
    const Shape shape{"heat-broken", R"({"operation": "GetItem", "table": "Readings", "key": {"PK": "SENSOR#{sensorId}", "SK": "{at}"}})",
                      R"({"perSecond": 100})"};
    const QString file =
        writeModel("heat-broken.keywright.json", shapeText(shape).replace(R"("minimum": 1})", R"("minimum": "the first"})"));
    if (!openModel(stage, file))
        return false;
    stage.picture(QStringLiteral("heat-error"));
    return true;
}

/// What the tables serve, with calls of every kind, and how their items lie.
bool showLiveTraffic(Stage &stage)
{
    if (!openModel(stage, sample("session-store.keywright.json")))
        return false;
    HeatWorkspace &heat = stage.window().heat();
    HeatPage &page = heat.page();
    page.bar().setSource(HeatBar::Source::Live);
    auto *span = stage.find<QComboBox>("heatSpan");
    span->setCurrentIndex(0);
    connection::Connection &connection = *stage.document().connection();
    const model::Model &model = *stage.document().model();
    engine::PutItemRequest put{model.tables.front().definition.name, model.sampleData.front().items.front()};
    engine::ScanRequest scan;
    scan.table = put.table;
    for (int i = 0; i < 300; ++i) {
        connection.putItem(put);
        if (i % 50 == 0)
            connection.scan(scan);
    }
    if (!stage.wait("live traffic", [&page] { return page.shown() && page.shown()->places.front().consumed.writes >= 300; }))
        return false;
    showTab(stage, 1);
    stage.picture(QStringLiteral("heat-live"));
    heat.showView(HeatWorkspace::MetricsView);
    stage.picture(QStringLiteral("heat-metrics-live"));
    heat.showView(HeatWorkspace::StoredView);
    heat.stored().sources().setCurrentIndex(1);
    emit heat.stored().sources().activated(1);
    if (!stage.wait("the tables' items", [&heat] { return !heat.stored().isBusy(); }))
        return false;
    stage.picture(QStringLiteral("heat-stored-tables"));
    heat.stored().sources().setCurrentIndex(0);
    heat.showView(HeatWorkspace::MapView);
    span->setCurrentIndex(1);
    page.bar().setSource(HeatBar::Source::Simulated);
    return true;
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
    qDeleteAll(page.plot().findChildren<QWidget *>(QStringLiteral("pinnedTip")));
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
    return stage.wait("the heat map", [&page] { return !page.isBusy(); }) && showShapes(stage) && showFailure(stage)
        && showLiveTraffic(stage);
}

} // namespace keywright::ui
