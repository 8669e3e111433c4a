#include "ui/parts/grid.h"

#include <QKeyEvent>

#include "ui/parts/cell_delegate.h"
#include "ui/parts/key_header.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

Grid::Grid(const QString &name, QWidget *parent) : QTableView(parent)
{
    setAccessibleName(name);
    setHorizontalHeader(new KeyHeader(this));
    horizontalHeader()->setAccessibleName(tr("Columns of %1").arg(name));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(qMax(kRowHeight, QFontMetrics(fontOf(TextRole::Body)).height() + 2 * space::kS));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setItemDelegate(new CellDelegate(this));
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    connect(this, &QTableView::doubleClicked, this, &Grid::opened);
}

void Grid::fitColumns(int maximum)
{
    if (!model())
        return;
    resizeColumnsToContents();
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnWidth(column, qBound(56, columnWidth(column) + space::kS, maximum));
    horizontalHeader()->setStretchLastSection(m_stretched < 0);
    if (m_stretched >= 0)
        horizontalHeader()->setSectionResizeMode(m_stretched, QHeaderView::Stretch);
}

void Grid::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace keywright::ui
