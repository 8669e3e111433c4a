#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/value/json.h"

namespace keywright::exchange {

/// The text as a quoted HCL string: no part of it is an expression.
std::string hclText(std::string_view text);

/// Expressions inside the JSON of a jsonencode(). A mark stands in the JSON, and the expression takes its place in the text
/// that HclWriter makes of it. Not thread-safe.
class HclExpressions {
public:
    value::Json hold(const std::string &expression);
    std::string putInto(std::string text) const;

private:
    std::vector<std::string> m_held;
};

/// Writes HashiCorp's configuration language in the layout of `terraform fmt`: two spaces a level, the equals signs of
/// neighbouring one-line arguments under each other. Expressions are given as they stand. Not thread-safe.
class HclWriter {
public:
    /// Opens `header {`, with an empty line before it where something stands above.
    void open(const std::string &header);
    void close();
    void argument(const std::string &name, const std::string &expression);
    /// `name = {` … `}` with one member a line; nothing when it is empty.
    void map(const std::string &name, const std::vector<std::pair<std::string, std::string>> &members);
    /// `name = jsonencode(…)` with the JSON as an HCL value.
    void jsonArgument(const std::string &name, const value::Json &json);
    /// `[a, b]` on one line.
    void list(const std::string &name, const std::vector<std::string> &expressions);
    /// One or more lines of comment, each wrapped at 100 columns.
    void comment(const std::string &text);
    void gap();
    /// A whole block that was written elsewhere.
    void raw(const std::string &block);

    /// Everything so far; all blocks must be closed.
    std::string text();

private:
    enum class Last { Opening, Line, Block, Gap };

    std::string indent() const { return std::string(m_depth * 2, ' '); }
    void line(const std::string &content);
    void flush();
    void members(const value::Json &json);
    void element(const std::string &prefix, const value::Json &json, const std::string &suffix);

    std::string m_text;
    std::size_t m_depth = 0;
    Last m_last = Last::Opening;
    std::vector<std::pair<std::string, std::string>> m_pending; ///< one-line arguments, not aligned yet
};

} // namespace keywright::exchange
