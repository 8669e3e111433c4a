#include "ui/gallery/pictures.h"

#include <QComboBox>
#include <QHeaderView>
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
    auto *items = stage.window().data().findChild<ItemTableModel *>();
    const auto isRead = [items] { return items->state() != ItemTableModel::State::Reading; };
    auto *view = stage.find<QComboBox>("itemView");
    if (view->count() > 2) {
        view->setCurrentIndex(2);
        stage.wait("the facet", isRead);
        stage.picture(QStringLiteral("data-facet"));
        view->setCurrentIndex(0);
        stage.wait("the table", isRead);
    }
    emit grid->horizontalHeader()->sectionClicked(1);
    stage.wait("the sorted items", isRead);
    stage.picture(QStringLiteral("data-sorted"));
    auto *search = stage.find<QLineEdit>("itemFilter");
    search->setText(QStringLiteral("no such text"));
    emit search->returnPressed();
    stage.wait("the search", isRead);
    stage.picture(QStringLiteral("data-search-nothing"));
    search->clear();
    emit search->returnPressed();
    stage.wait("the table", isRead);
    return true;
}

} // namespace keywright::ui
