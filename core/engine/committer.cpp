#include "core/engine/committer.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

#include "core/engine/record_kind.h"

namespace keywright::engine {

namespace {

/// Enough to share a sync among all threads of an endpoint, and few enough that nobody waits long.
constexpr std::size_t kLargestGroup = 64;

std::string numberedKey(char kind, std::uint64_t number)
{
    std::string key = recordPrefix(kind);
    storage::appendBigEndian64(key, number);
    return key;
}

BucketCounters::Bucket &bucketOfChange(const CounterChange &change)
{
    return change.place->counters->bucket(change.bucket);
}

} // namespace

struct Committer::Waiting {
    PreparedWrite &write;
    std::condition_variable wake;
    bool done = false;
    std::exception_ptr error;
};

Committer::Committer(storage::Store &store, const Catalog &catalog, ChangeLog &changeLog, const EngineOptions &options)
    : m_store(store), m_changeLog(changeLog), m_clock(options.clock)
{
    for (const auto &table : catalog.all())
        if (table->recovery)
            m_stamp = std::max(m_stamp.load(), newestStamp(store, table->id, table->recovery->id));
}

void PreparedWrite::append(PreparedWrite other)
{
    batch.append(other.batch);
    counters.insert(counters.end(), other.counters.begin(), other.counters.end());
    std::move(other.changes.begin(), other.changes.end(), std::back_inserter(changes));
    std::move(other.images.begin(), other.images.end(), std::back_inserter(images));
    std::move(other.deliveries.begin(), other.deliveries.end(), std::back_inserter(deliveries));
    std::move(other.pending.begin(), other.pending.end(), std::back_inserter(pending));
}

void Committer::commit(PreparedWrite &write)
{
    Waiting self{write, {}, false, {}};
    std::unique_lock lock(m_queueMutex);
    m_queue.push_back(&self);
    self.wake.wait(lock, [&] { return self.done || m_queue.front() == &self; });
    if (!self.done) {
        const std::vector<Waiting *> group = takeGroup();
        lock.unlock();
        try {
            this->write(group);
        } catch (...) {
            for (Waiting *each : group)
                each->error = std::current_exception();
        }
        lock.lock();
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(group.size()));
        for (Waiting *each : group) {
            each->done = true;
            if (each != &self)
                each->wake.notify_one();
        }
        if (!m_queue.empty())
            m_queue.front()->wake.notify_one();
    }
    lock.unlock();
    if (self.error)
        std::rethrow_exception(self.error);
}

void Committer::commit(storage::Batch batch, std::vector<CounterChange> counters)
{
    PreparedWrite write;
    write.batch = std::move(batch);
    write.counters = std::move(counters);
    commit(write);
}

std::vector<Committer::Waiting *> Committer::takeGroup()
{
    const std::size_t size = std::min(m_queue.size(), kLargestGroup);
    return {m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(size)};
}

void Committer::write(const std::vector<Waiting *> &group)
{
    storage::Batch &batch = group.front()->write.batch;
    for (auto each = group.begin() + 1; each != group.end(); ++each)
        batch.append((*each)->write.batch);

    std::optional<ChangeLog::Section> section;
    const auto isNumbered = [](const Waiting *each) {
        return !each->write.changes.empty() || !each->write.pending.empty() || !each->write.deliveries.empty();
    };
    if (std::any_of(group.begin(), group.end(), isNumbered)) {
        section.emplace(m_changeLog);
        for (const Waiting *each : group) {
            for (const ChangeDraft &change : each->write.changes)
                section->append(batch, change);
            for (const std::string &pending : each->write.pending)
                batch.put(numberedKey(kPendingIndexRecord, section->takeNumber()), pending);
            for (const std::string &delivery : each->write.deliveries) {
                std::string record;
                storage::appendBigEndian64(record, static_cast<std::uint64_t>(m_clock()));
                batch.put(numberedKey(kKinesisRecord, section->takeNumber()), record + delivery);
            }
        }
        section->finish(batch);
    }
    stamp(group, batch);
    count(group, batch);
    try {
        m_store.write(batch);
    } catch (...) {
        uncount(group);
        throw;
    }
    if (section)
        section->written();
}

void Committer::stamp(const std::vector<Waiting *> &group, storage::Batch &batch)
{
    if (std::all_of(group.begin(), group.end(), [](const Waiting *each) { return each->write.images.empty(); }))
        return;
    const std::uint64_t stamp = std::max(stampOf(m_clock()), m_stamp + 1);
    for (const Waiting *each : group)
        for (const KeptImage &image : each->write.images)
            addToLog(batch, image, stamp);
    m_stamp = stamp;
}

void Committer::count(const std::vector<Waiting *> &group, storage::Batch &batch)
{
    std::vector<const CounterChange *> touched;
    const std::lock_guard lock(m_countersMutex);
    for (const Waiting *each : group) {
        for (const CounterChange &change : each->write.counters) {
            bucketOfChange(change).items += change.items;
            bucketOfChange(change).bytes += change.bytes;
            touched.push_back(&change);
        }
    }
    const auto bucket = [](const CounterChange *change) { return std::tuple(change->place->counters.get(), change->bucket); };
    if (touched.size() > 1) {
        std::sort(touched.begin(), touched.end(),
                  [&bucket](const CounterChange *left, const CounterChange *right) { return bucket(left) < bucket(right); });
        const auto same = [&bucket](const CounterChange *left, const CounterChange *right) { return bucket(left) == bucket(right); };
        touched.erase(std::unique(touched.begin(), touched.end(), same), touched.end());
    }
    for (const CounterChange *change : touched)
        batch.put(counterKey(change->table, change->place->id, change->bucket), counterRecord(bucketOfChange(*change)));
}

void Committer::uncount(const std::vector<Waiting *> &group)
{
    const std::lock_guard lock(m_countersMutex);
    for (const Waiting *each : group) {
        for (const CounterChange &change : each->write.counters) {
            bucketOfChange(change).items -= change.items;
            bucketOfChange(change).bytes -= change.bytes;
        }
    }
}

BucketCounters::Bucket Committer::totalOf(const Place &place) const
{
    const std::lock_guard lock(m_countersMutex);
    return place.counters->total();
}

BucketCounters::Bucket Committer::bucketOf(const Place &place, std::uint16_t bucket) const
{
    const std::lock_guard lock(m_countersMutex);
    return place.counters->bucket(bucket);
}

} // namespace keywright::engine
