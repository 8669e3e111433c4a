#include "ui/inspector/entity_page.h"

#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/model/edits.h"
#include "core/model/new_parts.h"
#include "core/model/renames.h"
#include "core/model/table_edits.h"
#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/inspector/attribute_list.h"
#include "ui/inspector/colour_field.h"
#include "ui/inspector/key_template_fields.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/entity_look.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

EntityPage::EntityPage(std::shared_ptr<Editing> shared) : Form(std::move(shared))
{
    addHead([this] { return tr("Entity of %1").arg(toQString(editing().entity().table)); },
            [this] { return entityIcon(entityLook(editing().model(), editing().entity().name)); }, [this] { return name(); },
            [this](const QString &text) {
                return editing().edit(
                    [&](const model::Model &before) { return model::renameEntity(before, name().toStdString(), text.toStdString()); });
            });
    addNote([this] { return toQString(editing().entity().note); },
            [this](const QString &text) {
                return editing().changeEntity(tr("Change the note of %1").arg(name()),
                                              [&](model::Entity &entity) { entity.note = text.toStdString(); });
            });
    addSection(tr("Attributes"));
    addForm(new AttributeList(sharedEditing()));
    addSection(tr("Key templates"));
    addForm(new KeyTemplateFields(sharedEditing()));
    addSection(tr("Settings"));
    addTable();
    addMark();
    addColour();
    addRelationships();
    makePage();
}

QString EntityPage::name() const
{
    return toQString(editing().entity().name);
}

void EntityPage::addColour()
{
    auto *field = new ColourField;
    addRow(tr("Colour"), field);
    field->onCommit([this](std::optional<int> colour) {
        editing().changeEntity(tr("Change the colour of %1").arg(name()), [colour](model::Entity &entity) { entity.colour = colour; });
    });
    onShow([this, field] { field->setValue(editing().entity().colour, editing().selection().row); });
}

void EntityPage::addTable()
{
    ChoiceField *field = addChoice(
        {tr("Table"), "entityTable"}, {}, [this] { return toQString(editing().entity().table); },
        [this](const QVariant &table) { return takeTable(table.toString()); });
    onShow([this, field] {
        Choices tables;
        for (const model::Table &table : editing().model().tables)
            tables << std::pair(toQString(table.definition.name), QVariant(toQString(table.definition.name)));
        field->setChoices(tables);
        field->setValue(toQString(editing().entity().table));
        field->setEnabled(tables.size() > 1);
    });
}

Refusal EntityPage::takeTable(const QString &table)
{
    const QString before = toQString(editing().entity().table);
    const Refusal refusal = editing().remove(
        this, [&](const model::Model &model) { return model::moveEntity(model, editing().entity().name, table.toStdString()); },
        tr("Move"));
    if (refusal)
        return refusal;
    return toQString(editing().entity().table) == before ? Refusal(tr("It stays in %1.").arg(before)) : std::nullopt;
}

void EntityPage::addMark()
{
    TextField *attribute = addText(
        {tr("Known by"), "markAttribute"},
        [this] { return editing().entity().identifiedBy ? toQString(editing().entity().identifiedBy->attribute) : QString(); },
        [this](const QString &text) { return takeMark(text); });
    attribute->setMono(true);
    attribute->setPlaceholder(tr("Its keys"));
    attribute->setToolTip(tr("The attribute whose value tells that an item is of this entity, such as type"));
    TextField *value = addText(
        {tr("With the value"), "markValue"},
        [this] {
            return editing().entity().identifiedBy ? toQString(value::displayText(editing().entity().identifiedBy->value)) : QString();
        },
        [this](const QString &text) { return takeMarkValue(text); });
    value->setMono(true);
    onShow([this, value] { setRowShown(value, editing().entity().identifiedBy.has_value()); });
}

