#include "core/partiql/completion.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/partiql/token.h"

namespace keywright::partiql {

namespace {

using Words = std::vector<std::string_view>;

const Words kStarts{"SELECT", "UPDATE", "DELETE FROM", "INSERT INTO", "EXISTS("};
const Words kConditionFunctions{"attribute_exists(", "attribute_not_exists(", "attribute_type(", "begins_with(", "contains(", "size("};
const Words kUpdateFunctions{"list_append(", "set_add(", "set_delete("};
const Words kComparisons{"=", "<>", "<", "<=", ">", ">=", "IN [", "BETWEEN", "IS MISSING", "IS NOT MISSING", "IS NULL", "IS NOT NULL"};
const Words kTypeWords{"MISSING", "NULL", "BOOLEAN", "BLOB", "STRING", "NUMERIC", "STRUCT", "TUPLE", "LIST"};
const Words kValues{"?", "TRUE", "FALSE", "NULL"};
const Words kReturning{"ALL OLD *", "ALL NEW *", "MODIFIED OLD *", "MODIFIED NEW *"};

bool isWordPart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

bool beginsWith(std::string_view text, std::string_view prefix)
{
    return lowerCase(text.substr(0, prefix.size())) == lowerCase(prefix);
}

std::string asQuotedName(std::string_view name)
{
    std::string text = "\"";
    for (const char c : name)
        text += c == '"' ? "\"\"" : std::string(1, c);
    return text + '"';
}

std::string nameText(std::string_view name, bool isQuoted)
{
    const bool isPlain =
        !name.empty() && std::all_of(name.begin(), name.end(), isWordPart) && !(name.front() >= '0' && name.front() <= '9');
    return isQuoted || !isPlain || isKeyword(name) ? asQuotedName(name) : std::string(name);
}

/// The tokens as far as they can be read, and where an unfinished one begins.
struct CompletionReading {
    std::vector<Token> tokens; ///< without the end
    std::optional<std::size_t> unfinished;
};

CompletionReading readTokens(std::string_view text)
{
    CompletionReading reading;
    try {
        reading.tokens = tokenize(text);
    } catch (const StatementError &error) {
        reading.unfinished = error.where().position;
        try {
            reading.tokens = tokenize(text.substr(0, *reading.unfinished));
        } catch (const StatementError &) {
            return reading;
        }
    }
    reading.tokens.pop_back();
    return reading;
}

/// Where in a statement the cursor is, as the tokens before it tell.
class Context {
public:
    explicit Context(const std::vector<Token> &tokens)
    {
        for (const Token &token : tokens)
            take(token);
    }

    std::string clause;    ///< "", "select", "from", "where", "order", "insert", "value", "update", "set", "remove", "delete", "returning"
    std::string statement; ///< "select", "insert", "update", "delete"
    Token last;            ///< End when there is none
    Token beforeLast;
    int brackets = 0; ///< open since the clause began
    bool isAfterOrder = false;
    bool comparesLeft = false; ///< the operand that ended last stands left of a comparison, if one follows
    int betweens = 0;          ///< BETWEENs whose AND is to come

    bool endsWithOperand() const
    {
        switch (last.kind) {
        case TokenKind::Name:
        case TokenKind::QuotedName:
        case TokenKind::String:
        case TokenKind::Number:
        case TokenKind::IonLiteral:
        case TokenKind::Parameter: return true;
        case TokenKind::Keyword: return last.text == "true" || last.text == "false" || last.text == "null" || last.text == "missing";
        case TokenKind::Symbol: return last.text == ")" || last.text == "]" || last.text == "}" || last.text == ">>";
        default: return false;
        }
    }

private:
    void enter(const std::string &name)
    {
        clause = name;
        brackets = 0;
        betweens = 0;
        comparesLeft = true;
    }

