#include "ui/inspector/small_pages.h"

#include <algorithm>

#include <QLocale>

#include "core/model/edits.h"
#include "core/model/renames.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/note_field.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

namespace {

Choices entityChoices(const model::Model &model, const QString &none)
{
    Choices choices;
    if (!none.isEmpty())
        choices << std::pair(none, QVariant(QString()));
    for (const model::Entity &entity : model.entities)
        choices << std::pair(toQString(entity.name), QVariant(toQString(entity.name)));
    return choices;
}

} // namespace

RelationshipPage::RelationshipPage(std::shared_ptr<Editing> shared) : Form(std::move(shared))
{
    TextField *name = addHead([] { return tr("Relationship"); }, [] { return icon(QStringLiteral("relationship"), IconTint::Accent); },
                              [this] { return toQString(editing().relationship().name); },
                              [this](const QString &text) {
                                  return editing().changeRelationship(tr("Rename %1").arg(title()),
                                                                      [&](model::Relationship &each) { each.name = text.toStdString(); });
                              });
    name->setPlaceholder(tr("A verb, such as places"));
    addNote([this] { return toQString(editing().relationship().note); },
            [this](const QString &text) {
                return editing().changeRelationship(tr("Change the note of %1").arg(title()),
                                                    [&](model::Relationship &each) { each.note = text.toStdString(); });
            });
    addSection(tr("Entities"));
    addEntity({tr("From"), "relationFrom"}, &model::Relationship::from);
    addChoice(
        {tr("Kind"), "relationKind"},
        {{tr("One to one"), static_cast<int>(model::RelationshipKind::OneToOne)},
         {tr("One to many"), static_cast<int>(model::RelationshipKind::OneToMany)},
         {tr("Many to many"), static_cast<int>(model::RelationshipKind::ManyToMany)}},
        [this] { return static_cast<int>(editing().relationship().kind); },
        [this](const QVariant &kind) {
            return editing().changeRelationship(tr("Change the kind of %1").arg(title()), [&](model::Relationship &each) {
                each.kind = static_cast<model::RelationshipKind>(kind.toInt());
                if (each.kind != model::RelationshipKind::ManyToMany)
                    each.through.clear();
            });
        });
    addEntity({tr("To"), "relationTo"}, &model::Relationship::to);
    addEntity({tr("Through"), "relationThrough"}, &model::Relationship::through, tr("No entity"));
    TextField *by = addText(
        {tr("Referred by"), "relationAttributes"}, [this] { return namesText(editing().relationship().attributes); },
        [this](const QString &text) { return takeAttributes(text); });
    by->setMono(true);
    by->setPlaceholder(tr("userId"));
    by->setToolTip(tr("The attributes of the second entity that refer to the first one, with commas between them"));
    makePage();
}

QString RelationshipPage::title() const
{
    const model::Relationship &each = editing().relationship();
    return QStringLiteral("%1 %2 %3")
        .arg(toQString(each.from), each.name.empty() ? QStringLiteral("→") : toQString(each.name), toQString(each.to));
}

void RelationshipPage::addEntity(const FieldName &name, std::string model::Relationship::*member, const QString &none)
{
    ChoiceField *field = addChoice(
        name, {}, [this, member] { return toQString(editing().relationship().*member); },
        [this, member](const QVariant &entity) {
            return editing().changeRelationship(tr("Change %1").arg(title()),
                                                [&](model::Relationship &each) { each.*member = entity.toString().toStdString(); });
        });
    onShow([this, field, member, none] {
        field->setChoices(entityChoices(editing().model(), none));
        field->setValue(toQString(editing().relationship().*member));
        if (!none.isEmpty())
            setRowShown(field, editing().relationship().kind == model::RelationshipKind::ManyToMany);
    });
}

Refusal RelationshipPage::takeAttributes(const QString &text) const
{
    const std::vector<std::string> names = namesIn(text);
    const model::Entity *to = editing().model().findEntity(editing().relationship().to);
    for (const std::string &name : names) {
        if (to && !to->findAttribute(name))
            return tr("%1 has no attribute %2.").arg(toQString(to->name), toQString(name));
    }
    return editing().changeRelationship(tr("Change %1").arg(title()), [&](model::Relationship &each) { each.attributes = names; });
}