Refusal EntityPage::takeMark(const QString &attribute) const
{
    return editing().changeEntity(tr("Change what %1 is known by").arg(name()), [&](model::Entity &entity) {
        if (attribute.isEmpty())
            entity.identifiedBy.reset();
        else if (entity.identifiedBy)
            entity.identifiedBy->attribute = attribute.toStdString();
        else
            entity.identifiedBy = model::EntityMark{attribute.toStdString(), value::AttributeValue(entity.name)};
    });
}

Refusal EntityPage::takeMarkValue(const QString &text) const
{
    if (text.isEmpty())
        return tr("Enter the value that only items of %1 have.").arg(name());
    for (const model::Entity &other : editing().model().entities) {
        const bool same = other.identifiedBy && other.table == editing().entity().table && other.name != editing().entity().name
            && other.identifiedBy->attribute == editing().entity().identifiedBy->attribute
            && toQString(value::displayText(other.identifiedBy->value)) == text;
        if (same)
            return tr("%1 is known by this value.").arg(toQString(other.name));
    }
    return editing().changeEntity(tr("Change what %1 is known by").arg(name()),
                                  [&](model::Entity &entity) { entity.identifiedBy->value = value::AttributeValue(text.toStdString()); });
}

void EntityPage::addRelationships()
{
    addSection(tr("Relationships"));
    auto *list = new QWidget;
    m_relationships = new QVBoxLayout(list);
    m_relationships->setContentsMargins({});
    m_relationships->setSpacing(2);
    addWide(list);
    m_relate = addButton({tr("Relate to…"), "relate"}, QStringLiteral("add"), [this] { relate(); });
    onShow([this] { showRelationships(); });
}

void EntityPage::showRelationships()
{
    const std::string &entity = editing().entity().name;
    const auto &relationships = editing().model().relationships;
    QStringList lines;
    std::vector<int> rows;
    for (std::size_t row = 0; row < relationships.size(); ++row) {
        const model::Relationship &each = relationships[row];
        if (each.from != entity && each.to != entity)
            continue;
        lines << QStringLiteral("%1 %2 %3")
                     .arg(toQString(each.from), each.name.empty() ? QStringLiteral("→") : toQString(each.name), toQString(each.to));
        rows.push_back(static_cast<int>(row));
    }
    if (lines == m_lines && rows == m_rows)
        return;
    m_lines = lines;
    m_rows = rows;
    while (QLayoutItem *item = m_relationships->takeAt(0)) {
        Form::drop(item->widget());
        delete item;
    }
    for (qsizetype line = 0; line < lines.size(); ++line) {
        auto *button = new QPushButton(icon(QStringLiteral("relationship")), lines[line]);
        const int row = rows[static_cast<std::size_t>(line)];
        button->setObjectName(QStringLiteral("relationship.%1").arg(row));
        button->setProperty("role", "link");
        connect(button, &QPushButton::clicked, this,
                [this, row] { editing().select({.kind = Selection::Kind::Relationship, .row = row}); });
        m_relationships->addWidget(button);
        button->show();
    }
}

void EntityPage::relate()
{
    QMenu menu;
    for (const EntityLook &look : entityLooks(editing().model()))
        menu.addAction(entityIcon(look), look.name)->setData(look.name);
    const QAction *chosen = menu.exec(m_relate->mapToGlobal(QPoint(0, m_relate->height())));
    if (!chosen)
        return;
    const model::Entity *other = editing().model().findEntity(chosen->data().toString().toStdString());
    if (!other)
        return;
    const model::Relationship relationship = model::newRelationship(editing().model(), editing().entity(), *other);
    const Refusal refusal = editing().edit([&](const model::Model &before) {
        model::Command command = model::addRelationship(before, relationship);
        command.text = tr("Relate %1 to %2").arg(toQString(relationship.from), toQString(relationship.to)).toStdString();
        return command;
    });
    if (!refusal)
        editing().select({.kind = Selection::Kind::Relationship, .row = static_cast<int>(editing().model().relationships.size()) - 1});
}

} // namespace keywright::ui
