#pragma once

#include <optional>

#include "core/session/commit.h"
#include "ui/connections/connections.h"
#include "ui/connections/connection_problem.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"
#include "ui/tables/definition_form.h"

class QStackedWidget;
class QTabBar;
class QTextBrowser;

namespace keywright::ui {

class CodeEditor;
class ConsentList;

/// A table's definition by fields or as JSON, to create one or to change one: indexes, capacity, TTL, stream, tags and all else that
/// CreateTable knows. What the change takes on the live table is shown first, step by step, and dropping an index or replacing
/// the table needs an explicit yes. Show it with open().
class DefinitionDialog : public TaskDialog {
    Q_OBJECT

public:
    /// Creates a table.
    DefinitionDialog(const ChosenConnection &connection, QWidget *parent = nullptr);
    /// Changes `table`, whose definition is this.
    DefinitionDialog(const ChosenConnection &connection, const QString &table, const QString &definition, QWidget *parent = nullptr);

    enum Mode { FieldsMode, JsonMode };

    CodeEditor &editor() const { return *m_editor; }
    DefinitionForm &form() const { return *m_form; }
    /// What one of them says goes on in the other; false, with the reason, when the JSON cannot be read.
    bool showMode(Mode mode);
    const std::optional<session::CommitReport> &report() const { return m_report; }

signals:
    /// Something of this table was created or changed, wholly or not.
    void changed(const QString &table);

protected:
    void run() override;
    void stop() override { m_background.stop(); }

private:
    struct Check;

    void build(const QString &definition);
    void buildModes();
    std::optional<TableDraft> readJson();
    std::optional<model::Model> readDefinition();
    void check();
    void takeCheck(Check check);
    void apply();
    void takeReport(session::CommitReport report);
    void forgetPlan();
    void showReady();

    const ChosenConnection m_connection;
    const QString m_table; ///< empty: it is created
    QTabBar *m_modes;
    QStackedWidget *m_editors;
    DefinitionForm *m_form;
    CodeEditor *m_editor;
    QTextBrowser *m_view;
    ConsentList *m_consents;
    std::shared_ptr<const model::Model> m_model; ///< of which the plan was made
    std::optional<session::CommitPlan> m_plan;
    std::optional<session::CommitReport> m_report;
    std::vector<session::CommitProgress> m_steps;
    Background m_background;
};

} // namespace keywright::ui
