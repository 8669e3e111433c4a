#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keywright::exchange {

/// Lines of code with their indent. Not thread-safe.
class CodeText {
public:
    /// `indent` is what a level begins with.
    explicit CodeText(std::string indent) : m_indent(std::move(indent)) { }

    void line(const std::string &text = {});
    /// Several lines at once, each at the present depth.
    void lines(std::string_view text);
    void deeper() { ++m_depth; }
    void back() { --m_depth; }
    const std::string &text() const { return m_text; }

private:
    std::string m_indent;
    std::size_t m_depth = 0;
    std::string m_text;
};

/// A text without line breaks, for a comment of one line.
std::string oneLine(std::string_view text);
std::string joinedWith(const std::vector<std::string> &texts, std::string_view separator);
/// In double quotes, as JSON, Python and JavaScript read it alike.
std::string quotedText(std::string_view text);

} // namespace keywright::exchange
