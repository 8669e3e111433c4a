#include "ui/canvas/canvas_editor.h"

#include <algorithm>

#include <QMenu>

#include "core/model/edits.h"
#include "core/model/new_parts.h"
#include "core/model/removals.h"
#include "core/model/renames.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/template_text.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

model::Command removalOf(const model::Model &model, const CardId &id)
{
    switch (id.kind) {
    case model::CardKind::Table: return model::removeTable(model, id.name.toStdString());
    case model::CardKind::Entity: return model::removeEntity(model, id.name.toStdString());
    case model::CardKind::Note: break;
    }
    return removeNote(model, id.name);
}

} // namespace

CanvasEditor::CanvasEditor(Document &document, CanvasBoard &board)
    : QObject(&board),
      m_document(document),
      m_board(board),
      m_scene(board.canvas()),
      m_hand(board),
      m_inPlace(board),
      m_relate(new RelatePanel(board.viewport()))
{
    m_hand.setPreview([this](int card, int attribute, const CanvasSpot &target) { return previewOf(card, attribute, target); });
    connect(&m_hand, &CanvasHand::cardsMoved, this, [this](const std::vector<int> &cards) { moveCards(cards, {}); });
    connect(&m_hand, &CanvasHand::attributeDropped, this, &CanvasEditor::dropAttribute);
    connect(&m_hand, &CanvasHand::related, this, &CanvasEditor::relate);
    connect(&m_hand, &CanvasHand::placed, this, &CanvasEditor::drawAt);
    connect(&m_hand, &CanvasHand::editWanted, this, &CanvasEditor::edit);
    connect(&m_hand, &CanvasHand::menuWanted, this, &CanvasEditor::showMenu);
    connect(&m_hand, &CanvasHand::placingChanged, this, &CanvasEditor::busyChanged);
    connect(m_relate, &RelatePanel::accepted, this, &CanvasEditor::addRelationship);
}

void CanvasEditor::cancel()
{
    m_hand.cancel();
    m_inPlace.close();
    m_relate->hide();
}

QRectF CanvasEditor::sceneRect(const CanvasSpot &spot) const
{
    if (spot.card >= 0)
        return rectOf(m_scene.card(spot.card).geometry(), spot.part).translated(m_scene.card(spot.card).pos());
    if (spot.link >= 0)
        return {m_scene.link(spot.link).line().middle, QSizeF(1, 1)};
    return {};
}

void CanvasEditor::report(const std::optional<QString> &refusal, const QRectF &at)
{
    if (refusal)
        m_inPlace.showRefusal(at, *refusal);
}

// --- Cards ---------------------------------------------------------------------------------------------------------------

void CanvasEditor::drawAt(model::CardKind kind, const QPointF &place)
{
    if (!m_document.model())
        return;
    const bool table = kind == model::CardKind::Table;
    const bool note = kind == model::CardKind::Note;
    const QStringList taken = table ? tableNames(*m_document.model()) : entityNames(*m_document.model());
    const Selection selection = m_document.selection();
    const QString ofTable = selection.kind == Selection::Kind::Table ? tableNames(*m_document.model()).value(selection.row) : QString();
    InPlaceEditor::Field field{.rect = {place, note ? QSizeF(240, 72) : QSizeF(200, kHeaderHeight)},
                               .name = table ? tr("Name of the new table")
                                   : note    ? tr("Text of the new note")
                                             : tr("Name of the new entity"),
                               .text = note ? QString() : freeName(table ? tr("Table") : tr("Entity"), taken),
                               .placeholder = note ? tr("Note; Ctrl+Enter when done") : QString(),
                               .isLong = note,
                               .takesUnchanged = !note};
    field.left = [this] { emit busyChanged(); };
    if (kind == model::CardKind::Entity)
        field.then = [this] { addAttribute(entityNames(*m_document.model()).value(m_document.selection().row)); };
    m_inPlace.open(field, [this, kind, place, ofTable](const QString &text) {
        const QString name = text.trimmed();
        const auto refusal = m_document.edit([&](const model::Model &model) {
            switch (kind) {
            case model::CardKind::Table: return drawTable(model, name, m_scene.places(), place);
            case model::CardKind::Note: return drawNote(model, name, m_scene.places(), place);
            case model::CardKind::Entity: break;
            }
            return drawEntity(model, name, ofTable, m_scene.places(), place);
        });
        if (!refusal)
            selectDrawn(kind);
        return refusal;
    });
    emit busyChanged();
}

