#include "core/engine/request_tokens.h"

#include "core/engine/record_kind.h"
#include "core/engine/service_error.h"

namespace keywright::engine {

namespace {

constexpr std::int64_t kKeptMs = 10 * 60 * 1000;
constexpr int kForgottenAtOnce = 1'000;
constexpr std::size_t kTimeBytes = 8;

std::string tokenKey(std::string_view token)
{
    return recordPrefix(kRequestTokenRecord) += token;
}

std::int64_t expiryOf(std::string_view record)
{
    return static_cast<std::int64_t>(readBigEndian(record.substr(0, kTimeBytes)));
}

} // namespace

RequestTokens::RequestTokens(storage::Store &store, ItemLocks &locks, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_locks(locks), m_options(options), m_nextKey(recordPrefix(kTokenExpiryRecord))
{
    jobs.add("request tokens", [this] { return forgetSome(); });
}

std::string RequestTokens::lockOf(const RequestToken &token)
{
    return tokenKey(token.token);
}

bool RequestTokens::wasUsed(const RequestToken &token) const
{
    const auto record = m_store.get(tokenKey(token.token));
    if (!record || expiryOf(*record) <= m_options.clock())
        return false;
    if (record->substr(kTimeBytes) != token.digest)
        throw ServiceError("IdempotentParameterMismatchException",
                           "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent "
                           "token that was already used.");
    return true;
}

void RequestTokens::keep(storage::Batch &batch, const RequestToken &token) const
{
    std::string record;
    storage::appendBigEndian64(record, static_cast<std::uint64_t>(m_options.clock() + kKeptMs));
    batch.put(recordPrefix(kTokenExpiryRecord) + record + token.token, "");
    batch.put(tokenKey(token.token), record + token.digest);
}

bool RequestTokens::forgetSome()
{
    const std::string prefix = recordPrefix(kTokenExpiryRecord);
    const std::int64_t now = m_options.clock();
    const storage::Snapshot snapshot = m_store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    int forgotten = 0;
    for (cursor.seek(m_nextKey); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const std::string_view rest = cursor.key().substr(prefix.size());
        if (expiryOf(rest) > now)
            return false;
        if (forgotten++ == kForgottenAtOnce)
            return true;
        storage::Batch batch;
        batch.erase(cursor.key());
        const std::string key = tokenKey(rest.substr(kTimeBytes));
        const auto held = m_locks.lock(key);
        // It may have been used again since.
        if (const auto record = m_store.get(key); record && expiryOf(*record) <= now)
            batch.erase(key);
        m_store.write(batch);
        m_nextKey = std::string(cursor.key());
    }
    cursor.check();
    return false;
}

} // namespace keywright::engine
