#pragma once

#include <utility>
#include <vector>

#include <QPointF>
#include <QSizeF>

/// Arranging boxes without overlaps, by Graphviz. Knows nothing of models.
namespace keywright::ui {

struct GraphToLayOut {
    std::vector<QSizeF> boxes;
    std::vector<std::pair<int, int>> links; ///< from box to box, by number
};

enum class Flow { Down, Right };

/// Layers the boxes along their links with Graphviz's dot. Top left corners, in the order of the boxes, the least x and y
/// at 0. The same graph gives the same places. Any thread; calls take turns, since Graphviz is not thread-safe.
std::vector<QPointF> layInLayers(const GraphToLayOut &graph, Flow flow, double gap, double layerGap);

/// Draws linked boxes near to each other in all directions with Graphviz's sfdp: for graphs whose layers would be far too
/// long. Otherwise as layInLayers(), but that the same graph may get other places in another call.
std::vector<QPointF> layAround(const GraphToLayOut &graph, double gap);

/// In layers with the flow whose bounds are nearer to `aspect` (width by height), or around where both are far from it.
std::vector<QPointF> layOut(const GraphToLayOut &graph, double aspect, double gap, double layerGap);

/// Sets boxes in rows, in their order, so that their bounds are near to `aspect`. Top left corners.
std::vector<QPointF> layInRows(const std::vector<QSizeF> &boxes, double aspect, double gap);

/// The extent of boxes whose least x and y is 0.
QSizeF extentOf(const std::vector<QSizeF> &boxes, const std::vector<QPointF> &places);

} // namespace keywright::ui