void CanvasEditor::selectDrawn(model::CardKind kind)
{
    using Kind = Selection::Kind;
    const model::Model &model = *m_document.model();
    if (kind == model::CardKind::Entity)
        m_document.select({.kind = Kind::Entity, .row = static_cast<int>(model.entities.size()) - 1});
    else if (kind == model::CardKind::Table)
        m_document.select({.kind = Kind::Table, .row = static_cast<int>(model.tables.size()) - 1});
}

void CanvasEditor::moveCards(const std::vector<int> &cards, const QPointF &by)
{
    CardPlaces places = m_scene.places();
    std::vector<CardId> moved;
    for (const int number : cards) {
        moved.push_back(card(number).id);
        places[moved.back()] += by;
    }
    const QRectF at = m_scene.card(cards.front()).cardRect();
    report(m_document.edit([&](const model::Model &model) { return ui::moveCards(model, places, moved); }), at);
}

void CanvasEditor::moveSelected(const QPointF &by)
{
    const std::vector<int> cards = m_scene.selectedCards();
    if (!cards.empty())
        moveCards(cards, by);
}

// --- Keys and relationships ----------------------------------------------------------------------------------------------

QString CanvasEditor::keyOf(const CanvasSpot &spot) const
{
    const auto row = static_cast<std::size_t>(spot.part.row);
    if (spot.part.kind == CardPart::Kind::Key)
        return card(spot.card).keys[row].attribute;
    return card(spot.card).lanes[row].keys[static_cast<std::size_t>(spot.part.item)].attribute;
}

QString CanvasEditor::previewOf(int number, int attribute, const CanvasSpot &target) const
{
    const QString entity = card(number).id.name;
    const QString key = keyOf(target);
    const QString name = card(number).attributes[static_cast<std::size_t>(attribute)].name;
    return tr("<b>%1</b> of %2 becomes %3")
        .arg(key.toHtmlEscaped(), entity.toHtmlEscaped(), templateHtml(templateWith(*m_document.model(), entity, name, key)));
}

void CanvasEditor::dropAttribute(int number, int attribute, const CanvasSpot &target)
{
    const QString entity = card(number).id.name;
    const QString name = card(number).attributes[static_cast<std::size_t>(attribute)].name;
    const QString key = keyOf(target);
    const QRectF at = sceneRect(target);
    report(m_document.edit([&](const model::Model &model) { return dropOnKey(model, entity, name, key); }), at);
}

void CanvasEditor::relate(int from, int to, const QPoint &at)
{
    const auto &model = m_document.model();
    const model::Entity *one = model ? model->findEntity(card(from).id.name.toStdString()) : nullptr;
    const model::Entity *other = model ? model->findEntity(card(to).id.name.toStdString()) : nullptr;
    if (!one || !other)
        return;
    m_relatedAt = m_scene.card(to).cardRect();
    m_relate->ask(*model, one->name, other->name, model::newRelationship(*model, *one, *other).attributes, at);
}

void CanvasEditor::addRelationship(const model::Relationship &relationship)
{
    const auto refusal = m_document.edit([&](const model::Model &model) { return model::addRelationship(model, relationship); });
    if (refusal) {
        m_relate->showRefusal(*refusal);
        return;
    }
    m_relate->hide();
    m_board.setFocus();
    m_document.select({.kind = Selection::Kind::Relationship, .row = static_cast<int>(m_document.model()->relationships.size()) - 1});
}

// --- Texts in their place ------------------------------------------------------------------------------------------------