    void take(const Token &token)
    {
        if (token.kind == TokenKind::Keyword)
            takeKeyword(token.text);
        else if (token.kind == TokenKind::Operator)
            takeOperator(token.text);
        else if (token.kind == TokenKind::Symbol)
            takeSymbol(token.text);
        beforeLast = last;
        last = token;
    }

    void takeKeyword(const std::string &word)
    {
        if (word == "select" || word == "update" || word == "delete") {
            statement = word;
            enter(word);
        } else if (word == "insert_into") {
            statement = "insert";
            enter("insert");
        } else if (word == "from" || word == "where" || word == "set" || word == "remove" || word == "value" || word == "returning") {
            if (word == "from" && statement.empty())
                statement = "update";
            enter(word);
        } else if (word == "order") {
            enter("order");
        }
    }

    void takeOperator(const std::string &op)
    {
        if (op == "and" && betweens > 0) {
            --betweens;
        } else if (op == "and" || op == "or" || op == "not") {
            comparesLeft = true;
        } else {
            comparesLeft = false;
            betweens += op == "between" || op == "not_between";
        }
    }

    void takeSymbol(const std::string &symbol)
    {
        const bool opens = symbol == "(" || symbol == "[" || symbol == "{" || symbol == "<<";
        const bool closes = symbol == ")" || symbol == "]" || symbol == "}" || symbol == ">>";
        brackets += opens ? 1 : closes ? -1 : 0;
        if (symbol == "(")
            comparesLeft = true;
    }
};

class Completer {
public:
    Completer(std::string_view text, std::size_t cursor, const std::vector<CompletionTable> &tables)
        : m_text(text), m_cursor(std::min(cursor, text.size())), m_tables(tables)
    { }

    Completions run()
    {
        m_result.begin = m_result.end = m_cursor;
        const CompletionReading before = readTokens(m_text.substr(0, m_cursor));
        if (before.unfinished ? !startsQuotedName(*before.unfinished) : isInLineComment())
            return m_result;
        std::vector<Token> tokens = before.tokens;
        if (before.unfinished)
            takeQuotedPrefix(*before.unfinished);
        else
            tokens = takePrefix();
        findTable();
        offer(Context(tokens));
        return std::move(m_result);
    }

private:
    /// There a quotation mark begins nothing.
    bool isInLineComment() const { return !readTokens(std::string(m_text.substr(0, m_cursor)) + "'").unfinished; }

    bool startsQuotedName(std::size_t position) const { return position < m_text.size() && m_text[position] == '"'; }

    void takeQuotedPrefix(std::size_t position)
    {
        m_isQuoted = true;
        m_prefix = m_text.substr(position + 1, m_cursor - position - 1);
        m_result.begin = position;
        while (m_result.end < m_text.size() && isWordPart(m_text[m_result.end]))
            ++m_result.end;
        if (m_result.end < m_text.size() && m_text[m_result.end] == '"')
            ++m_result.end;
        else
            m_result.end = m_cursor;
    }

    /// The word that the cursor stands at the end of, or in; gives the tokens before it.
    std::vector<Token> takePrefix()
    {
        while (m_result.begin > 0 && isWordPart(m_text[m_result.begin - 1]))
            --m_result.begin;
        while (m_result.end < m_text.size() && isWordPart(m_text[m_result.end]))
            ++m_result.end;
        m_prefix = m_text.substr(m_result.begin, m_cursor - m_result.begin);
        return readTokens(m_text.substr(0, m_result.begin)).tokens;
    }

    /// The table and index that the statement names, wherever.
    void findTable()
    {
        std::vector<Token> tokens = readTokens(m_text).tokens;
        for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
            const bool names = tokens[i].isKeyword("from") || tokens[i].isKeyword("update") || tokens[i].isKeyword("insert_into");
            if (!names || !tokens[i + 1].isName())
                continue;
            const auto table = std::find_if(m_tables.begin(), m_tables.end(),
                                            [&](const CompletionTable &each) { return each.name == tokens[i + 1].text; });
            if (table == m_tables.end())
                continue;
            m_table = &*table;
            if (i + 3 < tokens.size() && tokens[i + 2].isSymbol("."))
                for (const CompletionIndex &index : table->indexes)
                    if (index.name == tokens[i + 3].text)
                        m_index = &index;
            return;
        }
    }

