#include "ui/data/item_table_model.h"

#include <algorithm>
#include <limits>

#include "core/model/entity_view.h"
#include "core/value/item_size.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr std::size_t kMostWanted = 4;    ///< pages that were scrolled past are not read
constexpr qint64 kMostBytes = 64'000'000; ///< of decoded items, as DynamoDB counts them
constexpr int kWalkedAtOnce = 50;

} // namespace

ItemTableModel::ItemTableModel(QObject *parent, int pageItems, int mostPages)
    : QAbstractTableModel(parent), m_pageItems(pageItems), m_mostPages(mostPages), m_background(this), m_walker(this)
{
    m_wake.setSingleShot(true);
    m_wake.setInterval(0);
    connect(&m_wake, &QTimer::timeout, this, &ItemTableModel::readWanted);
}

void ItemTableModel::setPlace(std::shared_ptr<const model::Model> model, const ItemSource &source, const Place &place,
                              const model::Facet *facet)
{
    m_background.stop();
    m_walker.stop();
    ++m_request;
    beginResetModel();
    m_model = std::move(model);
    m_source = source;
    m_place = place;
    m_columns = m_source.connection ? ItemColumns(place, facet) : ItemColumns();
    m_looks = m_model ? entityLooks(*m_model) : std::vector<EntityLook>{};
    m_rowCount = 0;
    m_totalItems.reset();
    m_tableItems.reset();
    m_problem.reset();
    m_state = State::Idle;
    m_map.clear();
    m_pages.clear();
    m_wanted.clear();
    m_readingPage = m_walking = false;
    m_walkTarget = 0;
    m_question = {};
    m_listed.clear();
    m_scanned = 0;
    endResetModel();
    emit stateChanged();
    if (m_source.connection && m_model) {
        setState(State::Reading);
        readPage(0);
    }
}

void ItemTableModel::ask(const ItemQuestion &question)
{
    if (question == m_question || !m_source.connection || !m_model)
        return;
    m_background.stop();
    m_walker.stop();
    ++m_request;
    m_readingPage = m_walking = false;
    m_wanted.clear();
    beginResetModel();
    m_question = question;
    m_listed.clear();
    m_pages.clear();
    m_scanned = 0;
    m_rowCount = 0;
    m_problem.reset();
    endResetModel();
    setState(State::Reading);
    if (isListing())
        list(true);
    else
        readPage(0);
}

void ItemTableModel::refresh(std::shared_ptr<const model::Model> model, const ItemSource &source)
{
    m_background.stop();
    m_walker.stop();
    ++m_request;
    m_model = std::move(model);
    m_source = source;
    m_looks = entityLooks(*m_model);
    m_readingPage = m_walking = false;
    m_walkTarget = 0;
    m_wanted.clear();
    m_problem.reset();
    if (m_state == State::Failed)
        m_state = State::Reading;
    m_map.doubt();
    std::vector<std::pair<quint64, int>> held;
    for (auto &page : m_pages) {
        page.second.isStale = true;
        held.emplace_back(page.second.used, page.first);
    }
    std::sort(held.begin(), held.end());
    if (isListing()) {
        setState(State::Reading);
        list(false);
    } else {
        readPage(0);
        for (const auto &page : held)
            want(page.second); // the last used, those that are on the screen, remain
    }
}

void ItemTableModel::retry()
{
    if (m_state == State::Failed)
        refresh(m_model, m_source);
}

bool ItemTableModel::isSettled() const
{
    return m_state != State::Reading && !m_readingPage && !m_walking && m_wanted.empty();
}

void ItemTableModel::stopListing()
{
    if (isListing() && m_state == State::Reading)
        m_background.stop();
}

void ItemTableModel::want(int page) const
{
    const auto found = std::find(m_wanted.begin(), m_wanted.end(), page);
    if (found == m_wanted.begin() && !m_wanted.empty())
        return;
    if (found != m_wanted.end())
        m_wanted.erase(found);
    m_wanted.push_front(page);
    if (m_wanted.size() > kMostWanted)
        m_wanted.pop_back();
    const_cast<QTimer &>(m_wake).start();
}

void ItemTableModel::readWanted()
{
    while (!m_readingPage && !m_wanted.empty() && m_state != State::Failed && !isListing()) {
        const int page = m_wanted.front();
        m_wanted.pop_front();
        const auto held = m_pages.find(page);
        const bool isGood = held != m_pages.end() && !held->second.isStale && (held->second.isExact || !m_map.isExact(page));
        // The page behind the last counted row is read too: the count of an endpoint may be old.
        if (!isGood && page * static_cast<qint64>(m_pageItems) <= m_rowCount)
            readPage(page);
    }
}

void ItemTableModel::readPage(int page)
{
    m_readingPage = true;
    const bool exact = m_map.isExact(page);
    const std::int64_t segments = std::max<std::int64_t>(1, (m_rowCount + m_pageItems - 1) / m_pageItems);
    m_background.start(
        [connection = m_source.connection, place = m_place, start = m_map.start(page), isKnown = m_map.isKnown(page), page, segments,
         count = m_pageItems](const std::stop_token &stop) {
            const auto stopped = connection::stoppedBy(connection, stop);
            return isKnown ? readRun(*stopped, place, start, count, page == 0, stop)
                           : readSegment(*stopped, place, std::min<std::int64_t>(page, segments - 1), segments, count, stop);
        },
        [this, id = m_request, page, exact](ItemRun run) {
            if (id == m_request)
                takeRun(page, exact, std::move(run));
        });
}

