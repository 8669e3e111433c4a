#include "ui/canvas/lit_path.h"

#include <algorithm>

#include "ui/document/text.h"
#include "ui/parts/pattern_text.h"
#include "ui/parts/template_text.h"

namespace keywright::ui {

namespace {

bool isWrite(model::OperationKind kind)
{
    using Kind = model::OperationKind;
    return kind == Kind::PutItem || kind == Kind::UpdateItem || kind == Kind::DeleteItem;
}

struct Asked {
    std::string attribute;
    QString value;
    bool prefixOnly = false; ///< only the beginning of the key is given
};

std::vector<Asked> askedBy(const model::Operation &operation)
{
    std::vector<Asked> asked;
    for (const model::KeyComparison &comparison : operation.keyCondition) {
        const bool equal = comparison.op == expression::KeyOperator::Equal;
        const bool prefix = comparison.op == expression::KeyOperator::BeginsWith;
        // A range says nothing about the text that the keys begin with.
        const QString value = (equal || prefix) && !comparison.values.empty() ? operandText(comparison.values.front()) : QString();
        asked.push_back({comparison.attribute, value, !equal});
    }
    for (const auto &[attribute, operand] : operation.key)
        asked.push_back({attribute, operandText(operand), false});
    return asked;
}

/// The text that every value of the template begins with, and whether that is all of it.
std::pair<QString, bool> fixedStart(const QString &keyTemplate)
{
    QString start;
    for (const TemplatePiece &piece : splitTemplate(keyTemplate)) {
        if (piece.placeholder)
            return {start, false};
        start += piece.text;
    }
    return {start, true};
}

/// Whether a value asked for can be one that the entity's template builds.
bool canMeet(const Asked &asked, const QString &keyTemplate)
{
    if (keyTemplate.isEmpty())
        return false;
    auto [wanted, wantedWhole] = fixedStart(asked.value);
    auto [built, builtWhole] = fixedStart(keyTemplate);
    wantedWhole = wantedWhole && !asked.prefixOnly;
    if (wantedWhole && builtWhole)
        return wanted == built;
    if (wantedWhole)
        return wanted.startsWith(built);
    if (builtWhole)
        return built.startsWith(wanted);
    return wanted.startsWith(built) || built.startsWith(wanted);
}

class PathFinder {
public:
    PathFinder(const model::Model &model, const CanvasContents &contents, const model::AccessPattern &pattern)
        : m_model(model), m_contents(contents), m_pattern(pattern)
    { }

    LitPath path()
    {
        m_path.name = toQString(m_pattern.name);
        for (std::size_t step = 0; step < m_pattern.steps.size(); ++step) {
            const model::Step &each = m_pattern.steps[step];
            m_path.steps.push_back({toQString(model::textOf(each.operation.kind)), placeText(each), keyConditionText(each.operation)});
            const int number = static_cast<int>(step) + 1;
            if (each.parts.empty())
                addLeg(number, each.operation);
            for (const model::Operation &part : each.parts)
                addLeg(number, part);
        }
        return m_path;
    }

private:
    void addLeg(int step, const model::Operation &operation)
    {
        PathLeg leg{.step = step, .writes = isWrite(operation.kind)};
        leg.table = m_contents.indexOf({model::CardKind::Table, toQString(operation.table)});
        if (leg.table < 0)
            return;
        const std::vector<Lane> &lanes = m_contents.cards[static_cast<std::size_t>(leg.table)].lanes;
        const auto lane =
            std::find_if(lanes.begin(), lanes.end(), [&](const Lane &each) { return each.index == toQString(operation.index); });
        leg.lane = lane == lanes.end() ? 0 : static_cast<int>(lane - lanes.begin());
        const std::vector<Asked> asked = askedBy(operation);
        for (const Asked &each : asked)
            leg.keys.push_back(toQString(each.attribute));
        leg.entities = entitiesOf(operation, asked);
        if (leg.keys.empty() && !operation.entity.empty()) // a put builds the whole key
            for (const LaneKey &key : lanes[static_cast<std::size_t>(leg.lane)].keys)
                leg.keys.push_back(key.attribute);
        if (std::find(m_path.legs.begin(), m_path.legs.end(), leg) == m_path.legs.end())
            m_path.legs.push_back(std::move(leg));
    }

    std::vector<int> entitiesOf(const model::Operation &operation, const std::vector<Asked> &asked) const
    {
        std::vector<int> cards;
        for (const model::Entity &entity : m_model.entities) {
            if (entity.table != operation.table)
                continue;
            const bool named = operation.entity == entity.name;
            if (named || (operation.entity.empty() && isAbout(entity) && meets(entity, asked)))
                cards.push_back(m_contents.indexOf({model::CardKind::Entity, toQString(entity.name)}));
        }
        return cards;
    }

    bool isAbout(const model::Entity &entity) const
    {
        const auto &about = m_pattern.entities;
        return about.empty() || std::find(about.begin(), about.end(), entity.name) != about.end();
    }

    static bool meets(const model::Entity &entity, const std::vector<Asked> &asked)
    {
        return std::all_of(asked.begin(), asked.end(),
                           [&](const Asked &each) { return canMeet(each, keyTemplateOf(entity, each.attribute)); });
    }

    const model::Model &m_model;
    const CanvasContents &m_contents;
    const model::AccessPattern &m_pattern;
    LitPath m_path;
};

} // namespace

bool LitPath::hasCard(int card) const
{
    return std::any_of(legs.begin(), legs.end(), [&](const PathLeg &leg) {
        return leg.table == card || std::find(leg.entities.begin(), leg.entities.end(), card) != leg.entities.end();
    });
}

QSet<int> LitPath::lanesOf(int card) const
{
    QSet<int> lanes;
    for (const PathLeg &leg : legs) {
        if (leg.table == card)
            lanes.insert(leg.lane);
    }
    return lanes;
}

QSet<QString> LitPath::keysOf(int card) const
{
    QSet<QString> keys;
    for (const PathLeg &leg : legs) {
        if (std::find(leg.entities.begin(), leg.entities.end(), card) != leg.entities.end())
            keys.unite(QSet<QString>(leg.keys.begin(), leg.keys.end()));
    }
    return keys;
}

LitPath litPath(const model::Model &model, const CanvasContents &contents, int pattern)
{
    if (pattern < 0 || pattern >= static_cast<int>(model.accessPatterns.size()))
        return {};
    return PathFinder(model, contents, model.accessPatterns[static_cast<std::size_t>(pattern)]).path();
}

} // namespace keywright::ui
