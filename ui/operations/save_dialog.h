#pragma once

#include "core/model/model.h"
#include "ui/dialogs/task_dialog.h"
#include "ui/document/document.h"

namespace keywright::ui {

class NoteField;
class TextField;

/// Gives an operation a name and keeps it in the model: a new one, or in place of the one that has the name.
class SaveDialog : public TaskDialog {
    Q_OBJECT

public:
    /// `saved` is proposed as it is.
    SaveDialog(Document &document, model::SavedOperation saved, QWidget *parent);

signals:
    void saved(const QString &name);

protected:
    void run() override;
    void stop() override { }

private:
    void judgeName();

    Document &m_document;
    model::SavedOperation m_saved;
    TextField *m_name = nullptr;
    NoteField *m_note = nullptr;
};

/// Gives a saved operation of the model another name or note.
class RenameSavedDialog : public TaskDialog {
    Q_OBJECT

public:
    /// `index` in the model's list.
    RenameSavedDialog(Document &document, std::size_t index, QWidget *parent);

protected:
    void run() override;
    void stop() override { }

private:
    Document &m_document;
    std::size_t m_index;
    model::SavedOperation m_saved;
    TextField *m_name = nullptr;
    NoteField *m_note = nullptr;
};

} // namespace keywright::ui
