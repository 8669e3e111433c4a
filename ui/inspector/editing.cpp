#include "ui/inspector/editing.h"

#include "core/model/edits.h"
#include "core/model/table_edits.h"
#include "ui/inspector/removal_question.h"

namespace keywright::ui {

Editing::Editing(Document &document, Selection selection)
    : m_document(document), m_model(document.model()), m_selection(std::move(selection))
{ }

void Editing::follow(const Selection &selection)
{
    m_model = m_document.model();
    m_selection = selection;
}

const model::Table &Editing::table() const
{
    return model().tables[row()];
}

const schema::IndexDefinition *Editing::index() const
{
    return table().definition.findIndex(m_selection.index.toStdString());
}

const model::Entity &Editing::entity() const
{
    return model().entities[row()];
}

const model::Relationship &Editing::relationship() const
{
    return model().relationships[row()];
}

const model::Facet &Editing::facet() const
{
    return model().facets[row()];
}

Refusal Editing::edit(const Document::MakeCommand &make) const
{
    if (m_retired)
        return std::nullopt; // nobody sees a reason any more
    m_document.endCoalescing();
    return m_document.edit(make);
}

Refusal Editing::remove(QWidget *parent, const Document::MakeCommand &make, const QString &action) const
{
    return m_retired ? std::nullopt : removeAfterAsking(parent, m_document, make, action);
}

Refusal Editing::changeTable(const QString &text, const std::function<void(model::Table &)> &change) const
{
    return edit([&](const model::Model &before) {
        model::Table table = before.tables.at(row());
        change(table);
        return model::changeTableSettings(before, std::move(table), text.toStdString());
    });
}

Refusal Editing::changeEntity(const QString &text, const std::function<void(model::Entity &)> &change) const
{
    return edit([&](const model::Model &before) {
        model::Entity entity = before.entities.at(row());
        change(entity);
        model::Command command = model::changeEntity(before, std::move(entity));
        command.text = text.toStdString();
        return command;
    });
}

Refusal Editing::changeRelationship(const QString &text, const std::function<void(model::Relationship &)> &change) const
{
    return edit([&](const model::Model &before) {
        model::Relationship relationship = before.relationships.at(row());
        change(relationship);
        model::Command command = model::changeRelationship(before, row(), std::move(relationship));
        command.text = text.toStdString();
        return command;
    });
}

Refusal Editing::changeFacet(const QString &text, const std::function<void(model::Facet &)> &change) const
{
    return edit([&](const model::Model &before) {
        model::Facet facet = before.facets.at(row());
        change(facet);
        model::Command command = model::changeFacet(before, row(), std::move(facet));
        command.text = text.toStdString();
        return command;
    });
}

} // namespace keywright::ui
