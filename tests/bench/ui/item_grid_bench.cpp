#include <array>
#include <map>

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include "core/session/workspace.h"
#include "tests/bench/ui/bench_window.h"
#include "ui/connections/connections.h"
#include "ui/data/data_workspace.h"

using namespace keywright;
using namespace keywright::bench;

namespace {

constexpr int kBatch = 25;
constexpr int kCollection = 100; ///< items

model::Model eventsModel()
{
    model::Model model = designOf(1, 0);
    model.name = "Events";
    return model;
}

value::Item itemNumber(int number)
{
    const std::string text = std::to_string(number);
    return {{"PK", value::AttributeValue("DEVICE#" + std::to_string(number / kCollection))},
            {"SK", value::AttributeValue("EVENT#" + text)},
            {"reading", value::AttributeValue::number(number)},
            {"note", value::AttributeValue("what the device said the " + text + "th time")}};
}

/// A document whose table holds so many items.
struct ItemTable {
    explicit ItemTable(int items)
    {
        document.create(eventsModel());
        waitFor([this] { return document.stage() == ui::Document::Stage::Ready; });
        document.workspace()->countAsUsed();
        for (int first = 0; first < items; first += kBatch) {
            engine::BatchWriteRequest request;
            for (int number = first; number < std::min(items, first + kBatch); ++number)
                request.actions.emplace_back(engine::PutItemRequest{.table = "App", .item = itemNumber(number)});
            document.workspace()->connection().batchWriteItem(request);
        }
    }
    ~ItemTable() { document.close(); }

    ui::Document document;
};

/// Loaded once, since a million items take their time.
ItemTable &tableOf(int items)
{
    static std::map<int, std::unique_ptr<ItemTable>> tables;
    if (tables.empty())
        qAddPostRoutine([] { tables.clear(); }); // they go before the application
    auto &table = tables[items];
    if (!table)
        table = std::make_unique<ItemTable>(items);
    return *table;
}

/// The Data workspace on the table data.
struct Shown {
    explicit Shown(ui::Document &document)
        : connections(document, {[](const std::string &) { return std::optional<std::string>(); }, "/nonexistent"}, folder.path()),
          data(connections),
          items(*data.findChild<ui::ItemTableModel *>())
    {
        data.findChild<QComboBox *>(QStringLiteral("dataSource"))->setCurrentIndex(1);
        data.resize(image.size());
        data.show();
        waitFor([this] { return items.rowCount() > 0 && items.itemAt(0); });
    }

    QTableView &grid() { return *data.findChild<QTableView *>(QStringLiteral("items")); }
    void paint() { data.render(&image); }

    QTemporaryDir folder; // of the list of connections
    ui::Connections connections;
    ui::DataWorkspace data;
    ui::ItemTableModel &items;
    QImage image{1280, 700, QImage::Format_RGB32};
};

/// From opening the workspace to the first items painted.
void itemsFirstPaint(benchmark::State &state)
{
    ItemTable &table = tableOf(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        auto shown = std::make_unique<Shown>(table.document);
        shown->paint();
        state.PauseTiming();
        shown.reset();
        state.ResumeTiming();
    }
}

/// A wheel's turn through items, painted at once whether they are read yet or not.
void itemsScroll(benchmark::State &state)
{
    Shown shown(tableOf(static_cast<int>(state.range(0))).document);
    QScrollBar &bar = *shown.grid().verticalScrollBar();
    double longest = 0;
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        bar.setValue(bar.value() + 3 * bar.singleStep() >= bar.maximum() ? 0 : bar.value() + 3 * bar.singleStep());
        shown.paint();
        QApplication::processEvents();
        longest = std::max(longest, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    state.counters["longest_ms"] = longest;
    state.counters["held"] = static_cast<double>(shown.items.heldItems());
}

/// A jump to anywhere, until the items there are read and painted.
void itemsJump(benchmark::State &state)
{
    Shown shown(tableOf(static_cast<int>(state.range(0))).document);
    QScrollBar &bar = *shown.grid().verticalScrollBar();
    constexpr std::array kPlaces{0.5, 0.1, 0.9, 0.3, 0.7};
    std::size_t at = 0;
    for (auto _ : state) {
        bar.setValue(static_cast<int>(bar.maximum() * kPlaces[at++ % kPlaces.size()]));
        const int row = shown.grid().rowAt(0);
        waitFor([&] {
            shown.paint();
            return shown.items.itemAt(row) != nullptr;
        });
        shown.paint();
    }
    state.counters["held"] = static_cast<double>(shown.items.heldItems());
}

} // namespace

BENCHMARK(itemsFirstPaint)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(itemsScroll)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(itemsJump)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
