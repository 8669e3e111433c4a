#pragma once

#include <functional>
#include <set>
#include <string>

#include "ui/document/document.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

/// The access pattern that the fields of a form edit, each change as one step to undo.
class EditedPattern {
public:
    using Change = std::function<void(const model::Model &model, model::AccessPattern &pattern)>;

    explicit EditedPattern(Document &document);

    Document &document() const { return m_document; }
    void setRow(int row) { m_row = row; }
    int row() const { return m_row; }
    /// Null when there is none.
    const model::AccessPattern *pattern() const;

    /// It was made since the model was opened, so what a person has not set in it follows what they set.
    bool isNew() const;

    /// Parameters are made for names that the changed pattern uses and does not define. `change` may throw
    /// model::EditError. Nullopt, or the sentence that says why not.
    Refusal change(const Change &change) const;
    /// The same where a step is made anew: parameters that only its old shape used go.
    Refusal reshape(const Change &change) const;
    Refusal rename(const QString &name) const;
    Refusal renameStep(const std::string &from, const QString &to) const;
    Refusal renameParameter(const std::string &from, const QString &to) const;

private:
    Refusal edit(const Document::MakeCommand &make) const;
    Refusal changeAll(const Change &change, bool dropUnused) const;

    Document &m_document;
    int m_row = -1;
    QObject m_context;                      ///< ends the connections with this
    mutable std::set<std::string> m_opened; ///< the patterns that came with the file, by name
};

} // namespace keywright::ui
