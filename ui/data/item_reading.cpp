#include "ui/data/item_reading.h"

#include <algorithm>

#include "core/model/entity_view.h"
#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr std::int64_t kListingPage = 2'000;

engine::ScanRequest requestFor(const Place &place, const std::optional<value::Item> &start)
{
    engine::ScanRequest request;
    request.table = place.table;
    request.index = place.index;
    request.exclusiveStartKey = start;
    return request;
}

void countItems(connection::Connection &connection, const Place &place, ItemRun &run)
{
    const engine::TableDescription table = connection.describeTable(place.table);
    run.total = run.tableTotal = table.itemCount;
    for (const engine::IndexDescription &index : table.indexes)
        if (index.definition.name == place.index)
            run.total = index.itemCount;
}

/// Missing values come last, then by type, then by value.
int rankOf(const value::AttributeValue *value)
{
    return value ? static_cast<int>(value->type()) : 100;
}

bool precedes(const value::AttributeValue *left, const value::AttributeValue *right)
{
    if (rankOf(left) != rankOf(right) || !left)
        return rankOf(left) < rankOf(right);
    if (const auto *number = left->get<value::Decimal>())
        return *number < *right->get<value::Decimal>();
    if (const auto *text = left->get<std::string>())
        return *text < *right->get<std::string>();
    if (const auto *binary = left->get<value::Binary>())
        return *binary < *right->get<value::Binary>();
    return value::displayText(*left) < value::displayText(*right);
}

class Sorter {
public:
    Sorter(const model::Model &model, const Place &place, const ItemQuestion &question)
        : m_model(model), m_place(place), m_question(question)
    { }

    void sort(std::vector<value::Item> &items) const
    {
        std::vector<std::pair<std::optional<value::AttributeValue>, std::size_t>> keys;
        for (std::size_t at = 0; at < items.size(); ++at)
            keys.emplace_back(keyOf(items[at]), at);
        const auto pointer = [](const auto &key) { return key.first ? &*key.first : nullptr; };
        std::stable_sort(keys.begin(), keys.end(), [&](const auto &left, const auto &right) {
            // Missing ones stay last either way.
            const bool swapped = m_question.descending && left.first && right.first;
            return swapped ? precedes(pointer(right), pointer(left)) : precedes(pointer(left), pointer(right));
        });
        std::vector<value::Item> sorted;
        sorted.reserve(items.size());
        for (const auto &key : keys)
            sorted.push_back(std::move(items[key.second]));
        items = std::move(sorted);
    }

private:
    std::optional<value::AttributeValue> keyOf(const value::Item &item) const
    {
        if (m_question.sortByEntity) {
            const model::Entity *entity = model::entityOfItem(m_model, m_place.table, item);
            return entity ? std::optional<value::AttributeValue>(entity->name) : std::nullopt;
        }
        const value::AttributeValue *value = item.find(m_question.sortBy);
        return value ? std::optional(*value) : std::nullopt;
    }

    const model::Model &m_model;
    const Place &m_place;
    const ItemQuestion &m_question;
};

bool answers(const model::Model &model, const Place &place, const ItemQuestion &question, const value::Item &item)
{
    if (!question.entities.empty()) {
        const model::Entity *entity = model::entityOfItem(model, place.table, item);
        if (!entity || std::find(question.entities.begin(), question.entities.end(), entity->name) == question.entities.end())
            return false;
    }
    if (question.facetWhere && !expression::matches(*question.facetWhere, item))
        return false;
    return question.text.isEmpty() || containsText(item, question.text);
}

void list(connection::Connection &connection, const model::Model &model, const Place &place, const ItemQuestion &question, std::size_t most,
          const ListingProgress &progress, const std::stop_token &stop, Listing &listing)
{
    engine::ScanRequest request = requestFor(place, std::nullopt);
    request.limit = kListingPage;
    request.filter = question.filter;
    std::size_t found = 0;
    do {
        engine::ItemPage page = connection.scan(request);
        listing.scanned += page.scannedCount;
        std::vector<value::Item> taken;
        for (value::Item &item : page.items) {
            if (!answers(model, place, question, item))
                continue;
            if (found == most) {
                listing.limitReached = true;
                break;
            }
            ++found;
            (question.isSorted() ? listing.items : taken).push_back(std::move(item));
        }
        progress(listing.scanned, std::move(taken));
        request.exclusiveStartKey = std::move(page.lastEvaluatedKey);
    } while (request.exclusiveStartKey && !listing.limitReached && !stop.stop_requested());
}

} // namespace

