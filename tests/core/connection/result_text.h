#pragma once

#include <string>

#include "core/connection/connection.h"

/// Results as text, so that two can be compared whole and a failure shows the difference.
namespace keywright::test {

std::string textOf(const engine::TableDescription &table);
std::string textOf(const engine::TimeToLiveDescription &description);
std::string textOf(const engine::TagPage &page);
std::string textOf(const engine::InsightsDescription &insights);
std::string textOf(const engine::WriteResult &result);
std::string textOf(const engine::TransactWriteResult &result);
std::string textOf(const engine::GetItemResult &result);
/// Capacity is summed up by table, which is how an endpoint tells it.
std::string textOf(const std::vector<engine::GetItemResult> &results);
std::string textOf(const engine::ItemPage &page);
std::string textOf(const connection::BatchGetResult &result);
std::string textOf(const connection::BatchWriteResult &result);

} // namespace keywright::test
