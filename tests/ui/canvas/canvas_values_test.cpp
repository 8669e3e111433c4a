#include "tests/ui/canvas/canvas_values_test.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include "core/model/document.h"
#include "core/model/edits.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/canvas/arrangement.h"
#include "ui/canvas/canvas_edits.h"
#include "ui/canvas/graph_layout.h"
#include "ui/canvas/link_path.h"
#include "ui/canvas/lit_path.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

const CardId kCanvasValuesOrder{model::CardKind::Entity, QStringLiteral("Order")};
const CardId kShop{model::CardKind::Table, QStringLiteral("OnlineShop")};

const Card &cardOf(const CanvasContents &contents, const CardId &id)
{
    return contents.cards.at(static_cast<std::size_t>(contents.indexOf(id)));
}

std::vector<QSizeF> sizesOf(const CanvasContents &contents)
{
    std::vector<QSizeF> sizes;
    for (const Card &card : contents.cards)
        sizes.push_back(geometryOf(card).size);
    return sizes;
}

int overlaps(const std::vector<QSizeF> &sizes, const std::vector<QPointF> &places)
{
    int count = 0;
    for (std::size_t one = 0; one < sizes.size(); ++one) {
        for (std::size_t other = one + 1; other < sizes.size(); ++other)
            count += QRectF(places[one], sizes[one]).intersects(QRectF(places[other], sizes[other])) ? 1 : 0;
    }
    return count;
}

LitPath pathOf(const model::Model &model, const CanvasContents &contents, const std::string &pattern)
{
    for (std::size_t row = 0; row < model.accessPatterns.size(); ++row) {
        if (model.accessPatterns[row].name == pattern)
            return litPath(model, contents, static_cast<int>(row));
    }
    return {};
}

QStringList entitiesOf(const CanvasContents &contents, const LitPath &path)
{
    QStringList names;
    for (const PathLeg &leg : path.legs) {
        for (const int entity : leg.entities)
            names << contents.cards[static_cast<std::size_t>(entity)].id.name;
    }
    names.sort();
    names.removeDuplicates();
    return names;
}

