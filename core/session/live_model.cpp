#include "core/session/live_model.h"

#include <algorithm>
#include <utility>

#include "core/engine/service_error.h"

namespace keywright::session {

namespace {

using engine::ServiceError;

class Reading {
public:
    Reading(connection::Connection &connection, const LiveChoice &choice, const LiveProgress &progress, const std::stop_token &stop)
        : m_connection(connection), m_choice(choice), m_progress(progress), m_stop(stop)
    { }

    LiveModel run()
    {
        const std::vector<std::string> tables = m_choice.tables.empty() ? m_connection.listTables() : m_choice.tables;
        for (const std::string &table : tables) {
            if (m_stop.stop_requested())
                break;
            readTable(table);
        }
        m_live.model.name = tables.size() == 1 ? tables.front() : "Tables of " + m_connection.name();
        m_live.stopped = m_stop.stop_requested();
        if (!m_live.stopped) {
            m_live.inference = exchange::inferEntities(m_live.model);
            m_live.model = exchange::withInference(std::move(m_live.model), m_live.inference);
        }
        return std::move(m_live);
    }

private:
    void readTable(const std::string &name)
    {
        const engine::TableDescription description = m_connection.describeTable(name);
        if (description.status == engine::TableStatus::Deleting) {
            m_live.notes.push_back(name + " was left out: it is being deleted.");
            return;
        }
        model::Table table;
        table.definition = description.definition;
        readTags(description, table);
        readTimeToLive(table);
        m_live.model.tables.push_back(std::move(table));
        readItems(description);
    }

    /// What a service other than DynamoDB may not have, or a user may not see, is no reason to give up.
    template <typename Read>
    void readIfThere(const std::string &table, const std::string &what, Read read)
    {
        try {
            read();
        } catch (const ServiceError &error) {
            const std::string why = *error.what() == '\0' ? error.name() + "." : error.name() + ": " + error.what();
            m_live.notes.push_back(table + " was read without its " + what + ": " + why);
        }
    }

    void readTags(const engine::TableDescription &description, model::Table &table)
    {
        if (description.arn.empty())
            return;
        readIfThere(table.definition.name, "tags", [&] {
            const auto tags = connection::allTags(m_connection, description.arn);
            table.definition.tags = {tags.begin(), tags.end()};
        });
    }

    void readTimeToLive(model::Table &table)
    {
        using engine::TimeToLiveStatus;
        readIfThere(table.definition.name, "time to live", [&] {
            const engine::TimeToLiveDescription expiry = m_connection.describeTimeToLive(table.definition.name);
            if (expiry.status == TimeToLiveStatus::Enabled || expiry.status == TimeToLiveStatus::Enabling)
                table.timeToLiveAttribute = expiry.attribute;
        });
    }

    void readItems(const engine::TableDescription &description)
    {
        const std::size_t most = std::min(m_choice.itemsOfTable, kMostSampleItems);
        model::TableItems read;
        read.table = description.definition.name;
        engine::ScanRequest scan;
        scan.table = read.table;
        bool isMore = true;
        while (isMore && read.items.size() < most && !m_stop.stop_requested()) {
            scan.limit = static_cast<std::int64_t>(most - read.items.size());
            engine::ItemPage page = m_connection.scan(scan);
            std::move(page.items.begin(), page.items.end(), std::back_inserter(read.items));
            scan.exclusiveStartKey = std::move(page.lastEvaluatedKey);
            isMore = scan.exclusiveStartKey.has_value();
            if (m_progress)
                m_progress(read.table, read.items.size());
        }
        noteWhatIsLeft(description, read.items.size(), isMore && most > 0);
        if (!read.items.empty())
            m_live.model.sampleData.push_back(std::move(read));
    }

    /// A last page that is full looks as if there were more: the service's count decides, if it is not behind.
    void noteWhatIsLeft(const engine::TableDescription &description, std::size_t count, bool mayBeMore)
    {
        if (!mayBeMore || description.itemCount == static_cast<std::int64_t>(count))
            return;
        const std::string total =
            description.itemCount > static_cast<std::int64_t>(count) ? " of about " + std::to_string(description.itemCount) : std::string();
        m_live.notes.push_back(description.definition.name + ": only the first " + std::to_string(count) + total + " items were read.");
    }

    connection::Connection &m_connection;
    const LiveChoice &m_choice;
    const LiveProgress &m_progress;
    const std::stop_token &m_stop;
    LiveModel m_live;
};

} // namespace

LiveModel readLiveModel(connection::Connection &connection, const LiveChoice &choice, const LiveProgress &progress,
                        const std::stop_token &stop)
{
    return Reading(connection, choice, progress, stop).run();
}

} // namespace keywright::session
