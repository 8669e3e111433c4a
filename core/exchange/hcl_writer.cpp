#include "core/exchange/hcl_writer.h"

#include <algorithm>
#include <sstream>

namespace keywright::exchange {

using value::Json;

namespace {

constexpr std::size_t kCommentWidth = 100;

/// How wide terraform fmt takes it to be: in characters.
std::size_t widthOf(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool isIdentifier(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !text.empty() && isLetter(text.front())
        && std::all_of(text.begin(), text.end(), [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

/// As an object's key.
std::string keyText(const std::string &name)
{
    return isIdentifier(name) ? name : hclText(name);
}

std::string scalarText(const Json &json)
{
    switch (json.kind()) {
    case Json::Kind::Null: return "null";
    case Json::Kind::Boolean: return json.asBoolean() ? "true" : "false";
    case Json::Kind::Number: return json.text();
    case Json::Kind::Object: return "{}";
    case Json::Kind::Array: return "[]";
    case Json::Kind::String: break;
    }
    return hclText(json.text());
}

bool isOneLine(const Json &json)
{
    return json.members().empty() && std::all_of(json.elements().begin(), json.elements().end(), [](const Json &each) {
               return each.members().empty() && each.elements().empty();
           });
}

std::string oneLine(const Json &json)
{
    if (json.elements().empty())
        return scalarText(json);
    std::string text;
    for (const Json &each : json.elements())
        text += (text.empty() ? "" : ", ") + scalarText(each);
    return "[" + text + "]";
}

} // namespace

std::string hclText(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' || c == '\\')
            out += std::string("\\") + c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if ((c == '$' || c == '%') && i + 1 < text.size() && text[i + 1] == '{')
            out += std::string(2, c);
        else
            out += c;
    }
    return out + "\"";
}

Json HclExpressions::hold(const std::string &expression)
{
    m_held.push_back(expression);
    return Json::string("keywright-expression-" + std::to_string(m_held.size()) + "-");
}

std::string HclExpressions::putInto(std::string text) const
{
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        const std::string mark = hclText("keywright-expression-" + std::to_string(i + 1) + "-");
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + m_held[i].size()))
            text.replace(at, mark.size(), m_held[i]);
    }
    return text;
}

void HclWriter::line(const std::string &content)
{
    m_text += indent() + content + "\n";
    m_last = Last::Line;
}

void HclWriter::gap()
{
    flush();
    if (m_last != Last::Opening && m_last != Last::Gap)
        m_text += "\n";
    m_last = m_last == Last::Opening ? Last::Opening : Last::Gap;
}

void HclWriter::flush()
{
    std::size_t width = 0;
    for (const auto &[name, expression] : m_pending)
        width = std::max(width, widthOf(name));
    for (const auto &[name, expression] : m_pending)
        line(name + std::string(width - widthOf(name), ' ') + " = " + expression);
    m_pending.clear();
}

void HclWriter::open(const std::string &header)
{
    flush();
    if (m_last != Last::Gap)
        gap();
    line(header + " {");
    ++m_depth;
    m_last = Last::Opening;
}

void HclWriter::close()
{
    flush();
    --m_depth;
    line("}");
    m_last = Last::Block;
}

void HclWriter::argument(const std::string &name, const std::string &expression)
{
    if (m_last == Last::Block)
        gap();
    m_pending.emplace_back(name, expression);
}

void HclWriter::list(const std::string &name, const std::vector<std::string> &expressions)
{
    std::string text;
    for (const std::string &expression : expressions)
        text += (text.empty() ? "" : ", ") + expression;
    argument(name, "[" + text + "]");
}

void HclWriter::map(const std::string &name, const std::vector<std::pair<std::string, std::string>> &members)
{
    if (members.empty())
        return;
    gap();
    line(name + " = {");
    ++m_depth;
    for (const auto &[key, expression] : members)
        m_pending.emplace_back(keyText(key), expression);
    flush();
    --m_depth;
    line("}");
    m_last = Last::Block;
}

void HclWriter::element(const std::string &prefix, const Json &json, const std::string &suffix)
{
    line(prefix + (json.isObject() ? "{" : "["));
    ++m_depth;
    if (json.isObject()) {
        members(json);
    } else {
        for (const Json &each : json.elements()) {
            if (isOneLine(each))
                line(oneLine(each) + ",");
            else
                element("", each, ",");
        }
    }
    --m_depth;
    line((json.isObject() ? "}" : "]") + suffix);
}

void HclWriter::members(const Json &json)
{
    for (const Json::Member &member : json.members()) {
        if (isOneLine(member.value)) {
            m_pending.emplace_back(keyText(member.name), oneLine(member.value));
            continue;
        }
        flush();
        element(keyText(member.name) + " = ", member.value, "");
    }
    flush();
}

void HclWriter::jsonArgument(const std::string &name, const Json &json)
{
    gap();
    element(name + " = jsonencode(", json, ")");
    m_last = Last::Block;
}

void HclWriter::comment(const std::string &text)
{
    flush();
    if (m_last == Last::Block)
        gap();
    std::istringstream words(text);
    std::string current = "#";
    for (std::string word; words >> word;) {
        if (widthOf(indent()) + widthOf(current) + 1 + widthOf(word) > kCommentWidth) {
            line(current);
            current = "#";
        }
        current += " " + word;
    }
    line(current);
    m_last = Last::Gap;
}

void HclWriter::raw(const std::string &block)
{
    gap();
    m_text += block;
    m_last = Last::Block;
}

std::string HclWriter::text()
{
    flush();
    return m_text;
}

} // namespace keywright::exchange
