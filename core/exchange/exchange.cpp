#include "core/exchange/exchange.h"

namespace keywright::exchange {

std::string textOf(const ImportProblem &problem)
{
    std::string text = problem.file;
    if (problem.line > 0)
        text += (text.empty() ? "line " : ", line ") + std::to_string(problem.line);
    if (problem.column > 0)
        text += ", column " + std::to_string(problem.column);
    if (!text.empty())
        text += ": ";
    if (!problem.place.empty())
        text += problem.place + " ";
    return text + problem.reason;
}

} // namespace keywright::exchange
