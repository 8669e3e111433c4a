#include "app/cli/model_warning.h"

#include <algorithm>
#include <iostream>

#include "core/model/problems.h"

namespace keywright::cli {

void warnOfContradictions(const model::Model &model)
{
    const auto problems = model::findProblems(model);
    const auto errors =
        std::count_if(problems.begin(), problems.end(), [](const model::Problem &each) { return each.severity == model::Severity::Error; });
    if (errors > 0)
        std::cerr << "keywright-cli: The model contradicts itself in " << errors << (errors == 1 ? " place" : " places")
                  << ", so these figures may be wrong; keywright-cli check tells where.\n";
}

} // namespace keywright::cli
