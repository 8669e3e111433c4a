#include "tests/ui/operations/form_requests_test.h"

#include <Qsci/qsciscintilla.h>

#include "tests/ui/operations/operations_bench.h"
#include "tests/ui/support/isolation.h"

using namespace keywright;
using namespace keywright::ui;
using test::Bench;

namespace {

enum class Act { Choose, Type, Click, Item };

/// What a person does to one field.
struct Deed {
    Act act = Act::Click;
    const char *field = "";
    const char *text = "";
};
using Deeds = std::vector<Deed>;

struct FilledForm {
    const char *name;
    Deeds deeds;
    QByteArray request; ///< compact, without the capacity that every request asks for
};

const Deed kUser{Act::Type, "key_PK_line", "USER#1"};
const Deed kProfile{Act::Type, "key_SK_line", "PROFILE"};

QByteArray key()
{
    return "\"Key\":{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"PROFILE\"}}";
}

std::vector<FilledForm> filledForms()
{
    return {
        {"get an item",
         {{Act::Choose, "opKind", "Get an item"}, kUser, kProfile, {Act::Type, "opProjection_line", "name, address.city"}},
         "{\"TableName\":\"OnlineShop\"," + key()
             + ",\"ProjectionExpression\":\"#name, address.city\",\"ExpressionAttributeNames\":{\"#name\":\"name\"}}"},
        {"query",
         {{Act::Choose, "opKind", "Query"},
          kUser,
          {Act::Choose, "compare_SK", "between"},
          {Act::Type, "key_SK_line", "A"},
          {Act::Type, "upper_SK_line", "B"},
          {Act::Click, "filter_add"},
          {Act::Type, "filter0_attribute_line", "total"},
          {Act::Choose, "filter0_kind", ">"},
          {Act::Choose, "filter0_value_type", "N"},
          {Act::Type, "filter0_value_line", "5"},
          {Act::Click, "filter_add"},
          {Act::Choose, "filter1_join", "OR"},
          {Act::Type, "filter1_attribute_line", "total"},
          {Act::Choose, "filter1_kind", "does not exist"},
          {Act::Type, "opLimit_line", "3"}},
         "{\"TableName\":\"OnlineShop\",\"KeyConditionExpression\":\"PK = :PK AND SK BETWEEN :SK AND :SK2\",\"FilterExpression\":"
         "\"#total > :total OR attribute_not_exists(#total)\",\"ExpressionAttributeNames\":{\"#total\":\"total\"},"
         "\"ExpressionAttributeValues\":{\":PK\":{\"S\":\"USER#1\"},\":SK\":{\"S\":\"A\"},\":SK2\":{\"S\":\"B\"},\":total\":{\"N\":\"5\"}},"
         "\"Limit\":3}"},
        {"scan",
         {{Act::Choose, "opKind", "Scan"},
          {Act::Choose, "opIndex", "GSI1"},
          {Act::Click, "filter_add"},
          {Act::Type, "filter0_attribute_line", "date-of-birth"},
          {Act::Choose, "filter0_kind", "begins with"},
          {Act::Type, "filter0_value_line", "19"}},
         "{\"TableName\":\"OnlineShop\",\"IndexName\":\"GSI1\",\"FilterExpression\":\"begins_with(#date_2dof_2dbirth, :dateofbirth)\","
         "\"ExpressionAttributeNames\":{\"#date_2dof_2dbirth\":\"date-of-birth\"},\"ExpressionAttributeValues\":{\":dateofbirth\":{\"S\":"
         "\"19\"}}}"},
        {"put an item",
         {{Act::Choose, "opKind", "Put an item"},
          {Act::Item, "opItem", "{\"PK\": \"A\", \"SK\": \"B\", \"count\": 1}"},
          {Act::Click, "condition_add"},
          {Act::Type, "condition0_attribute_line", "PK"},
          {Act::Choose, "condition0_kind", "does not exist"},
          {Act::Choose, "opReturn", "The item before (ALL_OLD)"}},
         "{\"TableName\":\"OnlineShop\",\"Item\":{\"PK\":{\"S\":\"A\"},\"SK\":{\"S\":\"B\"},\"count\":{\"N\":\"1\"}},"
         "\"ConditionExpression\":\"attribute_not_exists(PK)\",\"ReturnValues\":\"ALL_OLD\"}"},
        {"update an item",
         {{Act::Choose, "opKind", "Update an item"},
          kUser,
          kProfile,
          {Act::Click, "update_add"},
          {Act::Type, "update0_attribute_line", "status"},
          {Act::Type, "update0_value_line", "DONE"},
          {Act::Click, "update_add"},
          {Act::Type, "update1_attribute_line", "hits"},
          {Act::Choose, "update1_kind", "increase by"},
          {Act::Choose, "update1_value_type", "N"},
          {Act::Type, "update1_value_line", "1"},
          {Act::Click, "update_add"},
          {Act::Type, "update2_attribute_line", "note"},
          {Act::Choose, "update2_kind", "remove"},
          {Act::Click, "condition_add"},
          {Act::Type, "condition0_attribute_line", "status"},
          {Act::Choose, "condition0_kind", "is one of"},
          {Act::Type, "condition0_value_line", "OPEN, HELD"}},
         "{\"TableName\":\"OnlineShop\"," + key()
             + ",\"UpdateExpression\":\"SET #status = :status, hits = hits + :hits REMOVE note\",\"ConditionExpression\":\"#status IN "
               "(:status2, :status3)\",\"ExpressionAttributeNames\":{\"#status\":\"status\"},\"ExpressionAttributeValues\":{\":hits\":{"
               "\"N\":\"1\"},\":status\":{\"S\":\"DONE\"},\":status2\":{\"S\":\"OPEN\"},\":status3\":{\"S\":\"HELD\"}}}"},
        {"delete an item", {{Act::Choose, "opKind", "Delete an item"}, kUser, kProfile}, "{\"TableName\":\"OnlineShop\"," + key() + "}"},
        {"batch of gets",
         {{Act::Choose, "opKind", "Batch of gets"},
          kUser,
          kProfile,
          {Act::Click, "addPart"},
          {Act::Type, "key_PK_line", "USER#2"},
          {Act::Type, "key_SK_line", "PROFILE"}},
         "{\"RequestItems\":{\"OnlineShop\":{\"Keys\":[{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"PROFILE\"}},{\"PK\":{\"S\":\"USER#2\"},"
         "\"SK\":{\"S\":\"PROFILE\"}}]}}}"},
        {"batch of writes",
         {{Act::Choose, "opKind", "Batch of writes"},
          {Act::Choose, "opPartKind", "Put an item"},
          {Act::Item, "opItem", "{\"PK\": \"A\", \"SK\": \"B\"}"},
          {Act::Click, "addPart"},
          {Act::Choose, "opPartKind", "Delete an item"},
          kUser,
          kProfile},
         "{\"RequestItems\":{\"OnlineShop\":[{\"PutRequest\":{\"Item\":{\"PK\":{\"S\":\"A\"},\"SK\":{\"S\":\"B\"}}}},{\"DeleteRequest\":{"
             + key() + "}}]}}"},
        {"transaction of gets",
         {{Act::Choose, "opKind", "Transaction of gets"}, kUser, kProfile, {Act::Type, "opProjection_line", "name"}},
         "{\"TransactItems\":[{\"Get\":{\"TableName\":\"OnlineShop\"," + key()
             + ",\"ProjectionExpression\":\"#name\",\"ExpressionAttributeNames\":{\"#name\":\"name\"}}}]}"},
        {"transaction of writes",
         {{Act::Choose, "opKind", "Transaction of writes"},
          {Act::Choose, "opPartKind", "Delete an item"},
          kUser,
          kProfile,
          {Act::Click, "addPart"},
          {Act::Choose, "opPartKind", "Check a condition"},
          kUser,
          kProfile,
          {Act::Click, "condition_add"},
          {Act::Type, "condition0_attribute_line", "name"},
          {Act::Type, "condition0_value_line", "Ann"}},
         "{\"TransactItems\":[{\"Delete\":{\"TableName\":\"OnlineShop\"," + key() + "}},{\"ConditionCheck\":{\"TableName\":\"OnlineShop\","
             + key()
             + ",\"ConditionExpression\":\"#name = "
               ":name\",\"ExpressionAttributeNames\":{\"#name\":\"name\"},\"ExpressionAttributeValues\":{"
               "\":name\":{\"S\":\"Ann\"}},\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"}}]}"},
    };
}

