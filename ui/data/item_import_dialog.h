#pragma once

#include <filesystem>

#include "core/itemfile/item_file.h"
#include "ui/data/item_change.h"
#include "ui/data/item_load.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

class QComboBox;
class QLabel;

namespace keywright::ui {

class Grid;
class TextTableModel;

/// Imports the items of a file. It is read once to show what is in it: the first items, and every row that cannot be used with
/// its line and the reason. The good ones then become sample data (one step to undo) or are written to their tables.
class ItemImportDialog : public TaskDialog {
    Q_OBJECT

public:
    /// Begins to read at once. `table` is where items go whose file names no table of the model.
    ItemImportDialog(Document &document, const QString &file, const std::string &table, DataSource source, QWidget *parent);

signals:
    void tablesWritten();

protected:
    void run() override;
    void stop() override;

private:
    /// What a reading found. Items are kept as long as they could become sample data.
    struct Reading {
        itemfile::ReadReport report;
        ItemsByTable items;
        std::vector<value::Item> first;
        qint64 good = 0;
        qint64 bad = 0;
        qint64 deletions = 0;
        std::vector<itemfile::BadRow> problems;
        QString error;
    };
    struct Place {
        std::shared_ptr<const model::Model> model;
        std::filesystem::path file;
        std::string table;
    };
    using Take = std::function<void(const model::Table &table, value::Item &&item)>;

    /// On the worker's thread. Does not throw.
    static Reading read(const Place &place, const Take &take, itemfile::ReadOptions options);
    static void takeRecord(const Place &place, Reading &reading, const Take &take, itemfile::Record &&record);
    void buildTypeRow();
    bool mayReplace();
    itemfile::ReadOptions options(const std::stop_token &stop);
    void look();
    void showReading(Reading reading);
    void showPreview();
    void showProblems();
    void showColumnTypes();
    void showTypeOfColumn();
    void setTypeOfColumn();
    QString headerOf(const std::string &attribute) const;
    void showReady();
    DataSource target() const;
    void writeToTables();

    Document &m_document;
    Place m_place;
    Reading m_reading;
    QLabel *m_found;
    QComboBox *m_table;
    QComboBox *m_target;
    QComboBox *m_mode;
    QWidget *m_typeRow; ///< of CSV, whose cells do not say what they are
    QComboBox *m_column;
    QComboBox *m_type;
    std::vector<itemfile::CsvColumn> m_columns; ///< as the person wants them; empty until they were changed
    QStringList m_columnNames;                  ///< also of those that are left out
    TextTableModel *m_preview;
    TextTableModel *m_problems;
    Grid *m_previewGrid;
    Grid *m_problemGrid;
    bool m_isRead = false;
    Background m_background;
};

} // namespace keywright::ui
