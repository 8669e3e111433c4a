#pragma once

#include "ui/document/document.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

/// New, rename, duplicate and remove for the things of the model: what the commands of the navigator and the key chart do. What was made is
/// selected; its first name counts as part of making it, so that both are one step to undo.
class PartEdits {
public:
    explicit PartEdits(Document &document) : m_document(document) { }

    /// A table, entity, access pattern or facet. A new entity or facet belongs to the table at the row, or of what is selected.
    Refusal create(Selection::Kind kind, int table = -1);
    Refusal createIndex(bool local, int table = -1);
    Refusal rename(const Selection &part, const QString &name);
    Refusal duplicate(const Selection &part);
    /// Asks first where other things go along.
    Refusal remove(QWidget *parent, const Selection &part);

private:
    struct Fresh {
        Selection part;
        QString what;     ///< "table"
        std::string step; ///< the coalesce key of the command that made it
        QString text;     ///< of that step, while it is the last one
    };

    /// Row of the table that is selected, or that what is selected belongs to; the first one else. -1 without any.
    int selectedTable() const;
    Refusal add(const Selection &part, const QString &what, const Document::MakeCommand &make);

    Document &m_document;
    Fresh m_fresh;
    int m_steps = 0;
};

} // namespace keywright::ui
