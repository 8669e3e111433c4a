#pragma once

#include <QWidget>

#include "core/simulation/heat_picture.h"

namespace keywright::ui {

/// The scale of heat maps with its numbers, and their marks.
class HeatLegend : public QWidget {
    Q_OBJECT

public:
    explicit HeatLegend(QWidget *parent = nullptr);

    void setLook(const simulation::HeatPicture &look);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    simulation::HeatPicture m_look;
};

} // namespace keywright::ui
