#include "tests/core/model/renames_test.h"

#include <functional>

#include "core/model/document.h"
#include "core/model/model_writer.h"
#include "core/model/problems.h"
#include "core/model/removals.h"
#include "core/model/renames.h"
#include "core/model/renaming.h"
#include "tests/core/model/models.h"

using namespace keywright;
using test::CommandOf;
using namespace keywright::model;

namespace {

QString renamesProblemsOf(const Model &model)
{
    QString text;
    for (const Problem &problem : findProblems(model))
        text += QString::fromStdString(problem.place + ": " + problem.message + "\n");
    return text;
}

QStringList listOf(const std::vector<std::string> &lines)
{
    QStringList list;
    for (const std::string &line : lines)
        list.append(QString::fromStdString(line));
    return list;
}

} // namespace

void RenamesTest::leaveNoProblemBehind_data()
{
    QTest::addColumn<CommandOf>("make");
    QTest::addColumn<QString>("gone");
    const auto row = [](const char *name, const QString &gone, CommandOf make) { QTest::newRow(name) << make << gone; };
    row("table", "\"OnlineShop\"", [](const Model &m) { return renameTable(m, "OnlineShop", "Shop2"); });
    row("index", "\"GSI1\"", [](const Model &m) { return renameIndex(m, "OnlineShop", "GSI1", "ByTime"); });
    row("entity", "\"Shipment\"}", [](const Model &m) { return renameEntity(m, "Shipment", "Parcel"); });
    row("attribute of one entity", "trackingNumber",
        [](const Model &m) { return renameAttribute(m, "Shipment", "trackingNumber", "parcelCode"); });
    row("attribute in a sharded template", "openSince\"",
        [](const Model &m) { return renameAttribute(m, "Order", "openSince", "waitsSince"); });
    row("parameter", "\"trackingNumber\"}",
        [](const Model &m) { return renameParameter(m, "Parcel of a tracking number", "trackingNumber", "code"); });
    row("step", "{cart.", [](const Model &m) { return renameStep(m, "Check out: turn the cart into an order", "cart", "basket"); });
}

void RenamesTest::leaveNoProblemBehind()
{
    QFETCH(CommandOf, make);
    Document document(test::onlineShop());
    const std::string original = writeModel(document.model());
    const Command command = make(document.model());
    QVERIFY(command.changes.size() > 0);
    document.apply(command);
    QCOMPARE(renamesProblemsOf(document.model()), QString());
    QVERIFY(writeModel(document.model()) != original);
    document.undo();
    QCOMPARE(writeModel(document.model()), original);
}

void RenamesTest::followIntoExpressions_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected");
    QTest::newRow("comparison") << "a = :a AND b <> a"
                                << "z = :a AND b <> z";
    QTest::newRow("only the head of a path") << "a.a[0].b = b.a"
                                             << "z.a[0].b = b.a";
    QTest::newRow("functions stay") << "size(a) > :x AND a(b)"
                                    << "size(z) > :x AND a(b)";
    QTest::newRow("update") << "SET a = if_not_exists(a, :a) + :b REMOVE b, a"
                            << "SET z = if_not_exists(z, :a) + :b REMOVE b, z";
    QTest::newRow("placeholders stay") << "#a = :a AND aa = a"
                                       << "#a = :a AND aa = z";
    QTest::newRow("faulty texts too") << "a = = ("
                                      << "z = = (";
    QTest::newRow("path") << "a[3].b"
                          << "z[3].b";
}

void RenamesTest::followIntoExpressions()
{
    QFETCH(QString, expression);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(withAttributeRenamed(expression.toStdString(), "a", "z")), expected);
}

void RenamesTest::leaveWhatAnotherEntityMayMean()
{
    const Model model = test::onlineShop();
    const Command command = renameAttribute(model, "CartItem", "productId", "article");
    Document document(model);
    document.apply(command);
    // Products and order items still have a productId; the cart's own key follows.
    QCOMPARE(*document.model().findEntity("CartItem")->keyTemplate("SK"), std::string("CART#{article}"));
    QCOMPARE(*document.model().findEntity("OrderItem")->keyTemplate("SK"), std::string("ITEM#{productId}"));
    for (const std::string &remark : command.remarks)
        QVERIFY2(remark.ends_with("it was left; check it."), remark.c_str());
}

void RenamesTest::refuse_data()
{
    QTest::addColumn<CommandOf>("make");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &message, CommandOf make) { QTest::newRow(name) << make << message; };
    row("a name that is taken", "Another entity is named \"Order\"; choose another name.",
        [](const Model &m) { return renameEntity(m, "User", "Order"); });
    row("no name", "The entity needs a name.", [](const Model &m) { return renameEntity(m, "User", ""); });
    row("nothing of that name", "There is no table \"Nowhere\" to rename.", [](const Model &m) { return renameTable(m, "Nowhere", "X"); });
    row("a key attribute",
        "\"PK\" is a key attribute of table OnlineShop; give the entity an attribute of another name and a key template that uses it.",
        [](const Model &m) { return renameAttribute(m, "User", "name", "PK"); });
    row("a name that expressions cannot say",
        "\"is-open\" cannot stand in an expression. The expectation of access pattern Open orders of a status mentions openStatus: "
        "choose a name of letters, digits and _.",
        [](const Model &m) { return renameAttribute(m, "Order", "openStatus", "is-open"); });
    row("removing what the primary key needs", "The template of PK, \"ORDER#{orderId}\", needs orderId; change it first.",
        [](const Model &m) { return removeAttribute(m, "Order", "orderId"); });
}

void RenamesTest::refuse()
{
    QFETCH(CommandOf, make);
    QFETCH(QString, message);
    try {
        make(test::onlineShop());
        QFAIL("it was not refused");
    } catch (const EditError &error) {
        QCOMPARE(QString(error.what()), message);
    }
}

void RenamesTest::removingSaysWhatElseGoes()
{
    const Command command = removeEntity(test::onlineShop(), "Shipment");
    const QStringList gone = listOf(command.alsoGone);
    QVERIFY2(gone.first().endsWith("sample items of Shipment"), qPrintable(gone.join("; ")));
    QVERIFY2(gone.contains("the access pattern Parcel of a tracking number"), qPrintable(gone.join("; ")));
}

void RenamesTest::removingLeavesNoProblemBehind_data()
{
    QTest::addColumn<CommandOf>("make");
    const auto row = [](const char *name, CommandOf make) { QTest::newRow(name) << make; };
    row("attribute", [](const Model &m) { return removeAttribute(m, "User", "interests"); });
    row("attribute of an index key", [](const Model &m) { return removeAttribute(m, "Product", "category"); });
    row("table", [](const Model &m) { return removeTable(m, "OnlineShop"); });
}

void RenamesTest::removingLeavesNoProblemBehind()
{
    QFETCH(CommandOf, make);
    Document document(test::onlineShop());
    const std::string original = writeModel(document.model());
    document.apply(make(document.model()));
    QCOMPARE(renamesProblemsOf(document.model()), QString());
    document.undo();
    QCOMPARE(writeModel(document.model()), original);
}
