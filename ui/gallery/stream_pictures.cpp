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
    StreamsWorkspace &streams = stage.window().streams();
    stage.window().showWorkspace(MainWindow::Workspace::Streams);
    const auto isSettled = [&streams] {
        const auto state = streams.reading().state();
        return state == StreamReading::State::Reading || state == StreamReading::State::NoStream;
    };
    if (!stage.wait("the stream", isSettled))
        return false;
    const std::string table = stage.document().model()->tables.front().definition.name;
    if (streams.reading().state() == StreamReading::State::NoStream) {
        stage.picture(QStringLiteral("streams-none"));
        streams.findChild<QPushButton *>(QStringLiteral("enableStream"))->click();
        if (!stage.wait("the stream to be switched on", [&streams] { return streams.reading().state() == StreamReading::State::Reading; }))
            return false;
    }
    stage.picture(QStringLiteral("streams-waiting"));
    change(*stage.document().connection(), table);
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
    return true;
}

} // namespace keywright::ui
