#pragma once

#include <QGraphicsItem>

#include "ui/canvas/card_painting.h"
#include "ui/canvas/link_path.h"

namespace keywright::ui {

/// A card on the scene. It only draws; what the mouse does with it is CanvasHand's.
class CardItem : public QGraphicsItem {
public:
    CardItem(Card card, CardGeometry geometry);

    const Card &card() const { return m_card; }
    const CardGeometry &geometry() const { return m_geometry; }
    const CardState &state() const { return m_state; }
    void setState(const CardState &state);
    QRectF cardRect() const { return m_geometry.rect().translated(pos()); }

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    Card m_card;
    CardGeometry m_geometry;
    CardState m_state;
};

/// The line of a relationship.
class LinkItem : public QGraphicsItem {
public:
    explicit LinkItem(Link link);

    const Link &link() const { return m_link; }
    void setLine(const LinePath &line);
    void setTone(LineTone tone);
    const LinePath &line() const { return m_line; }

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    Link m_link;
    LinePath m_line;
    LineTone m_tone = LineTone::Quiet;
};

/// One arrow of the path of an access pattern.
class StepItem : public QGraphicsItem {
public:
    StepItem(int step, bool writes) : m_step(step), m_writes(writes) { }

    void setLine(const LinePath &line);

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    LinePath m_line;
    int m_step;
    bool m_writes;
};

} // namespace keywright::ui
