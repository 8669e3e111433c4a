#include "core/model/model_diff.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "core/model/item_difference.h"
#include "core/model/json_difference.h"
#include "core/model/model_writer.h"
#include "core/model/names.h"
#include "core/model/table_difference.h"

namespace keywright::model {

using value::Json;

namespace {

constexpr std::array<std::string_view, 10> kParts{"header", "table",       "entity", "relationship",    "access pattern",
                                                  "facet",  "sample data", "recipe", "saved operation", "canvas"};
constexpr std::array<std::string_view, 4> kKinds{"added", "removed", "changed", "renamed"};

/// The model without its sample data, which is compared item by item.
Json jsonWithoutItems(const Model &model)
{
    Model bare;
    bare.name = model.name;
    bare.description = model.description;
    bare.author = model.author;
    bare.created = model.created;
    bare.note = model.note;
    bare.entities = model.entities;
    bare.relationships = model.relationships;
    bare.accessPatterns = model.accessPatterns;
    bare.facets = model.facets;
    bare.recipes = model.recipes;
    bare.savedOperations = model.savedOperations;
    bare.canvas = model.canvas;
    bare.unknown = model.unknown;
    return Json::parse(writeModel(bare));
}

std::string nameOfPart(const Relationship &relationship)
{
    return relationship.name.empty() ? relationship.from + " to " + relationship.to : relationship.name;
}

template <typename T>
std::string nameOfPart(const T &element)
{
    return element.name;
}

/// For each element of the newer list the one of the older list that it was; and those of the older one that are gone.
struct Matching {
    std::vector<std::optional<std::size_t>> formerOf;
    std::vector<bool> isRenamed;
    std::vector<std::size_t> gone;
};

template <typename T>
Matching matchByName(const std::vector<T> &from, const std::vector<T> &to, const std::function<std::string(const T &)> &name)
{
    Matching matching;
    std::multimap<std::string, std::size_t> positions;
    for (std::size_t i = 0; i < from.size(); ++i)
        positions.emplace(name(from[i]), i);
    for (const T &each : to) {
        const auto found = positions.find(name(each));
        matching.formerOf.push_back(found == positions.end() ? std::nullopt : std::optional(found->second));
        if (found != positions.end())
            positions.erase(found);
    }
    for (const auto &[unused, position] : positions)
        matching.gone.push_back(position);
    std::sort(matching.gone.begin(), matching.gone.end());
    matching.isRenamed.resize(to.size(), false);
    return matching;
}

/// Takes what is gone and what has come for the same where they are equal but for the name, and no other is.
template <typename T>
void findRenamed(const std::vector<T> &from, const std::vector<T> &to, const std::function<bool(const T &, const T &)> &isSameButName,
                 Matching &matching)
{
    std::map<std::size_t, std::vector<std::size_t>> candidates; // by position of what is gone
    std::map<std::size_t, int> uses;
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (matching.formerOf[i])
            continue;
        for (const std::size_t gone : matching.gone)
            if (isSameButName(from[gone], to[i])) {
                candidates[gone].push_back(i);
                ++uses[i];
            }
    }
    for (const auto &[gone, news] : candidates) {
        if (news.size() != 1 || uses[news.front()] != 1)
            continue;
        matching.formerOf[news.front()] = gone;
        matching.isRenamed[news.front()] = true;
        std::erase(matching.gone, gone);
    }
}

class ModelComparison {
public:
    ModelComparison(const Model &from, const Model &to)
        : m_from(from), m_to(to), m_fromJson(jsonWithoutItems(from)), m_toJson(jsonWithoutItems(to))
    { }

    std::vector<ElementDifference> run()
    {
        compareHeader();
        compareTables();
        compareList(ModelPart::Entity, "entities", m_from.entities, m_to.entities);
        compareList(ModelPart::Relationship, "relationships", m_from.relationships, m_to.relationships);
        compareList(ModelPart::AccessPattern, "accessPatterns", m_from.accessPatterns, m_to.accessPatterns);
        compareList(ModelPart::Facet, "facets", m_from.facets, m_to.facets);
        for (ElementDifference &items : itemDifferences(m_from, m_to))
            m_differences.push_back(std::move(items));
        compareList(ModelPart::Recipe, "recipes", m_from.recipes, m_to.recipes);
        compareList(ModelPart::SavedOperation, "savedOperations", m_from.savedOperations, m_to.savedOperations);
        compareCanvas();
        return std::move(m_differences);
    }

private:
    void compareHeader()
    {
        static const std::array<std::string, 9> kOthers{"tables",  "entities",   "relationships",   "accessPatterns", "facets",
                                                        "recipes", "sampleData", "savedOperations", "canvas"};
        const auto header = [](const Json &model) {
            Json json = Json::object();
            for (const Json::Member &member : model.members())
                if (std::find(kOthers.begin(), kOthers.end(), member.name) == kOthers.end())
                    json.set(member.name, member.value);
            return json;
        };
        ElementDifference element{ModelPart::Header, ChangeKind::Changed, m_to.name, {}, {}, {}, {}, {}, false};
        compareJson(header(m_fromJson), header(m_toJson), {}, element.details);
        addIfDifferent(std::move(element));
    }

