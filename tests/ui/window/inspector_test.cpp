#include "tests/ui/window/inspector_test.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include "core/model/edits.h"
#include "core/model/removals.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "tests/ui/support/opened_window.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/unsaved_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/field_note.h"

using namespace keywright;
using namespace keywright::ui;
using test::Opened;

namespace {

/// The online shop with something selected.
struct InspectorShop : Opened {
    explicit InspectorShop(const Selection &selection)
    {
        opened = open(test::onlineShop());
        if (!opened || !document.model())
            qFatal("The shop did not open.");
        document.select(selection);
    }

    ~InspectorShop() { document.close(); }

    static Selection entity(int row) { return {.kind = Selection::Kind::Entity, .row = row}; }
    static Selection table() { return {.kind = Selection::Kind::Table, .row = 0}; }

    const model::Model &model() const { return *document.model(); }
    const model::Table &shopTable() const { return model().tables[0]; }
    const model::Entity &user() const { return model().entities[0]; }

    /// Scrolls to it and clicks.
    void press(const char *button)
    {
        auto *pressed = find<QAbstractButton>(button);
        if (!pressed)
            qFatal("There is no button %s.", button);
        QCoreApplication::processEvents(); // lays out what was just added
        find<QScrollArea>("inspector")->ensureWidgetVisible(pressed);
        QTest::mouseClick(pressed, Qt::LeftButton);
    }

    /// As a person chooses from the list.
    bool choose(const char *chooser, const QString &text)
    {
        auto *box = find<QComboBox>(chooser);
        const int row = box ? box->findText(text) : -1;
        if (row < 0)
            return false;
        box->setFocus();
        box->setCurrentIndex(row);
        emit box->activated(row);
        return true;
    }

    /// The reasons that stand next to fields.
    QStringList reasons()
    {
        QStringList texts;
        for (const FieldNote *note : find<QWidget>("inspector")->findChildren<FieldNote *>()) {
            if (note->isVisible())
                texts << note->text();
        }
        return texts;
    }

    bool opened = false;
};

} // namespace

void InspectorTest::init()
{
    test::failOnWarnings();
}

void InspectorTest::aNameIsChangedEverywhereInOneStep()
{
    InspectorShop shop(InspectorShop::entity(0));
    QVERIFY(shop.opened);
    QVERIFY(shop.fill("inspectorName", QStringLiteral("Customer")));
    QCOMPARE(shop.user().name, std::string("Customer"));
    QCOMPARE(shop.document.undoText(), QStringLiteral("Rename entity User to Customer"));
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("Customer"));
    QCOMPARE(shop.document.selection(), InspectorShop::entity(0));
    shop.document.undo();
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("User"));
    QVERIFY(!shop.document.canUndo());
}

void InspectorTest::aBadNameStaysWithItsReason()
{
    InspectorShop shop(InspectorShop::table());
    QVERIFY(shop.fill("inspectorName", QStringLiteral("my shop")));
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("my shop"));
    QCOMPARE(shop.shopTable().definition.name, std::string("OnlineShop"));
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("A table’s name has 3 to 255 characters: letters, digits, “_”, “-” and “.”.")});
    QVERIFY(!shop.document.canUndo());
    QTest::keyClick(shop.find<QLineEdit>("inspectorName"), Qt::Key_Escape);
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("OnlineShop"));
    QVERIFY(shop.reasons().isEmpty());
}

void InspectorTest::anEditFromElsewhereLeavesHalfTypedTextAlone()
{
    InspectorShop shop(InspectorShop::entity(0));
    auto *name = shop.find<QLineEdit>("inspectorName");
    name->setFocus();
    QTest::keyClicks(name, QStringLiteral("Cust"));
    QVERIFY(
        !shop.document.edit([](const model::Model &model) { return model::addEntity(model, {.name = "Visitor", .table = "OnlineShop"}); }));
    QCOMPARE(shop.find<QLineEdit>("inspectorName"), name);
    QVERIFY(name->hasFocus());
    QVERIFY(name->text().contains(QStringLiteral("Cust")));
    QTest::keyClick(name, Qt::Key_Escape);
}

