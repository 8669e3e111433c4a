#include "core/simulation/cost.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/simulation/model_workload.h"
#include "core/simulation/provisioned_use.h"
#include "core/simulation/stored_items.h"

namespace keywright::simulation {

using capacity::ClassPrices;
using capacity::RegionPrices;
using capacity::Units;

namespace {

constexpr std::int64_t kMiddleOfTheMonth = 15 * 86'400;
constexpr double kMillion = 1e6;
constexpr double kMonthSeconds = capacity::kHoursAMonth * 3'600;

/// Consumption of one place over a day, units a second by minute.
struct DayOfPlace {
    std::vector<double> reads = std::vector<double>(kDayMinutes, 0);
    std::vector<double> writes = std::vector<double>(kDayMinutes, 0);
};

double monthOf(const std::vector<double> &minutes)
{
    double sum = 0;
    for (const double minute : minutes)
        sum += minute;
    return sum * 60 * kDaysAMonth;
}

CostTerm requests(const std::string &what, double units, bool isWrite, double price)
{
    return {what, units / kMillion, isWrite ? "million write request units" : "million read request units", price};
}

const value::Json *setting(const model::Table &table, const char *name)
{
    return table.settings.find(name);
}

/// Works out one report.
class Accountant {
public:
    Accountant(const model::Model &model, const capacity::PriceList &prices, const CostOptions &options)
        : m_model(model),
          m_prices(prices),
          m_options(options),
          m_region(regionOf(prices, options.region)),
          m_survey(model),
          m_pools(model),
          m_workload(workloadOf(model, {options.rateFactor, 10})),
          m_days(m_workload.places.size())
    {
        spreadOverTheDay();
    }

    CostReport report()
    {
        m_report.region = m_options.region;
        m_report.regionName = m_region.name;
        m_report.pricesDate = m_prices.date;
        for (const model::Table &table : m_model.tables)
            addTable(table);
        addShares();
        addNotes();
        return std::move(m_report);
    }

private:
    static const RegionPrices &regionOf(const capacity::PriceList &prices, const std::string &region)
    {
        if (const RegionPrices *found = prices.find(region))
            return *found;
        std::string known;
        for (const auto &[code, each] : prices.regions)
            known += (known.empty() ? "" : ", ") + code;
        throw capacity::PriceError("The price list of " + prices.date + " has no region \"" + region + "\"; it has " + known + ".");
    }

    void spreadOverTheDay()
    {
        for (const SimulatedPattern &pattern : m_workload.patterns) {
            std::vector<double> rates(kDayMinutes);
            for (std::size_t minute = 0; minute < kDayMinutes; ++minute)
                rates[minute] = pattern.rate.at(kMiddleOfTheMonth + static_cast<std::int64_t>(minute) * 60 + 30);
            m_callsAMonth.push_back(monthOf(rates));
            for (const SimulatedOperation &operation : pattern.operations)
                for (const Touch &touch : operation.touches)
                    for (std::size_t minute = 0; minute < kDayMinutes; ++minute) {
                        m_days[touch.place].reads[minute] += rates[minute] * operation.times * touch.readUnits;
                        m_days[touch.place].writes[minute] += rates[minute] * operation.times * touch.writeUnits;
                    }
        }
    }

    static const ClassPrices &classOf(const RegionPrices &region, schema::TableClass tableClass)
    {
        return tableClass == schema::TableClass::Standard ? region.standard : region.infrequentAccess;
    }

    static schema::TableClass otherClass(schema::TableClass tableClass)
    {
        return tableClass == schema::TableClass::Standard ? schema::TableClass::StandardInfrequentAccess : schema::TableClass::Standard;
    }

    void addTable(const model::Table &table)
    {
        TableCost cost = costOfTable(table, table.definition.tableClass);
        cost.otherClassTotal = costOfTable(table, otherClass(table.definition.tableClass)).total;
        m_report.total += cost.total;
        m_report.onDemandTotal += cost.onDemandTotal;
        m_report.provisionedTotal += cost.provisionedTotal;
        m_report.oneYearTotal += cost.oneYearTotal;
        m_report.threeYearsTotal += cost.threeYearsTotal;
        m_report.tables.push_back(std::move(cost));
    }