void ItemTableModel::takeRun(int page, bool exact, ItemRun run)
{
    m_readingPage = false;
    if (run.problem)
        return fail(*run.problem);
    appendColumns(run.items);
    const qint64 before = static_cast<qint64>(page) * m_pageItems;
    const auto read = static_cast<qint64>(run.items.size());
    Page taken;
    taken.isExact = exact;
    taken.used = ++m_clock;
    for (const value::Item &item : run.items)
        taken.bytes += value::sizeInBytes(item);
    taken.rows = rowsOf(std::move(run.items), 0);
    if (!taken.rows.empty()) {
        const int shift = collectionBefore(page, taken.rows.front());
        for (Row &row : taken.rows)
            row.collection += shift;
        m_map.setFirstCollection(page, taken.rows.front().collection);
    }
    m_pages.insert_or_assign(page, std::move(taken));
    dropOldPages(page);
    if (run.total) {
        m_totalItems = run.total;
        m_tableItems = run.tableTotal;
    }
    qint64 rows = page == 0 && !m_source.isRemote ? m_totalItems.value_or(0) : m_rowCount;
    if (exact && run.next) {
        rows = std::max(rows, before + read + (m_source.isRemote ? 1 : 0));
        if (rows == before + read)
            want(page + 1);
    }
    if (exact && !run.next)
        m_totalItems = rows = before + read;
    if (exact && run.next)
        m_map.setExact(page + 1, std::move(*run.next));
    setRows(rows);
    touch(static_cast<int>(before), static_cast<int>(before + m_pageItems - 1));
    if (page == 0) {
        touch(0, m_rowCount - 1); // whatever else is shown is looked at again
        setState(State::Complete);
    }
    if (!exact)
        walkTo(page);
    readWanted();
    emit pageRead();
}

void ItemTableModel::walkTo(int page)
{
    m_walkTarget = std::max(m_walkTarget, page);
    if (m_walking || m_map.isExact(m_walkTarget))
        return;
    m_walking = true;
    const auto &connection = m_source.quiet ? m_source.quiet : m_source.connection;
    const int pages = m_source.isRemote ? m_walkTarget - m_map.exactUpTo() : kWalkedAtOnce;
    m_walker.start(
        [connection, place = m_place, start = m_map.start(m_map.exactUpTo()), count = m_pageItems, pages](const std::stop_token &stop) {
            return walkPages(*connection::stoppedBy(connection, stop), place, start, count, pages, stop);
        },
        [this, id = m_request](Walk walk) {
            if (id == m_request)
                takeWalk(std::move(walk));
        });
}

void ItemTableModel::takeWalk(Walk walk)
{
    m_walking = false;
    if (walk.problem)
        return fail(*walk.problem);
    const int first = m_map.exactUpTo() + 1;
    for (value::Item &start : walk.starts)
        m_map.setExact(m_map.exactUpTo() + 1, std::move(start));
    if (walk.ended) {
        m_totalItems = static_cast<qint64>(m_map.exactUpTo()) * m_pageItems + walk.rest;
        setRows(*m_totalItems);
        emit stateChanged();
    }
    // What was shown by estimate is looked at again.
    for (int page = first; page <= m_map.exactUpTo(); ++page) {
        const auto held = m_pages.find(page);
        if (held != m_pages.end() && !held->second.isExact) {
            held->second.isStale = true;
            want(page);
            touch(page * m_pageItems, (page + 1) * m_pageItems - 1);
        }
    }
    if (!walk.ended && !walk.starts.empty())
        walkTo(m_walkTarget);
    emit pageRead();
}

void ItemTableModel::list(bool streams)
{
    m_scanned = 0;
    m_relisted.clear();
    const auto progress = [this, id = m_request, streams](qint64 scanned, std::vector<value::Item> found) {
        QMetaObject::invokeMethod(
            this,
            [this, id, streams, scanned, found = std::move(found)]() mutable {
                if (id == m_request)
                    takeFound(scanned, std::move(found), streams);
            },
            Qt::QueuedConnection);
    };
    m_background.start(
        [connection = m_source.connection, model = m_model, place = m_place, question = m_question, progress](const std::stop_token &stop) {
            return listItems(*connection::stoppedBy(connection, stop), *model, place, question, kMostListed, progress, stop);
        },
        [this, id = m_request, streams](Listing listing) {
            if (id == m_request)
                takeListing(std::move(listing), streams);
        });
}

