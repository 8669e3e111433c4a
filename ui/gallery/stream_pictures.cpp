#include "ui/gallery/pictures.h"

#include <QComboBox>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

#include "core/engine/service_error.h"
#include "ui/streams/pattern_panel.h"
#include "ui/streams/streams_workspace.h"

namespace keywright::ui {

namespace {

constexpr char kOrders[] = "{\"formatVersion\": 1, \"name\": \"Orders\", \"tables\": [{\"name\": \"Orders\", "
                           "\"partitionKey\": [{\"name\": \"PK\", \"type\": \"S\"}], \"sortKey\": [{\"name\": \"SK\", \"type\": \"S\"}], "
                           "\"billingMode\": \"PAY_PER_REQUEST\"}], \"entities\": [{\"name\": \"Order\", \"table\": \"Orders\", "
                           "\"attributes\": [{\"name\": \"customerId\", \"type\": \"S\"}, {\"name\": \"placed\", \"type\": \"S\"}], "
                           "\"keyTemplates\": {\"PK\": \"CUSTOMER#{customerId}\", \"SK\": \"ORDER#{placed}\"}}]}";

value::Item orderItem(int number, const std::string &status)
{
    value::Item item;
    item.set("PK", value::AttributeValue("CUSTOMER#C" + std::to_string(100 + number)));
    item.set("SK", value::AttributeValue("ORDER#2026-01-0" + std::to_string(1 + number)));
    item.set("type", value::AttributeValue(std::string("Order")));
    item.set("status", value::AttributeValue(status));
    item.set("carrier", value::AttributeValue(std::string(status == "SHIPPED" ? "Northern Parcel" : "none")));
    return item;
}

void change(connection::Connection &connection, const std::string &table)
{
    for (int number = 0; number < 8; ++number) {
        engine::PutItemRequest put;
        put.table = table;
        put.item = orderItem(number, "PLACED");
        connection.putItem(put);
        if (number % 2 == 0) {
            put.item = orderItem(number, "SHIPPED");
            connection.putItem(put);
        }
    }
    engine::DeleteItemRequest remove;
    remove.table = table;
    value::Item key = orderItem(1, "PLACED");
    for (const char *name : {"type", "status", "carrier"})
        key.erase(name);
    remove.key = key;
    connection.deleteItem(remove);
}

} // namespace

bool showStreams(Stage &stage)
{
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    if (!stage.openAndWait(writeModel("orders.keywright.json", kOrders)))
        return false;
    StreamsWorkspace &streams = stage.window().streams();
    const auto isIn = [&streams](StreamReading::State state) { return [&streams, state] { return streams.reading().state() == state; }; };
    stage.window().showWorkspace(MainWindow::Workspace::Streams);
    if (!stage.wait("a table without a stream", isIn(StreamReading::State::NoStream)))
        return false;
    stage.picture(QStringLiteral("streams-none"));
    streams.findChild<QPushButton *>(QStringLiteral("enableStream"))->click();
    if (!stage.wait("the stream", isIn(StreamReading::State::Reading))
        || !stage.wait("its shard", [&streams] { return !streams.reading().shards().empty(); }))
        return false;
    stage.picture(QStringLiteral("streams-waiting"));
    change(*stage.document().connection(), "Orders");
    if (!stage.wait("changes", [&streams] { return streams.changes().readCount() >= 13; }))
        return false;
    stage.picture(QStringLiteral("streams-changes"));
    streams.findChild<QToolButton *>(QStringLiteral("patternButton"))->setChecked(true);
    streams.findChild<PatternPanel *>()->setText(QStringLiteral(
        "{\n  \"eventName\": [\"MODIFY\"],\n  \"dynamodb\": {\"NewImage\": {\"status\": {\"S\": [{\"prefix\": \"SHIP\"}]}}}\n}"));
    if (!stage.wait("the pattern", [&streams] { return streams.changes().rowCount() == 4; }))
        return false;
    stage.picture(QStringLiteral("streams-pattern"));
    streams.findChild<PatternPanel *>()->setText(QStringLiteral("{\"eventName\": [{\"wildcard\": \"IN*\"}]}"));
    streams.findChild<QTabWidget *>(QStringLiteral("streamDetails"))->setCurrentIndex(2);
    stage.picture(QStringLiteral("streams-pattern-refused"));
    streams.findChild<QTabWidget *>(QStringLiteral("streamDetails"))->setCurrentIndex(0);
    streams.findChild<PatternPanel *>()->setText({});
    streams.findChild<QToolButton *>(QStringLiteral("patternButton"))->setChecked(false);
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.document().undo();
    return true;
}

} // namespace keywright::ui
