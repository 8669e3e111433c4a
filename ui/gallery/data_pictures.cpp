#include "ui/gallery/pictures.h"

#include <QLineEdit>
#include <QTableView>

#include "ui/data/data_workspace.h"

namespace keywright::ui {

bool showData(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Data);
    stage.picture(QStringLiteral("data-table"));
    auto *grid = stage.find<QTableView>("items");
    grid->selectRow(4);
    stage.picture(QStringLiteral("inspector-item"));
    const auto &table = stage.document().model()->tables.front().definition;
    if (!table.globalIndexes.empty()) {
        stage.window().data().showPlace(0, QString::fromStdString(table.globalIndexes.back().name));
        auto *items = stage.window().data().findChild<ItemTableModel *>();
        if (!stage.wait("the index", [items] { return items->state() != ItemTableModel::State::Reading; }))
            return false;
        stage.picture(QStringLiteral("data-index"));
    }
    stage.window().data().showPlace(0, {});
    stage.wait("the table", [&] { return grid->model()->rowCount() > 0; });
    stage.find<QLineEdit>("itemFilter")->setText(QStringLiteral("no such text"));
    stage.picture(QStringLiteral("data-filter-nothing"));
    stage.find<QLineEdit>("itemFilter")->clear();
    return true;
}

} // namespace keywright::ui
