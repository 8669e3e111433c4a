#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QPointer>
#include <QWidget>

#include "core/simulation/hot_key.h"
#include "ui/heat/heat_raster.h"
#include "ui/heat/heat_words.h"

namespace keywright::ui {

class HeatTip;

/// What a plot shows.
struct HeatSubject {
    QString caption; ///< above it; may be empty
    std::shared_ptr<const simulation::HeatMap> map;
    std::vector<simulation::HotKey> hottest; ///< of the place, heaviest first
    HeatClock clock = HeatClock::Simulated;
};

/// A heat map that a person zooms, brushes and asks: time across, hash space down, the greatest heat of each row and column
/// at the margins. A drag brushes a box and zooms into it, the wheel zooms at the mouse, a click pins what the cell holds,
/// a double click goes into the partition; arrows move from cell to cell.
class HeatPlot : public QWidget {
    Q_OBJECT

public:
    explicit HeatPlot(QWidget *parent = nullptr);
    ~HeatPlot() override;

    /// A map of the same shape keeps the window, another one is shown whole.
    void setSubject(HeatSubject subject);
    const HeatSubject &subject() const { return m_subject; }
    void setLook(const simulation::HeatPicture &look);
    const simulation::HeatPicture &look() const { return m_look; }

    const HeatWindow &seen() const { return m_window; }
    /// Where a person was before is kept for zoomOut().
    void see(const HeatWindow &window);
    /// The same times as another plot; rows stay.
    void setTimes(double first, double last);
    void zoomIn();
    /// To where the person was before, in the end to all of it.
    void zoomOut();
    void showAll();
    bool isWhole() const { return !m_subject.map || m_window.isWhole(*m_subject.map); }
    /// All times of one partition.
    void showRow(std::size_t row);

    /// Frames rows in these columns; none takes that away.
    void frame(std::vector<std::size_t> rows, std::size_t firstColumn, std::size_t lastColumn);
    /// The partitions whose rows are seen, and whether that is not all.
    HeatRaster::Span visibleRows() const { return m_raster.visibleRows(m_window); }

    /// Where the cells are drawn.
    QRect field() const;
    QPoint pointOf(std::size_t row, std::size_t column) const;
    /// Keeps what a cell holds in a note beside it, until that is closed.
    void pinCell(std::size_t row, std::size_t column);
    int pinned() const;
    QSize sizeHint() const override { return {640, 360}; }
    QSize minimumSizeHint() const override { return {280, 150}; }

    /// The plot as it is, in `pixels` device pixels a pixel.
    QImage picture(qreal pixelRatio);

signals:
    void seenChanged();
    /// A person went into this partition.
    void entered(std::size_t row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Cell {
        std::size_t row = 0;
        std::size_t column = 0;
        friend bool operator==(const Cell &, const Cell &) = default;
    };

    void makeRaster();
    void renderField(qreal pixelRatio);
    void takeWindow(const HeatWindow &window);
    double columnAt(double x) const;
    double placeAt(double y) const;
    double xOf(double column) const;
    double yOf(double place) const;
    std::optional<Cell> cellAt(const QPoint &point) const;
    void brush(const QRect &box);
    void hover(const QPoint &point);
    void pin(const Cell &cell, const QPoint &at);
    void moveCell(int rows, int columns);
    QString text(const Cell &cell) const;
    void describe();

    void paintMargins(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintHashes(QPainter &painter) const;
    void paintSplits(QPainter &painter) const;
    void paintFrames(QPainter &painter) const;
    void paintCursor(QPainter &painter) const;

    HeatSubject m_subject;
    simulation::HeatPicture m_look;
    HeatRaster m_raster;
    HeatWindow m_window;
    std::vector<HeatWindow> m_before;
    QImage m_field; ///< as it was rendered for m_rendered
    HeatWindow m_rendered;
    std::vector<std::uint8_t> m_rowShades;
    std::vector<std::uint8_t> m_columnShades;
    bool m_stale = true;
    std::vector<std::size_t> m_framed;
    std::size_t m_framedFirst = 0;
    std::size_t m_framedLast = 0;
    std::optional<Cell> m_cell; ///< of the keyboard
    std::optional<QPoint> m_pressed;
    QRect m_brush;
    std::optional<QPoint> m_panned;
    HeatTip *m_tip;
};

} // namespace keywright::ui
