#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Pieces of HTML for reports. Texts that come in are plain, unless they are called html.
namespace keywright::session {

std::string escaped(std::string_view text);

/// <span class="…">, with the text escaped.
std::string spanned(std::string_view cssClass, std::string_view text);

/// A key template in mono, its placeholders marked.
std::string templateHtml(std::string_view keyTemplate);

/// A table with a head. Cells are html.
class HtmlTable {
public:
    explicit HtmlTable(std::vector<std::string> headings) : m_headings(std::move(headings)) { }

    /// A line above the headings: a text over so many columns. Empty texts leave their columns blank.
    void group(std::string text, std::size_t columns) { m_groups.emplace_back(std::move(text), columns); }
    void row(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    bool isEmpty() const { return m_rows.empty(); }
    std::string html() const;

private:
    std::vector<std::string> m_headings;
    std::vector<std::pair<std::string, std::size_t>> m_groups;
    std::vector<std::vector<std::string>> m_rows;
};

/// The page around `body`, with its style.
std::string htmlPage(std::string_view title, std::string_view body);

} // namespace keywright::session
