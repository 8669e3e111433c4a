#include "core/simulation/model_keys.h"

#include <algorithm>

#include "core/model/key_template.h"

namespace keywright::simulation {

using model::Entity;
using model::KeyTemplate;
using model::Operand;
using model::OperationUse;
using model::Parameter;
using model::TemplatePart;
using value::AttributeValue;

namespace {

constexpr std::size_t kChoices = 4'000; ///< of one placeholder
constexpr std::int64_t kDay = 86'400;

struct Choice {
    std::string text;
    double share = 0;
};

/// What one part of a key's text may be: the literal, or a placeholder's values.
struct Choices {
    std::vector<Choice> known; ///< the most popular first
    double rest = 0;
    bool isTime = false; ///< `filtered` builds the text from the simulation's time
    std::string filtered;
    bool isDate = false;
    std::int64_t period = kDay; ///< so long the text of a time stays the same
};

std::string timeText(std::int64_t second, bool isDate)
{
    const std::int64_t epoch = kStartOfTime + second;
    std::int64_t days = epoch / kDay + 719'468; // from 0000-03-01, after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"
    const std::int64_t era = days / 146'097;
    days -= era * 146'097;
    const std::int64_t yearOfEra = (days - days / 1'460 + days / 36'524 - days / 146'096) / 365;
    const std::int64_t dayOfYear = days - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shifted = (5 * dayOfYear + 2) / 153;
    const std::int64_t day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    const std::int64_t year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    const auto padded = [](std::int64_t number, std::size_t width) {
        std::string text = std::to_string(number);
        return text.size() < width ? std::string(width - text.size(), '0') + text : text;
    };
    const std::string date = padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
    if (isDate)
        return date;
    const std::int64_t within = epoch % kDay;
    return date + "T" + padded(within / 3'600, 2) + ":" + padded(within / 60 % 60, 2) + ":" + padded(within % 60, 2) + "Z";
}

std::string textOf(const AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        return *text;
    const auto *number = value.get<value::Decimal>();
    return number == nullptr ? std::string() : number->text();
}

/// The text that one placeholder with its filters makes of a value; empty when it cannot.
std::string built(const KeyTemplate &part, const AttributeValue &value)
{
    const auto made = part.build([&value](std::string_view) { return &value; });
    return made && *made ? textOf(**made) : std::string();
}

const model::TemplateFilter *filterOf(const TemplatePart &part, std::string_view name)
{
    const auto found = std::find_if(part.filters.begin(), part.filters.end(), [&name](const auto &each) { return each.name == name; });
    return found == part.filters.end() ? nullptr : &*found;
}

std::int64_t periodOf(const TemplatePart &part, bool isDate)
{
    const model::TemplateFilter *date = filterOf(part, "date");
    if (date == nullptr)
        return isDate ? kDay : 1;
    const auto has = [date](const char *field) { return date->argument.find(field) != std::string::npos; };
    return has("ss") ? 1 : has("mm") ? 60 : has("HH") ? 3'600 : kDay;
}

/// Texts that are the same become one, the most popular first.
void mergeEqual(Choices &choices)
{
    std::map<std::string, double> shares;
    for (const Choice &each : choices.known)
        shares[each.text] += each.share;
    choices.known.clear();
    for (const auto &[text, share] : shares)
        choices.known.push_back({text, share});
    std::stable_sort(choices.known.begin(), choices.known.end(),
                     [](const Choice &left, const Choice &right) { return left.share > right.share; });
}

std::vector<NumberedShare> weighted(const std::vector<double> &frequencies)
{
    double sum = 0;
    for (const double frequency : frequencies)
        sum += frequency;
    std::vector<NumberedShare> shares;
    for (std::size_t i = 0; i < frequencies.size(); ++i)
        if (sum > 0)
            shares.push_back({i, frequencies[i] / sum});
    return shares;
}

/// The parameter's own popularity, read as sample formats' distributions are.
std::optional<model::Distribution> popularityOf(const Parameter &parameter, bool &fromSampleData)
{
    const value::Json *json = parameter.unknown.find("popularity");
    const value::Json *kind = json == nullptr ? nullptr : json->find("kind");
    if (kind == nullptr)
        return std::nullopt;
    using Kind = model::DistributionKind;
    static const std::map<std::string, Kind> kKinds{{"uniform", Kind::Uniform}, {"zipf", Kind::Zipf},
                                                    {"latest", Kind::Latest},   {"sequential", Kind::Sequential},
                                                    {"normal", Kind::Normal},   {"sampleData", Kind::Uniform}};
    const auto found = kKinds.find(kind->text());
    if (found == kKinds.end())
        return std::nullopt;
    fromSampleData = kind->text() == "sampleData";
    const auto number = [json](const char *name) { return json->find(name) == nullptr ? std::nullopt : json->find(name)->asDouble(); };
    return model::Distribution{found->second, number("exponent").value_or(1), number("mean"), number("deviation")};
}

/// Works out the keys of one operation in one place.
class KeyMaker {
public:
    KeyMaker(const model::Survey &survey, ValuePools &pools, const OperationUse &use, const model::KeyedPlace &place)
        : m_survey(survey), m_pools(pools), m_use(use), m_place(place), m_entities(survey.entitiesOf(use))
    { }

    /// One list of parts for each attribute of the partition key.
    std::vector<std::vector<Choices>> parts()
    {
        std::vector<std::vector<Choices>> all;
        for (const schema::KeyAttribute &attribute : m_place.key().partition)
            all.push_back(partsOf(attribute.name));
        return all;
    }

    capacity::SortSpread spread() const
    {
        using capacity::SortSpread;
        if (m_place.key().sort.empty())
            return m_place.index == nullptr ? SortSpread::OneItem : SortSpread::Even;
        const std::string &name = m_place.key().sort.back().name;
        const Operand *given = operandOf(name);
        const bool isConstant = given != nullptr && isEqual(name)
            && (std::holds_alternative<AttributeValue>(*given) || isLiteral(std::get<std::string>(*given)));
        const std::optional<std::string> template_ = m_entities.empty() ? std::nullopt : m_survey.builds(*m_entities.front(), name);
        if (isConstant || (given == nullptr && m_use.isWrite() && template_ && isLiteral(*template_) && m_place.index == nullptr))
            return SortSpread::OneItem;
        const bool meetsTheEnd = m_use.operation->kind == model::OperationKind::PutItem
            || (m_use.operation->kind == model::OperationKind::Query && m_use.operation->descending && m_use.operation->limit);
        return meetsTheEnd && template_ && beginsWithTime(*template_) ? SortSpread::Increasing : SortSpread::Even;
    }

private:
    const Operand *operandOf(const std::string &attribute) const
    {
        if (m_survey.placeOf(*m_use.operation) != &m_place)
            return nullptr;
        for (const auto &[name, operand] : m_use.operation->key)
            if (name == attribute)
                return &operand;
        for (const model::KeyComparison &comparison : m_use.operation->keyCondition)
            if (comparison.attribute == attribute && !comparison.values.empty())
                return &comparison.values.front();
        return nullptr;
    }

    bool isEqual(const std::string &attribute) const
    {
        return std::none_of(m_use.operation->keyCondition.begin(), m_use.operation->keyCondition.end(), [&](const auto &comparison) {
            return comparison.attribute == attribute && comparison.op != expression::KeyOperator::Equal;
        });
    }

    static bool isLiteral(const std::string &text)
    {
        const auto parsed = KeyTemplate::parse(text);
        return parsed && parsed->names().empty();
    }

    /// Whether new items sort behind the older ones: the first placeholder is a time, or counts up.
    bool beginsWithTime(const std::string &text) const
    {
        const auto parsed = KeyTemplate::parse(text);
        if (!parsed)
            return false;
        for (const TemplatePart &part : parsed->parts()) {
            if (!part.isPlaceholder)
                continue;
            for (const Entity *entity : m_entities)
                if (m_pools.of(entity->name, part.text).isTime)
                    return true;
            return false;
        }
        return false;
    }

    std::vector<Choices> partsOf(const std::string &attribute)
    {
        const Operand *given = operandOf(attribute);
        if (given != nullptr && std::holds_alternative<AttributeValue>(*given))
            return {literal(textOf(std::get<AttributeValue>(*given)))};
        std::string text;
        if (given != nullptr)
            text = std::get<std::string>(*given);
        else if (const auto own = itemOperand(attribute))
            text = *own;
        else if (!m_entities.empty())
            text = m_survey.builds(*m_entities.front(), attribute).value_or(std::string());
        const auto parsed = KeyTemplate::parse(text);
        if (!parsed || parsed->parts().empty())
            return {many()};
        std::vector<Choices> parts;
        for (const TemplatePart &part : parsed->parts())
            parts.push_back(part.isPlaceholder ? choicesOf(part, text) : literal(part.text));
        return parts;
    }

    /// What a PutItem without an entity says of the key attribute itself.
    std::optional<std::string> itemOperand(const std::string &attribute) const
    {
        for (const auto &[name, operand] : m_use.operation->item)
            if (name == attribute && std::holds_alternative<std::string>(operand))
                return std::get<std::string>(operand);
        return std::nullopt;
    }

    static Choices literal(std::string text) { return {{{std::move(text), 1}}, 0, false, {}, false, kDay}; }
    static Choices many() { return {{}, 1, false, {}, false, kDay}; }

    Choices choicesOf(const TemplatePart &part, const std::string &text)
    {
        const auto filtered = KeyTemplate::parse(text.substr(part.offset, part.length));
        if (!filtered)
            return many();
        if (m_use.step->fanOut && m_use.step->fanOut->placeholder == part.text)
            return numbers(*filtered, static_cast<std::uint64_t>(m_use.step->fanOut->count));
        bool fromSampleData = false;
        std::optional<model::Distribution> popularity;
        const ValuePool *pool = poolOf(part.text, popularity, fromSampleData);
        if (pool == nullptr)
            return shardsOr(part, many());
        if (filterOf(part, "date") != nullptr || (pool->isTime && !popularity && !fromSampleData)) {
            Choices time;
            time.isTime = true;
            time.isDate = pool->isDate && filterOf(part, "date") == nullptr;
            time.period = periodOf(part, pool->isDate);
            time.filtered = text.substr(part.offset, part.length);
            return time.period > 1 ? time : many();
        }
        Choices choices;
        const bool byFrequency = fromSampleData || (!popularity && pool->isWeighted);
        const std::vector<NumberedShare> shares =
            byFrequency ? weighted(pool->frequencies) : mostPopular(popularity.value_or(pool->popularity), pool->count, kChoices);
        double told = 0;
        const bool newestFirst = !byFrequency && popularity.value_or(pool->popularity).kind == model::DistributionKind::Latest;
        for (const NumberedShare &each : shares) {
            const std::uint64_t number = newestFirst ? pool->numberOfAge(pool->count - 1 - each.number) : each.number;
            choices.known.push_back({built(*filtered, pool->valueAt(number)), each.share});
            told += each.share;
        }
        choices.rest = told > 1 - 1e-9 ? 0 : 1 - told;
        mergeEqual(choices);
        return shardsOr(part, std::move(choices));
    }

    /// The rest of the values spreads evenly over the shards.
    static Choices shardsOr(const TemplatePart &part, Choices choices)
    {
        const model::TemplateFilter *shard = filterOf(part, "shard");
        const long count = shard == nullptr ? 0 : std::strtol(shard->argument.c_str(), nullptr, 10);
        if (count <= 0 || choices.rest <= 0 || count > static_cast<long>(kChoices))
            return choices;
        for (long i = 0; i < count; ++i)
            choices.known.push_back({std::to_string(i), choices.rest / static_cast<double>(count)});
        choices.rest = 0;
        mergeEqual(choices);
        return choices;
    }

    static Choices numbers(const KeyTemplate &filtered, std::uint64_t count)
    {
        Choices choices;
        for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, kChoices); ++i)
            choices.known.push_back(
                {built(filtered, AttributeValue::number(static_cast<std::int64_t>(i))), 1 / static_cast<double>(count)});
        return choices;
    }

    /// Null when nothing tells what the placeholder stands for.
    const ValuePool *poolOf(const std::string &name, std::optional<model::Distribution> &popularity, bool &fromSampleData)
    {
        const Entity *entity = m_entities.empty() ? nullptr : m_entities.front();
        for (const Parameter &parameter : m_use.pattern->parameters) {
            if (parameter.name != name)
                continue;
            popularity = popularityOf(parameter, fromSampleData);
            if (!parameter.drawnFromEntity.empty())
                return &m_pools.of(parameter.drawnFromEntity, parameter.drawnFromAttribute);
            break;
        }
        if (entity != nullptr && entity->findAttribute(name) != nullptr)
            return &m_pools.of(entity->name, name);
        // a parameter that is drawn from nowhere: an attribute of that name, whoever has it; {own.best} of an earlier step too
        const std::string last = name.substr(name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
        for (const Entity &each : m_survey.model().entities)
            if (each.findAttribute(last) != nullptr)
                return &m_pools.of(each.name, last);
        return nullptr;
    }

    const model::Survey &m_survey;
    ValuePools &m_pools;
    const OperationUse &m_use;
    const model::KeyedPlace &m_place;
    std::vector<const Entity *> m_entities;
};

class ModelKeys : public KeyStream {
public:
    ModelKeys(std::vector<std::vector<Choices>> attributes, capacity::SortSpread spread)
        : m_attributes(std::move(attributes)), m_spread(spread)
    {
        for (const auto &parts : m_attributes)
            for (const Choices &each : parts)
                if (each.isTime)
                    m_period = std::min(m_period.value_or(each.period), each.period);
    }

    KeyShares sharesAt(std::int64_t second) const override
    {
        std::vector<Key> keys{{{}, 1}};
        for (const auto &parts : m_attributes) {
            for (Key &key : keys)
                key.done.emplace_back();
            for (const Choices &part : parts)
                keys = combined(keys, part.isTime ? timed(part, second) : part);
        }
        KeyShares shares;
        double told = 0;
        for (Key &key : keys) {
            std::string words;
            for (const std::string &attribute : key.done)
                words += (words.empty() ? "" : " | ") + attribute;
            shares.keys.push_back({std::move(words), {hashOfKey(key.done), 0}, key.share, m_spread});
            told += key.share;
        }
        shares.rest = told > 1 - 1e-9 ? 0 : 1 - told;
        return shares;
    }

    std::int64_t goodUntil(std::int64_t second) const override
    {
        return m_period ? (second / *m_period + 1) * *m_period : std::numeric_limits<std::int64_t>::max();
    }

private:
    struct Key {
        std::vector<std::string> done; ///< the attributes' texts so far
        double share = 0;
    };

    static Choices timed(const Choices &part, std::int64_t second)
    {
        const auto filtered = KeyTemplate::parse(part.filtered);
        Choices now;
        now.known.push_back({filtered ? built(*filtered, AttributeValue(timeText(second, part.isDate))) : std::string(), 1});
        return now;
    }

    /// Every key with every choice behind it; where they would be too many, the most popular of both.
    static std::vector<Key> combined(const std::vector<Key> &keys, const Choices &choices)
    {
        std::vector<Key> all;
        const bool fits = keys.size() * choices.known.size() <= kToldApart;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const std::size_t most = fits ? choices.known.size() : std::min(choices.known.size(), kToldApart / 10 / (i + 1));
            for (std::size_t k = 0; k < most; ++k) {
                Key key = keys[i];
                key.done.back() += choices.known[k].text;
                key.share *= choices.known[k].share;
                all.push_back(std::move(key));
            }
        }
        std::stable_sort(all.begin(), all.end(), [](const Key &left, const Key &right) { return left.share > right.share; });
        return all;
    }

    std::vector<std::vector<Choices>> m_attributes;
    capacity::SortSpread m_spread;
    std::optional<std::int64_t> m_period;
};

} // namespace

std::shared_ptr<const KeyStream> keysOf(const model::Survey &survey, ValuePools &pools, const OperationUse &use,
                                        const model::KeyedPlace &place)
{
    KeyMaker maker(survey, pools, use, place);
    return std::make_shared<ModelKeys>(maker.parts(), maker.spread());
}

} // namespace keywright::simulation
