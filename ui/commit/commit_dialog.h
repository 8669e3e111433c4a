#pragma once

#include <optional>
#include <vector>

#include "ui/commit/commit_work.h"
#include "ui/connections/connections.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTextBrowser;

namespace keywright::ui {

class ConnectionChoice;
class ConsentList;
class MessagePage;

/// Commits the model's tables to a connection: choose it, look at the differences, answer what needs an explicit yes, and
/// commit, step by step. A connection that wants it is named in a question first. Nothing blocks: show it with
/// open().
class CommitDialog : public TaskDialog {
    Q_OBJECT

public:
    enum class State {
        Choosing,  ///< nothing is known of the connection yet
        Refused,   ///< it cannot be used
        Checked,   ///< the differences are shown
        Committed, ///< done, wholly or not: see report()
    };

    /// The document must have a model, and must outlive the dialog.
    CommitDialog(Document &document, Connections &connections, QWidget *parent = nullptr);

    ConnectionChoice &connection() const { return *m_choice; }

    State state() const { return m_state; }
    const std::optional<session::CommitReport> &report() const { return m_report; }

protected:
    void run() override;
    void stop() override;

private:
    void buildPage();
    void check();
    void takeCheck(ConnectionCheck check);
    void forgetCheck();
    void commit();
    bool isAgreed(const session::CommitPlan &plan);
    session::CommitChoices choices() const;
    void showStep(const session::CommitProgress &step);
    void takeReport(session::CommitReport report);
    void setState(State state);
    void showReady();
    void showMessage();
    void showPage();
    /// Whether committing would change a table or could load sample data.
    bool hasWork() const;

    Document &m_document;
    std::shared_ptr<const model::Model> m_model; ///< of which the plan was made
    State m_state = State::Choosing;
    bool m_isCommitting = false;
    ConnectionCheck m_check;
    std::vector<session::CommitProgress> m_steps;
    std::optional<session::CommitReport> m_report;
    ConnectionChoice *m_choice;
    QLabel *m_summary;
    QPushButton *m_again;
    QTextBrowser *m_view;
    MessagePage *m_message;
    QStackedWidget *m_pages;
    ConsentList *m_consents;
    QWidget *m_loadRow;
    QComboBox *m_load;
    Background m_background;
};

} // namespace keywright::ui