void InspectorTest::aPageGoesWithItsThing()
{
    InspectorShop shop(InspectorShop::entity(0));
    QVERIFY(!shop.document.edit([](const model::Model &model) { return model::removeEntity(model, "User"); }));
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("Online shop"));
    shop.document.undo();
    const auto last = static_cast<int>(shop.model().entities.size()) - 1;
    shop.document.select(InspectorShop::entity(last));
    QVERIFY(shop.fill("addAttribute", QStringLiteral("x: text"))); // refused, so it is offered again when the page goes
    QVERIFY(!shop.document.edit([](const model::Model &model) { return model::removeEntity(model, model.entities.back().name); }));
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("Online shop"));
    shop.document.undo();
    shop.document.select(InspectorShop::table());
    QVERIFY(!shop.document.edit([](const model::Model &model) { return model::removeTable(model, "OnlineShop"); }));
    QCOMPARE(shop.inspectorTitle(), QStringLiteral("Online shop"));
}

void InspectorTest::selectingSomethingElseOffersWhatIsHalfTyped()
{
    InspectorShop shop(InspectorShop::entity(0));
    auto *name = shop.find<QLineEdit>("inspectorName");
    QVERIFY(QTest::qWaitForWindowActive(&shop.window));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Customer"));
    shop.document.select(InspectorShop::entity(1));
    QCOMPARE(shop.user().name, std::string("Customer"));
    QCOMPARE(shop.inspectorTitle(), QString::fromStdString(shop.model().entities[1].name));
}

void InspectorTest::whatIsHalfTypedCountsBeforeTheModelGoes()
{
    InspectorShop shop(InspectorShop::entity(0));
    QVERIFY(QTest::qWaitForWindowActive(&shop.window));
    auto *name = shop.find<QLineEdit>("inspectorName");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Customer"));
    setNextUnsavedAnswer(UnsavedAnswer::Cancel);
    shop.window.findChild<QAction *>(QStringLiteral("actionClose"))->trigger();
    QVERIFY(shop.document.model());
    QCOMPARE(shop.user().name, std::string("Customer"));
    QVERIFY(name->hasFocus());
}

void InspectorTest::attributesAreAddedRenamedMovedAndRemovedByKeyboard()
{
    InspectorShop shop(InspectorShop::entity(0));
    const auto before = shop.user().attributes.size();
    QVERIFY(shop.fill("addAttribute", QStringLiteral("loyalty: n")));
    QCOMPARE(shop.user().attributes.size(), before + 1);
    QCOMPARE(shop.user().attributes.back().name, std::string("loyalty"));
    QCOMPARE(shop.user().attributes.back().type, value::Type::N);
    QVERIFY(shop.find<QLineEdit>("addAttribute")->hasFocus()); // ready for the next one
    QVERIFY(shop.find<QLineEdit>("addAttribute")->text().isEmpty());
    QVERIFY(shop.fill("addAttribute", QStringLiteral("loyalty")));
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("User has an attribute loyalty already.")});
    QVERIFY(shop.fill("addAttribute", QStringLiteral("x: text")));
    QVERIFY(shop.reasons().first().startsWith(QStringLiteral("“TEXT” is no type.")));
    QTest::keyClick(shop.find<QLineEdit>("addAttribute"), Qt::Key_Escape);

    QVERIFY(shop.fill("attributeName.loyalty", QStringLiteral("points")));
    QCOMPARE(shop.user().attributes.back().name, std::string("points"));
    auto *points = shop.find<QLineEdit>("attributeName.points");
    QVERIFY(points->hasFocus());
    QTest::keyClick(points, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(shop.user().attributes[before - 1].name, std::string("points"));
    QCOMPARE(shop.find<QLineEdit>("attributeName.points"), points);

    QVERIFY(shop.choose("attributeType.points", QStringLiteral("S")));
    QCOMPARE(shop.user().findAttribute("points")->type, value::Type::S);
    shop.press("openAttribute.points");
    shop.press("required");
    QVERIFY(shop.user().findAttribute("points")->required);
    shop.press("removeAttribute");
    QVERIFY(!shop.user().findAttribute("points"));
    QVERIFY(!shop.find<QLineEdit>("attributeName.points"));
    while (shop.document.canUndo())
        shop.document.undo();
    QCOMPARE(shop.user().attributes.size(), before);
}

