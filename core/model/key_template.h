#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "core/value/attribute_value.h"

namespace keywright::model {

/// What is wrong with a template, and at which byte of its text.
struct TemplateError {
    std::string message;
    std::size_t offset = 0;
    friend bool operator==(const TemplateError &, const TemplateError &) = default;
};

/// One step in a placeholder's chain: `pad:10` is {"pad", "10"}.
struct TemplateFilter {
    std::string name;
    std::string argument;
    friend bool operator==(const TemplateFilter &, const TemplateFilter &) = default;
};

/// A run of literal text, or a placeholder with its filters.
struct TemplatePart {
    bool isPlaceholder = false;
    std::string text; ///< the literal, or the placeholder's name
    std::vector<TemplateFilter> filters;
    std::size_t offset = 0; ///< in the template's text
    std::size_t length = 0;
    friend bool operator==(const TemplatePart &, const TemplatePart &) = default;
};

/// The text as it stands in a template that builds exactly it: its braces doubled.
std::string asLiteral(std::string_view text);

/// Text with placeholders that builds a key (or an operand) from attributes.
///
///     {name}             the attribute's text: a string, or a number as DynamoDB writes it
///     {name|pad:10}      zeros to the left, up to 10 characters
///     {name|upper} {name|lower}   the letters A to Z
///     {name|date:yyyy-MM}         of an ISO 8601 text or of epoch seconds, in UTC: yyyy MM dd HH mm ss
///     {name|shard:10}    the first 4 bytes of the MD5 of the text, big-endian, modulo 10
///     {{ and }}          literal braces
///
/// Filters are chained with `|`. A template that is one lone placeholder without filters keeps the attribute's type.
class KeyTemplate {
public:
    /// Gives the value of a placeholder's name; null when there is none.
    using Lookup = std::function<const value::AttributeValue *(std::string_view name)>;

    static tl::expected<KeyTemplate, TemplateError> parse(std::string_view text);

    const std::vector<TemplatePart> &parts() const { return m_parts; }
    /// The placeholders' names, each once, in the order of their first appearance.
    std::vector<std::string> names() const;

    /// Nullopt when a placeholder has no value: the item then lacks that key attribute. An error when a value cannot
    /// stand in a key or a filter cannot work on it.
    tl::expected<std::optional<value::AttributeValue>, TemplateError> build(const Lookup &lookup) const;
    tl::expected<std::optional<value::AttributeValue>, TemplateError> build(const value::Item &item) const;

private:
    std::vector<TemplatePart> m_parts;
};

} // namespace keywright::model