FacetPage::FacetPage(std::shared_ptr<Editing> shared) : Form(std::move(shared))
{
    addHead([this] { return tr("Facet of %1").arg(toQString(editing().facet().table)); },
            [] { return icon(QStringLiteral("facet"), IconTint::Accent); }, [this] { return name(); },
            [this](const QString &text) {
                return editing().edit([&](const model::Model &before) {
                    return model::renameFacet(before, static_cast<std::size_t>(editing().selection().row), text.toStdString());
                });
            });
    addNote([this] { return toQString(editing().facet().note); },
            [this](const QString &text) {
                return editing().changeFacet(tr("Change the note of %1").arg(name()),
                                             [&](model::Facet &facet) { facet.note = text.toStdString(); });
            });
    addSection(tr("Shows"));
    const auto addNames = [this](const FieldName &field, std::vector<std::string> model::Facet::*member, const QString &placeholder) {
        TextField *line = addText(
            field, [this, member] { return namesText(editing().facet().*member); },
            [this, member](const QString &text) {
                return editing().changeFacet(tr("Change facet %1").arg(name()),
                                             [&](model::Facet &facet) { facet.*member = namesIn(text); });
            });
        line->setMono(true);
        line->setPlaceholder(placeholder);
        line->setToolTip(tr("Names with commas between them"));
        return line;
    };
    TextField *entities = addNames({tr("Items of"), "facetEntities"}, &model::Facet::entities, tr("All entities"));
    entities->setCheck([this](const QString &text) -> Refusal {
        for (const std::string &entity : namesIn(text)) {
            if (!editing().model().findEntity(entity))
                return tr("The model has no entity %1.").arg(toQString(entity));
        }
        return std::nullopt;
    });
    addNames({tr("Attributes"), "facetAttributes"}, &model::Facet::attributes, tr("All attributes"));
    addFacetText({tr("Where"), "facetWhere"}, &model::Facet::where, tr("Every item"));
    addSection(tr("Key names"));
    addFacetText({tr("Partition key"), "facetPartitionKey"}, &model::Facet::partitionKeyAlias, tr("As in the table"));
    addFacetText({tr("Sort key"), "facetSortKey"}, &model::Facet::sortKeyAlias, tr("As in the table"));
    makePage();
}

void FacetPage::addFacetText(const FieldName &field, std::string model::Facet::*member, const QString &placeholder)
{
    TextField *line = addText(
        field, [this, member] { return toQString(editing().facet().*member); },
        [this, member](const QString &text) {
            return editing().changeFacet(tr("Change facet %1").arg(name()),
                                         [&](model::Facet &facet) { facet.*member = text.toStdString(); });
        });
    line->setMono(true);
    line->setPlaceholder(placeholder);
}

ModelPage::ModelPage(std::shared_ptr<Editing> shared) : Form(std::move(shared))
{
    addHead([] { return tr("Model"); }, [] { return icon(QStringLiteral("design"), IconTint::Accent); },
            [this] { return toQString(editing().model().name); },
            [this](const QString &text) {
                return changeHeader(tr("Rename the model"), [&](model::Header &header) { header.name = text.toStdString(); });
            });
    NoteField *description = addNote([this] { return toQString(editing().model().description); },
                                     [this](const QString &text) {
                                         return changeHeader(tr("Change the description of the model"),
                                                             [&](model::Header &header) { header.description = text.toStdString(); });
                                     });
    description->setAccessibleName(tr("Description"));
    description->setPlaceholderText(tr("What the application does"));
    description->setObjectName(QStringLiteral("description"));
    addNote([this] { return toQString(editing().model().note); },
            [this](const QString &text) {
                return changeHeader(tr("Change the note of the model"), [&](model::Header &header) { header.note = text.toStdString(); });
            });
    addText(
        {tr("Author"), "author"}, [this] { return toQString(editing().model().author); },
        [this](const QString &text) {
            return changeHeader(tr("Change the author of the model"), [&](model::Header &header) { header.author = text.toStdString(); });
        });
    addCounts();
    makePage();
}

void ModelPage::addCounts()
{
    addSection(tr("Holds"));
    const auto addCount = [this](const QString &words, const std::function<std::size_t(const model::Model &)> &count) {
        QLabel *number = makeLabel({}, TextRole::Body);
        addRow(words, number);
        onShow([this, number, count] { number->setText(QLocale().toString(static_cast<qulonglong>(count(editing().model())))); });
    };
    addCount(tr("Tables"), [](const model::Model &model) { return model.tables.size(); });
    addCount(tr("Entities"), [](const model::Model &model) { return model.entities.size(); });
    addCount(tr("Access patterns"), [](const model::Model &model) { return model.accessPatterns.size(); });
    addCount(tr("Facets"), [](const model::Model &model) { return model.facets.size(); });
    addCount(tr("Sample items"), [](const model::Model &model) { return model.itemCount(); });
}

Refusal ModelPage::changeHeader(const QString &text, const std::function<void(model::Header &)> &change) const
{
    return editing().edit([&](const model::Model &before) {
        model::Header header{before.name, before.description, before.author, before.created, before.modified, before.note};
        change(header);
        model::Command command = model::changeHeader(before, std::move(header));
        command.text = text.toStdString();
        return command;
    });
}

} // namespace keywright::ui
