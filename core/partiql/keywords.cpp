// The words that PartiQL keeps for itself: those that SQL-92 reserves, and its own. Source: the PartiQL specification.

#include <algorithm>
#include <array>

#include "core/partiql/token.h"

namespace keywright::partiql {

namespace {

constexpr std::string_view kWords =
    "absolute action add all allocate alter and any are as asc assertion at authorization avg bag begin between bigint bit bit_length "
    "blob bool boolean by can_cast can_lossless_cast cascade cascaded case cast catalog char char_length character character_length "
    "check clob close coalesce collate collation column commit conflict connect connection constraint constraints continue convert "
    "corresponding count create cross current current_date current_time current_timestamp current_user cursor date date_add date_diff "
    "deallocate dec decimal declare default deferrable deferred delete desc describe descriptor diagnostics disconnect distinct do "
    "domain double drop else end escape except exception exec execute exists external extract false fetch first float for foreign "
    "found from full get global go goto grant group having identity immediate in index indicator initially inner input insensitive "
    "insert int int2 int4 int8 integer integer2 integer4 integer8 intersect interval into is isolation join key language last left "
    "let level like limit list local lower match max min missing modified module names national natural nchar new next no not nothing "
    "null nullif numeric octet_length of offset old on only open option or order outer output overlaps pad partial pivot position "
    "precision prepare preserve primary prior privileges procedure public read real references relative remove restrict returning "
    "revoke right rollback rows schema scroll section select session session_user set sexp size smallint some space sql sqlcode "
    "sqlerror sqlstate string struct substring sum symbol system_user table temporary then time timestamp to transaction translate "
    "translation trim true tuple union unique unknown unpivot update upper usage user using value values varchar varying view when "
    "whenever where with work write zone";

std::vector<std::string_view> splitWords()
{
    std::vector<std::string_view> words;
    for (std::size_t start = 0; start < kWords.size();) {
        const std::size_t end = std::min(kWords.find(' ', start), kWords.size());
        words.push_back(kWords.substr(start, end - start));
        start = end + 1;
    }
    std::sort(words.begin(), words.end());
    return words;
}

} // namespace

const std::vector<std::string_view> &keywords()
{
    static const std::vector<std::string_view> kKeywords = splitWords();
    return kKeywords;
}

bool isKeyword(std::string_view word)
{
    const std::string text = lowerCase(word);
    return std::binary_search(keywords().begin(), keywords().end(), std::string_view(text));
}

} // namespace keywright::partiql
