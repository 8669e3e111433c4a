#include "ui/heat/heat_plot.h"

#include <cmath>

#include <QAccessible>
#include <QMouseEvent>
#include <QTextDocumentFragment>
#include <QWheelEvent>

#include "ui/heat/heat_plot_layout.h"
#include "ui/heat/heat_tip.h"
#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

constexpr double kZoomStep = 1.6;
constexpr int kLeastBrush = 6; ///< pixels; a shorter drag is a click
constexpr std::size_t kMostBefore = 50;

} // namespace

HeatPlot::HeatPlot(QWidget *parent) : QWidget(parent), m_tip(new HeatTip(this))
{
    setObjectName(QStringLiteral("heatPlot"));
    setAccessibleName(tr("Heat map"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::CrossCursor);
    connect(&theme(), &Theme::changed, this, [this] {
        makeRaster();
        update();
    });
}

HeatPlot::~HeatPlot() = default;

void HeatPlot::setSubject(HeatSubject subject)
{
    const bool sameShape = m_subject.map && subject.map && m_subject.map->title == subject.map->title
        && m_subject.map->columns == subject.map->columns && m_subject.map->secondsPerColumn == subject.map->secondsPerColumn;
    const bool sameRows = sameShape && m_subject.map->rows.size() == subject.map->rows.size();
    m_subject = std::move(subject);
    if (!sameRows) {
        m_cell.reset();
        m_tip->hide();
    }
    if (!sameShape) {
        qDeleteAll(findChildren<HeatTip *>(QStringLiteral("pinnedTip")));
        m_before.clear();
        m_framed.clear();
        m_window = m_subject.map ? HeatWindow::whole(*m_subject.map) : HeatWindow();
    }
    makeRaster();
    describe();
    update();
    emit seenChanged();
}

void HeatPlot::setLook(const simulation::HeatPicture &look)
{
    m_look = look;
    makeRaster();
    update();
}

void HeatPlot::makeRaster()
{
    m_raster = m_subject.map ? HeatRaster(m_subject.map, m_look, theme().isDark()) : HeatRaster();
    m_stale = true;
}

void HeatPlot::takeWindow(const HeatWindow &window)
{
    if (!m_subject.map)
        return;
    const HeatWindow within = window.within(*m_subject.map);
    if (within == m_window)
        return;
    m_window = within;
    m_stale = true;
    m_tip->hide();
    update();
    emit seenChanged();
}

void HeatPlot::see(const HeatWindow &window)
{
    m_before.push_back(m_window);
    if (m_before.size() > kMostBefore)
        m_before.erase(m_before.begin());
    takeWindow(window);
}

void HeatPlot::setTimes(double first, double last)
{
    takeWindow({first, last, m_window.top, m_window.bottom});
}

void HeatPlot::zoomIn()
{
    const double column = m_cell ? static_cast<double>(m_cell->column) + 0.5 : (m_window.firstColumn + m_window.lastColumn) / 2;
    const double place =
        m_cell ? (m_raster.axis().top(m_cell->row) + m_raster.axis().bottom(m_cell->row)) / 2 : (m_window.top + m_window.bottom) / 2;
    see(m_window.zoomed(kZoomStep, column, place));
}

void HeatPlot::zoomOut()
{
    if (m_before.empty()) {
        showAll();
        return;
    }
    const HeatWindow before = m_before.back();
    m_before.pop_back();
    takeWindow(before);
}

void HeatPlot::showAll()
{
    m_before.clear();
    if (m_subject.map)
        takeWindow(HeatWindow::whole(*m_subject.map));
}

void HeatPlot::showRow(std::size_t row)
{
    if (row < m_raster.axis().rows())
        see({m_window.firstColumn, m_window.lastColumn, m_raster.axis().top(row), m_raster.axis().bottom(row)});
}

void HeatPlot::frame(std::vector<std::size_t> rows, std::size_t firstColumn, std::size_t lastColumn)
{
    m_framed = std::move(rows);
    m_framedFirst = firstColumn;
    m_framedLast = lastColumn;
    update();
}

QRect HeatPlot::field() const
{
    const int top = plot::kTop + (m_subject.caption.isEmpty() ? 0 : plot::kCaption);
    return {plot::kLeft, top, qMax(1, width() - plot::kLeft - plot::kRight), qMax(1, height() - top - plot::kBottom)};
}

double HeatPlot::columnAt(double x) const
{
    return m_window.firstColumn + (x - field().left()) / field().width() * m_window.columns();
}

double HeatPlot::placeAt(double y) const
{
    return m_window.top + (y - field().top()) / field().height() * m_window.height();
}

double HeatPlot::xOf(double column) const
{
    return field().left() + (column - m_window.firstColumn) / m_window.columns() * field().width();
}

double HeatPlot::yOf(double place) const
{
    return field().top() + (place - m_window.top) / m_window.height() * field().height();
}

std::optional<HeatPlot::Cell> HeatPlot::cellAt(const QPoint &point) const
{
    if (m_raster.isEmpty() || !field().contains(point))
        return std::nullopt;
    const auto column = static_cast<std::size_t>(std::max(0.0, columnAt(point.x() + 0.5)));
    return Cell{m_raster.axis().rowAt(placeAt(point.y() + 0.5)), std::min(column, m_raster.map().columns - 1)};
}

QPoint HeatPlot::pointOf(std::size_t row, std::size_t column) const
{
    return {static_cast<int>(xOf(static_cast<double>(column) + 0.5)),
            static_cast<int>(yOf((m_raster.axis().top(row) + m_raster.axis().bottom(row)) / 2))};
}

void HeatPlot::pinCell(std::size_t row, std::size_t column)
{
    pin({row, column}, pointOf(row, column));
}

int HeatPlot::pinned() const
{
    return static_cast<int>(findChildren<HeatTip *>(QStringLiteral("pinnedTip")).size());
}

QString HeatPlot::text(const Cell &cell) const
{
    return cellText(m_raster.map(), m_subject.hottest, cell.row, cell.column, m_subject.clock, m_look.multiplier);
}

void HeatPlot::hover(const QPoint &point)
{
    const auto cell = cellAt(point);
    if (cell)
        m_tip->show(text(*cell), point);
    else
        m_tip->hide();
}

void HeatPlot::pin(const Cell &cell, const QPoint &at)
{
    m_tip->hide();
    auto *tip = new HeatTip(this, true);
    tip->show(text(cell), at);
}

void HeatPlot::brush(const QRect &box)
{
    const QRect cut = box.intersected(field());
    if (cut.width() < kLeastBrush || cut.height() < kLeastBrush)
        return;
    see({columnAt(cut.left()), columnAt(cut.left() + cut.width()), placeAt(cut.top()), placeAt(cut.top() + cut.height())});
}

void HeatPlot::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && cellAt(event->pos()))
        m_pressed = event->pos();
    if (event->button() == Qt::MiddleButton) {
        m_panned = event->pos();
        m_before.push_back(m_window);
    }
}

