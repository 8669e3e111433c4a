#pragma once

#include <array>

#include <QWidget>

namespace keywright::ui {

/// The weights of the 24 hours of a day as bars that the mouse draws; the keyboard moves from hour to hour and raises and
/// lowers them.
class CurveField : public QWidget {
    Q_OBJECT

public:
    using Weights = std::array<double, 24>;

    explicit CurveField(QWidget *parent = nullptr);

    void setWeights(const Weights &weights);
    const Weights &weights() const { return m_weights; }
    QSize sizeHint() const override { return {380, 110}; }
    QSize minimumSizeHint() const override { return {240, 90}; }
    /// Where an hour's bar with that part of the height ends.
    QPoint pointOf(int hour, double part) const;

signals:
    void edited();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QRectF area() const;
    void draw(const QPoint &point);
    void set(int hour, double weight);
    void describe();

    Weights m_weights{};
    double m_top = 2; ///< the weight of a full bar; not changed while a person draws
    int m_hour = 0;
};

} // namespace keywright::ui
