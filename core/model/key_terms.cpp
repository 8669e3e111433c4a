#include "core/model/key_terms.h"

#include <algorithm>
#include <cstdlib>

#include "core/model/key_template.h"
#include "core/model/survey.h"

namespace keywright::model {

namespace {

using expression::KeyOperator;

bool isRange(KeyOperator op)
{
    return op != KeyOperator::Equal && op != KeyOperator::BeginsWith;
}

/// Whether a text in that form is the beginning of an ISO 8601 text.
bool isIsoStart(const std::vector<TemplateFilter> &filters)
{
    return filters.size() == 1 && filters.front().name == "date"
        && std::string_view("yyyy-MM-ddTHH:mm:ss").starts_with(filters.front().argument);
}

/// Whether equal values are what equal texts were made from, as far as the design means them to be.
bool keepsEqual(const std::vector<TemplateFilter> &filters)
{
    return std::all_of(filters.begin(), filters.end(), [](const TemplateFilter &filter) {
        return filter.name == "pad" || filter.name == "upper" || filter.name == "lower";
    });
}

bool isShard(const std::vector<TemplateFilter> &filters)
{
    return filters.size() == 1 && filters.front().name == "shard";
}

} // namespace

/// One operand against the template that builds the key, from left to right.
class KeyTerms::Match {
public:
    Match(KeyTerms &terms, const schema::KeyAttribute &key, KeyTemplate built, KeyTemplate asked, KeyOperator op)
        : m_terms(terms), m_key(key), m_built(std::move(built)), m_asked(std::move(asked)), m_op(op)
    { }

    Meeting run()
    {
        const std::vector<TemplatePart> &parts = m_built.parts();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const Meeting met = parts[i].isPlaceholder ? placeholder(i) : literal(parts[i].text);
            if (met != Meeting::Fits)
                return met;
            if (m_ended) {
                for (std::size_t k = m_isOpen ? i : i + 1; k < parts.size(); ++k)
                    leaves(parts[k]);
                return Meeting::Fits;
            }
        }
        return atEnd() ? Meeting::Fits : onPlaceholder() ? Meeting::Unknown : Meeting::Never;
    }

    /// What orders the items that are left.
    std::vector<std::string> sortedBy;

    void leaves(const TemplatePart &part)
    {
        if (!part.isPlaceholder)
            return;
        const Attribute *attribute = m_terms.m_entity.findAttribute(part.text);
        const bool isNumber = attribute != nullptr && attribute->type == value::Type::N;
        const bool isPadded = !part.filters.empty() && part.filters.front().name == "pad";
        const bool keepsOrder = isPadded || (part.filters.empty() && (!isNumber || m_key.type == schema::KeyType::N));
        sortedBy.push_back(keepsOrder ? part.text : std::string());
    }

private:
    /// What stands in the operand where a placeholder stands in the template.
    struct Taken {
        std::string text;                   ///< as a template
        const TemplatePart *lone = nullptr; ///< when it is one placeholder
        bool isLiteral = true;
    };

    bool isUpper() const { return m_op == KeyOperator::Less || m_op == KeyOperator::LessOrEqual; }
    bool atEnd() const { return m_part >= m_asked.parts().size(); }
    bool onPlaceholder() const { return !atEnd() && m_asked.parts()[m_part].isPlaceholder; }
    std::string_view rest() const { return std::string_view(m_asked.parts()[m_part].text).substr(m_at); }

    void advance(std::size_t letters)
    {
        m_at += letters;
        if (m_at >= m_asked.parts()[m_part].text.size()) {
            ++m_part;
            m_at = 0;
        }
    }

    Meeting literal(std::string_view text)
    {
        while (!text.empty()) {
            if (atEnd()) {
                m_ended = true;
                m_isOpen = false;
                // A range from here on has all of them, and one up to here has none.
                return m_op == KeyOperator::Equal ? Meeting::Unknown : isUpper() ? Meeting::Never : Meeting::Fits;
            }
            if (onPlaceholder())
                return Meeting::Unknown;
            const std::string_view asked = rest();
            const std::size_t length = std::min(asked.size(), text.size());
            if (const int order = text.substr(0, length).compare(asked.substr(0, length)); order != 0) {
                m_ended = true; // all of the entity's keys lie on one side of the bound
                const bool isBeyond = isUpper() ? order < 0 : order > 0;
                return isRange(m_op) && isBeyond ? Meeting::Fits : Meeting::Never;
            }
            text.remove_prefix(length);
            advance(length);
        }
        return Meeting::Fits;
    }