/// The text of a refusal; empty when there was none.
template <typename Make>
QString refusalOf(Make make)
{
    try {
        make();
    } catch (const model::EditError &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

void CanvasValuesTest::init()
{
    test::failOnWarnings();
}

void CanvasValuesTest::vectorIndexesAreLanesOfTheirOwn()
{
    const auto model = test::read(test::recipeFinder());
    const CanvasContents contents = canvasContents(*model);
    const Lane &lane = contents.cards.front().lanes.at(1);
    QCOMPARE(lane.index, QStringLiteral("ByTaste"));
    QCOMPARE(lane.vectors, QStringLiteral("COSINE · 4"));
    QCOMPARE(lane.keys,
             (std::vector<LaneKey>{{QStringLiteral("taste"), false, QStringLiteral("VEC")},
                                   {QStringLiteral("language"), true},
                                   {QStringLiteral("minutes"), false, QStringLiteral("FLT")},
                                   {QStringLiteral("cuisine"), false, QStringLiteral("FLT")}}));
    QCOMPARE(lane.entities.size(), std::size_t(1));
    const LitPath path = pathOf(*model, contents, "Recipes of a taste");
    QCOMPARE(path.legs.at(0).lane, 1);
    QCOMPARE(entitiesOf(contents, path), QStringList{QStringLiteral("Recipe")});
}

void CanvasValuesTest::cardsAreTablesThenEntitiesThenNotes()
{
    const auto model = test::read(test::onlineShop());
    const CanvasContents contents = canvasContents(*model);
    QCOMPARE(contents.cards.size(), std::size_t{12});
    QCOMPARE(contents.cards.front().id, kShop);
    QCOMPARE(contents.cards[1].id, (CardId{model::CardKind::Entity, QStringLiteral("User")}));
    QCOMPARE(contents.cards.back().id.kind, model::CardKind::Note);
    QVERIFY(contents.cards.back().text.startsWith(QLatin1String("Start with the access patterns")));
    QCOMPARE(contents.links.size(), model->relationships.size());
    QCOMPARE(contents.indexOf({model::CardKind::Table, QStringLiteral("Order")}), -1);
}

void CanvasValuesTest::aTableCardHasALaneForItselfAndForEachIndexWithItsEntities()
{
    const auto model = test::read(test::onlineShop());
    const CanvasContents contents = canvasContents(*model);
    const std::vector<Lane> &lanes = cardOf(contents, kShop).lanes;
    QStringList names;
    for (const Lane &lane : lanes)
        names << lane.index;
    QCOMPARE(names.join(QLatin1Char(',')), QStringLiteral(",GSI1,GSI2,GSI3"));
    QCOMPARE(lanes[0].entities.size(), model->entities.size());
    QCOMPARE(lanes[1].keys, (std::vector<LaneKey>{{QStringLiteral("GSI1PK"), true}, {QStringLiteral("GSI1SK"), false}}));
    QCOMPARE(lanes[3].entities.size(), std::size_t{1}); // the sparse index
    QCOMPARE(lanes[3].entities.front().name, QStringLiteral("Order"));
}

void CanvasValuesTest::anEntityCardHasItsKeysAndAttributes()
{
    const CanvasContents contents = canvasContents(*test::read(test::onlineShop()));
    const Card &order = cardOf(contents, kCanvasValuesOrder);
    QCOMPARE(order.table, QStringLiteral("OnlineShop"));
    QCOMPARE(order.keys.front().attribute, QStringLiteral("PK"));
    QCOMPARE(order.keys.front().keyTemplate, QStringLiteral("ORDER#{orderId}"));
    QVERIFY(order.keys.front().partition && !order.keys.front().ofIndex);
    const auto named = [&](const QString &name) {
        return *std::find_if(order.attributes.begin(), order.attributes.end(), [&](const AttributeRow &row) { return row.name == name; });
    };
    QVERIFY(named(QStringLiteral("orderId")).inPartitionKey);
    QVERIFY(named(QStringLiteral("placedAt")).inSortKey);
    QCOMPARE(named(QStringLiteral("total")).type, QStringLiteral("N"));
    QVERIFY(!named(QStringLiteral("shippedAt")).required);
}

void CanvasValuesTest::everyPartOfACardIsFoundWhereItLies()
{
    const CanvasContents contents = canvasContents(*test::read(test::onlineShop()));
    const auto found = [](const Card &card, const CardPart &part) {
        const CardGeometry geometry = geometryOf(card);
        return partAt(card, geometry, rectOf(geometry, part).center());
    };
    const Card &order = cardOf(contents, kCanvasValuesOrder);
    for (const CardPart part : {CardPart{CardPart::Kind::Header}, CardPart{CardPart::Kind::Key, 0}, CardPart{CardPart::Kind::Key, 5},
                                CardPart{CardPart::Kind::Attribute, 3}, CardPart{CardPart::Kind::AddAttribute}})
        QCOMPARE(found(order, part), part);
    const Card &table = cardOf(contents, kShop);
    for (const CardPart part : {CardPart{CardPart::Kind::Header}, CardPart{CardPart::Kind::LaneKey, 0, 1},
                                CardPart{CardPart::Kind::LaneKey, 2, 0}, CardPart{CardPart::Kind::LaneEntity, 1, 2}})
        QCOMPARE(found(table, part), part);
    QCOMPARE(partAt(table, geometryOf(table), {-1, 10}), CardPart());
}

void CanvasValuesTest::arrangedCardsNeverOverlapAndStandTheSameEachTime()
{
    // Two tables, a ring of relationships, one back to itself, entities alone, and notes.
    CanvasContents contents;
    for (const char *table : {"One", "Two"})
        contents.cards.push_back({.id = {model::CardKind::Table, QString::fromLatin1(table)}, .lanes = {Lane()}});
    for (int number = 0; number < 14; ++number) {
        Card card{.id = {model::CardKind::Entity, QStringLiteral("Entity%1").arg(number)}};
        card.look.name = card.id.name;
        card.table = number < 11 ? QStringLiteral("One") : QStringLiteral("Two");
        card.attributes.resize(static_cast<std::size_t>(number * 5 % 7));
        contents.cards.push_back(card);
    }
    contents.cards.push_back({.id = {model::CardKind::Note, QStringLiteral("Note")}, .text = QStringLiteral("A note")});
    for (const auto &[from, to] : {std::pair(2, 3), {3, 4}, {4, 2}, {5, 5}, {5, 6}, {7, 5}, {2, 9}})
        contents.links.push_back({.from = from, .to = to});
    const std::vector<QSizeF> sizes = sizesOf(contents);
    const std::vector<QPointF> places = arrange(contents, sizes);
    QCOMPARE(places.size(), sizes.size());
    QCOMPARE(overlaps(sizes, places), 0);
    QCOMPARE(arrange(contents, sizes), places);
    for (const QPointF &place : places)
        QCOMPARE(onGrid(place), place);
}

void CanvasValuesTest::aWideTreeIsArrangedAroundItsRoot()
{
    GraphToLayOut tree;
    for (int box = 0; box < 200; ++box) {
        tree.boxes.emplace_back(184, 160 + box % 5 * 22);
        if (box > 0)
            tree.links.emplace_back(box / 5, box);
    }
    const std::vector<QPointF> places = layOut(tree, 1.5, 40, 88);
    QCOMPARE(overlaps(tree.boxes, places), 0);
    const QSizeF extent = extentOf(tree.boxes, places);
    QVERIFY2(extent.width() < 4 * extent.height() && extent.height() < 4 * extent.width(),
             qPrintable(QStringLiteral("%1 x %2").arg(extent.width()).arg(extent.height())));
}

void CanvasValuesTest::theSamplesStandWithoutOverlaps()
{
    const QDir samples = QFileInfo(test::onlineShop()).dir();
    for (const QString &name : samples.entryList({QStringLiteral("*.keywright.json")})) {
        const auto model = test::read(samples.filePath(name));
        const CanvasContents contents = canvasContents(*model);
        const std::vector<QSizeF> sizes = sizesOf(contents);
        QVERIFY2(overlaps(sizes, arrange(contents, sizes)) == 0, qPrintable(name));
        const CardPlaces held = placesInModel(*model);
        std::vector<QPointF> places;
        for (const Card &card : contents.cards) {
            QVERIFY2(held.contains(card.id), qPrintable(name + QLatin1Char(' ') + card.id.name));
            places.push_back(held.value(card.id));
        }
        QVERIFY2(overlaps(sizes, places) == 0, qPrintable(name));
    }
}

void CanvasValuesTest::aFreePlaceIsFreeAndNear()
{
    const std::vector<QRectF> taken{{0, 0, 200, 200}, {240, 0, 200, 200}};
    QCOMPARE(freePlace({100, 100}, {600, 600}, taken), QPointF(600, 600));
    const QPointF place = freePlace({100, 100}, {100, 100}, taken);
    for (const QRectF &rect : taken)
        QVERIFY(!rect.intersects(QRectF(place, QSizeF(100, 100))));
    QVERIFY(QLineF(place, {100, 100}).length() < 400);
}

void CanvasValuesTest::coveredCardsMoveDownAndNoOthers()
{
    const std::vector<QRectF> cards{{0, 40, 100, 50}, {0, 0, 100, 80}, {200, 0, 100, 80}, {50, 90, 100, 10}};
    const std::vector<QPointF> places = apart(cards);
    QCOMPARE(places[1], QPointF(0, 0));
    QCOMPARE(places[2], QPointF(200, 0));
    QCOMPARE(places[0], QPointF(0, 96));   // under the one that covered it, on the grid
    QCOMPARE(places[3], QPointF(50, 168)); // which now covers this one
    QVERIFY(apart({}).empty());
}

void CanvasValuesTest::aQueryLightsItsLaneAndTheEntitiesThatItFinds()
{
    const auto model = test::read(test::onlineShop());
    const CanvasContents contents = canvasContents(*model);
    const LitPath path = pathOf(*model, contents, "Orders of a user, newest first");
    QCOMPARE(path.steps.size(), std::size_t{1});
    QCOMPARE(path.steps.front().operation, QStringLiteral("Query"));
    const int table = contents.indexOf(kShop);
    const int order = contents.indexOf(kCanvasValuesOrder);
    QVERIFY(path.hasCard(table) && path.hasCard(order));
    QCOMPARE(path.lanesOf(table), QSet<int>{1}); // GSI1
    QCOMPARE(entitiesOf(contents, path), QStringList{QStringLiteral("Order")});
    QCOMPARE(path.keysOf(order), (QSet<QString>{QStringLiteral("GSI1PK"), QStringLiteral("GSI1SK")}));
    QVERIFY(!path.hasCard(contents.indexOf({model::CardKind::Entity, QStringLiteral("User")})));
}

void CanvasValuesTest::aTransactionLightsAllItsParts()
{
    const auto model = test::read(test::onlineShop());
    const CanvasContents contents = canvasContents(*model);
    const LitPath path = pathOf(*model, contents, "Check out: turn the cart into an order");
    QCOMPARE(path.steps.size(), std::size_t{2});
    QCOMPARE(entitiesOf(contents, path).join(QLatin1Char(' ')), QStringLiteral("CartItem Order OrderItem Product"));
    QVERIFY(std::any_of(path.legs.begin(), path.legs.end(), [](const PathLeg &leg) { return leg.step == 2 && leg.writes; }));
    QVERIFY(std::any_of(path.legs.begin(), path.legs.end(), [](const PathLeg &leg) { return leg.step == 1 && !leg.writes; }));
}

void CanvasValuesTest::aPatternThatIsNotThereLightsNothing()
{
    const auto model = test::read(test::onlineShop());
    const CanvasContents contents = canvasContents(*model);
    QCOMPARE(litPath(*model, contents, -1), LitPath());
    QCOMPARE(litPath(*model, contents, 1000), LitPath());
}

void CanvasValuesTest::aTypedNameMayCarryItsType_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::newRow("a name alone") << "userId"
                                  << "userId"
                                  << "";
    QTest::newRow("a colon") << "price: N"
                             << "price"
                             << "N";
    QTest::newRow("a blank") << "tags SS"
                             << "tags"
                             << "SS";
    QTest::newRow("around it") << "  open : BOOL  "
                               << "open"
                               << "BOOL";
    QTest::newRow("a name that is a type") << "N"
                                           << "N"
                                           << "";
    QTest::newRow("a word that is no type") << "given name"
                                            << "given name"
                                            << "";
}

void CanvasValuesTest::aTypedNameMayCarryItsType()
{
    QFETCH(QString, typed);
    QFETCH(QString, name);
    QFETCH(QString, type);
    const TypedName read = typedName(typed);
    QCOMPARE(read.name, name);
    QCOMPARE(read.type ? QString::fromStdString(std::string(value::tagOf(*read.type))) : QString(), type);
}

void CanvasValuesTest::aDroppedAttributeMakesOrExtendsATemplate()
{
    model::Document document(*test::read(test::onlineShop()));
    const QString user = QStringLiteral("User");
    QCOMPARE(templateWith(document.model(), user, QStringLiteral("email"), QStringLiteral("GSI1PK")), QStringLiteral("USER#{email}"));
    document.apply(dropOnKey(document.model(), user, QStringLiteral("email"), QStringLiteral("GSI1PK")));
    QCOMPARE(keyTemplateOf(*document.model().findEntity("User"), "GSI1PK"), QStringLiteral("USER#{email}"));
    document.apply(dropOnKey(document.model(), user, QStringLiteral("name"), QStringLiteral("GSI1PK")));
    QCOMPARE(keyTemplateOf(*document.model().findEntity("User"), "GSI1PK"), QStringLiteral("USER#{email}#{name}"));
    document.undo();
    QCOMPARE(keyTemplateOf(*document.model().findEntity("User"), "GSI1PK"), QStringLiteral("USER#{email}"));
    // A key that is a number takes the attribute alone.
    QCOMPARE(templateWith(document.model(), QStringLiteral("Product"), QStringLiteral("stock"), QStringLiteral("GSI2SK")),
             QStringLiteral("{stock}"));
}

void CanvasValuesTest::anAttributeIsNotDroppedTwiceOnAKey()
{
    const auto model = test::read(test::onlineShop());
    const QString refusal = refusalOf([&] { dropOnKey(*model, QStringLiteral("Order"), QStringLiteral("orderId"), QStringLiteral("PK")); });
    QCOMPARE(refusal, QStringLiteral("orderId is a part of PK already."));
}

void CanvasValuesTest::theFirstEntityGetsATable()
{
    model::Model empty;
    empty.name = "Pet shop";
    model::Document document(empty);
    document.apply(drawEntity(document.model(), QStringLiteral("Pet"), {}, {}, {100, 40}));
    QCOMPARE(document.model().tables.size(), std::size_t{1});
    QCOMPARE(document.model().tables.front().definition.name, std::string("Petshop"));
    QCOMPARE(document.model().entities.front().table, std::string("Petshop"));
    const CardPlaces places = placesInModel(document.model());
    QCOMPARE(places.value({model::CardKind::Entity, QStringLiteral("Pet")}), QPointF(100, 40));
    QVERIFY(places.contains({model::CardKind::Table, QStringLiteral("Petshop")}));
    document.undo();
    QVERIFY(document.model() == empty);
    QVERIFY(!refusalOf([&] { document.apply(drawEntity(document.model(), {}, {}, {}, {})); }).isEmpty());
}

void CanvasValuesTest::movingACardWritesDownWhereTheOthersStand()
{
    model::Document document(*test::read(test::twoTables()));
    const CanvasContents contents = canvasContents(document.model());
    CardPlaces places;
    for (int number = 0; number < static_cast<int>(contents.cards.size()); ++number)
        places.insert(contents.cards[static_cast<std::size_t>(number)].id, QPointF(number * 400, 0));
    const CardId user{model::CardKind::Entity, QStringLiteral("User")};
    places.insert(user, {80, 240});
    document.apply(moveCards(document.model(), places, {user}));
    places.insert(user, {88, 240});
    document.apply(moveCards(document.model(), places, {user}));
    QCOMPARE(placesInModel(document.model()), places);
    QCOMPARE(document.undoText(), std::string("Move User"));
    document.undo(); // both moves are one step
    QVERIFY(placesInModel(document.model()).isEmpty());
}

void CanvasValuesTest::notesAreWrittenChangedAndRemoved()
{
    model::Document document(*test::read(test::twoTables()));
    document.apply(drawNote(document.model(), QStringLiteral("Read me"), {}, {8, 16}));
    const CardId note{model::CardKind::Note, QStringLiteral("Note")};
    QCOMPARE(placesInModel(document.model()).value(note), QPointF(8, 16));
    document.apply(writeNote(document.model(), note.name, QStringLiteral("Read me first")));
    QCOMPARE(canvasContents(document.model()).cards.back().text, QStringLiteral("Read me first"));
    document.apply(removeNote(document.model(), note.name));
    QCOMPARE(canvasContents(document.model()).indexOf(note), -1);
    QCOMPARE(refusalOf([&] { removeNote(document.model(), note.name); }), QStringLiteral("There is no such note any more."));
}

void CanvasValuesTest::linesLeaveAndReachTheNearerSides()
{
    const std::vector<QRectF> rects{{0, 0, 200, 100}, {400, 0, 200, 100}, {0, 300, 200, 100}};
    const std::vector<LinePath> lines = runLines({{0, 1}, {0, 2}, {1, 0}}, rects);
    QCOMPARE(lines[0].start.x(), 200.0);
    QCOMPARE(lines[0].end.x(), 400.0);
    QCOMPARE(lines[0].out, QPointF(1, 0));
    QCOMPARE(lines[1].start.y(), 100.0);
    QCOMPARE(lines[1].end.y(), 300.0);
    QVERIFY(lines[0].start != lines[2].end); // two lines of one side do not share a port
}
