#include "core/exchange/code/code_text.h"

#include "core/value/json.h"

namespace keywright::exchange {

void CodeText::line(const std::string &text)
{
    if (!text.empty())
        for (std::size_t i = 0; i < m_depth; ++i)
            m_text += m_indent;
    m_text += text + "\n";
}

void CodeText::lines(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        line(std::string(text.substr(0, end)));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

std::string oneLine(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
    return out;
}

std::string joinedWith(const std::vector<std::string> &texts, std::string_view separator)
{
    std::string out;
    for (const std::string &text : texts)
        out += (&text == texts.data() ? "" : std::string(separator)) + text;
    return out;
}

std::string quotedText(std::string_view text)
{
    std::string out;
    value::appendJsonString(out, text);
    return out;
}

} // namespace keywright::exchange
