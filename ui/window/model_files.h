#pragma once

#include <QObject>

#include "ui/document/document.h"
#include "ui/start/recent_models.h"

class QWidget;

namespace keywright::ui {

/// New, Open, Save and what must be asked around them: unsaved changes, a file that another program has changed, changes
/// that a crash left.
class ModelFiles : public QObject {
    Q_OBJECT

public:
    /// `window` is what dialogs stand in front of. Nothing is owned.
    ModelFiles(Document &document, RecentModels &recent, QWidget *window);

    void createNew();
    /// Asks for a file.
    void askAndOpen();
    /// A file of the program's samples is opened as an original, which saving does not change.
    void open(const QString &file);
    /// Asks for a file of any kind that can become a model, and shows what it would bring.
    void askAndImport();
    void showImport(const QString &file);
    /// Changes of a model without a file that a crash left.
    void openDraft(const QString &draftFile);
    void close();
    /// False when nothing was saved: given up, or refused (then the person was told).
    bool save();
    bool saveAs();
    /// Asks about unsaved changes. True when the model may go: saved, not modified, or the changes are not wanted.
    bool mayClose();

private:
    /// What is typed in a field counts before the model is saved or goes.
    void finishTyping() const;
    bool tell(Document::SaveResult result, const QString &file);
    bool askAndOverwrite();
    void askAboutRecovery();
    QString suggestedFile() const;
    void nameAfter(const QString &file);

    Document &m_document;
    RecentModels &m_recent;
    QWidget *m_window;
};

} // namespace keywright::ui
