#include "core/expression/path_check.h"

#include <algorithm>
#include <charconv>

#include "core/expression/reserved_words.h"

namespace keywright::expression {

namespace {

constexpr std::size_t kMaxSteps = 33; // an attribute and 32 dereferences below it

} // namespace

DocumentPath resolve(const syntax::Steps &path, Placeholders &placeholders, const syntax::Step *&undefined)
{
    DocumentPath resolved;
    resolved.steps.reserve(path.size());
    for (const syntax::Step &step : path) {
        PathStep &target = resolved.steps.emplace_back();
        if (step.isIndex) {
            std::from_chars(step.text.data(), step.text.data() + step.text.size(), target.index);
        } else if (step.text.front() != '#') {
            target.name = step.text;
        } else if (const std::string *name = placeholders.name(step.text)) {
            target.name = *name;
        } else if (undefined == nullptr) {
            undefined = &step;
        }
    }
    return resolved;
}

const syntax::Step *findReservedWord(const syntax::Steps &path)
{
    const auto found =
        std::find_if(path.begin(), path.end(), [](const syntax::Step &step) { return !step.isIndex && isReservedWord(step.text); });
    return found == path.end() ? nullptr : &*found;
}

const syntax::Step *findTooDeepStep(const syntax::Steps &path)
{
    return path.size() > kMaxSteps ? &path[kMaxSteps] : nullptr;
}

std::string explainUndefinedName(const syntax::Step &step)
{
    return "An expression attribute name used in the document path is not defined; attribute name: " + std::string(step.text);
}

std::string explainReservedWord(const syntax::Step &step)
{
    return "Attribute name is a reserved keyword; reserved keyword: " + std::string(step.text);
}

std::string explainTooDeep(const syntax::Steps &path)
{
    return "The document path has too many nesting elements; nesting levels: " + std::to_string(path.size());
}

} // namespace keywright::expression
