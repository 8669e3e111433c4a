#include "core/exchange/inference_parts.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/exchange/infrastructure.h"
#include "core/exchange/naming.h"
#include "core/model/key_template.h"
#include "core/value/md5.h"

namespace keywright::exchange {

using value::Item;

namespace {

constexpr int kMostKeyParts = 12;
constexpr std::array kDatePatterns{"yyyy-MM-dd",          "yyyy-MM", "yyyy",  "yyyyMMdd",      "yyyyMM",
                                   "yyyy/MM/dd",          "yyyy/MM", "MM-dd", "yyyy-MM-ddTHH", "yyyyMMddHH",
                                   "yyyy-MM-ddTHH:mm:ssZ"};

bool isDecimalDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t digitsAt(std::string_view text)
{
    return std::min(text.find_first_not_of("0123456789"), text.size());
}

bool startsLikeDate(std::string_view text)
{
    return text.size() >= 7 && digitsAt(text) == 4 && text[4] == '-' && isDecimalDigit(text[5]) && isDecimalDigit(text[6]);
}

/// What could stand in a key: an attribute's text in every item of the group.
struct Column {
    std::string name;
    value::Type type = value::Type::S;
    std::vector<std::string> texts; ///< empty where the item has none
    bool isKeyOnly = false;         ///< read from an earlier key, held by no attribute
    bool isUsed = false;            ///< in an earlier key
};

/// A piece of a template, with the value that it has in each row when no attribute holds it.
struct Piece {
    std::string literal;
    std::size_t column = 0;
    std::string filter;
    bool isLiteral = false;
    bool isNew = false;
    std::vector<std::string> texts;
};

struct Solution {
    std::vector<Piece> pieces; ///< the last one first, while it is searched
    int invented = 0;
};

using Places = std::vector<std::size_t>;

/// Divides the values of one key attribute into pieces that fit all rows.
class Division {
public:
    Division(const std::vector<Column> &columns, std::vector<std::size_t> order, std::vector<std::string_view> values,
             std::vector<std::size_t> rows, bool isPartitionKey, bool isOverloaded)
        : m_columns(columns),
          m_order(std::move(order)),
          m_values(std::move(values)),
          m_rows(std::move(rows)),
          m_isPartitionKey(isPartitionKey),
          m_isOverloaded(isOverloaded)
    { }

    std::optional<Solution> solve()
    {
        auto solution = find(Places(m_values.size(), 0), 0, Before::Start, {});
        if (solution)
            std::reverse(solution->pieces.begin(), solution->pieces.end());
        return solution;
    }

private:
    enum class Before { Start, Word, Separator, Placeholder };

    std::string_view rest(const Places &at, std::size_t row) const { return m_values[row].substr(at[row]); }

    std::optional<Solution> find(const Places &at, int depth, Before before, const std::string &word)
    {
        std::size_t ended = 0;
        for (std::size_t row = 0; row < m_values.size(); ++row)
            ended += at[row] == m_values[row].size() ? 1 : 0;
        if (ended == m_values.size())
            return Solution();
        if (ended > 0 || depth > kMostKeyParts)
            return std::nullopt;

        if (before == Before::Placeholder || isSeparatorNext(at))
            return afterLiteral(at, commonSeparators(at), depth, before, word);

        const std::string constant = commonSegment(at);
        const bool isLiteral = !constant.empty() && isLiteralHere(at, constant, before, depth);
        const bool wordFirst = isLiteral && (before != Before::Word || isUpperWord(constant)) && !isLoneGuess(at, constant);
        std::optional<Solution> best;
        if (wordFirst)
            keepBetter(best, afterLiteral(at, constant, depth, Before::Word, constant));
        if (!best || best->invented > 0)
            tryColumns(best, at, depth, word);
        if (isLiteral && !wordFirst && (!best || best->invented > 0))
            keepBetter(best, afterLiteral(at, constant, depth, Before::Word, constant));
        if (!best)
            tryNewParts(best, at, depth);
        return best;
    }

