#include "core/session/pattern_run.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "core/connection/batch_requests.h"
#include "core/connection/connection_error.h"
#include "core/connection/json_members.h"
#include "core/connection/refused_call.h"
#include "core/connection/request_json.h"
#include "core/engine/service_error.h"
#include "core/model/item_order.h"
#include "core/session/step_requests.h"
#include "core/storage/storage_error.h"
#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"

namespace keywright::session {

using model::Operation;
using model::OperationKind;
using model::Step;
using value::AttributeValue;
using value::Item;

namespace {

/// The service answered that nothing was changed: a condition did not hold.
struct ConditionFailed {
    std::string message;
};

double millisecondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

std::string cancellationText(const engine::TransactWriteResult &result)
{
    std::string text = "TransactionCanceledException:";
    for (std::size_t i = 0; i < result.reasons.size(); ++i)
        if (result.reasons[i].code != engine::CancellationReason::kNone)
            text += " action " + std::to_string(i + 1) + " " + result.reasons[i].code + " (" + result.reasons[i].message + ")";
    return text;
}

/// Runs the steps of one pattern and remembers their items, which later steps may use.
class PatternRunner {
public:
    PatternRunner(connection::Connection &connection, const model::Model &model, const Arguments &arguments)
        : m_connection(connection),
          m_arguments(arguments),
          m_requests(model, [this](std::string_view name) { return lookUp(std::string(name)); })
    { }

    StepRun run(const Step &step)
    {
        const auto start = std::chrono::steady_clock::now();
        StepRun result;
        result.operation = model::textOf(step.operation.kind);
        result.place = step.operation.index.empty() ? step.operation.table : step.operation.index;
        const std::int64_t shards = step.fanOut ? step.fanOut->count : 1;
        for (std::int64_t shard = 0; shard < shards; ++shard) {
            if (step.fanOut)
                m_placeholders[step.fanOut->placeholder] = AttributeValue::number(shard);
            runWhole(step, result);
        }
        if (step.fanOut)
            merge(*step.fanOut, result.items);
        if (!step.name.empty())
            m_results[step.name] = result.items;
        result.milliseconds = millisecondsSince(start);
        return result;
    }

private:
    /// The shards' items stand one shard after the other; where the order leaves items equal they stay so.
    static void merge(const model::FanOut &fanOut, std::vector<Item> &items)
    {
        std::stable_sort(items.begin(), items.end(),
                         [&fanOut](const Item &left, const Item &right) { return model::orderOf(fanOut.mergeBy, left, right) < 0; });
        if (fanOut.limit && static_cast<std::size_t>(*fanOut.limit) < items.size())
            items.resize(static_cast<std::size_t>(*fanOut.limit));
    }

    void runWhole(const Step &step, StepRun &result)
    {
        switch (step.operation.kind) {
        case OperationKind::BatchGetItem: batchGet(step, result); return;
        case OperationKind::BatchWriteItem: batchWrite(step, result); return;
        case OperationKind::TransactGetItems: transactGet(step, result); return;
        case OperationKind::TransactWriteItems: transactWrite(step, result); return;
        default: repeat(step.operation, [&] { runOne(step.operation, result); });
        }
    }

    /// Once, or once for every item of the earlier step that `forEach` names, which is then the step's only item.
    template <typename Run>
    void repeat(const Operation &operation, Run run)
    {
        if (operation.forEach.empty()) {
            run();
            return;
        }
        const std::vector<Item> items = m_results[operation.forEach];
        for (const Item &item : items) {
            m_results[operation.forEach] = {item};
            run();
        }
        m_results[operation.forEach] = items;
    }

    void runOne(const Operation &operation, StepRun &result)
    {
        switch (operation.kind) {
        case OperationKind::GetItem: {
            const engine::GetItemRequest request = m_requests.getItem(operation);
            remember(request, result);
            add(m_connection.getItem(request), result);
            return;
        }
        case OperationKind::Query:
            readPages(m_requests.query(operation), result, [this](const engine::QueryRequest &page) { return m_connection.query(page); });
            return;
        case OperationKind::Scan:
            readPages(m_requests.scan(operation), result, [this](const engine::ScanRequest &page) { return m_connection.scan(page); });
            return;
        case OperationKind::SearchVectors: search(operation, result); return;
        default: add(written(m_requests.write(operation), result), result);
        }
    }

