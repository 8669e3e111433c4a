#include "ui/window/activity_pane.h"

#include <QHeaderView>
#include <QStackedLayout>

#include "ui/parts/grid.h"
#include "ui/parts/message_page.h"

namespace keywright::ui {

ActivityPane::ActivityPane(ActivityLog &log, QWidget *parent) : QWidget(parent)
{
    auto *grid = new Grid(tr("Activity"));
    grid->setObjectName(QStringLiteral("activity"));
    grid->setModel(&log);
    const int widths[] = {90, 130, 220, 100, 90, 130, 300};
    for (int column = 0; column < ActivityLog::ColumnCount; ++column)
        grid->setColumnWidth(column, widths[column]);
    grid->horizontalHeader()->setStretchLastSection(true);
    auto *empty = new MessagePage;
    empty->setContent({.iconName = QStringLiteral("recent"),
                       .title = tr("Nothing ran yet"),
                       .text = tr("Every operation is listed here with its duration, items and capacity units. A click "
                                  "opens it in Operations.")});
    auto *pages = new QStackedLayout(this);
    pages->addWidget(grid);
    pages->addWidget(empty);
    const auto open = [this, &log](const QModelIndex &index) {
        if (const Activity &entry = log.at(index.row()); !entry.request.isEmpty())
            emit openWanted(entry.operation, value::Json::parse(entry.request.toStdString()));
    };
    connect(grid, &Grid::opened, this, open);
    connect(grid, &QTableView::clicked, this, open);
    const auto show = [&log, pages] { pages->setCurrentIndex(log.rowCount() > 0 ? 0 : 1); };
    connect(&log, &QAbstractItemModel::rowsInserted, this, show);
    connect(&log, &QAbstractItemModel::modelReset, this, show);
    show();
}

} // namespace keywright::ui