void InspectorTest::removingAnAttributeThatKeysUseAsks()
{
    InspectorShop shop(InspectorShop::entity(0));
    shop.press("openAttribute.email");
    setNextConfirmAnswer(false);
    shop.press("removeAttribute");
    QVERIFY(shop.user().findAttribute("email"));
    setNextConfirmAnswer(true);
    shop.press("removeAttribute");
    QVERIFY(!shop.user().findAttribute("email"));
    shop.press("openAttribute.userId");
    shop.press("removeAttribute");
    QVERIFY(shop.user().findAttribute("userId"));
    QVERIFY(shop.reasons().first().contains(QStringLiteral("needs userId")));
}

void InspectorTest::sampleValuesAreChosenByFormat()
{
    InspectorShop shop(InspectorShop::entity(0));
    QVERIFY(shop.fill("addAttribute", QStringLiteral("level")));
    shop.press("openAttribute.level");
    const auto format = [&] { return QString::fromStdString(shop.user().findAttribute("level")->sampleFormat.compact()); };
    QVERIFY(shop.choose("sampleFormat", QStringLiteral("One of a list")));
    QVERIFY(shop.fill("sample.values", QStringLiteral("gold, silver")));
    QCOMPARE(format(), QStringLiteral("{\"format\":\"enumeration\",\"values\":[\"gold\",\"silver\"]}"));
    QVERIFY(shop.fill("sample.values", QString()));
    QCOMPARE(format(), QStringLiteral("{\"format\":\"enumeration\",\"values\":[\"gold\",\"silver\"]}"));
    QCOMPARE(shop.find<QLineEdit>("sample.values")->text(), QString());
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("Is not right; expected at least one text.")});
    QTest::keyClick(shop.find<QLineEdit>("sample.values"), Qt::Key_Escape);
    QVERIFY(shop.choose("attributeType.level", QStringLiteral("BOOL")));
    QCOMPARE(format(), QStringLiteral("null")); // no list of truths
    QVERIFY(shop.choose("attributeType.level", QStringLiteral("N")));
    QVERIFY(shop.choose("sampleFormat", QStringLiteral("Whole number")));
    QVERIFY(shop.fill("sample.minimum", QStringLiteral("many")));
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("Enter a number.")});
    QVERIFY(shop.fill("sample.minimum", QStringLiteral("5")));
    QVERIFY(shop.fill("sample.maximum", QStringLiteral("3")));
    QCOMPARE(shop.reasons().size(), 1);
    QVERIFY(shop.fill("sample.maximum", QStringLiteral("9")));
    QCOMPARE(format(), QStringLiteral("{\"format\":\"integer\",\"minimum\":5,\"maximum\":9}"));
}

void InspectorTest::keyTemplatesFollowTheTable()
{
    InspectorShop shop(InspectorShop::entity(0));
    QVERIFY(shop.fill("template.GSI1PK", QStringLiteral("MAIL#{email}")));
    QCOMPARE(*shop.user().keyTemplate("GSI1PK"), std::string("MAIL#{email}"));
    QVERIFY(shop.fill("template.GSI1SK", QStringLiteral("{email")));
    QVERIFY(!shop.user().keyTemplate("GSI1SK"));
    QCOMPARE(shop.reasons().size(), 1);
    QTest::keyClick(shop.find<QLineEdit>("template.GSI1SK"), Qt::Key_Escape);
    shop.document.undo();
    QVERIFY(shop.find<QLineEdit>("template.GSI1PK")->text().isEmpty());
}