void CanvasEditor::edit(const CanvasSpot &spot)
{
    if (spot.card < 0)
        return;
    const bool note = card(spot.card).id.kind == model::CardKind::Note;
    switch (note ? CardPart::Kind::Body : spot.part.kind) {
    case CardPart::Kind::Attribute: editAttribute(spot.card, spot.part.row); break;
    case CardPart::Kind::AddAttribute: addAttribute(card(spot.card).id.name); break;
    case CardPart::Kind::Key: editTemplate(spot.card, spot.part.row); break;
    case CardPart::Kind::Body: note ? editNote(spot.card) : editName(spot.card); break;
    default: editName(spot.card); break;
    }
}

void CanvasEditor::editSelected()
{
    const int number = m_scene.selectedCard();
    if (number >= 0)
        edit({.card = number, .part = {CardPart::Kind::Header}});
}

void CanvasEditor::editName(int number)
{
    const CardId id = card(number).id;
    const bool table = id.kind == model::CardKind::Table;
    InPlaceEditor::Field field{.rect = sceneRect({.card = number, .part = {CardPart::Kind::Header}}),
                               .name = table ? tr("Name of the table") : tr("Name of the entity"),
                               .text = id.name};
    m_inPlace.open(field, [this, id, table](const QString &text) {
        const std::string name = text.trimmed().toStdString();
        return m_document.edit([&](const model::Model &model) {
            return table ? model::renameTable(model, id.name.toStdString(), name) : model::renameEntity(model, id.name.toStdString(), name);
        });
    });
}

void CanvasEditor::editAttribute(int number, int row)
{
    const QString entity = card(number).id.name;
    const AttributeRow before = card(number).attributes[static_cast<std::size_t>(row)];
    InPlaceEditor::Field field{.rect = sceneRect({.card = number, .part = {CardPart::Kind::Attribute, row}}),
                               .name = tr("Attribute: name and type"),
                               .text = QStringLiteral("%1: %2").arg(before.name, before.type)};
    m_inPlace.open(field, [this, entity, before](const QString &text) { return takeAttribute(entity, before, text); });
}

std::optional<QString> CanvasEditor::takeAttribute(const QString &entity, const AttributeRow &before, const QString &text)
{
    const TypedName wanted = typedName(text);
    const bool renamed = wanted.name != before.name;
    const bool retyped = wanted.type && toQString(value::tagOf(*wanted.type)) != before.type;
    m_document.beginGroup(tr("Change attribute %1 of %2").arg(before.name, entity));
    std::optional<QString> refusal;
    if (renamed)
        refusal = m_document.edit([&](const model::Model &model) {
            return model::renameAttribute(model, entity.toStdString(), before.name.toStdString(), wanted.name.toStdString());
        });
    if (!refusal && retyped)
        refusal = m_document.edit([&](const model::Model &model) { return changeAttributeType(model, entity, wanted.name, *wanted.type); });
    refusal ? m_document.cancelGroup() : m_document.endGroup();
    return refusal;
}

void CanvasEditor::addAttribute(const QString &entity)
{
    const int number = m_scene.contents().indexOf({model::CardKind::Entity, entity});
    if (number < 0)
        return;
    InPlaceEditor::Field field{.rect = sceneRect({.card = number, .part = {CardPart::Kind::AddAttribute}}),
                               .name = tr("New attribute: name and type"),
                               .placeholder = tr("name, or name: N")};
    field.then = [this, entity] { addAttribute(entity); }; // the next one, until Escape
    m_inPlace.open(field, [this, entity](const QString &text) {
        return m_document.edit([&](const model::Model &model) { return addAttributeTo(model, entity, typedName(text)); });
    });
}

void CanvasEditor::editTemplate(int number, int row)
{
    const QString entity = card(number).id.name;
    const KeyRow key = card(number).keys[static_cast<std::size_t>(row)];
    InPlaceEditor::Field field{.rect = sceneRect({.card = number, .part = {CardPart::Kind::Key, row}}),
                               .name = tr("Template of %1").arg(key.attribute),
                               .text = key.keyTemplate,
                               .placeholder = tr("such as %1#{id}").arg(entity.toUpper()),
                               .isMono = true};
    m_inPlace.open(field, [this, entity, key](const QString &text) {
        return m_document.edit([&](const model::Model &model) {
            model::Command command =
                model::changeKeyTemplate(model, entity.toStdString(), key.attribute.toStdString(), text.trimmed().toStdString());
            command.coalesceKey.clear();
            return command;
        });
    });
}

