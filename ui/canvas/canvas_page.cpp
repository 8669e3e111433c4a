#include "ui/canvas/canvas_page.h"

#include <algorithm>

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedLayout>

#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/graph_layout.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/message_page.h"
#include "ui/theme/theme.h"

namespace keywright::ui {

namespace {

constexpr int kAtOnce = 80; ///< as many cards are arranged in some milliseconds, more of them on another thread
constexpr double kPicturePixels = 2;
constexpr double kAround = 48; ///< room around what is shown alone

template <typename Part, typename NameOf>
void followRows(CardPlaces &places, model::CardKind kind, const std::vector<Part> &before, const std::vector<Part> &after, NameOf nameOf)
{
    for (std::size_t row = 0; before.size() == after.size() && row < before.size(); ++row) {
        const CardId old{kind, toQString(nameOf(before[row]))};
        const CardId now{kind, toQString(nameOf(after[row]))};
        if (old == now || !places.contains(old))
            continue;
        const QPointF place = places.take(old);
        places.insert(now, place);
    }
}

} // namespace

CanvasPage::CanvasPage(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_tools(new CanvasToolbar),
      m_board(new CanvasBoard(m_scene)),
      m_editor(new CanvasEditor(document, *m_board)),
      m_map(new Minimap(*m_board)),
      m_legend(new PathLegend),
      m_empty(new MessagePage),
      m_pages(new QStackedLayout),
      m_background(this)
{
    setObjectName(QStringLiteral("canvas"));
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    buildEmptyPage();
    m_pages->addWidget(m_board);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    layout->addLayout(m_pages, 1);
    layout->addWidget(m_legend);
    connectTools();
    connect(m_board, &CanvasBoard::zoomChanged, this, [this] { m_tools->showZoom(m_board->zoom()); });
    connect(m_board, &CanvasBoard::keyPressed, this, &CanvasPage::onKey);
    connect(&m_editor->hand(), &CanvasHand::clicked, this, [this](const CanvasSpot &spot) {
        m_scene.selectBeside({});
        selectSpot(spot);
    });
    connect(&m_editor->hand(), &CanvasHand::clickedBeside, this, &CanvasPage::selectBeside);
    connect(&m_editor->hand(), &CanvasHand::framed, this, &CanvasPage::selectFramed);
    connect(m_editor, &CanvasEditor::busyChanged, this, &CanvasPage::showPages);
    connect(m_legend, &PathLegend::closed, this, [this] { m_document.select({}); });
    connect(&document, &Document::modelOpened, this, [this] {
        m_editor->cancel();
        m_automatic.clear();
        m_shown = nullptr;
    });
    connect(&document, &Document::modelChanged, this, &CanvasPage::showModel);
    connect(&document, &Document::selectionChanged, this, [this] {
        m_scene.selectBeside({});
        followSelection();
        revealSelection();
    });
    showModel();
}

CanvasPage::~CanvasPage()
{
    // Fields that lose the focus while everything goes must find nothing to edit.
    m_editor->cancel();
}

void CanvasPage::buildEmptyPage()
{
    m_empty->setObjectName(QStringLiteral("canvasEmpty"));
    m_empty->setContent({.iconName = QStringLiteral("design"),
                         .tint = IconTint::Accent,
                         .title = tr("Draw your first table or entity"),
                         .text = tr("An entity is a kind of item, such as User or Order. Give it attributes, then drag them onto the keys "
                                    "of a table; the key chart and the access patterns follow what you draw.")});
    const auto add = [this](const QString &text, model::CardKind kind, const char *name) {
        QPushButton *button = m_empty->addButton(text);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, [this, kind] {
            m_pages->setCurrentWidget(m_board);
            m_board->setZoom(1);
            m_board->centerOn(0, 0);
            m_editor->drawAt(kind, kind == model::CardKind::Entity ? QPointF(40, -96) : QPointF(-320, -96));
        });
    };
    add(tr("Add entity"), model::CardKind::Entity, "addFirstEntity");
    add(tr("Add table"), model::CardKind::Table, "addFirstTable");
}

void CanvasPage::connectTools()
{
    connect(m_tools, &CanvasToolbar::addWanted, this, [this](model::CardKind kind) {
        const bool again = m_editor->hand().isPlacing() && m_placing == kind;
        m_editor->cancel();
        m_placing = kind;
        if (!again)
            m_editor->hand().startPlacing(kind);
        m_board->setFocus();
        showPages();
    });
    connect(m_tools, &CanvasToolbar::tidyWanted, this, &CanvasPage::tidy);
    connect(m_tools, &CanvasToolbar::patternChosen, this, [this](int pattern) {
        m_document.select(pattern < 0 ? Selection() : Selection{.kind = Selection::Kind::AccessPattern, .row = pattern});
    });
    connect(m_tools, &CanvasToolbar::zoomInWanted, this, [this] { m_board->zoomStep(1); });
    connect(m_tools, &CanvasToolbar::zoomOutWanted, this, [this] { m_board->zoomStep(-1); });
    connect(m_tools, &CanvasToolbar::wholeSizeWanted, this, [this] { m_board->setZoom(1); });
    connect(m_tools, &CanvasToolbar::fitWanted, m_board, &CanvasBoard::fitAll);
    connect(m_tools, &CanvasToolbar::saveWanted, this, &CanvasPage::save);
    connect(m_tools, &CanvasToolbar::copyWanted, this,
            [this] { QGuiApplication::clipboard()->setImage(canvasImage(m_scene, kPicturePixels)); });
}

// --- The model -----------------------------------------------------------------------------------------------------------

void CanvasPage::showModel()
{
    const auto model = m_document.model();
    m_editor->hand().cancel();
    if (!model) {
        m_shown = nullptr;
        m_scene.setContents({}, {});
        showPages();
        return;
    }
    if (m_shown)
        followNames(*m_shown, *model);
    const bool opened = !m_shown;
    m_shown = model;
    CanvasContents contents = canvasContents(*model);
    const CardPlaces places = placesFor(contents);
    if (opened || contents != m_scene.contents() || places != m_scene.places())
        m_scene.setContents(std::move(contents), places);
    QStringList patterns;
    for (const model::AccessPattern &pattern : model->accessPatterns)
        patterns << toQString(pattern.name);
    m_tools->setPatterns(patterns);
    showPages();
    opened ? m_board->fitAll() : m_board->followExtent();
    followSelection();
}

void CanvasPage::showPages()
{
    const bool hasCards = !m_scene.contents().cards.empty();
    m_tools->setHasCards(hasCards);
    m_tools->showPlacing(m_editor->hand().isPlacing() ? m_placing : std::nullopt);
    m_pages->setCurrentWidget(hasCards || m_editor->isBusy() ? static_cast<QWidget *>(m_board) : m_empty);
    m_tools->setEnabled(m_document.model() != nullptr);
}

/// A card that is renamed stays where it is.
void CanvasPage::followNames(const model::Model &before, const model::Model &after)
{
    followRows(m_automatic, model::CardKind::Entity, before.entities, after.entities,
               [](const model::Entity &entity) { return entity.name; });
    followRows(m_automatic, model::CardKind::Table, before.tables, after.tables,
               [](const model::Table &table) { return table.definition.name; });
}

CardPlaces CanvasPage::placesFor(const CanvasContents &contents)
{
    CardPlaces places = placesInModel(*m_shown);
    int missing = 0;
    for (const Card &card : contents.cards) {
        if (!places.contains(card.id) && m_automatic.contains(card.id))
            places.insert(card.id, m_automatic.value(card.id));
        missing += places.contains(card.id) ? 0 : 1;
    }
    if (missing == 0)
        return unfolded(contents, places);
    std::vector<QSizeF> sizes;
    std::vector<QRectF> taken;
    for (const Card &card : contents.cards) {
        sizes.push_back(m_scene.sizeOf(card));
        if (places.contains(card.id))
            taken.emplace_back(places.value(card.id), sizes.back());
    }
    const bool all = taken.empty();
    const bool later = all && missing > kAtOnce;
    const std::vector<QPointF> arranged = later ? layInRows(sizes, 1.5, 40) : all ? arrange(contents, sizes) : std::vector<QPointF>();
    for (std::size_t i = 0; i < contents.cards.size(); ++i) {
        const CardId &id = contents.cards[i].id;
        if (places.contains(id))
            continue;
        // Below what stands, so that nothing is covered.
        QRectF standing;
        for (const QRectF &rect : taken)
            standing = standing.united(rect);
        const QPointF place = all ? arranged[i] : freePlace(sizes[i], {standing.left(), standing.bottom() + 64}, taken);
        taken.emplace_back(place, sizes[i]);
        places.insert(id, place);
        m_automatic.insert(id, place);
    }
    if (later)
        QTimer::singleShot(0, this, [this] { arrangeLater(false); });
    return places;
}

/// Cards that have grown since they were placed cover no others; a note may lie on what it is about.
CardPlaces CanvasPage::unfolded(const CanvasContents &contents, CardPlaces places) const
{
    std::vector<CardId> ids;
    std::vector<QRectF> rects;
    for (const Card &card : contents.cards) {
        if (card.id.kind == model::CardKind::Note)
            continue;
        ids.push_back(card.id);
        rects.emplace_back(places.value(card.id), m_scene.sizeOf(card));
    }
    const std::vector<QPointF> free = apart(rects);
    for (std::size_t i = 0; i < ids.size(); ++i)
        places[ids[i]] = free[i];
    return places;
}

void CanvasPage::tidy()
{
    if (!m_document.model() || m_arranging)
        return;
    if (static_cast<int>(m_scene.contents().cards.size()) > kAtOnce) {
        arrangeLater(true);
        return;
    }
    takeArrangement(m_scene.contents(), arrange(m_scene.contents(), m_scene.sizes()), true);
}

void CanvasPage::arrangeLater(bool tidy)
{
    if (m_arranging || m_scene.contents().cards.empty())
        return;
    m_arranging = true;
    m_tools->setBusy(true);
    m_background.start([contents = m_scene.contents(),
                        sizes = m_scene.sizes()](const std::stop_token &) { return std::pair(contents, arrange(contents, sizes)); },
                       [this, tidy](std::pair<CanvasContents, std::vector<QPointF>> result) {
                           m_arranging = false;
                           m_tools->setBusy(false);
                           takeArrangement(result.first, result.second, tidy);
                       });
}

void CanvasPage::takeArrangement(const CanvasContents &contents, const std::vector<QPointF> &places, bool tidy)
{
    if (contents != m_scene.contents())
        return; // of cards that are no longer so
    if (tidy) {
        showTidied(contents, places);
        return;
    }
    for (std::size_t i = 0; i < places.size(); ++i)
        m_automatic.insert(contents.cards[i].id, places[i]);
    showModel();
    m_board->fitAll();
}

void CanvasPage::showTidied(const CanvasContents &contents, const std::vector<QPointF> &places)
{
    CardPlaces wanted;
    for (std::size_t i = 0; i < places.size(); ++i)
        wanted.insert(contents.cards[i].id, places[i]);
    const auto refusal = m_document.edit([&](const model::Model &model) { return placeCards(model, wanted, tr("Tidy the canvas")); });
    if (!refusal)
        m_board->fitLegibly();
}

// --- Selection -----------------------------------------------------------------------------------------------------------

void CanvasPage::selectSpot(const CanvasSpot &spot)
{
    using Kind = Selection::Kind;
    m_board->setFocus();
    const Card *card = spot.card >= 0 ? &m_scene.card(spot.card).card() : nullptr;
    if (spot.link >= 0) {
        m_document.select({.kind = Kind::Relationship, .row = m_scene.link(spot.link).link().row});
    } else if (!card || card->id.kind == model::CardKind::Note) {
        m_document.select({});
        m_scene.select(spot.card, -1); // a note is nothing of the model's own
        describeSelection();
    } else if (card->id.kind == model::CardKind::Entity) {
        m_document.select({.kind = Kind::Entity, .row = card->row});
    } else {
        const bool lane = spot.part.row > 0;
        const auto row = static_cast<std::size_t>(lane ? spot.part.row : 0);
        m_document.select(lane ? Selection{.kind = Kind::Index, .row = card->row, .index = card->lanes[row].index}
                               : Selection{.kind = Kind::Table, .row = card->row});
    }
}

void CanvasPage::selectBeside(int card)
{
    if (m_scene.selectedCard() < 0) {
        selectSpot({.card = card, .part = {CardPart::Kind::Header}});
        return;
    }
    QSet<CardId> beside = m_scene.selectedBeside();
    const CardId id = m_scene.card(card).card().id;
    if (card == m_scene.selectedCard()) {
        // Another one leads the selection now.
        const int next = beside.isEmpty() ? -1 : m_scene.contents().indexOf(*beside.cbegin());
        if (next >= 0)
            beside.remove(m_scene.card(next).card().id);
        selectSpot({.card = next, .part = {CardPart::Kind::Header}});
    } else if (!beside.remove(id)) {
        beside.insert(id);
    }
    m_scene.selectBeside(beside);
    describeSelection();
}

void CanvasPage::selectFramed(const std::vector<int> &cards)
{
    if (cards.empty())
        return;
    QSet<CardId> beside = m_scene.selectedBeside();
    for (const int card : cards)
        beside.insert(m_scene.card(card).card().id);
    if (m_scene.selectedCard() < 0)
        selectSpot({.card = cards.front(), .part = {CardPart::Kind::Header}});
    if (m_scene.selectedCard() >= 0)
        beside.remove(m_scene.card(m_scene.selectedCard()).card().id);
    m_scene.selectBeside(beside);
    describeSelection();
}

void CanvasPage::followSelection()
{
    using Kind = Selection::Kind;
    const Selection &selection = m_document.selection();
    const bool lit = selection.kind == Kind::AccessPattern && m_shown;
    const LitPath path = lit ? litPath(*m_shown, m_scene.contents(), selection.row) : LitPath();
    if (path != m_scene.path())
        m_scene.light(path);
    m_legend->showPath(path);
    m_tools->showPattern(lit ? selection.row : -1);
    const auto cardOf = [&](model::CardKind kind) {
        const auto &cards = m_scene.contents().cards;
        const auto found =
            std::find_if(cards.begin(), cards.end(), [&](const Card &card) { return card.id.kind == kind && card.row == selection.row; });
        return found == cards.end() ? -1 : static_cast<int>(found - cards.begin());
    };
    int link = -1;
    for (int number = 0; selection.kind == Kind::Relationship && number < static_cast<int>(m_scene.contents().links.size()); ++number) {
        if (m_scene.link(number).link().row == selection.row)
            link = number;
    }
    const int card = selection.kind == Kind::Entity                      ? cardOf(model::CardKind::Entity)
        : selection.kind == Kind::Table || selection.kind == Kind::Index ? cardOf(model::CardKind::Table)
                                                                         : -1;
    m_scene.select(card, link);
    if (card >= 0 && selection.kind == Kind::Index) {
        const auto &lanes = m_scene.card(card).card().lanes;
        const auto lane = std::find_if(lanes.begin(), lanes.end(), [&](const Lane &each) { return each.index == selection.index; });
        if (lane != lanes.end())
            m_scene.selectLane(card, static_cast<int>(lane - lanes.begin()));
    }
    m_map->follow();
    describeSelection();
}

void CanvasPage::revealSelection()
{
    if (!m_board->isVisible() || m_editor->hand().isBusy())
        return;
    QRectF wanted;
    for (int number = 0; number < static_cast<int>(m_scene.contents().cards.size()); ++number) {
        if (number == m_scene.selectedCard() || m_scene.path().hasCard(number))
            wanted = wanted.united(m_scene.card(number).cardRect());
    }
    layout()->activate(); // the legend takes its room from the board
    const QSizeF room = QSizeF(m_board->viewport()->size()) / m_board->zoom();
    const bool isPath = !m_scene.path().legs.empty();
    if (isPath && (wanted.width() > room.width() || wanted.height() > room.height()))
        m_board->fit(wanted.adjusted(-kAround, -kAround, kAround, kAround));
    else if (!wanted.isEmpty())
        m_board->reveal(wanted);
}

/// Assistive technology gets the selected card as words; the whole model as a list is the key chart.
void CanvasPage::describeSelection()
{
    const int number = m_scene.selectedCard();
    QString text = tr("%1 cards").arg(m_scene.contents().cards.size());
    if (const std::vector<int> several = m_scene.selectedCards(); several.size() > 1) {
        QStringList names;
        for (const int card : several)
            names << m_scene.card(card).card().id.name;
        text = tr("%1 cards selected: %2").arg(several.size()).arg(names.join(QStringLiteral(", ")));
    } else if (number >= 0) {
        const Card &card = m_scene.card(number).card();
        QStringList parts;
        for (const KeyRow &key : card.keys)
            parts << tr("%1 %2").arg(key.attribute, key.keyTemplate.isEmpty() ? tr("not built yet") : key.keyTemplate);
        for (const AttributeRow &attribute : card.attributes)
            parts << tr("%1 %2").arg(attribute.name, attribute.type);
        for (const Lane &lane : card.lanes)
            parts << tr("%1 with %2 entities").arg(lane.index.isEmpty() ? tr("table") : lane.index).arg(lane.entities.size());
        if (!card.text.isEmpty())
            parts << card.text;
        const QString kind = card.id.kind == model::CardKind::Entity ? tr("Entity")
            : card.id.kind == model::CardKind::Table                 ? tr("Table")
                                                                     : tr("Note");
        text = tr("%1 %2: %3").arg(kind, card.id.name, parts.join(QStringLiteral(", ")));
    } else if (m_scene.selectedLink() >= 0) {
        const Link &link = m_scene.link(m_scene.selectedLink()).link();
        text = tr("Relationship %1 from %2 to %3")
                   .arg(link.name, m_scene.card(link.from).card().id.name, m_scene.card(link.to).card().id.name);
    }
    if (text == m_board->accessibleDescription())
        return;
    m_board->setAccessibleDescription(text);
    QAccessibleEvent changed(m_board, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

bool CanvasPage::selectNext(bool forward)
{
    std::vector<int> order;
    for (int number = 0; number < static_cast<int>(m_scene.contents().cards.size()); ++number)
        order.push_back(number);
    constexpr double kRow = 64; // cards whose tops are so near read as one row
    std::sort(order.begin(), order.end(), [this](int one, int other) {
        const QPointF a = m_scene.card(one).pos();
        const QPointF b = m_scene.card(other).pos();
        return std::pair(std::floor(a.y() / kRow), a.x()) < std::pair(std::floor(b.y() / kRow), b.x());
    });
    const auto at = std::find(order.begin(), order.end(), m_scene.selectedCard());
    int next = forward ? 0 : static_cast<int>(order.size()) - 1;
    if (at != order.end())
        next = static_cast<int>(at - order.begin()) + (forward ? 1 : -1);
    if (next < 0 || next >= static_cast<int>(order.size()))
        return false;
    const int card = order[static_cast<std::size_t>(next)];
    selectSpot({.card = card, .part = {CardPart::Kind::Header}});
    m_board->reveal(m_scene.card(card).cardRect());
    return true;
}

// --- Keys and pictures ---------------------------------------------------------------------------------------------------

bool CanvasPage::zoomByKey(const QKeyEvent &event)
{
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        if (control)
            m_board->zoomStep(1);
        return control;
    case Qt::Key_Minus:
        if (control)
            m_board->zoomStep(-1);
        return control;
    case Qt::Key_0:
        if (control)
            m_board->setZoom(1);
        return control;
    case Qt::Key_1:
    case Qt::Key_Exclam:
        if (event.modifiers() == Qt::ShiftModifier)
            m_board->fitAll();
        return event.modifiers() == Qt::ShiftModifier;
    case Qt::Key_2:
    case Qt::Key_QuoteDbl:
    case Qt::Key_At:
        if (event.modifiers() == Qt::ShiftModifier)
            fitSelection();
        return event.modifiers() == Qt::ShiftModifier;
    default: return false;
    }
}

void CanvasPage::fitSelection()
{
    if (m_scene.selectedCard() >= 0)
        m_board->fit(m_scene.card(m_scene.selectedCard()).cardRect().adjusted(-kAround, -kAround, kAround, kAround));
}

void CanvasPage::onKey(QKeyEvent *event)
{
    event->accept();
    if (zoomByKey(*event))
        return;
    const double far = event->modifiers().testFlag(Qt::ShiftModifier) ? 5 * kCanvasGrid : kCanvasGrid;
    const bool hasCard = m_scene.selectedCard() >= 0;
    switch (event->key()) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab: event->setAccepted(selectNext(event->key() == Qt::Key_Tab)); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_editor->hand().isPlacing()) {
            m_editor->hand().placeInView();
            return;
        }
        [[fallthrough]];
    case Qt::Key_F2: m_editor->editSelected(); return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: m_editor->removeSelected(); return;
    case Qt::Key_Menu: m_editor->hand().menu(std::nullopt); return;
    case Qt::Key_Escape:
        if (m_editor->hand().isBusy() || m_editor->isBusy())
            m_editor->cancel();
        else
            m_document.select({});
        return;
    case Qt::Key_Left: hasCard ? m_editor->moveSelected({-far, 0}) : event->ignore(); return;
    case Qt::Key_Right: hasCard ? m_editor->moveSelected({far, 0}) : event->ignore(); return;
    case Qt::Key_Up: hasCard ? m_editor->moveSelected({0, -far}) : event->ignore(); return;
    case Qt::Key_Down: hasCard ? m_editor->moveSelected({0, far}) : event->ignore(); return;
    default: event->ignore();
    }
}

void CanvasPage::save(const QString &format)
{
    if (!m_shown)
        return;
    const bool svg = format == QLatin1String("svg");
    const QString name = toQString(m_shown->name) + QLatin1Char('.') + format;
    const QString file =
        askForFileToSave(this, tr("Save the canvas as a picture"), name, svg ? tr("SVG pictures (*.svg)") : tr("PNG pictures (*.png)"));
    if (file.isEmpty())
        return;
    QSaveFile out(file);
    bool written = out.open(QIODevice::WriteOnly);
    if (written && svg) {
        const QByteArray picture = canvasSvg(m_scene, toQString(m_shown->name));
        written = out.write(picture) == picture.size();
    } else if (written) {
        written = canvasImage(m_scene, kPicturePixels).save(&out, "PNG");
    }
    if (!written || !out.commit())
        showMessage(this, {.title = tr("The picture was not saved"), .text = out.errorString(), .details = file});
}

} // namespace keywright::ui
