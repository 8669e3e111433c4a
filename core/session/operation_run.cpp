#include "core/session/operation_run.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "core/connection/answer_json.h"
#include "core/connection/connection_error.h"
#include "core/connection/json_members.h"
#include "core/connection/refused_call.h"
#include "core/storage/storage_error.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using value::Json;

namespace {

constexpr std::string_view kSearch = "SearchVectors";

void addItem(const Json *json, std::vector<value::Item> &items)
{
    if (json != nullptr && json->isObject())
        items.push_back(value::itemFromDynamoDbJson(*json));
}

void readItems(const Json &answer, std::vector<value::Item> &items)
{
    for (const Json &item : connection::listOf(answer, "Items"))
        addItem(&item, items);
    addItem(answer.find("Item"), items);
    addItem(answer.find("Attributes"), items);
    const Json *responses = answer.find("Responses");
    if (responses == nullptr)
        return;
    for (const Json &response : responses->elements()) // of a transaction, or of statements
        addItem(response.find("Item"), items);
    for (const auto &[table, list] : responses->members()) // of a batch
        for (const Json &item : list.elements())
            addItem(&item, items);
}

/// The answer of a search tells bytes, and no table.
void readSearch(const Json &request, OperationRun &run)
{
    for (const Json &hit : connection::listOf(run.answer, "SearchResults")) {
        addItem(hit.find("Item"), run.items);
        run.scores.push_back(connection::numberOf(hit, "Score").value_or(0));
    }
    const Json *told = run.answer.find("ConsumedCapacity");
    const auto bytes = told == nullptr ? std::nullopt : connection::numberOf(*told, "VectorSearchRequestBytes");
    if (!bytes)
        return;
    capacity::ConsumedCapacity consumed;
    consumed.table = connection::textOf(request, "TableName");
    consumed.vectorSearchBytes[connection::textOf(request, "IndexName")] = *bytes;
    run.consumed.push_back(std::move(consumed));
}

std::optional<Json> nextOf(const Json &request, const Json &answer)
{
    const auto with = [&request](const char *member, const Json &value) {
        Json next = request;
        next.set(member, value);
        return next;
    };
    constexpr std::array<std::array<const char *, 2>, 4> kMembers{{{"LastEvaluatedKey", "ExclusiveStartKey"},
                                                                   {"NextToken", "NextToken"},
                                                                   {"UnprocessedKeys", "RequestItems"},
                                                                   {"UnprocessedItems", "RequestItems"}}};
    for (const auto &[given, asked] : kMembers)
        if (const Json *found = answer.find(given); found != nullptr && (!found->members().empty() || found->isString()))
            return with(asked, *found);
    return std::nullopt;
}

OperationProblem problemOf(const connection::RefusedCall &refused)
{
    OperationProblem problem{refused.name(), refused.what(), std::nullopt, {}};
    try {
        problem.item = connection::itemOf(refused.body(), "Item");
        if (refused.body().find("CancellationReasons") != nullptr)
            problem.reasons = connection::readCancelledTransaction(refused.body()).reasons;
    } catch (const std::invalid_argument &) {
        // an endpoint that says it in other words; name and message are there
    } catch (const value::ValueFormatError &) {
        // the same
    }
    return problem;
}

} // namespace

double OperationRun::capacityUnits() const
{
    double units = 0;
    for (const capacity::ConsumedCapacity &each : consumed)
        units += each.total();
    return units;
}

double OperationRun::searchedBytes() const
{
    double all = 0;
    for (const capacity::ConsumedCapacity &each : consumed)
        for (const auto &[index, bytes] : each.vectorSearchBytes)
            all += bytes;
    return all;
}

OperationRun runOperation(connection::Connection &connection, const std::string &operation, const Json &request)
{
    OperationRun run;
    run.operation = operation;
    run.request = request;
    const auto start = std::chrono::steady_clock::now();
    try {
        run.answer = connection.call(operation, request);
        run.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        if (operation == kSearch) {
            readSearch(request, run);
            return run;
        }
        readItems(run.answer, run.items);
        run.scanned = connection::integerOf(run.answer, "ScannedCount");
        run.consumed = connection::readConsumedCapacity(run.answer);
        run.next = nextOf(request, run.answer);
        return run;
    } catch (const connection::RefusedCall &refused) {
        run.problem = problemOf(refused);
    } catch (const engine::ServiceError &error) {
        run.problem = {error.name(), error.what(), std::nullopt, {}};
    } catch (const std::exception &error) {
        run.problem = {{}, error.what(), std::nullopt, {}};
    }
    run.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return run;
}

bool isWrite(const std::string &operation, const Json &request)
{
    constexpr std::array<std::string_view, 6> kReads{"GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems", kSearch};
    if (std::find(kReads.begin(), kReads.end(), operation) != kReads.end())
        return false;
    const Json *statement = request.find("Statement");
    if (statement == nullptr || !statement->isString())
        return true;
    const std::string &text = statement->text();
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    constexpr std::string_view kSelect = "SELECT";
    return begin == std::string::npos
        || !std::equal(kSelect.begin(), kSelect.end(), text.begin() + static_cast<std::ptrdiff_t>(begin),
                       text.begin() + static_cast<std::ptrdiff_t>(std::min(text.size(), begin + kSelect.size())),
                       [](char wanted, char given) { return wanted == given || wanted + ('a' - 'A') == given; });
}

} // namespace keywright::session
