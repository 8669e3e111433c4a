#include "ui/export/design_report.h"

#include <algorithm>

#include <QPainter>
#include <QSvgRenderer>

#include "core/capacity/prices.h"
#include "core/simulation/cost.h"
#include "core/simulation/heat_picture.h"
#include "core/simulation/model_workload.h"
#include "core/simulation/simulation.h"
#include "ui/canvas/canvas_picture.h"
#include "ui/document/text.h"
#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

constexpr int kPictureWidth = 680; ///< at most; what fits a printed page
constexpr qreal kPicturePixels = 2;
constexpr std::size_t kHeatRows = 24;
constexpr std::size_t kHeatColumns = 144; ///< ten minutes each

struct CanvasDrawing {
    QImage image;
    QByteArray vectors;
    int width = 0;
};

/// The canvas in the colours of paper, with nothing selected or lit.
CanvasDrawing drawingOf(const CanvasScene &canvas, const QString &title)
{
    if (canvas.contents().cards.empty())
        return {};
    const OnPaper paper;
    CanvasScene plain;
    plain.setContents(canvas.contents(), canvas.places());
    return {canvasImage(plain, kPicturePixels), canvasSvg(plain, title), qMin(kPictureWidth, qRound(plain.extent().width()))};
}

/// What the access patterns' rates come to, where there are any: a day simulated, and a month paid. Takes a while.
void addTraffic(session::ReportSources &about, WrittenReport &report, const std::stop_token &stop)
{
    const auto &patterns = report.model->accessPatterns;
    if (std::none_of(patterns.begin(), patterns.end(), [](const auto &each) { return each.rate && each.rate->perSecond > 0; }))
        return;
    about.cost = std::make_shared<const simulation::CostReport>(simulation::costOf(*report.model, capacity::currentPrices()));
    simulation::SimulationOptions options;
    options.stop = stop;
    about.heat = std::make_shared<const simulation::Outcome>(simulation::simulate(simulation::workloadOf(*report.model), options));
    std::vector<simulation::HeatMap> maps;
    for (const simulation::PlaceOutcome &place : about.heat->places)
        if (!(place.offered == capacity::Units{}))
            maps.push_back(place.map);
    report.heatVectors = QByteArray::fromStdString(simulation::heatMapsSvg(maps, {.mostRows = kHeatRows, .mostColumns = kHeatColumns}));
    QSvgRenderer renderer(report.heatVectors);
    report.heatPicture = QImage(renderer.defaultSize(), QImage::Format_RGB32);
    report.heatPicture.fill(Qt::white);
    QPainter painter(&report.heatPicture);
    renderer.render(&painter);
    about.heatPicture = kReportHeat;
    about.heatPictureWidth = report.heatPictureWidth = kPictureWidth;
}

} // namespace

QByteArray standaloneHtml(const WrittenReport &report)
{
    QByteArray html = report.html.toUtf8();
    html.replace(QByteArray("src=\"") + kReportPicture, "src=\"data:image/svg+xml;base64," + report.vectors.toBase64());
    return html.replace(QByteArray("src=\"") + kReportHeat, "src=\"data:image/svg+xml;base64," + report.heatVectors.toBase64());
}

DesignReport::DesignReport(Document &document, const PatternRunner &runner, const CanvasScene &canvas, QObject *parent)
    : QObject(parent), m_document(document), m_runner(runner), m_canvas(canvas), m_background(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DesignReport::write);
    connect(&document, &Document::modelChanged, this, &DesignReport::writeSoon);
    connect(&runner, &PatternRunner::patternRan, this, &DesignReport::writeSoon);
    connect(&runner, &PatternRunner::runsCleared, this, &DesignReport::writeSoon);
    connect(&runner, &PatternRunner::stalenessChanged, this, &DesignReport::writeSoon);
}

void DesignReport::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_stale)
        write();
}

void DesignReport::writeSoon()
{
    m_stale = true;
    m_again = m_busy;
    if (!m_document.model()) {
        m_written.reset();
        emit writtenChanged();
        return;
    }
    m_timer.start(kDelayMs);
}

session::ReportSources DesignReport::sources() const
{
    session::ReportSources sources;
    sources.date = m_date.toStdString();
    const auto &patterns = m_document.model()->accessPatterns;
    for (int row = 0; row < static_cast<int>(patterns.size()); ++row)
        if (const session::PatternVerification *verification = m_runner.lastVerification(row))
            sources.verifications.emplace(patterns[static_cast<std::size_t>(row)].name,
                                          session::reported(*verification, m_runner.isStale(row)));
    return sources;
}

void DesignReport::write()
{
    m_timer.stop();
    if (m_busy || !m_watched || !m_document.model())
        return;
    m_busy = true;
    m_again = false;
    const std::shared_ptr<const model::Model> model = m_document.model();
    CanvasDrawing drawing = drawingOf(m_canvas, toQString(model->name));
    session::ReportSources about = sources();
    if (drawing.width > 0) {
        about.picture = kReportPicture;
        about.pictureWidth = drawing.width;
    }
    m_background.start(
        [model, about = std::move(about), drawing = std::move(drawing)](const std::stop_token &stop) mutable {
            auto report = std::make_shared<WrittenReport>();
            report->model = model;
            report->pictureWidth = drawing.width;
            report->picture = drawing.image;
            report->vectors = drawing.vectors;
            try {
                addTraffic(about, *report, stop);
                report->html = toQString(session::writeDesignReport(*model, about));
            } catch (const std::exception &error) {
                report->failure = toQString(error.what());
            }
            return report;
        },
        [this](std::shared_ptr<WrittenReport> report) { take(std::move(report)); });
}

void DesignReport::take(std::shared_ptr<WrittenReport> written)
{
    m_busy = false;
    if (!m_document.model())
        return;
    m_stale = m_again || written->model != m_document.model();
    m_written = std::move(written);
    emit writtenChanged();
    if (m_stale)
        write();
}

} // namespace keywright::ui