ItemRun readRun(connection::Connection &connection, const Place &place, const std::optional<value::Item> &start, std::int64_t count,
                bool wantsTotal, const std::stop_token &stop)
{
    ItemRun run;
    try {
        if (wantsTotal)
            countItems(connection, place, run);
        engine::ScanRequest request = requestFor(place, start);
        do {
            request.limit = count - static_cast<std::int64_t>(run.items.size());
            engine::ItemPage page = connection.scan(request);
            std::move(page.items.begin(), page.items.end(), std::back_inserter(run.items));
            request.exclusiveStartKey = run.next = std::move(page.lastEvaluatedKey);
        } while (run.next && std::cmp_less(run.items.size(), count) && !stop.stop_requested());
    } catch (...) {
        run.problem = connectionProblem(std::current_exception());
    }
    return run;
}

ItemRun readSegment(connection::Connection &connection, const Place &place, std::int64_t segment, std::int64_t segments, std::int64_t count,
                    const std::stop_token &stop)
{
    ItemRun run;
    try {
        engine::ScanRequest request = requestFor(place, std::nullopt);
        request.totalSegments = segments;
        request.segment = segment;
        while (request.segment < segments && std::cmp_less(run.items.size(), count) && !stop.stop_requested()) {
            request.limit = count - static_cast<std::int64_t>(run.items.size());
            engine::ItemPage page = connection.scan(request);
            std::move(page.items.begin(), page.items.end(), std::back_inserter(run.items));
            request.exclusiveStartKey = std::move(page.lastEvaluatedKey);
            if (!request.exclusiveStartKey)
                ++request.segment;
        }
    } catch (...) {
        run.problem = connectionProblem(std::current_exception());
    }
    return run;
}

Walk walkPages(connection::Connection &connection, const Place &place, const std::optional<value::Item> &start, std::int64_t count,
               int pages, const std::stop_token &stop)
{
    Walk walk;
    try {
        engine::ScanRequest request = requestFor(place, start);
        request.select = engine::Select::Count;
        std::int64_t left = count;
        while (std::cmp_less(walk.starts.size(), pages) && !stop.stop_requested()) {
            request.limit = left;
            const engine::ItemPage page = connection.scan(request);
            left -= page.scannedCount;
            if (!page.lastEvaluatedKey) {
                walk.ended = true;
                walk.rest = count - left;
                break;
            }
            request.exclusiveStartKey = page.lastEvaluatedKey;
            if (left == 0) {
                walk.starts.push_back(*page.lastEvaluatedKey);
                left = count;
            }
        }
    } catch (...) {
        walk.problem = connectionProblem(std::current_exception());
    }
    return walk;
}

bool ItemQuestion::isEmpty() const
{
    return text.isEmpty() && !filter && entities.empty() && !facetWhere && !isSorted();
}

Listing listItems(connection::Connection &connection, const model::Model &model, const Place &place, const ItemQuestion &question,
                  std::size_t most, const ListingProgress &progress, const std::stop_token &stop)
{
    Listing listing;
    try {
        list(connection, model, place, question, most, progress, stop, listing);
    } catch (...) {
        listing.problem = connectionProblem(std::current_exception());
    }
    if (question.isSorted()) // also what was found until a person stopped it
        Sorter(model, place, question).sort(listing.items);
    return listing;
}

void readEach(connection::Connection &connection, const model::Model &model, const Place &place, const ItemQuestion &question,
              const std::function<void(const value::Item &)> &use, const std::function<void(qint64)> &scanned, const std::stop_token &stop)
{
    engine::ScanRequest request = requestFor(place, std::nullopt);
    request.limit = kListingPage;
    request.filter = question.filter;
    qint64 looked = 0;
    do {
        engine::ItemPage page = connection.scan(request);
        for (const value::Item &item : page.items) {
            if (answers(model, place, question, item))
                use(item);
        }
        looked += page.scannedCount;
        scanned(looked);
        request.exclusiveStartKey = std::move(page.lastEvaluatedKey);
    } while (request.exclusiveStartKey && !stop.stop_requested());
}

bool containsText(const value::Item &item, const QString &text)
{
    for (const auto &entry : item) {
        if (toQString(value::displayText(entry.value)).contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace keywright::ui
