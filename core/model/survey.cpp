#include "core/model/survey.h"

#include <algorithm>
#include <cmath>

#include "core/expression/expression_error.h"
#include "core/expression/parser.h"
#include "core/model/key_clashes.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/value/item_size.h"

namespace keywright::model {

namespace {

using expression::KeyOperator;
using value::Json;

constexpr double kFewIntegers = 1'000; ///< a range of integers up to this is a closed set, such as stars from 1 to 5
constexpr double kManyValues = 10'000; ///< for the popularity of values whose number nobody knows

std::string numbered(const std::string &array, std::size_t index)
{
    return array + "[" + std::to_string(index) + "]";
}

bool isTimeFormat(const std::string &format)
{
    return format == "dateTime" || format == "date" || format == "epochSeconds";
}

std::string textMember(const Json &object, const char *name)
{
    const Json *member = object.find(name);
    return member == nullptr ? std::string() : member->text();
}

double numberMember(const Json &object, const char *name, double otherwise)
{
    const Json *member = object.find(name);
    return member == nullptr ? otherwise : member->asDouble().value_or(otherwise);
}

/// The share of the most popular of `count` values; nullopt for a distribution without one.
std::optional<double> shareIn(const Json *distribution, double count)
{
    if (distribution == nullptr)
        return std::nullopt;
    const std::string kind = textMember(*distribution, "kind");
    if (kind == "uniform")
        return 1 / std::max(1.0, count);
    if (kind != "zipf" && kind != "latest")
        return std::nullopt;
    const double exponent = numberMember(*distribution, "exponent", 1);
    double sum = 0;
    for (double rank = 1; rank <= std::min(count, 1e6); ++rank)
        sum += std::pow(rank, -exponent);
    return 1 / std::max(1.0, sum);
}

const TemplateFilter *filterOf(const TemplatePart &part, std::string_view name)
{
    const auto found =
        std::find_if(part.filters.begin(), part.filters.end(), [&name](const TemplateFilter &each) { return each.name == name; });
    return found == part.filters.end() ? nullptr : &*found;
}

double shardsOf(const TemplatePart &part)
{
    const TemplateFilter *shard = filterOf(part, "shard");
    return shard == nullptr ? 0 : std::max(1.0, std::strtod(shard->argument.c_str(), nullptr));
}

void addMentioned(const expression::syntax::Operand &operand, std::vector<std::string> &names)
{
    if (!operand.path.empty())
        names.emplace_back(operand.path.front().text);
    for (const auto &argument : operand.arguments)
        addMentioned(argument, names);
}

void addMentioned(const expression::syntax::Condition &condition, std::vector<std::string> &names)
{
    for (const auto &operand : condition.operands)
        addMentioned(operand, names);
    for (const auto &part : condition.parts)
        addMentioned(part, names);
}

} // namespace

bool OperationUse::isWrite() const
{
    return operation->kind == OperationKind::PutItem || operation->kind == OperationKind::UpdateItem
        || operation->kind == OperationKind::DeleteItem;
}

bool OperationUse::isTransactional() const
{
    return step->operation.kind == OperationKind::TransactWriteItems || step->operation.kind == OperationKind::TransactGetItems;
}

Survey::Survey(const Model &model) : m_model(model)
{
    addPlaces();
    addUses();
    addBytes();
}

void Survey::addBytes()
{
    std::map<const Entity *, double> items;
    for (const TableItems &sample : m_model.sampleData)
        for (const value::Item &item : sample.items)
            if (const Entity *entity = m_model.entityOf(sample.table, item)) {
                m_bytes[entity] += static_cast<double>(value::sizeInBytes(item));
                items[entity] += 1;
            }
    for (auto &[entity, bytes] : m_bytes)
        bytes /= items[entity];
}

void Survey::addPlaces()
{
    for (std::size_t i = 0; i < m_model.tables.size(); ++i) {
        const Table &table = m_model.tables[i];
        const std::string path = numbered("tables", i);
        m_places.push_back({&table, i, nullptr, false, path});
        for (std::size_t k = 0; k < table.definition.localIndexes.size(); ++k)
            m_places.push_back({&table, i, &table.definition.localIndexes[k], true, numbered(path + ".localSecondaryIndexes", k)});
        for (std::size_t k = 0; k < table.definition.globalIndexes.size(); ++k)
            m_places.push_back({&table, i, &table.definition.globalIndexes[k], false, numbered(path + ".globalSecondaryIndexes", k)});
    }
}

void Survey::addUses()
{
    for (std::size_t i = 0; i < m_model.accessPatterns.size(); ++i) {
        const AccessPattern &pattern = m_model.accessPatterns[i];
        for (std::size_t k = 0; k < pattern.steps.size(); ++k) {
            const Step &step = pattern.steps[k];
            const std::string path = numbered(numbered("accessPatterns", i) + ".steps", k);
            if (step.parts.empty())
                addUse(pattern, i, k, step.operation, path);
            for (std::size_t part = 0; part < step.parts.size(); ++part)
                addUse(pattern, i, k, step.parts[part], numbered(path + ".parts", part));
        }
    }
}

void Survey::addUse(const AccessPattern &pattern, std::size_t number, std::size_t step, const Operation &operation, std::string path)
{
    OperationUse use;
    use.pattern = &pattern;
    use.patternNumber = number;
    use.stepNumber = step;
    use.step = &pattern.steps[step];
    use.operation = &operation;
    use.path = std::move(path);
    if (!operation.forEach.empty() && pattern.sizes)
        use.times = std::max(1.0, pattern.sizes->itemsRead.value_or(1));
    if (pattern.rate) {
        use.perSecond = pattern.rate->perSecond;
        use.peak = std::max(pattern.rate->perSecond, pattern.rate->peakPerSecond.value_or(0));
    }
    m_uses.push_back(std::move(use));
}

const KeyedPlace *Survey::placeOf(const Operation &operation) const
{
    const auto found = std::find_if(m_places.begin(), m_places.end(), [&operation](const KeyedPlace &place) {
        return place.table->definition.name == operation.table
            && (operation.index.empty() ? place.index == nullptr : place.index != nullptr && place.index->name == operation.index);
    });
    return found == m_places.end() ? nullptr : &*found;
}

std::optional<std::string> Survey::builds(const Entity &entity, const std::string &keyAttribute)
{
    if (const std::string *text = entity.keyTemplate(keyAttribute))
        return *text;
    if (entity.findAttribute(keyAttribute) == nullptr)
        return std::nullopt;
    return "{" + keyAttribute + "}";
}

bool Survey::isIn(const Entity &entity, const KeyedPlace &place)
{
    const std::vector<std::string> names = namesOf(place.key());
    return entity.table == place.table->definition.name && !place.key().partition.empty()
        && std::all_of(names.begin(), names.end(), [&entity](const std::string &name) { return builds(entity, name).has_value(); });
}

bool Survey::isSparseIn(const Entity &entity, const KeyedPlace &place)
{
    for (const std::string &name : namesOf(place.key())) {
        const auto parsed = KeyTemplate::parse(builds(entity, name).value_or(""));
        if (!parsed)
            continue;
        for (const std::string &placeholder : parsed->names()) {
            const Attribute *attribute = entity.findAttribute(placeholder);
            if (attribute != nullptr && !attribute->required)
                return true;
        }
    }
    return false;
}

std::optional<double> Survey::itemsOf(const Entity &entity) const
{
    std::optional<double> most;
    for (const Recipe &recipe : m_model.recipes)
        for (const auto &[name, count] : recipe.counts)
            if (name == entity.name)
                most = std::max(most.value_or(0), static_cast<double>(count));
    return most;
}

std::optional<double> Survey::valuesOf(const Entity &entity, const std::string &name, bool &bounded, int depth) const
{
    bounded = false;
    const Attribute *attribute = entity.findAttribute(name);
    if (attribute == nullptr)
        return std::nullopt;
    const std::string format = formatOf(*attribute);
    bounded = true;
    if (attribute->type == value::Type::Bool || format == "boolean")
        return 2;
    if (format == "constant")
        return 1;
    if (const Json *values = attribute->sampleFormat.find("values"); format == "enumeration" && values != nullptr)
        return static_cast<double>(values->elements().size());
    if (format == "integer" && attribute->sampleFormat.find("minimum") != nullptr && attribute->sampleFormat.find("maximum") != nullptr) {
        const double range = numberMember(attribute->sampleFormat, "maximum", 0) - numberMember(attribute->sampleFormat, "minimum", 0) + 1;
        if (range <= kFewIntegers)
            return range;
    }
    const auto written = KeyTemplate::parse(textMember(attribute->sampleFormat, "template"));
    if (format == "template" && written && depth < 4) {
        std::optional<double> product = 1;
        for (const std::string &each : written->names()) {
            bool isFew = false;
            const std::optional<double> count = valuesOf(entity, each, isFew, depth + 1);
            bounded = bounded && isFew;
            product = product && count ? std::optional(*product * *count) : std::nullopt;
        }
        return bounded ? product : itemsOf(entity);
    }
    bounded = false;
    if ((format == "reference" || format == "copy") && depth < 4) {
        if (const Entity *target = m_model.findEntity(textMember(attribute->sampleFormat, "entity")))
            return valuesOf(*target, textMember(attribute->sampleFormat, "attribute"), bounded, depth + 1);
    }
    return itemsOf(entity);
}

bool Survey::hasFewValues(const Entity &entity, const std::string &attribute) const
{
    bool bounded = false;
    valuesOf(entity, attribute, bounded);
    return bounded;
}

double Survey::shareOfAttribute(const Entity &entity, const std::string &name) const
{
    const Attribute *attribute = entity.findAttribute(name);
    bool bounded = false;
    const std::optional<double> count = valuesOf(entity, name, bounded);
    if (attribute != nullptr) {
        if (isTimeFormat(formatOf(*attribute)))
            return formatOf(*attribute) == "date" ? 1 : 0; // all of a day have the same date
        if (const Json *weights = attribute->sampleFormat.find("weights")) {
            double sum = 0;
            double most = 0;
            for (const Json &weight : weights->elements()) {
                sum += weight.asDouble().value_or(0);
                most = std::max(most, weight.asDouble().value_or(0));
            }
            if (sum > 0)
                return most / sum;
        }
        if (const auto share = shareIn(attribute->sampleFormat.find("distribution"), count.value_or(kManyValues)))
            return *share;
    }
    return bounded && count ? 1 / std::max(1.0, *count) : 0;
}

double Survey::shareOfParameter(const Parameter &parameter) const
{
    const Entity *entity = m_model.findEntity(parameter.drawnFromEntity);
    bool bounded = false;
    const std::optional<double> count = entity == nullptr ? std::nullopt : valuesOf(*entity, parameter.drawnFromAttribute, bounded);
    if (const auto share = shareIn(parameter.unknown.find("popularity"), count.value_or(kManyValues)))
        return *share;
    return bounded && count ? 1 / std::max(1.0, *count) : 0;
}

double Survey::shareOfPlaceholder(const OperationUse &use, const Entity *entity, const std::string &name) const
{
    for (const Parameter &parameter : use.pattern->parameters)
        if (parameter.name == name && (!parameter.drawnFromEntity.empty() || parameter.unknown.find("popularity") != nullptr))
            return shareOfParameter(parameter);
    return entity == nullptr ? 0 : shareOfAttribute(*entity, name);
}

double Survey::shareOfTemplate(const OperationUse &use, const Entity *entity, const std::string &text, bool isOperand) const
{
    const auto parsed = KeyTemplate::parse(text);
    double share = 1;
    if (!parsed)
        return 0;
    for (const TemplatePart &part : parsed->parts()) {
        if (!part.isPlaceholder || (isOperand && use.step->fanOut && use.step->fanOut->placeholder == part.text))
            continue;
        if (shardsOf(part) > 0)
            share /= shardsOf(part);
        else if (filterOf(part, "date") == nullptr || isOperand) // what is written now has the time of now
            share *= shareOfPlaceholder(use, entity, part.text);
    }
    return share;
}

double Survey::topShare(const OperationUse &use, const KeyedPlace &place) const
{
    const Operation &operation = *use.operation;
    double share = 1;
    const std::vector<const Entity *> entities = entitiesOf(use);
    const Entity *entity = entities.empty() ? nullptr : entities.front();
    for (const schema::KeyAttribute &attribute : place.key().partition) {
        const Operand *operand = nullptr;
        for (const auto &[name, given] : operation.key)
            if (name == attribute.name)
                operand = &given;
        for (const KeyComparison &comparison : operation.keyCondition)
            if (comparison.attribute == attribute.name && !comparison.values.empty())
                operand = &comparison.values.front();
        if (operand != nullptr && std::holds_alternative<value::AttributeValue>(*operand))
            continue;
        const std::optional<std::string> built = entity == nullptr ? std::nullopt : builds(*entity, attribute.name);
        if (operand != nullptr)
            share *= shareOfTemplate(use, entity, std::get<std::string>(*operand), true);
        else if (built)
            share *= shareOfTemplate(use, entity, *built, false);
        else
            return 0;
    }
    return share;
}

KeySpread Survey::spreadOf(const Entity &entity, const std::string &keyAttribute) const
{
    KeySpread spread;
    const auto parsed = KeyTemplate::parse(builds(entity, keyAttribute).value_or(""));
    if (!parsed)
        return spread;
    spread.count = 1;
    bool others = false;
    for (const TemplatePart &part : parsed->parts()) {
        if (!part.isPlaceholder)
            continue;
        spread.isConstant = false;
        const Attribute *attribute = entity.findAttribute(part.text);
        bool bounded = true;
        std::optional<double> count;
        if (shardsOf(part) > 0) {
            count = shardsOf(part);
            spread.topShare /= *count;
        } else if (filterOf(part, "date") != nullptr || (attribute != nullptr && isTimeFormat(formatOf(*attribute)))) {
            spread.hasTime = true;
            bounded = false;
            if (filterOf(part, "date") == nullptr)
                spread.topShare *= shareOfAttribute(entity, part.text);
        } else {
            count = valuesOf(entity, part.text, bounded);
            spread.topShare *= shareOfAttribute(entity, part.text);
            others = others || !bounded;
        }
        spread.isBounded = spread.isBounded && bounded;
        spread.count = spread.count && count ? std::optional(*spread.count * *count) : std::nullopt;
    }
    spread.isTimeOnly = spread.hasTime && !others;
    return spread;
}

KeySpread Survey::partitionSpread(const Entity &entity, const KeyedPlace &place) const
{
    KeySpread all;
    all.count = 1;
    bool others = false;
    for (const schema::KeyAttribute &attribute : place.key().partition) {
        const KeySpread one = spreadOf(entity, attribute.name);
        all.isConstant = all.isConstant && one.isConstant;
        all.isBounded = all.isBounded && one.isBounded;
        all.hasTime = all.hasTime || one.hasTime;
        others = others || (!one.isBounded && !one.isTimeOnly);
        all.count = all.count && one.count ? std::optional(*all.count * *one.count) : std::nullopt;
        all.topShare *= one.topShare;
    }
    all.isTimeOnly = all.hasTime && !others;
    return all;
}

value::Type Survey::typeOfPlaceholder(const AccessPattern &pattern, std::string_view name, bool &isKnown) const
{
    const auto found =
        std::find_if(pattern.parameters.begin(), pattern.parameters.end(), [&name](const Parameter &each) { return each.name == name; });
    isKnown = found != pattern.parameters.end();
    return isKnown ? found->type : value::Type::S;
}

bool Survey::mayBe(const AccessPattern &pattern, const Operand &operand, const Entity &entity, const std::string &keyAttribute,
                   bool isPrefix) const
{
    const std::optional<std::string> built = builds(entity, keyAttribute);
    if (!built)
        return false;
    std::string text;
    if (const auto *given = std::get_if<std::string>(&operand)) {
        text = *given;
    } else {
        const auto *constant = std::get<value::AttributeValue>(operand).get<std::string>();
        if (constant == nullptr)
            return true;
        for (const char c : *constant)
            text += std::string(c == '{' || c == '}' ? 2 : 1, c);
    }
    const auto one = KeyTemplate::parse(text);
    const auto other = KeyTemplate::parse(*built);
    if (!one || !other)
        return false;
    bool isKnown = true;
    if (one->parts().size() == 1 && one->parts().front().isPlaceholder)
        typeOfPlaceholder(pattern, one->parts().front().text, isKnown);
    const auto types = [this, &pattern](std::string_view name) {
        bool known = false;
        return typeOfPlaceholder(pattern, name, known);
    };
    if (!isKnown || commonKey(*one, types, *other, typesOf(entity)))
        return true;
    const auto longer = KeyTemplate::parse(text + "{any}");
    return isPrefix && longer && commonKey(*longer, types, *other, typesOf(entity));
}

bool Survey::meets(const OperationUse &use, const Entity &entity) const
{
    const Operation &operation = *use.operation;
    const KeyedPlace *place = placeOf(operation);
    if (place == nullptr || !isIn(entity, *place))
        return false;
    for (const auto &[name, operand] : operation.key)
        if (!mayBe(*use.pattern, operand, entity, name, false))
            return false;
    for (const KeyComparison &comparison : operation.keyCondition) {
        const bool isPrefix = comparison.op == KeyOperator::BeginsWith;
        const bool isRange = comparison.op != KeyOperator::Equal && !isPrefix;
        if (isRange || comparison.values.empty())
            continue;
        if (!mayBe(*use.pattern, comparison.values.front(), entity, comparison.attribute, isPrefix))
            return false;
    }
    return true;
}

std::vector<const Entity *> Survey::entitiesOf(const OperationUse &use) const
{
    std::vector<const Entity *> met;
    if (use.operation->kind == OperationKind::PutItem && !use.operation->entity.empty()) {
        if (const Entity *entity = m_model.findEntity(use.operation->entity))
            met.push_back(entity);
        return met;
    }
    if (use.operation->kind == OperationKind::PutItem)
        return met;
    for (const Entity &entity : m_model.entities)
        if (meets(use, entity))
            met.push_back(&entity);
    return met;
}

std::optional<double> Survey::bytesOf(const Entity &entity) const
{
    if (const auto found = m_bytes.find(&entity); found != m_bytes.end())
        return found->second;
    for (const OperationUse &use : m_uses)
        if (use.operation->kind == OperationKind::PutItem && use.operation->entity == entity.name && use.pattern->sizes
            && use.pattern->sizes->itemBytes)
            return static_cast<double>(*use.pattern->sizes->itemBytes);
    return std::nullopt;
}

std::optional<double> Survey::putsPerSecond(const Entity &entity) const
{
    std::optional<double> sum;
    for (const OperationUse &use : m_uses)
        if (use.operation->kind == OperationKind::PutItem && use.operation->entity == entity.name && use.perSecond)
            sum = sum.value_or(0) + *use.perSecond * use.times;
    return sum;
}

std::vector<Touched> Survey::touchedBy(const Operation &operation)
{
    std::vector<Touched> touched;
    if (operation.update.empty())
        return touched;
    try {
        for (const auto &section : expression::parseUpdate(operation.update).tree)
            for (const auto &action : section.actions)
                if (!action.path.empty())
                    touched.push_back(
                        {std::string(action.path.front().text), section.kind == expression::syntax::UpdateSection::Kind::Remove});
    } catch (const expression::ExpressionError &) {
        touched.clear(); // findProblems() names it
    }
    return touched;
}

std::vector<std::string> Survey::mentionedIn(const std::string &text)
{
    std::vector<std::string> names;
    if (text.empty())
        return names;
    try {
        addMentioned(expression::parseCondition(text, expression::ExpressionKind::Condition).tree, names);
    } catch (const expression::ExpressionError &) {
        names.clear();
    }
    return names;
}

bool Survey::movesEntry(const OperationUse &use, const KeyedPlace &place) const
{
    const std::vector<Touched> touched = touchedBy(*use.operation);
    return std::any_of(touched.begin(), touched.end(),
                       [&place](const Touched &each) { return !each.removed && place.key().contains(each.attribute); });
}

std::string formatOf(const Attribute &attribute)
{
    const Json *format = attribute.sampleFormat.find("format");
    return format == nullptr ? std::string() : format->text();
}

} // namespace keywright::model
