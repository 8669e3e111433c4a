#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "ui/heat/heat_words.h"

namespace keywright::ui {

/// A figure over time, with its limit and the threshold of an alarm where there are such. The mouse reads it off.
class LineChart : public QWidget {
    Q_OBJECT

public:
    struct Contents {
        QString title; ///< "Write units a second"
        std::vector<double> values;
        std::vector<double> second; ///< another line, dotted: as many as values, or none
        QString valueName;          ///< of the lines, where there are two
        QString secondName;
        QString unit;                    ///< "ms"
        std::vector<double> limit;       ///< as many as values, or none
        std::optional<double> threshold; ///< of an alarm
        std::vector<double> thresholds;  ///< where it follows the limit
        QString thresholdText;
        std::int64_t startSecond = 0;
        std::int64_t secondsPerValue = 60;
        HeatClock clock = HeatClock::Simulated;
        friend bool operator==(const Contents &, const Contents &) = default;
    };

    explicit LineChart(QWidget *parent = nullptr);

    void setContents(Contents contents);
    const Contents &contents() const { return m_contents; }
    QSize sizeHint() const override { return {480, 130}; }
    QSize minimumSizeHint() const override { return {240, 104}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRectF area() const;
    QPointF pointOf(std::size_t number, double value) const;
    void paintLine(QPainter &painter, const std::vector<double> &values) const;
    void paintAxis(QPainter &painter) const;
    QString readOff(std::size_t number) const;
    QString remark() const;
    static QString valueText(double value);

    Contents m_contents;
    double m_top = 1;
    std::optional<std::size_t> m_hovered;
};

} // namespace keywright::ui
