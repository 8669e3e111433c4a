#include "core/exchange/yaml_writer.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace keywright::exchange {

using value::Json;

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isPlain(const std::string &text)
{
    static const std::set<std::string> kWords{"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
    std::string lower = text;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return !text.empty() && isLetter(text.front()) && text.back() != ' ' && !kWords.contains(lower)
        && std::all_of(text.begin(), text.end(), [](char c) {
               return isLetter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '_' || c == '.' || c == '/' || c == '-' || c == '('
                   || c == ')';
           });
}

std::string quoted(const std::string &text)
{
    std::string out;
    value::appendJsonString(out, text);
    return out;
}

/// A scalar or a short form; empty for what needs lines of its own.
std::string inlineText(const Json &json)
{
    if (json.isString())
        return isPlain(json.text()) ? json.text() : quoted(json.text());
    if (json.isObject() && json.members().size() == 1) {
        const auto &[name, value] = json.members().front();
        if (name == "Ref")
            return "!Ref " + value.text();
        if (name == "Fn::Sub" && value.isString())
            return "!Sub " + quoted(value.text());
        if (name == "Fn::GetAtt" && value.isArray())
            return "!GetAtt " + value.elements().front().text() + "." + value.elements().back().text();
    }
    if (!json.members().empty() || !json.elements().empty())
        return {};
    return json.compact();
}

class YamlWriter {
public:
    explicit YamlWriter(const YamlComments &comments) : m_comments(comments) { }

    std::string write(const Json &json)
    {
        write(json, 0, false);
        return m_text;
    }

private:
    /// `isFirstOnLine`: the text already stands at the place of the first line.
    void write(const Json &json, std::size_t depth, bool isFirstOnLine)
    {
        const std::string indent(depth * 2, ' ');
        for (const Json::Member &member : json.members()) {
            const std::string comment = m_comments ? m_comments(member.name, member.value) : std::string();
            if (!comment.empty() && !isFirstOnLine)
                m_text += indent + "# " + comment + "\n";
            m_text += (isFirstOnLine ? "" : indent) + (isPlain(member.name) ? member.name : quoted(member.name)) + ":";
            isFirstOnLine = false;
            writeValue(member.value, depth + 1);
        }
        for (const Json &element : json.elements()) {
            m_text += indent + "- ";
            if (const std::string text = inlineText(element); !text.empty())
                m_text += text + "\n";
            else if (element.isObject())
                write(element, depth + 1, true);
            else {
                m_text += "\n";
                write(element, depth + 1, false);
            }
        }
    }

    void writeValue(const Json &value, std::size_t depth)
    {
        const std::string text = inlineText(value);
        m_text += text.empty() ? "\n" : " " + text + "\n";
        if (text.empty())
            write(value, depth, false);
    }

    const YamlComments &m_comments;
    std::string m_text;
};

} // namespace

std::string yamlFrom(const Json &json, const YamlComments &comments)
{
    return YamlWriter(comments).write(json);
}

} // namespace keywright::exchange
