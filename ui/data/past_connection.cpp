#include "ui/data/past_connection.h"

#include "core/connection/insight.h"
#include "core/expression/condition.h"

namespace keywright::ui {

PastConnection::PastConnection(std::shared_ptr<connection::Connection> inner, std::int64_t moment)
    : RecordingConnection(inner, [](const Activity &) {}), m_present(std::move(inner)), m_moment(moment)
{ }

/// Its calls are short.
std::shared_ptr<connection::Connection> PastConnection::stopped(std::stop_token) const
{
    return nullptr;
}

engine::ItemPage PastConnection::scan(const engine::ScanRequest &request)
{
    engine::PastReadRequest past;
    past.table = request.table;
    past.moment = m_moment;
    past.exclusiveStartKey = request.exclusiveStartKey;
    past.limit = request.limit;
    engine::ItemPage page = m_present->insight()->pastItems(past);
    page.scannedCount = static_cast<std::int64_t>(page.items.size());
    if (request.filter)
        std::erase_if(page.items, [&](const value::Item &item) { return !expression::matches(*request.filter, item); });
    page.count = static_cast<std::int64_t>(page.items.size());
    if (request.select == engine::Select::Count)
        page.items.clear();
    return page;
}

} // namespace keywright::ui
