#include "ui/data/filter_text.h"

#include <QCoreApplication>

#include "core/expression/aliasing.h"
#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

using value::AttributeValue;

bool isWordLetter(char letter)
{
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '#' || letter == ':';
}

/// Takes the values out of an expression and leaves placeholders.
class ValueTaker {
public:
    explicit ValueTaker(std::string text) : m_text(std::move(text)) { }

    /// A sentence when a value cannot be read.
    std::optional<QString> run()
    {
        while (m_at < m_text.size()) {
            const char letter = m_text[m_at];
            std::optional<QString> fault;
            if (letter == '"' || letter == '\'')
                fault = takeString(letter);
            else if (m_depth == 0 && startsNumber())
                fault = takeNumber();
            else if (isWordLetter(letter))
                takeWord();
            else
                takeSymbol(letter);
            if (fault)
                return fault;
        }
        return std::nullopt;
    }

    const std::string &expression() const { return m_expression; }
    const expression::AttributeValues &values() const { return m_values; }

private:
    bool startsNumber() const
    {
        const auto isDigit = [this](std::size_t at) {
            return at < m_text.size() && std::isdigit(static_cast<unsigned char>(m_text[at])) != 0;
        };
        return isDigit(m_at) || ((m_text[m_at] == '-' || m_text[m_at] == '.') && isDigit(m_at + 1));
    }

    void put(AttributeValue value)
    {
        const std::string name = ":v" + std::to_string(m_values.size());
        m_expression += name;
        m_values.emplace(name, std::move(value));
    }

    std::optional<QString> takeString(char quote)
    {
        std::string content;
        for (std::size_t at = m_at + 1; at < m_text.size(); ++at) {
            if (m_text[at] != quote) {
                content += m_text[at];
            } else if (at + 1 < m_text.size() && m_text[at + 1] == quote) {
                content += m_text[at++];
            } else {
                m_at = at + 1;
                put(content);
                return std::nullopt;
            }
        }
        return QCoreApplication::translate("FilterText", "A text begins with %1 and does not end.").arg(QLatin1Char(quote));
    }

    std::optional<QString> takeNumber()
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size()
               && (isWordLetter(m_text[end]) || m_text[end] == '.'
                   || ((m_text[end] == '-' || m_text[end] == '+') && (m_text[end - 1] == 'e' || m_text[end - 1] == 'E'))))
            ++end;
        const std::string text = m_text.substr(m_at, end - m_at);
        const auto number = value::Decimal::parse(text);
        if (!number)
            return toQString(value::explain(number.error(), text));
        m_at = end;
        put(*number);
        return std::nullopt;
    }

    void takeWord()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && isWordLetter(m_text[end]))
            ++end;
        const std::string word = m_text.substr(m_at, end - m_at);
        m_at = end;
        if (word == "true" || word == "false")
            put(AttributeValue::boolean(word == "true"));
        else if (word == "null")
            put(value::Null());
        else
            m_expression += word;
    }

    void takeSymbol(char letter)
    {
        m_depth += letter == '[' ? 1 : letter == ']' && m_depth > 0 ? -1 : 0;
        m_expression += letter;
        ++m_at;
    }

    std::string m_text;
    std::size_t m_at = 0;
    int m_depth = 0; ///< of brackets, in which numbers count elements
    std::string m_expression;
    expression::AttributeValues m_values;
};

} // namespace

tl::expected<expression::Condition, QString> readFilter(const QString &text)
{
    ValueTaker taker(text.toStdString());
    if (auto fault = taker.run())
        return tl::unexpected(*fault);
    try {
        const expression::AliasedExpression aliased = expression::aliased(taker.expression());
        expression::Placeholders known{aliased.names.empty() ? std::nullopt : std::optional(aliased.names),
                                       taker.values().empty() ? std::nullopt : std::optional(taker.values())};
        return expression::compileCondition(expression::ExpressionKind::Filter, aliased.text, known);
    } catch (const expression::ExpressionError &error) {
        return tl::unexpected(toQString(error.what()));
    }
}

} // namespace keywright::ui
