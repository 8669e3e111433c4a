#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/engine/engine_options.h"
#include "core/engine/item_locks.h"
#include "core/engine/jobs.h"
#include "core/engine/requests.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The tokens of transactions, kept for ten minutes so that a repeated request is made once. They stand in the same batch
/// as what the transaction wrote. A job forgets them.
/// Source: API reference, TransactWriteItems, ClientRequestToken.
class RequestTokens {
public:
    RequestTokens(storage::Store &store, ItemLocks &locks, Jobs &jobs, const EngineOptions &options);

    /// What names the token's lock, which must be held for wasUsed() and until what keep() wrote is in the store.
    static std::string lockOf(const RequestToken &token);

    /// True when a request with the token and digest was made. Throws ServiceError (IdempotentParameterMismatchException)
    /// when one with another digest was.
    bool wasUsed(const RequestToken &token) const;
    void keep(storage::Batch &batch, const RequestToken &token) const;

private:
    bool forgetSome();

    storage::Store &m_store;
    ItemLocks &m_locks;
    const EngineOptions &m_options;
    std::string m_nextKey; // everything before has been forgotten; used by the job alone
};

} // namespace keywright::engine