    static void keepBetter(std::optional<Solution> &best, std::optional<Solution> next)
    {
        if (next && (!best || next->invented < best->invented))
            best = std::move(next);
    }

    bool isSeparatorNext(const Places &at) const
    {
        for (std::size_t row = 0; row < m_values.size(); ++row)
            if (!isSeparator(rest(at, row).front()))
                return false;
        return true;
    }

    std::string commonSeparators(const Places &at) const
    {
        std::string_view common = rest(at, 0);
        common = common.substr(0, std::min(common.find_first_not_of(kKeySeparators), common.size()));
        for (std::size_t row = 1; row < m_values.size() && !common.empty(); ++row)
            while (!rest(at, row).starts_with(common))
                common.remove_suffix(1);
        return std::string(common);
    }

    /// The text up to the next separator or the end, where it is the same in all rows.
    std::string commonSegment(const Places &at) const
    {
        const std::string_view first = rest(at, 0);
        const std::string_view segment = first.substr(0, std::min(first.find_first_of(kKeySeparators), first.size()));
        for (std::size_t row = 1; row < m_values.size(); ++row) {
            const std::string_view text = rest(at, row);
            if (!text.starts_with(segment) || (text.size() > segment.size() && !isSeparator(text[segment.size()])))
                return {};
        }
        return std::string(segment);
    }

    bool isLiteralHere(const Places &at, const std::string &segment, Before before, int depth) const
    {
        if (!isWord(segment))
            return false;
        if (depth > 1 && before != Before::Start)
            return isUpperWord(segment) || (m_values.size() > 2 && lowerCased(segment) == segment);
        const bool isWhole = rest(at, 0).size() == segment.size();
        return !isWhole || isUpperWord(segment) || m_values.size() > 1 || (m_isPartitionKey && m_isOverloaded);
    }

    /// A word that may as well be a value: the whole key of a single item, or of a key that has a name of its own.
    bool isLoneGuess(const Places &at, const std::string &segment) const
    {
        return m_values.size() == 1 && rest(at, 0).size() == segment.size() && !isUpperWord(segment);
    }

    std::optional<Solution> afterLiteral(const Places &at, const std::string &literal, int depth, Before before, const std::string &word)
    {
        if (literal.empty())
            return std::nullopt;
        Places next = at;
        for (std::size_t &place : next)
            place += literal.size();
        const bool wasSeparator = isSeparator(literal.front());
        auto solution = find(next, depth + 1, wasSeparator ? (before == Before::Word ? Before::Word : Before::Separator) : before, word);
        if (!solution)
            return std::nullopt;
        Piece piece;
        piece.isLiteral = true;
        piece.literal = literal;
        solution->pieces.push_back(std::move(piece));
        return solution;
    }

    /// Attributes whose names begin with the word before come first: USER#{userId}.
    void tryColumns(std::optional<Solution> &best, const Places &at, int depth, const std::string &word)
    {
        for (const bool isNamedLikeWord : {true, false}) {
            for (const std::size_t number : m_order) {
                const Column &column = m_columns[number];
                if (isNamedLikeWord != (!word.empty() && lowerCased(column.name).starts_with(lowerCased(word))))
                    continue;
                for (const std::string &filter : filtersFor(column, rest(at, 0))) {
                    tryColumn(best, at, depth, number, filter);
                    if (best && best->invented == 0)
                        return;
                }
            }
        }
    }

    void tryColumn(std::optional<Solution> &best, const Places &at, int depth, std::size_t number, const std::string &filter)
    {
        const Column &column = m_columns[number];
        Places next = at;
        std::optional<model::KeyTemplate> built;
        if (!filter.empty())
            if (auto parsed = model::KeyTemplate::parse("{x|" + filter + "}"))
                built = std::move(*parsed);
        for (std::size_t row = 0; row < m_values.size(); ++row) {
            const std::string &own = column.texts[m_rows[row]];
            std::string text = own;
            if (!own.empty() && built) {
                const value::AttributeValue given(own);
                const auto result = built->build([&given](std::string_view) { return &given; });
                if (!result || !*result)
                    return;
                text = *(*result)->get<std::string>();
            }
            const std::string_view here = rest(at, row);
            if (text.empty() || !here.starts_with(text) || (here.size() > text.size() && !isSeparator(here[text.size()])))
                return;
            next[row] += text.size();
        }
        auto solution = find(next, depth + 1, Before::Placeholder, {});
        if (!solution)
            return;
        Piece piece;
        piece.column = number;
        piece.filter = filter;
        solution->pieces.push_back(std::move(piece));
        keepBetter(best, std::move(solution));
    }

