#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <QString>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "ui/connections/connection_problem.h"
#include "ui/data/place.h"

/// What the item grid does on its threads. Nothing here throws but readEach(): failures are problems in the results.
namespace keywright::ui {

/// Items in a row, from somewhere in a place.
struct ItemRun {
    std::vector<value::Item> items;
    std::optional<value::Item> next;  ///< the key to go on after; absent at the end
    std::optional<qint64> total;      ///< items of the place as counted; when it was asked for
    std::optional<qint64> tableTotal; ///< of its table
    std::optional<ConnectionProblem> problem;
};

/// Up to `count` items after `start`. `wantsTotal` asks for the count too.
ItemRun readRun(connection::Connection &connection, const Place &place, const std::optional<value::Item> &start, std::int64_t count,
                bool wantsTotal, const std::stop_token &stop);

/// Up to `count` items from the beginning of parallel-scan segment `segment` of `segments` on: about what stands that far
/// into a place of which nothing else is known.
ItemRun readSegment(connection::Connection &connection, const Place &place, std::int64_t segment, std::int64_t segments, std::int64_t count,
                    const std::stop_token &stop);

/// Where pages start, found without reading items.
struct Walk {
    std::vector<value::Item> starts; ///< of the pages that follow
    bool ended = false;
    std::int64_t rest = 0; ///< items behind the last start; when it ended
    std::optional<ConnectionProblem> problem;
};

/// Walks `pages` pages of `count` items each.
Walk walkPages(connection::Connection &connection, const Place &place, const std::optional<value::Item> &start, std::int64_t count,
               int pages, const std::stop_token &stop);

/// Which items of a place to list, in which order. An empty question means all of them as the engine gives them.
struct ItemQuestion {
    QString text;                                    ///< in some attribute, in any case
    std::optional<expression::Condition> filter;     ///< read by the engine, as a filter expression
    std::vector<std::string> entities;               ///< of one of these; empty for any
    std::optional<expression::Condition> facetWhere; ///< of the facet
    std::string sortBy;                              ///< an attribute; empty for the engine's order
    bool sortByEntity = false;
    bool descending = false;

    bool isEmpty() const;
    bool isSorted() const { return sortByEntity || !sortBy.empty(); }
    friend bool operator==(const ItemQuestion &, const ItemQuestion &) = default;
};

struct Listing {
    std::vector<value::Item> items;
    qint64 scanned = 0;
    bool limitReached = false;
    std::optional<ConnectionProblem> problem;
};

/// Called after each page, on the reading thread, with what was found since the last call (none while it has to be sorted).
using ListingProgress = std::function<void(qint64 scanned, std::vector<value::Item> found)>;

/// Reads the whole place, or until `most` items were found. Sorted ones come in the result, others by `progress`.
Listing listItems(connection::Connection &connection, const model::Model &model, const Place &place, const ItemQuestion &question,
                  std::size_t most, const ListingProgress &progress, const std::stop_token &stop);

/// Gives every item of the place that answers the question to `use`, page by page, in the engine's order; `scanned` is told after
/// each page. Throws what the connection throws, and what they throw.
void readEach(connection::Connection &connection, const model::Model &model, const Place &place, const ItemQuestion &question,
              const std::function<void(const value::Item &)> &use, const std::function<void(qint64)> &scanned, const std::stop_token &stop);

/// Whether the text is in one of the values, as they are shown, in any case.
bool containsText(const value::Item &item, const QString &text);

} // namespace keywright::ui
