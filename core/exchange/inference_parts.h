#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/inference.h"

/// The steps of entity inference. Inside core/exchange only.
namespace keywright::exchange {

/// Items of one kind.
struct ItemGroup {
    std::string name;
    std::optional<model::EntityMark> mark;
    std::vector<const value::Item *> items;
    double confidence = 0;
    std::string reason;
};

/// Divides the items of a table, in the order in which each kind appears first. The items must outlive the groups.
std::vector<ItemGroup> groupItems(const schema::TableDefinition &table, const std::vector<value::Item> &items);

/// One template for each key attribute that items of the group have.
struct GroupKeys {
    std::vector<std::pair<std::string, std::string>> templates; ///< the table's keys first, then the indexes'
    std::vector<std::string> keyOnlyParts;                      ///< placeholders that no attribute holds
};

GroupKeys findKeyTemplates(const schema::TableDefinition &table, const ItemGroup &group);

/// An entity and the items it was found in.
struct FoundEntity {
    const schema::TableDefinition *table = nullptr;
    const model::Entity *entity = nullptr;
    const std::vector<const value::Item *> *items = nullptr;
};

std::vector<InferredRelationship> findRelationships(const std::vector<FoundEntity> &entities);

/// Whether the key attribute's name says nothing about what it holds (PK, GSI1SK, partition_key), as in a table that
/// puts several kinds of items under one key.
bool isOverloadedName(std::string_view keyAttribute);

inline constexpr std::string_view kKeySeparators = "#|:/_";
bool isSeparator(char c);
/// Letters only, or a short version such as v2: what a literal in a key looks like.
bool isWord(std::string_view text);
bool isUpperWord(std::string_view text);
/// "order_items" gives "OrderItem", "ORDER" gives "Order".
std::string entityNameFrom(std::string_view words);

} // namespace keywright::exchange