    /// Nothing at all, then the filters that could make the first row's piece from its value.
    std::vector<std::string> filtersFor(const Column &column, std::string_view here) const
    {
        const std::string &text = column.texts[m_rows[0]];
        if (text.empty() || column.isKeyOnly)
            return text.empty() ? std::vector<std::string>() : std::vector<std::string>{""};
        std::vector<std::string> filters;
        if (here.starts_with(text))
            filters.emplace_back();
        if (lowerCased(text) == lowerCased(std::string(here.substr(0, text.size()))))
            filters.insert(filters.end(), {"lower", "upper"});
        const std::size_t digits = digitsAt(here);
        if (digits > 0 && digits >= text.size() && digitsAt(text) == text.size() && isVaried(column))
            filters.push_back("pad:" + std::to_string(digits));
        if (startsLikeDate(text) || (column.type == value::Type::N && text.size() >= 9 && digitsAt(text) == text.size()))
            for (const char *pattern : kDatePatterns)
                filters.push_back(std::string("date:") + pattern);
        if (column.isUsed && digits > 0 && digits <= 3)
            if (const std::string shard = shardOf(column, here); !shard.empty())
                filters.push_back(shard);
        return filters;
    }

    /// One number that stands in a key with zeros before it may be there by chance.
    bool isVaried(const Column &column) const
    {
        return std::any_of(m_rows.begin(), m_rows.end(),
                           [this, &column](std::size_t row) { return column.texts[row] != column.texts[m_rows.front()]; });
    }

    /// A count of shards that the hashes bear out so often that it is no coincidence.
    std::string shardOf(const Column &column, std::string_view) const
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> hashes;
        std::uint32_t most = 0;
        for (std::size_t row = 0; row < m_values.size() && hashes.size() < 200; ++row) {
            const std::string &text = column.texts[m_rows[row]];
            const std::size_t end = m_values[row].find_last_of(kKeySeparators);
            const std::string_view digits = m_values[row].substr(end == std::string_view::npos ? 0 : end + 1);
            if (text.empty() || digits.empty() || digits.size() > 3 || digitsAt(digits) != digits.size())
                return {};
            hashes.emplace_back(value::md5First32(text), static_cast<std::uint32_t>(std::stoul(std::string(digits))));
            most = std::max(most, hashes.back().second);
        }
        std::set<std::uint32_t> distinct;
        for (const auto &[hash, shard] : hashes)
            distinct.insert(hash);
        if (most == 0 || distinct.size() < 6)
            return {};
        for (std::uint32_t count = most + 1; count <= 2 * (most + 1); ++count)
            if (std::all_of(hashes.begin(), hashes.end(), [count](const auto &each) { return each.first % count == each.second; }))
                return "shard:" + std::to_string(count);
        return {};
    }

    /// A piece that no attribute holds: up to a separator that all rows have equally often, else all that is left.
    void tryNewParts(std::optional<Solution> &best, const Places &at, int depth)
    {
        for (const char separator : std::string_view("#|:")) {
            Places next = at;
            std::ptrdiff_t times = -1;
            bool fits = true;
            for (std::size_t row = 0; row < m_values.size() && fits; ++row) {
                const std::string_view text = rest(at, row);
                const std::ptrdiff_t count = std::count(text.begin(), text.end(), separator);
                fits =
                    count > 0 && (times < 0 || count == times) && text.front() != separator && !(separator == ':' && startsLikeDate(text));
                times = count;
                next[row] += std::min(text.find(separator), text.size());
            }
            if (fits)
                keepBetter(best, afterNewPart(at, next, depth));
            if (best)
                return;
        }
        Places end;
        for (const std::string_view value : m_values)
            end.push_back(value.size());
        keepBetter(best, afterNewPart(at, end, depth));
    }

