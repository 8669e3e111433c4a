#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/value/attribute_value.h"

namespace keywright::expression {

/// One step of a document path: an attribute's name, or an index into a list.
struct PathStep {
    std::string name;
    std::int32_t index = -1;

    bool isIndex() const { return index >= 0; }
    friend bool operator==(const PathStep &, const PathStep &) = default;
};

/// Where in an item a value is: the attribute's name, then steps down into maps and lists. Never empty when it came from
/// an expression. Source: developer guide, "Referring to item attributes when using expressions".
struct DocumentPath {
    std::vector<PathStep> steps;

    /// The top-level attribute.
    const std::string &attribute() const { return steps.front().name; }
    bool isNested() const { return steps.size() > 1; }
    /// As the service's messages write it: "[a, b, [3]]".
    std::string text() const;

    friend bool operator==(const DocumentPath &, const DocumentPath &) = default;
};

/// The path of one attribute.
DocumentPath pathTo(std::string attribute);

/// Null when the item has nothing there. The pointer lives as long as the item stays as it is.
const value::AttributeValue *find(const value::Item &item, const DocumentPath &path);

/// Overlap: one is the other or leads to it. Conflict: at the same place one takes a name and the other an index.
enum class PathRelation : std::uint8_t { Apart, Overlap, Conflict };
PathRelation relate(const DocumentPath &one, const DocumentPath &two);

/// "Two document paths overlap with each other; must remove …"; `relation` is not Apart.
std::string explain(PathRelation relation, const DocumentPath &one, const DocumentPath &two);

} // namespace keywright::expression
