#include "core/model/taking_apart.h"

#include <algorithm>

#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::AttributeValue;

namespace {

bool isLone(const KeyTemplate &keyTemplate)
{
    const auto &parts = keyTemplate.parts();
    return parts.size() == 1 && parts.front().isPlaceholder && parts.front().filters.empty();
}

/// Where each part of the text ends; empty when it does not fit. `ways` counts up to 2.
class Division {
public:
    Division(const std::vector<KeyLanguage> &parts, std::string_view text) : m_parts(parts), m_text(text)
    {
        m_ways.assign(parts.size() + 1, std::vector<int>(text.size() + 1, -1));
        m_count = waysFrom(0, 0);
    }

    int count() const { return m_count; }

    std::vector<std::string> pieces()
    {
        std::vector<std::string> pieces;
        std::size_t at = 0;
        for (std::size_t part = 0; part < m_parts.size(); ++part)
            for (const std::size_t end : m_parts[part].ends(m_text, at))
                if (waysFrom(part + 1, end) > 0) {
                    pieces.emplace_back(m_text.substr(at, end - at));
                    at = end;
                    break;
                }
        return pieces;
    }

private:
    int waysFrom(std::size_t part, std::size_t at)
    {
        int &ways = m_ways[part][at];
        if (ways >= 0)
            return ways;
        if (part == m_parts.size())
            return ways = at == m_text.size() ? 1 : 0;
        int count = 0;
        for (const std::size_t end : m_parts[part].ends(m_text, at)) {
            count += waysFrom(part + 1, end);
            if (count > 1)
                break;
        }
        return m_ways[part][at] = std::min(count, 2);
    }

    const std::vector<KeyLanguage> &m_parts;
    std::string_view m_text;
    std::vector<std::vector<int>> m_ways;
    int m_count = 0;
};

std::size_t charactersOf(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The text before the filters; nullopt when they lose it.
std::optional<std::string> unfiltered(const TemplatePart &part, std::string text, value::Type type)
{
    for (auto filter = part.filters.rbegin(); filter != part.filters.rend(); ++filter) {
        if (filter->name != "pad")
            return std::nullopt;
        if (std::to_string(charactersOf(text)) != filter->argument)
            continue; // longer than the padding, so none was needed
        std::size_t zeros = std::min(text.find_first_not_of('0'), text.size());
        const bool needsZero = type == value::Type::N && (zeros == text.size() || text[zeros] == '.');
        if (needsZero && zeros > 0)
            --zeros;
        text.erase(0, zeros);
    }
    return text;
}

std::optional<AttributeValue> typed(const std::string &text, value::Type type)
{
    if (type != value::Type::N)
        return AttributeValue(text);
    const auto number = value::Decimal::parse(text);
    return number ? std::optional(AttributeValue(*number)) : std::nullopt;
}

std::string quoted(const AttributeValue &key)
{
    return "\"" + value::displayText(key) + "\"";
}

} // namespace

TypeOf typesOf(const Entity &entity)
{
    return [&entity](std::string_view name) {
        const Attribute *attribute = entity.findAttribute(name);
        return attribute == nullptr ? value::Type::S : attribute->type;
    };
}

tl::expected<TakenApart, std::string> takeApart(const KeyTemplate &keyTemplate, const AttributeValue &key, const TypeOf &typeOf)
{
    TakenApart result;
    if (isLone(keyTemplate)) {
        result.values.set(keyTemplate.parts().front().text, key);
        return result;
    }
    const auto *text = key.get<std::string>();
    if (text == nullptr)
        return tl::unexpected("The template builds a string, and " + quoted(key) + " is none.");
    std::vector<KeyLanguage> languages;
    for (const TemplatePart &part : keyTemplate.parts())
        languages.push_back(KeyLanguage::ofPart(part, typeOf(part.text)));
    Division division(languages, *text);
    if (division.count() == 0)
        return tl::unexpected("The template does not build " + quoted(key) + ".");
    if (division.count() > 1)
        return tl::unexpected("The key " + quoted(key) + " can be divided among the template's placeholders in more than one way.");
    const std::vector<std::string> pieces = division.pieces();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const TemplatePart &part = keyTemplate.parts()[i];
        const value::Type type = typeOf(part.text);
        const auto whole = part.isPlaceholder ? unfiltered(part, pieces[i], type) : std::nullopt;
        const auto attribute = whole ? typed(*whole, type) : std::nullopt;
        if (attribute && !result.values.contains(part.text))
            result.values.set(part.text, *attribute);
    }
    for (const std::string &name : keyTemplate.names())
        if (!result.values.contains(name))
            result.lost.push_back(name);
    if (!result.lost.empty())
        return result;
    const auto again = keyTemplate.build(result.values);
    if (!again || !*again || **again != key)
        return tl::unexpected("The template does not build " + quoted(key) + ": a placeholder would need two different values.");
    return result;
}

std::optional<Ambiguity> findAmbiguity(const KeyTemplate &keyTemplate, const TypeOf &typeOf)
{
    const auto &parts = keyTemplate.parts();
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        if (!parts[i].isPlaceholder || !parts[i + 1].isPlaceholder)
            continue;
        KeyLanguage both = KeyLanguage::ofPart(parts[i], typeOf(parts[i].text));
        both.append(KeyLanguage::ofPart(parts[i + 1], typeOf(parts[i + 1].text)));
        if (const auto example = both.readInTwoWays())
            return Ambiguity{*example, true, parts[i].text, parts[i + 1].text};
    }
    KeyLanguage whole = KeyLanguage::empty();
    for (const TemplatePart &part : parts)
        whole.append(KeyLanguage::ofPart(part, typeOf(part.text)));
    if (const auto example = whole.readInTwoWays())
        return Ambiguity{*example, false, {}, {}};
    return std::nullopt;
}

} // namespace keywright::model
