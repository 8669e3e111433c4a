#include "ui/canvas/card_geometry.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QTextLayout>

#include "ui/parts/key_header.h"
#include "ui/parts/template_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr double kLeastWidth = 184;
constexpr double kMostWidth = 384;
constexpr double kTableWidth = 272;
constexpr double kNoteWidth = 240;
constexpr double kTypeColumn = 44; ///< of an attribute's type and key marks
constexpr double kLaneTitle = 26;
constexpr double kLaneKeyRow = 26;

double onGrid(double length)
{
    return std::ceil(length / kCanvasGrid) * kCanvasGrid;
}

double textWidth(TextRole role, const QString &text)
{
    return QFontMetricsF(fontOf(role)).horizontalAdvance(text);
}

double widestPlace(const Card &card)
{
    const bool hasIndexes = std::any_of(card.keys.begin(), card.keys.end(), [](const KeyRow &key) { return key.ofIndex; });
    if (!hasIndexes)
        return 0;
    double widest = 0;
    for (const KeyRow &key : card.keys)
        widest = std::max(widest, key.ofIndex ? textWidth(TextRole::Caption, key.place) : 0);
    return std::min(widest, 72.0) + space::kS;
}

double entityWidth(const Card &card, double placeColumn)
{
    double width = textWidth(TextRole::Strong, card.look.name) + kMarkSize + space::kS + 2 * kCardPadding + space::kXl;
    const double mark = keyMarkWidth(QStringLiteral("PK")) + space::kS;
    for (const KeyRow &key : card.keys)
        width = std::max(width, placeColumn + mark + templateWidth(key.keyTemplate) + 2 * kCardPadding + 2);
    for (const AttributeRow &attribute : card.attributes)
        width = std::max(width, textWidth(TextRole::Body, attribute.name) + kTypeColumn + 2 * kCardPadding);
    return std::clamp(onGrid(width), kLeastWidth, kMostWidth);
}

CardGeometry entityGeometry(const Card &card)
{
    CardGeometry geometry;
    geometry.placeColumn = widestPlace(card);
    const double width = entityWidth(card, geometry.placeColumn);
    geometry.header = {0, 0, width, kHeaderHeight};
    double y = kHeaderHeight + 6;
    for (std::size_t row = 0; row < card.keys.size(); ++row, y += kCardRow)
        geometry.keys.emplace_back(0, y, width, kCardRow);
    if (!card.keys.empty())
        y += 11;
    for (std::size_t row = 0; row < card.attributes.size(); ++row, y += kCardRow)
        geometry.attributes.emplace_back(0, y, width, kCardRow);
    geometry.addRow = {0, y, width, kCardRow};
    geometry.size = {width, onGrid(y + kCardRow + 2)};
    return geometry;
}

double addChips(LaneGeometry &lane, const Lane &contents, double y)
{
    double x = kCardPadding;
    for (const EntityLook &look : contents.entities) {
        const double width = std::min(kLaneChip + space::kXs + textWidth(TextRole::Caption, look.name), kTableWidth - 2 * kCardPadding);
        if (x > kCardPadding && x + width > kTableWidth - kCardPadding) {
            x = kCardPadding;
            y += kLaneChip + space::kXs;
        }
        lane.chips.emplace_back(x, y, width, kLaneChip);
        x += width + space::kM;
    }
    return y + kLaneChip;
}

/// Keys side by side, two a line.
double addLaneKeys(LaneGeometry &lane, const Lane &contents, double y)
{
    const std::size_t count = contents.keys.size();
    const double whole = kTableWidth - 2 * kCardPadding;
    const double half = (whole - space::kS) / 2;
    for (std::size_t key = 0; key < count; ++key) {
        const bool alone = count == 1;
        const double x = kCardPadding + (key % 2 == 1 ? half + space::kS : 0);
        lane.keys.emplace_back(x, y + std::floor(key / 2.0) * (kLaneKeyRow + space::kXs), alone ? whole : half, kLaneKeyRow);
    }
    return count == 0 ? y : lane.keys.back().bottom();
}

