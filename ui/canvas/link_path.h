#pragma once

#include <vector>

#include <QPainter>
#include <QPainterPath>

#include "core/model/model.h"

/// Lines between cards: where they run, and how they are drawn.
namespace keywright::ui {

/// A line between two rectangles, by their numbers; the same one twice for a line back to itself.
struct LineBetween {
    int from = 0;
    int to = 0;
};

/// A line as it runs: it leaves its card at `start` in the direction `out`, and comes to the other at `end`.
struct LinePath {
    QPainterPath path;
    QPointF start;
    QPointF out;
    QPointF end;
    QPointF in; ///< out of the card at the end
    QPointF middle;
};

/// Lines that leave and reach the rectangles at their nearer sides, those of one side spread along it in an order without
/// needless crossings.
std::vector<LinePath> runLines(const std::vector<LineBetween> &lines, const std::vector<QRectF> &rects);

/// A curve from a point of one rectangle's left or right side at height `y` to the nearer side of another.
LinePath runFromRow(const QRectF &from, double y, const QRectF &to, double toY);

enum class LineTone { Quiet, Hovered, Selected };

/// The line with a bar for "one" and a crow's foot for "many", and its name in the middle when `name` is not empty.
void drawRelationshipLine(QPainter &painter, const LinePath &line, model::RelationshipKind kind, const QString &name, LineTone tone,
                          double zoom);

/// A thick arrow with the step's number.
void drawStepArrow(QPainter &painter, const LinePath &line, int step, bool towardsStart, double zoom);

} // namespace keywright::ui
