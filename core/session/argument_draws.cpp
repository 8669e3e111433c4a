#include "core/session/argument_draws.h"

#include <algorithm>
#include <set>

#include "core/model/random.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using model::EntityItem;
using model::Parameter;
using value::AttributeValue;

namespace {

constexpr std::size_t kAttemptsForASet = 16;

std::string textOf(const Arguments &arguments)
{
    std::string text;
    for (const auto &[name, value] : arguments)
        text += name + value::toDynamoDbJson(value).compact();
    return text;
}

class Drawer {
public:
    Drawer(const model::AccessPattern &pattern, const model::EntityItems &items, std::uint64_t seed)
        : m_pattern(pattern), m_random(model::seedOf(seed, pattern.name))
    {
        for (const Parameter &parameter : pattern.parameters)
            if (!parameter.drawnFromEntity.empty())
                for (const EntityItem &item : items)
                    if (item.entity->name == parameter.drawnFromEntity && item.view.contains(parameter.drawnFromAttribute))
                        m_sources[parameter.name].push_back(&item);
    }

    bool draws() const { return !m_sources.empty(); }

    /// The name of a parameter without a value; empty when all have one.
    std::string missing() const
    {
        for (const Parameter &parameter : m_pattern.parameters)
            if (!parameter.example && !m_sources.contains(parameter.name))
                return parameter.name;
        return {};
    }

    Arguments draw(bool fromOneItem)
    {
        Arguments arguments;
        std::map<std::string, const EntityItem *> chosen;
        for (const Parameter &parameter : m_pattern.parameters) {
            const auto source = m_sources.find(parameter.name);
            if (source == m_sources.end()) {
                arguments[parameter.name] = *parameter.example;
                continue;
            }
            const EntityItem *&item = chosen[parameter.drawnFromEntity];
            if (!fromOneItem || item == nullptr || !item->view.contains(parameter.drawnFromAttribute))
                item = source->second[m_random.below(source->second.size())];
            arguments[parameter.name] = *item->view.find(parameter.drawnFromAttribute);
        }
        return arguments;
    }

private:
    const model::AccessPattern &m_pattern;
    model::Random m_random;
    std::map<std::string, std::vector<const EntityItem *>> m_sources; ///< by parameter
};

} // namespace

ArgumentSets drawArguments(const model::AccessPattern &pattern, const model::EntityItems &items, std::uint64_t seed, std::size_t count)
{
    ArgumentSets drawn;
    Drawer drawer(pattern, items, seed);
    drawn.missing = drawer.missing();
    if (!drawn.missing.empty())
        return drawn;
    std::set<std::string> known;
    const Arguments examples = exampleArguments(pattern);
    if (examples.size() == pattern.parameters.size()) {
        drawn.beginsWithExamples = true;
        known.insert(textOf(examples));
        drawn.sets.push_back(examples);
    }
    for (std::size_t i = 0; drawer.draws() && drawn.sets.size() < count && i < count * kAttemptsForASet; ++i) {
        Arguments arguments = drawer.draw(i % 2 == 0);
        if (known.insert(textOf(arguments)).second)
            drawn.sets.push_back(std::move(arguments));
    }
    return drawn;
}

} // namespace keywright::session
