#pragma once

#include <functional>
#include <string>

#include "ui/document/document.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

/// The access pattern that the fields of a form edit, each change as one step to undo.
class EditedPattern {
public:
    using Change = std::function<void(const model::Model &model, model::AccessPattern &pattern)>;

    explicit EditedPattern(Document &document) : m_document(document) { }

    Document &document() const { return m_document; }
    void setRow(int row) { m_row = row; }
    int row() const { return m_row; }
    /// Null when there is none.
    const model::AccessPattern *pattern() const;

    /// Parameters are made for names that the changed pattern uses and does not define. `change` may throw
    /// model::EditError. Nullopt, or the sentence that says why not.
    Refusal change(const Change &change) const;
    Refusal rename(const QString &name) const;
    Refusal renameParameter(const std::string &from, const QString &to) const;

private:
    Refusal edit(const Document::MakeCommand &make) const;

    Document &m_document;
    int m_row = -1;
};

} // namespace keywright::ui
