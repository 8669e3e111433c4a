#include "core/model/likely_format.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

#include "core/model/entity_view.h"

namespace keywright::model {

namespace {

using value::Type;

bool holds(const std::vector<std::string> &all, std::string_view one)
{
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// "joinedAt", "joined_at": "joined", "at".
std::vector<std::string> wordsOf(const std::string &name)
{
    std::vector<std::string> words(1);
    bool afterLower = false;
    for (const char letter : name) {
        const auto code = static_cast<unsigned char>(letter);
        const bool isUpper = std::isupper(code) != 0;
        if ((isUpper && afterLower) || std::isalnum(code) == 0)
            words.emplace_back();
        if (std::isalnum(code) != 0)
            words.back() += static_cast<char>(std::tolower(code));
        afterLower = !isUpper && std::isalnum(code) != 0;
    }
    words.erase(std::remove(words.begin(), words.end(), ""), words.end());
    return words;
}

struct NameRule {
    Type type;
    std::string_view words; ///< between blanks; one of them is in the name
    bool atTheEnd;          ///< only as the name's last word
    std::string_view format;
    double minimum = 0;
    double maximum = 0; ///< 0 for the format's own
};

// The first that fits decides.
constexpr NameRule kNameRules[] = {
    {Type::S, " email mail ", false, "email"},
    {Type::S, " phone mobile telephone ", false, "phone"},
    {Type::S, " at timestamp time since until ", true, "dateTime"},
    {Type::S, " date day birthday on ", true, "date"},
    {Type::S, " url uri link website homepage ", false, "url"},
    {Type::S, " ip ", false, "ipAddress"},
    {Type::S, " uuid guid ", false, "uuid"},
    {Type::S, " ulid ", false, "ulid"},
    {Type::S, " firstname forename ", false, "firstName"},
    {Type::S, " lastname surname ", false, "lastName"},
    {Type::S, " author fullname ", false, "fullName"},
    {Type::S, " street address ", false, "street"},
    {Type::S, " city town ", false, "city"},
    {Type::S, " country ", false, "country"},
    {Type::S, " zip postcode postal ", false, "postalCode"},
    {Type::S, " company employer organisation organization ", false, "company"},
    {Type::S, " title subject headline ", true, "sentence"},
    {Type::S, " description text body content comment message note notes bio summary ", true, "sentence"},
    {Type::N, " at timestamp ttl expires expiry epoch ", true, "epochSeconds"},
    {Type::N, " price amount total balance cost fee salary sum ", true, "amount"},
    {Type::N, " year ", true, "integer", 1990, 2026},
    {Type::N, " age ", true, "integer", 18, 90},
    {Type::N, " rating stars ", true, "integer", 1, 5},
    {Type::N, " percent percentage ", true, "integer", 0, 100},
    {Type::N, " count quantity copies stock number ", true, "integer", 0, 20},
};

constexpr std::string_view kPeople = " user member customer employee person patient student player contact guest driver author ";
constexpr std::string_view kIdentifiers = " id key code sku isbn number no ";

bool isListed(std::string_view list, const std::string &word)
{
    return !word.empty() && list.find(" " + word + " ") != std::string_view::npos;
}

bool fits(const NameRule &rule, Type type, const std::vector<std::string> &words)
{
    if (rule.type != type || words.empty())
        return false;
    if (rule.atTheEnd)
        return isListed(rule.words, words.back());
    return std::any_of(words.begin(), words.end(), [&rule](const std::string &word) { return isListed(rule.words, word); });
}

std::optional<SampleFormat> byName(const Entity &entity, const Attribute &attribute, const SampleFormat &byType)
{
    const std::vector<std::string> words = wordsOf(attribute.name);
    SampleFormat format = byType;
    for (const NameRule &rule : kNameRules) {
        if (!fits(rule, attribute.type, words))
            continue;
        format.format = rule.format;
        if (rule.maximum > 0) {
            format.minimum = rule.minimum;
            format.maximum = rule.maximum;
        }
        return format;
    }
    if (attribute.type == Type::S && !words.empty() && words.back() == "name") {
        const std::vector<std::string> kind = wordsOf(entity.name);
        const std::string &before = words.size() > 1 ? words[words.size() - 2] : kind.empty() ? words.back() : kind.back();
        format.format = before == "first" ? "firstName" : before == "last" ? "lastName" : isListed(kPeople, before) ? "fullName" : "word";
        return format;
    }
    return std::nullopt;
}

SampleFormat referenceTo(const std::string &entity, const std::string &attribute, const SampleFormat &byType)
{
    SampleFormat format = byType;
    format.format = "reference";
    format.entity = entity;
    format.attribute = attribute;
    return format;
}

class Likely {
public:
    Likely(const Model &model, const Entity &entity, const Attribute &attribute, const std::function<bool(const std::string &)> &hasItems)
        : m_model(model),
          m_entity(entity),
          m_attribute(attribute),
          m_hasItems(hasItems),
          m_byType(readSampleFormat({}, attribute.type, attribute.name))
    { }

    SampleFormat format() const
    {
        if (m_attribute.type != Type::S && m_attribute.type != Type::N)
            return m_byType;
        if (const auto reference = byRelationship())
            return *reference;
        if (const auto reference = byOtherKey())
            return *reference;
        const auto named = byName(m_entity, m_attribute, m_byType);
        if (isIdentifier() && !named)
            return numbered();
        return named.value_or(m_byType);
    }

private:
    std::optional<SampleFormat> byRelationship() const
    {
        for (const Relationship &relationship : m_model.relationships) {
            const auto position = std::find(relationship.attributes.begin(), relationship.attributes.end(), m_attribute.name);
            const Entity *from = m_model.findEntity(relationship.from);
            if (relationship.to != m_entity.name || position == relationship.attributes.end() || from == nullptr || !canReferTo(*from))
                continue;
            if (hasAttribute(*from, m_attribute.name))
                return referenceTo(from->name, m_attribute.name, m_byType);
            const std::vector<std::string> keys = identifyingAttributes(m_model, *from);
            const auto at = static_cast<std::size_t>(position - relationship.attributes.begin());
            if (at < keys.size())
                return referenceTo(from->name, keys[at], m_byType);
        }
        return std::nullopt;
    }

    /// Loan.memberId, where memberId alone tells members apart.
    std::optional<SampleFormat> byOtherKey() const
    {
        if (isTheKeyOf(m_entity))
            return std::nullopt;
        for (const Entity &other : m_model.entities)
            if (isTheKeyOf(other) && canReferTo(other))
                return referenceTo(other.name, m_attribute.name, m_byType);
        return std::nullopt;
    }

    bool isTheKeyOf(const Entity &entity) const
    {
        const std::vector<std::string> keys = identifyingAttributes(m_model, entity);
        return keys.size() == 1 && keys.front() == m_attribute.name;
    }

    /// Two entities that refer to each other cannot both come first.
    bool canReferTo(const Entity &other) const
    {
        const auto refersBack = [&](const Relationship &each) { return each.from == m_entity.name && each.to == other.name; };
        return other.name != m_entity.name && m_hasItems(other.name)
            && std::none_of(m_model.relationships.begin(), m_model.relationships.end(), refersBack);
    }

    static bool hasAttribute(const Entity &entity, const std::string &name)
    {
        return std::any_of(entity.attributes.begin(), entity.attributes.end(),
                           [&name](const Attribute &each) { return each.name == name; });
    }

    bool isIdentifier() const
    {
        const std::vector<std::string> words = wordsOf(m_attribute.name);
        return holds(identifyingAttributes(m_model, m_entity), m_attribute.name)
            || (!words.empty() && isListed(kIdentifiers, words.back()) && m_attribute.type == Type::S);
    }

    /// memberId: "member-0001".
    SampleFormat numbered() const
    {
        SampleFormat format = m_byType;
        format.format = "sequence";
        if (m_attribute.type != Type::S)
            return format;
        std::vector<std::string> words = wordsOf(m_attribute.name);
        if (words.size() > 1 && isListed(kIdentifiers, words.back()))
            words.pop_back();
        else if (words.size() == 1 && isListed(kIdentifiers, words.back()))
            words = wordsOf(m_entity.name);
        for (const std::string &word : words)
            format.prefix += word + "-";
        format.digits = 4;
        return format;
    }

    const Model &m_model;
    const Entity &m_entity;
    const Attribute &m_attribute;
    const std::function<bool(const std::string &)> &m_hasItems;
    SampleFormat m_byType;
};

} // namespace

SampleFormat likelyFormat(const Model &model, const Entity &entity, const Attribute &attribute,
                          const std::function<bool(const std::string &entity)> &hasItems)
{
    return Likely(model, entity, attribute, hasItems).format();
}

} // namespace keywright::model
