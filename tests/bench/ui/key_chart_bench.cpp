#include <QApplication>
#include <QKeyEvent>
#include <QTableView>

#include <benchmark/benchmark.h>

#include "core/model/edits.h"
#include "tests/bench/ui/bench_window.h"
#include "ui/design/design_workspace.h"
#include "ui/document/adviser.h"
#include "ui/parts/edit_line.h"

using namespace keywright;
using namespace keywright::bench;

namespace {

constexpr int kEntities = 100;
constexpr int kPatterns = 200;
constexpr int kTemplateColumn = 2; ///< the sort key's

/// The key chart of a large design, in the window where everything else follows it.
struct LargeChart : BenchWindow {
    LargeChart()
    {
        document.create(designOf(kEntities, kPatterns));
        waitUntilOpen();
        window.showWorkspace(ui::MainWindow::Workspace::Design);
        window.design().showView(ui::DesignWorkspace::KeyChartView);
        grid = window.findChild<QTableView *>(QStringLiteral("keyChart"));
        QApplication::processEvents();
    }

    ui::EditLine *edit() const
    {
        const QModelIndex cell = grid->model()->index(0, kTemplateColumn);
        grid->setCurrentIndex(cell);
        grid->edit(cell);
        return grid->findChild<ui::EditLine *>(QStringLiteral("cellEditor"));
    }

    void press(QWidget &line, int key, const QString &text = {}) const
    {
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
        QApplication::sendEvent(&line, &down);
    }

    QTableView *grid;
};

/// A letter in a key template, until the chart is painted with it.
void keyChartTakesALetter(benchmark::State &state)
{
    LargeChart chart;
    ui::EditLine *line = chart.edit();
    line->end(false);
    bool types = true;
    for (auto _ : state) {
        if (types)
            chart.press(*line, Qt::Key_X, QStringLiteral("x"));
        else
            chart.press(*line, Qt::Key_Backspace);
        types = !types;
        chart.paint(*chart.grid->viewport());
    }
}

/// Enter on a changed template: the model edited, every view following it, and the window painted.
void keyChartTakesATemplate(benchmark::State &state)
{
    LargeChart chart;
    int number = 0;
    for (auto _ : state) {
        state.PauseTiming();
        ui::EditLine *line = chart.edit();
        line->setText(QStringLiteral("Changed%1#{attribute1}").arg(number++));
        emit line->textEdited(line->text());
        state.ResumeTiming();
        chart.press(*line, Qt::Key_Return);
        chart.paint(chart.window);
        state.PauseTiming();
        chart.waitUntilOpen();
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        state.ResumeTiming();
    }
    if (chart.document.model()->entities[0].keyTemplates == designOf(1, 0).entities[0].keyTemplates)
        state.SkipWithError("the template was not taken");
}

/// From an edit until advice, problems and judgements of it are there, off the GUI thread; with the pause of 120 ms that a person may
/// type on in.
void adviceFollowsAnEdit(benchmark::State &state)
{
    LargeChart chart;
    int number = 0;
    for (auto _ : state) {
        const auto before = chart.window.adviser().counsel();
        chart.document.edit([&](const model::Model &model) {
            return model::changeKeyTemplate(model, "Entity0", "SK", "Changed" + std::to_string(number++) + "#{attribute1}");
        });
        waitFor([&] { return chart.window.adviser().counsel() != before && !chart.window.adviser().isLooking(); });
    }
}

} // namespace

BENCHMARK(keyChartTakesALetter)->Unit(benchmark::kMillisecond);
BENCHMARK(keyChartTakesATemplate)->Unit(benchmark::kMillisecond);
BENCHMARK(adviceFollowsAnEdit)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);