void ItemTableModel::takeFound(qint64 scanned, std::vector<value::Item> found, bool streams)
{
    m_scanned = scanned;
    appendColumns(found);
    if (!streams) {
        std::move(found.begin(), found.end(), std::back_inserter(m_relisted));
    } else if (!found.empty()) {
        const int first = m_rowCount;
        int collection = 0;
        if (!m_listed.empty())
            collection = m_listed.back().collection + (sharesCollection(*m_listed.back().item, found.front()) ? 0 : 1);
        beginInsertRows({}, first, first + static_cast<int>(found.size()) - 1);
        for (Row &row : rowsOf(std::move(found), collection))
            m_listed.push_back(std::move(row));
        m_rowCount = static_cast<int>(m_listed.size());
        endInsertRows();
    }
    emit stateChanged();
}

void ItemTableModel::takeListing(Listing listing, bool streams)
{
    if (listing.problem && !listing.problem->isStopped)
        return fail(*listing.problem);
    m_scanned = listing.scanned;
    if (m_question.isSorted())
        showListed(std::move(listing.items));
    else if (!streams)
        showListed(std::exchange(m_relisted, {}));
    setState(listing.limitReached ? State::LimitReached : State::Complete);
    emit pageRead();
}

void ItemTableModel::showListed(std::vector<value::Item> items)
{
    appendColumns(items);
    std::vector<Row> listed = rowsOf(std::move(items), 0);
    const auto rows = static_cast<qint64>(listed.size());
    // Rows that go leave before their items do, and rows that come find theirs.
    if (rows < m_rowCount)
        setRows(rows);
    m_listed.assign(std::make_move_iterator(listed.begin()), std::make_move_iterator(listed.end()));
    setRows(rows);
    touch(0, m_rowCount - 1);
}

void ItemTableModel::setRows(qint64 count)
{
    const int rows = static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max() / 2));
    if (rows > m_rowCount) {
        beginInsertRows({}, m_rowCount, rows - 1);
        m_rowCount = rows;
        endInsertRows();
    } else if (rows < m_rowCount) {
        beginRemoveRows({}, rows, m_rowCount - 1);
        m_rowCount = rows;
        endRemoveRows();
        std::erase_if(m_pages, [&](const auto &page) { return static_cast<qint64>(page.first) * m_pageItems >= rows; });
    }
}

void ItemTableModel::dropOldPages(int keep)
{
    qint64 bytes = 0;
    for (const auto &page : m_pages)
        bytes += page.second.bytes;
    while (m_pages.size() > 2 && (m_pages.size() > static_cast<std::size_t>(m_mostPages) || bytes > kMostBytes)) {
        auto oldest = m_pages.end();
        for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
            if (page->first != keep && (oldest == m_pages.end() || page->second.used < oldest->second.used))
                oldest = page;
        }
        bytes -= oldest->second.bytes;
        m_pages.erase(oldest);
    }
}

/// A table that is gone has no rows; of an endpoint that does not answer they stay.
void ItemTableModel::fail(const ConnectionProblem &problem)
{
    m_problem = problem;
    m_wanted.clear();
    if (!m_source.isRemote) {
        setRows(0);
        m_listed.clear();
    }
    setState(State::Failed);
}

void ItemTableModel::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void ItemTableModel::touch(int firstRow, int lastRow)
{
    const int last = std::min(lastRow, m_rowCount - 1);
    if (firstRow <= last && columnCount() > 0)
        emit dataChanged(index(firstRow, 0), index(last, columnCount() - 1));
}

void ItemTableModel::appendColumns(const std::vector<value::Item> &items)
{
    const std::vector<ItemColumn> missing = m_columns.missing(items, *m_model, m_place.table);
    if (missing.empty())
        return;
    const int first = columnCount();
    beginInsertColumns({}, first, first + static_cast<int>(missing.size()) - 1);
    m_columns.add(missing);
    endInsertColumns();
}

std::vector<ItemTableModel::Row> ItemTableModel::rowsOf(std::vector<value::Item> items, int firstCollection) const
{
    std::vector<Row> rows;
    rows.reserve(items.size());
    for (value::Item &item : items) {
        Row row;
        const model::Entity *entity = model::entityOfItem(*m_model, m_place.table, item);
        row.entity = entity ? static_cast<int>(entity - m_model->entities.data()) : -1;
        row.collection = firstCollection;
        if (!rows.empty())
            row.collection = rows.back().collection + (sharesCollection(*rows.back().item, item) ? 0 : 1);
        row.item = std::make_shared<const value::Item>(std::move(item));
        rows.push_back(std::move(row));
    }
    return rows;
}

int ItemTableModel::collectionBefore(int page, const Row &first) const
{
    if (const auto known = m_map.firstCollection(page))
        return *known;
    const auto previous = m_pages.find(page - 1);
    if (previous == m_pages.end() || previous->second.rows.empty())
        return page * m_pageItems;
    const Row &last = previous->second.rows.back();
    return last.collection + (sharesCollection(*last.item, *first.item) ? 0 : 1);
}

bool ItemTableModel::sharesCollection(const value::Item &one, const value::Item &other) const
{
    for (const schema::KeyAttribute &attribute : m_place.key.partition) {
        const value::AttributeValue *left = one.find(attribute.name);
        const value::AttributeValue *right = other.find(attribute.name);
        if (!left || !right || !(*left == *right))
            return false;
    }
    return true;
}

} // namespace keywright::ui
