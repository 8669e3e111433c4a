#include "core/expression/projection.h"

#include "core/expression/faults.h"
#include "core/expression/parser.h"
#include "core/expression/path_check.h"

namespace keywright::expression {

using value::AttributeValue;
using value::Item;

namespace {

enum class Fault { Reserved, Depth, Name, Overlap, Conflict, Count };

} // namespace

Projection::Projection(const std::vector<DocumentPath> &paths)
{
    for (const DocumentPath &path : paths) {
        Node *node = &m_root;
        for (const PathStep &step : path.steps)
            node = step.isIndex() ? &node->elements[step.index] : &node->members[step.name];
        node->whole = true;
    }
}

void Projection::addPaths(const Node &node, DocumentPath &path, std::vector<DocumentPath> &paths)
{
    if (node.whole) {
        paths.push_back(path);
        return;
    }
    const auto descend = [&](PathStep step, const Node &child) {
        path.steps.push_back(std::move(step));
        addPaths(child, path, paths);
        path.steps.pop_back();
    };
    for (const auto &[name, child] : node.members)
        descend({name, -1}, child);
    for (const auto &[index, child] : node.elements)
        descend({{}, index}, child);
}

std::vector<DocumentPath> Projection::paths() const
{
    std::vector<DocumentPath> paths;
    DocumentPath path;
    addPaths(m_root, path, paths);
    return paths;
}

bool Projection::pick(const AttributeValue &from, const Node &node, AttributeValue &out)
{
    if (node.whole) {
        out = from;
        return true;
    }
    AttributeValue part;
    if (const auto *map = from.get<value::AttributeMap>()) {
        value::AttributeMap picked;
        for (const auto &[name, child] : node.members) {
            const AttributeValue *member = map->find(name);
            if (member != nullptr && pick(*member, child, part))
                picked.set(name, std::move(part));
        }
        out = picked;
        return !picked.empty();
    }
    if (const auto *list = from.get<value::List>()) {
        value::List picked;
        for (const auto &[index, child] : node.elements) {
            const auto at = static_cast<std::size_t>(index);
            if (at < list->size() && pick((*list)[at], child, part))
                picked.push_back(std::move(part));
        }
        const bool any = !picked.empty();
        out = std::move(picked);
        return any;
    }
    return false;
}

Item Projection::of(const Item &item) const
{
    Item picked;
    AttributeValue part;
    for (const auto &[name, child] : m_root.members) {
        const AttributeValue *attribute = item.find(name);
        if (attribute != nullptr && pick(*attribute, child, part))
            picked.set(name, std::move(part));
    }
    return picked;
}

std::vector<std::string> Projection::attributes() const
{
    std::vector<std::string> names;
    for (const auto &[name, child] : m_root.members)
        names.push_back(name);
    return names;
}

std::vector<std::string> Projection::nestedAttributes() const
{
    std::vector<std::string> names;
    for (const auto &[name, child] : m_root.members)
        if (!child.whole)
            names.push_back(name);
    return names;
}

std::vector<DocumentPath> compileProjection(std::string_view text, Placeholders &placeholders)
{
    const Parsed<std::vector<syntax::Steps>> parsed = parseProjection(text);
    Faults<Fault> faults;
    std::vector<DocumentPath> paths;
    for (const syntax::Steps &from : parsed.tree) {
        const TextRange range{from.front().position, from.back().position + from.back().text.size() - from.front().position};
        if (const syntax::Step *word = findReservedWord(from))
            faults.note(Fault::Reserved, explainReservedWord(*word), word->range());
        if (const syntax::Step *step = findTooDeepStep(from))
            faults.note(Fault::Depth, explainTooDeep(from), step->range());
        const syntax::Step *undefined = nullptr;
        DocumentPath path = resolve(from, placeholders, undefined);
        if (undefined != nullptr)
            faults.note(Fault::Name, explainUndefinedName(*undefined), undefined->range());
        for (const DocumentPath &earlier : paths) {
            const PathRelation relation = relate(earlier, path);
            if (relation != PathRelation::Apart)
                faults.note(relation == PathRelation::Overlap ? Fault::Overlap : Fault::Conflict, explain(relation, earlier, path), range);
        }
        paths.push_back(std::move(path));
    }
    faults.refuseFirst(ExpressionKind::Projection);
    return paths;
}

} // namespace keywright::expression