void CanvasEditor::editNote(int number)
{
    const QString note = card(number).id.name;
    InPlaceEditor::Field field{.rect = m_scene.card(number).cardRect(),
                               .name = tr("Text of the note"),
                               .text = card(number).text,
                               .placeholder = tr("Note; Ctrl+Enter when done"),
                               .isLong = true};
    m_inPlace.open(field, [this, note](const QString &text) {
        return m_document.edit([&](const model::Model &model) { return writeNote(model, note, text.trimmed()); });
    });
}

// --- Removing and menus --------------------------------------------------------------------------------------------------

void CanvasEditor::remove(const Document::MakeCommand &make, const QString &title, const QRectF &at)
{
    if (!m_document.model())
        return;
    try {
        const model::Command command = make(*m_document.model());
        QStringList also;
        for (const std::string &line : command.alsoGone)
            also << toQString(line);
        const Message question{.title = title, .text = tr("This goes with it:"), .details = also.join(QLatin1Char('\n'))};
        if (!also.isEmpty() && !confirm(&m_board, question, tr("Remove")))
            return;
    } catch (const model::EditError &refusal) {
        m_inPlace.showRefusal(at, toQString(refusal.what()));
        return;
    }
    report(m_document.edit(make), at);
}

void CanvasEditor::removeCard(int number)
{
    const CardId id = card(number).id;
    remove([id](const model::Model &model) { return removalOf(model, id); }, tr("Remove %1?").arg(id.name),
           m_scene.card(number).cardRect());
}

void CanvasEditor::removeCards(const std::vector<int> &cards)
{
    std::vector<CardId> ids;
    QStringList names;
    for (const int number : cards) {
        ids.push_back(card(number).id);
        // A note has no name that a person would know.
        names << (ids.back().kind == model::CardKind::Note ? tr("a note") : ids.back().name);
    }
    const QRectF at = m_scene.card(cards.front()).cardRect();
    const Message question{.title = tr("Remove %1 cards?").arg(cards.size()),
                           .text = tr("What hangs on them goes too: %1.").arg(names.join(QStringLiteral(", "))),
                           .details = tr("Undo brings everything back.")};
    if (!confirm(&m_board, question, tr("Remove")))
        return;
    // Tables last: their entities are gone by then.
    std::stable_partition(ids.begin(), ids.end(), [](const CardId &id) { return id.kind != model::CardKind::Table; });
    m_document.beginGroup(tr("Remove %1 cards").arg(cards.size()));
    std::optional<QString> refusal;
    for (const CardId &id : ids) {
        if (!refusal)
            refusal = m_document.edit([id](const model::Model &model) { return removalOf(model, id); });
    }
    refusal ? m_document.cancelGroup() : m_document.endGroup();
    report(refusal, at);
}

void CanvasEditor::removeAttribute(int number, int row)
{
    const QString entity = card(number).id.name;
    const QString name = card(number).attributes[static_cast<std::size_t>(row)].name;
    remove([&](const model::Model &model) { return model::removeAttribute(model, entity.toStdString(), name.toStdString()); },
           tr("Remove %1 of %2?").arg(name, entity), sceneRect({.card = number, .part = {CardPart::Kind::Attribute, row}}));
}

void CanvasEditor::removeSelected()
{
    if (const std::vector<int> cards = m_scene.selectedCards(); cards.size() > 1) {
        removeCards(cards);
        return;
    }
    if (const int number = m_scene.selectedLink(); number >= 0) {
        const auto row = static_cast<std::size_t>(m_scene.link(number).link().row);
        remove([row](const model::Model &model) { return model::removeRelationship(model, row); }, tr("Remove the relationship?"),
               sceneRect({.link = number}));
        return;
    }
    const Selection &selection = m_document.selection();
    if (selection.kind == Selection::Kind::Index) {
        const QString table = tableNames(*m_document.model()).value(selection.row);
        const QString index = selection.index;
        remove([=](const model::Model &model) { return model::removeIndex(model, table.toStdString(), index.toStdString()); },
               tr("Remove index %1?").arg(index), m_scene.card(m_scene.selectedCard()).cardRect());
        return;
    }
    if (m_scene.selectedCard() >= 0)
        removeCard(m_scene.selectedCard());
}

