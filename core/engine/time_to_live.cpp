#include "core/engine/time_to_live.h"

#include "core/engine/catalog.h"
#include "core/engine/service_error.h"

namespace keywright::engine {

TimeToLive::TimeToLive(Catalog &catalog, Jobs &jobs, const EngineOptions &options)
    : m_catalog(catalog), m_jobs(jobs), m_options(options) { }

void TimeToLive::update(const std::string &nameOrArn, const std::string &attribute, bool enabled)
{
    m_catalog.change(nameOrArn, [&](TableState &next, Catalog::Consequences &consequences) {
        const std::int64_t now = m_options.clock();
        if (next.status.holdsAt(now) && next.status.status != TableStatus::Updating)
            throw ServiceError("ResourceInUseException",
                               "Table is being " + std::string(next.status.status == TableStatus::Creating ? "created: " : "deleted: ")
                                   + next.definition.name);
        const bool isSettling = next.expiry ? now < next.expiryEnabledUntil : next.departingExpiry && now < next.departingExpiry->until;
        if (next.expiry && enabled && next.expiry->attribute != attribute)
            invalid("TimeToLive is active on a different AttributeName: current AttributeName is " + next.expiry->attribute);
        if (next.expiry && enabled)
            invalid("TimeToLive is already enabled");
        if (!next.expiry && !enabled)
            invalid("TimeToLive is already disabled");
        if (next.expiry && next.expiry->attribute != attribute)
            invalid("TimeToLive is active on a different AttributeName: current AttributeName is " + next.expiry->attribute);
        if (isSettling)
            invalid("Time to live has been modified multiple times within a fixed interval");

        if (enabled) {
            next.expiry = ExpiryIndex{next.takeIndexId(), attribute, false};
            next.expiryEnabledUntil = now + m_options.statusDelayMs;
            next.departingExpiry.reset();
            if (next.base.counters->total().items != 0) {
                next.expiry->isBackfilling = true;
                consequences.backfilled.push_back(next.expiry->id);
            }
        } else {
            consequences.doomed.push_back(next.expiry->id);
            next.departingExpiry = DepartingTimeToLive{next.expiry->attribute, now + m_options.statusDelayMs};
            next.expiry.reset();
        }
    });
    m_jobs.wake();
}

TimeToLiveDescription TimeToLive::describe(const std::string &nameOrArn) const
{
    const auto table = m_catalog.findUsable(nameOrArn);
    const std::int64_t now = m_options.clock();
    if (const TableStatus status = table->status.at(now); status == TableStatus::Creating || status == TableStatus::Deleting) {
        const std::string text(textOf(status));
        invalid("Cannot describe time to live while table is in " + text + " state: Current table state is " + text);
    }
    if (table->expiry) {
        const bool isEnabling = table->expiry->isBackfilling || now < table->expiryEnabledUntil;
        return {isEnabling ? TimeToLiveStatus::Enabling : TimeToLiveStatus::Enabled, table->expiry->attribute};
    }
    if (table->departingExpiry && now < table->departingExpiry->until)
        return {TimeToLiveStatus::Disabling, table->departingExpiry->attribute};
    return {};
}

} // namespace keywright::engine
