#include "core/exchange/inference_parts.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/exchange/infrastructure.h"

namespace keywright::exchange {

using value::Item;

namespace {

/// Names that applications and libraries give to the attribute that tells a kind; the first that serves is taken.
constexpr std::array kMarkNames{"_et",  "__edb_e__", "entityType", "EntityType", "entity_type", "__typename",  "_type", "entity",
                                "type", "Type",      "itemType",   "item_type",  "recordType",  "record_type", "kind",  "Kind"};
/// Words that say "the thing itself" beside a partition key.
constexpr std::array kSelfWords{"METADATA", "META", "PROFILE", "INFO", "DETAIL", "DETAILS", "ROOT", "DATA", "SELF", "SUMMARY"};

constexpr std::size_t kMostKinds = 60;
constexpr std::size_t kMostAttributeSets = 200;

const std::string *textAt(const Item &item, std::string_view attribute)
{
    const value::AttributeValue *found = item.find(attribute);
    return found == nullptr ? nullptr : found->get<std::string>();
}

std::string countedItems(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " item" : " items");
}

/// "3 items have", the beginning of a reason.
std::string itemsHave(std::size_t count)
{
    return countedItems(count) + (count == 1 ? " has" : " have");
}

std::string upper(std::string text)
{
    for (char &c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::set<std::string> namesBesideKeys(const Item &item, const std::set<std::string> &keys)
{
    std::set<std::string> names;
    for (const auto &entry : item)
        if (!keys.contains(entry.name))
            names.insert(entry.name);
    return names;
}

/// The character that most often stands behind the first word of a key's values; 0 when none does.
char mainSeparator(const std::vector<Item> &items, const std::string &key)
{
    std::map<char, std::size_t> counts;
    for (const Item &item : items) {
        const std::string *text = textAt(item, key);
        if (text == nullptr)
            continue;
        const std::size_t start = text->find_first_not_of(kKeySeparators);
        const std::size_t end = start == std::string::npos ? start : text->find_first_of(kKeySeparators, start);
        if (end != std::string::npos && isWord(std::string_view(*text).substr(start, end - start)))
            ++counts[(*text)[end]];
    }
    char best = 0;
    for (const char separator : kKeySeparators)
        if (counts.contains(separator) && (best == 0 || counts[separator] > counts[best]))
            best = separator;
    return best;
}

std::vector<std::string_view> pieces(std::string_view text, char separator)
{
    std::vector<std::string_view> all;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(separator == 0 ? text.size() : text.find(separator, at), text.size());
        if (end > at)
            all.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

/// The literal words in the values of one key attribute, found by how often they come.
class KeyShapes {
public:
    KeyShapes(const std::vector<Item> &items, std::string key) : m_key(std::move(key)), m_separator(mainSeparator(items, m_key))
    {
        for (const Item &item : items)
            if (const std::string *text = textAt(item, m_key)) {
                const auto parts = pieces(*text, m_separator);
                if (!parts.empty() && isWord(parts.front()))
                    ++(parts.size() == 1 ? m_whole : m_leading)[std::string(parts.front())];
                ++m_count;
            }
    }

    /// The value's words, with * for what is between them.
    std::vector<std::string> shapeOf(const Item &item) const
    {
        const std::string *text = textAt(item, m_key);
        if (text == nullptr)
            return {};
        const auto parts = pieces(*text, m_separator);
        std::vector<std::string> shape;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::string word(parts[i]);
            const bool isLiteral =
                i == 0 ? isLeading(word, parts.size() == 1) : shape.back() == "*" && isUpperWord(word) && word.size() > 2;
            if (isLiteral)
                shape.push_back(word);
            else if (shape.empty() || shape.back() != "*")
                shape.emplace_back("*");
        }
        return shape;
    }

    bool hasWords() const { return !m_leading.empty() || !m_whole.empty(); }

private:
    bool isLeading(const std::string &word, bool isWhole) const
    {
        if (!isWord(word))
            return false;
        // A word that stands alone and before a separator elsewhere is the same literal: ORDER and ORDER#17.
        const std::size_t before = m_leading.contains(word) ? m_leading.at(word) : 0;
        if (!isWhole || before > 0)
            return m_leading.size() <= 20 || before * 50 >= m_count;
        if (!isOverloadedName(m_key))
            return false;
        if (isUpperWord(word))
            return m_whole.size() <= 20;
        // Beside keys with a prefix it is a kind's only word; alone it may as well be a person's name.
        const bool isPhrase = std::any_of(word.begin() + 1, word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        return m_whole.size() <= 20 && (isPhrase || (!m_leading.empty() && m_whole.at(word) >= 2 && m_whole.size() * 4 <= m_count));
    }

    std::string m_key;
    char m_separator = 0;
    std::map<std::string, std::size_t> m_leading;
    std::map<std::string, std::size_t> m_whole;
    std::size_t m_count = 0;
};

using Shape = std::vector<std::string>;

std::string wordsOf(const Shape &shape)
{
    std::string words;
    for (const std::string &part : shape)
        if (part != "*")
            words += (words.empty() ? "" : "_") + part;
    return words;
}

std::string shown(const Shape &shape)
{
    std::string text;
    for (const std::string &part : shape)
        text += (text.empty() ? "" : " ") + (part == "*" ? std::string("…") : part);
    return "\"" + text + "\"";
}

class Grouping {
public:
    Grouping(const schema::TableDefinition &table, const std::vector<Item> &items) : m_table(table), m_items(items)
    {
        for (const schema::KeyAttribute &key : keyAttributesOf(table))
            m_keys.insert(key.name);
        m_partition.emplace(items, table.key.partition.front().name);
        if (!table.key.sort.empty())
            m_sort.emplace(items, table.key.sort.front().name);
        for (const Item &item : items)
            m_shapes.push_back({m_partition->shapeOf(item), m_sort ? m_sort->shapeOf(item) : Shape()});
    }

    std::vector<ItemGroup> groups()
    {
        for (const char *name : kMarkNames)
            if (!m_keys.contains(name) && isMark(name))
                return byMark(name);
        std::set<std::pair<Shape, Shape>> distinct(m_shapes.begin(), m_shapes.end());
        const bool hasWords = std::any_of(distinct.begin(), distinct.end(),
                                          [](const auto &each) { return !wordsOf(each.first).empty() || !wordsOf(each.second).empty(); });
        if (hasWords && distinct.size() <= kMostKinds)
            return byShape();
        return byAttributes();
    }

private:
    /// Nearly every item has it, it has few values, and items of different values differ in something else too.
    bool isMark(const std::string &name) const
    {
        std::map<std::string, std::pair<std::set<std::pair<Shape, Shape>>, std::set<std::string>>> kinds;
        std::size_t marked = 0;
        for (std::size_t i = 0; i < m_items.size(); ++i)
            if (const std::string *text = textAt(m_items[i], name)) {
                ++marked;
                auto &[shapes, names] = kinds[*text];
                shapes.insert(m_shapes[i]);
                names.merge(namesBesideKeys(m_items[i], m_keys));
                if (kinds.size() > kMostKinds)
                    return false;
            }
        if (marked == 0 || marked * 10 < m_items.size() * 9)
            return false;
        std::set<std::pair<std::set<std::pair<Shape, Shape>>, std::set<std::string>>> different;
        for (const auto &[text, kind] : kinds)
            different.insert(kind);
        return kinds.size() == 1 ? m_items.size() > 1 : different.size() * 2 > kinds.size();
    }

    std::vector<ItemGroup> byMark(const std::string &mark)
    {
        std::vector<ItemGroup> groups;
        std::map<std::string, std::size_t> numbers;
        for (const Item &item : m_items) {
            const std::string *text = textAt(item, mark);
            const std::string kind = text == nullptr ? "" : *text;
            const auto [number, isNew] = numbers.emplace(kind, groups.size());
            if (isNew) {
                groups.emplace_back();
                groups.back().name = kind.empty() ? entityNameFrom(m_table.name) + "Other" : kind;
                if (text != nullptr)
                    groups.back().mark = model::EntityMark{mark, value::AttributeValue(kind)};
            }
            groups[number->second].items.push_back(&item);
        }
        for (ItemGroup &group : groups) {
            group.confidence = !group.mark ? 0.3 : group.items.size() > 1 ? 0.95 : 0.85;
            group.reason = group.mark ? itemsHave(group.items.size()) + " the value \"" + group.name + "\" in " + mark + "."
                                      : itemsHave(group.items.size()) + " no " + mark + ", which tells the other items apart.";
        }
        return groups;
    }

    std::vector<ItemGroup> byShape()
    {
        std::vector<ItemGroup> groups;
        std::vector<std::pair<Shape, Shape>> shapes;
        std::map<std::pair<Shape, Shape>, std::size_t> numbers;
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const auto [number, isNew] = numbers.emplace(m_shapes[i], groups.size());
            if (isNew) {
                groups.emplace_back();
                shapes.push_back(m_shapes[i]);
            }
            groups[number->second].items.push_back(&m_items[i]);
        }
        const std::set<std::string> roots = rootWords(shapes);
        for (std::size_t i = 0; i < groups.size(); ++i)
            nameByShape(groups[i], shapes[i], roots);
        return groups;
    }

    /// First words of partition keys under which an item of that thing itself stands.
    static std::set<std::string> rootWords(const std::vector<std::pair<Shape, Shape>> &shapes)
    {
        std::set<std::string> roots;
        for (const auto &[partition, sort] : shapes)
            if (isSelf(wordsOf(partition), wordsOf(sort)))
                roots.insert(upper(wordsOf(partition)));
        return roots;
    }

    static bool isSelf(const std::string &partition, const std::string &sort)
    {
        const std::string word = upper(sort);
        return word.empty() || word == upper(partition) || std::find(kSelfWords.begin(), kSelfWords.end(), word) != kSelfWords.end();
    }

    void nameByShape(ItemGroup &group, const std::pair<Shape, Shape> &shape, const std::set<std::string> &roots) const
    {
        const std::string partition = wordsOf(shape.first);
        const std::string sort = wordsOf(shape.second);
        std::string words = isSelf(partition, sort) ? partition : roots.contains(upper(sort)) ? partition + "_" + sort : sort;
        if (words.empty())
            words = sort.empty() ? m_table.name : sort;
        group.name = entityNameFrom(words);
        const bool hasWords = !partition.empty() || !sort.empty();
        group.confidence = !hasWords ? 0.4 : group.items.size() > 2 ? 0.8 : 0.6;
        group.reason = itemsHave(group.items.size()) + " " + m_table.key.partition.front().name + " of the form " + shown(shape.first)
            + (m_table.key.sort.empty() ? "" : " and " + m_table.key.sort.front().name + " of the form " + shown(shape.second)) + ".";
    }

    /// Sets of attributes that share half of the smaller one are of one kind.
    std::vector<ItemGroup> byAttributes()
    {
        std::vector<std::set<std::string>> sets;
        std::map<std::set<std::string>, std::size_t> numbers;
        std::vector<std::size_t> setOf;
        for (const Item &item : m_items) {
            const auto [number, isNew] = numbers.emplace(namesBesideKeys(item, m_keys), sets.size());
            if (isNew)
                sets.push_back(number->first);
            setOf.push_back(number->second);
            if (sets.size() > kMostAttributeSets)
                return {single()};
        }
        std::vector<std::size_t> kindOf(sets.size());
        for (std::size_t i = 0; i < sets.size(); ++i) {
            kindOf[i] = i;
            for (std::size_t j = 0; j < i; ++j)
                if (kindOf[i] != kindOf[j] && areAlike(sets[i], sets[j]))
                    std::replace(kindOf.begin(), kindOf.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::max(kindOf[i], kindOf[j]),
                                 std::min(kindOf[i], kindOf[j]));
        }
        std::vector<ItemGroup> groups;
        std::map<std::size_t, std::size_t> groupOf;
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const auto [number, isNew] = groupOf.emplace(kindOf[setOf[i]], groups.size());
            if (isNew)
                groups.emplace_back();
            groups[number->second].items.push_back(&m_items[i]);
        }
        if (groups.size() < 2)
            return {single()};
        for (std::size_t i = 0; i < groups.size(); ++i) {
            groups[i].name = entityNameFrom(m_table.name) + std::to_string(i + 1);
            groups[i].confidence = 0.4;
            groups[i].reason = itemsHave(groups[i].items.size()) + " attributes that the other items of the table have not.";
        }
        return groups;
    }

    static bool areAlike(const std::set<std::string> &one, const std::set<std::string> &other)
    {
        const auto shared = static_cast<std::size_t>(
            std::count_if(one.begin(), one.end(), [&other](const std::string &name) { return other.contains(name); }));
        return shared * 2 >= std::min(one.size(), other.size());
    }

    ItemGroup single() const
    {
        ItemGroup group;
        group.name = entityNameFrom(m_table.name);
        for (const Item &item : m_items)
            group.items.push_back(&item);
        group.confidence = 0.5;
        group.reason = "Nothing in the keys or attributes tells the " + countedItems(m_items.size()) + " of the table apart.";
        return group;
    }

    const schema::TableDefinition &m_table;
    const std::vector<Item> &m_items;
    std::set<std::string> m_keys;
    std::optional<KeyShapes> m_partition;
    std::optional<KeyShapes> m_sort;
    std::vector<std::pair<Shape, Shape>> m_shapes;
};

} // namespace

std::vector<ItemGroup> groupItems(const schema::TableDefinition &table, const std::vector<Item> &items)
{
    if (items.empty() || table.key.partition.empty())
        return {};
    return Grouping(table, items).groups();
}

} // namespace keywright::exchange
