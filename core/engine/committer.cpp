#include "core/engine/committer.h"

namespace keywright::engine {

namespace {

void apply(const CounterChange &change, std::int64_t sign)
{
    BucketCounters::Bucket &bucket = change.place->counters->bucket(change.bucket);
    bucket.items += sign * change.items;
    bucket.bytes += sign * change.bytes;
}

} // namespace

void Committer::commit(storage::Batch batch, const std::vector<CounterChange> &changes)
{
    const std::lock_guard lock(m_mutex);
    for (const CounterChange &change : changes)
        apply(change, 1);
    try {
        for (const CounterChange &change : changes)
            batch.put(counterKey(change.table, change.place->id, change.bucket),
                      counterRecord(change.place->counters->bucket(change.bucket)));
        m_store.write(batch);
    } catch (...) {
        for (const CounterChange &change : changes)
            apply(change, -1);
        throw;
    }
}

BucketCounters::Bucket Committer::totalOf(const Place &place) const
{
    const std::lock_guard lock(m_mutex);
    return place.counters->total();
}

} // namespace keywright::engine
