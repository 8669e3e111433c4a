// What a person does with the items that DataWorkspace shows.
#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>

#include "ui/data/data_bar.h"
#include "ui/data/data_workspace.h"
#include "ui/data/drift_dialog.h"
#include "ui/data/drift_watch.h"
#include "ui/data/item_export_dialog.h"
#include "ui/data/generate_dialog.h"
#include "ui/data/item_import_dialog.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/grid.h"
#include "ui/parts/notice_strip.h"

namespace keywright::ui {

void DataWorkspace::editCell(const QModelIndex &cell)
{
    const auto item = m_items->itemAt(cell.row());
    if (!item || !model())
        return;
    const ItemColumn &column = m_items->columns()[static_cast<std::size_t>(cell.column())];
    if (column.kind == ItemColumn::Kind::Entity) {
        m_editing->editItem(item);
        return;
    }
    m_grid->scrollTo(cell);
    const QRect rect = m_grid->visualRect(cell);
    m_editing->editValue(item, column.attribute, QRect(m_grid->viewport()->mapTo(this, rect.topLeft()), rect.size()));
}

void DataWorkspace::editCurrent()
{
    if (m_grid->currentIndex().isValid())
        editCell(m_grid->currentIndex());
}

void DataWorkspace::editCurrentItem()
{
    m_editing->editItem(m_items->itemAt(m_grid->currentIndex().row()));
}

void DataWorkspace::duplicateCurrent()
{
    m_editing->duplicateItem(m_items->itemAt(m_grid->currentIndex().row()));
}

void DataWorkspace::deleteSelected()
{
    m_editing->deleteItems(selectedItems());
}

void DataWorkspace::generateItems()
{
    if (!m_document.model() || m_document.model()->entities.empty()) {
        showMessage(this,
                    {tr("There are no entities yet"), tr("Items are generated from the model's entities. Draw one in Design first."), {}});
        return;
    }
    auto *dialog = new GenerateDialog(m_document, m_editing->source(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GenerateDialog::tablesWritten, this, &DataWorkspace::refresh);
    dialog->open();
}

void DataWorkspace::importItems()
{
    const QString file = askForFileToOpen(this, tr("Import items"), tr("Items (*.csv *.tsv *.json *.jsonl *.ndjson *.gz);;All files (*)"));
    importFrom(file);
}

void DataWorkspace::importExport()
{
    importFrom(askForFolder(this, tr("Import an export of DynamoDB to S3"), {}));
}

void DataWorkspace::importFrom(const QString &path)
{
    if (path.isEmpty() || !m_document.model())
        return;
    auto *dialog = new ItemImportDialog(m_document, path, m_items->place().table, m_editing->source(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ItemImportDialog::tablesWritten, this, &DataWorkspace::refresh);
    dialog->open();
}

void DataWorkspace::exportItems()
{
    const ItemSource source = this->source();
    if (!source.connection || !model())
        return;
    auto *dialog = new ItemExportDialog(model(), source, m_items->place(), m_items->question(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DataWorkspace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    lookForDrift();
}

void DataWorkspace::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // An application may have written while the person was there.
    if (event->type() == QEvent::ActivationChange && isVisible() && isActiveWindow())
        lookForDrift();
}

void DataWorkspace::lookForDrift()
{
    const bool isWorth = isVisible() && isApart() && !isElsewhere();
    m_drift->look(isWorth ? m_document.model() : nullptr, isWorth ? m_document.workspace() : nullptr);
}

void DataWorkspace::showDrift()
{
    const auto &drift = m_drift->drift();
    const bool hasDrift = drift && !drift->isEmpty();
    m_showDrift->setVisible(hasDrift);
    m_takeOver->setVisible(hasDrift);
    if (hasDrift)
        m_earlierState->setText(tr("The tables have moved on from the sample data. %1.").arg(driftText(*drift)));
    else
        m_earlierState->setText(tr("Your application has used these tables, so they were left as they were."));
    m_earlierState->setVisible(!isElsewhere() && (hasDrift || m_document.isEarlierState()));
}

DriftDialog *DataWorkspace::openDrift()
{
    auto *dialog = new DriftDialog(m_document, m_drift->drift().value_or(session::SampleDrift()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DriftDialog::resetWanted, this, &DataWorkspace::resetWanted);
    dialog->open();
    return dialog;
}

void DataWorkspace::showColumns()
{
    QMenu &menu = m_bar->columns();
    menu.clear();
    for (const ItemColumn &column : m_items->columns()) {
        if (column.kind != ItemColumn::Kind::Attribute && column.kind != ItemColumn::Kind::TableKey)
            continue;
        QAction *action = menu.addAction(toQString(column.attribute));
        action->setCheckable(true);
        action->setChecked(!m_hiddenColumns.contains(column.attribute));
        connect(action, &QAction::toggled, this, [this, attribute = column.attribute](bool shown) {
            if (shown)
                m_hiddenColumns.show(attribute);
            else
                m_hiddenColumns.hide(attribute);
            hideColumns();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Show all columns")), &QAction::triggered, this, [this] {
        m_hiddenColumns.showAll();
        hideColumns();
    });
}

void DataWorkspace::hideColumns()
{
    const auto &columns = m_items->columns();
    for (int at = 0; at < m_items->columnCount(); ++at)
        m_grid->setColumnHidden(at, m_hiddenColumns.contains(columns[static_cast<std::size_t>(at)].attribute));
}

std::vector<int> DataWorkspace::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

std::vector<std::shared_ptr<const value::Item>> DataWorkspace::selectedItems() const
{
    std::vector<std::shared_ptr<const value::Item>> items;
    for (const int row : selectedRows()) {
        if (auto item = m_items->itemAt(row)) // only rows that are read have items
            items.push_back(std::move(item));
    }
    return items;
}

void DataWorkspace::copy(JsonForm form)
{
    const auto items = selectedItems();
    std::vector<const value::Item *> plain;
    for (const auto &item : items)
        plain.push_back(item.get());
    if (!plain.empty())
        QGuiApplication::clipboard()->setText(jsonOf(plain, form));
}

} // namespace keywright::ui
