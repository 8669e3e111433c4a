#pragma once

#include "core/session/sample_difference.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// Which items the tables hold otherwise than the sample data, and taking them over into the model as one step to undo.
class DriftDialog : public TaskDialog {
    Q_OBJECT

public:
    DriftDialog(Document &document, session::SampleDrift drift, QWidget *parent);

    /// Reads the tables and makes their items the sample data; closes when that is done, else says why not.
    void takeOver() { run(); }

signals:
    void resetWanted();

protected:
    void run() override;
    void stop() override;

private:
    struct Read {
        std::optional<std::map<std::string, std::vector<value::Item>>> items;
        QString error;
        bool isStopped = false;
    };

    void showItems();
    void take(Read read);
    QString tooManyText() const;

    Document &m_document;
    const session::SampleDrift m_drift;
    Background m_background;
};

} // namespace keywright::ui
