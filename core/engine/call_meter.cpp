#include "core/engine/call_meter.h"

#include <algorithm>

#include "core/engine/resource_names.h"

namespace keywright::engine {

using capacity::CallKind;

namespace {

/// Of a call that came to the table, so that the name is good.
std::string tableOf(const EngineOptions &options, const WriteAction &action)
{
    return std::visit([&options](const auto &each) { return tableNameOf(options, each.table); }, action);
}

} // namespace

void CallMeter::note(CallKind kind, const WriteResult &result, std::int64_t nanoseconds) const
{
    if (result.conditionHeld)
        m_recorder.answered(result.consumed.table, kind, nanoseconds, second());
    else
        m_recorder.conditionFailed(result.consumed.table, second());
}

void CallMeter::note(CallKind kind, const ReadResult &result, std::int64_t nanoseconds) const
{
    m_recorder.answered(result.consumed.table, kind, nanoseconds, second());
}

void CallMeter::note(CallKind kind, const PageResult &result, std::int64_t nanoseconds) const
{
    m_recorder.answered(result.consumed.table, kind, nanoseconds, second());
}

void CallMeter::noteAnswered(CallKind kind, std::vector<std::string> tables, std::int64_t nanoseconds) const
{
    std::sort(tables.begin(), tables.end());
    tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
    for (const std::string &table : tables)
        m_recorder.answered(table, kind, nanoseconds, second());
}

void CallMeter::note(CallKind kind, const BatchWriteResult &result, std::int64_t nanoseconds) const
{
    std::vector<std::string> tables;
    for (const capacity::ConsumedCapacity &consumed : result.consumed)
        tables.push_back(consumed.table);
    noteAnswered(kind, std::move(tables), nanoseconds);
}

void CallMeter::note(CallKind kind, const BatchGetResult &result, std::int64_t nanoseconds) const
{
    std::vector<std::string> tables;
    for (const auto &[name, consumed] : result.consumed)
        tables.push_back(consumed.table);
    noteAnswered(kind, std::move(tables), nanoseconds);
}

void CallMeter::note(CallKind kind, const std::vector<GetItemResult> &results, std::int64_t nanoseconds) const
{
    std::vector<std::string> tables;
    for (const GetItemResult &result : results)
        tables.push_back(result.consumed.table);
    noteAnswered(kind, std::move(tables), nanoseconds);
}

void CallMeter::note(CallKind kind, const TransactWriteResult &result, std::int64_t nanoseconds) const
{
    if (result.cancelled)
        return;
    std::vector<std::string> tables;
    for (const capacity::ConsumedCapacity &consumed : result.consumed)
        tables.push_back(consumed.table);
    noteAnswered(kind, std::move(tables), nanoseconds);
}

void CallMeter::noteThrottled(CallKind kind, const std::string &arn) const
{
    // An index throttles the calls of its table.
    m_recorder.throttled(resourceOf(m_options, arn.substr(0, arn.find("/index/"))).table, kind, second());
}

void CallMeter::noteCancelled(const TransactWriteRequest &request, const TransactWriteResult &result) const
{
    for (std::size_t i = 0; i < result.reasons.size() && i < request.actions.size(); ++i) {
        const std::string &code = result.reasons[i].code;
        if (code == "ConditionalCheckFailed")
            m_recorder.conditionFailed(tableOf(m_options, request.actions[i]), second());
        else if (code == "ProvisionedThroughputExceeded" || code == "ThrottlingError")
            m_recorder.throttled(tableOf(m_options, request.actions[i]), CallKind::TransactWriteItems, second());
    }
}

} // namespace keywright::engine