void InspectorTest::theKeyOfATableIsEdited()
{
    InspectorShop shop(InspectorShop::table());
    QVERIFY(shop.fill("partitionKey.0", QStringLiteral("pk")));
    QCOMPARE(shop.shopTable().definition.key.partition[0].name, std::string("pk"));
    QVERIFY(shop.user().keyTemplate("pk"));
    QVERIFY(shop.fill("sortKey.0", QStringLiteral("pk")));
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("\"pk\" is in this key already; choose another attribute.")});
    QTest::keyClick(shop.find<QLineEdit>("sortKey.0"), Qt::Key_Escape);
    QVERIFY(!shop.find<QToolButton>("removePartitionKey.0")->isVisible());
    QVERIFY(shop.choose("sortKeyType.0", QStringLiteral("N")));
    QCOMPARE(shop.shopTable().definition.key.sort[0].type, schema::KeyType::N);
    shop.press("removeSortKey.0");
    QVERIFY(shop.shopTable().definition.key.sort.empty());
    shop.press("addSortKey");
    QCOMPARE(shop.shopTable().definition.key.sort[0].name, std::string("SK"));
}

void InspectorTest::indexesAreAddedAndTheirKeysEdited()
{
    InspectorShop shop(InspectorShop::table());
    const auto count = shop.shopTable().definition.globalIndexes.size();
    shop.press("addGlobalIndex");
    QCOMPARE(shop.shopTable().definition.globalIndexes.size(), count + 1);
    QCOMPARE(shop.document.selection().kind, Selection::Kind::Index);
    QVERIFY(shop.fill("inspectorName", QStringLiteral("ByStatus")));
    QCOMPARE(shop.document.selection().index, QStringLiteral("ByStatus")); // the page stays
    // An attribute that exists becomes the key; another name would rename it.
    QVERIFY(shop.fill("partitionKey.0", QStringLiteral("status")));
    const auto &index = [&]() -> const schema::IndexDefinition & { return shop.shopTable().definition.globalIndexes.back(); };
    QCOMPARE(index().key.partition[0].name, std::string("status"));
    shop.press("addPartitionKey");
    QCOMPARE(index().key.partition.size(), 2u);
    shop.press("removePartitionKey.1");
    QCOMPARE(index().key.partition.size(), 1u);
    shop.document.undo();
    QVERIFY(shop.find<QLineEdit>("partitionKey.1"));
    shop.document.select(InspectorShop::table());
    shop.press("addLocalIndex");
    QCOMPARE(shop.shopTable().definition.localIndexes.size(), 1u);
    QVERIFY(!shop.find<QLineEdit>("partitionKey.0")->isEnabled());
    QVERIFY(!shop.find<QToolButton>("removeSortKey.0")->isVisible());
}

void InspectorTest::vectorIndexesAreAddedAndEdited()
{
    InspectorShop shop(InspectorShop::table());
    shop.press("addVectorIndex");
    const auto &index = [&]() -> const schema::VectorIndexDefinition & { return shop.shopTable().definition.vectorIndexes.back(); };
    QCOMPARE(shop.document.selection().index, toQString(index().name));
    QVERIFY(shop.fill("inspectorName", QStringLiteral("ByMeaning")));
    QCOMPARE(shop.document.selection().index, QStringLiteral("ByMeaning")); // the page stays
    QVERIFY(shop.fill("vectorAttribute", QStringLiteral("meaning")));
    QVERIFY(shop.fill("dimensions", QStringLiteral("4")));
    QVERIFY(shop.choose("distanceFunction", QStringLiteral("Euclidean")));
    QVERIFY(shop.fill("searchPartition", QStringLiteral("status")));
    QVERIFY(shop.fill("addFilter", QStringLiteral("total = n")));
    QCOMPARE(shop.reasons(), QStringList());
    QCOMPARE(index().vectorAttribute, std::string("meaning"));
    QCOMPARE(index().dimensions, std::int64_t(4));
    QCOMPARE(index().distance, schema::DistanceFunction::Euclidean);
    QCOMPARE(index().partition()->name, std::string("status"));
    QCOMPARE(index().findSearchAttribute("total")->attribute.type, schema::KeyType::N);
    QVERIFY(shop.fill("addFilter", QStringLiteral("open = BOOL")));
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("“BOOL” is no type to filter by. Write S, N or B.")});
    QTest::keyClick(shop.find<QLineEdit>("addFilter"), Qt::Key_Escape);
    QVERIFY(shop.fill("vectorAttribute", QStringLiteral("PK")));
    QCOMPARE(shop.reasons().size(), 1);
    QTest::keyClick(shop.find<QLineEdit>("vectorAttribute"), Qt::Key_Escape);
    QVERIFY(shop.fill("searchPartition", QString()));
    QVERIFY(!index().partition());
    shop.document.undo();
    QVERIFY(index().partition());
    shop.document.select(InspectorShop::table());
    QVERIFY(shop.choose("billingMode", QStringLiteral("Provisioned")));
    QCOMPARE(shop.reasons(),
             QStringList{QStringLiteral("A table with vector indexes is billed on demand. Remove its vector indexes first.")});
}

