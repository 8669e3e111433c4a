#include "core/session/table_clone.h"

#include <algorithm>
#include <fstream>
#include <span>
#include <sstream>
#include <stdexcept>

#include "core/model/model_file.h"
#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"

namespace keywright::session {

namespace {

using value::Json;

/// Where an earlier run stopped.
struct Place {
    std::size_t items = 0;
    std::optional<value::Item> after; ///< the last key that was copied
};

std::optional<Place> readPlace(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream.is_open())
        return std::nullopt;
    std::ostringstream text;
    text << stream.rdbuf();
    try {
        const Json json = Json::parse(text.str());
        const Json *items = json.find("items");
        const Json *after = json.find("after");
        if (items == nullptr || after == nullptr || !items->asInteger())
            return std::nullopt;
        return Place{static_cast<std::size_t>(*items->asInteger()), value::itemFromDynamoDbJson(*after)};
    } catch (const std::exception &) {
        return std::nullopt; // of another program, or half written: everything is copied once more, which does no harm
    }
}

void writePlace(const std::filesystem::path &file, const Place &place)
{
    std::filesystem::create_directories(file.parent_path());
    model::replaceFile(
        file,
        Json::object({{"items", Json::number(static_cast<std::int64_t>(place.items))}, {"after", value::toDynamoDbJson(*place.after)}})
                .compact()
            + "\n");
}

/// What the target is created with: provisioned capacity, indexes, stream and settings as the source has them.
schema::TableDefinition definitionFor(const LiveTable &source, const std::string &target)
{
    schema::TableDefinition definition = source.description.definition;
    definition.name = target;
    definition.tags = source.shape.definition.tags;
    definition.deletionProtection = false; // a copy that may be thrown away; the source keeps its own
    definition.encryption.reset();         // a key of another account or region is of no use there
    return definition;
}

class Clone {
public:
    Clone(connection::Connection &from, connection::Connection &to, const CloneOrder &order, const CloneControl &control)
        : m_from(from), m_to(to), m_order(order), m_control(control)
    { }

    CloneReport run()
    {
        const auto source = readLiveTable(m_from, m_order.table);
        if (!source)
            throw std::runtime_error("There is no table " + m_order.table + " on " + m_from.name() + ".");
        if (&m_from == &m_to && m_order.table == m_order.target)
            throw std::runtime_error("A table cannot be cloned onto itself. Choose another name or another connection.");
        m_expected = source->description.itemCount;
        if (prepareTarget(*source) && m_order.copiesItems)
            copyItems(source->description.definition.key);
        else if (m_control.stop.stop_requested())
            m_report.isStopped = true;
        return m_report;
    }

private:
    void tell(const std::string &activity) const
    {
        if (m_control.progress)
            m_control.progress({activity, m_report.items, m_expected});
    }

    /// False when the stop token came first.
    bool prepareTarget(const LiveTable &source)
    {
        const auto present = readLiveTable(m_to, m_order.target);
        if (present) {
            if (present->description.definition.key != source.description.definition.key)
                throw std::runtime_error("The table " + m_order.target + " on " + m_to.name() + " has another key than " + m_order.table
                                         + ". Choose another name.");
            return waitUntilActive(m_to, m_order.target, m_control.wait, m_control.stop);
        }
        tell("CreateTable");
        m_to.createTable(definitionFor(source, m_order.target));
        m_report.isCreated = true;
        if (!waitUntilActive(m_to, m_order.target, m_control.wait, m_control.stop))
            return false;
        if (!source.shape.timeToLiveAttribute.empty())
            m_to.updateTimeToLive(m_order.target, source.shape.timeToLiveAttribute, true);
        std::filesystem::remove(m_order.placeFile); // of a table that is gone
        return true;
    }

    void copyItems(const schema::KeySchema &key)
    {
        ItemLoader loader(m_to, m_order.target, key, m_control.wait);
        engine::ScanRequest scan;
        scan.table = m_order.table;
        scan.consistentRead = true;
        if (const auto place = readPlace(m_order.placeFile)) {
            scan.exclusiveStartKey = place->after;
            m_report.items = place->items;
            m_report.isResumed = true;
        }
        // What an earlier run copied last may be there already, and a new table is empty.
        if (!m_report.isCreated)
            loader.lookFirst(m_order.onSameKey);
        do {
            tell("copying items");
            const engine::ItemPage page = m_from.scan(scan);
            if (!putPage(loader, page.items))
                return;
            scan.exclusiveStartKey = page.lastEvaluatedKey;
            if (page.lastEvaluatedKey)
                writePlace(m_order.placeFile, {m_report.items, page.lastEvaluatedKey});
        } while (scan.exclusiveStartKey);
        std::filesystem::remove(m_order.placeFile);
        tell("copying items");
    }

    /// False when the stop token came; the page is then copied once more by the next run.
    bool putPage(ItemLoader &loader, const std::vector<value::Item> &items)
    {
        for (std::size_t begin = 0; begin < items.size(); begin += connection::kMostWritesOfBatch) {
            if (m_control.stop.stop_requested()) {
                m_report.isStopped = true;
                m_report.items -= begin; // counted anew then
                m_report.load = loader.load();
                return false;
            }
            const std::size_t count = std::min(connection::kMostWritesOfBatch, items.size() - begin);
            loader.put(std::span(items).subspan(begin, count));
            m_report.items += count;
            tell("copying items");
        }
        m_report.load = loader.load();
        return true;
    }

    connection::Connection &m_from;
    connection::Connection &m_to;
    const CloneOrder &m_order;
    const CloneControl &m_control;
    CloneReport m_report;
    std::int64_t m_expected = 0;
};

} // namespace

std::filesystem::path placeFileOf(const std::filesystem::path &folder, const std::string &from, const std::string &to,
                                  const CloneOrder &order)
{
    const std::uint64_t hash = value::md5First64(from + "\n" + order.table + "\n" + to + "\n" + order.target);
    return folder / ("clone-" + std::to_string(hash) + ".json");
}

CloneReport cloneTable(connection::Connection &from, connection::Connection &to, const CloneOrder &order, const CloneControl &control)
{
    return Clone(from, to, order, control).run();
}

} // namespace keywright::session
