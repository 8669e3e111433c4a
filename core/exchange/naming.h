#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Names of the model turned into names of code.
namespace keywright::exchange {

/// The words of a name in lower case: "OnlineShop", "online-shop" and "Online shop" give "online", "shop". Letters and
/// digits of ASCII only; "unnamed" when nothing is left. The first word never begins with a digit.
std::vector<std::string> wordsOf(std::string_view name);

/// The letters A to Z as small ones; the rest as it is.
std::string lowerCased(std::string text);

std::string snakeCase(std::string_view name);  ///< online_shop
std::string upperSnake(std::string_view name); ///< ONLINE_SHOP
std::string camelCase(std::string_view name);  ///< onlineShop
std::string pascalCase(std::string_view name); ///< OnlineShop

/// In single quotes, as a POSIX shell takes it for one word.
std::string shellQuoted(const std::string &text);
/// "1 table", "3 tables".
std::string counted(std::size_t count, const std::string &one, const std::string &many);

/// Gives each name once: the second "order" becomes "order2". Not thread-safe.
class UniqueNames {
public:
    /// `reserved` are never given.
    explicit UniqueNames(std::set<std::string> reserved = {}) : m_taken(std::move(reserved)) { }

    std::string take(const std::string &wanted);

private:
    std::set<std::string> m_taken;
};

} // namespace keywright::exchange