void CanvasEditor::fillCardMenu(QMenu &menu, const CanvasSpot &spot)
{
    const Card &shown = card(spot.card);
    const bool entity = shown.id.kind == model::CardKind::Entity;
    const bool note = shown.id.kind == model::CardKind::Note;
    const QString name = shown.id.name;
    menu.addAction(icon(QStringLiteral("edit")), note ? tr("Edit note") : tr("Rename %1").arg(name), this,
                   [this, spot] { edit({.card = spot.card, .part = {CardPart::Kind::Header}}); });
    if (entity)
        fillEntityMenu(menu, spot);
    if (entity && spot.part.kind == CardPart::Kind::Attribute) {
        const QString attribute = shown.attributes[static_cast<std::size_t>(spot.part.row)].name;
        menu.addAction(icon(QStringLiteral("edit")), tr("Edit attribute %1").arg(attribute), this, [this, spot] { edit(spot); });
        menu.addAction(icon(QStringLiteral("delete")), tr("Remove attribute %1").arg(attribute), this,
                       [this, spot] { removeAttribute(spot.card, spot.part.row); });
    }
    menu.addSeparator();
    menu.addAction(icon(QStringLiteral("delete")), note ? tr("Remove note") : tr("Remove %1").arg(name), this,
                   [this, spot] { removeCard(spot.card); });
}

/// What the mouse does by dragging and double clicks, for the keyboard.
void CanvasEditor::fillEntityMenu(QMenu &menu, const CanvasSpot &spot)
{
    const Card &entity = card(spot.card);
    menu.addAction(icon(QStringLiteral("add")), tr("Add attribute"), this, [this, name = entity.id.name] { addAttribute(name); });
    QMenu *templates = menu.addMenu(tr("Edit template of"));
    for (int row = 0; row < static_cast<int>(entity.keys.size()); ++row) {
        templates->addAction(entity.keys[static_cast<std::size_t>(row)].attribute, this, [this, number = spot.card, row] {
            edit({.card = number, .part = {CardPart::Kind::Key, row}});
        });
    }
    templates->setEnabled(!entity.keys.empty());
    QMenu *relations = menu.addMenu(icon(QStringLiteral("relationship")), tr("Relate to"));
    for (int number = 0; number < static_cast<int>(m_scene.contents().cards.size()); ++number) {
        if (card(number).id.kind == model::CardKind::Entity)
            relations->addAction(card(number).id.name, this, [this, from = spot.card, number] {
                relate(from, number, m_board.mapFromScene(m_scene.card(from).cardRect().center()));
            });
    }
}

void CanvasEditor::showMenu(const CanvasSpot &spot, const QPoint &at)
{
    auto *menu = new QMenu(&m_board);
    menu->setObjectName(QStringLiteral("canvasMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (spot.card >= 0) {
        fillCardMenu(*menu, spot);
    } else if (spot.link >= 0) {
        menu->addAction(icon(QStringLiteral("delete")), tr("Remove relationship"), this, &CanvasEditor::removeSelected);
    } else {
        const QPointF place = onGrid(m_board.mapToScene(at));
        menu->addAction(icon(QStringLiteral("table")), tr("Add table here"), this, [=, this] { drawAt(model::CardKind::Table, place); });
        menu->addAction(icon(QStringLiteral("entity")), tr("Add entity here"), this, [=, this] { drawAt(model::CardKind::Entity, place); });
        menu->addAction(icon(QStringLiteral("note")), tr("Add note here"), this, [=, this] { drawAt(model::CardKind::Note, place); });
    }
    menu->popup(m_board.viewport()->mapToGlobal(at));
}

} // namespace keywright::ui
