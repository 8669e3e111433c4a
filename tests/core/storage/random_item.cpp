#include "tests/core/storage/random_item.h"

#include <string>
#include <vector>

namespace keywright::test {

using value::AttributeValue;

namespace {

int below(std::mt19937 &random, int limit)
{
    return static_cast<int>(random() % static_cast<unsigned>(limit));
}

std::string randomText(std::mt19937 &random)
{
    static const std::vector<std::string> kParts{"a",
                                                 "bc",
                                                 "\"",
                                                 "\\",
                                                 "\n",
                                                 "\t",
                                                 "\x01",
                                                 "\x7f",
                                                 "/",
                                                 "\xC3\xBC",
                                                 "\xF0\x9F\x98\x80",
                                                 "a longer run of plain text ",
                                                 std::string(1, '\0')};
    std::string text;
    for (int left = below(random, 8); left > 0; --left)
        text += kParts[static_cast<std::size_t>(below(random, static_cast<int>(kParts.size())))];
    return text;
}

std::string randomBytes(std::mt19937 &random)
{
    std::string bytes;
    for (int left = below(random, 10); left > 0; --left)
        bytes += static_cast<char>(below(random, 256));
    return bytes;
}

value::Decimal randomNumber(std::mt19937 &random)
{
    std::string text = below(random, 2) == 0 ? "-" : "";
    for (int left = 1 + below(random, 20); left > 0; --left)
        text += static_cast<char>('0' + below(random, 3) * below(random, 5));
    if (below(random, 2) == 0) {
        text += '.';
        for (int left = 1 + below(random, 18); left > 0; --left)
            text += static_cast<char>('0' + below(random, 3) * below(random, 5));
    }
    if (below(random, 4) == 0)
        text += "E" + std::to_string(below(random, 190) - 95);
    return *value::Decimal::parse(text);
}

/// Of the members made, each once.
template <typename Make>
AttributeValue randomSet(std::mt19937 &random, Make make)
{
    std::vector<decltype(make(random))> members;
    for (int left = 1 + below(random, 4); left > 0; --left) {
        members.push_back(make(random));
        if (!value::makeSet(members))
            members.pop_back();
    }
    return AttributeValue(*value::makeSet(std::move(members)));
}

AttributeValue randomValue(std::mt19937 &random, int levels);

value::AttributeMap randomMap(std::mt19937 &random, int levels)
{
    value::AttributeMap map;
    for (int left = below(random, 6); left > 0; --left)
        map.set(randomText(random), randomValue(random, levels));
    return map;
}

AttributeValue randomValue(std::mt19937 &random, int levels)
{
    switch (below(random, levels > 0 ? 10 : 8)) {
    case 0: return randomText(random);
    case 1: return randomNumber(random);
    case 2: return value::Binary{randomBytes(random)};
    case 3: return AttributeValue::boolean(below(random, 2) == 0);
    case 4: return value::Null{};
    case 5: return randomSet(random, randomText);
    case 6: return randomSet(random, randomNumber);
    case 7: return randomSet(random, [](std::mt19937 &from) { return value::Binary{randomBytes(from)}; });
    case 8: return randomMap(random, levels - 1);
    default: {
        value::List list;
        for (int left = below(random, 5); left > 0; --left)
            list.push_back(randomValue(random, levels - 1));
        return list;
    }
    }
}

} // namespace

value::Item randomItem(std::mt19937 &random)
{
    return randomMap(random, 4);
}

} // namespace keywright::test
