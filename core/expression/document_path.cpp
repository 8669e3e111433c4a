#include "core/expression/document_path.h"

#include <algorithm>

namespace keywright::expression {

std::string DocumentPath::text() const
{
    std::string out = "[";
    for (const PathStep &step : steps) {
        if (out.size() > 1)
            out += ", ";
        out += step.isIndex() ? "[" + std::to_string(step.index) + "]" : step.name;
    }
    return out + "]";
}

DocumentPath pathTo(std::string attribute)
{
    DocumentPath path;
    path.steps.push_back({std::move(attribute)});
    return path;
}

const value::AttributeValue *find(const value::Item &item, const DocumentPath &path)
{
    const value::AttributeValue *at = item.find(path.steps.front().name);
    for (std::size_t i = 1; at != nullptr && i < path.steps.size(); ++i) {
        const PathStep &step = path.steps[i];
        if (step.isIndex()) {
            const auto *list = at->get<value::List>();
            at = list != nullptr && static_cast<std::size_t>(step.index) < list->size() ? &(*list)[static_cast<std::size_t>(step.index)]
                                                                                        : nullptr;
        } else {
            const auto *map = at->get<value::AttributeMap>();
            at = map != nullptr ? map->find(step.name) : nullptr;
        }
    }
    return at;
}

PathRelation relate(const DocumentPath &one, const DocumentPath &two)
{
    const std::size_t common = std::min(one.steps.size(), two.steps.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (one.steps[i].isIndex() != two.steps[i].isIndex())
            return PathRelation::Conflict;
        if (one.steps[i] != two.steps[i])
            return PathRelation::Apart;
    }
    return PathRelation::Overlap;
}

std::string explain(PathRelation relation, const DocumentPath &one, const DocumentPath &two)
{
    return std::string("Two document paths ") + (relation == PathRelation::Overlap ? "overlap" : "conflict")
        + " with each other; must remove or rewrite one of these paths; path one: " + one.text() + ", path two: " + two.text();
}

} // namespace keywright::expression