void HeatPlot::mouseMoveEvent(QMouseEvent *event)
{
    if (m_panned) {
        const QPoint by = event->pos() - *m_panned;
        m_panned = event->pos();
        const double columns = -by.x() * m_window.columns() / field().width();
        const double places = -by.y() * m_window.height() / field().height();
        takeWindow({m_window.firstColumn + columns, m_window.lastColumn + columns, m_window.top + places, m_window.bottom + places});
        return;
    }
    if (!m_pressed) {
        hover(event->pos());
        return;
    }
    const QRect box = QRect(*m_pressed, event->pos()).normalized();
    m_brush = box.width() >= kLeastBrush || box.height() >= kLeastBrush ? box : QRect();
    if (!m_brush.isNull())
        m_tip->hide();
    update();
}

void HeatPlot::mouseReleaseEvent(QMouseEvent *event)
{
    m_panned.reset();
    if (!m_pressed || event->button() != Qt::LeftButton)
        return;
    const QRect box = std::exchange(m_brush, QRect());
    const QPoint pressed = *std::exchange(m_pressed, std::nullopt);
    update();
    if (!box.isNull()) {
        brush(box);
    } else if (const auto cell = cellAt(pressed)) {
        m_cell = cell;
        pin(*cell, pressed);
        describe();
    }
}

void HeatPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto cell = cellAt(event->pos());
    if (!cell || event->button() != Qt::LeftButton)
        return;
    qDeleteAll(findChildren<HeatTip *>(QStringLiteral("pinnedTip")));
    m_pressed.reset();
    showRow(cell->row);
    emit entered(cell->row);
}

void HeatPlot::leaveEvent(QEvent *event)
{
    m_tip->hide();
    QWidget::leaveEvent(event);
}

void HeatPlot::wheelEvent(QWheelEvent *event)
{
    if (m_raster.isEmpty() || event->angleDelta().y() == 0)
        return;
    const double factor = std::pow(kZoomStep, event->angleDelta().y() / 120.0);
    const QPointF at = event->position();
    HeatWindow closer = m_window.zoomed(factor, columnAt(at.x()), placeAt(at.y()));
    if (event->modifiers().testFlag(Qt::ShiftModifier)) { // times alone
        closer.top = m_window.top;
        closer.bottom = m_window.bottom;
    }
    see(closer);
    event->accept();
}

void HeatPlot::moveCell(int rows, int columns)
{
    if (m_raster.isEmpty())
        return;
    const auto seenRows = m_raster.visibleRows(m_window);
    const auto seenColumns = m_raster.visibleColumns(m_window);
    const auto moved = [](std::size_t from, int by, const HeatRaster::Span &span) {
        const auto to = static_cast<std::ptrdiff_t>(from) + by;
        return static_cast<std::size_t>(std::clamp(to, static_cast<std::ptrdiff_t>(span.first), static_cast<std::ptrdiff_t>(span.end) - 1));
    };
    m_cell = m_cell ? Cell{moved(m_cell->row, rows, seenRows), moved(m_cell->column, columns, seenColumns)}
                    : Cell{seenRows.first, seenColumns.first};
    m_tip->show(text(*m_cell), pointOf(m_cell->row, m_cell->column));
    describe();
    update();
}

void HeatPlot::keyPressEvent(QKeyEvent *event)
{
    // As far as a pixel goes where there are more columns than pixels.
    const int far = qMax(1, qRound(m_window.columns() / field().width() * 4));
    switch (event->key()) {
    case Qt::Key_Left: return moveCell(0, -far);
    case Qt::Key_Right: return moveCell(0, far);
    case Qt::Key_Up: return moveCell(-1, 0);
    case Qt::Key_Down: return moveCell(1, 0);
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomIn();
    case Qt::Key_Minus:
    case Qt::Key_Backspace: return zoomOut();
    case Qt::Key_0: return showAll();
    case Qt::Key_Space:
        if (m_cell)
            pin(*m_cell, pointOf(m_cell->row, m_cell->column));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cell) {
            showRow(m_cell->row);
            emit entered(m_cell->row);
        }
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void HeatPlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void HeatPlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_tip->hide();
    update();
}

void HeatPlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_stale = true;
}

void HeatPlot::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}

/// For those who do not see it: the cell of the keyboard, or what is shown.
void HeatPlot::describe()
{
    if (m_raster.isEmpty()) {
        setAccessibleDescription(tr("There is nothing to show."));
        return;
    }
    QString words = tr("%1: %2 partitions, %3 columns of time.")
                        .arg(QString::fromStdString(m_raster.map().title))
                        .arg(m_raster.map().rows.size())
                        .arg(m_raster.map().columns);
    if (m_cell)
        words = QTextDocumentFragment::fromHtml(text(*m_cell)).toPlainText();
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace keywright::ui