    void add(CompletionKind kind, std::string text, std::string_view matched)
    {
        if (!beginsWith(matched, m_prefix))
            return;
        Completion choice{kind, std::move(text)};
        if (std::find(m_result.choices.begin(), m_result.choices.end(), choice) == m_result.choices.end())
            m_result.choices.push_back(std::move(choice));
    }

    void addWords(const Words &words, CompletionKind kind = CompletionKind::Keyword)
    {
        if (m_isQuoted)
            return;
        for (const std::string_view word : words)
            add(kind, std::string(word), word);
    }

    void addTables()
    {
        for (const CompletionTable &table : m_tables)
            add(CompletionKind::Table, nameText(table.name, m_isQuoted), table.name);
    }

    void addAttributes()
    {
        for (const CompletionTable &table : m_tables)
            if (m_table == nullptr || m_table == &table)
                for (const std::string &attribute : table.attributes)
                    add(CompletionKind::Attribute, nameText(attribute, m_isQuoted), attribute);
    }

    void addKeyAttributes()
    {
        if (m_table == nullptr)
            return;
        for (const std::string &attribute : m_index != nullptr ? m_index->keyAttributes : m_table->keyAttributes)
            add(CompletionKind::Attribute, nameText(attribute, m_isQuoted), attribute);
    }

    /// The names of a tuple are texts.
    void addTupleNames()
    {
        if (m_isQuoted)
            return;
        for (const CompletionTable &table : m_tables)
            if (m_table == nullptr || m_table == &table)
                for (const std::string &attribute : table.attributes) {
                    std::string text = "'";
                    for (const char c : attribute)
                        text += c == '\'' ? "''" : std::string(1, c);
                    add(CompletionKind::Attribute, text + "': ", attribute);
                }
    }

    void offer(const Context &context)
    {
        if (context.clause.empty())
            context.last.kind == TokenKind::End ? addWords(kStarts) : void();
        else if (context.clause == "select")
            offerColumn(context);
        else if (context.clause == "from" || context.clause == "insert" || context.clause == "update" || context.clause == "delete")
            offerSource(context);
        else if (context.clause == "where")
            offerCondition(context);
        else if (context.clause == "order")
            offerOrder(context);
        else if (context.clause == "set")
            offerAssignment(context);
        else if (context.clause == "remove")
            context.endsWithOperand() ? addWords({"SET", "REMOVE", "WHERE"}) : addAttributes();
        else if (context.clause == "value")
            offerItem(context);
        else if (context.clause == "returning" && context.last.isKeyword("returning"))
            addWords(context.statement == "delete" ? Words{"ALL OLD *"} : kReturning);
    }

    void offerColumn(const Context &context)
    {
        if (context.last.isSymbol("."))
            return;
        if (context.last.isKeyword("select") || context.last.isSymbol(",")) {
            addAttributes();
            if (context.last.isKeyword("select"))
                addWords({"*"});
        } else if (context.endsWithOperand() || context.last.isOperator("*")) {
            addWords({"FROM"});
        }
    }

    void offerSource(const Context &context)
    {
        if (context.last.kind == TokenKind::Keyword) {
            if (context.last.text == "delete")
                addWords({"FROM"});
            else
                addTables();
        } else if (context.last.isSymbol(".")) {
            if (m_table != nullptr)
                for (const CompletionIndex &index : m_table->indexes)
                    add(CompletionKind::Index, asQuotedName(index.name), index.name);
        } else if (context.last.isName()) {
            offerAfterSource(context);
        }
    }

