#include "core/model/sample_words.h"

#include <array>

namespace keywright::model {

namespace {

using namespace std::string_view_literals;

constexpr std::array kFirstNames{"Mara"sv,   "Tobias"sv, "Clara"sv, "Henrik"sv, "Amara"sv,  "Paloma"sv, "Sofia"sv,  "Lena"sv,
                                 "Jonas"sv,  "Nadia"sv,  "Felix"sv, "Ingrid"sv, "Rafael"sv, "Yuki"sv,   "Omar"sv,   "Greta"sv,
                                 "Marcus"sv, "Elena"sv,  "David"sv, "Priya"sv,  "Samuel"sv, "Noor"sv,   "Hugo"sv,   "Chloe"sv,
                                 "Anton"sv,  "Maya"sv,   "Lucas"sv, "Freya"sv,  "Ivan"sv,   "Rosa"sv,   "Daniel"sv, "Keiko"sv};
constexpr std::array kLastNames{"Lindholm"sv, "Ferrand"sv,  "Whitmore"sv, "Aldous"sv,  "Diallo"sv,  "Reyes"sv,   "Bergamo"sv, "Marchetti"sv,
                                "Novak"sv,    "Haddad"sv,   "Okafor"sv,   "Tanaka"sv,  "Schmidt"sv, "Moreau"sv,  "Larsen"sv,  "Costa"sv,
                                "Kowalski"sv, "Petersen"sv, "Iyer"sv,     "Fischer"sv, "Silva"sv,   "Brennan"sv, "Vargas"sv,  "Keller"sv,
                                "Dubois"sv,   "Hansen"sv,   "Rossi"sv,    "Mbeki"sv,   "Sato"sv,    "Lefevre"sv, "Horvat"sv,  "Doyle"sv};
constexpr std::array kStreets{"Alder Lane"sv,   "Birch Avenue"sv, "Orchard Close"sv, "Mill Road"sv,  "Station Street"sv, "Harbour Way"sv,
                              "Meadow Court"sv, "Chapel Hill"sv,  "River Walk"sv,    "Garden Row"sv, "Market Square"sv,  "Linden Street"sv};
constexpr std::array kWords{"river"sv,  "garden"sv, "lamp"sv,    "quiet"sv, "silver"sv, "paper"sv,   "window"sv, "bright"sv,
                            "wooden"sv, "basket"sv, "summer"sv,  "open"sv,  "kettle"sv, "morning"sv, "blue"sv,   "carpet"sv,
                            "gentle"sv, "mirror"sv, "travel"sv,  "stone"sv, "winter"sv, "pocket"sv,  "copper"sv, "field"sv,
                            "simple"sv, "bottle"sv, "harbour"sv, "light"sv, "warm"sv,   "canvas"sv,  "round"sv,  "letter"sv};
constexpr std::array<Place, 10> kPlaces{{{"Northwick", "SE", "41"},
                                         {"Vallières", "FR", "69"},
                                         {"Eastbrook", "GB", "30"},
                                         {"Steinbach", "DE", "50"},
                                         {"Rivemont", "FR", "44"},
                                         {"Villanueva", "ES", "28"},
                                         {"Montelago", "IT", "20"},
                                         {"Havnsby", "DK", "21"},
                                         {"Lindau", "DE", "88"},
                                         {"Portomar", "PT", "40"}}};

} // namespace

std::string_view chosen(std::span<const std::string_view> words, Random &random)
{
    return words[random.below(words.size())];
}

std::span<const std::string_view> firstNames()
{
    return kFirstNames;
}

std::span<const std::string_view> lastNames()
{
    return kLastNames;
}

std::span<const std::string_view> streetNames()
{
    return kStreets;
}

std::span<const std::string_view> words()
{
    return kWords;
}

std::span<const Place> places()
{
    return kPlaces;
}

std::string sentence(Random &random, std::size_t wordCount)
{
    std::string text;
    for (std::size_t i = 0; i < wordCount; ++i) {
        text += i == 0 ? "" : " ";
        text += chosen(words(), random);
    }
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ".";
}

} // namespace keywright::model