    std::optional<Solution> afterNewPart(const Places &at, const Places &next, int depth)
    {
        auto solution = find(next, depth + 1, Before::Placeholder, {});
        if (!solution)
            return std::nullopt;
        Piece piece;
        piece.isNew = true;
        for (std::size_t row = 0; row < m_values.size(); ++row)
            piece.texts.emplace_back(m_values[row].substr(at[row], next[row] - at[row]));
        solution->pieces.push_back(std::move(piece));
        ++solution->invented;
        return solution;
    }

    const std::vector<Column> &m_columns;
    std::vector<std::size_t> m_order;
    std::vector<std::string_view> m_values;
    std::vector<std::size_t> m_rows; ///< the item of each value
    bool m_isPartitionKey;
    bool m_isOverloaded;
};

bool canBePlaceholder(const std::string &name)
{
    return !name.empty() && name.find_first_of("{}|") == std::string::npos;
}

std::string templateEscaped(const std::string &literal)
{
    std::string text;
    for (const char c : literal)
        text += c == '{' || c == '}' ? std::string(2, c) : std::string(1, c);
    return text;
}

std::string camelCase(std::string_view words)
{
    std::string name = entityNameFrom(words);
    if (!name.empty() && name.front() >= 'A' && name.front() <= 'Z')
        name.front() = static_cast<char>(name.front() - 'A' + 'a');
    return name;
}

class KeyFinder {
public:
    KeyFinder(const schema::TableDefinition &table, const ItemGroup &group) : m_table(table), m_group(group)
    {
        for (const schema::KeyAttribute &key : keyAttributesOf(table))
            m_keys.insert(key.name);
        addColumns();
    }

    GroupKeys find()
    {
        for (const schema::KeyAttribute &key : keyAttributesOf(m_table)) {
            std::vector<std::size_t> rows;
            for (std::size_t i = 0; i < m_group.items.size(); ++i)
                if (m_group.items[i]->contains(key.name))
                    rows.push_back(i);
            if (!rows.empty() && canBePlaceholder(key.name))
                m_result.templates.emplace_back(key.name, templateFor(key, rows));
        }
        return std::move(m_result);
    }

private:
    void addColumns()
    {
        std::map<std::string, std::size_t> numbers;
        for (std::size_t i = 0; i < m_group.items.size(); ++i)
            for (const auto &entry : *m_group.items[i]) {
                m_names.insert(entry.name);
                const auto *text = entry.value.get<std::string>();
                const auto *number = entry.value.get<value::Decimal>();
                if ((text == nullptr && number == nullptr) || !canBePlaceholder(entry.name)
                    || (m_keys.contains(entry.name) && isOverloaded(entry.name)) || (m_group.mark && m_group.mark->attribute == entry.name))
                    continue;
                const auto [found, isNew] = numbers.emplace(entry.name, m_columns.size());
                if (isNew) {
                    m_columns.push_back({entry.name, entry.value.type(), std::vector<std::string>(m_group.items.size()), false, false});
                }
                m_columns[found->second].texts[i] = text != nullptr ? *text : number->text();
                if (entry.value.type() != m_columns[found->second].type)
                    m_mixed.insert(entry.name);
            }
        std::erase_if(m_columns, [this](const Column &column) { return m_mixed.contains(column.name); });
        std::sort(m_columns.begin(), m_columns.end(), [](const Column &one, const Column &other) { return one.name < other.name; });
    }

