#include "tests/core/model/document_test.h"

#include <random>

#include "core/model/document.h"
#include "core/model/edits.h"
#include "core/model/model_writer.h"
#include "core/model/problems.h"
#include "core/model/removals.h"
#include "core/model/renames.h"
#include "tests/core/model/models.h"

using namespace keywright;
using namespace keywright::model;

namespace {

/// A command that a person might give next, drawn from all there are.
Command randomCommand(const Model &model, std::mt19937 &random)
{
    const auto pick = [&random](std::size_t count) { return count == 0 ? 0 : random() % count; };
    const std::string fresh = "n" + std::to_string(random() % 100'000);
    const Entity &entity = model.entities.at(pick(model.entities.size()));
    const AccessPattern &pattern = model.accessPatterns.at(pick(model.accessPatterns.size()));
    const std::size_t items = model.sampleData.front().items.size();
    switch (random() % 20) {
    case 0: return renameEntity(model, entity.name, fresh);
    case 1: return renameAttribute(model, entity.name, entity.attributes.at(pick(entity.attributes.size())).name, fresh);
    case 2: return renameTable(model, model.tables.front().definition.name, fresh);
    case 3:
        return renameIndex(model, model.tables.front().definition.name, model.tables.front().definition.globalIndexes.at(0).name, fresh);
    case 4: return renameAccessPattern(model, pattern.name, fresh);
    case 5: return renameParameter(model, pattern.name, pattern.parameters.at(pick(pattern.parameters.size())).name, fresh);
    case 6: return removeItems(model, 0, {pick(items), items / 2, items - 1});
    case 7: return addItems(model, model.sampleData.front().table, {model.sampleData.front().items.at(pick(items))}, pick(items));
    case 8: {
        value::Item item = model.sampleData.front().items.at(pick(items));
        item.set(fresh, value::AttributeValue::number(7));
        return changeItem(model, 0, pick(items), item);
    }
    case 9: return moveCard(model, CardKind::Entity, entity.name, static_cast<double>(random() % 900), 5);
    case 10: {
        Entity changed = entity;
        changed.note += "!";
        return changeEntity(model, changed);
    }
    case 11: return changeKeyTemplate(model, entity.name, "GSI1PK", "X#{" + entity.attributes.front().name + "}");
    case 12: return removeAttribute(model, entity.name, entity.attributes.at(pick(entity.attributes.size())).name);
    case 13: return random() % 8 == 0 && model.entities.size() > 4 ? removeEntity(model, entity.name) : Command{};
    case 14: return removeAccessPattern(model, model.accessPatterns.size() > 5 ? pattern.name : "none");
    case 15: return moveAccessPattern(model, pattern.name, pick(model.accessPatterns.size() + 1));
    case 16: {
        SavedOperation saved;
        saved.name = fresh;
        saved.operation = "Query";
        saved.request = value::Json::object({{"TableName", value::Json::string(model.tables.front().definition.name)}});
        return addSavedOperation(model, saved);
    }
    case 17: {
        SavedOperation saved = model.savedOperations.at(pick(model.savedOperations.size()));
        saved.name = fresh;
        return changeSavedOperation(model, pick(model.savedOperations.size()), saved);
    }
    case 18: return removeSavedOperation(model, pick(model.savedOperations.size() + 1));
    default: {
        Entity added = entity;
        added.name = fresh;
        return addEntity(model, added);
    }
    }
}

Header headerOf(const Model &model, const std::string &note)
{
    return {model.name, model.description, model.author, model.created, model.modified, note};
}

} // namespace

void DocumentTest::undoingEverythingGivesTheOriginalBytes()
{
    const int rounds = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 40 : 3;
    for (int round = 0; round < rounds; ++round) {
        std::mt19937 random(static_cast<unsigned>(20261121 + round));
        Document document(test::onlineShop());
        const std::string original = writeModel(document.model());
        int refused = 0;
        for (int i = 0; i < 120; ++i) {
            try {
                document.apply(randomCommand(document.model(), random));
            } catch (const EditError &) {
                ++refused;
            } catch (const std::out_of_range &) {
                ++refused; // nothing to draw from
            }
        }
        QVERIFY2(refused < 60, qPrintable(QString::number(refused)));
        const std::string changed = writeModel(document.model());
        int undone = 0;
        for (; document.canUndo(); ++undone)
            document.undo();
        QVERIFY(undone > 50);
        QCOMPARE(writeModel(document.model()), original);
        QVERIFY(!document.isModified());
        while (document.canRedo())
            document.redo();
        QCOMPARE(writeModel(document.model()), changed);
    }
}

void DocumentTest::keepsABoundedNumberOfSteps()
{
    Document document(test::everyField());
    for (std::size_t i = 0; i < Document::kMostSteps + 10; ++i) {
        document.apply(changeHeader(document.model(), headerOf(document.model(), std::to_string(i))));
        document.endCoalescing();
    }
    std::size_t undone = 0;
    for (; document.canUndo(); ++undone)
        document.undo();
    QCOMPARE(undone, Document::kMostSteps);
    QCOMPARE(document.model().note, std::string("9"));
    QVERIFY(document.isModified());
}

void DocumentTest::typingIsOneStep()
{
    Document document(test::everyField());
    for (const char *note : {"H", "Ha", "Hal"})
        document.apply(changeHeader(document.model(), headerOf(document.model(), note)));
    document.endCoalescing();
    document.apply(changeHeader(document.model(), headerOf(document.model(), "Other")));
    document.undo();
    QCOMPARE(document.model().note, std::string("Hal"));
    document.undo();
    QCOMPARE(document.model().note, std::string("n"));
    QVERIFY(!document.canUndo());
    document.redo();
    QCOMPARE(document.model().note, std::string("Hal"));
}

void DocumentTest::aGroupIsOneStep()
{
    Document document(test::onlineShop());
    const std::string original = writeModel(document.model());
    document.beginGroup("Tidy up");
    document.apply(renameEntity(document.model(), "User", "Customer"));
    document.apply(removeItems(document.model(), 0, {0, 1}));
    document.endGroup();
    QCOMPARE(document.undoText(), std::string("Tidy up"));
    document.undo();
    QCOMPARE(writeModel(document.model()), original);
    QCOMPARE(document.redoText(), std::string("Tidy up"));
}

void DocumentTest::aCancelledGroupLeavesNothing()
{
    Document document(test::onlineShop());
    const std::string original = writeModel(document.model());
    document.beginGroup("Tidy up");
    document.apply(renameEntity(document.model(), "User", "Customer"));
    document.cancelGroup();
    QCOMPARE(writeModel(document.model()), original);
    QVERIFY(!document.canUndo());
    QVERIFY(!document.isModified());
}

void DocumentTest::isModifiedUntilTheCleanStateIsBack()
{
    Document document(test::everyField());
    QVERIFY(!document.isModified());
    document.apply(renameEntity(document.model(), "Order", "Sale"));
    QVERIFY(document.isModified());
    document.setClean();
    document.undo();
    QVERIFY(document.isModified());
    document.redo();
    QVERIFY(!document.isModified());
    document.undo();
    document.apply(renameEntity(document.model(), "Order", "Deal"));
    QVERIFY2(document.isModified(), "the clean state is gone");
}

void DocumentTest::tellsWhatChanged()
{
    Document document(test::everyField());
    std::vector<PartPlace> told;
    const int listener = document.listen([&told](const std::vector<PartPlace> &places) { told = places; });
    document.apply(moveCard(document.model(), CardKind::Table, "Shop", 9, 9));
    QVERIFY((told == std::vector<PartPlace>{{PartKind::Canvas, 0, 0}}));
    document.apply(removeItems(document.model(), 0, {0, 1}));
    QVERIFY((told == std::vector<PartPlace>{{PartKind::SampleItem, 0, 1}, {PartKind::SampleItem, 0, 0}}));
    document.undo();
    QVERIFY((told == std::vector<PartPlace>{{PartKind::SampleItem, 0, 0}, {PartKind::SampleItem, 0, 1}}));
    document.stopListening(listener);
    told.clear();
    document.undo();
    QVERIFY(told.empty());
}

void DocumentTest::refusesACommandForAnotherState()
{
    Document document(test::everyField());
    const Command stale = renameEntity(document.model(), "Order", "Sale");
    document.apply(renameEntity(document.model(), "Order", "Deal"));
    const std::string before = writeModel(document.model());
    QVERIFY_THROWS_EXCEPTION(std::logic_error, document.apply(stale));
    QCOMPARE(writeModel(document.model()), before);
}

void DocumentTest::changingAKeyTemplateRebuildsTheSampleKeys()
{
    Document document(test::onlineShop());
    document.apply(changeKeyTemplate(document.model(), "User", "SK", "USER#{userId|upper}"));
    for (const Problem &problem : findProblems(document.model()))
        QVERIFY2(!problem.place.starts_with("sampleData"), problem.message.c_str());
    document.apply(changeKeyTemplate(document.model(), "User", "GSI1PK", "MAIL#{email}"));
    document.apply(changeKeyTemplate(document.model(), "User", "GSI1PK", ""));
    QVERIFY(document.model().findEntity("User")->keyTemplate("GSI1PK") == nullptr);
    QVERIFY(!document.model().sampleData.front().items.front().contains("GSI1PK"));
}
