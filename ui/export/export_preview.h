#pragma once

#include <memory>

#include <QObject>
#include <QTimer>

#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/export/export_target.h"

namespace keywright::ui {

/// One state of the model, written as it was chosen.
struct WrittenExport {
    std::shared_ptr<const model::Model> model;
    ExportChoices choices;
    exchange::ExportResult result;
    int errors = 0;  ///< contradictions in the model, for which AWS may refuse what is written
    QString failure; ///< why nothing could be written; empty when it could
};

/// Writes the model after each edit and each choice, a moment later and off the GUI thread, as long as somebody looks.
class ExportPreview : public QObject {
    Q_OBJECT

public:
    static constexpr int kDelayMs = 80; ///< so that typing does not write for every letter

    explicit ExportPreview(Document &document, QObject *parent = nullptr);

    const ExportChoices &choices() const { return m_choices; }
    void setChoices(const ExportChoices &choices);
    /// What changes while nobody looks is written when somebody does.
    void setWatched(bool watched);

    /// The last one; null without a model, and before the first.
    const std::shared_ptr<const WrittenExport> &written() const { return m_written; }
    /// The model or the choices are other ones than those of written().
    bool isWriting() const { return m_stale && m_watched && m_document.model() != nullptr; }

signals:
    void writtenChanged();

private:
    void writeSoon();
    void write();
    void take(std::shared_ptr<const WrittenExport> written);

    Document &m_document;
    ExportChoices m_choices;
    std::shared_ptr<const WrittenExport> m_written;
    bool m_watched = false;
    bool m_stale = false;
    bool m_busy = false;
    QTimer m_timer;
    Background m_background;
};

} // namespace keywright::ui