    TableCost costOfTable(const model::Table &table, schema::TableClass tableClass)
    {
        const ClassPrices &prices = classOf(m_region, tableClass);
        TableCost cost;
        cost.table = table.definition.name;
        cost.billingMode = table.definition.billingMode;
        for (std::size_t i = 0; i < m_workload.places.size(); ++i)
            if (m_workload.places[i].table == cost.table)
                cost.places.push_back(costOfPlace(table, i, prices, tableClass));
        addRecovery(table, cost);
        addStreams(table, cost);
        addReplicas(table, cost);
        double onDemand = 0;
        double provisioned = 0;
        double oneYear = 0;
        double threeYears = 0;
        for (const PlaceCost &place : cost.places) {
            onDemand += place.onDemand.amount();
            provisioned += place.provisioned.amount();
            oneYear += place.oneYear.amount();
            threeYears += place.threeYears.amount();
        }
        cost.onDemandTotal = onDemand + cost.besides();
        cost.provisionedTotal = provisioned + cost.besides();
        cost.oneYearTotal = oneYear + cost.besides();
        cost.threeYearsTotal = threeYears + cost.besides();
        cost.total = cost.billingMode == schema::BillingMode::PayPerRequest ? cost.onDemandTotal : cost.provisionedTotal;
        return cost;
    }

    bool isReplicated(const model::Table &table) const
    {
        const value::Json *replicas = setting(table, "replicas");
        return replicas != nullptr && !replicas->elements().empty();
    }

