#pragma once

#include <functional>

#include "ui/document/document.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

/// What a page of the inspector edits, and the way its edits take. Shared by the page and its parts; lives in the GUI
/// thread.
class Editing {
public:
    Editing(Document &document, Selection selection);

    /// As it was shown last: a field that offers what is typed while its page goes still reads what it was about.
    const model::Model &model() const { return *m_model; }
    const Selection &selection() const { return m_selection; }
    /// Of a selected table or index.
    const model::Table &table() const;
    /// Of a selected index; null for a table, for a vector index, or when there is no such index any more.
    const schema::IndexDefinition *index() const;
    const model::Entity &entity() const;
    const model::Relationship &relationship() const;
    const model::Facet &facet() const;

    /// The same thing at another row, or under another name.
    void follow(const Selection &selection);
    /// The thing is gone: no edit goes through any more.
    void retire() { m_retired = true; }
    void select(const Selection &selection) { m_document.select(selection); }

    /// One step to undo.
    Refusal edit(const Document::MakeCommand &make) const;
    /// Asks first where other things go along.
    Refusal remove(QWidget *parent, const Document::MakeCommand &make, const QString &action = Document::tr("Remove")) const;
    /// `text` names the step. The change works on a copy.
    Refusal changeTable(const QString &text, const std::function<void(model::Table &)> &change) const;
    Refusal changeEntity(const QString &text, const std::function<void(model::Entity &)> &change) const;
    Refusal changeRelationship(const QString &text, const std::function<void(model::Relationship &)> &change) const;
    Refusal changeFacet(const QString &text, const std::function<void(model::Facet &)> &change) const;

private:
    std::size_t row() const { return static_cast<std::size_t>(m_selection.row); }

    Document &m_document;
    std::shared_ptr<const model::Model> m_model;
    Selection m_selection;
    bool m_retired = false;
};

} // namespace keywright::ui