    /// A key with a name of its own is an attribute like any other, unless its values begin with a literal.
    bool isOverloaded(const std::string &key) const
    {
        if (isOverloadedName(key))
            return true;
        bool isAny = false;
        for (const Item *item : m_group.items)
            if (const value::AttributeValue *value = item->find(key)) {
                const std::string *text = value->get<std::string>();
                const std::size_t end = text == nullptr ? std::string::npos : text->find_first_of("#|");
                if (end == std::string::npos || !isWord(std::string_view(*text).substr(0, end)))
                    return false;
                isAny = true;
            }
        return isAny;
    }

    std::string templateFor(const schema::KeyAttribute &key, const std::vector<std::size_t> &rows)
    {
        const std::string lone = "{" + key.name + "}";
        if (!isOverloaded(key.name))
            return lone;
        const std::vector<std::size_t> order = columnOrder(rows);
        if (const std::string same = sameAttribute(key.name, rows, order); !same.empty())
            return same;
        if (key.type != schema::KeyType::S)
            return lone;
        std::vector<std::string_view> values;
        for (const std::size_t row : rows) {
            const auto *text = m_group.items[row]->find(key.name)->get<std::string>();
            if (text == nullptr || text->empty())
                return lone;
            values.emplace_back(*text);
        }
        const bool isPartition = key.name == m_table.key.partition.front().name;
        auto solution = Division(m_columns, order, values, rows, isPartition, isOverloadedName(key.name)).solve();
        if (!solution || !isExact(*solution, rows) || !isUnambiguous(*solution, values))
            return lone;
        return textOf(*solution, key.name, rows);
    }

    /// Attributes first that items without the key lack as well, then those of earlier keys, then identifiers.
    std::vector<std::size_t> columnOrder(const std::vector<std::size_t> &rows) const
    {
        std::vector<std::pair<int, std::size_t>> ranked;
        std::vector<bool> hasKey(m_group.items.size());
        for (const std::size_t row : rows)
            hasKey[row] = true;
        for (std::size_t number = 0; number < m_columns.size(); ++number) {
            const Column &column = m_columns[number];
            bool isSparseAlike = rows.size() < m_group.items.size();
            for (std::size_t i = 0; i < hasKey.size() && isSparseAlike; ++i)
                isSparseAlike = hasKey[i] || column.texts[i].empty();
            const std::string name = lowerCased(column.name);
            ranked.emplace_back((isSparseAlike ? 0 : 8) + (column.isUsed ? 0 : 4) + (name.ends_with("id") ? 0 : 2), number);
        }
        std::sort(ranked.begin(), ranked.end());
        std::vector<std::size_t> order;
        for (const auto &[rank, number] : ranked)
            order.push_back(number);
        return order;
    }

    /// "{price}" where the key is that attribute's value, type included, in all items or missing with it.
    std::string sameAttribute(const std::string &key, const std::vector<std::size_t> &rows, const std::vector<std::size_t> &order)
    {
        std::set<std::string_view> distinct;
        for (const std::size_t row : rows)
            if (const auto *text = m_group.items[row]->find(key)->get<std::string>())
                distinct.insert(*text);
        // One word in several items is a literal that an attribute happens to repeat.
        if (distinct.size() == 1 && isWord(*distinct.begin()) && (rows.size() > 1 || isUpperWord(*distinct.begin())))
            return {};
        for (const std::size_t number : order) {
            const Column &column = m_columns[number];
            const bool isSame = std::all_of(m_group.items.begin(), m_group.items.end(), [&](const Item *item) {
                const value::AttributeValue *stored = item->find(key);
                const value::AttributeValue *own = item->find(column.name);
                return stored == nullptr ? own == nullptr : own != nullptr && *own == *stored;
            });
            if (isSame) {
                m_columns[number].isUsed = true;
                return "{" + column.name + "}";
            }
        }
        return {};
    }

    /// Items without the key must not get one from the template.
    bool isExact(const Solution &solution, const std::vector<std::size_t> &rows) const
    {
        if (rows.size() == m_group.items.size())
            return true;
        std::vector<bool> hasKey(m_group.items.size());
        for (const std::size_t row : rows)
            hasKey[row] = true;
        for (std::size_t i = 0; i < hasKey.size(); ++i)
            if (!hasKey[i] && std::none_of(solution.pieces.begin(), solution.pieces.end(), [&](const Piece &piece) {
                    return !piece.isLiteral
                        && (piece.isNew || m_columns[piece.column].isKeyOnly || m_columns[piece.column].texts[i].empty());
                }))
                return false;
        return true;
    }

