#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/engine.h"

/// The tables of the engine's tests, and short words for its requests.
namespace keywright::test {

using Page = engine::ItemPage;
using Value = value::AttributeValue;

std::unique_ptr<engine::Engine> engineInMemory();
std::unique_ptr<engine::Engine> engineOn(const std::filesystem::path &folder);

/// "pk:S" or "pk:S sk:N"; with several partition attributes "a:S,b:N c:S,d:B".
schema::KeySchema key(const std::string &text);
/// An on-demand table without indexes.
schema::TableDefinition table(const std::string &name, const std::string &keyText);
schema::IndexDefinition index(const std::string &name, const std::string &keyText,
                              schema::ProjectionType projection = schema::ProjectionType::All, std::vector<std::string> attributes = {});

capacity::ConsumedCapacity put(engine::Engine &engine, const std::string &table, std::string_view dynamoDbJson);
/// "T 1, L:x 2, G:y 3": the units of each place.
std::string unitsOf(const capacity::ConsumedCapacity &consumed);

using Operator = expression::KeyOperator;
expression::KeyTerm term(const std::string &attribute, Operator op, std::vector<Value> values);
inline expression::KeyTerm equal(const std::string &attribute, Value value)
{
    return term(attribute, Operator::Equal, {std::move(value)});
}

/// All pages of the query, one after the other. Fails the test when paging does not end.
std::vector<value::Item> allItems(const engine::Engine &engine, engine::QueryRequest request);
std::vector<value::Item> allItems(const engine::Engine &engine, engine::ScanRequest request);

/// "Name: message" of the ServiceError that the action ends in.
template <typename Action>
std::string errorOf(Action action)
{
    try {
        action();
    } catch (const engine::ServiceError &error) {
        return error.name() + ": " + error.what();
    }
    return "no error";
}

/// What contradicts in the table: its counters, a full scan of it, and what every index should hold by its definition.
/// Empty when all agree.
std::string contradictionsIn(const engine::Engine &engine, const std::string &table);

/// What contradicts between the table's stream (with both images) and its items: every change must start from the item
/// that the one before left, under a larger number, and the last ones must leave what a scan gives. Empty when all agree.
std::string contradictionsInStream(const engine::Engine &engine, const std::string &table);

/// The table of the durability test, and the child process that writes into it until it is killed: puts, updates,
/// deletes, batches and transactions, each at once or not at all. It says the number of every step that was answered.
schema::TableDefinition killedTable();
std::string killedItem(int number);
void killedStep(engine::Engine &engine, int number);
int writeUntilKilled(const char *folder, int first);

} // namespace keywright::test
