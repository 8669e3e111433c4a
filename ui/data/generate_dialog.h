#pragma once

#include <vector>

#include "core/model/generator.h"
#include "ui/data/item_change.h"
#include "ui/data/item_load.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

class QComboBox;
class QLabel;

namespace keywright::ui {

class ChoiceField;
class NumberField;

/// Generates items of the model's entities: how many of each, from which seed, and whether they become sample data (one step
/// to undo, at most kMostSampleItems) or go into the tables.
class GenerateDialog : public TaskDialog {
    Q_OBJECT

public:
    GenerateDialog(Document &document, DataSource source, QWidget *parent);

signals:
    void tablesWritten();

protected:
    void run() override;
    void stop() override;

private:
    struct Result {
        ItemsByTable items; ///< of the sample data
        model::GeneratorReport report;
        QString error;
    };

    void buildCounts();
    void useRecipe(int choice);
    void showTotal();
    qint64 total() const;
    DataSource target() const;
    model::GeneratorOptions options() const;
    void generate(bool intoTables);
    void report(qint64 done, qint64 all);
    void take(Result result, bool intoTables);
    /// On the worker's thread. Does not throw.
    static Result work(const model::Model &model, model::GeneratorOptions options, const std::shared_ptr<session::Workspace> &workspace,
                       bool replaces, const std::stop_token &stop);

    Document &m_document;
    std::shared_ptr<const model::Model> m_model;
    std::vector<std::pair<std::string, NumberField *>> m_counts;
    QComboBox *m_recipe;
    NumberField *m_seed;
    QComboBox *m_target;
    QComboBox *m_mode;
    QLabel *m_total;
    Background m_background;
};

} // namespace keywright::ui