    Meeting placeholder(std::size_t number)
    {
        const std::vector<TemplatePart> &parts = m_built.parts();
        const TemplatePart &part = parts[number];
        const bool isLast = number + 1 == parts.size();
        if (atEnd()) {
            m_ended = m_isOpen = true;
            return m_op == KeyOperator::Equal ? Meeting::Unknown : isUpper() ? Meeting::Never : Meeting::Fits;
        }
        const auto taken = take(isLast ? nullptr : &parts[number + 1]);
        if (!taken)
            return Meeting::Unknown;
        if (!atEnd() || m_op == KeyOperator::Equal)
            return equal(part, *taken);
        m_ended = m_isOpen = true;
        return isRange(m_op) ? range(part, *taken, isLast) : prefix(part, *taken);
    }

    /// Up to where `next` of the template begins; nullopt when that cannot be told.
    std::optional<Taken> take(const TemplatePart *next)
    {
        Taken taken;
        std::size_t pieces = 0;
        const bool isAlone = next != nullptr && next->isPlaceholder;
        while (!atEnd()) {
            const TemplatePart &part = m_asked.parts()[m_part];
            if (part.isPlaceholder) {
                taken.text += placeholderText(part);
                taken.lone = &part;
                taken.isLiteral = false;
                ++pieces;
                ++m_part;
                m_at = 0;
                if (isAlone)
                    break;
                continue;
            }
            if (isAlone)
                return std::nullopt;
            const std::string_view left = rest();
            const std::size_t length = next == nullptr ? left.size() : lengthBefore(left, next->text);
            if (length > 0) {
                taken.text += asLiteral(left.substr(0, length));
                ++pieces;
            }
            const bool isStopped = length < left.size();
            if (length > 0)
                advance(length);
            if (isStopped)
                break;
        }
        if (pieces != 1)
            taken.lone = nullptr;
        return pieces == 0 ? std::nullopt : std::optional(taken);
    }

    /// Letters before the delimiter, or before the part of it that the operand ends with.
    std::size_t lengthBefore(std::string_view text, std::string_view delimiter) const
    {
        if (const std::size_t found = text.find(delimiter); found != std::string_view::npos)
            return found;
        for (std::size_t length = m_part + 1 == m_asked.parts().size() ? std::min(text.size(), delimiter.size()) : 0; length > 0; --length)
            if (text.ends_with(delimiter.substr(0, length)))
                return text.size() - length;
        return text.size();
    }

    static std::string placeholderText(const TemplatePart &part)
    {
        std::string text = "{" + part.text;
        for (const TemplateFilter &filter : part.filters)
            text += "|" + filter.name + (filter.argument.empty() ? "" : ":" + filter.argument);
        return text + "}";
    }

    bool isNumber(const TemplatePart &part) const
    {
        const Attribute *attribute = m_terms.m_entity.findAttribute(part.text);
        return attribute != nullptr && attribute->type == value::Type::N;
    }

    /// The value of what was taken for an attribute; nullopt when it has none of the attribute's type.
    std::optional<Operand> valueOf(const TemplatePart &part, const Taken &taken) const
    {
        if (m_terms.m_entity.findAttribute(part.text) == nullptr)
            return std::nullopt; // nothing to compare in an item's own words
        if (taken.lone != nullptr && taken.lone->filters.empty())
            return Operand(taken.text);
        if (!isNumber(part))
            return Operand(taken.text);
        const auto number = value::Decimal::parse(taken.text);
        return taken.isLiteral && number ? std::optional(Operand(value::AttributeValue(*number))) : std::nullopt;
    }

    Meeting ask(const TemplatePart &part, KeyOperator op, const std::optional<Operand> &value)
    {
        if (!value)
            return Meeting::Unknown;
        m_terms.addCondition({part.text, op, {*value}});
        return Meeting::Fits;
    }

