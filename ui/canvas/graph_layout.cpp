#include "ui/canvas/graph_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <memory>
#include <mutex>
#include <string>

#include <graphviz/gvc.h>

namespace keywright::ui {

namespace {

constexpr double kPointsPerInch = 72; // Graphviz sizes boxes in inches and places them in points
constexpr double kUsualAspect = 1.5;
constexpr double kFarFromAspect = 4;

/// Graphviz keeps its state in globals: one call at a time, one context for all of them.
std::mutex g_graphvizMutex;

GVC_t *graphvizContext()
{
    static const std::unique_ptr<GVC_t, int (*)(GVC_t *)> context(gvContext(), gvFreeContext);
    return context.get();
}

void set(void *part, const char *name, const std::string &value)
{
    agsafeset(part, const_cast<char *>(name), const_cast<char *>(value.c_str()), const_cast<char *>(""));
}

std::string number(double value)
{
    return std::to_string(std::lround(value * 100)) + "e-2"; // no locale's comma
}

/// A laid-out graph, freed in the order that Graphviz wants.
class Graph {
public:
    explicit Graph(const GraphToLayOut &graph) : m_graph(agopen(const_cast<char *>("canvas"), Agdirected, nullptr))
    {
        for (std::size_t box = 0; box < graph.boxes.size(); ++box) {
            Agnode_t *node = agnode(m_graph, const_cast<char *>(std::to_string(box).c_str()), 1);
            set(node, "shape", "box");
            set(node, "fixedsize", "true");
            set(node, "label", "");
            set(node, "width", number(graph.boxes[box].width() / kPointsPerInch));
            set(node, "height", number(graph.boxes[box].height() / kPointsPerInch));
            m_nodes.push_back(node);
        }
        for (const auto &[from, to] : graph.links) {
            if (from != to)
                agedge(m_graph, m_nodes.at(static_cast<std::size_t>(from)), m_nodes.at(static_cast<std::size_t>(to)), nullptr, 1);
        }
    }

    ~Graph()
    {
        if (m_laidOut)
            gvFreeLayout(graphvizContext(), m_graph);
        agclose(m_graph);
    }

    Graph(const Graph &) = delete;
    Graph &operator=(const Graph &) = delete;

    bool layInLayers(Flow flow, double gap, double layerGap)
    {
        set(m_graph, "rankdir", flow == Flow::Right ? "LR" : "TB");
        set(m_graph, "splines", "none");
        set(m_graph, "nodesep", number(gap / kPointsPerInch));
        set(m_graph, "ranksep", number(layerGap / kPointsPerInch));
        return layOutWith("dot");
    }

    bool layAround(double gap)
    {
        set(m_graph, "splines", "none");
        set(m_graph, "overlap", "prism");
        set(m_graph, "sep", "+" + std::to_string(std::lround(gap / 2)));
        return layOutWith("sfdp");
    }

    /// Graphviz counts upwards, from the middle of a box.
    QPointF centre(std::size_t box) const { return {ND_coord(m_nodes[box]).x, -ND_coord(m_nodes[box]).y}; }

private:
    bool layOutWith(const char *engine)
    {
        // sfdp draws from both; nothing of ours does. It is not the same each time all the same: somewhere inside, the order of
        // addresses decides, which are other ones in each run.
        std::srand(1);
        srand48(1);
        m_laidOut = gvLayout(graphvizContext(), m_graph, engine) == 0;
        return m_laidOut;
    }

