#pragma once

#include <map>
#include <optional>

#include <QTimer>
#include <QWidget>

#include "ui/design/edited_pattern.h"

class QPushButton;

namespace keywright::ui {

class CodeEditor;
class FieldNote;

/// The access pattern as the model file says it, to be edited as text: faults are underlined and named while one types,
/// and applying it is one step to undo. An edit made elsewhere does not touch what is typed here, and going to another
/// pattern and back keeps it.
class PatternTextPage : public QWidget {
    Q_OBJECT

public:
    static constexpr int kDelayMs = 250; ///< after typing, before the text is judged

    explicit PatternTextPage(Document &document, QWidget *parent = nullptr);

    /// The pattern at that row as it is now; -1 for none.
    void show(int row);
    /// False, with the reason shown, when the text is no access pattern or the model refuses it.
    bool apply();
    void revert();
    bool isHalfTyped() const { return m_halfTyped; }

signals:
    /// The pattern has taken the text; its name may be another one.
    void applied();

private:
    std::optional<model::AccessPattern> read(bool reveal);
    void judge();
    void showModel();
    void showState();
    Refusal take(const model::AccessPattern &typed);

    Document &m_document;
    EditedPattern m_edited;
    std::string m_shown;                     ///< the pattern's name
    std::string m_text;                      ///< of the pattern, as it was put into the editor
    std::map<std::string, QString> m_drafts; ///< what was typed for other patterns and not applied, by name
    bool m_halfTyped = false;
    bool m_applying = false;
    CodeEditor *m_editor;
    FieldNote *m_note;
    QPushButton *m_apply;
    QPushButton *m_revert;
    QTimer m_timer;
};

} // namespace keywright::ui
