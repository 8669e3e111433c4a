#include "app/cli/difference_report.h"

namespace keywright::cli {

using value::Json;

void printDifference(std::ostream &out, const std::string &sentence, const std::optional<schema::ChangeWay> &way,
                     const std::string &meaning)
{
    out << "  " << sentence << "\n";
    if (way)
        out << "    " << schema::textOf(*way) << ": " << meaning << "\n";
}

void printSteps(std::ostream &out, const std::vector<std::string> &steps)
{
    for (std::size_t i = 0; i < steps.size(); ++i)
        out << "    " << i + 1 << ". " << steps[i] << "\n";
}

std::vector<std::string> textsOf(const std::vector<schema::TableStep> &steps)
{
    std::vector<std::string> texts;
    for (const schema::TableStep &step : steps)
        texts.push_back(schema::textOf(step));
    return texts;
}

Json jsonOf(const std::vector<std::string> &texts)
{
    Json array = Json::array();
    for (const std::string &text : texts)
        array.append(Json::string(text));
    return array;
}

Json jsonOf(const schema::TableDifference &difference)
{
    return Json::object({{"subject", Json::string(schema::subjectOf(difference))},
                         {"from", difference.from.empty() ? Json() : Json::string(difference.from)},
                         {"to", difference.to.empty() ? Json() : Json::string(difference.to)},
                         {"way", Json::string(std::string(schema::textOf(difference.way)))},
                         {"meaning", Json::string(difference.meaning)}});
}

} // namespace keywright::cli
