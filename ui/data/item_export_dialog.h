#pragma once

#include "core/itemfile/item_writer.h"
#include "ui/data/item_reading.h"
#include "ui/data/item_table_model.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"

class QComboBox;

namespace keywright::ui {

class TextField;

/// Writes the items of a place to a file: all of them, or those that the search, filter and facet find. The file appears
/// whole or not at all.
class ItemExportDialog : public TaskDialog {
    Q_OBJECT

public:
    ItemExportDialog(std::shared_ptr<const model::Model> model, const ItemSource &source, const Place &place, const ItemQuestion &question,
                     QWidget *parent);

protected:
    void run() override;
    void stop() override;

private:
    struct Result {
        qint64 items = 0;
        bool stopped = false;
        QString error;
        std::vector<std::string> losses;
    };
    struct Work {
        std::shared_ptr<const model::Model> model;
        std::shared_ptr<connection::Connection> connection;
        Place place;
        ItemQuestion question; ///< empty for all items
        std::string file;
        itemfile::WriteOptions options;
    };
    using Report = std::function<void(qint64 scanned, qint64 written)>;

    QString suggestedFile() const;
    void showFormat();
    void chooseFile();
    /// On the worker's thread. Does not throw.
    static Result write(const Work &work, const Report &report, const std::stop_token &stop);
    void take(const Result &result);

    std::shared_ptr<const model::Model> m_model;
    ItemSource m_source;
    Place m_place;
    ItemQuestion m_question;
    QComboBox *m_items;
    QComboBox *m_format;
    TextField *m_file;
    QString m_confirmed; ///< a file that may be overwritten
    Background m_background;
};

} // namespace keywright::ui