    void offerAfterSource(const Context &context)
    {
        if (context.statement == "select")
            addWords({"WHERE"});
        else if (context.statement == "insert")
            addWords({"VALUE {"});
        else if (context.statement == "update")
            addWords(context.clause == "from" ? Words{"WHERE", "SET", "REMOVE"} : Words{"SET", "REMOVE"});
        else
            addWords({"WHERE", "RETURNING"});
    }

    void offerCondition(const Context &context)
    {
        if (context.last.isSymbol("."))
            return;
        if (context.last.isOperator("is") || context.last.isOperator("is_not")) {
            addWords(context.last.text == "is" ? Words{"MISSING", "NOT MISSING", "NULL", "NOT NULL", "BOOLEAN", "BLOB", "STRING", "NUMERIC",
                                                       "STRUCT", "TUPLE", "LIST"}
                                               : kTypeWords);
        } else if (!context.endsWithOperand()) {
            addAttributes();
            if (context.comparesLeft)
                addWords(kConditionFunctions, CompletionKind::Function);
            if (context.comparesLeft)
                addWords({"NOT"});
            else
                addWords(kValues, CompletionKind::Value);
        } else if (context.comparesLeft && !context.last.isSymbol(")")) {
            if (context.brackets > 0 && isFunctionArgument(context))
                return;
            addWords(kComparisons);
        } else {
            offerAfterCondition(context);
        }
    }

    /// begins_with(a|: what follows is a comma or a parenthesis.
    static bool isFunctionArgument(const Context &context) { return context.beforeLast.isSymbol("(") || context.beforeLast.isSymbol(","); }

    void offerAfterCondition(const Context &context)
    {
        if (context.betweens > 0) {
            addWords({"AND"});
            return;
        }
        if (context.last.isSymbol(")"))
            addWords(kComparisons);
        addWords({"AND", "OR"});
        if (context.brackets > 0)
            return;
        if (context.statement == "select")
            addWords({"ORDER BY"});
        else
            addWords({"RETURNING"});
    }

    void offerOrder(const Context &context)
    {
        if (context.last.isKeyword("order"))
            addWords({"BY"});
        else if (context.last.isKeyword("by") || context.last.isSymbol(","))
            addKeyAttributes();
        else if (context.endsWithOperand())
            addWords({"ASC", "DESC"});
    }

    void offerAssignment(const Context &context)
    {
        if (context.last.isSymbol("."))
            return;
        const bool isTarget = context.last.isKeyword("set") || (context.last.isSymbol(",") && context.brackets == 0);
        if (isTarget) {
            addAttributes();
        } else if (context.endsWithOperand()) {
            if (context.brackets > 0)
                return;
            addWords(context.comparesLeft ? Words{"="} : Words{"SET", "REMOVE", "WHERE"});
        } else {
            addAttributes();
            if (context.brackets == 0)
                addWords(kUpdateFunctions, CompletionKind::Function);
            addWords(kValues, CompletionKind::Value);
        }
    }

    void offerItem(const Context &context)
    {
        if (context.last.isKeyword("value"))
            addWords({"{"});
        else if (context.brackets == 1 && (context.last.isSymbol("{") || context.last.isSymbol(",")))
            addTupleNames();
        else if (context.last.isSymbol(":"))
            addWords(kValues, CompletionKind::Value);
    }

    std::string_view m_text;
    std::size_t m_cursor;
    const std::vector<CompletionTable> &m_tables;
    std::string_view m_prefix;
    bool m_isQuoted = false; ///< the prefix is a name in quotes
    const CompletionTable *m_table = nullptr;
    const CompletionIndex *m_index = nullptr;
    Completions m_result;
};

} // namespace

Completions completeStatement(std::string_view text, std::size_t cursor, const std::vector<CompletionTable> &tables)
{
    return Completer(text, cursor, tables).run();
}

} // namespace keywright::partiql
