#include "core/exchange/naming.h"

#include <algorithm>

namespace keywright::exchange {

namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

char lower(char c)
{
    return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper(char c)
{
    return isLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

/// True between "online" and "Shop", and between "HTTP" and "Server".
bool beginsWord(std::string_view name, std::size_t at)
{
    if (at == 0 || !isUpper(name[at]))
        return false;
    const bool afterCapital = isUpper(name[at - 1]);
    return !afterCapital || (at + 1 < name.size() && isLower(name[at + 1]));
}

std::string capitalised(std::string word)
{
    word.front() = upper(word.front());
    return word;
}

std::string joined(std::string_view name, const char *separator)
{
    std::string out;
    for (const std::string &word : wordsOf(name))
        out += (out.empty() ? "" : separator) + word;
    return out;
}

} // namespace

std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    std::string word;
    const auto end = [&] {
        if (!word.empty())
            words.push_back(word);
        word.clear();
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!isUpper(c) && !isLower(c) && !isDigit(c)) {
            // An apostrophe joins: "user's" is one word.
            if (c != '\'')
                end();
            continue;
        }
        if (beginsWord(name, i))
            end();
        word += lower(c);
    }
    end();
    if (words.empty())
        return {"unnamed"};
    if (isDigit(words.front().front()))
        words.front() = "n" + words.front();
    return words;
}

std::string lowerCased(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

std::string shellQuoted(const std::string &text)
{
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string counted(std::size_t count, const std::string &one, const std::string &many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string snakeCase(std::string_view name)
{
    return joined(name, "_");
}

std::string upperSnake(std::string_view name)
{
    std::string out = snakeCase(name);
    for (char &c : out)
        c = upper(c);
    return out;
}

std::string camelCase(std::string_view name)
{
    std::string out;
    for (const std::string &word : wordsOf(name))
        out += out.empty() ? word : capitalised(word);
    return out;
}

std::string pascalCase(std::string_view name)
{
    std::string out;
    for (const std::string &word : wordsOf(name))
        out += capitalised(word);
    return out;
}

std::string UniqueNames::take(const std::string &wanted)
{
    std::string name = wanted;
    for (int i = 2; !m_taken.insert(name).second; ++i)
        name = wanted + std::to_string(i);
    return name;
}

} // namespace keywright::exchange
