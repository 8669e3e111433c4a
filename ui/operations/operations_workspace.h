#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "ui/connections/connections.h"
#include "ui/document/document.h"
#include "ui/operations/history_model.h"
#include "ui/operations/known_table.h"
#include "ui/operations/operation_runner.h"

class QPushButton;
class QStackedLayout;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace keywright::ui {

class CodeEditor;
class CodePage;
class ConnectionChoice;
class HistoryPage;
class JsonPage;
class MessagePage;
class RequestPage;
class ResultPane;
class SavedPage;
class StatementPage;

/// The Operations workspace: an operation built in a form, written as PartiQL or as JSON, run on a connection; what came of it,
/// what it touched, and its code. Operations can be saved in the model, and every run is kept in a history.
class OperationsWorkspace : public QWidget {
    Q_OBJECT

public:
    enum Mode { FormMode, StatementMode, JsonMode, SavedMode, HistoryMode };

    explicit OperationsWorkspace(Connections &connections, QWidget *parent = nullptr);

    void showMode(Mode mode);
    /// Puts a request where it is edited best: a form where there is one for it.
    void openRequest(const QString &operation, const value::Json &request);
    void openSaved(const model::SavedOperation &saved);
    void run();
    /// Asks for a name and keeps the operation that is being built in the model.
    void save();
    bool isReady() const { return !m_tables.empty(); }

    RequestPage &form() { return *m_form; }
    StatementPage &statement() { return *m_statement; }
    JsonPage &json() { return *m_json; }
    ResultPane &results() { return *m_results; }
    ConnectionChoice &choice() { return *m_choice; }
    OperationRunner &runner() { return m_runner; }
    HistoryModel &history() { return m_history; }
    const KnownTables &tables() const { return m_tables; }

signals:
    void designWanted();

private:
    struct Request {
        QString operation;
        value::Json json;
    };

    struct ReadTables {
        std::vector<schema::TableDefinition> definitions;
        QString problem; ///< why there are no more; empty when these are all
    };

    QWidget *makeBar();
    QWidget *makeEditors();
    void makeLists();
    void followFile();
    void remember(const QString &operation, const value::Json &request, const session::OperationRun *run);
    void followConnection();
    void readTables();
    void takeTables(const ReadTables &read);
    void showTables();
    void showRemoteState();
    /// Of the editor, also while a list is shown.
    Mode mode() const;
    bool isEditing() const;
    bool isGood();
    Request request() const;
    void showRequest();
    void showRunning();
    bool mayWrite(const Request &request);

    Document &m_document;
    OperationRunner m_runner;
    HistoryModel m_history;
    KnownTables m_tables;
    QStackedLayout *m_pages;
    MessagePage *m_message;
    QPushButton *m_design;
    QPushButton *m_away;
    QWidget *m_content = nullptr;
    ConnectionChoice *m_choice;
    QTabBar *m_modes;
    QToolButton *m_save;
    QPushButton *m_run;
    QStackedWidget *m_body; ///< the editors with the results, the saved operations, the history
    QStackedWidget *m_editors;
    RequestPage *m_form;
    StatementPage *m_statement;
    JsonPage *m_json;
    CodeEditor *m_preview;
    ResultPane *m_results;
    CodePage *m_code;
    SavedPage *m_saved;
    HistoryPage *m_past;
    QString m_savedName; ///< of what was opened or saved last; empty for something else
    QString m_file;      ///< whose history is shown
    bool m_isReading = false;
    QString m_tablesProblem;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    Background m_background;
};

} // namespace keywright::ui
