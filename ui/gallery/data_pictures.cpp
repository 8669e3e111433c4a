#include "ui/gallery/pictures.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include "core/session/workspace.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "ui/data/data_bar.h"
#include "ui/data/data_workspace.h"
#include "ui/data/drift_dialog.h"
#include "ui/data/item_export_dialog.h"
#include "ui/data/generate_dialog.h"
#include "ui/data/item_import_dialog.h"
#include "ui/data/item_dialog.h"
#include "ui/data/past_differences.h"
#include "ui/data/time_strip.h"
#include "ui/data/value_editor.h"
#include "ui/dialogs/file_dialog.h"

namespace keywright::ui {

namespace {

void showEditing(Stage &stage, QTableView &grid)
{
    auto *card = stage.window().findChild<ValueEditor *>();
    grid.setCurrentIndex(grid.model()->index(6, 4));
    QMetaObject::invokeMethod(&grid, "opened", Q_ARG(QModelIndex, grid.currentIndex()));
    card->refuse(ValueEditor::tr("The item has changed since it was read. Look at it again and repeat the edit."));
    stage.picture(QStringLiteral("data-value-refused"));
    card->edit({.name = QStringLiteral("address"),
                .source = QStringLiteral("Table data"),
                .value = value::valueFromPlainJson(value::Json::parse("{\"street\":\"1 Hill Road\",\"zip\":\"1010\",\"floor\":3}"))},
               {200, 180, 120, 30});
    stage.picture(QStringLiteral("data-value-document"));
    card->hide();
    stage.find<QToolButton>("addItem")->click();
    auto *dialog = stage.window().findChild<ItemDialog *>();
    stage.picture(QStringLiteral("data-add-item"), *dialog);
    dialog->reject();
    auto *filter = stage.find<QLineEdit>("filterExpression");
    stage.find<QToolButton>("filterButton")->setChecked(true);
    filter->setText(QStringLiteral("total >= 100 AND"));
    emit stage.window().data().findChild<DataBar *>()->questionChanged();
    stage.picture(QStringLiteral("data-filter-refused"));
    filter->clear();
    stage.find<QToolButton>("filterButton")->setChecked(false);
}

/// Takes a picture of the dialog that a button opens, and closes it.
template <typename Dialog>
void showDialog(Stage &stage, const char *button, const QString &picture)
{
    stage.find<QToolButton>(button)->click();
    auto *dialog = stage.window().findChild<Dialog *>();
    stage.wait("the dialog", [dialog] { return !dialog->isRunning(); });
    stage.picture(picture, *dialog);
    dialog->reject();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void showTransfers(Stage &stage)
{
    showDialog<GenerateDialog>(stage, "generateItems", QStringLiteral("data-generate"));
    setNextFileAnswer(writeModel("orders.jsonl",
                                 "{\"PK\": \"USER#1\", \"SK\": \"PROFILE\", \"name\": \"Ada Lovelace\", \"visits\": 3}\n"
                                 "{\"PK\": \"USER#2\", \"SK\": \"PROFILE\", \"name\": \"Alan Turing\"}\n"
                                 "{\"PK\": \"USER#3\", \"name\": \"No sort key\"}\n"
                                 "{\"PK\": \"USER#4\", \"SK\": \n"));
    showDialog<ItemImportDialog>(stage, "importItems", QStringLiteral("data-import"));
    showDialog<ItemExportDialog>(stage, "exportItems", QStringLiteral("data-export"));
}

} // namespace

/// A table's past, first off, then with an item that has changed since.
bool showPast(Stage &stage)
{
    auto *past = stage.find<QToolButton>("showPast");
    auto *time = stage.window().findChild<TimeStrip *>();
    past->click();
    if (!stage.wait("the past", [time] { return !time->isBusy(); }))
        return false;
    stage.picture(QStringLiteral("data-past-off"));
    stage.find<QPushButton>("turnRecoveryOn")->click();
    if (!stage.wait("a moment", [time] { return time->moment() && QDateTime::currentMSecsSinceEpoch() > *time->moment(); }))
        return false;
    const model::TableItems &sample = stage.document().model()->sampleData.front();
    connection::Connection &tables = stage.document().workspace()->connection();
    value::Item changed = sample.items.front();
    changed.set("note", value::AttributeValue("changed since"));
    tables.putItem({sample.table, changed});
    stage.find<QToolButton>("readAgain")->click();
    auto *show = stage.find<QPushButton>("showDifferences");
    if (!stage.wait("the differences", [&] { return show->isEnabled() && !time->isBusy(); }))
        return false;
    stage.picture(QStringLiteral("data-past"));
    show->click();
    auto *dialog = stage.window().findChild<PastDifferencesDialog *>();
    stage.picture(QStringLiteral("data-past-differences"), *dialog);
    dialog->reject();
    tables.putItem({sample.table, sample.items.front()});
    stage.find<QToolButton>("leavePast")->click();
    auto *items = stage.window().data().findChild<ItemTableModel *>();
    return stage.wait("the table", [items] { return items->state() == ItemTableModel::State::Complete; });
}

/// What an application wrote to the tables, and back.
bool showDrift(Stage &stage)
{
    const auto workspace = stage.document().workspace();
    const model::TableItems &sample = stage.document().model()->sampleData.front();
    value::Item item = sample.items.front();
    item.set("note", value::AttributeValue("written by the application"));
    workspace->countAsUsed();
    workspace->connection().putItem({sample.table, item});
    stage.find<QToolButton>("readAgain")->click();
    auto *show = stage.find<QPushButton>("showDrift");
    if (!stage.wait("what differs", [show] { return show->isVisible(); }))
        return false;
    stage.picture(QStringLiteral("data-moved-on"));
    show->click();
    auto *dialog = stage.window().findChild<DriftDialog *>();
    stage.picture(QStringLiteral("data-moved-on-items"), *dialog);
    dialog->reject();
    stage.document().resetTables();
    return stage.wait("the tables", [&] { return stage.document().stage() == Document::Stage::Ready && !workspace->isUsed(); });
}

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
    showEditing(stage, *grid);
    showTransfers(stage);
    auto *search = stage.find<QLineEdit>("itemFilter");
    search->setText(QStringLiteral("no such text"));
    emit search->returnPressed();
    stage.wait("the search", isRead);
    stage.picture(QStringLiteral("data-search-nothing"));
    search->clear();
    emit search->returnPressed();
    stage.wait("the table", isRead);
    auto *source = stage.find<QComboBox>("dataSource");
    source->setCurrentIndex(1);
    stage.wait("the table", isRead);
    stage.picture(QStringLiteral("data-connection"));
    source->setCurrentIndex(0);
    stage.wait("the sample data", isRead);
    return showPast(stage) && showDrift(stage);
}

} // namespace keywright::ui
