#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/model/model.h"
#include "core/model/sample_format.h"

namespace keywright::model {

/// Items by entity, in the order of generating.
using EntityCounts = std::vector<std::pair<std::string, std::int64_t>>;

struct GeneratorOptions {
    EntityCounts counts;
    std::uint64_t seed = 1;
    std::size_t batchSize = 500;
    bool allowsFewer = false; ///< where no other unique values can be drawn: make fewer items and report it, else an error
    std::stop_token stop;     ///< looked at after each batch
    std::function<void(std::int64_t done, std::int64_t all)> progress; ///< after each batch
};

/// An entity that got fewer items than asked for, as the values of these attributes ran out.
struct Shortfall {
    std::string entity;
    std::int64_t asked = 0;
    std::int64_t made = 0;
    std::string attributes; ///< "productId, userId"
    friend bool operator==(const Shortfall &, const Shortfall &) = default;
};

struct GeneratorReport {
    std::int64_t items = 0;
    std::vector<Shortfall> shortfalls;
    bool stopped = false;
};

/// Takes the items of one table, in batches of one entity each.
using TakeItems = std::function<void(const std::string &table, std::vector<value::Item> &&items)>;

/// How many items of each entity make `total`: in the proportions of `recipe`, or the same for all when it is null. The
/// largest remainders are rounded up, and where `total` suffices no entity of the recipe is left without an item.
EntityCounts entityCounts(const Model &model, const Recipe *recipe, std::int64_t total);

/// Makes items of the entities from their attributes' sample formats, with the keys that their templates build. The same
/// model, counts and seed give the same items on every machine. Every value is a function of the seed, the entity, the
/// attribute and the item's number, so a reference computes what it refers to, and no item is kept: memory is some eight
/// bytes an item where a primary key must be drawn until it is unique, and eight bytes for each item with a sum or count.
/// Throws GeneratorError; what `take` throws leaves it. Thread-safe.
GeneratorReport generate(const Model &model, const GeneratorOptions &options, const TakeItems &take);

} // namespace keywright::model