    /// With parts that only the key has, the key must be readable: each separator of the template occurs in the key as
    /// often as in the template, or there is one placeholder only.
    bool isUnambiguous(const Solution &solution, const std::vector<std::string_view> &values) const
    {
        const auto isKeyOnly = [this](const Piece &piece) {
            return !piece.isLiteral && (piece.isNew || m_columns[piece.column].isKeyOnly);
        };
        const auto placeholders =
            std::count_if(solution.pieces.begin(), solution.pieces.end(), [](const Piece &each) { return !each.isLiteral; });
        if (placeholders < 2 || std::none_of(solution.pieces.begin(), solution.pieces.end(), isKeyOnly))
            return true;
        std::string literals;
        for (const Piece &piece : solution.pieces)
            literals += piece.literal;
        for (std::size_t i = 1; i + 1 < solution.pieces.size(); ++i) {
            if (!solution.pieces[i].isLiteral || !isSeparator(solution.pieces[i].literal.front()))
                continue;
            const char separator = solution.pieces[i].literal.front();
            const auto times = std::count(literals.begin(), literals.end(), separator);
            for (const std::string_view value : values)
                if (std::count(value.begin(), value.end(), separator) != times)
                    return false;
        }
        return true;
    }

    std::string textOf(Solution &solution, const std::string &key, const std::vector<std::size_t> &rows)
    {
        std::string text;
        std::string word;
        const bool isLonePart = solution.pieces.size() == 1 && solution.pieces.front().isNew;
        for (Piece &piece : solution.pieces) {
            if (piece.isLiteral) {
                text += templateEscaped(piece.literal);
                if (isWord(piece.literal))
                    word = piece.literal;
                continue;
            }
            if (isLonePart)
                return "{" + key + "}";
            if (piece.isNew)
                piece.column = newPart(piece, word, key, rows);
            Column &column = m_columns[piece.column];
            column.isUsed = true;
            // A lone placeholder keeps the attribute's type, and this key is a text.
            const bool isNumberAlone = solution.pieces.size() == 1 && column.type == value::Type::N && piece.filter.empty();
            text += "{" + column.name + (piece.filter.empty() ? "" : "|" + piece.filter) + (isNumberAlone ? "|pad:1" : "") + "}";
            word.clear();
        }
        return text;
    }

    std::size_t newPart(Piece &piece, const std::string &word, const std::string &key, const std::vector<std::size_t> &rows)
    {
        const bool isTime =
            std::all_of(piece.texts.begin(), piece.texts.end(), [](const std::string &each) { return startsLikeDate(each); });
        const std::string stem = word.empty() ? camelCase(key) + "Part" : camelCase(word) + (isTime ? "Time" : "Id");
        std::string name = stem;
        for (int next = 2; m_names.contains(name); ++next)
            name = stem + std::to_string(next);
        m_names.insert(name);
        m_result.keyOnlyParts.push_back(name);
        Column column{name, value::Type::S, std::vector<std::string>(m_group.items.size()), true, true};
        for (std::size_t i = 0; i < rows.size(); ++i)
            column.texts[rows[i]] = piece.texts[i];
        m_columns.push_back(std::move(column));
        return m_columns.size() - 1;
    }

    const schema::TableDefinition &m_table;
    const ItemGroup &m_group;
    std::set<std::string> m_keys;
    std::set<std::string> m_names;
    std::set<std::string> m_mixed;
    std::vector<Column> m_columns;
    GroupKeys m_result;
};

} // namespace

GroupKeys findKeyTemplates(const schema::TableDefinition &table, const ItemGroup &group)
{
    return KeyFinder(table, group).find();
}

} // namespace keywright::exchange