void InspectorTest::aProjectionOfSomeAttributesNeedsNames()
{
    InspectorShop shop({Selection::Kind::Index, 0, QStringLiteral("GSI1"), {}});
    const auto projection = [&] { return shop.shopTable().definition.findIndex("GSI1")->projection; };
    const schema::Projection before = projection();
    QVERIFY(shop.choose("projection", QStringLiteral("Keys only")));
    QVERIFY(!shop.find<QLineEdit>("projected")->isVisible());
    QVERIFY(shop.choose("projection", QStringLiteral("Some attributes")));
    QVERIFY(shop.find<QLineEdit>("projected")->isVisible());
    QCOMPARE(projection().type, schema::ProjectionType::KeysOnly);
    QVERIFY(shop.fill("projected", QStringLiteral("status, total")));
    QCOMPARE(projection(), (schema::Projection{schema::ProjectionType::Include, {"status", "total"}}));
    while (shop.document.canUndo())
        shop.document.undo();
    QCOMPARE(projection(), before);
}

void InspectorTest::capacityIsEditedWhereItCounts()
{
    InspectorShop shop(InspectorShop::table());
    QVERIFY(shop.find<QLineEdit>("mostReads")->isVisible());
    QVERIFY(!shop.find<QLineEdit>("readUnits")->isVisible());
    QVERIFY(shop.fill("mostReads", QStringLiteral("4000")));
    QCOMPARE(shop.shopTable().definition.capacity.onDemandMaximum->maxReadRequestUnits, 4000);
    QVERIFY(shop.choose("billingMode", QStringLiteral("Provisioned")));
    QVERIFY(shop.find<QLineEdit>("readUnits")->isVisible());
    QVERIFY(!shop.find<QLineEdit>("mostReads")->isVisible());
    QVERIFY(shop.fill("readUnits", QStringLiteral("0")));
    QCOMPARE(shop.reasons().size(), 1);
    QVERIFY(shop.reasons().first().startsWith(QStringLiteral("Enter a whole number from 1")));
    QVERIFY(shop.fill("readUnits", QStringLiteral("20")));
    QCOMPARE(shop.shopTable().definition.capacity.provisioned->readCapacityUnits, 20);
    shop.press("scaleReads");
    QCOMPARE(shop.shopTable().scaling.read->maximum, 200);
    QVERIFY(shop.fill("readMinimum", QStringLiteral("500")));
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("The minimum, 500, is above the maximum, 200.")});
    QVERIFY(shop.fill("readMinimum", QStringLiteral("50")));
    QCOMPARE(shop.shopTable().scaling.read->minimum, 50);
}

void InspectorTest::settingsOfATableAreEdited()
{
    InspectorShop shop(InspectorShop::table());
    QVERIFY(shop.fill("timeToLive", QStringLiteral("endsAt")));
    QCOMPARE(shop.shopTable().timeToLiveAttribute, std::optional<std::string>("endsAt"));
    QVERIFY(shop.choose("stream", QStringLiteral("New images")));
    QCOMPARE(shop.shopTable().definition.streamViewType, std::optional(schema::StreamViewType::NewImage));
    QVERIFY(shop.fill("recoveryDays", QStringLiteral("36")));
    QCOMPARE(shop.reasons().size(), 1);
    QVERIFY(shop.fill("recoveryDays", QStringLiteral("35")));
    QCOMPARE(shop.shopTable().recoveryPeriodInDays, std::optional<std::int64_t>(35));
    QVERIFY(shop.choose("encryption", QStringLiteral("By own key")));
    QVERIFY(shop.fill("kmsKey", QStringLiteral("alias/shop")));
    QVERIFY(shop.choose("contributorInsights", QStringLiteral("Throttled keys")));
    const QString settings = QString::fromStdString(shop.shopTable().settings.compact());
    QVERIFY2(settings.contains(QStringLiteral("\"encryption\":{\"key\":\"CUSTOMER_MANAGED\",\"kmsKey\":\"alias/shop\"}")),
             qPrintable(settings));
    QVERIFY(settings.contains(QStringLiteral("\"contributorInsights\":{\"mode\":\"THROTTLED_KEYS\"}")));
    const bool before = shop.shopTable().definition.deletionProtection;
    shop.press("deletionProtection");
    QCOMPARE(shop.shopTable().definition.deletionProtection, !before);
}