    void search(const Operation &operation, StepRun &result)
    {
        const engine::SearchVectorsRequest request = m_requests.search(operation);
        remember(request, result);
        const value::Json answer = m_connection.call("SearchVectors", connection::toJson(request));
        for (const value::Json &hit : connection::listOf(answer, "SearchResults")) {
            result.items.push_back(value::itemFromDynamoDbJson(connection::memberOf(hit, "Item")));
            result.scores.push_back(connection::numberOf(hit, "Score").value_or(0));
        }
        result.scannedCount += static_cast<std::int64_t>(connection::listOf(answer, "SearchResults").size());
        capacity::ConsumedCapacity consumed;
        if (const value::Json *told = answer.find("ConsumedCapacity"))
            consumed.vectorSearchBytes[operation.index] = connection::numberOf(*told, "VectorSearchRequestBytes").value_or(0);
        result.consumed.add(consumed);
    }

    /// The first request of a step stands for all.
    template <typename Request>
    static void remember(const Request &request, StepRun &result)
    {
        if (result.request.isNull())
            result.request = connection::toJson(request);
    }

    engine::WriteResult written(const engine::WriteAction &action, StepRun &result)
    {
        if (const auto *put = std::get_if<engine::PutItemRequest>(&action)) {
            remember(*put, result);
            return m_connection.putItem(*put);
        }
        if (const auto *update = std::get_if<engine::UpdateItemRequest>(&action)) {
            remember(*update, result);
            return m_connection.updateItem(*update);
        }
        if (const auto *remove = std::get_if<engine::DeleteItemRequest>(&action)) {
            remember(*remove, result);
            return m_connection.deleteItem(*remove);
        }
        throw StepError("ConditionCheck stands only in a TransactWriteItems.");
    }

    static void add(const engine::GetItemResult &answer, StepRun &result)
    {
        result.consumed.add(answer.consumed);
        if (!answer.item)
            return;
        ++result.scannedCount;
        result.items.push_back(*answer.item);
    }

    static void add(const engine::WriteResult &answer, StepRun &result)
    {
        result.consumed.add(answer.consumed);
        if (!answer.conditionHeld)
            throw ConditionFailed{"ConditionalCheckFailedException: The conditional request failed"};
        ++result.writtenCount;
    }

    /// Item by item, so that nothing stays unprocessed.
    void batchGet(const Step &step, StepRun &result)
    {
        std::vector<engine::GetItemRequest> requests;
        std::vector<connection::KeysOfTable> batch;
        for (const Operation &part : step.parts)
            repeat(part, [&] {
                requests.push_back(m_requests.getItem(part));
                addKey(requests.back(), batch);
            });
        remember(batch, result);
        for (const engine::GetItemRequest &request : requests)
            add(m_connection.getItem(request), result);
    }

    static void addKey(const engine::GetItemRequest &request, std::vector<connection::KeysOfTable> &batch)
    {
        const auto isIt = [&request](const connection::KeysOfTable &keys) { return keys.table == request.table; };
        auto keys = std::find_if(batch.begin(), batch.end(), isIt);
        if (keys == batch.end())
            keys = batch.insert(keys, {request.table, {}, request.consistentRead, request.projection});
        keys->keys.push_back(request.key);
    }

    /// The same.
    void batchWrite(const Step &step, StepRun &result)
    {
        engine::BatchWriteRequest batch;
        for (const Operation &part : step.parts)
            repeat(part, [&] { batch.actions.push_back(m_requests.write(part)); });
        remember(batch, result);
        for (const engine::WriteAction &action : batch.actions)
            add(written(action, result), result);
    }

    void transactGet(const Step &step, StepRun &result)
    {
        std::vector<engine::GetItemRequest> requests;
        for (const Operation &part : step.parts)
            repeat(part, [&] { requests.push_back(m_requests.getItem(part)); });
        remember(requests, result);
        for (const engine::GetItemResult &answer : m_connection.transactGetItems(requests))
            add(answer, result);
    }

    void transactWrite(const Step &step, StepRun &result)
    {
        engine::TransactWriteRequest request;
        for (const Operation &part : step.parts)
            repeat(part, [&] { request.actions.push_back(m_requests.write(part)); });
        if (!step.operation.clientRequestToken.empty())
            request.token = engine::RequestToken{m_requests.clientRequestToken(step.operation), inputDigest()};
        if (result.request.isNull())
            result.request = connection::toJson(request, {});
        const engine::TransactWriteResult answer = m_connection.transactWriteItems(request);
        for (const capacity::ConsumedCapacity &consumed : answer.consumed)
            result.consumed.add(consumed);
        if (answer.cancelled)
            throw ConditionFailed{cancellationText(answer)};
        result.writtenCount += static_cast<std::int64_t>(request.actions.size());
    }