    Meeting equal(const TemplatePart &part, const Taken &taken)
    {
        const FanOut *fanOut = m_terms.m_fanOut;
        const auto *lone = taken.lone;
        if (isShard(part.filters)) {
            const bool isRunning = fanOut != nullptr && lone != nullptr && lone->text == fanOut->placeholder && lone->filters.empty();
            if (isRunning)
                return std::to_string(fanOut->count) == part.filters.front().argument ? Meeting::Fits : Meeting::Unknown;
            return lone != nullptr && lone->filters == part.filters ? ask(part, KeyOperator::Equal, Operand("{" + lone->text + "}"))
                                                                    : Meeting::Unknown;
        }
        if (lone != nullptr && !part.filters.empty() && lone->filters == part.filters && keepsEqual(part.filters))
            return ask(part, KeyOperator::Equal,
                       m_terms.m_entity.findAttribute(part.text) != nullptr ? std::optional(Operand("{" + lone->text + "}"))
                                                                            : std::nullopt);
        if (part.filters.empty())
            return ask(part, KeyOperator::Equal, valueOf(part, taken));
        const bool isPlain = lone == nullptr || lone->filters.empty();
        return isIsoStart(part.filters) && isPlain && !isNumber(part) ? ask(part, KeyOperator::BeginsWith, valueOf(part, taken))
                                                                      : Meeting::Unknown;
    }

    Meeting prefix(const TemplatePart &part, const Taken &taken)
    {
        const bool isPlain = taken.lone == nullptr || taken.lone->filters.empty();
        const bool keeps = part.filters.empty() || (isIsoStart(part.filters) && isPlain);
        return keeps && !isNumber(part) ? ask(part, KeyOperator::BeginsWith, valueOf(part, taken)) : Meeting::Unknown;
    }

    Meeting range(const TemplatePart &part, const Taken &taken, bool isLast)
    {
        KeyOperator op = m_op;
        if (!isLast) // what follows in the key makes it greater than the bound
            op = op == KeyOperator::Greater ? KeyOperator::GreaterOrEqual : op == KeyOperator::LessOrEqual ? KeyOperator::Less : op;
        const bool isPadded = part.filters.size() == 1 && part.filters.front().name == "pad";
        if (isPadded && taken.lone != nullptr && taken.lone->filters == part.filters)
            return ask(part, op, Operand("{" + taken.lone->text + "}"));
        const bool sorts = part.filters.empty() && (!isNumber(part) || m_key.type == schema::KeyType::N);
        return sorts ? ask(part, op, valueOf(part, taken)) : Meeting::Unknown;
    }

    KeyTerms &m_terms;
    const schema::KeyAttribute &m_key;
    const KeyTemplate m_built;
    const KeyTemplate m_asked;
    const KeyOperator m_op;
    std::size_t m_part = 0; ///< of the operand
    std::size_t m_at = 0;   ///< in a literal of it
    bool m_ended = false;   ///< the operand is used up
    bool m_isOpen = false;  ///< before the placeholder where it ended was fixed
};

void KeyTerms::addCondition(AskedFor asked)
{
    if (std::find(m_conditions.begin(), m_conditions.end(), asked) == m_conditions.end())
        m_conditions.push_back(std::move(asked));
}

Meeting KeyTerms::add(const schema::KeyAttribute &key, const KeyComparison *comparison, bool sorts)
{
    const auto text = Survey::builds(m_entity, key.name);
    if (!text)
        return Meeting::Never;
    const auto built = KeyTemplate::parse(*text);
    if (!built)
        return Meeting::Unknown;
    const auto sortBy = [&](const Match &match) {
        if (sorts)
            m_sortedBy.insert(m_sortedBy.end(), match.sortedBy.begin(), match.sortedBy.end());
    };
    if (comparison == nullptr) {
        Match match(*this, key, *built, *built, KeyOperator::Equal);
        for (const TemplatePart &part : built->parts())
            match.leaves(part);
        sortBy(match);
        return Meeting::Fits;
    }
    const bool isBetween = comparison->op == KeyOperator::Between;
    for (std::size_t i = 0; i < comparison->values.size(); ++i) {
        const Operand &operand = comparison->values[i];
        const KeyOperator op = !isBetween ? comparison->op : i == 0 ? KeyOperator::GreaterOrEqual : KeyOperator::LessOrEqual;
        std::string asked;
        if (const auto *given = std::get_if<std::string>(&operand)) {
            asked = *given;
        } else {
            const auto &constant = std::get<value::AttributeValue>(operand);
            const auto *characters = constant.get<std::string>();
            const auto *number = constant.get<value::Decimal>();
            if (characters == nullptr && number == nullptr)
                return Meeting::Unknown;
            asked = characters != nullptr ? asLiteral(*characters) : number->text();
        }
        const auto parsed = KeyTemplate::parse(asked);
        if (!parsed)
            return Meeting::Unknown;
        Match match(*this, key, *built, *parsed, op);
        if (const Meeting met = match.run(); met != Meeting::Fits)
            return met;
        if (i + 1 == comparison->values.size())
            sortBy(match);
    }
    return Meeting::Fits;
}

} // namespace keywright::model