    PlaceCost costOfPlace(const model::Table &table, std::size_t number, const ClassPrices &prices, schema::TableClass tableClass)
    {
        const SimulatedPlace &place = m_workload.places[number];
        const DayOfPlace &day = m_days[number];
        const double writeMillion = isReplicated(table) ? prices.replicatedWriteMillion : prices.writeMillion;
        const double writeHour = isReplicated(table) ? prices.replicatedWriteUnitHour : prices.writeUnitHour;
        PlaceCost cost;
        cost.table = place.table;
        cost.index = place.index;
        cost.units = {monthOf(day.reads), monthOf(day.writes)};
        cost.onDemand.terms = {requests("reads", cost.units.reads, false, prices.readMillion),
                               requests("writes", cost.units.writes, true, writeMillion)};
        const schema::ProvisionedThroughput given = place.settings.capacity.provisioned.value_or(schema::ProvisionedThroughput{});
        const ProvisionedDay reads =
            provisionedDay(day.reads, provisioningOf(place, place.readScaling, static_cast<double>(given.readCapacityUnits)));
        const ProvisionedDay writes =
            provisionedDay(day.writes, provisioningOf(place, place.writeScaling, static_cast<double>(given.writeCapacityUnits)));
        cost.reads = reads.use;
        cost.writes = writes.use;
        cost.reads.breakEven = prices.readUnitHour / (3'600 * prices.readMillion / kMillion);
        cost.writes.breakEven = writeHour / (3'600 * writeMillion / kMillion);
        cost.provisioned.terms = {{"reads, provisioned", reads.use.unitHours, "RCU-hour", prices.readUnitHour},
                                  {"writes, provisioned", writes.use.unitHours, "WCU-hour", writeHour}};
        const bool mayReserve = tableClass == schema::TableClass::Standard && !isReplicated(table);
        cost.oneYear = cost.threeYears = cost.provisioned;
        if (mayReserve)
            addReserved(reads, writes, prices, cost);
        addStorage(place, prices, cost);
        return cost;
    }

    void addReserved(const ProvisionedDay &reads, const ProvisionedDay &writes, const ClassPrices &prices, PlaceCost &cost) const
    {
        for (const int years : {1, 3}) {
            const capacity::ReservedPrices &reserved = years == 1 ? m_region.reservedOneYear : m_region.reservedThreeYears;
            const ReservedChoice ofReads = reserve(reads, reserved.hundredReads, years, prices.readUnitHour, "reads", "RCU");
            const ReservedChoice ofWrites = reserve(writes, reserved.hundredWrites, years, prices.writeUnitHour, "writes", "WCU");
            CostFigure &figure = years == 1 ? cost.oneYear : cost.threeYears;
            figure = ofReads.figure;
            figure.add(ofWrites.figure);
            (years == 1 ? cost.reads.reservedOneYear : cost.reads.reservedThreeYears) = ofReads.hundreds;
            (years == 1 ? cost.writes.reservedOneYear : cost.writes.reservedThreeYears) = ofWrites.hundreds;
        }
    }

    Provisioning provisioningOf(const SimulatedPlace &place, const std::optional<capacity::ScalingTarget> &scaling, double constant) const
    {
        if (scaling)
            return {scaling, 0};
        if (place.settings.billingMode == schema::BillingMode::Provisioned)
            return {std::nullopt, constant};
        return {capacity::ScalingTarget{1, 1e9, m_options.defaultUtilization}, 0};
    }

    const model::KeyedPlace *keyedPlace(const std::string &table, const std::string &index) const
    {
        for (const model::KeyedPlace &each : m_survey.places())
            if (each.table->definition.name == table
                && (index.empty() ? each.index == nullptr : each.index != nullptr && each.index->name == index))
                return &each;
        return nullptr;
    }

    double bytesIn(const model::KeyedPlace &place, double &ofPuts) const
    {
        double bytes = 0;
        for (const model::Entity &entity : m_model.entities) {
            const StoredItems stored = storedItems(m_survey, m_pools, entity, place);
            bytes += stored.items * stored.bytesEach;
            ofPuts += stored.putsPerSecond * m_options.rateFactor * kMonthSeconds * m_options.months * stored.bytesEach;
        }
        return bytes;
    }

    /// Items and entries, those of the LSIs with the table's.
    void addStorage(const SimulatedPlace &place, const ClassPrices &prices, PlaceCost &cost) const
    {
        const model::KeyedPlace *keyed = keyedPlace(place.table, place.index);
        double bytes = 0;
        double ofPuts = 0;
        if (keyed != nullptr)
            bytes = bytesIn(*keyed, ofPuts);
        if (keyed != nullptr && place.index.empty())
            for (const schema::IndexDefinition &index : keyed->table->definition.localIndexes)
                if (const model::KeyedPlace *local = keyedPlace(place.table, index.name))
                    bytes += bytesIn(*local, ofPuts);
        cost.bytes = bytes + ofPuts;
        cost.storage.terms = {{"items of the recipe or the sample data", bytes / capacity::kGigabyte, "GB-month", prices.storageGbMonth},
                              {"items that the puts leave", ofPuts / capacity::kGigabyte, "GB-month", prices.storageGbMonth}};
    }

    /// Both count the table and its LSIs, not its GSIs.
    void addRecovery(const model::Table &table, TableCost &cost) const
    {
        const double gigabytes = cost.places.empty() ? 0 : cost.places.front().bytes / capacity::kGigabyte;
        if (table.recoveryPeriodInDays)
            cost.recovery.terms.push_back({"point-in-time recovery", gigabytes, "GB-month", m_region.recoveryGbMonth});
        if (m_options.backupsKept > 0)
            cost.backups.terms.push_back({"on-demand backups", gigabytes * m_options.backupsKept, "GB-month", m_region.backupGbMonth});
    }

    void addStreams(const model::Table &table, TableCost &cost) const
    {
        const double writes = cost.places.empty() ? 0 : cost.places.front().units.writes;
        if (table.definition.streamViewType && m_options.streamReaders > 0)
            cost.streams.terms.push_back({"stream reads by other readers than Lambda, one a second",
                                          m_options.streamReaders * kMonthSeconds / kMillion, "million GetRecords calls",
                                          m_region.streamReadMillion});
        if (setting(table, "kinesisStream") != nullptr)
            cost.streams.terms.push_back(
                {"changes for Kinesis", writes / kMillion, "million change data capture units", m_region.kinesisChangeMillion});
    }

    void addReplicas(const model::Table &table, TableCost &cost)
    {
        if (!isReplicated(table))
            return;
        for (const value::Json &replica : setting(table, "replicas")->elements()) {
            const value::Json *code = replica.find("region");
            const RegionPrices *region = code == nullptr ? nullptr : m_prices.find(code->text());
            if (region == nullptr) {
                m_notes.insert("The price list has no region \"" + (code == nullptr ? std::string() : code->text())
                               + "\"; that replica is not counted.");
                continue;
            }
            const value::Json *own = replica.find("tableClass");
            const auto tableClass = own == nullptr ? std::nullopt : schema::tableClassFromText(own->text());
            addReplica(code->text(), classOf(*region, tableClass.value_or(table.definition.tableClass)), *region, table, cost);
        }
    }

    static void addReplica(const std::string &code, const ClassPrices &prices, const RegionPrices &region, const model::Table &table,
                           TableCost &cost)
    {
        double units = 0;
        double hours = 0;
        double bytes = 0;
        for (const PlaceCost &place : cost.places) {
            units += place.units.writes;
            hours += place.writes.unitHours;
            bytes += place.bytes;
        }
        if (cost.billingMode == schema::BillingMode::PayPerRequest)
            cost.replicas.terms.push_back({"replicated writes in " + code, units / kMillion, "million replicated write request units",
                                           prices.replicatedWriteMillion});
        else
            cost.replicas.terms.push_back({"replicated writes in " + code, hours, "rWCU-hour", prices.replicatedWriteUnitHour});
        cost.replicas.terms.push_back({"storage in " + code, bytes / capacity::kGigabyte, "GB-month", prices.storageGbMonth});
        if (table.recoveryPeriodInDays)
            cost.replicas.terms.push_back(
                {"point-in-time recovery in " + code, cost.places.front().bytes / capacity::kGigabyte, "GB-month", region.recoveryGbMonth});
    }

    const PlaceCost &placeCost(std::size_t number) const
    {
        const SimulatedPlace &place = m_workload.places[number];
        for (const TableCost &table : m_report.tables)
            for (const PlaceCost &each : table.places)
                if (each.table == place.table && each.index == place.index)
                    return each;
        throw std::logic_error("a place without its table");
    }

    void addShares()
    {
        std::map<std::string, ShareCost> entities;
        for (std::size_t i = 0; i < m_workload.patterns.size(); ++i) {
            const SimulatedPattern &pattern = m_workload.patterns[i];
            ShareCost share{pattern.name, m_callsAMonth[i], {}, 0};
            for (const SimulatedOperation &operation : pattern.operations)
                for (const Touch &touch : operation.touches) {
                    addShare(touch, m_callsAMonth[i] * operation.times, share);
                    if (!operation.entity.empty())
                        addShare(touch, m_callsAMonth[i] * operation.times, entities[operation.entity]);
                }
            m_report.patterns.push_back(std::move(share));
        }
        for (const model::Entity &entity : m_model.entities)
            if (const auto found = entities.find(entity.name); found != entities.end()) {
                found->second.name = entity.name;
                m_report.entities.push_back(std::move(found->second));
            }
    }

    void addShare(const Touch &touch, double calls, ShareCost &share) const
    {
        const PlaceCost &place = placeCost(touch.place);
        const std::string where = m_workload.places[touch.place].name();
        const auto add = [&](double units, double all, bool isWrite) {
            if (units <= 0)
                return;
            const std::size_t term = isWrite ? 1 : 0;
            const std::string what = (isWrite ? "writes on " : "reads on ") + where;
            const auto same = std::find_if(share.onDemand.terms.begin(), share.onDemand.terms.end(),
                                           [&what](const CostTerm &each) { return each.what == what; });
            if (same != share.onDemand.terms.end())
                same->quantity += units / kMillion;
            else
                share.onDemand.terms.push_back(requests(what, units, isWrite, place.onDemand.terms[term].price));
            if (all > 0)
                share.provisioned += place.provisioned.terms[term].amount() * units / all;
        };
        add(calls * touch.readUnits, place.units.reads, false);
        add(calls * touch.writeUnits, place.units.writes, true);
    }

    void addNotes()
    {
        m_report.notes = m_workload.notes;
        m_report.notes.insert(m_report.notes.end(), m_notes.begin(), m_notes.end());
        if (!m_region.scaled.empty())
            m_report.notes.push_back(std::to_string(m_region.scaled.size()) + " of the prices of " + m_options.region
                                     + " were not looked up but scaled from those of us-east-1; the price list names them.");
        const bool expires =
            std::any_of(m_model.tables.begin(), m_model.tables.end(), [](const auto &table) { return table.timeToLiveAttribute; });
        if (expires)
            m_report.notes.emplace_back("Items that expire are counted as stored.");
        for (const model::Table &table : m_model.tables)
            for (const schema::VectorIndexDefinition &index : table.definition.vectorIndexes)
                m_report.notes.push_back("Not counted: the vector index " + index.name + " of " + table.definition.name
                                         + ", whose bytes written, searched and stored have prices that the price list does not hold.");
        m_report.notes.emplace_back("Not counted: the free tier, data transfer, keys of KMS, and throttled calls that are sent again.");
    }

    const model::Model &m_model;
    const capacity::PriceList &m_prices;
    CostOptions m_options;
    const RegionPrices &m_region;
    model::Survey m_survey;
    ValuePools m_pools;
    Workload m_workload;
    std::vector<DayOfPlace> m_days;
    std::vector<double> m_callsAMonth;
    std::set<std::string> m_notes;
    CostReport m_report;
};

} // namespace

double CostFigure::amount() const
{
    double sum = 0;
    for (const CostTerm &term : terms)
        sum += term.amount();
    return sum;
}

void CostFigure::add(const CostFigure &other)
{
    terms.insert(terms.end(), other.terms.begin(), other.terms.end());
}

double TableCost::besides() const
{
    double sum = recovery.amount() + backups.amount() + streams.amount() + replicas.amount();
    for (const PlaceCost &place : places)
        sum += place.storage.amount();
    return sum;
}

CostReport costOf(const model::Model &model, const capacity::PriceList &prices, const CostOptions &options)
{
    return Accountant(model, prices, options).report();
}

} // namespace keywright::simulation
