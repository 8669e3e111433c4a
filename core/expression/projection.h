#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/document_path.h"
#include "core/expression/placeholders.h"
#include "core/value/attribute_value.h"

namespace keywright::expression {

/// The parts of an item that a ProjectionExpression asks for, as a tree of its paths.
class Projection {
public:
    Projection() = default;
    /// Of paths that may overlap; what is asked for twice is given once.
    explicit Projection(const std::vector<DocumentPath> &paths);

    /// The item with only these parts, each in the maps and lists that lead to it; a list keeps the chosen elements in
    /// order, without gaps. Parts that the item does not have are left out. Safe on many threads at once.
    value::Item of(const value::Item &item) const;

    /// What it asks for, in order and each only once: a Projection of these is the same.
    std::vector<DocumentPath> paths() const;
    /// The top-level attributes, in order.
    std::vector<std::string> attributes() const;
    /// Those of them of which only parts are asked for.
    std::vector<std::string> nestedAttributes() const;

private:
    struct Node {
        bool whole = false;
        std::map<std::string, Node, std::less<>> members;
        std::map<std::int32_t, Node> elements;
    };

    static void addPaths(const Node &node, DocumentPath &path, std::vector<DocumentPath> &paths);
    static bool pick(const value::AttributeValue &from, const Node &node, value::AttributeValue &out);

    Node m_root;
};

/// Throws ExpressionError with what DynamoDB says of the first fault, also for paths that overlap or conflict.
/// Source: developer guide, "Using projection expressions in DynamoDB".
std::vector<DocumentPath> compileProjection(std::string_view text, Placeholders &placeholders);

} // namespace keywright::expression