void InspectorTest::tagsAndReplicasAreAddedAndRemoved()
{
    InspectorShop shop(InspectorShop::table());
    const auto tags = shop.shopTable().definition.tags.size();
    QVERIFY(shop.fill("addTag", QStringLiteral("aaa = orders")));
    QCOMPARE(shop.shopTable().definition.tags.at("aaa"), std::string("orders"));
    QVERIFY(shop.fill("tagValue.0", QStringLiteral("sales")));
    QCOMPARE(shop.shopTable().definition.tags.at("aaa"), std::string("sales"));
    shop.press("tagRemove.0");
    QCOMPARE(shop.shopTable().definition.tags.size(), tags);
    QVERIFY(shop.fill("addReplica", QStringLiteral("Frankfurt")));
    QCOMPARE(shop.reasons(), QStringList{QStringLiteral("“Frankfurt” is no AWS region. Regions look like eu-central-1.")});
    QVERIFY(shop.fill("addReplica", QStringLiteral("eu-central-1")));
    QVERIFY(QString::fromStdString(shop.shopTable().settings.compact())
                .contains(QStringLiteral("\"replicas\":[{\"region\":\"eu-central-1\"}]")));
    shop.press("replicaRemove.0");
    QVERIFY(!shop.shopTable().settings.find("replicas"));
}

void InspectorTest::aRelationshipIsEdited()
{
    InspectorShop shop({.kind = Selection::Kind::Relationship, .row = 0});
    const auto relationship = [&] { return shop.model().relationships[0]; };
    QVERIFY(shop.fill("inspectorName", QStringLiteral("owns")));
    QCOMPARE(relationship().name, std::string("owns"));
    QVERIFY(!shop.find<QComboBox>("relationThrough")->isVisible());
    QVERIFY(shop.choose("relationKind", QStringLiteral("Many to many")));
    QCOMPARE(relationship().kind, model::RelationshipKind::ManyToMany);
    QVERIFY(shop.find<QComboBox>("relationThrough")->isVisible());
    QVERIFY(shop.fill("relationAttributes", QStringLiteral("nothing")));
    QVERIFY(shop.reasons().first().endsWith(QStringLiteral("has no attribute nothing.")));
    QTest::keyClick(shop.find<QLineEdit>("relationAttributes"), Qt::Key_Escape);
    shop.document.select(InspectorShop::entity(0));
    shop.press("relationship.0");
    QCOMPARE(shop.document.selection().kind, Selection::Kind::Relationship);
}

void InspectorTest::everyFieldHasAnAccessibleName()
{
    InspectorShop shop(InspectorShop::table());
    const std::vector<Selection> all{{},
                                     InspectorShop::table(),
                                     {Selection::Kind::Index, 0, QStringLiteral("GSI1"), {}},
                                     InspectorShop::entity(0),
                                     {.kind = Selection::Kind::Relationship, .row = 0},
                                     {.kind = Selection::Kind::Facet, .row = 0}};
    for (const Selection &selection : all) {
        shop.document.select(selection);
        for (QWidget *widget : shop.find<QWidget>("inspector")->findChildren<QWidget *>()) {
            const bool isField = qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget)
                || qobject_cast<QAbstractButton *>(widget) || qobject_cast<QPlainTextEdit *>(widget);
            const auto *button = qobject_cast<QPushButton *>(widget);
            const bool isInner = qobject_cast<QComboBox *>(widget->parentWidget()) || qobject_cast<QLineEdit *>(widget->parentWidget());
            if (isField && !isInner)
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()), qPrintable(widget->objectName()));
        }
    }
}