bool perform(Bench &bench, const Deed &deed)
{
    const QString field = QLatin1String(deed.field);
    const QString text = QString::fromUtf8(deed.text);
    switch (deed.act) {
    case Act::Choose: return bench.choose(field, text);
    case Act::Type: return bench.type(field, text);
    case Act::Click: return bench.click(field);
    case Act::Item: break;
    }
    auto *editor = bench.find<CodeEditor>(field);
    if (editor == nullptr)
        return false;
    editor->findChild<QsciScintilla *>()->setText(text);
    return true;
}

} // namespace

void FormRequestsTest::init()
{
    test::failOnWarnings();
}

void FormRequestsTest::makesTheRequest_data()
{
    QTest::addColumn<int>("number");
    const std::vector<FilledForm> all = filledForms();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << static_cast<int>(i);
}

void FormRequestsTest::makesTheRequest()
{
    QFETCH(int, number);
    const FilledForm form = filledForms().at(static_cast<std::size_t>(number));
    Bench bench;
    QVERIFY(bench.open());
    for (const Deed &deed : form.deeds)
        QVERIFY2(perform(bench, deed), qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(deed.field), QLatin1String(deed.text))));
    QByteArray expected = form.request;
    expected.chop(1);
    expected += ",\"ReturnConsumedCapacity\":\"INDEXES\"}";
    QCOMPARE(QByteArray::fromStdString(bench.shownRequest().compact()), expected);
}