    void compareTables()
    {
        const std::function<std::string(const Table &)> name = [](const Table &table) { return table.definition.name; };
        Matching matching = matchByName(m_from.tables, m_to.tables, name);
        findRenamed<Table>(
            m_from.tables, m_to.tables,
            [](const Table &left, const Table &right) {
                Table same = left;
                same.definition.name = right.definition.name;
                return same == right;
            },
            matching);
        for (std::size_t i = 0; i < m_to.tables.size(); ++i) {
            const Table &table = m_to.tables[i];
            const std::string place = element("tables", i);
            if (!matching.formerOf[i])
                m_differences.push_back(tableAdded(table, place));
            else
                addIfDifferent(tableDifference(m_from.tables[*matching.formerOf[i]], table, place));
        }
        for (const std::size_t gone : matching.gone)
            m_differences.push_back(tableRemoved(m_from.tables[gone], element("tables", gone)));
    }

    template <typename T>
    void compareList(ModelPart part, const std::string &member, const std::vector<T> &from, const std::vector<T> &to)
    {
        Matching matching = matchByName<T>(from, to, [](const T &each) { return nameOfPart(each); });
        findRenamed<T>(
            from, to,
            [](const T &left, const T &right) {
                T same = left;
                same.name = right.name;
                return same == right;
            },
            matching);
        for (std::size_t i = 0; i < to.size(); ++i) {
            ElementDifference difference{part, ChangeKind::Added, nameOfPart(to[i]), {}, element(member, i), {}, {}, {}, false};
            if (!matching.formerOf[i]) {
                m_differences.push_back(std::move(difference));
                continue;
            }
            const std::size_t former = *matching.formerOf[i];
            difference.kind = matching.isRenamed[i] ? ChangeKind::Renamed : ChangeKind::Changed;
            if (matching.isRenamed[i])
                difference.formerName = nameOfPart(from[former]);
            else if (!(from[former] == to[i]))
                compareJson(m_fromJson.find(member)->elements().at(former), m_toJson.find(member)->elements().at(i), difference.place,
                            difference.details);
            addIfDifferent(std::move(difference));
        }
        for (const std::size_t gone : matching.gone)
            m_differences.push_back({part, ChangeKind::Removed, nameOfPart(from[gone]), {}, element(member, gone), {}, {}, {}, false});
    }

    void compareCanvas()
    {
        if (m_from.canvas == m_to.canvas)
            return;
        ElementDifference element{ModelPart::Canvas, ChangeKind::Changed, {}, {}, "canvas", {}, {}, {}, false};
        const Json nothing = Json::object();
        const Json *from = m_fromJson.find("canvas");
        const Json *to = m_toJson.find("canvas");
        compareJson(from == nullptr ? nothing : *from, to == nullptr ? nothing : *to, element.place, element.details);
        addIfDifferent(std::move(element));
    }

    void addIfDifferent(ElementDifference element)
    {
        if (element.kind == ChangeKind::Renamed || !element.details.empty())
            m_differences.push_back(std::move(element));
    }

    const Model &m_from;
    const Model &m_to;
    const Json m_fromJson;
    const Json m_toJson;
    std::vector<ElementDifference> m_differences;
};

std::string capitalised(std::string_view text)
{
    std::string result(text);
    if (!result.empty() && result.front() >= 'a' && result.front() <= 'z')
        result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

} // namespace

std::string_view textOf(ModelPart part)
{
    return kParts.at(static_cast<std::size_t>(part));
}

std::string_view textOf(ChangeKind kind)
{
    return kKinds.at(static_cast<std::size_t>(kind));
}

std::string sentenceOf(const ElementDifference &element)
{
    const std::string what = capitalised(textOf(element.part));
    const std::string subject =
        element.part == ModelPart::Header || element.part == ModelPart::Canvas || element.name.empty() ? what : what + " " + element.name;
    switch (element.kind) {
    case ChangeKind::Added: return subject + " is new.";
    case ChangeKind::Removed: return subject + " is gone.";
    case ChangeKind::Renamed: return what + " " + element.formerName + " is called " + element.name + " now.";
    case ChangeKind::Changed: break;
    }
    if (element.part == ModelPart::SampleData) {
        const auto counted = [&element](ChangeKind kind) {
            return std::count_if(element.details.begin(), element.details.end(), [kind](const auto &each) { return each.kind == kind; });
        };
        return "Sample data of " + element.name + ": " + std::to_string(counted(ChangeKind::Added)) + " added, "
            + std::to_string(counted(ChangeKind::Removed)) + " removed, " + std::to_string(counted(ChangeKind::Changed)) + " changed.";
    }
    return subject + ": " + std::to_string(element.details.size()) + (element.details.size() == 1 ? " difference." : " differences.");
}

std::string sentenceOf(const DetailDifference &detail)
{
    switch (detail.kind) {
    case ChangeKind::Added: return detail.subject + " is new" + (detail.to.empty() ? "" : ": " + detail.to);
    case ChangeKind::Removed: return detail.subject + " is gone" + (detail.from.empty() ? "" : ": " + detail.from);
    case ChangeKind::Changed:
    case ChangeKind::Renamed: break;
    }
    return detail.subject + ": " + (detail.from.empty() ? "nothing" : detail.from) + " -> " + (detail.to.empty() ? "nothing" : detail.to);
}

std::vector<ElementDifference> diffModels(const Model &from, const Model &to)
{
    return ModelComparison(from, to).run();
}

} // namespace keywright::model
