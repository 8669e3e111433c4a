#include "ui/tables/table_facts.h"

#include <condition_variable>
#include <mutex>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "core/engine/service_error.h"
#include "core/schema/table_json.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

using value::Json;

QString tr(const char *text)
{
    return QCoreApplication::translate("TableFacts", text);
}

QString keyText(const schema::KeySchema &key)
{
    QStringList parts;
    for (const auto *side : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *side)
            parts << QStringLiteral("%1 (%2)").arg(toQString(attribute.name), toQString(schema::textOf(attribute.type)));
    return parts.join(QStringLiteral(", "));
}

QString capacityText(const engine::TableDescription &table)
{
    if (table.definition.billingMode == schema::BillingMode::PayPerRequest)
        return tr("On demand");
    return tr("%1 read and %2 write units a second")
        .arg(QLocale().toString(qint64(table.throughput.units.readCapacityUnits)),
             QLocale().toString(qint64(table.throughput.units.writeCapacityUnits)));
}

QString ttlText(const engine::TimeToLiveDescription &timeToLive)
{
    return timeToLive.attribute.empty()
        ? tr("None")
        : QStringLiteral("%1 (%2)").arg(toQString(timeToLive.attribute), toQString(engine::textOf(timeToLive.status)));
}

QString tagsText(const std::vector<std::pair<std::string, std::string>> &tags)
{
    QStringList list;
    for (const auto &[key, value] : tags)
        list << QStringLiteral("%1 = %2").arg(toQString(key), toQString(value));
    return list.isEmpty() ? tr("None") : list.join(QStringLiteral(", "));
}

std::vector<QStringList> rowsOf(const TableFacts &facts)
{
    const engine::TableDescription &table = facts.description;
    const QLocale locale;
    return {{tr("Status"), toQString(engine::textOf(table.status))},
            {tr("Key"), keyText(table.definition.key)},
            {tr("Items"), locale.toString(qint64(table.itemCount))},
            {tr("Size"), locale.formattedDataSize(table.sizeInBytes)},
            {tr("Capacity"), capacityText(table)},
            {tr("Stream"), table.definition.streamViewType ? toQString(schema::textOf(*table.definition.streamViewType)) : tr("None")},
            {tr("Time to live"), ttlText(facts.timeToLive)},
            {tr("Deletion protection"), table.definition.deletionProtection ? tr("On") : tr("Off")},
            {tr("Tags"), tagsText(facts.tags)},
            {tr("Created"), QDateTime::fromMSecsSinceEpoch(table.createdAt).toString(Qt::ISODate)},
            {tr("ARN"), toQString(table.arn)}};
}

std::vector<QStringList> indexesOf(const engine::TableDescription &table)
{
    std::vector<QStringList> rows;
    for (const engine::IndexDescription &index : table.indexes)
        rows.push_back({toQString(index.definition.name), index.isLocal ? tr("Local") : tr("Global"), keyText(index.definition.key),
                        toQString(engine::textOf(index.status)), QLocale().toString(qint64(index.itemCount)),
                        QLocale().formattedDataSize(index.sizeInBytes)});
    return rows;
}

QString definitionOf(const TableFacts &facts)
{
    schema::TableDefinition definition = facts.description.definition;
    for (const auto &[key, value] : facts.tags)
        definition.tags[key] = value;
    Json json = schema::toCreateTableJson(definition);
    if (!facts.timeToLive.attribute.empty())
        json.set("TimeToLiveSpecification",
                 Json::object({{"AttributeName", Json::string(facts.timeToLive.attribute)}, {"Enabled", Json::boolean(true)}}));
    return toQString(json.pretty(90));
}

/// What an endpoint does not know is as if there were none.
template <typename Read>
auto readIfKnown(Read read) -> decltype(read())
{
    try {
        return read();
    } catch (const engine::ServiceError &error) {
        if (error.name() != "UnknownOperationException" && error.name() != "AccessDeniedException" && error.name() != "ValidationException")
            throw;
        return {};
    }
}

} // namespace

TableNames tableNames(const std::shared_ptr<connection::Connection> &connection, const std::stop_token &stop)
{
    TableNames result;
    try {
        for (const std::string &name : connection::stoppedBy(connection, stop)->listTables())
            result.names << toQString(name);
    } catch (...) {
        result.problem = connectionProblem(std::current_exception());
    }
    return result;
}

TableFacts tableFacts(const std::shared_ptr<connection::Connection> &connection, const QString &table, const std::stop_token &stop)
{
    TableFacts facts;
    try {
        const auto stopped = connection::stoppedBy(connection, stop);
        facts.description = stopped->describeTable(table.toStdString());
        facts.timeToLive = readIfKnown([&] { return stopped->describeTimeToLive(table.toStdString()); });
        facts.tags = readIfKnown([&] { return connection::allTags(*stopped, facts.description.arn); });
        facts.rows = rowsOf(facts);
        facts.indexes = indexesOf(facts.description);
        facts.definition = definitionOf(facts);
    } catch (...) {
        facts.problem = connectionProblem(std::current_exception());
    }
    return facts;
}

void waitUnlessStopped(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

} // namespace keywright::ui
