#include "ui/inspector/pages.h"

#include "ui/inspector/entity_page.h"
#include "ui/inspector/small_pages.h"
#include "ui/inspector/table_page.h"
#include "ui/inspector/vector_index_page.h"

namespace keywright::ui {

Form *makeEditorPage(Document &document, const Selection &selection)
{
    auto editing = std::make_shared<Editing>(document, selection);
    switch (selection.kind) {
    case Selection::Kind::None: return new ModelPage(std::move(editing));
    case Selection::Kind::Table: return new TablePage(std::move(editing));
    case Selection::Kind::Index:
        if (editing->index() == nullptr)
            return new VectorIndexPage(std::move(editing));
        return new IndexPage(std::move(editing));
    case Selection::Kind::Entity: return new EntityPage(std::move(editing));
    case Selection::Kind::Relationship: return new RelationshipPage(std::move(editing));
    case Selection::Kind::Facet: return new FacetPage(std::move(editing));
    case Selection::Kind::AccessPattern:
    case Selection::Kind::Item: break;
    }
    return nullptr;
}

} // namespace keywright::ui