CardGeometry tableGeometry(const Card &card)
{
    CardGeometry geometry;
    geometry.header = {0, 0, kTableWidth, kHeaderHeight};
    double y = kHeaderHeight;
    for (const Lane &contents : card.lanes) {
        LaneGeometry lane;
        lane.title = {kCardPadding, y + space::kXs, kTableWidth - 2 * kCardPadding, kLaneTitle};
        const double keysEnd = addLaneKeys(lane, contents, lane.title.bottom());
        const double end = addChips(lane, contents, keysEnd + space::kS) + space::kM;
        lane.rect = {0, y, kTableWidth, end - y};
        y = end;
        geometry.lanes.push_back(lane);
    }
    geometry.size = {kTableWidth, onGrid(y)};
    if (!geometry.lanes.empty())
        geometry.lanes.back().rect.setBottom(geometry.size.height());
    return geometry;
}

CardGeometry noteGeometry(const Card &card)
{
    const QRectF text =
        QFontMetricsF(fontOf(TextRole::Body)).boundingRect(QRectF(0, 0, kNoteWidth - 2 * kCardPadding, 4000), Qt::TextWordWrap, card.text);
    CardGeometry geometry;
    geometry.size = {kNoteWidth, onGrid(std::max(text.height(), kCardRow) + 2 * kCardPadding)};
    return geometry;
}

int rowAt(const std::vector<QRectF> &rows, const QPointF &point)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const QRectF &row) { return row.contains(point); });
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

CardPart lanePart(const CardGeometry &geometry, const QPointF &point)
{
    for (int row = 0; row < static_cast<int>(geometry.lanes.size()); ++row) {
        const LaneGeometry &lane = geometry.lanes[static_cast<std::size_t>(row)];
        if (!lane.rect.contains(point))
            continue;
        if (const int key = rowAt(lane.keys, point); key >= 0)
            return {CardPart::Kind::LaneKey, row, key};
        if (const int chip = rowAt(lane.chips, point); chip >= 0)
            return {CardPart::Kind::LaneEntity, row, chip};
        return {CardPart::Kind::Lane, row};
    }
    return {CardPart::Kind::Body};
}

} // namespace

CardGeometry geometryOf(const Card &card)
{
    switch (card.id.kind) {
    case model::CardKind::Table: return tableGeometry(card);
    case model::CardKind::Entity: return entityGeometry(card);
    case model::CardKind::Note: return noteGeometry(card);
    }
    return {};
}

CardPart partAt(const Card &card, const CardGeometry &geometry, const QPointF &point)
{
    if (!geometry.rect().contains(point))
        return {};
    if (geometry.header.contains(point))
        return {CardPart::Kind::Header};
    if (card.id.kind == model::CardKind::Table)
        return lanePart(geometry, point);
    if (const int key = rowAt(geometry.keys, point); key >= 0)
        return {CardPart::Kind::Key, key};
    if (const int attribute = rowAt(geometry.attributes, point); attribute >= 0)
        return {CardPart::Kind::Attribute, attribute};
    if (card.id.kind == model::CardKind::Entity && geometry.addRow.contains(point))
        return {CardPart::Kind::AddAttribute};
    return {CardPart::Kind::Body};
}

QRectF rectOf(const CardGeometry &geometry, const CardPart &part)
{
    const auto row = static_cast<std::size_t>(part.row);
    const auto item = static_cast<std::size_t>(part.item);
    switch (part.kind) {
    case CardPart::Kind::None: return {};
    case CardPart::Kind::Body: return geometry.rect();
    case CardPart::Kind::Header: return geometry.header;
    case CardPart::Kind::Key: return geometry.keys.at(row);
    case CardPart::Kind::Attribute: return geometry.attributes.at(row);
    case CardPart::Kind::AddAttribute: return geometry.addRow;
    case CardPart::Kind::Lane: return geometry.lanes.at(row).rect;
    case CardPart::Kind::LaneKey: return geometry.lanes.at(row).keys.at(item);
    case CardPart::Kind::LaneEntity: return geometry.lanes.at(row).chips.at(item);
    }
    return {};
}

} // namespace keywright::ui
