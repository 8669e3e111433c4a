#include <memory>

#include <QCoreApplication>
#include <QImage>

#include <benchmark/benchmark.h>

#include "ui/canvas/canvas_board.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

constexpr int kTables = 10;
constexpr int kEntitiesOfATable = 49; ///< 500 cards with their tables
constexpr int kAttributes = 8;
constexpr QSize kWindow(1600, 1000);

model::Table tableNamed(const std::string &name)
{
    model::Table table;
    table.definition.name = name;
    table.definition.key.partition = {{"PK", schema::KeyType::S}};
    table.definition.key.sort = {{"SK", schema::KeyType::S}};
    for (const char *index : {"GSI1", "GSI2"}) {
        schema::IndexDefinition definition;
        definition.name = index;
        definition.key.partition = {{std::string(index) + "PK", schema::KeyType::S}};
        definition.key.sort = {{std::string(index) + "SK", schema::KeyType::S}};
        table.definition.globalIndexes.push_back(definition);
    }
    return table;
}

model::Entity entityNamed(const std::string &name, const std::string &table)
{
    model::Entity entity;
    entity.name = name;
    entity.table = table;
    for (int number = 0; number < kAttributes; ++number)
        entity.attributes.push_back({.name = "attribute" + std::to_string(number)});
    entity.keyTemplates = {{"PK", "PARENT#{attribute0}"}, {"SK", name + "#{attribute1}"}, {"GSI1PK", name + "#{attribute2}"}};
    return entity;
}

/// Trees of entities, one in each table.
const model::Model &bigModel()
{
    static const model::Model model = [] {
        model::Model made;
        made.name = "Big";
        for (int table = 0; table < kTables; ++table) {
            const std::string tableName = "Table" + std::to_string(table);
            made.tables.push_back(tableNamed(tableName));
            for (int number = 0; number < kEntitiesOfATable; ++number) {
                const auto name = [&](int of) { return "Entity" + std::to_string(table) + "x" + std::to_string(of); };
                made.entities.push_back(entityNamed(name(number), tableName));
                if (number > 0)
                    made.relationships.push_back(
                        {.name = "has", .from = name(number / 4), .to = name(number), .kind = model::RelationshipKind::OneToMany});
            }
        }
        return made;
    }();
    return model;
}

/// The board with 500 cards where Graphviz put them.
struct BigCanvas {
    BigCanvas() : contents(canvasContents(bigModel())), board(scene)
    {
        scene.setContents(contents, {});
        const std::vector<QPointF> arranged = arrange(contents, scene.sizes());
        for (std::size_t number = 0; number < arranged.size(); ++number)
            places.insert(contents.cards[number].id, arranged[number]);
        scene.setContents(contents, places);
        board.resize(kWindow);
        board.show();
        board.fitAll();
    }

    void paint() { board.viewport()->render(&image); }

    CanvasContents contents;
    CardPlaces places;
    CanvasScene scene;
    CanvasBoard board;
    QImage image{kWindow, QImage::Format_RGB32};
};

BigCanvas &bigCanvas()
{
    static std::unique_ptr<BigCanvas> canvas;
    if (!canvas) {
        canvas = std::make_unique<BigCanvas>();
        qAddPostRoutine([] { canvas.reset(); }); // widgets go before the application
    }
    return *canvas;
}

void setZoom(double percent)
{
    BigCanvas &canvas = bigCanvas();
    canvas.board.fitAll();
    if (percent > 0)
        canvas.board.setZoom(percent / 100);
}

/// 500 cards that were not there: the model read as cards, measured, and put on the scene.
void canvasOpens(benchmark::State &state)
{
    BigCanvas &canvas = bigCanvas();
    for (auto _ : state) {
        canvas.scene.setContents({}, {});
        canvas.scene.setContents(canvasContents(bigModel()), canvas.places);
    }
}

/// The same after an edit of one of them.
void canvasTakesAnEdit(benchmark::State &state)
{
    BigCanvas &canvas = bigCanvas();
    model::Model model = bigModel();
    for (auto _ : state) {
        model.entities.front().attributes.front().required = !model.entities.front().attributes.front().required;
        canvas.scene.setContents(canvasContents(model), canvas.places);
    }
}

/// All of it, or a part at 40 % or 100 %.
void canvasPaints(benchmark::State &state)
{
    setZoom(static_cast<double>(state.range(0)));
    for (auto _ : state)
        bigCanvas().paint();
}

/// One move of the mouse with a card: its lines run anew, and everything is painted.
void canvasDragsACard(benchmark::State &state)
{
    setZoom(static_cast<double>(state.range(0)));
    BigCanvas &canvas = bigCanvas();
    const int card = canvas.contents.indexOf({model::CardKind::Entity, QStringLiteral("Entity5x1")});
    double by = 0;
    for (auto _ : state) {
        by = by > 400 ? 0 : by + kCanvasGrid;
        canvas.scene.placeCard(card, canvas.places.value(canvas.contents.cards[static_cast<std::size_t>(card)].id) + QPointF(by, by));
        canvas.paint();
    }
    canvas.scene.setContents(canvas.contents, canvas.places);
}

/// Goes on off the GUI thread.
void canvasArranges(benchmark::State &state)
{
    BigCanvas &canvas = bigCanvas();
    const std::vector<QSizeF> sizes = canvas.scene.sizes();
    for (auto _ : state)
        benchmark::DoNotOptimize(arrange(canvas.contents, sizes));
}

} // namespace

BENCHMARK(canvasOpens)->Unit(benchmark::kMillisecond);
BENCHMARK(canvasTakesAnEdit)->Unit(benchmark::kMillisecond);
BENCHMARK(canvasPaints)->Arg(0)->Arg(40)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(canvasDragsACard)->Arg(0)->Arg(40)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(canvasArranges)->Unit(benchmark::kMillisecond);