    Agraph_t *m_graph;
    std::vector<Agnode_t *> m_nodes;
    bool m_laidOut = false;
};

void startAtZero(std::vector<QPointF> &places)
{
    double left = std::numeric_limits<double>::max();
    double top = left;
    for (const QPointF &place : places) {
        left = std::min(left, place.x());
        top = std::min(top, place.y());
    }
    for (QPointF &place : places)
        place -= QPointF(left, top);
}

/// How far a shape is from the wanted one: 1 when it fits.
double misfit(const QSizeF &extent, double aspect)
{
    const double ratio = extent.width() / std::max(1.0, extent.height()) / aspect;
    // The larger of two that are equally odd is the worse one.
    return std::max(ratio, 1 / std::max(ratio, 1e-6)) * std::max(extent.width() / aspect, extent.height());
}

std::vector<QPointF> rowsOfWidth(const std::vector<QSizeF> &boxes, double width, double gap)
{
    std::vector<QPointF> places;
    double x = 0;
    double y = 0;
    double height = 0;
    for (const QSizeF &box : boxes) {
        if (x > 0 && x + box.width() > width) {
            x = 0;
            y += height + gap;
            height = 0;
        }
        places.emplace_back(x, y);
        x += box.width() + gap;
        height = std::max(height, box.height());
    }
    return places;
}

/// What Graphviz makes of it; rows when it cannot, as where its plugins are missing.
template <typename LayOut>
std::vector<QPointF> drawn(const GraphToLayOut &graph, double gap, LayOut layOut)
{
    const std::lock_guard lock(g_graphvizMutex);
    agseterr(AGMAX); // it would write to the terminal
    Graph drawing(graph);
    if (!layOut(drawing))
        return layInRows(graph.boxes, kUsualAspect, gap);
    std::vector<QPointF> places;
    for (std::size_t box = 0; box < graph.boxes.size(); ++box)
        places.push_back(drawing.centre(box) - QPointF(graph.boxes[box].width() / 2, graph.boxes[box].height() / 2));
    startAtZero(places);
    return places;
}

} // namespace

std::vector<QPointF> layInLayers(const GraphToLayOut &graph, Flow flow, double gap, double layerGap)
{
    return drawn(graph, gap, [&](Graph &drawing) { return drawing.layInLayers(flow, gap, layerGap); });
}

std::vector<QPointF> layAround(const GraphToLayOut &graph, double gap)
{
    return drawn(graph, gap, [&](Graph &drawing) { return drawing.layAround(gap); });
}

std::vector<QPointF> layOut(const GraphToLayOut &graph, double aspect, double gap, double layerGap)
{
    std::vector<QPointF> down = layInLayers(graph, Flow::Down, gap, layerGap);
    std::vector<QPointF> right = layInLayers(graph, Flow::Right, gap, layerGap);
    const bool downFits = misfit(extentOf(graph.boxes, down), aspect) <= misfit(extentOf(graph.boxes, right), aspect);
    std::vector<QPointF> &layered = downFits ? down : right;
    const QSizeF extent = extentOf(graph.boxes, layered);
    const double ratio = extent.width() / std::max(1.0, extent.height()) / aspect;
    if (ratio < kFarFromAspect && ratio > 1 / kFarFromAspect)
        return layered;
    std::vector<QPointF> around = layAround(graph, gap);
    return misfit(extentOf(graph.boxes, around), aspect) < misfit(extent, aspect) ? around : layered;
}

std::vector<QPointF> layInRows(const std::vector<QSizeF> &boxes, double aspect, double gap)
{
    double area = 0;
    double widest = 0;
    for (const QSizeF &box : boxes) {
        area += (box.width() + gap) * (box.height() + gap);
        widest = std::max(widest, box.width());
    }
    std::vector<QPointF> best;
    double least = std::numeric_limits<double>::max();
    for (int tenths = 7; tenths <= 15; ++tenths) {
        std::vector<QPointF> places = rowsOfWidth(boxes, std::max(widest, std::sqrt(area * aspect) * tenths / 10.0), gap);
        if (const double odd = misfit(extentOf(boxes, places), aspect); odd < least) {
            least = odd;
            best = std::move(places);
        }
    }
    return best;
}

QSizeF extentOf(const std::vector<QSizeF> &boxes, const std::vector<QPointF> &places)
{
    QSizeF extent;
    for (std::size_t box = 0; box < places.size(); ++box)
        extent = extent.expandedTo({places[box].x() + boxes[box].width(), places[box].y() + boxes[box].height()});
    return extent;
}

} // namespace keywright::ui