    /// The same parameters and earlier results make the same actions, so they tell one request from another.
    std::string inputDigest() const
    {
        std::string inputs;
        for (const auto &[name, argument] : m_arguments)
            inputs += name + value::toDynamoDbJson(argument).compact();
        for (const auto &[name, items] : m_results)
            for (const Item &item : items)
                inputs += name + value::toDynamoDbJson(item).compact();
        return std::to_string(value::md5First64(inputs));
    }

    /// A limit means one page of that many items, as the application asks for it; without one all pages are read.
    template <typename Request, typename Read>
    static void readPages(Request request, StepRun &result, Read read)
    {
        remember(request, result);
        do {
            engine::ItemPage page = read(request);
            result.scannedCount += page.scannedCount;
            result.consumed.add(page.consumed);
            std::move(page.items.begin(), page.items.end(), std::back_inserter(result.items));
            request.exclusiveStartKey = page.lastEvaluatedKey;
        } while (request.exclusiveStartKey && !request.limit);
    }

    const AttributeValue *lookUp(const std::string &name) const
    {
        if (const auto argument = m_arguments.find(name); argument != m_arguments.end())
            return &argument->second;
        if (const auto placeholder = m_placeholders.find(name); placeholder != m_placeholders.end())
            return &placeholder->second;
        const std::size_t dot = name.find('.');
        const auto step = m_results.find(name.substr(0, dot));
        if (dot == std::string::npos || step == m_results.end() || step->second.empty())
            return nullptr;
        return step->second.front().find(name.substr(dot + 1));
    }

    connection::Connection &m_connection;
    const Arguments &m_arguments;
    StepRequests m_requests;
    std::map<std::string, AttributeValue> m_placeholders;
    std::map<std::string, std::vector<Item>> m_results; ///< by step name; during a repetition only the current item
};

} // namespace

std::int64_t PatternRun::itemCount() const
{
    return steps.empty() ? 0 : static_cast<std::int64_t>(steps.back().items.size());
}

std::int64_t PatternRun::writtenCount() const
{
    std::int64_t count = 0;
    for (const StepRun &step : steps)
        count += step.writtenCount;
    return count;
}

double PatternRun::capacityUnits() const
{
    double units = 0;
    for (const StepRun &step : steps)
        units += step.consumed.total();
    return units;
}

Arguments exampleArguments(const model::AccessPattern &pattern)
{
    Arguments arguments;
    for (const model::Parameter &parameter : pattern.parameters)
        if (parameter.example)
            arguments[parameter.name] = *parameter.example;
    return arguments;
}

PatternRun runPattern(connection::Connection &connection, const model::Model &model, const model::AccessPattern &pattern,
                      const Arguments &arguments)
{
    PatternRun run;
    run.pattern = pattern.name;
    const auto start = std::chrono::steady_clock::now();
    const auto end = [&run](RunStatus status, const std::string &message) {
        run.status = status;
        run.message = message;
    };
    try {
        PatternRunner runner(connection, model, arguments);
        for (const Step &step : pattern.steps)
            run.steps.push_back(runner.run(step));
    } catch (const ConditionFailed &failed) {
        end(RunStatus::Failed, failed.message);
        run.conditionFailed = true;
    } catch (const StepError &error) {
        end(RunStatus::Failed, error.what());
    } catch (const connection::RefusedCall &error) {
        if (error.name() == "UnknownOperationException") // of an endpoint that is older than vector searches
            end(RunStatus::NotSupported, connection.name() + " has no SearchVectors.");
        else
            end(RunStatus::Failed, error.name() + ": " + error.what());
    } catch (const engine::ServiceError &error) {
        end(RunStatus::Failed, error.name() + ": " + error.what());
    } catch (const storage::StorageError &error) {
        end(RunStatus::Failed, error.what());
    } catch (const connection::ConnectionError &error) {
        end(RunStatus::Failed, error.what());
    }
    run.milliseconds = millisecondsSince(start);
    return run;
}

} // namespace keywright::session
