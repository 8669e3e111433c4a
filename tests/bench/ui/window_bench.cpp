#include <filesystem>

#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include "tests/bench/ui/bench_window.h"
#include "ui/start/samples.h"

using namespace keywright;
using namespace keywright::bench;

namespace {

std::filesystem::path largestSample()
{
    std::filesystem::path largest;
    for (const QString &file : ui::sampleFiles()) {
        const std::filesystem::path sample = file.toStdString();
        if (largest.empty() || std::filesystem::file_size(sample) > std::filesystem::file_size(largest))
            largest = sample;
    }
    return largest;
}

/// The window with all its workspaces, from nothing to its first picture.
void windowFirstPaint(benchmark::State &state)
{
    for (auto _ : state) {
        auto window = std::make_unique<BenchWindow>();
        window->paint(window->window);
        state.PauseTiming();
        window.reset();
        state.ResumeTiming();
    }
}

/// From the file until it is painted, its tables are made, its sample data is loaded and it is looked over.
void largestSampleOpens(benchmark::State &state)
{
    const std::filesystem::path sample = largestSample();
    const QTemporaryDir folder;
    BenchWindow window;
    int number = 0;
    for (auto _ : state) {
        state.PauseTiming();
        // A file of another name has no tables yet.
        const std::filesystem::path copy = folder.path().toStdString() + "/sample-" + std::to_string(number++) + ".keywright.json";
        std::filesystem::copy_file(sample, copy);
        state.ResumeTiming();
        window.window.open(QString::fromStdString(copy.string()));
        waitFor([&] { return window.document.file().endsWith(QString::fromStdString(copy.filename().string())); });
        window.waitUntilOpen();
        window.paint(window.window);
    }
    state.SetLabel(sample.filename().string());
}

} // namespace

BENCHMARK(windowFirstPaint)->Unit(benchmark::kMillisecond);
BENCHMARK(largestSampleOpens)->Unit(benchmark::kMillisecond);
