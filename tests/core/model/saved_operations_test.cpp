#include "tests/core/model/saved_operations_test.h"

#include <functional>

#include <QTest>

#include "core/model/document.h"
#include "core/model/edits.h"
#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/model/renames.h"
#include "core/model/saved_operations.h"
#include "tests/core/model/models.h"

using namespace keywright;
using namespace keywright::model;
using value::Json;

namespace {

SavedOperation savedOf(const std::string &name, const std::string &operation, const std::string &request)
{
    SavedOperation saved;
    saved.name = name;
    saved.operation = operation;
    saved.request = Json::parse(request);
    return saved;
}

Model shopWith(std::vector<SavedOperation> saved)
{
    Model model = test::onlineShop();
    model.savedOperations = std::move(saved);
    return model;
}

QString requestText(const Model &model, std::size_t index)
{
    return QString::fromStdString(model.savedOperations.at(index).request.compact());
}

QString refusalOf(const std::function<Command()> &make)
{
    try {
        make();
    } catch (const EditError &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

void SavedOperationsTest::areReadAndWrittenAsTheyWere()
{
    Model model = shopWith({savedOf("Orders", "Query", "{\"TableName\":\"OnlineShop\",\"Limit\":1.0}"),
                            savedOf("Statement", "ExecuteStatement", "{\"Statement\":\"SELECT *\",\"Parameters\":[{\"N\":\"1\"}]}")});
    model.savedOperations.front().note = "For the start page.";
    const std::string text = writeModel(model);
    const Model again = readModel(text, "saved.keywright.json");
    QVERIFY(again.savedOperations == model.savedOperations);
    QCOMPARE(writeModel(again), text);
}

void SavedOperationsTest::aModelWithoutAnyIsWrittenAsBefore()
{
    const std::string text = writeModel(test::onlineShop());
    QVERIFY(text.find("savedOperations") == std::string::npos);
    Document document(test::onlineShop());
    document.apply(addSavedOperation(document.model(), savedOf("One", "Scan", "{}")));
    document.undo();
    QCOMPARE(writeModel(document.model()), text);
}

void SavedOperationsTest::areAddedChangedAndRemovedWithUndo()
{
    Document document(test::onlineShop());
    document.apply(addSavedOperation(document.model(), savedOf("One", "Scan", "{\"TableName\":\"OnlineShop\"}")));
    document.apply(addSavedOperation(document.model(), savedOf("Two", "Scan", "{\"TableName\":\"OnlineShop\",\"Limit\":2}")));
    SavedOperation renamed = document.model().savedOperations.at(1);
    renamed.name = "Second";
    document.apply(changeSavedOperation(document.model(), 1, renamed));
    QCOMPARE(document.undoText(), std::string("Rename saved operation Two to Second"));
    renamed.request.set("Limit", Json::number(3));
    document.apply(changeSavedOperation(document.model(), 1, renamed));
    QCOMPARE(document.undoText(), std::string("Change saved operation Second"));
    document.apply(removeSavedOperation(document.model(), 0));
    QCOMPARE(document.undoText(), std::string("Remove saved operation One"));
    QCOMPARE(requestText(document.model(), 0), QString("{\"TableName\":\"OnlineShop\",\"Limit\":3}"));
    document.undo();
    document.undo();
    QCOMPARE(requestText(document.model(), 1), QString("{\"TableName\":\"OnlineShop\",\"Limit\":2}"));
    document.undo();
    QCOMPARE(document.model().savedOperations.at(1).name, std::string("Two"));
    document.undo();
    document.undo();
    QVERIFY(document.model().savedOperations.empty());
    while (document.canRedo())
        document.redo();
    QCOMPARE(document.model().savedOperations.size(), std::size_t(1));
}

void SavedOperationsTest::refuseNamesThatAreTakenOrEmpty()
{
    const Model model = shopWith({savedOf("One", "Scan", "{}"), savedOf("Two", "Scan", "{}")});
    QCOMPARE(refusalOf([&] { return addSavedOperation(model, savedOf("One", "Scan", "{}")); }),
             QString("Another saved operation is named \"One\"; choose another name."));
    QCOMPARE(refusalOf([&] { return addSavedOperation(model, savedOf("", "Scan", "{}")); }),
             QString("The new saved operation has no name; give it one."));
    QCOMPARE(refusalOf([&] { return changeSavedOperation(model, 1, savedOf("One", "Scan", "{}")); }),
             QString("Another saved operation is named \"One\"; choose another name."));
    QCOMPARE(refusalOf([&] { return changeSavedOperation(model, 1, savedOf("", "Scan", "{}")); }),
             QString("The saved operation needs a name."));
    QCOMPARE(refusalOf([&] { return changeSavedOperation(model, 7, savedOf("New", "Scan", "{}")); }),
             QString("There is no such saved operation any more."));
}

void SavedOperationsTest::followTheNamesOfTablesAndIndexes()
{
    const Model model =
        shopWith({savedOf("Query", "Query", "{\"TableName\":\"OnlineShop\",\"IndexName\":\"GSI1\"}"),
                  savedOf("Batch", "BatchGetItem", "{\"RequestItems\":{\"OnlineShop\":{\"Keys\":[]},\"Other\":{}}}"),
                  savedOf("Both", "TransactWriteItems",
                          "{\"TransactItems\":[{\"Put\":{\"TableName\":\"OnlineShop\"}},{\"Delete\":{\"TableName\":\"Other\"}}]}")});
    Document document(model);
    document.apply(renameTable(document.model(), "OnlineShop", "Shop2"));
    QCOMPARE(requestText(document.model(), 0), QString("{\"TableName\":\"Shop2\",\"IndexName\":\"GSI1\"}"));
    QCOMPARE(requestText(document.model(), 1), QString("{\"RequestItems\":{\"Shop2\":{\"Keys\":[]},\"Other\":{}}}"));
    QCOMPARE(requestText(document.model(), 2),
             QString("{\"TransactItems\":[{\"Put\":{\"TableName\":\"Shop2\"}},{\"Delete\":{\"TableName\":\"Other\"}}]}"));
    document.apply(renameIndex(document.model(), "Shop2", "GSI1", "ByTime"));
    QCOMPARE(requestText(document.model(), 0), QString("{\"TableName\":\"Shop2\",\"IndexName\":\"ByTime\"}"));
    document.undo();
    document.undo();
    QVERIFY(document.model() == model);
}

void SavedOperationsTest::whatARenamingLeavesIsSaid()
{
    const Model model = shopWith(
        {savedOf("Statement", "ExecuteStatement", "{\"Statement\":\"SELECT trackingNumber FROM \\\"OnlineShop\\\".\\\"GSI1\\\"\"}"),
         savedOf("Query", "Query", "{\"TableName\":\"OnlineShop\",\"FilterExpression\":\"trackingNumber = :trackingNumber\"}"),
         savedOf("Placeholders", "Query", "{\"TableName\":\"OnlineShop\",\"FilterExpression\":\"#a = :trackingNumber\"}"),
         savedOf("Elsewhere", "Scan", "{\"TableName\":\"Other\",\"FilterExpression\":\"trackingNumber = :x\"}")});
    QCOMPARE(renameTable(model, "OnlineShop", "Shop2").remarks,
             (std::vector<std::string>{"The statement of saved operation Statement mentions OnlineShop; change it there."}));
    QCOMPARE(renameIndex(model, "OnlineShop", "GSI1", "ByTime").remarks,
             (std::vector<std::string>{"The statement of saved operation Statement mentions GSI1; change it there."}));
    QCOMPARE(renameAttribute(model, "Shipment", "trackingNumber", "parcelCode").remarks,
             (std::vector<std::string>{"Saved operation Statement mentions trackingNumber; change it there.",
                                       "Saved operation Query mentions trackingNumber; change it there."}));
}

void SavedOperationsTest::aFreeNameIsNumbered()
{
    const Model model = shopWith({savedOf("Orders", "Scan", "{}"), savedOf("Orders 2", "Scan", "{}")});
    QCOMPARE(freeSavedName(model, "Orders"), std::string("Orders 3"));
    QCOMPARE(freeSavedName(model, "Users"), std::string("Users"));
}
